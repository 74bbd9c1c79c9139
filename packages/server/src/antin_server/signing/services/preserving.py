"""A signed document with what keeps it checkable when its certificates are long gone (EN 319 142-1 5.4, 5.5)."""

from datetime import datetime
from uuid import UUID

from django.db import transaction

from antin_server.audit import services as audit
from antin_server.signing import selectors
from antin_server.signing.errors import JobNotPrepared
from antin_server.signing.services.apart import done_apart
from antin_server.signing.services.jobs import file_kept, job_locked


def job_preserve(*, job_id: UUID, person_id: int, at: datetime, allow: tuple[str, ...], tsa: str) -> None:
    """Append validation data, and a time-stamp over all of it when the authority gives one (level B-LT or B-LTA).

    allow: origins of this machine that may be asked. tsa: address of the time-stamping authority.
    Everything is fetched before the row is locked. Two at once append once.
    Raises JobNotFound, JobNotPrepared (not signed yet), DocumentTooHeavy, DocumentUnopenable and its child
    DocumentRefused (evidence_incomplete: nobody tells of a certificate's revocation).
    """
    job = selectors.job_of(job_id, person_id=person_id)
    if not job.signed:
        raise JobNotPrepared()
    with job.signed.open("rb") as file:
        signed = file.read()
    raised = done_apart("preserve", signed, at, selectors.installation_trust(), allow, tsa)
    with transaction.atomic():
        locked = job_locked(job_id, person_id=person_id)
        if locked.signed.name != job.signed.name:
            return
        file_kept(locked.signed, f"{job.pk}.preserved.pdf", raised)
        locked.save()
        audit.event_record(
            at=at, actor=f"person:{person_id}", tag="signing:document:preserved", subject=f"document:{job.pk}",
        )
