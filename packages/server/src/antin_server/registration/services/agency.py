"""What a reviewer of the managing agency decides about single cases: take up, return."""

from datetime import datetime

from django.db import transaction

from antin.casework.procedures import Action
from antin_server.registration.services.steps import Telling, case_chosen, step_take
from antin_server.registration.types import Chosen, Doer


@transaction.atomic
def case_take(*, chosen: Chosen, doer: Doer, at: datetime) -> None:
    """A reviewer takes a case up. Raises CaseEditedMeanwhile, and as `step_take`."""
    case = case_chosen(chosen, Action.TAKE, person_id=doer.person_id)
    if case is not None:
        step_take(case, Action.TAKE, doer=doer, at=at)


@transaction.atomic
def case_return(*, chosen: Chosen, reason: str, doer: Doer, at: datetime) -> None:
    """Give the case back to the subscriber with a reason; a letter being prepared goes on without it.

    Raises CaseEditedMeanwhile, and as `step_take`.
    """
    case = case_chosen(chosen, Action.RETURN, person_id=doer.person_id)
    if case is not None:
        case.letter = None
        step_take(case, Action.RETURN, doer=doer, at=at, telling=Telling(reason))
