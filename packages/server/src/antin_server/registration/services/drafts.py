"""What somebody does with a request they write: begin, save, send, take back."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from antin.casework import law_set_at
from antin.casework.procedures import Action, CaseState, ProcedureKind, SubjectKind
from antin_server.registration import selectors
from antin_server.registration.errors import CaseEditedMeanwhile, CaseNotFound
from antin_server.registration.models import Case
from antin_server.registration.services.checks import procedure_open, request_checked
from antin_server.registration.services.payloads import payload_written
from antin_server.registration.services.steps import (
    Telling,
    case_chosen,
    case_locked,
    event_about,
    step_take,
    version_held,
)
from antin_server.registration.types import Chosen, Doer

EDITABLE = frozenset({CaseState.DRAFT.value, CaseState.RETURNED.value})


@dataclass(frozen=True)
class Draft:
    """What a page of a new or returned request sent. Values are kept as typed; nothing is judged yet.

    key: random, from the empty page. version: of the case the page was made from; None for a new one.
    subject_serial: the certificate it is about, hexadecimal; empty for issue. subscriber_id: whose certificate.
    """

    key: UUID
    procedure: ProcedureKind
    subject_kind: SubjectKind
    values: Mapping[str, str]
    subscriber_id: int
    agency_id: int
    csr: str = ""
    subject_serial: str = ""
    version: int | None = None


@transaction.atomic
def case_draft_save(*, draft: Draft, author_id: int, at: datetime) -> int:
    """Keep what was typed, good or not; the id of the case. The caller made sure that the author may ask.

    A second click on the same empty page finds the case of the first. Raises CaseNotFound: the key belongs to
    somebody else's case; CaseEditedMeanwhile: changed or sent since the page was made; ProcedureNotOpen.
    """
    procedure_open(draft.procedure)
    case, is_new = _case_of(draft, author_id=author_id, at=at)
    if case.author_id != author_id:
        raise CaseNotFound()
    if case.state not in EDITABLE or draft.version not in (None, case.version):
        raise CaseEditedMeanwhile()
    case.version += not is_new and draft.version is not None
    payload_written(case, draft.values)
    case.csr = draft.csr.strip()
    case.save()
    return case.pk


def _case_of(draft: Draft, *, author_id: int, at: datetime) -> tuple[Case, bool]:
    """The locked case of an empty page, and whether it is new; of two clicks at once one makes it."""
    case, is_new = Case.objects.select_for_update().get_or_create(
        draft_key=draft.key,
        defaults={
            "law_set": law_set_at(at).id,
            "procedure": draft.procedure.value,
            "subject_kind": draft.subject_kind.value,
            "agency_id": draft.agency_id,
            "subscriber_id": draft.subscriber_id,
            "author_id": author_id,
            "subject_serial": draft.subject_serial,
            "created_at": at,
        },
    )
    if is_new:
        case.code = selectors.readable_code(case.pk, at)
        event_about(case, "begin", person_id=author_id, at=at)
    return case, is_new


@transaction.atomic
def case_submit(*, chosen: Chosen, doer: Doer, at: datetime) -> None:
    """Send the request to the agency; from the first time on it keeps the law set of that moment.

    Raises CaseEditedMeanwhile, FormNotGood, and as `step_take`.
    """
    case = case_chosen(chosen, Action.SUBMIT, person_id=doer.person_id)
    if case is None:
        return
    law_set_kept(case, at=at)
    request_checked(case, at=at)
    case.letter = None
    step_take(case, Action.SUBMIT, doer=doer, at=at, telling=Telling(form_number=selectors.request_form(case).number))


def law_set_kept(case: Case, *, at: datetime) -> None:
    """The rules of the first receipt; the values move to that law's form. Raises NoLawSetThen."""
    if case.received_at is None:
        values = selectors.payload_read(case)
        case.law_set, case.received_at = law_set_at(at).id, at
        payload_written(case, values)


@transaction.atomic
def case_cancel(*, chosen: Chosen, doer: Doer, at: datetime) -> None:
    """Take the request back. Raises CaseEditedMeanwhile, and as `step_take`."""
    case = case_chosen(chosen, Action.CANCEL, person_id=doer.person_id)
    if case is not None:
        case.letter = None
        step_take(case, Action.CANCEL, doer=doer, at=at)


def editable_locked(chosen: Chosen, *, author_id: int) -> Case:
    """A case that its author may change now. Raises CaseNotFound, CaseEditedMeanwhile."""
    case = case_locked(chosen.case_id)
    if case.author_id != author_id:
        raise CaseNotFound()
    version_held(case, chosen.version)
    if case.state not in EDITABLE:
        raise CaseEditedMeanwhile()
    return case
