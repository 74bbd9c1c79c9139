"""The public page on which anybody checks documents."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from antin.casework.document_numbers import number_answer
from antin.errors import AntinError
from antin.messages import Message, message, message_of
from antin_server.common import clock
from antin_server.common.client_addresses import client_address
from antin_server.common.doors import open_to_everyone
from antin_server.common.speaking import reader_language
from antin_server.signing import forms, selectors, services, tasks
from antin_server.signing.context import origins_allowed
from antin_server.signing.views.pages import circumstances, limit_mb


@open_to_everyone
@require_http_methods(["GET", "POST"])
def check(request: HttpRequest) -> HttpResponse:
    """The public page: documents in, verdicts out, from what is at hand here. Or a number asked."""
    if request.method == "GET":
        return _check_page(request)
    if "number" in request.POST:
        return _check_page(request, number=forms.number_asked(request.POST))
    try:
        files = forms.uploaded_to_check(request.FILES.getlist("file"))
        checked = services.check_begin(files=files, source=client_address(request), circumstances=circumstances())
    except AntinError as error:
        return _check_page(request, message_of(error, reader_language()))
    if len(checked.files) == 1 and checked.files[0].refusal:
        return _check_page(request, checked.files[0].refusal)
    if checked.begun_until:
        tasks.evidence_gather(checked.secret, checked.begun_until, origins_allowed())
    return _verdict_page(request, checked)


@open_to_everyone
@require_POST
def follow(request: HttpRequest) -> HttpResponse:
    """The same page again, as far as the evidence has come; `deed` again asks anew, drop deletes everything.

    The secret of the upload is in the body, so that it stands in no log and in no history.
    """
    secret, deed, at = request.POST.get("check", ""), request.POST.get("deed", ""), clock.now()
    try:
        if deed == "drop":
            services.check_drop(secret=secret)
            messages.success(request, _("The files and the result were deleted from the server."))
            return redirect("signing:check")
        checked = services.check_open(secret=secret, at=at)
        if deed == "again" and not checked.is_asking:
            checked = services.check_ask_again(secret=secret, at=at)
            if checked.begun_until:
                tasks.evidence_gather(secret, checked.begun_until, origins_allowed())
    except AntinError as error:
        return _check_page(request, message_of(error, reader_language()))
    return _verdict_page(request, checked)


@open_to_everyone
@require_POST
def report(request: HttpRequest) -> HttpResponse:
    """What the page of the answer handed out, as a file: `format` is pdf or json."""
    try:
        found = services.report_of(token=request.POST.get("report", ""), at=clock.now())
    except AntinError as error:
        return _check_page(request, message_of(error, reader_language()))
    if request.POST.get("format") == "json":
        kind = "json" if len(found.verdicts) == 1 else "jsonl"
        answer = HttpResponse(found.json_text(), content_type=f"application/{kind}")
    else:
        kind, answer = "pdf", HttpResponse(found.pdf(), content_type="application/pdf")
    name = f"ket-qua-kiem-tra-{found.at:%Y%m%d-%H%M%S}.{kind}"
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "no-store"
    return answer


def _verdict_page(request: HttpRequest, checked: services.Check) -> HttpResponse:
    verdicts = [each.verdict for each in checked.files if each.verdict is not None]
    token = "" if checked.is_asking else services.report_token(
        verdicts=verdicts, at=checked.at, language=checked.language,
    )
    context = {
        "files": [_file_shown(each, is_asking=checked.is_asking) for each in checked.files], "check": checked,
        "counts": _counts(checked.files), "report": token, "minutes": services.FILE_MINUTES,
        "is_open": any(each.is_open for each in checked.files),
    }
    answer = render(request, "signing/verdict.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _check_page(request: HttpRequest, why: Message | None = None, *, number: str = "") -> HttpResponse:
    context = {
        "limit_mb": limit_mb(), "total_mb": settings.ANTIN_CHECK_BYTES // (1024 * 1024), "most": forms.MOST_FILES,
        "most_letters": forms.MAX_NUMBER, "number": number, "minutes": services.FILE_MINUTES,
        "errors": [{"anchor": "file", "text": f"{why.text} {why.hint}".strip()}] if why else [],
        "answer": _number_answer(number) if number else None,
    }
    return render(request, "signing/check.html", context, status=400 if why else 200)


def _number_answer(number: str) -> Message:
    answer = number_answer(number, on=localdate(clock.now()))
    return message(answer.code, reader_language(), **answer.fields)


def _file_shown(file: services.CheckedFile, *, is_asking: bool) -> dict[str, Any]:
    if file.verdict is None:
        refusal = file.refusal
        return {"name": file.name, "outcome": "refused", "why": refusal.text if refusal else "", "refusal": refusal}
    asking = is_asking and file.is_kept
    shown, why = selectors.shown(file.verdict), selectors.decisive_reason(file.verdict)
    if asking and shown["outcome"] == "cannot_tell":
        why = _("asking whether the certificate was revoked")
    return {
        "name": file.name, "outcome": shown["outcome"], "why": why, "verdict": shown, "is_asking": asking,
        "changes": selectors.changes_shown(file.verdict, file.pictures),
    }


def _counts(files: Sequence[services.CheckedFile]) -> dict[str, int]:
    outcomes = Counter(each.verdict["outcome"] if each.verdict else "refused" for each in files)
    return {each: outcomes[each] for each in ("valid", "not_valid", "cannot_tell", "refused")}

