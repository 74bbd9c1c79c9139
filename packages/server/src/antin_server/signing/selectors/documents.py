"""A person's documents."""

from collections.abc import Sequence
from uuid import UUID

from antin import pades
from antin_server.signing.errors import JobNotFound
from antin_server.signing.models import JobMark, SigningJob


def job_of(job_id: UUID, *, person_id: int) -> SigningJob:
    """A document of this person. Raises JobNotFound."""
    found = SigningJob.objects.filter(pk=job_id, person_id=person_id).first()
    if found is None:
        raise JobNotFound()
    return found


def jobs_of(person_id: int) -> Sequence[SigningJob]:
    """The person's latest documents, the newest first."""
    return list(SigningJob.objects.filter(person_id=person_id).order_by("-created_at")[:20])


def marks_of(job: SigningJob) -> Sequence[JobMark]:
    """Every mark, in the order of signing."""
    return list(job.marks.select_related("look"))


def page_sizes(job: SigningJob) -> Sequence[pades.PageSize]:
    """The pages of the document as displayed, in millimetres."""
    return pades.overview(document_bytes(job)).pages


def document_bytes(job: SigningJob) -> bytes:
    """The document as it stands: as it came, with the marks that are signed so far."""
    with (job.so_far or job.file).open("rb") as file:
        return bytes(file.read())

