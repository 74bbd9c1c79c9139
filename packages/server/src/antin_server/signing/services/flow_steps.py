"""The step that is due, as a document to be placed and signed: begun from the newest revision."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from antin.casework.document_numbers import DocumentNumber, document_number
from antin.casework.formats.dates import VIETNAM, write_date
from antin.pades.looks import LookKind
from antin_server.signing import selectors
from antin_server.signing.errors import (
    FlowDateWrong,
    FlowMovedOn,
    FlowNumberTaken,
    FlowNumberWrong,
    FlowPersonWrong,
)
from antin_server.signing.models import DocumentFlow, FlowStep, Look, SigningJob
from antin_server.signing.services.bringing import job_begin
from antin_server.signing.services.flow_events import FlowChosen, flow_locked, step_due
from antin_server.signing.services.jobs import job_drop
from antin_server.signing.services.marks import MarkWish
from antin_server.signing.types import StepKind

_GIVEN = (LookKind.NUMBER.value, LookKind.DATE.value)
"""What văn thư gives; how else a step looks is for whoever signs it to choose."""


@dataclass(frozen=True)
class Numbering:
    """What văn thư gives. number: with its symbol, as typed. issued_on: None: no day that exists.

    is_symbol_there: the document shows the symbol already, so that only the number itself is put before it.
    """

    number: str
    issued_on: date | None
    is_symbol_there: bool = True


def flow_step_begin(*, chosen: FlowChosen, numbering: Numbering | None, at: datetime) -> UUID:
    """The document of the step that is due, to be placed and signed; its id. The same again gives the same document.

    numbering: of văn thư's step; others leave it aside. Raises FlowNotFound, FlowMovedOn, FlowPersonWrong,
    FlowNumberWrong, FlowNumberTaken, FlowDateWrong, and what `job_begin` raises.
    """
    flow = selectors.flow_of(chosen.flow_id, person_id=chosen.person_id)
    step = step_due(flow, person_id=chosen.person_id, at=at)
    given = _given(flow, step, numbering, at)
    marks, revision = _marks(flow, step, given, at), selectors.revision_of(flow)
    job_id = _waiting(step, revision.sha256, marks) or job_begin(
        name=flow.file_name, data=selectors.revision_bytes(revision), person_id=chosen.person_id, at=at, marks=marks,
    )
    try:
        return _linked(chosen, job_id, _Wanted(step.pk, given, marks), at)
    except (FlowMovedOn, FlowNumberTaken, FlowPersonWrong):
        job_drop(job_id=job_id, person_id=chosen.person_id, at=at)
        raise


@dataclass(frozen=True)
class _Given:
    """number: as the decree writes it. shown: what its mark shows. key: as in `DocumentFlow`."""

    number: str
    issued_on: date
    shown: str
    key: str


@dataclass(frozen=True)
class _Wanted:
    """What a document was begun for."""

    step_id: int
    given: _Given | None
    marks: Sequence[MarkWish]


def _given(flow: DocumentFlow, step: FlowStep, numbering: Numbering | None, at: datetime) -> _Given | None:
    """Raises FlowNumberWrong, FlowDateWrong, FlowNumberTaken. None: not văn thư's step."""
    if step.kind != StepKind.CLERK.value:
        return None
    earliest, latest = selectors.leader_signed_on(flow), at.astimezone(VIETNAM).date()
    if earliest is None:
        raise FlowMovedOn()  # number and date come after the leader's signature (NĐ 30/2020 Đ.15, 16)
    number = document_number(numbering.number) if numbering else None
    if numbering is None or number is None:
        raise FlowNumberWrong()
    day = numbering.issued_on
    if day is None or not earliest <= day <= latest:
        raise FlowDateWrong(earliest=write_date(earliest), latest=write_date(latest))
    if number.year not in (0, day.year):
        raise FlowNumberWrong()
    plain = f"{number.number.lstrip('0').upper()}/{number.symbol.upper()}"
    if plain.startswith("/"):  # the number nought
        raise FlowNumberWrong()
    digits, written = _written(number)
    given = _Given(written, day, digits if numbering.is_symbol_there else written, f"{day.year} {plain}")
    _require_free(flow, given)
    return given


def _written(number: DocumentNumber) -> tuple[str, str]:
    """The number alone, two digits at least; and with its symbol in capitals (NĐ 30/2020 Phụ lục I.II.3)."""
    digits = number.number if len(number.number) > 1 else f"0{number.number}"
    between = number.text[len(number.number) : -len(number.symbol)]
    return digits, f"{digits}{between}{number.symbol.upper()}"


def _require_free(flow: DocumentFlow, given: _Given) -> None:
    taken = DocumentFlow.objects.filter(agency_id=flow.agency_id, number_key=given.key).exclude(pk=flow.pk).first()
    if taken is not None:
        raise FlowNumberTaken(number=given.number, title=taken.title)


def _marks(flow: DocumentFlow, step: FlowStep, given: _Given | None, at: datetime) -> tuple[MarkWish, ...]:
    """What the step adds: the picture of signature or seal where one is kept, else the usual lines."""
    looks = selectors.looks_of(step.person_id, at=at)
    if given is not None:
        number, day = {"number": given.shown}, {"issued_on": given.issued_on.isoformat()}
        seal = looks.filter(kind=LookKind.SEAL.value, agency_id=flow.agency_id).first()
        return MarkWish(LookKind.NUMBER.value, number), MarkWish(LookKind.DATE.value, day), _with_look(seal)
    if step.kind == StepKind.INITIALS.value:
        letters = "".join(word[0] for word in step.person.full_name.split()).upper()
        return (MarkWish(LookKind.INITIALS.value, {"initials": letters}),)
    return (_with_look(looks.filter(kind=LookKind.LEADER.value, person_id=step.person_id).first()),)


def _with_look(look: Look | None) -> MarkWish:
    return MarkWish(look.kind, look=look.pk) if look else MarkWish()


def _waiting(step: FlowStep, sha256: str, marks: Sequence[MarkWish]) -> UUID | None:
    """The document that was begun for this very step, revision and number; None: there is none."""
    job = step.job
    if job is None or job.signed or job.sha256 != sha256:
        return None
    kept = [(each.kind, each.facts) for each in selectors.marks_of(job) if each.kind in _GIVEN]
    return job.pk if kept == [(each.kind, dict(each.facts)) for each in marks if each.kind in _GIVEN] else None


@transaction.atomic
def _linked(chosen: FlowChosen, job_id: UUID, wanted: _Wanted, at: datetime) -> UUID:
    """Hold the number, and make the document that of the step; what was begun for it before is deleted.

    Documents are locked before flows, as where they are signed.
    """
    before = SigningJob.objects.select_for_update().filter(flow_step=wanted.step_id, signed="").first()
    flow = flow_locked(chosen)
    step = step_due(flow, person_id=chosen.person_id, at=at)
    if before is not None and step.job_id == before.pk and before.pk != job_id:
        again = _waiting(step, selectors.revision_of(flow).sha256, wanted.marks)
        job_drop(job_id=job_id if again else before.pk, person_id=chosen.person_id, at=at)
        if again:  # the other half of a double click was faster
            return again
    FlowStep.objects.filter(pk=step.pk).update(job_id=job_id)
    given = wanted.given
    if given is not None:
        flow.number, flow.number_key, flow.issued_on = given.number, given.key, given.issued_on
        try:
            with transaction.atomic():
                flow.save(update_fields=["number", "number_key", "issued_on"])
        except IntegrityError:
            _require_free(flow, given)
            raise
    return job_id
