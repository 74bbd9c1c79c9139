"""What the beginner decides about a flow: submit a document, submit a corrected one, cancel."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Sum

from antin_server.accounts import selectors as accounts
from antin_server.audit import services as audit
from antin_server.signing import selectors
from antin_server.signing.errors import (
    FlowAgencyMissing,
    FlowMovedOn,
    FlowNotFound,
    FlowPersonMissing,
    FlowPersonTwice,
    FlowPersonWrong,
    FlowTitleMissing,
    FlowTooLarge,
    FlowTooMany,
)
from antin_server.signing.models import DocumentFlow, FlowEvent, FlowStep
from antin_server.signing.services.flow_events import (
    FlowChosen,
    Left,
    event_written,
    flow_locked,
    flow_moved,
    one_line,
    reason_tidy,
    step_due,
)
from antin_server.signing.services.flow_notices import end_told, turn_told
from antin_server.signing.services.surveying import document_survey
from antin_server.signing.types import FINISHED, FlowDeed, FlowState, StepKind

MOST_INITIALS, MOST_OPEN, MOST_TITLE, MOST_OCTETS = 5, 200, 200, 1024**3
"""MOST_OPEN, MOST_OCTETS: of one beginner's flows that are not at their end, every revision counted."""
Order = Sequence[tuple[StepKind, int]]


@dataclass(frozen=True)
class FlowDraft:
    """A document and its way. id: from the empty page. initials: ids of people, in their order; may be none.

    leader_id, clerk_id: None: nobody was chosen.
    """

    id: UUID
    title: str
    file_name: str
    data: bytes
    initials: Sequence[int]
    leader_id: int | None
    clerk_id: int | None


def flow_begin(*, draft: FlowDraft, person_id: int, at: datetime) -> UUID:
    """Submit a document to the first person of its way; its id. The same draft again changes nothing.

    Raises FlowNotFound (an id of somebody else's), FlowAgencyMissing, FlowTitleMissing, FlowPersonMissing,
    FlowPersonTwice, FlowPersonWrong, FlowTooMany, FlowTooLarge, and what `document_survey` raises.
    """
    if _is_there(draft, person_id):
        return draft.id
    title = one_line(draft.title)
    if not title or len(title) > MOST_TITLE:
        raise FlowTitleMissing(most=MOST_TITLE)
    document_survey(draft.data)
    try:
        return _begun(draft, title, person_id, at)
    except IntegrityError:
        if _is_there(draft, person_id):  # the other half of a double click was faster
            return draft.id
        raise


def _is_there(draft: FlowDraft, person_id: int) -> bool:
    """Raises FlowNotFound."""
    found = DocumentFlow.objects.filter(pk=draft.id).first()
    if found is not None and found.begun_by_id != person_id:
        raise FlowNotFound()
    return found is not None


@transaction.atomic
def _begun(draft: FlowDraft, title: str, person_id: int, at: datetime) -> UUID:
    person = accounts.person(person_id)
    if person is None or person.agency_id is None:
        raise FlowAgencyMissing()
    _require_room(person_id, len(draft.data))
    order = _order(draft, person.agency_id, at)
    flow = DocumentFlow.objects.create(
        id=draft.id, agency_id=person.agency_id, begun_by_id=person_id, title=title, file_name=draft.file_name[:255],
        state=FlowState.RUNNING.value, waits_for_id=order[0][1], begun_at=at, moved_at=at, told_at=at,
    )
    FlowStep.objects.bulk_create(
        FlowStep(flow=flow, position=place, kind=kind.value, person_id=who)
        for place, (kind, who) in enumerate(order, 1)
    )
    turn_told(event_written(flow, FlowDeed.BEGIN, person_id=person_id, at=at, left=Left(file=draft.data)))
    return flow.pk


def _require_room(person_id: int, octets: int) -> None:
    """Raises FlowTooMany, FlowTooLarge."""
    own = DocumentFlow.objects.filter(begun_by_id=person_id).exclude(state__in=FINISHED)
    if own.count() >= MOST_OPEN:
        raise FlowTooMany(most=MOST_OPEN)
    _require_octets(person_id, octets)


def _require_octets(person_id: int, octets: int) -> None:
    """Raises FlowTooLarge."""
    own = DocumentFlow.objects.filter(begun_by_id=person_id).exclude(state__in=FINISHED)
    kept = FlowEvent.objects.filter(flow__in=own).aggregate(octets=Sum("size"))["octets"] or 0
    if kept + octets > MOST_OCTETS:
        raise FlowTooLarge(limit_mb=MOST_OCTETS // 1024**2)


def _order(draft: FlowDraft, agency_id: int, at: datetime) -> Order:
    """Raises FlowPersonMissing, FlowTooMany, FlowPersonTwice, FlowPersonWrong."""
    if draft.leader_id is None or draft.clerk_id is None:
        raise FlowPersonMissing()
    if len(draft.initials) > MOST_INITIALS:
        raise FlowTooMany(most=MOST_INITIALS)
    order = [(StepKind.INITIALS, each) for each in draft.initials]
    order += [(StepKind.LEADER, draft.leader_id), (StepKind.CLERK, draft.clerk_id)]
    people = [who for _kind, who in order]
    names = accounts.people_names(people)
    for kind in StepKind:
        asked = {who for each, who in order if each is kind}
        may = selectors.people_for(kind, agency_id, at=at).filter(pk__in=asked).values_list("pk", flat=True)
        for who in asked - set(may):
            raise FlowPersonWrong(name=names.get(who, "?"))
    for who in people:
        if people.count(who) > 1:
            raise FlowPersonTwice(name=names[who])
    return order


@transaction.atomic
def flow_return(*, chosen: FlowChosen, reason: str, at: datetime) -> None:
    """Whoever's turn it is sends the document back to its beginner.

    Raises FlowNotFound, FlowMovedOn, FlowPersonWrong, FlowReasonMissing.
    """
    flow = flow_locked(chosen)
    step = step_due(flow, person_id=chosen.person_id, at=at)
    left = Left(reason=reason_tidy(reason), position=step.position)
    flow.state, flow.turn, flow.waits_for_id = FlowState.RETURNED.value, 0, flow.begun_by_id
    _number_free(flow)
    turn_told(flow_moved(flow, FlowDeed.RETURN, person_id=chosen.person_id, at=at, left=left))


def flow_correct(*, chosen: FlowChosen, file_name: str, data: bytes, at: datetime) -> None:
    """The beginner brings another file: a new round, in which everybody signs anew.

    Raises FlowNotFound, FlowMovedOn, FlowTooLarge, and what `document_survey` raises.
    """
    document_survey(data)
    with transaction.atomic():
        flow = _own_locked(chosen)
        if flow.state != FlowState.RETURNED.value:
            raise FlowMovedOn()
        _require_octets(chosen.person_id, len(data))
        flow.round += 1
        flow.state, flow.turn, flow.file_name = FlowState.RUNNING.value, 1, file_name[:255]
        flow.waits_for_id = flow.steps.get(position=1).person_id
        turn_told(flow_moved(flow, FlowDeed.CORRECT, person_id=chosen.person_id, at=at, left=Left(file=data)))


@transaction.atomic
def flow_cancel(*, chosen: FlowChosen, reason: str, at: datetime) -> None:
    """The beginner ends it before its issue; the history stays. Raises FlowNotFound, FlowMovedOn, FlowReasonMissing."""
    flow = _own_locked(chosen)
    if flow.state in FINISHED:
        raise FlowMovedOn()
    left = Left(reason=reason_tidy(reason))
    flow.state, flow.turn, flow.waits_for_id = FlowState.CANCELLED.value, 0, None
    _number_free(flow)
    end_told(flow_moved(flow, FlowDeed.CANCEL, person_id=chosen.person_id, at=at, left=left))


def flows_expire(*, before: datetime, at: datetime) -> int:
    """Delete every flow that moved last before this time, with its files and history; how many.

    Files first: what a failure leaves is found and deleted the next time. The audit keeps number and octets' digests.
    """
    count = 0
    for flow in DocumentFlow.objects.filter(moved_at__lt=before).iterator():
        for event in FlowEvent.objects.filter(flow=flow).exclude(file=""):
            event.file.delete(save=False)
        _deleted(flow, at)
        count += 1
    return count


@transaction.atomic
def _deleted(flow: DocumentFlow, at: datetime) -> None:
    audit.event_record(
        at=at, actor="machine", tag="signing:flow:expired", subject=f"flow:{flow.pk}", detail={"number": flow.number},
    )
    flow.delete()


def _own_locked(chosen: FlowChosen) -> DocumentFlow:
    """Raises FlowNotFound: also when the person only takes part in it; FlowMovedOn."""
    flow = flow_locked(chosen)
    if flow.begun_by_id != chosen.person_id:
        raise FlowNotFound()
    return flow


def _number_free(flow: DocumentFlow) -> None:
    """A number that văn thư had chosen but not sealed may be given to another document."""
    flow.number, flow.number_key, flow.issued_on = "", "", None
