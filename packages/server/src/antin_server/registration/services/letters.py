"""The agency's letter: one for many cases; prepared, signed by the leader, numbered and sent by the văn thư."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from uuid import UUID

from django.db import transaction

from antin.casework import check_fields
from antin.casework.errors import ActorNotAllowed
from antin.casework.formats import tidy
from antin.casework.forms import Block, Form
from antin.casework.procedures import Action, Actor, CaseState, Paper, ProcedureKind, SubjectKind
from antin_server.audit import services as audit
from antin_server.registration import selectors
from antin_server.registration.errors import (
    CaseEditedMeanwhile,
    FormNotGood,
    LetterEmpty,
    LetterMixed,
    LetterNotFound,
    LetterSignedAlready,
    NumberMissing,
)
from antin_server.registration.models import Case, Letter
from antin_server.registration.services.checks import circumstances, request_checked
from antin_server.registration.services.drafts import law_set_kept
from antin_server.registration.services.payloads import head_written
from antin_server.registration.services.steps import Telling, case_locked, step_take, version_held
from antin_server.registration.types import Chosen, Doer, LetterKind

WRITTEN_FOR = frozenset({CaseState.SUBMITTED.value, CaseState.AT_AGENCY.value, CaseState.DRAFT.value})
WRITERS = frozenset({Actor.AGENCY_REVIEWER, Actor.AGENCY_LEADER})
SENDERS = frozenset({Actor.AGENCY_CLERK, Actor.AGENCY_LEADER})
NOT_ASKED = frozenset({"document_number", "signed_on", "agency_name"})
"""Blanks of the head that later deeds fill: the văn thư numbers, the leader's signature dates; the agency is known."""


@dataclass(frozen=True)
class LetterDraft:
    """What the page of a new letter sent. key: random, from the empty page."""

    key: UUID
    chosen: Sequence[Chosen]
    values: Mapping[str, str]


@transaction.atomic
def letter_prepare(*, draft: LetterDraft, doer: Doer, at: datetime) -> int:
    """Write a letter for cases under review; its id. Whoever may review or sign for the agency may prepare.

    Raises ActorNotAllowed, LetterEmpty, LetterMixed, CaseEditedMeanwhile; FormNotGood: the head has wrong blanks.
    """
    known = letter_known(draft, person_id=doer.person_id)
    if known is not None:
        return known
    _permitted(doer, WRITERS, Action.ENDORSE)
    cases = cases_picked(draft.chosen, WRITTEN_FOR)
    form = letter_form_for(cases)
    letter = letter_begun(LetterKind.REQUEST, form, draft, cases, person_id=doer.person_id, at=at)
    for case in cases:
        if case.letter_id is not None and case.state != CaseState.DRAFT.value:
            raise CaseEditedMeanwhile()
        case.letter = letter
        case.save(update_fields=["letter"])
    return letter.pk


def letter_known(draft: LetterDraft, *, person_id: int) -> int | None:
    """The letter that the first half of a double click made; the cases are locked, so that the second half waits."""
    for each in sorted({one.case_id for one in draft.chosen}):
        case_locked(each)
    return selectors.letter_by_key(draft.key, person_id)


def cases_picked(chosen: Sequence[Chosen], states: frozenset[str]) -> list[Case]:
    """The locked cases, each in its version. Raises LetterEmpty, CaseEditedMeanwhile, CaseNotFound."""
    cases = []
    for each in sorted({one.case_id: one for one in chosen}.values(), key=lambda one: one.case_id):
        case = case_locked(each.case_id)
        version_held(case, each.version)
        if case.state not in states:
            raise CaseEditedMeanwhile()
        cases.append(case)
    if not cases:
        raise LetterEmpty()
    return cases


def letter_form_for(cases: Sequence[Case], paper: Paper = Paper.LETTER) -> Form:
    """The one form of a letter for these cases. Raises LetterMixed."""
    kinds = {(each.law_set, each.procedure, each.subject_kind if paper is Paper.LETTER else "") for each in cases}
    if len({each.agency_id for each in cases}) != 1 or len(kinds) != 1:
        raise LetterMixed()
    first = cases[0]
    return selectors.form_of(first.law_set, ProcedureKind(first.procedure), paper, SubjectKind(first.subject_kind))


def letter_begun(
    kind: LetterKind, form: Form, draft: LetterDraft, cases: Sequence[Case], *, person_id: int, at: datetime
) -> Letter:
    """A stored letter with a good head. Raises FormNotGood."""
    asked = [each for block in letter_blocks(form) for each in block.fields]
    checked = check_fields(asked, draft.values, circumstances(at))
    if checked.errors:
        raise FormNotGood(checked.errors)
    letter = Letter(
        draft_key=draft.key, kind=kind.value, law_set=form.law_set, form_number=form.number,
        agency_id=cases[0].agency_id, prepared_by_id=person_id, prepared_at=at,
    )
    head_written(letter, checked.values, personal=frozenset(each.key for each in asked if each.personal))
    letter.save()
    _event(letter, "prepare", person_id=person_id, at=at)
    return letter


def letter_blocks(form: Form) -> tuple[Block, ...]:
    """What whoever prepares a letter fills in: first its head, without a heading, then the blocks of the paper."""
    blocks = (Block("head", "", form.head), *form.blocks)
    asked = ((block, tuple(each for each in block.fields if each.key not in NOT_ASKED)) for block in blocks)
    return tuple(replace(block, fields=fields) for block, fields in asked if fields)


@transaction.atomic
def letter_sign(*, letter_id: int, chosen: Sequence[Chosen], doer: Doer, at: datetime) -> None:
    """The leader signs for every case of the letter, in the versions shown. The paper itself is signed apart.

    Raises LetterNotFound, LetterSignedAlready, CaseEditedMeanwhile; SamePerson: one of them is the leader's own;
    FormNotGood: a case written by the agency itself is not complete.
    """
    letter = _letter_locked(letter_id)
    if letter.signed_by_id == doer.person_id:
        return
    if letter.signed_by_id is not None or letter.kind != LetterKind.REQUEST.value:
        raise LetterSignedAlready()
    cases = cases_picked(chosen, WRITTEN_FOR)
    if {each.pk for each in cases} != set(letter.cases.values_list("pk", flat=True)):
        raise CaseEditedMeanwhile()
    for case in cases:
        if case.state == CaseState.DRAFT.value:
            law_set_kept(case, at=at)
            request_checked(case, at=at)
        step_take(case, Action.ENDORSE, doer=doer, at=at, telling=Telling(form_number=letter.form_number))
    letter.signed_by_id, letter.signed_at = doer.person_id, at
    letter.save(update_fields=["signed_by", "signed_at"])
    _event(letter, "sign", person_id=doer.person_id, at=at)


@transaction.atomic
def letter_send(*, letter_id: int, number: str, doer: Doer, at: datetime) -> None:
    """The văn thư numbers the signed letter and sends it, and with it every case.

    Raises LetterNotFound, LetterSignedAlready, NumberMissing, and as `step_take`.
    """
    letter = _letter_locked(letter_id)
    number = tidy(number)[:80]
    if letter.sent_at is not None and letter.number == number:
        return
    if letter.signed_by_id is None or letter.sent_at is not None:
        raise LetterSignedAlready()
    if not number:
        raise NumberMissing()
    _permitted(doer, SENDERS, Action.SEND)
    if letter.kind == LetterKind.REQUEST.value:
        for case in letter.cases.select_for_update().order_by("pk"):
            step_take(case, Action.SEND, doer=doer, at=at, telling=Telling(form_number=letter.form_number))
    letter.number, letter.sent_at = number, at
    letter.save(update_fields=["number", "sent_at"])
    _event(letter, "send", person_id=doer.person_id, at=at)


@transaction.atomic
def letter_recall(*, letter_id: int, reason: str, doer: Doer, at: datetime) -> None:
    """The leader takes the signature back before the letter is sent; the letter is void and its cases free again.

    A letter that is only prepared is thrown away the same way. Raises LetterNotFound, LetterSignedAlready,
    ReasonMissing, and as `step_take`.
    """
    letter = _letter_locked(letter_id)
    _permitted(doer, WRITERS, Action.RECALL)
    if letter.sent_at is not None or letter.kind != LetterKind.REQUEST.value:
        raise LetterSignedAlready()
    for case in letter.cases.select_for_update().order_by("pk"):
        case.letter = None
        if case.state == CaseState.ENDORSED.value:
            step_take(case, Action.RECALL, doer=doer, at=at, telling=Telling(reason))
        else:
            case.save(update_fields=["letter"])
    _event(letter, "recall", person_id=doer.person_id, at=at)
    letter.delete()


def _permitted(doer: Doer, actors: frozenset[Actor], action: Action) -> None:
    if doer.actors.isdisjoint(actors):
        raise ActorNotAllowed(action=action.value)


def _letter_locked(letter_id: int) -> Letter:
    letter = Letter.objects.select_for_update().filter(pk=letter_id).first()
    if letter is None:
        raise LetterNotFound()
    return letter


def _event(letter: Letter, deed: str, *, person_id: int, at: datetime) -> None:
    audit.event_record(
        at=at, actor=f"person:{person_id}", tag=f"registration:letter:{deed}", subject=f"letter:{letter.pk}",
        detail={"form": letter.form_number, "number": letter.number},
    )
