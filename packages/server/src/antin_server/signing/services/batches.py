"""Many documents of one person: brought in one upload, placed alike; and why one of them was not signed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from time import monotonic
from typing import Any
from uuid import UUID

from antin.adapters.office_conversion import OfficeDocumentTooHeavy
from antin.errors import AntinError
from antin_server.signing import selectors
from antin_server.signing.errors import DocumentNotReached, DocumentsNotPlaced, JobDone, JobNotFound, TooManyDocuments
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.services.agent_returns import told
from antin_server.signing.services.bringing import job_begin
from antin_server.signing.services.checking import FileToCheck
from antin_server.signing.services.converting import UploadRoom
from antin_server.signing.services.marks import MarkWish, Place, mark_from, mark_place, next_mark
from antin_server.signing.services.surveying import document_survey

_KIND = "signature"
"""Name, agency and time, where the words of a document propose that they stand."""


@dataclass(frozen=True)
class NotTaken:
    """A file that was not kept, and why, as a refusal is kept."""

    name: str
    refusal: dict[str, Any]


class PlaceWay(StrEnum):
    """By the words of each document, in the same place on every one, or not seen."""

    WORDS = "words"
    SAME = "same"
    INVISIBLE = "invisible"


@dataclass(frozen=True)
class BatchPlace:
    """How many documents are placed. is_last: on the last page, else on the first; box: millimetres, of SAME only."""

    way: PlaceWay
    is_last: bool = True
    box: tuple[float, float, float, float] = (0.0, 0.0, 0.0, 0.0)


BEGIN_WITHIN_S = 50.0
"""Of one request: a document begun last may take as long as one document gets, and the web server in front waits
120 s.
"""


def jobs_begin(*, files: Sequence[FileToCheck], person_id: int, at: datetime) -> tuple[NotTaken, ...]:
    """Keep every file that can be signed; those that were not kept. After the first for which there is no room
    nothing more is read, nor after `BEGIN_WITHIN_S`.
    """
    refused, full, room, end = list[NotTaken](), dict[str, Any](), UploadRoom(), monotonic() + BEGIN_WITHIN_S
    for each in files:
        try:
            if not full:
                if monotonic() >= end:
                    raise DocumentNotReached()
                data = each.read()
                room.admit(data)
                job_begin(name=each.name, data=data, person_id=person_id, at=at, marks=(MarkWish(_KIND),))
                continue
        except TooManyDocuments as error:
            full = told(error)
        except AntinError as error:
            if isinstance(error, OfficeDocumentTooHeavy | DocumentNotReached):
                room.close()
            refused.append(NotTaken(each.name, told(error)))
            continue
        refused.append(NotTaken(each.name, full))
    return tuple(refused)


def jobs_place(*, job_ids: Sequence[UUID], place: BatchPlace, person_id: int, at: datetime) -> None:
    """Set where the next signature of each of these documents will stand; those that are signed already stay so.

    Raises JobNotFound, PlaceWrong; DocumentTooHeavy, DocumentUnopenable, DocumentRefused: its words cannot be read;
    DocumentsNotPlaced: those for which there was no time, the others are placed.
    """
    late, end = list[str](), monotonic() + BEGIN_WITHIN_S
    for job_id in job_ids:
        job = selectors.job_of(job_id, person_id=person_id)
        if monotonic() >= end:
            late.append(job.name)
            continue
        try:
            mark = next_mark(job)
            chosen = _place(job, mark, place)
            mark_place(job_id=job_id, position=mark.position, place=chosen, person_id=person_id, at=at)
        except JobDone:
            continue
    if late:
        raise DocumentsNotPlaced(names="; ".join(late))


def _place(job: SigningJob, mark: JobMark, place: BatchPlace) -> Place:
    if place.way is PlaceWay.SAME:
        return Place(job.pages if place.is_last else 1, *place.box, reason=mark.reason)
    size = (mark.look.width, mark.look.height) if mark.look else None
    survey = document_survey(selectors.document_bytes(job), ((mark.kind or _KIND, size),))
    found = mark_from(MarkWish(mark.kind or _KIND), mark.look, 0, survey)
    is_visible = place.way is PlaceWay.WORDS
    return Place(found.page, found.x, found.y, found.width, found.height, is_visible, mark.reason)


def job_refused(*, job_id: UUID, person_id: int, error: AntinError) -> None:
    """Keep why a document was not signed, until it is."""
    if not isinstance(error, JobNotFound | JobDone):
        SigningJob.objects.filter(pk=job_id, person_id=person_id, signed="").update(refusal=told(error))
