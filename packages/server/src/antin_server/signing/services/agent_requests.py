"""A request to the signing program on the person's machine: begun, fetched, cancelled.

The program has no session. It gets addresses that nobody can guess, that serve once, for a few minutes, for these
documents of this person; only fingerprints of them are kept.
"""

import hashlib
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from antin.agentwire import SigningCall, wire_value
from antin_server.audit import services as audit
from antin_server.signing import selectors
from antin_server.signing.errors import (
    AgentAddressExpired,
    AgentAddressUnknown,
    AgentAddressUsed,
    AgentCallWrong,
    AgentRequestEnded,
    AgentTooManyRequests,
    JobDone,
)
from antin_server.signing.models import AgentFile, AgentRequest, SigningJob
from antin_server.signing.services.jobs import job_locked

MOST_REQUESTS, WITHIN = 30, timedelta(minutes=10)
"""What one person may begin; a person with a token and a PIN makes far fewer."""
_SETTLING = timedelta(seconds=60)


@dataclass(frozen=True)
class SigningWish:
    """What the person asks for. number, issued_at: what is printed when documents are issued, or are appendices and
    copies of one. is_place_free: the place is chosen in the program. wait: for the person's work there.
    """

    call: SigningCall
    number: str = ""
    issued_at: datetime | None = None
    is_place_free: bool = False
    wait: timedelta = timedelta(seconds=wire_value("work_s"))


@dataclass(frozen=True)
class FileToSign:
    """secret: of the address to fetch it from."""

    job_id: UUID
    name: str
    secret: str


@dataclass(frozen=True)
class BegunRequest:
    """secret: of the address to bring documents to."""

    request_id: UUID
    secret: str
    files: tuple[FileToSign, ...]


@dataclass(frozen=True)
class FetchedDocument:
    """What goes to the program."""

    name: str
    data: bytes


def fingerprint(secret: str) -> str:
    """What is kept of a secret."""
    return hashlib.sha256(secret.encode()).hexdigest()


@transaction.atomic
def agent_request_begin(*, jobs: Sequence[UUID], wish: SigningWish, person_id: int, at: datetime) -> BegunRequest:
    """Make the addresses for these documents; what was begun for them before is over.

    Raises JobNotFound, JobDone, AgentCallWrong, AgentTooManyRequests.
    """
    _require_few(person_id, at)
    most = wire_value("batch_files") if wish.call is SigningCall.FILES else 1
    if not 1 <= len(set(jobs)) <= most:
        raise AgentCallWrong(most=most)
    found = [job_locked(each, person_id=person_id) for each in sorted(set(jobs))]
    if any(each.signed for each in found):
        raise JobDone()
    AgentRequest.objects.filter(files__job__in=found, ended_at=None).update(ended_at=at)
    secret = secrets.token_urlsafe(32)
    request = AgentRequest.objects.create(
        person_id=person_id, call=wish.call.value, number=wish.number, issued_at=wish.issued_at,
        is_place_free=wish.is_place_free, upload_fingerprint=fingerprint(secret), begun_at=at,
        expires_at=at + wish.wait + _SETTLING,
    )
    files = tuple(_file_to_sign(request, each) for each in found)
    for each in found:
        record(request, each.pk, "asked", at=at, call=request.call)
    return BegunRequest(request.pk, secret, files)


def _require_few(person_id: int, at: datetime) -> None:
    recent = AgentRequest.objects.filter(person_id=person_id, begun_at__gt=at - WITHIN)
    if recent.count() >= MOST_REQUESTS:
        raise AgentTooManyRequests(minutes=int(WITHIN.total_seconds() // 60))


def _file_to_sign(request: AgentRequest, job: SigningJob) -> FileToSign:
    secret = secrets.token_urlsafe(32)
    AgentFile.objects.create(request=request, job=job, fetch_fingerprint=fingerprint(secret))
    return FileToSign(job.pk, job.name, secret)


@transaction.atomic
def agent_file_fetch(*, secret: str, at: datetime) -> FetchedDocument:
    """The document behind an address, once.

    Raises AgentAddressUnknown, AgentAddressUsed, AgentAddressExpired, AgentRequestEnded.
    """
    file = AgentFile.objects.select_for_update().filter(fetch_fingerprint=fingerprint(secret)).first()
    if file is None:
        raise AgentAddressUnknown()
    require_open(file.request, at=at)
    if file.fetches >= wire_value("downloads"):
        raise AgentAddressUsed()
    file.fetches += 1
    file.save(update_fields=["fetches"])
    record(file.request, file.job_id, "fetched", at=at)
    return FetchedDocument(file.job.name, selectors.document_bytes(file.job))


def require_open(request: AgentRequest, *, at: datetime) -> None:
    """Raises AgentRequestEnded, AgentAddressExpired, AgentAddressUnknown: the person's account was closed."""
    if not request.person.is_active:
        raise AgentAddressUnknown()
    if request.ended_at is not None:
        raise AgentRequestEnded()
    if at >= request.expires_at:
        raise AgentAddressExpired()


@transaction.atomic
def agent_request_cancel(*, request_id: UUID, person_id: int, at: datetime) -> None:
    """Nothing that comes from now on is taken; what was taken already stays. Raises AgentAddressUnknown."""
    request = AgentRequest.objects.select_for_update().filter(pk=request_id, person_id=person_id).first()
    if request is None:
        raise AgentAddressUnknown()
    if request.ended_at is not None or not request.files.filter(returned_at=None).exists():
        return
    request.ended_at = at
    request.save(update_fields=["ended_at"])
    for job_id in request.files.values_list("job_id", flat=True):
        record(request, job_id, "cancelled", at=at)


def record(request: AgentRequest, job_id: UUID, deed: str, *, at: datetime, **detail: object) -> None:
    """Write down what the person's program did to a document, in the transaction of the deed."""
    audit.event_record(
        at=at, actor=f"person:{request.person_id}", tag=f"signing:agent:{deed}", subject=f"document:{job_id}",
        detail={"request": str(request.pk), **detail},
    )
