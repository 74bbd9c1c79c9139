"""Who is told of a flow by mail: whoever it waits for, once and again; everybody at its end."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from antin_server.signing.errors import FlowMovedOn, FlowNotFound, FlowRemindedLately
from antin_server.signing.models import DocumentFlow, FlowEvent
from antin_server.signing.services.flow_events import FlowChosen, event_written, flow_locked
from antin_server.signing.tasks import flow_notice_send
from antin_server.signing.types import FlowDeed, FlowState

REMIND_AGAIN = timedelta(hours=4)
"""How long after the last letter the beginner may have another one sent."""


def turn_told(event: FlowEvent) -> None:
    """A letter to whoever the flow waits for, when the deed is committed; none to whoever did it."""
    waits_for = event.flow.waits_for_id
    if waits_for and waits_for != event.person_id:
        flow_notice_send.enqueue(event.pk, waits_for)


def end_told(event: FlowEvent) -> None:
    """A letter to everybody who takes part, except to whoever ended it."""
    people = {event.flow.begun_by_id, *event.flow.steps.values_list("person_id", flat=True)}
    for person_id in sorted(people - {event.person_id}):
        flow_notice_send.enqueue(event.pk, person_id)


@transaction.atomic
def flow_remind(*, chosen: FlowChosen, at: datetime) -> None:
    """The beginner reminds whoever it waits for. Raises FlowNotFound, FlowMovedOn, FlowRemindedLately."""
    flow = flow_locked(chosen)
    if flow.begun_by_id != chosen.person_id:
        raise FlowNotFound()
    if flow.state != FlowState.RUNNING.value:
        raise FlowMovedOn()
    if at < flow.told_at + REMIND_AGAIN:
        raise FlowRemindedLately(hours=int(REMIND_AGAIN.total_seconds() // 3600))
    _reminded(flow, person_id=chosen.person_id, at=at)


def flows_remind(*, after: timedelta, at: datetime) -> int:
    """Remind everybody for whom a flow has waited that long since they were last told; how many."""
    late = DocumentFlow.objects.exclude(waits_for=None).filter(told_at__lte=at - after)
    return sum(_reminded_if_late(each, after=after, at=at) for each in late.values_list("pk", flat=True))


@transaction.atomic
def _reminded_if_late(flow_id: UUID, *, after: timedelta, at: datetime) -> bool:
    flow = DocumentFlow.objects.select_for_update().filter(pk=flow_id).first()
    if flow is None or flow.waits_for_id is None or flow.told_at > at - after:
        return False  # somebody acted or reminded meanwhile
    _reminded(flow, person_id=None, at=at)
    return True


def _reminded(flow: DocumentFlow, *, person_id: int | None, at: datetime) -> None:
    flow.told_at = at
    flow.save(update_fields=["told_at"])
    turn_told(event_written(flow, FlowDeed.REMIND, person_id=person_id, at=at))
