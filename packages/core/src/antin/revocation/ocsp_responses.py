"""OCSP answers (RFC 6960 4.2), signed by an authority or by the responder it delegated.

For an answer signed beforehand, ask `CertIdMatcher.cert_id` for the question and store the bytes.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum
from functools import lru_cache
from typing import Literal

from antin import oids
from antin.der import (
    bit_string,
    context,
    encode,
    enumerated,
    object_identifier,
    octet_string,
    sequence,
)
from antin.keys import Signer
from antin.revocation.certificates import SigningCertificate, signing_certificate
from antin.revocation.errors import RuleBroken
from antin.revocation.ocsp_requests import OcspRequest
from antin.revocation.reasons import RevocationReason, written_code
from antin.revocation.times import written_time

_GOOD, _UNKNOWN, _REVOKED = b"\x80\x00", b"\x82\x00", 0xA1
_SUCCESSFUL = enumerated(0)
_BASIC = object_identifier(oids.OCSP_BASIC)
_NONCE = object_identifier(oids.OCSP_NONCE)
_CUTOFF = object_identifier(oids.OCSP_ARCHIVE_CUTOFF)


class OcspError(IntEnum):
    """Why there is no answer (RFC 6960 4.2.1); 4 is not used."""

    MALFORMED_REQUEST = 1
    INTERNAL_ERROR = 2
    TRY_LATER = 3
    SIGNATURE_REQUIRED = 5
    UNAUTHORIZED = 6


@dataclass(frozen=True)
class CertificateStatus:
    """What is known of one certificate. revoked_at (aware, whole seconds) and reason: of revoked ones only.

    A serial that was never issued is unknown, never good (CA/B BR 4.9.10); extended revoke is not used.
    """

    state: Literal["good", "revoked", "unknown"]
    revoked_at: datetime | None = None
    reason: RevocationReason | None = None


GOOD = CertificateStatus("good")
UNKNOWN = CertificateStatus("unknown")


def ocsp_error(status: int) -> bytes:
    """The unsigned refusal with one of the numbers of OcspError. Raises RuleBroken: another number."""
    if status not in set(OcspError):
        raise RuleBroken(rule="RFC 6960 4.2.1: a refusal is 1, 2, 3, 5 or 6")
    return sequence(enumerated(status))


def ocsp_response(
    *, request: OcspRequest, statuses: Sequence[CertificateStatus], responder_certificate: bytes, signer: Signer,
    produced_at: datetime, this_update: datetime, next_update: datetime, archive_cutoff: datetime | None = None,
) -> bytes:
    """A signed answer to every question of the request, in its order and under its hashes.

    statuses: one per certificate asked about. Times: aware UTC, whole seconds. The responder names itself by
    its key and sends its certificate along. archive_cutoff: since when expired certificates are spoken of.
    Raises RuleBroken; RevocationKeyWrong: the signer is not the responder certificate's.
    """
    responder = signing_certificate(responder_certificate)
    responder.check_key(signer)
    _check(responder, request, statuses, this_update, next_update)
    validity = written_time(this_update) + context(0, written_time(next_update)) + _cutoff(archive_cutoff)
    answers = [
        sequence(asked.der, _status(status), validity)
        for asked, status in zip(request.certificates, statuses, strict=True)
    ]
    to_be_signed = sequence(
        _responder_id(responder.key_octets), written_time(produced_at), sequence(*answers), _nonce(request.nonce),
    )
    signature = bit_string(signer.sign(to_be_signed))
    certificates = context(0, sequence(responder.encoded))
    basic = sequence(to_be_signed, signer.algorithm.identifier_der, signature, certificates)
    return sequence(_SUCCESSFUL, context(0, sequence(_BASIC, octet_string(basic))))


def _check(
    responder: SigningCertificate, request: OcspRequest, statuses: Sequence[CertificateStatus],
    this_update: datetime, next_update: datetime,
) -> None:
    if not responder.may_sign_answers:
        raise RuleBroken(rule="RFC 6960 4.2.2.2: the responder is an authority or has OCSP signing as extended usage")
    if not request.certificates or len(statuses) != len(request.certificates):
        raise RuleBroken(rule="RFC 6960 4.2.1: every question has one answer")
    if next_update <= this_update:
        raise RuleBroken(rule="RFC 6960 4.2.2.1: nextUpdate is after thisUpdate")


def _status(status: CertificateStatus) -> bytes:
    if status.state == "revoked":
        return _revoked(status)
    if status.revoked_at is not None or status.reason is not None:
        raise RuleBroken(rule="RFC 6960 4.2.1: only a revoked certificate has a time and reason of revocation")
    return _GOOD if status.state == "good" else _UNKNOWN


def _revoked(status: CertificateStatus) -> bytes:
    if status.revoked_at is None:
        raise RuleBroken(rule="RFC 6960 4.2.1: a revoked certificate has a time of revocation")
    code = written_code(status.reason)
    reason = b"" if code is None else context(0, enumerated(code))
    return encode(_REVOKED, written_time(status.revoked_at) + reason)


def _cutoff(cutoff: datetime | None) -> bytes:
    if cutoff is None:
        return b""
    return context(1, sequence(sequence(_CUTOFF, octet_string(written_time(cutoff)))))


def _nonce(nonce: bytes | None) -> bytes:
    return b"" if nonce is None else context(1, sequence(sequence(_NONCE, octet_string(octet_string(nonce)))))


@lru_cache(maxsize=64)
def _responder_id(key_octets: bytes) -> bytes:
    """byKey: the SHA-1 of the key, as RFC 6960 4.2.1 fixes it."""
    return context(2, octet_string(hashlib.sha1(key_octets, usedforsecurity=False).digest()))
