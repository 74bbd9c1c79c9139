"""What a person decides about the marks of a document: another one, one fewer, what it shows, the place proposed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from antin.pades import Box
from antin.pades.looks import LookKind
from antin_server.signing import selectors
from antin_server.signing.errors import MarkFixed, MarkNotFound, TooManyMarks
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.services.jobs import job_locked, preparation_void
from antin_server.signing.services.marks import (
    DEFAULT_SIZE,
    MarkWish,
    kinds_of,
    looks_for,
    mark_from,
    mark_locked,
    next_mark,
    size_of,
)
from antin_server.signing.services.surveying import Placing, document_survey, placing_help

MOST_MARKS = 10
GIVEN_KINDS = (LookKind.NUMBER, LookKind.DATE)
"""Of a document on its way to be issued: what văn thư gave, once each."""


@dataclass(frozen=True)
class Shown:
    """What a mark shows. kind: a `LookKind`, empty for the usual lines. facts: as of `JobMark`."""

    kind: str
    look: UUID | None
    is_visible: bool
    facts: Mapping[str, str]


def mark_add(*, job_id: UUID, wish: MarkWish, person_id: int, at: datetime) -> int:
    """A further signature behind the others, where the words propose; its position.

    Raises JobNotFound, JobDone, TooManyMarks, LookNotFound, MarkFixed: the document is on its way to be issued, and
    each step signs what it has to; what `document_survey` raises.
    """
    job = selectors.job_of(job_id, person_id=person_id)
    (look,) = looks_for((wish,), person_id, at=at)
    survey = document_survey(selectors.document_bytes(job), kinds_of((wish,), (look,)))
    with transaction.atomic():
        job = job_locked(job_id, person_id=person_id)
        next_mark(job)
        _require_own(job)
        if job.marks.count() >= MOST_MARKS:
            raise TooManyMarks(most=MOST_MARKS)
        mark = mark_from(wish, look, 0, survey)
        mark.job, mark.position = job, int(job.marks.aggregate(last=Max("position"))["last"]) + 1
        mark.save()
        preparation_void(job)
    return mark.position


@transaction.atomic
def mark_remove(*, job_id: UUID, position: int, person_id: int, at: datetime) -> None:
    """One signature fewer. Raises JobNotFound, JobDone, MarkFixed, MarkNotFound: or it is the only one that waits."""
    job, mark = mark_locked(job_id, position, person_id=person_id)
    _require_own(job)
    if job.marks.filter(signed_at=None).count() < 2:
        raise MarkNotFound()
    mark.delete()
    preparation_void(job)


def mark_show(*, job_id: UUID, position: int, shown: Shown, person_id: int, at: datetime) -> None:
    """What a mark shows, where the words propose it for that. Raises JobNotFound, JobDone, MarkNotFound, LookNotFound,
    MarkFixed: of a document on its way to be issued, number and date are those that were given; no mark becomes one.
    """
    job = selectors.job_of(job_id, person_id=person_id)
    wish = MarkWish(shown.kind, shown.facts, shown.is_visible, look=shown.look)
    (look,) = looks_for((wish,), person_id, at=at)
    survey = document_survey(selectors.document_bytes(job), kinds_of((wish,), (look,)))
    with transaction.atomic():
        job, mark = mark_locked(job_id, position, person_id=person_id)
        if is_fixed(job, mark) or (shown.kind in GIVEN_KINDS and selectors.flow_of_job(job) is not None):
            raise MarkFixed()
        new = mark_from(wish, look, 0, survey)
        mark.kind, mark.look, mark.facts, mark.is_visible = new.kind, new.look, new.facts, new.is_visible
        if survey.places[0] or (new.width, new.height) != (mark.width, mark.height):
            mark.page, mark.x, mark.y, mark.width, mark.height = new.page, new.x, new.y, new.width, new.height
            mark.day_left, mark.month_left = new.day_left, new.month_left
        mark.save()
        preparation_void(job)


def mark_propose(*, job_id: UUID, position: int, index: int, person_id: int, at: datetime) -> None:
    """Put a mark where the words propose: the place of this index, from 0. Raises JobNotFound, JobDone, MarkNotFound:
    or there is no such place; what `placing_help` raises.
    """
    job = selectors.job_of(job_id, person_id=person_id)
    found = job.marks.filter(position=position).select_related("look").first()
    places = mark_placing(found).places if found else ()
    if not 0 <= index < len(places):
        raise MarkNotFound()
    place = places[index]
    with transaction.atomic():
        job, mark = mark_locked(job_id, position, person_id=person_id)
        mark.page, mark.day_left, mark.month_left, mark.is_visible = place.page, place.day_left, place.month_left, True
        mark.x, mark.y, mark.width, mark.height = place.box.x, place.box.y, place.box.width, place.box.height
        mark.save()
        preparation_void(job)


def mark_placing(mark: JobMark) -> Placing:
    """Places for a mark, the size of its page, the words that it covers. Raises as `placing_help`."""
    leader = mark.job.marks.filter(kind=LookKind.LEADER, is_visible=True).first()
    kind = mark.kind if mark.look or mark.kind != LookKind.SEAL else ""
    size = (mark.look.width, mark.look.height) if mark.look else size_of(kind) if kind else DEFAULT_SIZE
    return placing_help(
        selectors.document_bytes(mark.job), kind, size, page=mark.page,
        leader=(leader.page, Box(leader.x, leader.y, leader.width, leader.height)) if leader else None,
        box=Box(mark.x, mark.y, mark.width, mark.height) if mark.is_visible else None,
    )


def is_fixed(job: SigningJob, mark: JobMark) -> bool:
    """Whether what it shows was settled elsewhere."""
    return mark.kind in GIVEN_KINDS and selectors.flow_of_job(job) is not None


def _require_own(job: SigningJob) -> None:
    if selectors.flow_of_job(job) is not None:
        raise MarkFixed()
