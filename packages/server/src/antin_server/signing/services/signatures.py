"""The two halves of a signature whose key is in the person's browser: prepare here, sign there, complete here.

A document with several marks goes through both for each of them, in their order.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from antin import pades, timestamp
from antin.der import MalformedEncoding
from antin.errors import AntinError
from antin.keys import algorithm_for
from antin.messages import Language
from antin.validation import DOCUMENT_SIGNING, Certificate, RevocationMode, ValidationPolicy, validate_path
from antin.validation import read_certificate as certificate_read
from antin.validation.evidence import Evidence
from antin.validation.online_evidence import Fetch
from antin_server.audit import services as audit
from antin_server.authority import selectors as authority
from antin_server.signing import selectors
from antin_server.signing.errors import (
    CertificateMissing,
    CertificateNotEffectiveYet,
    CertificateUnusable,
    JobDone,
    JobNotPrepared,
)
from antin_server.signing.models import JobMark, SigningJob
from antin_server.signing.services.flow_taking import flow_revision_take, flow_signer_require
from antin_server.signing.services.jobs import file_gone, file_kept, job_locked, preparation_void
from antin_server.signing.services.marks import appearance_by, field_of, next_mark, require_usable, signer_of

_POLICY = ValidationPolicy(revocation=RevocationMode.IF_AVAILABLE)


@dataclass(frozen=True)
class PreparedForSigning:
    """What the key signs."""

    to_be_signed: bytes


@dataclass(frozen=True)
class TimeStamping:
    """Where time-stamps come from. fetch: posts the request; url: of the authority."""

    url: str
    fetch: Fetch


@transaction.atomic
def job_prepare(
    *, job_id: UUID, certificates: tuple[bytes, ...], person_id: int, at: datetime, language: Language = "vi",
) -> PreparedForSigning:
    """Make the document ready for the value of this certificate's key (leaf first), for the next mark.

    Raises JobNotFound, JobDone, CertificateMissing, CertificateUnusable, CertificateNotEffectiveYet, LookNotFound,
    LookIncomplete, and what `pades.prepare` raises.
    """
    job = job_locked(job_id, person_id=person_id)
    if job.signed:
        raise JobDone()
    mark, leaf = next_mark(job), certificate_usable(certificates, at=at, language=language)
    flow_signer_require(job, leaf, at=at)
    require_usable(mark, person_id, at=at)
    prepared = pades.prepare(
        selectors.document_bytes(job), field=field_of(mark), statement=pades.Statement(at=at, reason=mark.reason),
        signatory=pades.Signatory(certificates[0], algorithm_for(leaf.public_key_info), certificates[1:]),
        appearance=appearance_by(mark, signer_of(leaf), at=at), level=pades.Level.T,
    )
    file_kept(job.prepared, f"{job.pk}.prepared.pdf", prepared.document)
    job.prepared_state, job.certificate_serial = prepared.state, f"{leaf.serial:x}"
    job.save()
    return PreparedForSigning(prepared.to_be_signed)


def certificate_usable(certificates: tuple[bytes, ...], *, at: datetime, language: Language = "vi") -> Certificate:
    """The leaf, when it may sign now: a known issuer, in time, for documents, effective, not revoked.

    Certificates of this installation are judged by its own records; others by their path alone.
    Raises CertificateMissing, CertificateUnusable, CertificateNotEffectiveYet.
    """
    if not certificates:
        raise CertificateMissing()
    try:
        leaf = certificate_read(certificates[0])
    except MalformedEncoding as error:
        raise CertificateMissing() from error
    trust = selectors.installation_trust()
    evidence = Evidence(certificates=(*certificates[1:], *trust.intermediates))
    report = validate_path(
        certificates[0], at=at, anchors=trust.anchors, evidence=evidence, policy=_POLICY, purpose=DOCUMENT_SIGNING,
    )
    if not report.is_valid:
        raise CertificateUnusable(reason=report.reasons[0].message(language).text)
    ours = authority.certificate_by_sha256(leaf.sha256)
    if ours is not None and ours.state == "issued":
        raise CertificateNotEffectiveYet()
    if ours is not None and ours.state != "effective":
        raise CertificateUnusable(reason=_STATES[ours.state][language])
    return leaf


_STATES: dict[str, dict[Language, str]] = {
    "revoked": {"vi": "Chứng thư đã bị thu hồi.", "en": "The certificate is revoked."},
    "on_hold": {"vi": "Chứng thư đang tạm dừng.", "en": "The certificate is suspended."},
    "expired": {"vi": "Chứng thư đã hết hạn.", "en": "The certificate has expired."},
}


def job_complete(
    *, job_id: UUID, signature: bytes, person_id: int, at: datetime, time_stamping: TimeStamping,
) -> bool:
    """Put the value in, add a time-stamp when one can be had, check the result, keep it; whether every mark is signed.

    The time-stamp is fetched before the row is locked. Raises JobNotFound, JobDone, JobNotPrepared and what
    `pades.complete` raises (a value of another key, …).
    """
    state = selectors.job_of(job_id, person_id=person_id).prepared_state
    token = _time_stamp(signature, time_stamping)
    with transaction.atomic():
        job = job_locked(job_id, person_id=person_id)
        if job.signed:
            raise JobDone()
        if not state or job.prepared_state != state:
            raise JobNotPrepared()
        with job.prepared.open("rb") as file:
            prepared = pades.Prepared.restore(file.read(), state)
        signed, mark = pades.complete(prepared, signature, time_stamp_token=token), next_mark(job)
        mark.signed_at, mark.has_time_stamp, mark.certificate_serial = at, token is not None, job.certificate_serial
        mark.save()
        is_done = signed_keep(job, signed, at=at)
        audit.event_record(
            at=at, actor=f"person:{person_id}", tag="signing:document:signed" if is_done else "signing:mark:signed",
            subject=f"document:{job.pk}",
            detail={"certificate": mark.certificate_serial, "has_time_stamp": mark.has_time_stamp, "mark": mark.kind},
        )
    return is_done


def signed_keep(job: SigningJob, signed: bytes, *, at: datetime) -> bool:
    """Keep the octets behind a signature, whose marks are saved already; whether every mark is signed."""
    marks: list[JobMark] = list(job.marks.all())
    is_done = all(each.signed_at for each in marks)
    if is_done:
        flow_revision_take(job, signed, has_time_stamp=all(each.has_time_stamp for each in marks), at=at)
        file_kept(job.signed, f"{job.pk}.signed.pdf", signed)
        file_gone(job.so_far)
        job.so_far, job.signed_at, job.has_time_stamp = "", at, all(each.has_time_stamp for each in marks)
        job.certificate_serial = marks[-1].certificate_serial
    else:
        file_kept(job.so_far, f"{job.pk}.so-far.pdf", signed)
    preparation_void(job)
    return is_done


def time_stamps_come(time_stamping: TimeStamping) -> bool:
    """Whether the authority gives time-stamps now: said before anybody signs."""
    return _time_stamp(secrets.token_bytes(32), time_stamping) is not None


def _time_stamp(signature: bytes, time_stamping: TimeStamping) -> bytes | None:
    """A token over the value; None when the authority cannot be reached: a level lost, not the signature."""
    try:
        digest, nonce = hashlib.sha256(signature).digest(), secrets.randbits(64)
        request = timestamp.time_stamp_request(digest, "sha256", nonce=nonce)
        answer = time_stamping.fetch(time_stamping.url, body=request, content_type="application/timestamp-query")
        return timestamp.answer_to(request, answer)
    except AntinError:
        return None
