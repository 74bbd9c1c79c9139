"""What the authority's reception decides: accept, send back, refuse, hold at once; nothing here approves."""

from datetime import datetime

from django.db import transaction

from antin.casework.errors import ActorNotAllowed
from antin.casework.procedures import Action, Actor, CaseState, ProcedureKind
from antin.orders import OrderKind
from antin_server.authority import selectors as authority
from antin_server.authority import services as authority_services
from antin_server.registration import selectors
from antin_server.registration.errors import HoldNotPossible
from antin_server.registration.models import Case
from antin_server.registration.services.checks import key_checked, procedure_open, request_checked
from antin_server.registration.services.drafts import law_set_kept
from antin_server.registration.services.orders import ORDER_OF, order_for
from antin_server.registration.services.steps import Telling, case_chosen, case_locked, event_about, step_take
from antin_server.registration.types import Chosen, Doer

ENDED = frozenset({
    CaseState.DRAFT.value, CaseState.DONE.value, CaseState.CANCELLED.value, CaseState.REFUSED.value,
})


@transaction.atomic
def case_accept(*, chosen: Chosen, csr: str = "", doer: Doer, at: datetime) -> None:
    """Find the case complete and put its order before the officers.

    csr: the request made in the device by the token officer, where the case brought none.
    Raises KeyRequestMissing, KeyUsedByAnother, the errors of reading a request; NameNotAllowed;
    CaseEditedMeanwhile, and as `step_take`.
    """
    case = case_chosen(chosen, Action.ACCEPT, person_id=doer.person_id)
    if case is None:
        return
    kind = ProcedureKind(case.procedure)
    procedure_open(kind)
    if kind is ProcedureKind.ISSUE:
        case.csr = case.csr or csr.strip()
        key_checked(case, selectors.payload_read(case).get("device_kind", ""))
    step_take(case, Action.ACCEPT, doer=doer, at=at)
    order_for(case, ORDER_OF[kind], person_id=doer.person_id, at=at)


@transaction.atomic
def case_recall(*, chosen: Chosen, reason: str, doer: Doer, at: datetime) -> None:
    """Take an accepted case back: its order is void and every approval with it.

    Raises OrderClosed: the signer was faster; CaseEditedMeanwhile, and as `step_take`.
    """
    case = case_chosen(chosen, Action.RECALL, person_id=doer.person_id)
    if case is None:
        return
    authority_services.order_void(order_id=case.order_id, reason=reason.strip(), actor=doer.person_id, at=at)
    case.order_id = ""
    step_take(case, Action.RECALL, doer=doer, at=at, telling=Telling(reason))


@transaction.atomic
def case_send_back(*, chosen: Chosen, reason: str, doer: Doer, at: datetime) -> None:
    """Ask for a correction, with the reason. Raises CaseEditedMeanwhile, and as `step_take`."""
    case = case_chosen(chosen, Action.SEND_BACK, person_id=doer.person_id)
    if case is not None:
        step_take(case, Action.SEND_BACK, doer=doer, at=at, telling=Telling(reason))


@transaction.atomic
def case_refuse(*, chosen: Chosen, reason: str, doer: Doer, at: datetime) -> None:
    """Refuse in writing (NĐ 68/2024 Đ.11). Raises CaseEditedMeanwhile, and as `step_take`."""
    case = case_chosen(chosen, Action.REFUSE, person_id=doer.person_id)
    if case is not None:
        step_take(case, Action.REFUSE, doer=doer, at=at, telling=Telling(reason))


@transaction.atomic
def case_demand(*, chosen: Chosen, doer: Doer, at: datetime) -> None:
    """Enter the demand of a procedural body or the police; no agency step (NĐ 68/2024 Đ.17).

    Raises FormNotGood, CaseEditedMeanwhile, and as `step_take`.
    """
    case = case_chosen(chosen, Action.DEMAND, person_id=doer.person_id)
    if case is not None:
        law_set_kept(case, at=at)
        request_checked(case, at=at)
        step_take(case, Action.DEMAND, doer=doer, at=at)


@transaction.atomic
def case_hold(*, chosen: Chosen, doer: Doer, at: datetime) -> None:
    """Ask one officer to hold the certificate at once, before the papers are through; the case stays where it is.

    Raises HoldNotPossible, ActorNotAllowed.
    """
    case = _to_revoke(chosen, doer)
    if case.hold_order_id and _hold_state(case) not in ("refused", "voided"):
        raise HoldNotPossible()
    order_for(case, OrderKind.HOLD, person_id=doer.person_id, at=at)
    event_about(case, "hold", person_id=doer.person_id, at=at)


@transaction.atomic
def case_release(*, chosen: Chosen, doer: Doer, at: datetime) -> None:
    """Ask two officers to end a hold, above all when the case was refused or withdrawn.

    Raises HoldNotPossible, ActorNotAllowed.
    """
    case = _to_revoke(chosen, doer, ended=frozenset({CaseState.DRAFT.value, CaseState.DONE.value}))
    found = authority.certificate(case.subject_serial)
    if found is None or str(found.state) != "on_hold" or _hold_state(case) != "executed":
        raise HoldNotPossible()
    order_for(case, OrderKind.RELEASE, person_id=doer.person_id, at=at)
    event_about(case, "release", person_id=doer.person_id, at=at)


def _to_revoke(chosen: Chosen, doer: Doer, ended: frozenset[str] = ENDED) -> Case:
    case = case_locked(chosen.case_id)
    if Actor.RECEPTION not in doer.actors:
        raise ActorNotAllowed(action="hold")
    if case.procedure != ProcedureKind.REVOKE.value or case.state in ended or not case.subject_serial:
        raise HoldNotPossible()
    return case


def _hold_state(case: Case) -> str:
    order = authority.order(case.hold_order_id) if case.hold_order_id else None
    return str(order.state) if order else ""
