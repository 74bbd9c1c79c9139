"""A person's documents: brought, placed, fetched, thrown away."""

from dataclasses import asdict
from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antin.errors import AntinError
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.signing import forms, selectors, services
from antin_server.signing.context import origins_allowed, person_of
from antin_server.signing.errors import DocumentTooHeavy, DocumentUnopenable, JobNotFound
from antin_server.signing.models import SigningJob
from antin_server.signing.views.batches import NOT_TAKEN
from antin_server.signing.views.pages import job_shown, limit_mb, summary, tsa_address, verdict_of

PAGES_AT_ONCE = 20
"""Pictures of pages in one look."""


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Choose a PDF; the person's latest documents."""
    errors = []
    if request.method == "POST":
        try:
            files = request.FILES.getlist("file")
            if len(files) > 1:
                return _several(request, forms.uploaded_to_sign(files))
            name, data = forms.uploaded(request.FILES.get("file"))
            job_id = services.job_begin(name=name, data=data, person_id=person_of(request), at=clock.now())
            return redirect("signing:review" if services.needs_converting(data) else "signing:place", job_id=job_id)
        except AntinError as error:
            errors = [summary(error, "file")]
    jobs = selectors.jobs_of(person_of(request))
    several = sum(not each.signed for each in jobs) > 1
    context = {
        "jobs": jobs, "several": several, "limit_mb": limit_mb(), "most": forms.MOST_TO_SIGN, "errors": errors,
        "converts": services.converts_office_documents(),
    }
    return render(request, "signing/start.html", context, status=400 if errors else 200)


def _several(request: HttpRequest, files: tuple[services.FileToCheck, ...]) -> HttpResponse:
    """To the list, which names those that were not kept."""
    not_taken = services.jobs_begin(files=files, person_id=person_of(request), at=clock.now())
    request.session[NOT_TAKEN] = [asdict(each) for each in not_taken]
    return redirect("signing:many")


@open_to_signed_in
@require_GET
def review(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Every page of a PDF that was made of an office document, before anything is signed."""
    job = job_shown(request, job_id)
    if job.signed or not job.made_from:
        return redirect("signing:place", job_id=job_id)
    context = {
        "job": job, "pages": Paginator(range(1, job.pages + 1), PAGES_AT_ONCE).get_page(request.GET.get("trang")),
        "crumbs": [(reverse("signing:start"), _("Sign a PDF"))],
    }
    return render(request, "signing/review.html", context)


@open_to_signed_in
@require_GET
def done(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The signed document: its verdict and the way to fetch it."""
    job = job_shown(request, job_id)
    belongs = selectors.flow_of_job(job)
    if job.signed and belongs is not None:
        return redirect("signing:flow", flow_id=belongs.flow_id)
    return _done_page(request, job) if job.signed else redirect("signing:place", job_id=job_id)


@open_to_signed_in
@require_POST
def preserve(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Append what keeps the signed document checkable when its certificates are long gone."""
    job = job_shown(request, job_id)
    try:
        services.job_preserve(
            job_id=job_id, person_id=person_of(request), at=clock.now(), allow=origins_allowed(), tsa=tsa_address(),
        )
    except AntinError as error:
        return _done_page(request, job, error) if job.signed else redirect("signing:place", job_id=job_id)
    return redirect("signing:done", job_id=job_id)


def _done_page(request: HttpRequest, job: SigningJob, error: AntinError | None = None) -> HttpResponse:
    with job.signed.open("rb") as file:
        data = file.read()
    try:
        verdict = verdict_of(job.name, data)
    except (DocumentTooHeavy, DocumentUnopenable):
        verdict = None  # the file can be fetched all the same
    levels = {each["level"] for each in verdict["signatures"]} if verdict else set()
    context = {
        "job": job, "verdict": verdict, "signed_name": selectors.signed_name(job),
        "may_be_preserved": levels & {"B-T", "B-LT"}, "is_preserved_in_part": "B-LT" in levels,
        "errors": [summary(error, "preserve")] if error else [],
        "crumbs": [(reverse("signing:start"), _("Sign a PDF"))],
    }
    return render(request, "signing/done.html", context, status=400 if error else 200)


@open_to_signed_in
@require_GET
def download(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The signed PDF."""
    job = job_shown(request, job_id)
    if not job.signed:
        raise Http404
    with job.signed.open("rb") as file:
        answer = HttpResponse(file.read(), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, selectors.signed_name(job)) or "attachment"
    return answer


@open_to_signed_in
@require_POST
def drop(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Delete the document here; what was fetched stays with the person."""
    try:
        services.job_drop(job_id=job_id, person_id=person_of(request), at=clock.now())
    except JobNotFound as error:
        raise Http404 from error
    return redirect("signing:start")
