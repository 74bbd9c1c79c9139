"""The tables, shared by both law sets: the laws differ in forms, words and numbers, not in these steps.

Two tiers: the subscriber asks the managing agency, the agency writes to the authority (TT 185/2019 Đ.8, 10;
NĐ 68/2024 Đ.11, 13, 16, 18, 22). Nobody confirms their own request; reception is no party of the agency.
"""

from collections.abc import Iterable

from antin.casework.procedures.model import Action, Actor, CaseState, Paper, Transition

_AGENCY = (Actor.AGENCY_REVIEWER, Actor.AGENCY_LEADER)
_OPEN_AT_AGENCY = (CaseState.SUBMITTED, CaseState.AT_AGENCY)


def _step(
    state: CaseState,
    action: Action,
    to: CaseState,
    *actors: Actor,
    paper: Paper | None = None,
    checks: Iterable[str] = (),
    due: str = "",
    not_by: Iterable[Action] = (),
    needs_reason: bool = False,
) -> Transition:
    return Transition(
        state, action, to, frozenset(actors), paper, tuple(checks), due, frozenset(not_by), needs_reason
    )


def _ask(*checks: str) -> tuple[Transition, ...]:
    """The subscriber writes, sends, takes back."""
    return (
        *(
            _step(
                state,
                Action.SUBMIT,
                CaseState.SUBMITTED,
                Actor.SUBSCRIBER,
                paper=Paper.REQUEST,
                checks=checks,
                due="agency_days",
            )
            for state in (CaseState.DRAFT, CaseState.RETURNED)
        ),
        *(
            _step(state, Action.CANCEL, CaseState.CANCELLED, Actor.SUBSCRIBER)
            for state in (CaseState.DRAFT, CaseState.SUBMITTED, CaseState.RETURNED)
        ),
    )


def _endorse(days: str) -> tuple[Transition, ...]:
    """The agency checks, returns or confirms, and sends its letter; `days` limits the authority."""
    return (
        _step(CaseState.SUBMITTED, Action.TAKE, CaseState.AT_AGENCY, *_AGENCY),
        *(
            _step(state, Action.RETURN, CaseState.RETURNED, *_AGENCY, needs_reason=True)
            for state in _OPEN_AT_AGENCY
        ),
        *(
            _step(
                state,
                Action.ENDORSE,
                CaseState.ENDORSED,
                Actor.AGENCY_LEADER,
                paper=Paper.LETTER,
                not_by=(Action.SUBMIT,),
            )
            for state in _OPEN_AT_AGENCY
        ),
        _step(CaseState.ENDORSED, Action.RECALL, CaseState.AT_AGENCY, Actor.AGENCY_LEADER, needs_reason=True),
        _step(
            CaseState.ENDORSED,
            Action.SEND,
            CaseState.AT_AUTHORITY,
            Actor.AGENCY_CLERK,
            Actor.AGENCY_LEADER,
            due=days,
        ),
    )


def _decide() -> tuple[Transition, ...]:
    """The authority receives, sends back, refuses in writing, or has its officers approve an order."""
    parties = (Action.SUBMIT, Action.ENDORSE, Action.SEND)
    here = CaseState.AT_AUTHORITY
    return (
        _step(here, Action.SEND_BACK, CaseState.RETURNED, Actor.RECEPTION, not_by=parties, needs_reason=True),
        _step(here, Action.REFUSE, CaseState.REFUSED, Actor.RECEPTION, not_by=parties, needs_reason=True),
        _step(here, Action.ACCEPT, CaseState.ACCEPTED, Actor.RECEPTION, not_by=parties),
        _step(CaseState.ACCEPTED, Action.REJECT, here, Actor.OFFICERS),
        # Found wrong before the officers approved: the order is void, and a new one has to be approved anew.
        _step(CaseState.ACCEPTED, Action.RECALL, here, Actor.RECEPTION, needs_reason=True),
        _step(CaseState.ACCEPTED, Action.APPROVE, CaseState.APPROVED, Actor.OFFICERS),
    )


_HAND_OVER = (
    _step(
        CaseState.HANDED_OVER,
        Action.ASK_EFFECTIVE,
        CaseState.EFFECTIVE_ASKED,
        Actor.AGENCY_LEADER,
        paper=Paper.HANDOVER,
        checks=("effective_after_handover",),
        due="effective_days",
    ),
    _step(CaseState.EFFECTIVE_ASKED, Action.REJECT, CaseState.HANDED_OVER, Actor.OFFICERS),
    _step(CaseState.EFFECTIVE_ASKED, Action.MAKE_EFFECTIVE, CaseState.EFFECTIVE, Actor.SIGNER),
)
_GIVERS = (Actor.AGENCY_REVIEWER, Actor.AGENCY_LEADER, Actor.AGENCY_CLERK)

ISSUE = (
    *_ask("form_complete", "key_request_good"),
    *_endorse("issue_days"),
    *_decide(),
    _step(CaseState.APPROVED, Action.ISSUE, CaseState.ISSUED, Actor.SIGNER),
    _step(CaseState.ISSUED, Action.HAND_OVER, CaseState.HANDED_OVER, *_GIVERS),
    *_HAND_OVER,
)
RENEW = (
    *_ask("form_complete", "renewable", "key_request_good"),
    *_endorse("renew_days"),
    *_decide(),
    _step(CaseState.APPROVED, Action.ISSUE, CaseState.ISSUED, Actor.SIGNER),
    _step(CaseState.ISSUED, Action.MAKE_EFFECTIVE, CaseState.EFFECTIVE, Actor.SIGNER),
)
CHANGE = (
    *_ask("form_complete", "changeable", "key_request_good"),
    *_endorse("change_days"),
    *_decide(),
    _step(CaseState.APPROVED, Action.ISSUE, CaseState.ISSUED, Actor.SIGNER),
    _step(CaseState.ISSUED, Action.MAKE_EFFECTIVE, CaseState.EFFECTIVE, Actor.SIGNER),
)
REVOKE = (
    *_ask("form_complete", "revocable"),
    *_endorse("revoke_hours"),
    # The subscriber cannot act, or the agency asks on its own (NĐ 68/2024 Đ.17): the agency's letter alone.
    _step(
        CaseState.DRAFT,
        Action.ENDORSE,
        CaseState.ENDORSED,
        Actor.AGENCY_LEADER,
        paper=Paper.LETTER,
        checks=("form_complete", "revocable"),
    ),
    # A procedural body or the police asks: no agency step.
    _step(
        CaseState.DRAFT,
        Action.DEMAND,
        CaseState.AT_AUTHORITY,
        Actor.RECEPTION,
        checks=("form_complete", "revocable"),
        due="revoke_hours",
    ),
    *_decide(),
    _step(CaseState.APPROVED, Action.REVOKE, CaseState.DONE, Actor.SIGNER),
)
RECOVER = (
    *_ask("form_complete"),
    *_endorse("recover_days"),
    *_decide(),
    _step(CaseState.APPROVED, Action.UNLOCK, CaseState.DONE, Actor.TOKEN_OFFICER),
)
HANDOVER = (_step(CaseState.DRAFT, Action.HAND_OVER, CaseState.HANDED_OVER, *_GIVERS), *_HAND_OVER)
RETURN = (
    _step(
        CaseState.DRAFT,
        Action.RECORD,
        CaseState.AT_AGENCY,
        *_GIVERS,
        paper=Paper.RECORD,
        checks=("form_complete",),
        due="return_days",
    ),
    _step(CaseState.DRAFT, Action.CANCEL, CaseState.CANCELLED, *_GIVERS),
    _step(CaseState.AT_AGENCY, Action.SEND, CaseState.AT_AUTHORITY, *_GIVERS),
    _step(
        CaseState.AT_AUTHORITY,
        Action.RECEIVE,
        CaseState.DONE,
        Actor.TOKEN_OFFICER,
        Actor.RECEPTION,
        paper=Paper.RECORD,
    ),
)
LOSS = (
    _step(
        CaseState.DRAFT,
        Action.RECORD,
        CaseState.ENDORSED,
        Actor.AGENCY_LEADER,
        paper=Paper.RECORD,
        checks=("form_complete",),
    ),
    _step(CaseState.DRAFT, Action.CANCEL, CaseState.CANCELLED, *_GIVERS),
    _step(CaseState.ENDORSED, Action.SEND, CaseState.AT_AUTHORITY, Actor.AGENCY_CLERK, Actor.AGENCY_LEADER),
    _step(CaseState.AT_AUTHORITY, Action.RECEIVE, CaseState.DONE, Actor.RECEPTION),
)
