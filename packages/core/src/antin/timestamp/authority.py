"""A time-stamping unit of ours: requests in, responses out (RFC 3161 2.4, RFC 5816, EN 319 422).

What stays the same in every token is encoded once; a response costs its signature and some tens of microseconds.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from hashlib import new as new_digest

from antin import cms, oids
from antin.cms.algorithms import digest_identifier
from antin.der import MalformedEncoding, context, encode, integer, object_identifier, octet_string, sequence, set_of
from antin.keys import Signer
from antin.timestamp.errors import TimeStampRuleBroken
from antin.timestamp.failures import Failure, RequestRefused, time_stamp_rejection
from antin.timestamp.requests import TimeStampRequest, read_request
from antin.validation import Certificate, read_certificate

MAX_SERIAL_BITS = 159  # EN 319 422 and RFC 3161 2.4.2: at most 160 bits; ours stay positive in 20 octets
_TST_INFO = object_identifier(oids.TST_INFO)
_SIGNED_DATA = object_identifier(oids.CMS_SIGNED_DATA)
_GRANTED = sequence(integer(0))
_ONE, _THREE = integer(1), integer(3)


@dataclass(frozen=True)
class TimeStampAuthority:
    """certificate, chain: DER. policy: dotted. accuracy: how far the clock may be off, None: not told.

    Raises TimeStampRuleBroken: the certificate is not for time-stamping alone (RFC 3161 2.3), or another key's.
    """

    certificate: bytes
    chain: tuple[bytes, ...]
    signer: Signer
    policy: str
    accuracy: timedelta | None = timedelta(seconds=1)

    def __post_init__(self) -> None:
        certificate = self._certificate
        usage = certificate.extensions.get(oids.EXTENDED_KEY_USAGE)
        if certificate.extended_key_usage != frozenset({oids.TIME_STAMPING}) or usage is None or not usage.is_critical:
            raise TimeStampRuleBroken(rule="RFC 3161 2.3: extended key usage is time-stamping alone and critical")
        if certificate.public_key_info != self.signer.public_key_info:
            raise TimeStampRuleBroken(rule="the signer's key is the certificate's")
        if self.accuracy is not None and self.accuracy <= timedelta(0):
            raise TimeStampRuleBroken(rule="RFC 3161 2.4.2: accuracy is positive")

    @cached_property
    def _certificate(self) -> Certificate:
        try:
            return read_certificate(self.certificate)
        except MalformedEncoding as error:
            raise TimeStampRuleBroken(rule="RFC 5280 4.1: the certificate is well formed") from error

    @cached_property
    def _template(self) -> "_Template":
        return _template(self)

    def token(self, request: TimeStampRequest, *, serial: int, at: datetime) -> bytes:
        """The token, a SignedData in DER."""
        template, algorithm = self._template, self.signer.algorithm
        information = self._information(request, serial=serial, at=at)
        digest = new_digest(algorithm.digest_name, information).digest()
        attributes = template.before_digest + digest + template.after_digest
        signer_info = sequence(
            template.signer_beginning, b"\xa0", attributes[1:], algorithm.identifier_der,
            octet_string(self.signer.sign(attributes)),
        )
        certificates = template.certificates if request.wants_certificate else b""
        content = sequence(_TST_INFO, context(0, octet_string(information)))
        return sequence(
            _SIGNED_DATA,
            context(0, sequence(_THREE, template.digests, content, certificates, set_of(signer_info))),
        )

    def _information(self, request: TimeStampRequest, *, serial: int, at: datetime) -> bytes:
        """TSTInfo (RFC 3161 2.4.2), without ordering and name, which say nothing that the certificate does not."""
        nonce = b"" if request.nonce is None else integer(request.nonce)
        return sequence(
            _ONE, object_identifier(self.policy), request.imprint, integer(serial), _generalized_time(at),
            self._template.accuracy, nonce,
        )


def time_stamp_response(
    request: bytes, *, authority: TimeStampAuthority, serial: int, at: datetime | None,
) -> bytes:
    """A response in DER to whatever bytes were sent: a token, or a refusal with its reason.

    serial: positive, never used before by this unit, at most 160 bits. at: aware, to the microsecond if known;
    None: no reliable time is at hand. Raises TimeStampRuleBroken: the serial is none, or `at` has no zone.
    """
    if not 0 < serial < 1 << MAX_SERIAL_BITS:
        raise TimeStampRuleBroken(rule="RFC 3161 2.4.2: the serial number is positive and of at most 160 bits")
    if at is not None and at.tzinfo is None:
        raise TimeStampRuleBroken(rule="the time has a zone")
    try:
        asked = read_request(request)
        if asked.policy not in ("", authority.policy):
            raise RequestRefused(Failure.UNACCEPTED_POLICY)
        if at is None:
            raise RequestRefused(Failure.TIME_NOT_AVAILABLE)
    except RequestRefused as refusal:
        return time_stamp_rejection(refusal.failure)
    return sequence(_GRANTED, authority.token(asked, serial=serial, at=at))


@dataclass(frozen=True)
class _Template:
    """The parts of a token that never change; the signed attributes are cut where the digest goes."""

    digests: bytes
    certificates: bytes
    accuracy: bytes
    before_digest: bytes
    after_digest: bytes
    signer_beginning: bytes


def _template(authority: TimeStampAuthority) -> _Template:
    algorithm, certificate = authority.signer.algorithm, cms.read_certificate(authority.certificate)
    digest = digest_identifier(algorithm.digest_name)
    place = b"\xa5" * new_digest(algorithm.digest_name).digest_size
    attributes = cms.signed_attributes(
        algorithm=algorithm, message_digest=place, certificate=authority.certificate, content_type=oids.TST_INFO,
    )
    before, _, after = attributes.partition(place)
    return _Template(
        digests=set_of(digest),
        certificates=context(0, b"".join(sorted({authority.certificate, *authority.chain}))),
        accuracy=_accuracy(authority.accuracy),
        before_digest=before, after_digest=after,
        signer_beginning=_ONE + sequence(certificate.issuer, integer(certificate.serial)) + digest,
    )


def _accuracy(accuracy: timedelta | None) -> bytes:
    if accuracy is None:
        return b""
    seconds, rest = divmod(accuracy // timedelta(microseconds=1), 1_000_000)
    millis, micros = divmod(rest, 1000)
    return sequence(
        integer(seconds) if seconds else b"",
        _implicit_integer(0x80, millis), _implicit_integer(0x81, micros),
    )


def _implicit_integer(tag: int, number: int) -> bytes:
    return encode(tag, integer(number)[2:]) if number else b""


def _generalized_time(at: datetime) -> bytes:
    """GeneralizedTime in DER: a fraction without trailing zeros, or none at all (X.690 11.7)."""
    text = at.astimezone(UTC).strftime("%Y%m%d%H%M%S.%f").rstrip("0").rstrip(".")
    return encode(0x18, text.encode() + b"Z")
