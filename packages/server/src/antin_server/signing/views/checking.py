"""The public page on which anybody checks documents."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.views.decorators.http import require_http_methods, require_POST

from antin.casework.document_numbers import number_answer
from antin.errors import AntinError
from antin.messages import Message, message
from antin_server.common import clock
from antin_server.common.doors import open_to_everyone
from antin_server.common.speaking import reader_language, said
from antin_server.signing import forms, selectors, services
from antin_server.signing.views.pages import circumstances, limit_mb, summary


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
        asked = circumstances()
        checked = services.strangers_check(files=files, circumstances=asked)
    except AntinError as error:
        return _check_page(request, error)
    if len(checked) == 1 and checked[0].refusal:
        return _check_page(request, checked[0].refusal)
    verdicts = [each.verdict for each in checked if each.verdict is not None]
    token = services.report_token(verdicts=verdicts, at=asked.at, language=asked.language)
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
        "limit_mb": limit_mb(), "most": forms.MOST_FILES, "most_letters": forms.MAX_NUMBER, "number": number,
        "errors": [summary(error, "file")] if error else [], "answer": _number_answer(number) if number else None,
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

