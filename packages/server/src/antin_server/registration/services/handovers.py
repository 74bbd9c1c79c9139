"""The certificate or device reaches its holder, and the agency asks from when on it shall be effective."""

from dataclasses import replace
from datetime import datetime

from django.db import transaction

from antin.casework import FieldError, check_fields
from antin.casework.formats.dates import parse_moment
from antin.casework.forms import Field, FieldKind
from antin.casework.procedures import Action, CaseState, Paper, SubjectKind
from antin.casework.provenance import inferred
from antin.orders import OrderKind
from antin_server.registration import selectors
from antin_server.registration.errors import FormNotGood
from antin_server.registration.models import Case
from antin_server.registration.services.checks import circumstances
from antin_server.registration.services.letters import (
    LetterDraft,
    cases_picked,
    letter_begun,
    letter_form_for,
    letter_known,
)
from antin_server.registration.services.orders import order_for
from antin_server.registration.services.steps import Telling, case_chosen, step_take
from antin_server.registration.types import Chosen, Doer, LetterKind

SOFT = "SOFT"
NUMBERED = frozenset({"", "TOKEN", "SIM"})
"""Kinds of device with a number on them; an empty kind is a token."""
DEVICE_NUMBER = Field(
    "device_number", "Số hiệu thiết bị lưu khóa bí mật", FieldKind.DEVICE_NUMBER, inferred(), required=True
)
HANDED_OVER_AT = Field("handed_over_at", "Thời điểm bàn giao", FieldKind.MOMENT, inferred(), required=True)
EFFECTIVE_AT = Field("effective_at", "Thời điểm hiệu lực", FieldKind.MOMENT, inferred(), required=True)


def handover_blanks(case: Case) -> tuple[Field, ...]:
    """What is asked at the hand-over: a soft key is in no device, and only a token or SIM always bears a number.

    The form of a service asks for no device: its key was made where the service runs.
    """
    kind = _device_kind(case)
    if kind == SOFT:
        return (HANDED_OVER_AT,)
    is_numbered = kind in NUMBERED and case.subject_kind != SubjectKind.SERVICE.value
    return (replace(DEVICE_NUMBER, required=is_numbered), HANDED_OVER_AT)


def _device_kind(case: Case) -> str:
    return selectors.payload_read(case).get("device_kind", "")


@transaction.atomic
def case_hand_over(*, chosen: Chosen, device_number: str, handed_over_at: str, doer: Doer, at: datetime) -> None:
    """Write down that the subscriber has it, which device, and when (dd/MM/yyyy HH:mm, Vietnam).

    Raises FormNotGood: a blank is missing or the time lies ahead; CaseEditedMeanwhile, and as `step_take`.
    """
    case = case_chosen(chosen, Action.HAND_OVER, person_id=doer.person_id)
    if case is None:
        return
    typed = {"device_number": device_number, "handed_over_at": handed_over_at}
    checked = check_fields(handover_blanks(case), typed, circumstances(at))
    errors = list(checked.errors)
    when = parse_moment(checked.values["handed_over_at"])
    if not errors and when is not None and when > at:
        errors.append(FieldError("handed_over_at", "handover_in_future"))
    if errors:
        raise FormNotGood(errors)
    in_no_device = SOFT if _device_kind(case) == SOFT else ""
    case.device_number, case.handed_over_at = checked.values.get("device_number", in_no_device), when
    step_take(case, Action.HAND_OVER, doer=doer, at=at)


@transaction.atomic
def effective_letter_sign(*, draft: LetterDraft, doer: Doer, at: datetime) -> int:
    """The leader reports the hand-overs and asks for the effective time; an order for each goes to the officers.

    The letter's id. Raises FormNotGood: the head or the time; a time before a hand-over;
    LetterEmpty, LetterMixed, CaseEditedMeanwhile, and as `step_take`.
    """
    known = letter_known(draft, person_id=doer.person_id)
    if known is not None:
        return known
    cases = cases_picked(draft.chosen, frozenset({CaseState.HANDED_OVER.value}))
    form = letter_form_for(cases, Paper.HANDOVER)
    effective_at = _effective_time(cases, draft, at=at)
    letter = letter_begun(LetterKind.HANDOVER, form, draft, cases, person_id=doer.person_id, at=at)
    letter.signed_by_id, letter.signed_at = doer.person_id, at
    letter.save(update_fields=["signed_by", "signed_at"])
    for case in cases:
        case.handover_letter, case.effective_at = letter, effective_at
        step_take(case, Action.ASK_EFFECTIVE, doer=doer, at=at, telling=Telling(form_number=form.number))
        order_for(case, OrderKind.MAKE_EFFECTIVE, person_id=doer.person_id, at=at)
    return letter.pk


def _effective_time(cases: list[Case], draft: LetterDraft, *, at: datetime) -> datetime:
    checked = check_fields((EFFECTIVE_AT,), draft.values, circumstances(at))
    if checked.errors:
        raise FormNotGood(checked.errors)
    effective_at = parse_moment(checked.values["effective_at"])
    if effective_at is None or any(each.handed_over_at and effective_at < each.handed_over_at for each in cases):
        raise FormNotGood([FieldError("effective_at", "effective_before_handover")])
    return effective_at
