"""One case: where it stands, what can be done now and by whom, its answers, files, certificate and story."""

from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from antin.casework import FieldError
from antin.casework.forms.showing import shown as words_of
from antin.casework.procedures import Action, Actor, CaseState, ProcedureKind, allowed_actions, procedure
from antin.errors import AntinError
from antin_server.authority import selectors as authority
from antin_server.common import clock
from antin_server.common.doors import open_to_signed_in
from antin_server.registration import forms, selectors, services
from antin_server.registration.errors import FormNotGood
from antin_server.registration.models import Case
from antin_server.registration.types import Chosen, Doer
from antin_server.registration.types.words import DEEDS
from antin_server.registration.views.pages import case_or_404, errors_said, person_of, shown, status_of


@dataclass(frozen=True)
class Deed:
    """Something a button of the page does. asks: "", "reason" or "request"."""

    action: Action
    service: Callable[..., None]
    label: Promise
    asks: str = ""
    is_grave: bool = False


DEED_PAGES: Mapping[str, Deed] = {
    "nhan-xem-xet": Deed(Action.TAKE, services.case_take, gettext_lazy("Take up")),
    "tra-lai": Deed(Action.RETURN, services.case_return, gettext_lazy("Return for correction"), "reason"),
    "tiep-nhan": Deed(Action.ACCEPT, services.case_accept, gettext_lazy("Accept and ask for approval"), "request"),
    "gui-tra": Deed(Action.SEND_BACK, services.case_send_back, gettext_lazy("Send back for correction"), "reason"),
    "tu-choi": Deed(Action.REFUSE, services.case_refuse, gettext_lazy("Refuse in writing"), "reason", True),
    "lay-lai": Deed(Action.RECALL, services.case_recall, gettext_lazy("Take back and void the order"), "reason", True),
    "yeu-cau": Deed(Action.DEMAND, services.case_demand, gettext_lazy("Enter the procedural body's demand")),
    "rut": Deed(Action.CANCEL, services.case_cancel, gettext_lazy("Withdraw the request"), is_grave=True),
}
AROUND_THE_TABLE: Mapping[str, Callable[..., None]] = {
    "tam-dung": services.case_hold,
    "phuc-hoi": services.case_release,
}
NEXT: Mapping[CaseState, Promise] = {
    CaseState.DRAFT: gettext_lazy("Nothing was sent yet. Complete the form and send it to your agency."),
    CaseState.SUBMITTED: gettext_lazy("The agency reviews the request and puts it into its letter to the authority."),
    CaseState.AT_AGENCY: gettext_lazy("The agency reviews the request and puts it into its letter to the authority."),
    CaseState.RETURNED: gettext_lazy("Read the reason below, correct the form and send it again."),
    CaseState.ENDORSED: gettext_lazy("The văn thư numbers the signed letter and sends it to the authority."),
    CaseState.AT_AUTHORITY: gettext_lazy("The authority's reception checks the case."),
    CaseState.REFUSED: gettext_lazy("The authority refused. The reason stands below; a new request may be made."),
    CaseState.ACCEPTED: gettext_lazy("Officers approve the order outside this portal; then the signer executes it."),
    CaseState.ISSUED: gettext_lazy("The certificate is issued. It takes effect after the hand-over is recorded."),
    CaseState.HANDED_OVER: gettext_lazy("The agency's leader asks from when on the certificate shall be effective."),
    CaseState.EFFECTIVE_ASKED: gettext_lazy("An officer approves, then the effective time is published."),
    CaseState.EFFECTIVE: gettext_lazy("The certificate can be used from its effective time on."),
    CaseState.DONE: gettext_lazy("Nothing more has to be done. A device goes back within 5 working days."),
    CaseState.CANCELLED: gettext_lazy("The request was withdrawn. A new one may be made at any time."),
}
WITH_CERTIFICATE = frozenset({
    CaseState.ISSUED.value, CaseState.HANDED_OVER.value, CaseState.EFFECTIVE_ASKED.value, CaseState.EFFECTIVE.value,
})


@open_to_signed_in
@require_GET
def case(request: HttpRequest, code: str) -> HttpResponse:
    """The page of a case."""
    at = clock.now()
    return _page(request, case_or_404(request, code, at=at), at=at)


@open_to_signed_in
@require_POST
def deed(request: HttpRequest, code: str, slug: str) -> HttpResponse:
    """One button of the page."""
    at = clock.now()
    found = case_or_404(request, code, at=at)
    doer = selectors.doer_towards(found, person_of(request).pk, at=at)
    try:
        _done(request, found, doer, slug, at=at)
    except AntinError as error:
        return _page(request, case_or_404(request, code, at=at), at=at, refused=(slug, error))
    messages.success(request, _("Done and recorded."))
    return redirect("registration:case", code=code)


@open_to_signed_in
@require_POST
def hand_over(request: HttpRequest, code: str) -> HttpResponse:
    """The hand-over to the subscriber."""
    at = clock.now()
    found = case_or_404(request, code, at=at)
    try:
        services.case_hand_over(
            chosen=Chosen(found.pk, forms.number_sent(request.POST.get("version", ""))),
            device_number=forms.text_sent(request.POST, "device_number", 80),
            handed_over_at=forms.text_sent(request.POST, "handed_over_at", 80),
            doer=selectors.doer_towards(found, person_of(request).pk, at=at), at=at,
        )
    except AntinError as error:
        return _page(request, case_or_404(request, code, at=at), at=at, refused=("ban-giao", error))
    messages.success(request, _("The hand-over is recorded."))
    return redirect("registration:case", code=code)


@open_to_signed_in
@require_http_methods(["POST"])
def numbers(request: HttpRequest, code: str) -> HttpResponse:
    """The page with personal numbers to be read; the reading is recorded."""
    at = clock.now()
    found = case_or_404(request, code, at=at)
    try:
        values = services.personal_numbers_read(case=found, person_id=person_of(request).pk, at=at)
    except AntinError as error:
        raise Http404 from error
    answer = _page(request, found, at=at, values=values)
    answer["Cache-Control"] = "no-store"
    return answer


def _done(request: HttpRequest, found: Case, doer: Doer, slug: str, *, at: datetime) -> None:
    chosen = Chosen(found.pk, forms.number_sent(request.POST.get("version", "")))
    if slug in AROUND_THE_TABLE:
        AROUND_THE_TABLE[slug](chosen=chosen, doer=doer, at=at)
        return
    if slug not in DEED_PAGES:
        raise Http404
    wanted = DEED_PAGES[slug]
    more: dict[str, Any] = {}
    if wanted.asks == "reason":
        more["reason"] = forms.text_sent(request.POST, "reason", 2000)
    elif wanted.asks == "request":
        more["csr"] = forms.text_sent(request.POST, "csr", forms.LONGEST_REQUEST)
    wanted.service(chosen=chosen, doer=doer, at=at, **more)


def _page(
    request: HttpRequest, found: Case, *, at: datetime, refused: tuple[str, AntinError] | None = None,
    values: Mapping[str, str] | None = None,
) -> HttpResponse:
    person = person_of(request)
    doer = selectors.doer_towards(found, person.pk, at=at)
    state = CaseState(found.state)
    is_own = person.pk in (found.subscriber_id, found.author_id)
    context = {
        "case": found, "at": at, "agency": selectors.agency_called(found, at=at),
        "deadline": selectors.deadline_of(found.due_at, at=at), "next": NEXT.get(state, ""),
        "deeds": _deeds(found, doer, refused, request), "may_edit": _may_edit(found, person.pk),
        "handover": _handover_blanks(found, doer, refused, request), **_around_the_table(found, doer),
        "sections": _answers(found, values, is_own=is_own), "is_read": values is not None,
        "may_read": not is_own and values is None and selectors.may_read_numbers(found, person.pk, at=at),
        "attachments": found.attachments.all(), "timeline": _timeline(found), "is_own": is_own,
        "order": authority.order(found.order_id) if found.order_id else None,
        "errors": errors_said(refused[1]) if refused else [], **_certificate(found, person.pk, at=at),
    }
    status = status_of(refused[1]) if refused else 200
    return shown(request, "case.html", context, crumbs=[("", found.code or "")], status=status)


def _deeds(
    found: Case, doer: Doer, refused: tuple[str, AntinError] | None, request: HttpRequest
) -> list[dict[str, Any]]:
    table = procedure(found.law_set, ProcedureKind(found.procedure))
    allowed = {each.action: each for each in allowed_actions(table, CaseState(found.state), doer.actors)}
    done_by = {Action(name) for name, by in found.steps.values_list("action", "person_id") if by == doer.person_id}
    return [
        {
            "slug": slug, "label": each.label, "asks": each.asks, "is_grave": each.is_grave,
            "typed": request.POST.get("reason", "") if refused and refused[0] == slug else "",
            "needs_request": each.asks == "request" and found.procedure == ProcedureKind.ISSUE.value and not found.csr,
            "csr": request.POST.get("csr", "") if refused and refused[0] == slug else "",
        }
        for slug, each in DEED_PAGES.items()
        if each.action in allowed and not (allowed[each.action].not_by & done_by) and _makes_sense(each.action, found)
    ]


def _makes_sense(action: Action, found: Case) -> bool:
    """RECALL of a signed letter is done on the letter, where its other cases are seen."""
    return action is not Action.RECALL or found.state == CaseState.ACCEPTED.value


def _may_edit(found: Case, person_id: int) -> bool:
    return found.author_id == person_id and found.state in (CaseState.DRAFT.value, CaseState.RETURNED.value)


def _around_the_table(found: Case, doer: Doer) -> dict[str, Any]:
    """Holding a certificate, and ending that, beside the steps of the case to revoke it."""
    hold = authority.order(found.hold_order_id) if found.hold_order_id else None
    is_held = hold is not None and hold.kind == "hold" and hold.state == "executed"
    is_asked = hold is not None and hold.state in ("waiting", "approved")
    receives = Actor.RECEPTION in doer.actors and found.procedure == ProcedureKind.REVOKE.value
    return {
        "hold": hold, "may_hold": receives and found.state not in services.ENDED and not is_held and not is_asked,
        "may_release": receives and is_held and found.state != CaseState.DONE.value,
    }


def _handover_blanks(
    found: Case, doer: Doer, refused: tuple[str, AntinError] | None, request: HttpRequest
) -> tuple[forms.Blank, ...]:
    givers = {Actor.AGENCY_REVIEWER, Actor.AGENCY_LEADER, Actor.AGENCY_CLERK}
    if found.state != CaseState.ISSUED.value or doer.actors.isdisjoint(givers):
        return ()
    errors: tuple[FieldError, ...] = ()
    if refused and isinstance(refused[1], FormNotGood):
        errors = refused[1].errors
    return forms.blanks(services.handover_blanks(found), request.POST.dict() if refused else {}, errors)


def _answers(
    found: Case, values: Mapping[str, str] | None, *, is_own: bool
) -> list[tuple[str, list[tuple[str, str]]]]:
    given = selectors.payload_read(found) if values is None else values
    is_masked = not is_own and values is None
    return [
        (
            block.heading,
            [
                (each.label, selectors.masked(given.get(each.key, "")) if each.personal and is_masked
                 else words_of(each, given.get(each.key, "")))
                for each in block.fields if each.key != "csr"
            ],
        )
        for block in selectors.request_form(found).blocks
    ]


def _timeline(found: Case) -> list[dict[str, Any]]:
    return [
        {
            "at": each.at, "title": DEEDS[Action(each.action)], "note": each.note,
            "who": each.person.full_name if each.person else _("recorded by the portal"),
        }
        for each in selectors.steps_of(found)
    ]


def _certificate(found: Case, person_id: int, *, at: datetime) -> dict[str, Any]:
    serial = found.certificate_serial or found.subject_serial
    view = authority.certificate(serial) if serial else None
    if view is None:
        return {"certificate": None}
    is_joinable = found.subscriber_id == person_id and bool(found.csr) and found.state in WITH_CERTIFICATE
    files = selectors.certificate_files(serial) if is_joinable else ()
    joined = " ".join(b64encode(each).decode() for each in files)
    return {"certificate": view, "certificate_state": authority.state_at(view, at=at).value, "join": joined}
