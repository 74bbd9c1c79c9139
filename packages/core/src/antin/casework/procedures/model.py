"""The shape of a procedure: a table of who may do what where, and where it leads."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from antin.casework.errors import ProcedureUnknown
from antin.casework.provenance import Provenance


class ProcedureKind(StrEnum):
    """Yêu cầu chứng thực (NĐ 68/2024 Đ.3) and the acts around the device."""

    ISSUE = "issue"
    RENEW = "renew"
    CHANGE = "change"
    REVOKE = "revoke"
    RECOVER = "recover"
    HANDOVER = "handover"
    RETURN = "return"
    LOSS = "loss"


class SubjectKind(StrEnum):
    """Whose certificate it is."""

    PERSON = "person"
    ORGANISATION = "organisation"
    SERVICE = "service"


class CaseState(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    AT_AGENCY = "at_agency"
    RETURNED = "returned"
    ENDORSED = "endorsed"
    AT_AUTHORITY = "at_authority"
    REFUSED = "refused"
    ACCEPTED = "accepted"  # an order waits for the officers
    APPROVED = "approved"
    ISSUED = "issued"  # chưa có hiệu lực
    HANDED_OVER = "handed_over"
    EFFECTIVE_ASKED = "effective_asked"
    EFFECTIVE = "effective"
    DONE = "done"
    CANCELLED = "cancelled"


class Action(StrEnum):
    """What somebody does to a case."""

    SUBMIT = "submit"
    CANCEL = "cancel"
    TAKE = "take"
    RETURN = "return"
    ENDORSE = "endorse"
    SEND = "send"
    RECALL = "recall"
    DEMAND = "demand"  # a procedural body or the police asks, without the agency
    SEND_BACK = "send_back"
    REFUSE = "refuse"
    ACCEPT = "accept"
    REJECT = "reject"
    APPROVE = "approve"
    ISSUE = "issue"
    HAND_OVER = "hand_over"
    ASK_EFFECTIVE = "ask_effective"
    MAKE_EFFECTIVE = "make_effective"
    REVOKE = "revoke"
    UNLOCK = "unlock"
    RECORD = "record"
    RECEIVE = "receive"


class Actor(StrEnum):
    """In which capacity somebody acts; a login may have several."""

    SUBSCRIBER = "subscriber"
    AGENCY_REVIEWER = "agency_reviewer"
    AGENCY_LEADER = "agency_leader"
    AGENCY_CLERK = "agency_clerk"  # văn thư
    RECEPTION = "reception"  # of the authority, or of the province where the law delegates
    OFFICERS = "officers"  # their approvals are signatures, counted by the signer
    TOKEN_OFFICER = "token_officer"  # noqa: S105 - a capacity, not a secret
    SIGNER = "signer"


class Paper(StrEnum):
    """The part a form plays in a procedure."""

    REQUEST = "request"
    LETTER = "letter"
    HANDOVER = "handover"
    RECORD = "record"


@dataclass(frozen=True)
class Transition:
    """One line of the table.

    paper: the form that this step produces. checks: what must hold, by name (`procedures.checks.CHECKS`).
    due: the parameter of the deadline that starts here; empty: a deadline that runs goes on.
    not_by: whoever did one of these before may not do this.
    needs_reason: the step is refused without words for the person concerned.
    """

    state: CaseState
    action: Action
    to: CaseState
    actors: frozenset[Actor]
    paper: Paper | None = None
    checks: tuple[str, ...] = ()
    due: str = ""
    not_by: frozenset[Action] = frozenset()
    needs_reason: bool = False


@dataclass(frozen=True)
class Procedure:
    """One procedure of one law set. `forms`: the number of each paper by kind of subject."""

    law_set: str
    kind: ProcedureKind
    title: str
    forms: Mapping[tuple[Paper, SubjectKind], str]
    transitions: tuple[Transition, ...]
    provenance: Provenance

    def form(self, paper: Paper, subject: SubjectKind) -> str:
        """The number of the form. Raises ProcedureUnknown: the law has none for this kind of subject."""
        if (paper, subject) not in self.forms:
            raise ProcedureUnknown(law_set=self.law_set)
        return self.forms[paper, subject]

    @property
    def states(self) -> frozenset[CaseState]:
        """Every state of the table."""
        return frozenset(state for each in self.transitions for state in (each.state, each.to))

    @property
    def final_states(self) -> frozenset[CaseState]:
        """Those that nothing leads out of."""
        return self.states - {each.state for each in self.transitions}
