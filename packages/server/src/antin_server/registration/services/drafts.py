"""What a subscriber does with their own request: write, save, send, take back, attach files."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from antin.casework import law_set_at
from antin.casework.procedures import Action, CaseState, ProcedureKind, SubjectKind
from antin_server.registration import selectors
from antin_server.registration.errors import AttachmentRefused, CaseEditedMeanwhile, CaseNotFound
from antin_server.registration.models import Attachment, Case
from antin_server.registration.services.checks import request_checked
from antin_server.registration.services.payloads import payload_written
from antin_server.registration.services.steps import Telling, case_locked, step_take, version_held, was_done
from antin_server.registration.types import Doer

EDITABLE = frozenset({CaseState.DRAFT.value, CaseState.RETURNED.value})


@dataclass(frozen=True)
class Draft:
    """What a page of a new or returned request sent. Values are kept as typed; nothing is judged yet.

    key: random, from the empty page. version: of the case the page was made from; None for a new one.
    subject_serial: the certificate it is about, hexadecimal; empty for issue.
    """

    key: UUID
    procedure: ProcedureKind
    subject_kind: SubjectKind
    values: Mapping[str, str]
    csr: str = ""
    subject_serial: str = ""
    version: int | None = None


@transaction.atomic
def case_draft_save(*, draft: Draft, agency_id: int, doer: Doer, at: datetime) -> int:
    """Keep what was typed, good or not; the id of the case.

    A second click on the same empty page finds the case of the first. Raises CaseNotFound: the key belongs to
    somebody else's case; CaseEditedMeanwhile: changed or sent since the page was made.
    """
    case = Case.objects.select_for_update().filter(draft_key=draft.key).first()
    if case is None:
        case = _case_begun(draft, agency_id=agency_id, doer=doer, at=at)
    elif case.subscriber_id != doer.person_id:
        raise CaseNotFound()
    elif case.state not in EDITABLE or draft.version not in (None, case.version):
        raise CaseEditedMeanwhile()
    payload_written(case, draft.values)
    case.csr = draft.csr.strip()
    case.save()
    return case.pk


def _case_begun(draft: Draft, *, agency_id: int, doer: Doer, at: datetime) -> Case:
    case = Case.objects.create(
        draft_key=draft.key,
        law_set=law_set_at(at).id,
        procedure=draft.procedure.value,
        subject_kind=draft.subject_kind.value,
        agency_id=agency_id,
        subscriber_id=doer.person_id,
        subject_serial=draft.subject_serial,
        created_at=at,
    )
    case.code = selectors.readable_code(case.pk, at)
    return case
