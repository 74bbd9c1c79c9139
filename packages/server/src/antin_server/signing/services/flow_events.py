"""What every deed on a flow does: lock it, hold it to the version that was shown, write down what happened."""

import hashlib
import unicodedata
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile

from antin_server.accounts import selectors as accounts
from antin_server.audit import services as audit
from antin_server.signing import selectors
from antin_server.signing.errors import FlowMovedOn, FlowNotFound, FlowPersonWrong, FlowReasonMissing
from antin_server.signing.models import DocumentFlow, FlowEvent, FlowStep
from antin_server.signing.permissions import ASKED
from antin_server.signing.types import FlowDeed, FlowState, StepKind

MOST_REASON = 1000


@dataclass(frozen=True)
class FlowChosen:
    """The flow as its page showed it, and who pressed what. version: of the page."""

    flow_id: UUID
    version: int
    person_id: int


@dataclass(frozen=True)
class Left:
    """What a deed leaves: its reason, and the octets it brought (None: none), at which position of the order."""

    reason: str = ""
    position: int = 0
    file: bytes | None = None
    has_time_stamp: bool = False


def flow_locked(chosen: FlowChosen) -> DocumentFlow:
    """The flow, locked until the transaction ends. Raises FlowNotFound; FlowMovedOn: it is of another version."""
    selectors.flow_of(chosen.flow_id, person_id=chosen.person_id)
    flow = DocumentFlow.objects.select_for_update().filter(pk=chosen.flow_id).first()
    if flow is None:
        raise FlowNotFound()
    if flow.version != chosen.version:
        raise FlowMovedOn()
    return flow


def step_due(flow: DocumentFlow, *, person_id: int, at: datetime) -> FlowStep:
    """The step whose turn it is. Raises FlowMovedOn: not this person's; FlowPersonWrong: who may not do it any more."""
    if flow.state != FlowState.RUNNING.value or flow.waits_for_id != person_id:
        raise FlowMovedOn()
    step = flow.steps.select_related("person").get(position=flow.turn)
    asked = ASKED.get(StepKind(step.kind))
    is_permitted = asked is None or accounts.is_permitted(person_id, asked, agency_id=flow.agency_id, at=at)
    if not is_permitted or not step.person.is_active:
        raise FlowPersonWrong(name=step.person.full_name)
    return step


def one_line(text: str) -> str:
    """In NFC, on one line: it becomes the subject of letters."""
    spaced = "".join(each if each.isprintable() else " " for each in unicodedata.normalize("NFC", text))
    return " ".join(spaced.split())


def reason_tidy(reason: str) -> str:
    """Raises FlowReasonMissing."""
    tidy = reason.replace("\x00", "").replace("\r\n", "\n").strip()
    if not tidy or len(tidy) > MOST_REASON:
        raise FlowReasonMissing(most=MOST_REASON)
    return tidy


def flow_moved(flow: DocumentFlow, deed: FlowDeed, *, person_id: int, at: datetime, left: Left = Left()) -> FlowEvent:
    """Save a locked flow whose state is set already, as one version more, and write down what happened."""
    flow.version += 1
    flow.moved_at = flow.told_at = at
    flow.save()
    return event_written(flow, deed, person_id=person_id, at=at, left=left)


def event_written(
    flow: DocumentFlow, deed: FlowDeed, *, person_id: int | None, at: datetime, left: Left = Left(),
) -> FlowEvent:
    """The row of the history and that of the audit; person_id None: the schedule did it."""
    position = left.position
    event = FlowEvent(
        flow=flow, at=at, person_id=person_id, deed=deed.value, round=flow.round, position=position,
        reason=left.reason, has_time_stamp=left.has_time_stamp,
    )
    detail: dict[str, object] = {"round": flow.round, "position": position}
    if left.file is not None:
        event.size, event.sha256 = len(left.file), hashlib.sha256(left.file).hexdigest()
        event.file.save(f"{flow.pk}.{flow.round}.{position}.pdf", ContentFile(left.file), save=False)
        detail |= {"sha256": event.sha256}
    event.save(force_insert=True)
    actor = f"person:{person_id}" if person_id else "machine"
    audit.event_record(at=at, actor=actor, tag=f"signing:flow:{deed.value}", subject=f"flow:{flow.pk}", detail=detail)
    return event
