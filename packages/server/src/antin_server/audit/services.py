"""Write down what was done, in the transaction of the deed."""

from collections.abc import Mapping
from datetime import datetime

from django.conf import settings
from django.db import transaction

from antin_server.audit.errors import AuditOutsideTransaction
from antin_server.audit.models import Chain, Event, event_hash


def event_record(
    *, at: datetime, actor: str, tag: str, subject: str, detail: Mapping[str, object] | None = None,
) -> int:
    """Add an event to the chain of this process; its number.

    Raises AuditOutsideTransaction: the deed must be one transaction with its event.
    """
    if not transaction.get_connection().in_atomic_block:
        raise AuditOutsideTransaction(tag=tag)
    name = settings.ANTIN_PROCESS
    Chain.objects.get_or_create(name=name)
    chain = Chain.objects.select_for_update().get(name=name)
    event = Event(
        chain=chain, number=chain.last_number + 1, at=at, actor=actor, tag=tag, subject=subject,
        detail=dict(detail or {}), previous_hash=chain.last_hash,
    )
    event.hash = event_hash(event, chain.name)
    event.save(force_insert=True)
    chain.last_number, chain.last_hash = event.number, event.hash
    chain.save(update_fields=["last_number", "last_hash"])
    return event.number
