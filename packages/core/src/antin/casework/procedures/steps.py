"""Move a case by its table: what may be done, by whom, and where it leads."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from antin.casework.errors import ActionNotAllowed, ActorNotAllowed, SamePerson
from antin.casework.law_sets import LawSet
from antin.casework.procedures.model import Action, Actor, CaseState, Procedure, Transition
from antin.casework.working_days import CALENDAR, Calendar, due


@dataclass(frozen=True)
class Deed:
    """Something done to a case: what, and by whom (any stable id of a person)."""

    action: Action
    person: str


def step(procedure: Procedure, state: CaseState, action: Action) -> Transition:
    """The line of the table. Raises ActionNotAllowed."""
    for each in procedure.transitions:
        if each.state is state and each.action is action:
            return each
    raise ActionNotAllowed(state=state.value, action=action.value)


def next_state(procedure: Procedure, state: CaseState, action: Action) -> CaseState:
    """Where the action leads, whoever does it. Raises ActionNotAllowed."""
    return step(procedure, state, action).to


def allowed_actions(
    procedure: Procedure, state: CaseState, actors: Collection[Actor]
) -> tuple[Transition, ...]:
    """What somebody in one of these capacities may do now, in the order of the table."""
    return tuple(
        each for each in procedure.transitions if each.state is state and not each.actors.isdisjoint(actors)
    )


def permitted_step(
    procedure: Procedure,
    state: CaseState,
    action: Action,
    *,
    person: str,
    actors: Collection[Actor],
    history: Iterable[Deed],
) -> Transition:
    """The line of the table, for this person.

    history: every deed of the case. Raises ActionNotAllowed: not from this state; ActorNotAllowed: not in
    this capacity; SamePerson: this person did an earlier step that the law separates from this one.
    """
    found = step(procedure, state, action)
    if found.actors.isdisjoint(actors):
        raise ActorNotAllowed(action=action.value)
    if any(deed.person == person and deed.action in found.not_by for deed in history):
        raise SamePerson(action=action.value)
    return found


SOMEBODY_MUST_ACT = frozenset(
    {CaseState.SUBMITTED, CaseState.AT_AGENCY, CaseState.ENDORSED, CaseState.AT_AUTHORITY}
    | {CaseState.ACCEPTED, CaseState.APPROVED, CaseState.EFFECTIVE_ASKED}
)
"""States in which an office owes the subscriber something; in the others no deadline runs."""


def due_after(
    taken: Transition,
    law_set: LawSet,
    *,
    running: datetime | None,
    at: datetime,
    calendar: Calendar = CALENDAR,
) -> datetime | None:
    """The deadline after a step: a new one, the one that runs, or none. Times are aware.

    Raises TimeWithoutZone, CalendarUnknown.
    """
    if taken.due:
        return due(law_set.parameter(taken.due), at, calendar)
    return running if taken.to in SOMEBODY_MUST_ACT else None
