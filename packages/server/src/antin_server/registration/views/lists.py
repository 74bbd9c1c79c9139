"""Lists of cases: one's own, those of the agencies, those at the reception."""

from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from antin.casework.procedures import Actor, CaseState
from antin_server.common import clock
from antin_server.common.doors import Permission, open_to_signed_in, opens_to
from antin_server.registration import forms, selectors
from antin_server.registration.models import Case
from antin_server.registration.selectors import Deadline, Wanted
from antin_server.registration.types.words import PROCEDURES, STATES
from antin_server.registration.views.pages import page_of, person_of, shown

PICKABLE = frozenset({CaseState.SUBMITTED.value, CaseState.AT_AGENCY.value, CaseState.HANDED_OVER.value})


@dataclass(frozen=True)
class Row:
    """One line of a list."""

    case: Case
    agency: str
    deadline: Deadline | None
    is_pickable: bool


@open_to_signed_in
@require_GET
def mine(request: HttpRequest) -> HttpResponse:
    """What the person asked for."""
    return _list(request, selectors.cases_mine(person_of(request).pk), "mine.html", at=clock.now())


@opens_to(Permission.CASE_READ)
@require_GET
def of_agencies(request: HttpRequest) -> HttpResponse:
    """The inbox of an agency, or all a province may read; letters are made from here."""
    at, person = clock.now(), person_of(request)
    cases = selectors.cases_of_agencies(person.pk, at=at)
    letters = selectors.letters_of_agencies(person.pk, at=at).filter(sent_at=None)[:20]
    title = _("Cases of your agencies")
    may_pick = _writes_letters(request, at)
    return _list(request, cases, "inbox.html", at=at, title=title, letters=letters, may_pick=may_pick)


@opens_to(Permission.CASE_RECEIVE)
@require_GET
def received(request: HttpRequest) -> HttpResponse:
    """The desk of the authority's reception."""
    at = clock.now()
    cases = selectors.cases_received(person_of(request).pk, at=at)
    return _list(request, cases, "inbox.html", at=at, title=_("Reception"), may_pick=False)


def _list(request: HttpRequest, cases: QuerySet[Case], template: str, *, at: datetime, **more: object) -> HttpResponse:
    wanted = Wanted(
        forms.text_sent(request.GET, "tim", 200), request.GET.get("buoc", ""), request.GET.get("thu-tuc", "")
    )
    page: Page[Case] = page_of(selectors.narrowed(cases, wanted, at=at), request)
    may_pick = bool(more.get("may_pick"))
    rows = [
        Row(
            each, selectors.agency_called(each, at=at), selectors.deadline_of(each.due_at, at=at),
            may_pick and each.state in PICKABLE and (each.letter is None or each.state == CaseState.HANDED_OVER.value),
        )
        for each in page.object_list
    ]
    context = {
        "rows": rows, "page": page, "wanted": wanted, "is_narrowed": any((wanted.text, wanted.state, wanted.procedure)),
        "states": [(each.value, words) for each, (_kind, words) in STATES.items()],
        "procedures": [(each.value, words) for each, words in PROCEDURES.items()], **more,
    }
    return shown(request, template, context, crumbs=[("", str(more["title"]))] if "title" in more else ())


def _writes_letters(request: HttpRequest, at: datetime) -> bool:
    person = person_of(request)
    writers = {Actor.AGENCY_REVIEWER, Actor.AGENCY_LEADER}
    return bool(person.agency_id and writers & selectors.actors_in(person.agency_id, person.pk, at=at))
