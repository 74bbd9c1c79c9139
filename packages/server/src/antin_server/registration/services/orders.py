"""What the officers are asked to approve for a case, and how a case follows what became of it."""

from base64 import b64encode
from collections.abc import Mapping
from datetime import UTC, datetime

from django.db import transaction

from antin.casework import law_set
from antin.casework.procedures import Action, CaseState, ProcedureKind, SubjectKind
from antin.keys import CertificateRequest
from antin.names import subject_name
from antin.orders import Json, OrderKind
from antin_server.accounts import selectors as accounts
from antin_server.authority import selectors as authority
from antin_server.authority import services as authority_services
from antin_server.authority.types import OrderState
from antin_server.registration import selectors
from antin_server.registration.errors import KeyRequestMissing
from antin_server.registration.models import Case
from antin_server.registration.services.steps import Telling, case_locked, step_take
from antin_server.registration.types import THE_MACHINE

PROFILES = {
    SubjectKind.PERSON: "person",
    SubjectKind.ORGANISATION: "organisation",
    SubjectKind.SERVICE: "organisation",
}
REASONS: Mapping[str, str] = {
    "key_compromise": "key_compromise",
    "device_damaged": "superseded",
    "device_lost": "key_compromise",
    "other_insecurity": "key_compromise",
    "position_changed": "affiliation_changed",
    "left_service": "cessation_of_operation",
    "organisation_ended": "cessation_of_operation",
    "service_ended": "cessation_of_operation",
    "agency_request": "unspecified",
    "procedural_body": "unspecified",
}
"""Lý do thu hồi (NĐ 68/2024 Đ.17) as a reason of RFC 5280 5.3.1; a lost device counts as a lost key."""

ORDER_OF = {ProcedureKind.ISSUE: OrderKind.ISSUE, ProcedureKind.REVOKE: OrderKind.REVOKE}
EXECUTED = {ProcedureKind.ISSUE: Action.ISSUE, ProcedureKind.REVOKE: Action.REVOKE}
DAYS_A_YEAR = 365
AT_ONCE = 500
WAITING = frozenset({CaseState.ACCEPTED.value, CaseState.EFFECTIVE_ASKED.value})
"""A case stays there until the signer has judged the approvals for itself: enough approvals may still be refused."""


def order_for(case: Case, kind: OrderKind, *, person_id: int, at: datetime) -> None:
    """Put the case's order before the officers; nobody who touched the case may approve it.

    Raises KeyRequestMissing; the errors of `CertificateRequest.parse`; NameNotAllowed; OrderMalformed.
    """
    if kind is OrderKind.ISSUE:
        content = issue_content(case, at=at)
    elif kind is OrderKind.MAKE_EFFECTIVE:
        content = {"serial": case.certificate_serial, "effective_at": _written(case.effective_at or at)}
    else:
        content = {"serial": case.subject_serial, "reason": _reason(case, kind)}
    order_id = authority_services.order_propose(
        kind=kind, content=content, case=str(case), requested_by=person_id, involved=_involved(case), at=at
    )
    field = "hold_order_id" if kind in (OrderKind.HOLD, OrderKind.RELEASE) else "order_id"
    setattr(case, field, order_id)
    case.save(update_fields=[field])


def issue_content(case: Case, *, at: datetime) -> Mapping[str, Json]:
    """What the certificate shall say: the name from the agency's path of today, the key from the request."""
    if not case.csr:
        raise KeyRequestMissing()
    values = selectors.payload_read(case)
    request = CertificateRequest.parse(case.csr.encode())
    subject = subject_of(case, values, at=at)
    return {
        "profile": PROFILES[SubjectKind(case.subject_kind)],
        "subject": subject,
        "email": values.get("email", ""),
        "public_key_info": b64encode(request.public_key_info).decode(),
        "request": b64encode(request.der).decode(),
        "days": DAYS_A_YEAR * law_set(case.law_set).value("issue_years"),
        "agency": accounts.agency_name(case.agency_id, at=at),
    }


def subject_of(case: Case, values: Mapping[str, str], *, at: datetime) -> dict[str, Json]:
    """Country, place, organisations from the highest down, name. Raises NameNotAllowed.

    An organisation's own certificate names it once, as the common name, below the bodies above it.
    """
    path = selectors.agency_path_names(case.agency, at=at)
    kind = SubjectKind(case.subject_kind)
    name = {
        SubjectKind.PERSON: values.get("full_name", ""),
        SubjectKind.ORGANISATION: values.get("organisation", ""),
        SubjectKind.SERVICE: values.get("host") or values.get("service_name", ""),
    }[kind]
    if kind is SubjectKind.ORGANISATION and len(path) > 1 and path[-1].casefold() == name.casefold():
        path = path[:-1]
    locality = values.get("province", "").removeprefix("Thành phố ").removeprefix("Tỉnh ")
    subject_name(common_name=name, organisation_path=path, locality=locality, country="VN")
    return {"country": "VN", "locality": locality, "organisation_path": list(path), "common_name": name}


def cases_follow_orders(*, at: datetime) -> int:
    """Move every case whose order was executed, refused or voided meanwhile; how many moved."""
    waiting = Case.objects.filter(state__in=WAITING).exclude(order_id="").order_by("pk")
    pairs = list(waiting.values_list("pk", "order_id"))
    moved = 0
    for first in range(0, len(pairs), AT_ONCE):
        over = authority.orders_over([order_id for _, order_id in pairs[first : first + AT_ONCE]])
        ready = [case_id for case_id, order_id in pairs[first : first + AT_ONCE] if order_id in over]
        moved += sum(case_follow_order(case_id=each, at=at) for each in ready)
    return moved


@transaction.atomic
def case_follow_order(*, case_id: int, at: datetime) -> bool:
    """Move one case as far as its order has come; whether it moved."""
    case = case_locked(case_id)
    order = authority.order(case.order_id) if case.state in WAITING else None
    if order is None or order.state in (OrderState.WAITING, OrderState.APPROVED):
        return False
    if order.state is not OrderState.EXECUTED:
        step_take(case, Action.REJECT, doer=THE_MACHINE, at=at, telling=Telling(order.refusal))
        return True
    for action in _executed(case):
        if action is Action.ISSUE:
            case.certificate_serial = selectors.tidy_serial(order.result_serial)
        step_take(case, action, doer=THE_MACHINE, at=at)
    return True


def _executed(case: Case) -> tuple[Action, ...]:
    if case.state == CaseState.EFFECTIVE_ASKED.value:
        return (Action.MAKE_EFFECTIVE,)
    return (Action.APPROVE, EXECUTED[ProcedureKind(case.procedure)])


def _involved(case: Case) -> list[int]:
    deeds = case.steps.exclude(person=None).values_list("person_id", flat=True).distinct()
    return sorted({case.subscriber_id, case.author_id, *deeds})[:50]


def _reason(case: Case, kind: OrderKind) -> str:
    if kind is OrderKind.REVOKE:
        return REASONS.get(selectors.payload_read(case).get("revocation_ground", ""), "unspecified")
    return "certificate_hold"


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
