"""Documents on their way to be issued: whose turn it is, who takes part, what happened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from antin.casework.formats.dates import VIETNAM
from antin_server.accounts import selectors as accounts
from antin_server.accounts.models import Person
from antin_server.signing.errors import FlowNotFound
from antin_server.signing.models import DocumentFlow, FlowEvent, FlowStep, SigningJob
from antin_server.signing.permissions import ASKED
from antin_server.signing.types import FINISHED, FlowState, StepKind

MOST_NUMBERS_TOLD = 5


def flow_of(flow_id: UUID, *, person_id: int) -> DocumentFlow:
    """A flow in which the person takes part. Raises FlowNotFound."""
    found = _of(person_id).filter(pk=flow_id).select_related("begun_by", "waits_for").first()
    if found is None:
        raise FlowNotFound()
    return found


def flows_waiting(person_id: int) -> QuerySet[DocumentFlow]:
    """Those that wait for this person, the longest waiting first."""
    found = _with_due().filter(waits_for_id=person_id)
    return found.select_related("begun_by", "waits_for").order_by("moved_at", "pk")


def flows_open(person_id: int) -> QuerySet[DocumentFlow]:
    """Those in which the person takes part and that are not at their end, the latest first."""
    found = _of(person_id).exclude(state__in=FINISHED)
    return found.select_related("begun_by", "waits_for").order_by("-moved_at", "pk")


def flows_finished(person_id: int) -> QuerySet[DocumentFlow]:
    """Those in which the person took part, issued or cancelled, the latest first."""
    return _of(person_id).filter(state__in=FINISHED).select_related("begun_by", "waits_for").order_by("-moved_at", "pk")


def _of(person_id: int) -> QuerySet[DocumentFlow]:
    own_step = FlowStep.objects.filter(flow=OuterRef("pk"), person_id=person_id)
    return _with_due().filter(Q(begun_by_id=person_id) | Exists(own_step))


def _with_due() -> QuerySet[DocumentFlow]:
    """due_kind: of the step whose turn it is; None: of none."""
    due = FlowStep.objects.filter(flow=OuterRef("pk"), position=OuterRef("turn"))
    return DocumentFlow.objects.annotate(due_kind=Subquery(due.values("kind")[:1]))


def agency_of(flow: DocumentFlow, *, at: datetime) -> str:
    """What the agency that issues it is called."""
    return accounts.agency_name(flow.agency_id, at=at)


def people_for(kind: StepKind, agency_id: int, *, at: datetime) -> QuerySet[Person]:
    """Who may be asked for such a step in the agency at this time, sorted by tên."""
    asked = ASKED.get(kind)
    if asked is None:
        return accounts.people_of(agency_id)
    return accounts.people_permitted(asked, agency_id=agency_id, at=at)


def steps_of(flow: DocumentFlow) -> Sequence[FlowStep]:
    """In their order, with their people."""
    return list(flow.steps.select_related("person"))


def events_of(flow: DocumentFlow) -> Sequence[FlowEvent]:
    """Everything that happened, in its order, with whoever did it."""
    return list(flow.events.select_related("person"))


def revision_of(flow: DocumentFlow) -> FlowEvent:
    """The newest octets of the round that is under way."""
    return flow.events.filter(round=flow.round).exclude(file="").order_by("position").last()  # type: ignore[return-value]


def revision_bytes(event: FlowEvent) -> bytes:
    """The file after a deed."""
    with event.file.open("rb") as file:
        return bytes(file.read())


def leader_signed_on(flow: DocumentFlow) -> date | None:
    """The day in Vietnam on which the leader signed in this round; None: not yet."""
    leader = flow.steps.get(kind=StepKind.LEADER.value)
    signed = flow.events.filter(round=flow.round, position=leader.position).exclude(file="").first()
    return signed.at.astimezone(VIETNAM).date() if signed else None


def numbers_given(flow: DocumentFlow, *, at: datetime) -> Sequence[str]:
    """The latest numbers that the flow's agency gave here this year, the newest first."""
    year = at.astimezone(VIETNAM).year
    given = DocumentFlow.objects.filter(
        agency_id=flow.agency_id, state=FlowState.ISSUED.value, number_key__startswith=f"{year} ",
    )
    return list(given.order_by("-moved_at").values_list("number", flat=True)[:MOST_NUMBERS_TOLD])


def jobs_to_seal(person_id: int) -> frozenset[UUID]:
    """Documents of this person that are văn thư's step of a flow: never one of several that are signed alike."""
    jobs = SigningJob.objects.filter(person_id=person_id, flow_step__kind=StepKind.CLERK.value, signed="")
    return frozenset(jobs.values_list("pk", flat=True))


@dataclass(frozen=True)
class JobFlow:
    """The flow of a document that is being signed. kind: of the step. number, issued_on: given by văn thư, if yet."""

    flow_id: UUID
    kind: StepKind
    number: str
    issued_on: date | None


def flow_of_job(job: SigningJob) -> JobFlow | None:
    """None: it is signed for itself."""
    step = FlowStep.objects.select_related("flow").filter(job=job).first()
    return JobFlow(step.flow_id, StepKind(step.kind), step.flow.number, step.flow.issued_on) if step else None
