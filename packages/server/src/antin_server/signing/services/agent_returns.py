"""What the signing program brings back: compared with what was sent, verified, and only then taken.

1. The address is good, and serves this once. 2. The octets tell which of the documents it is. 3. In the process apart:
kept, signed as asked, otherwise as it was, valid, at its place. 4. The certificate is of the person, or of the agency
where its seal is due. 5. In one transaction: still wanted, kept, written down. A refusal is kept with its reason, and
the document stays as it was.
"""

import base64
import hashlib
import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from antin.agentwire import SIGNATURES, SigningCall, wire_value
from antin.errors import AntinError
from antin.messages import Language, message_of
from antin.validation import Certificate
from antin.validation import read_certificate as certificate_read
from antin.verdict.holders import is_organisation_certificate
from antin.verdict.returned import Expected, ExpectedPlace, ReturnedAnotherDocument, ReturnedRefused
from antin_server.audit import services as audit
from antin_server.signing import selectors
from antin_server.signing.errors import (
    AgentAddressUnknown,
    AgentAddressUsed,
    AgentFileTooLarge,
    AgentOtherSigner,
    JobDone,
    SigningError,
)
from antin_server.signing.models import AgentFile, AgentRequest, SigningJob
from antin_server.signing.services.agent_requests import fingerprint, record, require_open
from antin_server.signing.services.apart import done_apart
from antin_server.signing.services.flow_taking import flow_signer_require
from antin_server.signing.services.marks import field_of, next_mark
from antin_server.signing.services.signatures import certificate_usable, signed_keep

_MB = 1024 * 1024


class AgentReturnRefused(SigningError):
    """What came back was not taken; `refusal` says why in both languages."""

    code = "signing_agent_return_refused"

    def __init__(self, refusal: dict[str, Any]) -> None:
        super().__init__()
        self.refusal = refusal


@dataclass(frozen=True)
class Settings:
    """allow: origins of this machine that may be asked for evidence. place_mm: how far a signature may lie off."""

    allow: tuple[str, ...] = ()
    place_mm: float = wire_value("place_mm")


@dataclass(frozen=True)
class Taken:
    """The document that was taken, as the program is told of it."""

    name: str
    stored_as: str
    number: str
    issued_at: datetime | None


@dataclass(frozen=True)
class _Found:
    certificate: Certificate
    has_time_stamp: bool


def agent_upload_limit(*, secret: str, at: datetime) -> int:
    """How many octets the address takes, before anything is read. Raises as `agent_file_receive` does for it."""
    request = AgentRequest.objects.filter(upload_fingerprint=fingerprint(secret)).first()
    if request is None:
        raise AgentAddressUnknown()
    require_open(request, at=at)
    sizes = request.files.values_list("job__size", flat=True)
    return max(sizes, default=0) + wire_value("growth_mb") * _MB


def agent_file_receive(*, secret: str, data: bytes, at: datetime, settings: Settings) -> Taken:
    """Take a signed document, or refuse it for a reason that is kept.

    Raises AgentAddressUnknown, AgentAddressUsed, AgentAddressExpired, AgentRequestEnded, AgentReturnRefused.
    """
    request = _used(secret, at)                                                                  # 1
    file = _file_of(request, data)                                                               # 2
    if file is None:
        return _refuse(request, None, ReturnedAnotherDocument(), at)
    try:
        found = _compared(request, file.job, data, at, settings)                                 # 3
        for each in found:                                                                       # 4
            _require_signer(request, file.job, each.certificate, at)
            flow_signer_require(file.job, each.certificate, at=at)
        return _take(request, file, data, found, at)                                             # 5
    except (SigningError, ReturnedRefused) as error:
        return _refuse(request, file, error, at)


@transaction.atomic
def _used(secret: str, at: datetime) -> AgentRequest:
    """The request, whose address was used once more: once for each document, whatever comes."""
    request = AgentRequest.objects.select_for_update().filter(upload_fingerprint=fingerprint(secret)).first()
    if request is None:
        raise AgentAddressUnknown()
    require_open(request, at=at)
    if request.uploads >= request.files.count():
        raise AgentAddressUsed()
    AgentRequest.objects.filter(pk=request.pk).update(uploads=F("uploads") + 1)
    return request


def _file_of(request: AgentRequest, data: bytes) -> AgentFile | None:
    """The document that these octets begin with; of several, the longest."""
    waiting = request.files.filter(returned_at=None).select_related("job").order_by("-job__size")
    return next((each for each in waiting if _begins_with(data, each.job)), None)


def _begins_with(data: bytes, job: SigningJob) -> bool:
    return len(data) >= job.size and hashlib.sha256(memoryview(data)[: job.size]).hexdigest() == job.sha256


def _compared(
    request: AgentRequest, job: SigningJob, data: bytes, at: datetime, settings: Settings,
) -> tuple[_Found, ...]:
    sent = selectors.document_bytes(job)
    limit = len(sent) + wire_value("growth_mb") * _MB
    if len(data) > limit:
        raise AgentFileTooLarge(limit_mb=limit // _MB)
    answer = json.loads(done_apart(
        "returned", sent, data, _expected(request, job, settings), at,
        selectors.installation_trust(), settings.allow,
    ))
    if "refusal" in answer:
        raise AgentReturnRefused(answer["refusal"])
    return tuple(
        _Found(certificate_read(base64.b64decode(each["certificate"])), each["has_time_stamp"])
        for each in answer["signatures"]
    )


def _expected(request: AgentRequest, job: SigningJob, settings: Settings) -> Expected:
    """The first mark's place: what else there is, the program puts beside it."""
    most = SIGNATURES[SigningCall(request.call)]
    if request.is_place_free:
        return Expected(most)
    mark = next_mark(job)
    return Expected(most, ExpectedPlace(mark.page, field_of(mark).box, settings.place_mm))


def _require_signer(request: AgentRequest, job: SigningJob, certificate: Certificate, at: datetime) -> None:
    """Whose seal a document of a flow gets, `flow_signer_require` says.

    Raises AgentOtherSigner; CertificateNotEffectiveYet, CertificateUnusable: of one of our own certificates.
    """
    may_be_agency = SigningCall(request.call) is not SigningCall.APPROVED
    is_of_flow = is_organisation_certificate(certificate) and selectors.flow_of_job(job) is not None
    if not is_of_flow and not selectors.is_certificate_of(
        certificate, request.person_id, may_be_agency=may_be_agency, at=at,
    ):
        raise AgentOtherSigner(serial=f"{certificate.serial:X}")
    if selectors.is_own_certificate(certificate):
        certificate_usable((certificate.encoded,), at=at)


@transaction.atomic
def _take(
    request: AgentRequest, file: AgentFile, data: bytes, found: tuple[_Found, ...], at: datetime,
) -> Taken:
    locked = AgentRequest.objects.select_for_update().get(pk=request.pk)
    require_open(locked, at=at)
    job = SigningJob.objects.select_for_update().get(pk=file.job_id)
    if job.signed:
        raise JobDone()
    job.marks.filter(signed_at=None).update(
        signed_at=at, has_time_stamp=all(each.has_time_stamp for each in found),
        certificate_serial=f"{found[-1].certificate.serial:x}",
    )
    signed_keep(job, data, at=at)
    AgentFile.objects.filter(pk=file.pk).update(returned_at=at, refusal={})
    audit.event_record(
        at=at, actor=f"person:{request.person_id}", tag="signing:document:signed", subject=f"document:{job.pk}",
        detail={
            "certificate": job.certificate_serial, "has_time_stamp": job.has_time_stamp, "agent": str(request.pk),
        },
    )
    return Taken(job.name, str(job.pk), locked.number, locked.issued_at)


def _refuse(request: AgentRequest, file: AgentFile | None, error: AntinError, at: datetime) -> Taken:
    """Keep the reason, write it down; file None: of every document that has not come back. Always raises
    AgentReturnRefused.
    """
    refusal = error.refusal if isinstance(error, AgentReturnRefused) else told(error)
    with transaction.atomic():
        refused = [file] if file is not None else list(request.files.filter(returned_at=None))
        for each in refused:
            AgentFile.objects.filter(pk=each.pk).update(refusal=refusal)
            SigningJob.objects.filter(pk=each.job_id, signed="").update(refusal=refusal)
            record(request, each.job_id, "refused", at=at, code=refusal["code"])
    raise AgentReturnRefused(refusal) from error


def told(error: AntinError) -> dict[str, Any]:
    """An error as a refusal is kept: its code, and text and hint in both languages."""
    said: dict[str, Any] = {"code": error.code}
    languages: tuple[Language, Language] = ("vi", "en")
    for language in languages:
        message = error.told(language) if isinstance(error, ReturnedRefused) else message_of(error, language)
        said[language] = {"text": message.text, "hint": message.hint}
    return said
