"""Documents brought to be signed: kept, found, deleted."""

from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from antin_server.audit import services as audit
from antin_server.signing.errors import JobNotFound
from antin_server.signing.models import AgentRequest, SigningJob


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


def preparation_void(job: SigningJob) -> None:
    """What was prepared is so no longer; saves the job, and with it whatever else was changed."""
    job.prepared_state = ""
    file_gone(job.prepared)
    job.prepared = ""
    job.save()


def file_kept(file: FieldFile, name: str, data: bytes) -> None:
    """Keep these octets; those of before are deleted when the transaction holds, so that a failure loses nothing."""
    file_gone(file)
    file.save(name, ContentFile(data), save=False)


def file_gone(file: FieldFile) -> None:
    """Delete what is kept, when the transaction holds."""
    if file:
        storage, name = file.storage, str(file.name)
        transaction.on_commit(lambda: storage.delete(name))


def _deleted(job: SigningJob) -> None:
    for each in (job.file, job.so_far, job.prepared, job.signed):
        file_gone(each)
    job.delete()
