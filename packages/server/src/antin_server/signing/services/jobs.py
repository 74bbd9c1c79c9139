"""A document brought to be signed, and where its signature will stand."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Count, Sum

from antin import pades
from antin_server.audit import services as audit
from antin_server.signing.errors import JobDone, JobNotFound, PlaceWrong, TooManyDocuments
from antin_server.signing.models import AgentRequest, SigningJob

MOST_DOCUMENTS, MOST_OCTETS = 200, 1024**3
"""What one person may keep here at a time; documents are deleted after a day, or when the person does so."""
DEFAULT_WIDTH, DEFAULT_HEIGHT, MARGIN = 70.0, 25.0, 20.0


@dataclass(frozen=True)
class Place:
    """Where the signature shows: page from 1, millimetres from the top left as displayed; invisible ones nowhere."""

    page: int
    x: float
    y: float
    width: float
    height: float
    is_visible: bool = True
    reason: str = ""


@transaction.atomic
def job_begin(*, name: str, data: bytes, person_id: int, at: datetime) -> UUID:
    """Keep a PDF that can be signed; its id.

    Raises TooManyDocuments and the errors of `pades.overview` (unreadable, encrypted, …).
    """
    sizes = SigningJob.objects.filter(person_id=person_id).aggregate(count=Count("pk"), octets=Sum("size"))
    if sizes["count"] >= MOST_DOCUMENTS or (sizes["octets"] or 0) + len(data) > MOST_OCTETS:
        raise TooManyDocuments(most=MOST_DOCUMENTS, limit_mb=MOST_OCTETS // 1024**2)
    seen = pades.overview(data)
    last = seen.pages[-1]
    job = SigningJob(
        person_id=person_id, name=name[:255], size=len(data), sha256=hashlib.sha256(data).hexdigest(),
        pages=seen.page_count, created_at=at, page=len(seen.pages),
        width=min(DEFAULT_WIDTH, last.width), height=min(DEFAULT_HEIGHT, last.height),
    )
    job.x = max(0.0, last.width - job.width - MARGIN)
    job.y = max(0.0, last.height - job.height - 2 * MARGIN)
    job.file.save(f"{job.pk}.pdf", ContentFile(data), save=False)
    job.save(force_insert=True)
    audit.event_record(at=at, actor=f"person:{person_id}", tag="signing:document:brought", subject=f"document:{job.pk}")
    return job.pk


@transaction.atomic
def job_place(*, job_id: UUID, place: Place, person_id: int, at: datetime) -> None:
    """Set where the signature will stand; what was prepared before is void. Raises JobNotFound, JobDone, PlaceWrong."""
    job = job_locked(job_id, person_id=person_id)
    if job.signed:
        raise JobDone()
    if not 1 <= place.page <= job.pages:
        raise PlaceWrong()
    job.page, job.is_visible, job.reason = place.page, place.is_visible, place.reason[:200]
    job.x, job.y, job.width, job.height = place.x, place.y, place.width, place.height
    job.prepared_state = ""
    if job.prepared:
        job.prepared.delete(save=False)
    job.save()


@transaction.atomic
def job_drop(*, job_id: UUID, person_id: int, at: datetime) -> None:
    """Delete the document with everything of it. Raises JobNotFound."""
    job = job_locked(job_id, person_id=person_id)
    audit.event_record(at=at, actor=f"person:{person_id}", tag="signing:document:dropped", subject=f"document:{job.pk}")
    _deleted(job)


def jobs_expire(*, before: datetime) -> int:
    """Delete every document brought before this time, and what was asked of signing programs; how many documents."""
    count = 0
    for job in SigningJob.objects.filter(created_at__lt=before).iterator():
        _deleted(job)
        count += 1
    AgentRequest.objects.filter(begun_at__lt=before).delete()
    return count


def job_locked(job_id: UUID, *, person_id: int) -> SigningJob:
    """The document, locked until the transaction ends. Raises JobNotFound."""
    job = SigningJob.objects.select_for_update().filter(pk=job_id, person_id=person_id).first()
    if job is None:
        raise JobNotFound()
    return job


def _deleted(job: SigningJob) -> None:
    for each in (job.file, job.prepared, job.signed):
        if each:
            each.delete(save=False)
    job.delete()
