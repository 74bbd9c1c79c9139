"""The signer at work: one tick after the other.

1. Publish what the journal says; refuse to go on when the database knows more. 2. Take up intents that a crash
left open. 3. Write down which orders were withdrawn. 4. Carry out, or refuse, every order that has its approvals,
those that take something away first. 5. Make the lists that are due, renew the services' certificates. 6. Sign the
ends of the audit chains. 7. Publish.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.db import transaction

from antin.orders import Order, OrderKind
from antin_server.audit import services as audit
from antin_server.authority import models
from antin_server.authority.signer.approvals import LONGEST, order_judged, was_dealt_with
from antin_server.authority.signer.errors import ApprovalsMissing, OrderBytesChanged, OrderOutdated, OrderRefused
from antin_server.authority.signer.heads import heads_sign
from antin_server.authority.signer.issuing import finish_intents, issue_ordered, order_row
from antin_server.authority.signer.lists import lists_due, root_list_due
from antin_server.authority.signer.publishing import order_told, publish
from antin_server.authority.signer.standing import services_renew, standing_ordered
from antin_server.authority.signer.station import Station
from antin_server.authority.signer.statuses import change_ordered
from antin_server.authority.types import OrderState

AT_ONCE = 50
URGENT = (OrderKind.REVOKE.value, OrderKind.HOLD.value)


def tick(station: Station, *, at: datetime) -> None:
    """One look at everything that is due. Raises JournalBehind; sqlite3 and database errors when a disk is full."""
    publish(station.journal)                                                                   # 1
    finish_intents(station, at=at)                                                             # 2
    _withdrawals_kept(station, at=at)                                                          # 3
    for row in _ready():                                                                       # 4
        _dealt_with(station, row, at=at)
    keep_up(station, at=at)                                                                    # 5
    heads_sign(station, at=at)                                                                 # 6
    publish(station.journal)                                                                   # 7


def keep_up(station: Station, *, at: datetime) -> None:
    """What others rely on and what needs no database: lists, and certificates of the status services."""
    lists_due(station, at=at)
    root_list_due(station, at=at)
    for _ in services_renew(station, at=at):
        pass


def _withdrawals_kept(station: Station, *, at: datetime) -> None:
    """Write into the journal which orders were withdrawn: nobody can put such a one back with its approvals.

    Older ones are outdated anyway.
    """
    rows = models.Order.objects.filter(
        state=OrderState.VOIDED.value, executed_at=None, proposed_at__gt=at - LONGEST - timedelta(days=1),
    ).order_by("proposed_at")
    for row in rows[:AT_ONCE]:
        if was_dealt_with(station.journal, row.order_id):
            order_told(station.journal, row.order_id)
        else:
            station.journal.append(
                "withdrawn", {"order": row.order_id}, at=at, changes=[order_row(row.order_id, "voided", "", "", at)],
            )


def _ready() -> Iterator[models.Order]:
    """Orders that web says are approved, the urgent first, the oldest first. That it says so only makes us look."""
    rows = models.Order.objects.filter(state=OrderState.APPROVED.value).order_by("proposed_at")
    rows = rows.prefetch_related("approvals")
    yield from rows.filter(kind__in=URGENT)[:AT_ONCE]
    yield from rows.exclude(kind__in=URGENT)[:AT_ONCE]


def _dealt_with(station: Station, row: models.Order, *, at: datetime) -> None:
    if was_dealt_with(station.journal, row.order_id):
        order_told(station.journal, row.order_id)
        return
    try:
        order = order_judged(
            station.journal, order_id=row.order_id, canonical=bytes(row.canonical),
            approvals=[bytes(each.der) for each in row.approvals.all()], at=at,
        )
        _carried_out(station, order, at=at)
    except ApprovalsMissing:
        _waits_again(row)
    except (OrderBytesChanged, OrderOutdated) as error:
        _set_aside(row, error, at=at)
    except OrderRefused as error:
        if not was_dealt_with(station.journal, row.order_id):
            station.journal.append(
                "refused", {"order": row.order_id, "code": error.code}, at=at,
                changes=[order_row(row.order_id, "refused", error.code, "", at)],
            )


def _carried_out(station: Station, order: Order, *, at: datetime) -> None:
    match order.kind:
        case OrderKind.ISSUE:
            issue_ordered(station, order, at=at)
        case OrderKind.STANDING:
            standing_ordered(station, order, at=at)
        case _:
            change_ordered(station, order, at=at)


@transaction.atomic
def _set_aside(row: models.Order, error: OrderRefused, *, at: datetime) -> None:
    """Nobody approved this, so the journal does not keep it: else whoever writes rows could fill it."""
    models.Order.objects.filter(pk=row.pk).update(
        state=OrderState.REFUSED.value, refusal=error.code, executed_at=at,
    )
    audit.event_record(
        at=at, actor="machine", tag="authority:signer:set_aside", subject=f"order:{row.order_id}",
        detail={"code": error.code},
    )


def _waits_again(row: models.Order) -> None:
    """The approvals do not hold: the order goes back to the officers instead of being looked at for ever."""
    models.Order.objects.filter(pk=row.pk, state=OrderState.APPROVED.value).update(state=OrderState.WAITING.value)
