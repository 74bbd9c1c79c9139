"""Pages for signing a PDF and for checking any document."""

import base64
from collections import Counter
from collections.abc import Sequence
from typing import Any
from uuid import UUID

from csp.decorators import csp_update
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antin.adapters.http import Fetcher
from antin.agentwire import ORIGIN, SigningCall, wire_value
from antin.casework.document_numbers import number_answer
from antin.errors import AntinError
from antin.messages import Message, message
from antin_server.common import clock
from antin_server.common.doors import open_to_everyone, open_to_signed_in
from antin_server.common.speaking import reader_language, said
from antin_server.signing import forms, selectors, services
from antin_server.signing.context import origins_allowed, person_of, refusal
from antin_server.signing.errors import DocumentTooHeavy, DocumentUnopenable, JobNotFound
from antin_server.signing.models import SigningJob
from antin_server.signing.services.signatures import TimeStamping


@open_to_everyone
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The public page: documents in, verdicts out; the upload is gone when the answer is sent. Or a number asked."""
    if request.method == "GET":
        return _check_page(request)
    if "number" in request.POST:
        return _check_page(request, number=forms.number_asked(request.POST))
    try:
        files = forms.uploaded_to_check(request.FILES.getlist("file"))
        circumstances = _circumstances()
        checked = services.strangers_check(files=files, circumstances=circumstances)
    except AntinError as error:
        return _check_page(request, error)
    if len(checked) == 1 and checked[0].refusal:
        return _check_page(request, checked[0].refusal)
    verdicts = [each.verdict for each in checked if each.verdict is not None]
    token = services.report_token(verdicts=verdicts, at=circumstances.at, language=circumstances.language)
    context = {"files": [_file_shown(each) for each in checked], "counts": _counts(checked), "report": token}
    return render(request, "signing/verdict.html", context)


@open_to_everyone
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """What the page of the answer handed out, as a file: `format` is pdf or json."""
    try:
        found = services.report_of(token=request.POST.get("report", ""), at=clock.now())
    except AntinError as error:
        return _check_page(request, error)
    if request.POST.get("format") == "json":
        kind = "json" if len(found.verdicts) == 1 else "jsonl"
        answer = HttpResponse(found.json_text(), content_type=f"application/{kind}")
    else:
        kind, answer = "pdf", HttpResponse(found.pdf(), content_type="application/pdf")
    name = f"ket-qua-kiem-tra-{found.at:%Y%m%d-%H%M%S}.{kind}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def _check_page(request: HttpRequest, error: AntinError | None = None, *, number: str = "") -> HttpResponse:
    context = {
        "limit_mb": _limit_mb(), "most": forms.MOST_FILES, "most_letters": forms.MAX_NUMBER, "number": number,
        "errors": [_summary(error, "file")] if error else [], "answer": _number_answer(number) if number else None,
    }
    return render(request, "signing/check.html", context, status=400 if error else 200)


def _number_answer(number: str) -> Message:
    answer = number_answer(number, on=localdate(clock.now()))
    return message(answer.code, reader_language(), **answer.fields)


def _file_shown(file: services.CheckedFile) -> dict[str, Any]:
    if file.verdict is None:
        why = said(file.refusal) if file.refusal else None
        return {"name": file.name, "outcome": "refused", "why": why.text if why else "", "refusal": why}
    reasons = file.verdict["reasons"]
    shown = selectors.shown(file.verdict)
    return {
        "name": file.name, "outcome": shown["outcome"], "why": reasons[0]["text"] if reasons else "", "verdict": shown,
    }


def _counts(files: Sequence[services.CheckedFile]) -> dict[str, int]:
    outcomes = Counter(each.verdict["outcome"] if each.verdict else "refused" for each in files)
    return {each: outcomes[each] for each in ("valid", "not_valid", "cannot_tell", "refused")}


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def start(request: HttpRequest) -> HttpResponse:
    """Choose a PDF; the person's latest documents."""
    errors = []
    if request.method == "POST":
        try:
            name, data = forms.uploaded(request.FILES.get("file"))
            job_id = services.job_begin(name=name, data=data, person_id=person_of(request), at=clock.now())
            return redirect("signing:place", job_id=job_id)
        except AntinError as error:
            errors = [_summary(error, "file")]
    jobs = selectors.jobs_of(person_of(request))
    several = sum(not each.signed for each in jobs) > 1
    context = {"jobs": jobs, "several": several, "limit_mb": _limit_mb(), "errors": errors}
    return render(request, "signing/start.html", context, status=400 if errors else 200)


@open_to_signed_in
@require_http_methods(["GET", "POST"])
def place(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """Where the signature will stand: on the page image, or in millimetres."""
    job = _job(request, job_id)
    if job.signed:
        return redirect("signing:done", job_id=job_id)
    errors = []
    if request.method == "POST":
        try:
            chosen = forms.placed(request.POST)
            services.job_place(job_id=job_id, place=chosen, person_id=person_of(request), at=clock.now())
            if "turn" in request.POST:
                return redirect("signing:place", job_id=job_id)
            return redirect("signing:sign", job_id=job_id)
        except AntinError as error:
            errors = [_summary(error, "page")]
    sizes = selectors.page_sizes(job)
    context = {
        "job": job, "size": sizes[min(job.page, len(sizes)) - 1], "errors": errors, "typed": request.POST or None,
        "crumbs": [(reverse("signing:start"), _("Sign a PDF"))],
    }
    return render(request, "signing/place.html", context, status=400 if errors else 200)


@open_to_signed_in
@require_GET
def page_picture(request: HttpRequest, job_id: UUID, number: int) -> HttpResponse:
    """A page as PNG, drawn from the very bytes."""
    job = _job(request, job_id)
    try:
        picture = services.page_draw(selectors.document_bytes(job), number)
    except (DocumentTooHeavy, DocumentUnopenable) as error:
        raise Http404 from error
    answer = HttpResponse(picture, content_type="image/png")
    answer["Cache-Control"] = "private, max-age=600"
    return answer


@open_to_signed_in
@require_GET
@csp_update({"connect-src": [ORIGIN]})  # type: ignore[arg-type]  # its types know no addresses with parts
def sign(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The last look, the key file and its passphrase; both stay in the browser."""
    job = _job(request, job_id)
    if job.signed:
        return redirect("signing:done", job_id=job_id)
    sizes = selectors.page_sizes(job)
    context = {
        "job": job, "size": sizes[min(job.page, len(sizes)) - 1],
        "certificates": selectors.chains_of_email(request.user.email, at=clock.now()),  # type: ignore[union-attr]
        "jobs": job.pk, "way": "file" if settings.ANTIN_SOFT_KEYS else "token", "place": _place_told(job), **_token(),
        "crumbs": [(reverse("signing:start"), _("Sign a PDF")), (reverse("signing:place", args=[job_id]), _("Place"))],
    }
    return render(request, "signing/sign.html", context)


@open_to_signed_in
@require_GET
@csp_update({"connect-src": [ORIGIN]})
def many(request: HttpRequest) -> HttpResponse:
    """The person's unsigned documents, several of which the signing program takes at once."""
    context = {
        "waiting": [each for each in selectors.jobs_of(person_of(request)) if not each.signed],
        "most": wire_value("batch_files"), "crumbs": [(reverse("signing:start"), _("Sign a PDF"))],
        **_token(), "calls": [(SigningCall.FILES.value, "")],
    }
    return render(request, "signing/many.html", context)


@open_to_signed_in
@require_POST
def prepare(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """JSON: `{certificates}` → `{to_be_signed}` or `{error}`."""
    try:
        prepared = services.job_prepare(
            job_id=job_id, certificates=forms.certificates_sent(request.body), person_id=person_of(request),
            at=clock.now(), language=reader_language(),
        )
    except AntinError as error:
        return refusal(error)
    return JsonResponse({"to_be_signed": base64.b64encode(prepared.to_be_signed).decode()})


@open_to_signed_in
@require_POST
def complete(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """JSON: `{signature}` → `{next}` or `{error}`."""
    try:
        services.job_complete(
            job_id=job_id, signature=forms.signature_sent(request.body), person_id=person_of(request), at=clock.now(),
            time_stamping=TimeStamping(f"{settings.ANTIN_STATUS_URL}/tsa", _fetcher()),
        )
    except AntinError as error:
        return refusal(error)
    return JsonResponse({"next": reverse("signing:done", args=[job_id])})


@open_to_signed_in
@require_GET
def done(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The signed document: its verdict and the way to fetch it."""
    job = _job(request, job_id)
    if not job.signed:
        return redirect("signing:place", job_id=job_id)
    with job.signed.open("rb") as file:
        data = file.read()
    try:
        verdict = _verdict(job.name, data)
    except (DocumentTooHeavy, DocumentUnopenable):
        verdict = None  # the file can be fetched all the same
    return render(request, "signing/done.html", {
        "job": job, "verdict": verdict, "signed_name": _signed_name(job),
        "crumbs": [(reverse("signing:start"), _("Sign a PDF"))],
    })


@open_to_signed_in
@require_GET
def download(request: HttpRequest, job_id: UUID) -> HttpResponse:
    """The signed PDF."""
    job = _job(request, job_id)
    if not job.signed:
        raise Http404
    with job.signed.open("rb") as file:
        answer = HttpResponse(file.read(), content_type="application/pdf")
    answer["Content-Disposition"] = content_disposition_header(True, _signed_name(job)) or "attachment"
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


def _token() -> dict[str, object]:
    """What the form for the signing program needs, whatever it signs."""
    names = {
        SigningCall.APPROVED: _("Sign as the person with authority"), SigningCall.ISSUED: _("Number, date and seal"),
        SigningCall.INCOME: _("Stamp of incoming papers"), SigningCall.APPENDIX: _("Appendix in a file of its own"),
        SigningCall.COPY: _("Certified copy"),
    }
    return {
        "origin": ORIGIN, "calls": [(each.value, name) for each, name in names.items()],
        "connect_s": wire_value("connect_s"), "permission_s": wire_value("permission_s"),
    }


def _place_told(job: SigningJob) -> str:
    """Where the signature is expected, for somebody who places it again in another program."""
    if not job.is_visible:
        return _("The signature was set to be invisible; programs beside a token usually show it.")
    place = {"page": job.page, "x": round(job.x), "y": round(job.y)}
    return _("Put the signature on page %(page)d, %(x)d mm from the left and %(y)d mm from the top.") % place


def _job(request: HttpRequest, job_id: UUID) -> SigningJob:
    try:
        return selectors.job_of(job_id, person_id=person_of(request))
    except JobNotFound as error:
        raise Http404 from error




def _summary(error: AntinError, anchor: str) -> dict[str, str]:
    return {"anchor": anchor, "text": _sentence(said(error))}


def _sentence(told: Message) -> str:
    return f"{told.text} {told.hint}".strip()



def _signed_name(job: SigningJob) -> str:
    stem = job.name[:-4] if job.name.lower().endswith(".pdf") else job.name
    return f"{stem}.signed.pdf"


def _limit_mb() -> int:
    return int(settings.ANTIN_UPLOAD_BYTES) // (1024 * 1024)


def _verdict(name: str, data: bytes) -> dict[str, Any]:
    return selectors.shown(services.stranger_check(name=name, data=data, circumstances=_circumstances()))


def _circumstances() -> services.Circumstances:
    return services.Circumstances(clock.now(), origins_allowed(), reader_language())


def _fetcher() -> Fetcher:
    return Fetcher(allow=origins_allowed())
