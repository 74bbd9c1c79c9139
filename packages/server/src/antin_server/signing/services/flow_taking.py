"""A document of a flow was signed: by whom it may be, and how its octets become the newest revision.

Called by the two ways in which documents get signed (key in the browser, program beside the token), in their
transaction; documents that belong to no flow pass through.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, time
from uuid import UUID

from antin.agentwire import SigningCall
from antin.casework.formats.dates import VIETNAM
from antin.pades.looks import LookKind
from antin.validation import Certificate
from antin_server.signing import selectors
from antin_server.signing.errors import AgentCallWrong, FlowMovedOn, FlowSealWrong, FlowSignerWrong
from antin_server.signing.models import DocumentFlow, FlowEvent, FlowStep, JobMark, SigningJob
from antin_server.signing.services.agent_requests import SigningWish
from antin_server.signing.services.flow_events import Left, flow_moved, step_due
from antin_server.signing.services.flow_notices import end_told, turn_told
from antin_server.signing.types import FlowDeed, FlowState, StepKind

CALLS = {
    StepKind.INITIALS: SigningCall.APPROVED, StepKind.LEADER: SigningCall.APPROVED, StepKind.CLERK: SigningCall.ISSUED,
}
"""What the program beside the token is asked for at each step."""


def flow_wish(*, jobs: Sequence[UUID], wish: SigningWish) -> SigningWish:
    """What the program is asked for, with number and date from the flow rather than from the page.

    Raises AgentCallWrong: a step asks for another kind of signing.
    """
    for step in FlowStep.objects.select_related("flow").filter(job__in=jobs):
        is_seal = step.kind == StepKind.CLERK.value
        if wish.call is not CALLS[StepKind(step.kind)] and (is_seal or wish.call is not SigningCall.FILES):
            raise AgentCallWrong(most=1)
        if is_seal and step.flow.issued_on is not None:
            mark = JobMark.objects.filter(job=step.job_id, kind=LookKind.NUMBER.value).order_by("position").first()
            number = mark.facts["number"] if mark else step.flow.number
            noon = datetime.combine(step.flow.issued_on, time(12), VIETNAM)  # that day in every zone taken for ours
            return replace(wish, number=number, issued_at=noon)
    return wish


def flow_signer_require(job: SigningJob, certificate: Certificate, *, at: datetime) -> None:
    """Whether this certificate may sign this document where it stands in its flow.

    Initials and the leader's signature by the person's own, the seal by that of the very agency whose document it is
    (NĐ 30/2020 Đ.5, Phụ lục I). Raises FlowMovedOn, FlowPersonWrong, FlowSignerWrong, FlowSealWrong.
    """
    step = FlowStep.objects.select_related("flow").filter(job=job).first()
    if step is None:
        return
    _require_due(step.flow, step, job, at)
    is_seal = step.kind == StepKind.CLERK.value
    if is_seal and not selectors.is_seal_of(certificate, step.flow.agency_id, at=at):
        raise FlowSealWrong()
    if not is_seal and not selectors.is_certificate_of(certificate, step.person_id, may_be_agency=False, at=at):
        raise FlowSignerWrong()


def flow_revision_take(job: SigningJob, signed: bytes, *, has_time_stamp: bool, at: datetime) -> None:
    """The octets of a locked document, signed, are the newest revision; the turn goes on, or the document is issued.

    Raises FlowMovedOn: also when they do not begin with the revision that is newest now; FlowPersonWrong.
    """
    step = FlowStep.objects.filter(job=job).first()
    if step is None:
        return
    flow = DocumentFlow.objects.select_for_update().get(pk=step.flow_id)
    before = selectors.revision_bytes(_require_due(flow, step, job, at))
    if len(signed) <= len(before) or not signed.startswith(before):
        raise FlowMovedOn()
    left = Left(position=step.position, file=signed, has_time_stamp=has_time_stamp)
    following = flow.steps.filter(position=step.position + 1).first()
    if following is not None:
        flow.turn, flow.waits_for_id = following.position, following.person_id
        turn_told(flow_moved(flow, FlowDeed.SIGN, person_id=step.person_id, at=at, left=left))
    else:
        flow.state, flow.turn, flow.waits_for_id = FlowState.ISSUED.value, 0, None
        end_told(flow_moved(flow, FlowDeed.ISSUE, person_id=step.person_id, at=at, left=left))


def _require_due(flow: DocumentFlow, step: FlowStep, job: SigningJob, at: datetime) -> FlowEvent:
    """The newest revision, from which the document was begun. Raises FlowMovedOn, FlowPersonWrong."""
    due = step_due(flow, person_id=job.person_id, at=at)
    revision = selectors.revision_of(flow)
    if due.pk != step.pk or revision.sha256 != job.sha256:
        raise FlowMovedOn()
    return revision
