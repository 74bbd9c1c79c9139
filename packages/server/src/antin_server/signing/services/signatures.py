"""The two halves of a signature whose key is in the person's browser: prepare here, sign there, complete here."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.core.files.base import ContentFile
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
from antin_server.signing.models import SigningJob
from antin_server.signing.services.jobs import job_locked

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
    """Make the document ready for the value of this certificate's key (leaf first).

    Raises JobNotFound, JobDone, CertificateMissing, CertificateUnusable, CertificateNotEffectiveYet, and what
    `pades.prepare` raises.
    """
    job = job_locked(job_id, person_id=person_id)
    if job.signed:
        raise JobDone()
    leaf = certificate_usable(certificates, at=at, language=language)
    with job.file.open("rb") as file:
        document = file.read()
    prepared = pades.prepare(
        document, field=_field(job), statement=pades.Statement(at=at, reason=job.reason),
        signatory=pades.Signatory(certificates[0], algorithm_for(leaf.public_key_info), certificates[1:]),
        appearance=_look(leaf, at=at) if job.is_visible else None, level=pades.Level.T,
    )
    if job.prepared:
        job.prepared.delete(save=False)
    job.prepared.save(f"{job.pk}.prepared.pdf", ContentFile(prepared.document), save=False)
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
) -> None:
    """Put the value in, add a time-stamp when one can be had, check the result, keep it.

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
        signed = pades.complete(prepared, signature, time_stamp_token=token)
        job.signed.save(f"{job.pk}.signed.pdf", ContentFile(signed), save=False)
        job.prepared.delete(save=False)
        job.prepared_state, job.signed_at, job.has_time_stamp = "", at, token is not None
        job.save()
        audit.event_record(
            at=at, actor=f"person:{person_id}", tag="signing:document:signed", subject=f"document:{job.pk}",
            detail={"certificate": job.certificate_serial, "has_time_stamp": job.has_time_stamp},
        )


def _time_stamp(signature: bytes, time_stamping: TimeStamping) -> bytes | None:
    """A token over the value; None when the authority cannot be reached: a level lost, not the signature."""
    try:
        digest, nonce = hashlib.sha256(signature).digest(), secrets.randbits(64)
        request = timestamp.time_stamp_request(digest, "sha256", nonce=nonce)
        answer = time_stamping.fetch(time_stamping.url, body=request, content_type="application/timestamp-query")
        return timestamp.answer_to(request, answer)
    except AntinError:
        return None


def _field(job: SigningJob) -> pades.FieldSpec:
    box = pades.Box(job.x, job.y, job.width, job.height) if job.is_visible else None
    return pades.FieldSpec(page=job.page, box=box)


def _look(leaf: Certificate, *, at: datetime) -> pades.Appearance:
    subject = x509.load_der_x509_certificate(leaf.encoded).subject
    bodies = [
        str(each.value) for oid in (NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.ORGANIZATION_NAME)
        for each in reversed(subject.get_attributes_for_oid(oid))
    ]
    return pades.Appearance(pades.signature_lines(name=leaf.subject.shown, agency=next(iter(bodies), ""), at=at))
