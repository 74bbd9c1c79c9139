"""OCSP responses (RFC 6960), read into one answer per certificate asked about."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from antin import oids
from antin.der import MalformedEncoding, Tlv, null, object_identifier, octet_string, read_one, sequence
from antin.der import integer as integer_of
from antin.validation.certificate import Certificate, readable_certificates
from antin.validation.crl import REASON_NAMES
from antin.validation.encoding import (
    ENUMERATED,
    GENERALIZED_TIME,
    at_least,
    dotted,
    exactly,
    integer,
    octets,
    only,
    parts,
    signature_value,
    time,
)
from antin.validation.extensions import Extension, extensions, has_unknown_critical
from antin.validation.names import DistinguishedName, name_of
from antin.validation.signatures import AlgorithmNotSupported, digest_name

SUCCESSFUL = 0
MAX_ANSWERS, MAX_CERTIFICATES = 500, 20
GOOD, REVOKED, UNKNOWN = "good", "revoked", "unknown"
_KNOWN_IN_RESPONSES = {oids.OCSP_NONCE, oids.OCSP_EXTENDED_REVOKE}
_KNOWN_IN_ANSWERS = {oids.OCSP_ARCHIVE_CUTOFF}


@dataclass(frozen=True, eq=False)
class OcspResponse:
    """A signed response. responder_name or responder_key_hash (SHA-1 of the key) says who signed."""

    to_be_signed: bytes
    signature_algorithm: bytes
    signature: bytes
    responder_name: DistinguishedName | None
    responder_key_hash: bytes
    produced_at: datetime
    certificates: tuple[Certificate, ...] = field(repr=False)
    has_unknown_critical: bool = False

    def is_signed_by(self, name: DistinguishedName, key_hash: bytes) -> bool:
        """Whether this name, or this key hash, is the responder's."""
        return name == self.responder_name if self.responder_name else key_hash == self.responder_key_hash


@dataclass(frozen=True, eq=False)
class OcspAnswer:
    """What a response says of one certificate. cutoff: since when it speaks of expired ones, too."""

    response: OcspResponse
    digest: str
    issuer_name_hash: bytes
    issuer_key_hash: bytes
    serial: int
    state: str
    this_update: datetime
    next_update: datetime | None
    revoked_at: datetime | None = None
    reason: str = ""
    cutoff: datetime | None = None
    has_unknown_critical: bool = False

    def is_about(self, certificate: Certificate, issuer_key: bytes) -> bool:
        """Whether the answer's CertID names this certificate; issuer_key: the octets of the issuer's key."""
        return (
            self.serial == certificate.serial
            and hashlib.new(self.digest, certificate.issuer.encoded).digest() == self.issuer_name_hash
            and hashlib.new(self.digest, issuer_key).digest() == self.issuer_key_hash
        )


def ocsp_request(certificate: Certificate, issuer_key_info: bytes) -> bytes:
    """The question about one certificate (RFC 6960 4.1.1), without nonce so that caches may answer.

    CertID uses SHA-1, which every responder knows (RFC 5019 2.1.1). Raises MalformedEncoding.
    """
    identifier = sequence(
        sequence(object_identifier(oids.SHA1), null()),
        octet_string(hashlib.sha1(certificate.issuer.encoded, usedforsecurity=False).digest()),
        octet_string(hashlib.sha1(key_octets(issuer_key_info), usedforsecurity=False).digest()),
        integer_of(certificate.serial),
    )
    return sequence(sequence(sequence(sequence(identifier))))


def key_octets(public_key_info: bytes) -> bytes:
    """The key as OCSP hashes it: the BIT STRING without its header. Raises MalformedEncoding."""
    return signature_value(at_least(2, parts(read_one(public_key_info)))[1])


# The words of RFC 6960 4.2.1 for answers that are none.
REFUSALS = {1: "malformedRequest", 2: "internalError", 3: "tryLater", 5: "sigRequired", 6: "unauthorized"}


def refusal_of(encoded: bytes) -> str:
    """The word by which a responder declines to answer; empty when it does answer, or says nothing readable."""
    try:
        return REFUSALS.get(integer(at_least(1, parts(read_one(encoded)))[0], ENUMERATED), "")
    except MalformedEncoding:
        return ""


def read_ocsp_response(encoded: bytes) -> tuple[OcspAnswer, ...]:
    """The answers of a successful basic response; signatures are not looked at.

    Raises MalformedEncoding: anything else, refusals of the responder (tryLater and others) included.
    """
    fields = at_least(1, parts(read_one(encoded)))
    if len(fields) != 2 or integer(fields[0], ENUMERATED) != SUCCESSFUL:
        raise MalformedEncoding(reason="no successful OCSP response")
    kind, response = exactly(2, parts(only(fields[1])))
    if dotted(kind) != oids.OCSP_BASIC:
        raise MalformedEncoding(reason="OCSP response type")
    return _basic(read_one(octets(response)))


def _basic(value: Tlv) -> tuple[OcspAnswer, ...]:
    fields = parts(value)
    if not 3 <= len(fields) <= 4:
        raise MalformedEncoding(reason="basic OCSP response")
    data = [each for each in parts(fields[0]) if each.tag != 0xA0]
    if not 3 <= len(data) <= 4:
        raise MalformedEncoding(reason="OCSP response data")
    responder, produced_at, answers, *others = data
    response = OcspResponse(
        fields[0].encoded, fields[1].encoded, signature_value(fields[2]),
        name_of(only(responder)) if responder.tag == 0xA1 else None,
        octets(only(responder)) if responder.tag == 0xA2 else b"",
        time(produced_at, (GENERALIZED_TIME,)),
        _certificates(only(fields[3])) if len(fields) == 4 else (),
        has_unknown_critical(_extensions(others), _KNOWN_IN_RESPONSES),
    )
    found = (_answer(response, each) for each in parts(answers)[:MAX_ANSWERS])
    return tuple(each for each in found if each is not None)


def _certificates(value: Tlv) -> tuple[Certificate, ...]:
    return tuple(readable_certificates(each.encoded for each in parts(value)[:MAX_CERTIFICATES]))


def _extensions(values: list[Tlv]) -> Mapping[str, Extension]:
    return extensions(only(values[-1])) if values and values[-1].tag == 0xA1 else {}


def _answer(response: OcspResponse, value: Tlv) -> OcspAnswer | None:
    """One SingleResponse; None: its CertID uses a digest that is not computed with."""
    identifier, status, this_update, *others = at_least(3, parts(value))
    algorithm, name_hash, key_hash, serial = exactly(4, parts(identifier))
    try:
        digest = digest_name(algorithm)
    except AlgorithmNotSupported:
        return None
    next_update = time(only(others.pop(0)), (GENERALIZED_TIME,)) if others and others[0].tag == 0xA0 else None
    found = _extensions(others)
    state, revoked_at, reason = _status(status)
    return OcspAnswer(
        response, digest, octets(name_hash), octets(key_hash), integer(serial), state,
        time(this_update, (GENERALIZED_TIME,)), next_update, revoked_at, reason,
        _cutoff(found), has_unknown_critical(found, _KNOWN_IN_ANSWERS),
    )


def _status(value: Tlv) -> tuple[str, datetime | None, str]:
    if value.tag == 0x80:
        return GOOD, None, ""
    if value.tag == 0x82:
        return UNKNOWN, None, ""
    at, *reason = at_least(1, parts(value, 0xA1))
    code = integer(only(reason[0]), ENUMERATED) if reason else 0
    return REVOKED, time(at, (GENERALIZED_TIME,)), REASON_NAMES.get(code, "unspecified")


def _cutoff(found: Mapping[str, Extension]) -> datetime | None:
    cutoff = found.get(oids.OCSP_ARCHIVE_CUTOFF)
    return time(read_one(cutoff.value), (GENERALIZED_TIME,)) if cutoff is not None else None
