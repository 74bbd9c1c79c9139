"""The pieces that certificates and lists share, in strict DER (RFC 5280 4.1, 5.1).

Readers raise MalformedEncoding or ValueError; `Certificate.read` and `CertificateRevocationList.read` turn them
into LintSubjectUnreadable.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from antin.der import MalformedEncoding, Tlv, children, object_identifier, read_one

INTEGER, BIT_STRING, OCTET_STRING, OBJECT_IDENTIFIER, UTC_TIME, GENERALIZED_TIME, SEQUENCE = (
    0x02, 0x03, 0x04, 0x06, 0x17, 0x18, 0x30,
)
_TRUE = b"\x01\x01\xff"
_LENGTHS = {UTC_TIME: 13, GENERALIZED_TIME: 15}


@dataclass(frozen=True)
class Extension:
    """Whether it is critical, and the DER inside."""

    is_critical: bool
    value: bytes


Extensions = Mapping[bytes, Extension]


def parts(value: Tlv, tag: int = SEQUENCE) -> tuple[Tlv, ...]:
    """The values inside a constructed one of this tag."""
    return tuple(children(tagged(value, tag)))


def tagged(value: Tlv, tag: int) -> Tlv:
    """The value, if it carries the tag."""
    if value.tag != tag:
        raise MalformedEncoding(reason="unexpected tag")
    return value


def number(value: Tlv) -> int:
    """An INTEGER in its fewest octets."""
    content = tagged(value, INTEGER).content
    if not content or (len(content) > 1 and content[0] in (0x00, 0xFF) and (content[0] ^ content[1]) < 0x80):
        raise MalformedEncoding(reason="integer not minimal")
    return int.from_bytes(content, "big", signed=True)


def time(value: Tlv) -> datetime:
    """A time as RFC 5280 4.1.2.5 writes it: whole seconds, UTC; two digits of a year are 1950 to 2049."""
    text = value.content.decode("ascii")
    if len(text) != _LENGTHS.get(value.tag) or not text[:-1].isdigit():
        raise MalformedEncoding(reason="time")
    if value.tag == UTC_TIME:
        text = ("19" if int(text[:2]) >= 50 else "20") + text
    return datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)


def bits(value: Tlv) -> bytes:
    """The octets of a BIT STRING that has no unused bits, as keys and signatures have."""
    content = tagged(value, BIT_STRING).content
    if not content or content[0] != 0:
        raise MalformedEncoding(reason="bit string")
    return content[1:]


def extensions(value: Tlv) -> Extensions:
    """By the DER of their OIDs, in the order written; each stands once (RFC 5280 4.2)."""
    found: dict[bytes, Extension] = {}
    for each in parts(value):
        identifier, *flag, inside = parts(each)
        if [part.encoded for part in flag] not in ([], [_TRUE]) or identifier.encoded in found:
            raise MalformedEncoding(reason="extension")
        octets = tagged(inside, OCTET_STRING).content
        found[tagged(identifier, OBJECT_IDENTIFIER).encoded] = Extension(bool(flag), octets)
    return found


def extension_value(found: Extensions, oid: str) -> Tlv | None:
    """What stands in an extension; None: it is not there. Raises MalformedEncoding."""
    extension = found.get(object_identifier(oid))
    return read_one(extension.value) if extension else None
