"""What every page of this app does the same way: who asks, when, errors as people read them."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from antin.casework import FieldError
from antin.errors import AntinError
from antin_server.accounts.models import Person
from antin_server.common import speaking
from antin_server.registration import selectors
from antin_server.registration.errors import (
    CaseEditedMeanwhile,
    CaseNotFound,
    FormNotGood,
    LetterNotFound,
    LetterSignedAlready,
)
from antin_server.registration.forms import said
from antin_server.registration.models import Case, Letter

PER_PAGE = 20
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_NOT_THERE = (CaseNotFound, LetterNotFound)
_MEANWHILE = (CaseEditedMeanwhile, LetterSignedAlready)


def person_of(request: HttpRequest) -> Person:
    """Who asks; the door let only people in."""
    if not isinstance(request.user, Person):
        raise Http404
    return request.user


def case_or_404(request: HttpRequest, code: str, *, at: datetime) -> Case:
    """The case, or a page that says there is none, also where there is one that this person may not see."""
    try:
        return selectors.case_visible(code, person_of(request).pk, at=at)
    except CaseNotFound as error:
        raise Http404 from error


def letter_or_404(request: HttpRequest, letter_id: int, *, at: datetime) -> Letter:
    """The same for a letter."""
    try:
        return selectors.letter_visible(letter_id, person_of(request).pk, at=at)
    except LetterNotFound as error:
        raise Http404 from error


def status_of(error: AntinError) -> int:
    """404, 409 or 422."""
    if isinstance(error, _NOT_THERE):
        return 404
    return 409 if isinstance(error, _MEANWHILE) else 422


def errors_said(error: AntinError) -> list[dict[str, str]]:
    """The lines of an error summary: one for each wrong blank, else the error itself."""
    if isinstance(error, FormNotGood):
        return field_errors_said(error.errors)
    told = speaking.said(error)
    return [{"anchor": "", "text": told.text, "hint": told.hint}]


def field_errors_said(errors: Iterable[FieldError]) -> list[dict[str, str]]:
    """The lines of an error summary, each leading to its blank."""
    return [{"anchor": each.field, "text": said(each).text, "hint": ""} for each in errors]


def page_of(items: QuerySet[Any], request: HttpRequest) -> Page[Any]:
    """The part of a list that the address asks for; a wrong number gives the nearest page."""
    return Paginator(items, PER_PAGE).get_page(request.GET.get("page"))


def shown(
    request: HttpRequest, template: str, context: Mapping[str, Any], *, crumbs: Iterable[tuple[str, str]] = (),
    status: int = 200,
) -> HttpResponse:
    """A page of this section, with the way back to the list of cases."""
    way = [(reverse("registration:mine"), _("Cases")), *crumbs]
    return render(
        request, f"registration/{template}", {"section": "ho-so", "crumbs": way, **context}, status=status,
    )


def file_answer(data: bytes, name: str, media_type: str) -> HttpResponse:
    """A file to keep; never shown inside a page of ours."""
    answer = HttpResponse(data, content_type=media_type)
    answer["Content-Disposition"] = content_disposition_header(True, name) or "attachment"
    answer["Cache-Control"] = "private, no-store"
    return answer
