"""Tokens and responses of any service, read from BER (RFC 3161 2.4.2)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from antin import cms, oids
from antin.cms import SignedData, SignedDataBroken, ber
from antin.cms.algorithms import read_algorithm
from antin.cms.errors import SignatureAlgorithmUnsupported, SignerCertificateMissing
from antin.cms.times import read_time
from antin.der import Tlv
from antin.timestamp.errors import TimeStampMalformed, TimeStampRefused
from antin.timestamp.failures import failure_name

MAX_OCTETS = 1024 * 1024
_GRANTED = (0, 1)
_SEQUENCE, _INTEGER, _BOOLEAN, _BIT_STRING, _UTF8, _TIME = 0x30, 0x02, 0x01, 0x03, 0x0C, 0x18
_EXTENSIONS = 0xA1
_OPTIONAL = {_SEQUENCE, _BOOLEAN, _INTEGER, 0xA0, _EXTENSIONS}
_MAX_TEXT = 200
_MAX_SECONDS = 10**9


@dataclass(frozen=True)
class TimeStampToken:
    """What a token says, judged in no way. at: aware UTC. digest: of the stamped data under digest_name.

    policy: dotted. accuracy, nonce: None: not told. certificate: DER of the unit's, None: not inside.
    """

    at: datetime
    digest_name: str
    digest: bytes
    policy: str
    serial: int
    nonce: int | None = None
    accuracy: timedelta | None = None
    certificate: bytes | None = None
    certificates: tuple[bytes, ...] = ()


def read_response(data: bytes) -> bytes:
    """The token of a response, as it stands.

    Raises TimeStampRefused: there is none, for the reason told; TimeStampMalformed.
    """
    try:
        return _granted(_whole(data))
    except SignedDataBroken as error:
        raise TimeStampMalformed(reason=str(error.fields["reason"])) from error


def read_token(token: bytes) -> TimeStampToken:
    """What a token says; nothing is verified. Raises TimeStampMalformed: also when its digest is unknown."""
    return token_of(read_signed_token(token))


def read_signed_token(token: bytes) -> SignedData:
    """The SignedData around a token. Raises TimeStampMalformed: not one, of something else, or too large."""
    try:
        signed = cms.read(_bounded(token))
        cms.only_signer(signed)
    except SignedDataBroken as error:
        raise TimeStampMalformed(reason=str(error.fields["reason"])) from error
    if signed.content_type != oids.TST_INFO or signed.content is None:
        raise TimeStampMalformed(reason="content type")
    return signed


def token_of(signed: SignedData) -> TimeStampToken:
    """The TSTInfo of a SignedData. Raises TimeStampMalformed."""
    try:
        return _token(signed)
    except SignatureAlgorithmUnsupported as error:
        raise TimeStampMalformed(reason="digest algorithm") from error
    except SignedDataBroken as error:
        raise TimeStampMalformed(reason=str(error.fields["reason"])) from error


def _bounded(data: bytes) -> bytes:
    if len(data) > MAX_OCTETS:
        raise TimeStampMalformed(reason="too large")
    return data


def _whole(data: bytes) -> Tlv:
    value = ber.read_one(_bounded(data))
    if value.encoded != data:
        raise TimeStampMalformed(reason="trailing bytes")
    return value


def _granted(value: Tlv) -> bytes:
    fields = _parts(value)
    stated = _parts(fields[0]) if fields else ()
    if not stated:
        raise TimeStampMalformed(reason="no status")
    status, *others = stated
    number = ber.number(status)
    if number not in _GRANTED:
        raise TimeStampRefused(failure=_failure(number, others), said=_text(others))
    if len(fields) != 2:
        raise TimeStampMalformed(reason="no token")
    return fields[1].encoded


def _failure(status: int, others: list[Tlv]) -> str:
    bits = next((each.content for each in others if each.tag == _BIT_STRING), b"")
    return failure_name(bits) or f"status {status}"


def _text(others: list[Tlv]) -> str:
    """The service's own words on one line, without anything that a terminal or page would act on."""
    listed = (ber.children(each) for each in others if each.tag == _SEQUENCE)
    words = [each.content.decode("utf-8", "replace") for texts in listed for each in texts if each.tag == _UTF8]
    printable = "".join(letter if letter.isprintable() else " " for letter in " ".join(words))
    return " ".join(printable.split())[:_MAX_TEXT]


def _token(signed: SignedData) -> TimeStampToken:
    assert signed.content is not None
    fields = list(_parts(_whole(signed.content)))
    if len(fields) < 5 or ber.number(fields[0]) != 1:
        raise TimeStampMalformed(reason="version or fields of the token")
    _, policy, imprint, serial, at, *others = fields
    optional = _optional(others)
    algorithm, digest = _exactly_two(imprint)
    return TimeStampToken(
        _time(at), read_algorithm(algorithm).digest_name, ber.octets(digest), ber.dotted(policy), ber.number(serial),
        ber.number(optional[_INTEGER]) if _INTEGER in optional else None,
        _accuracy(optional[_SEQUENCE]) if _SEQUENCE in optional else None,
        _own_certificate(signed), signed.certificates,
    )


def _optional(fields: list[Tlv]) -> dict[int, Tlv]:
    """accuracy, ordering, nonce, tsa [0] and extensions [1], each at most once; no extension may be critical."""
    found = {each.tag: each for each in fields}
    if len(found) != len(fields) or not found.keys() <= _OPTIONAL:
        raise TimeStampMalformed(reason="fields of the token")
    extensions = ber.children(found[_EXTENSIONS]) if _EXTENSIONS in found else ()
    if any(part.tag == _BOOLEAN and part.content != b"\0" for each in extensions for part in _parts(each)):
        raise TimeStampMalformed(reason="critical extension")
    return found


def _own_certificate(signed: SignedData) -> bytes | None:
    try:
        return cms.signer_certificate(signed, cms.only_signer(signed)).encoded
    except SignerCertificateMissing:
        return None


def _time(value: Tlv) -> datetime:
    if value.tag != _TIME:
        raise TimeStampMalformed(reason="genTime")
    return read_time(value)


def _accuracy(value: Tlv) -> timedelta:
    """seconds, millis [0], micros [1]; each may be left out, which is zero."""
    numbers = {each.tag: ber.number(Tlv(_INTEGER, each.content, each.encoded)) for each in _parts(value)}
    if not all(0 <= number < _MAX_SECONDS for number in numbers.values()) or not numbers.keys() <= {0x02, 0x80, 0x81}:
        raise TimeStampMalformed(reason="accuracy")
    return timedelta(
        seconds=numbers.get(0x02, 0), milliseconds=numbers.get(0x80, 0), microseconds=numbers.get(0x81, 0),
    )


def _parts(value: Tlv) -> tuple[Tlv, ...]:
    if value.tag != _SEQUENCE:
        raise TimeStampMalformed(reason="sequence expected")
    return ber.children(value)


def _exactly_two(value: Tlv) -> tuple[Tlv, Tlv]:
    parts = _parts(value)
    if len(parts) != 2:
        raise TimeStampMalformed(reason="imprint")
    return parts[0], parts[1]
