"""Many documents in one go: the list to look through, where signatures stand, and what became of each."""

from typing import Any

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from antin.agentwire import ORIGIN, SigningCall, wire_value
from antin.documents import signing_report, signing_table
from antin.errors import AntinError
from antin.messages import message
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.common.speaking import reader_language
from antin_server.signing import forms, selectors, services
from antin_server.signing.context import person_of
from antin_server.signing.models import SigningJob
from antin_server.signing.views.pages import summary, time_stamping
from antin_server.signing.views.signing import ASKING_S, token_form

MANY = "nhieu"
"""In the address of a document's place: back to the list afterwards."""
NOT_TAKEN = "signing.not_taken"
"""In the session: files of the last upload that were not kept, until the list is shown."""


@open_to_signed_in
@require_http_methods(["GET", "POST"])
@csp_update({"connect-src": [ORIGIN]})
def many(request: HttpRequest) -> HttpResponse:
    """Look through what waits, choose places for all, sign; what is signed already, and its report."""
    errors = []
    if request.method == "POST":
        try:
            jobs, place = forms.batch_placed(request.POST)
            services.jobs_place(job_ids=jobs, place=place, person_id=person_of(request), at=clock.now())
            return redirect("signing:many")
        except AntinError as error:
            errors = [summary(error, "places")]
    jobs_here = selectors.batch_of(person_of(request))
    alone = selectors.jobs_to_seal(person_of(request))
    waiting = [_row(each) for each in jobs_here if not each.signed and each.pk not in alone]
    context = {
        "waiting": waiting, "signed_count": sum(bool(each.signed) for each in jobs_here), "errors": errors,
        "not_taken": _not_taken(request) if request.method == "GET" else [],
        "most": wire_value("batch_files"), "crumbs": [(reverse("signing:start"), _("Sign a PDF"))],
        "way": "file" if settings.ANTIN_SOFT_KEYS else "token",
        "certificates": selectors.chains_of_email(request.user.email, at=clock.now()),  # type: ignore[union-attr]
        "stamps_come": not waiting or services.time_stamps_come(time_stamping(timeout_s=ASKING_S)),
        **token_form(), "calls": [(SigningCall.FILES.value, "")],
    }
    return render(request, "signing/many.html", context, status=400 if errors else 200)


def _row(job: SigningJob) -> dict[str, Any]:
    language = reader_language()
    found = job.found.get("cautions", ())
    told = (message(each["code"], language, page=each["page"], text=each["text"]) for each in found)
    waiting = [each for each in job.marks.all() if not each.signed_at]
    return {
        "job": job, "mark": waiting[0], "more": len(waiting) - 1, "signers": ", ".join(job.found.get("signers", ())),
        "cautions": [f"{each.text} {each.hint}".strip() for each in told],
        "refusal": selectors.refusal_text(job.refusal, language),
    }


def _not_taken(request: HttpRequest) -> list[dict[str, str]]:
    language = reader_language()
    kept = request.session.pop(NOT_TAKEN, [])
    return [{"name": each["name"], "why": selectors.refusal_text(each["refusal"], language)} for each in kept]


@open_to_signed_in
@require_GET
def many_report(request: HttpRequest, kind: str) -> HttpResponse:
    """What became of each document: a table for spreadsheets, or a PDF."""
    language = reader_language()
    rows = selectors.rows_of(selectors.batch_of(person_of(request)), language=language)
    if kind == "csv":
        answer = HttpResponse(b"".join(signing_table(rows, language=language)), content_type="text/csv; charset=utf-8")
    elif kind == "pdf":
        report = signing_report(rows, language=language, at=clock.now())
        answer = HttpResponse(report, content_type="application/pdf")
    else:
        raise Http404
    answer["Content-Disposition"] = f'attachment; filename="bao-cao-ky.{kind}"'
    return answer


@open_to_signed_in
@require_GET
def many_archive(request: HttpRequest) -> StreamingHttpResponse:
    """All signed documents in one ZIP, made while it is fetched."""
    signed = [each for each in selectors.batch_of(person_of(request)) if each.signed]
    if not signed:
        raise Http404
    answer = StreamingHttpResponse(selectors.archive_of(signed), content_type="application/zip")
    answer["Content-Disposition"] = 'attachment; filename="da-ky.zip"'
    return answer
