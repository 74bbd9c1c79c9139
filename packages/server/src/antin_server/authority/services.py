"""What people decide about orders: propose, void, approve. What becomes of them is decided by the signer."""

import hashlib
import uuid
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import F

from antin.orders import (
    APPROVALS_NEEDED,
    Json,
    Order,
    OrderKind,
    canonical_bytes,
    order_digest,
    read_approval,
    read_order,
)
from antin_server.audit import services as audit
from antin_server.authority import models
from antin_server.authority.errors import (
    OfficerInvolved,
    OfficerTwice,
    OfficerUnknown,
    OrderClosed,
    OrderUnknown,
    TooManyQuestions,
)
from antin_server.authority.types import ApprovalView, OrderState

LOOK_UPS_A_MINUTE = 30
_OPEN = (OrderState.WAITING.value, OrderState.APPROVED.value)


@transaction.atomic
def order_propose(
    *, kind: OrderKind, content: Mapping[str, Json], case: str, requested_by: int | None, involved: Sequence[int],
    at: datetime,
) -> str:
    """Put an order before the officers; its id. requested_by: None when the installation itself asks.

    Raises OrderMalformed: the content is not what this kind asks for.
    """
    asked = sorted({*involved, *([requested_by] if requested_by is not None else [])})
    order = Order(
        id=uuid.uuid4().hex, kind=kind, created_at=at.replace(microsecond=0),
        requested_by=f"person:{requested_by}" if requested_by is not None else "machine:installation",
        involved=tuple(sorted(f"person:{each}" for each in asked)), case=case, content=content,
    )
    encoded = canonical_bytes(order)
    read_order(encoded)
    models.Order.objects.create(
        order_id=order.id, kind=kind.value, canonical=encoded, sha256=order_digest(encoded), case=case,
        requested_by_id=requested_by, needed=APPROVALS_NEEDED[kind], proposed_at=at,
    )
    actor = f"person:{requested_by}" if requested_by is not None else "machine"
    audit.event_record(
        at=at, actor=actor, tag="authority:order:proposed", subject=f"order:{order.id}",
        detail={"kind": kind.value, "case": case, "sha256": order_digest(encoded)},
    )
    return order.id


@transaction.atomic
def order_void(*, order_id: str, reason: str, actor: int | None, at: datetime) -> None:
    """Take an order away from the officers, with its approvals. Raises OrderUnknown, OrderClosed."""
    order = _order_locked(order_id)
    order.state, order.void_reason = OrderState.VOIDED.value, reason[:255]
    order.save(update_fields=["state", "void_reason"])
    audit.event_record(
        at=at, actor=f"person:{actor}" if actor is not None else "machine", tag="authority:order:voided",
        subject=f"order:{order_id}", detail={"reason": reason[:255]},
    )


@transaction.atomic
def approval_receive(*, order_id: str, approval: bytes, at: datetime) -> ApprovalView:
    """Keep an officer's approval. The signer judges it again, by its own registry.

    Raises OrderUnknown, OrderClosed, ApprovalNotGenuine, OfficerUnknown, OfficerInvolved, OfficerTwice.
    """
    order = _order_locked(order_id)
    encoded = bytes(order.canonical)
    genuine = read_approval(approval, encoded)
    fingerprint = hashlib.sha256(genuine.certificate).hexdigest()
    officer = models.Officer.objects.filter(certificate_sha256=fingerprint, is_active=True).first()
    if officer is None:
        raise OfficerUnknown()
    if officer.person in read_order(encoded).involved:
        raise OfficerInvolved(name=officer.name)
    if order.approvals.filter(certificate_sha256=fingerprint).exists():
        raise OfficerTwice(name=officer.name)
    order.approvals.create(
        certificate_sha256=fingerprint, officer_name=officer.name, der=approval, received_at=at,
    )
    if order.approvals.count() >= order.needed:
        order.state = OrderState.APPROVED.value
        order.save(update_fields=["state"])
    audit.event_record(
        at=at, actor=officer.person, tag="authority:order:approved", subject=f"order:{order_id}",
        detail={"certificate": fingerprint},
    )
    return ApprovalView(officer.name, fingerprint, at)


@transaction.atomic
def look_up_count(*, source: str, at: datetime, limit: int = LOOK_UPS_A_MINUTE) -> None:
    """Count a look-up by address; the address itself is not kept. Raises TooManyQuestions: beyond the limit
    within this minute.
    """
    minute = at.replace(second=0, microsecond=0)
    fingerprint = hashlib.sha256(f"{settings.SECRET_KEY}{source}".encode()).hexdigest()
    models.LookUpCount.objects.filter(minute__lt=minute - timedelta(minutes=5)).delete()
    row, _ = models.LookUpCount.objects.select_for_update().get_or_create(source=fingerprint, minute=minute)
    if row.count >= limit:
        raise TooManyQuestions(seconds=60 - at.second)
    models.LookUpCount.objects.filter(pk=row.pk).update(count=F("count") + 1)


def _order_locked(order_id: str) -> models.Order:
    order = models.Order.objects.select_for_update().filter(order_id=order_id.replace("\x00", "")).first()
    if order is None:
        raise OrderUnknown()
    if order.state not in _OPEN:
        raise OrderClosed(state=order.state)
    return order


@transaction.atomic
def search_record(*, person_id: int, asked: str, at: datetime) -> None:
    """Write down that somebody looked for certificates by name; what was asked is kept as a fingerprint."""
    audit.event_record(
        at=at, actor=f"person:{person_id}", tag="authority:certificate:searched",
        subject=f"search:{hashlib.sha256(asked.encode()).hexdigest()[:16]}",
    )
