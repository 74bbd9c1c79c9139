"""The one way a case moves: locked, by its table, with its timeline and audit rows in the same transaction."""

from dataclasses import dataclass
from datetime import datetime

from antin.casework import law_set
from antin.casework.procedures import (
    Action,
    CaseState,
    Deed,
    ProcedureKind,
    Transition,
    due_after,
    permitted_step,
    procedure,
)
from antin_server.accounts import selectors as accounts
from antin_server.audit import services as audit
from antin_server.registration.errors import CaseEditedMeanwhile, CaseNotFound, ReasonMissing
from antin_server.registration.models import Case, CaseStep
from antin_server.registration.services.notices import inboxes_told, told_of
from antin_server.registration.tasks import notice_send
from antin_server.registration.types import MACHINE, Chosen, Doer


@dataclass(frozen=True)
class Telling:
    """What a step leaves for people to read: the reason, and the form it produced."""

    note: str = ""
    form_number: str = ""


def case_locked(case_id: int) -> Case:
    """The case, locked until the transaction ends. Raises CaseNotFound."""
    case = Case.objects.select_for_update().filter(pk=case_id).first()
    if case is None:
        raise CaseNotFound()
    return case


def version_held(case: Case, version: int) -> None:
    """Refuse what was made from an older version. Raises CaseEditedMeanwhile."""
    if case.version != version:
        raise CaseEditedMeanwhile()


def was_done(case: Case, action: Action, *, person_id: int, version: int) -> bool:
    """Whether this person already did just this to just this version: the second half of a double click."""
    return case.steps.filter(action=action.value, person_id=person_id, version=version).exists()


def case_chosen(chosen: Chosen, action: Action, *, person_id: int) -> Case | None:
    """The locked case in the version that was shown; None: this person did just this already (a double click).

    Raises CaseNotFound, CaseEditedMeanwhile.
    """
    case = case_locked(chosen.case_id)
    if was_done(case, action, person_id=person_id, version=chosen.version):
        return None
    version_held(case, chosen.version)
    return case


def step_take(case: Case, action: Action, *, doer: Doer, at: datetime, telling: Telling = Telling()) -> Transition:
    """Move a locked case and write down that it moved. The caller saves nothing of state, version or due_at itself.

    Raises ActionNotAllowed, ActorNotAllowed, SamePerson, ReasonMissing.
    """
    table = procedure(case.law_set, ProcedureKind(case.procedure))
    history = [Deed(Action(name), str(person)) for name, person in case.steps.values_list("action", "person_id")]
    taken = permitted_step(
        table, CaseState(case.state), action, person=str(doer.person_id), actors=doer.actors, history=history
    )
    if taken.needs_reason and not telling.note.strip():
        raise ReasonMissing()
    step = _step_written(case, taken, doer=doer, at=at, telling=telling)
    case.state = taken.to.value
    case.version += 1
    case.due_at = due_after(taken, law_set(case.law_set), running=case.due_at, at=at)
    case.closed_at = at if taken.to in table.final_states else None
    case.save()
    _told(case, step, taken.action, at=at)
    return taken


def _told(case: Case, step: CaseStep, action: Action, *, at: datetime) -> None:
    people = filter(None, map(accounts.person, told_of(case, action)))
    addresses = {each.email for each in people if each.is_active}
    for email in sorted(addresses):
        notice_send.enqueue(step.pk, email)
    for email in sorted(inboxes_told(case, action, at=at) - addresses):
        notice_send.enqueue(step.pk, email, is_inbox=True)


def _step_written(case: Case, taken: Transition, *, doer: Doer, at: datetime, telling: Telling) -> CaseStep:
    step = CaseStep.objects.create(
        case=case,
        at=at,
        person_id=doer.person_id or None,
        action=taken.action.value,
        state_before=taken.state.value,
        state_after=taken.to.value,
        version=case.version,
        form_number=telling.form_number,
        note=telling.note.strip(),
    )
    event_about(case, str(taken.action), person_id=doer.person_id, at=at)
    return step


def event_about(case: Case, deed: str, *, person_id: int, at: datetime) -> None:
    """The audit row of a deed on a case; the caller is in the transaction of the deed."""
    actor = "machine" if person_id == MACHINE else f"person:{person_id}"
    audit.event_record(at=at, actor=actor, tag=f"registration:case:{deed}", subject=f"case:{case.code or case.pk}")
