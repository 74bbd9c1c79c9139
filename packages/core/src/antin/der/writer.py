"""DER values from Python values; every function returns the complete TLV."""

from datetime import UTC, datetime
from functools import cache


def encode(tag: int, content: bytes) -> bytes:
    """A TLV with a one-byte tag and the shortest definite length (X.690 10.1)."""
    size = len(content)
    if size < 0x80:
        return bytes((tag, size)) + content
    length = size.to_bytes((size.bit_length() + 7) // 8, "big")
    return bytes((tag, 0x80 | len(length))) + length + content


def sequence(*parts: bytes) -> bytes:
    """SEQUENCE of complete TLVs, in the order given."""
    return encode(0x30, b"".join(parts))


def set_of(*parts: bytes) -> bytes:
    """SET OF complete TLVs, sorted as X.690 11.6 demands."""
    return encode(0x31, b"".join(sorted(parts)))


def integer(value: int) -> bytes:
    """INTEGER in the fewest octets, two's complement."""
    shortest = value.to_bytes(value.bit_length() // 8 + 1, "big", signed=True) if value >= 0 else _negative(value)
    return encode(0x02, shortest)


def _negative(value: int) -> bytes:
    return value.to_bytes(((value + 1).bit_length() // 8) + 1, "big", signed=True)


def enumerated(value: int) -> bytes:
    """ENUMERATED, not negative."""
    return encode(0x0A, value.to_bytes(value.bit_length() // 8 + 1, "big"))


def boolean(value: bool) -> bytes:
    """BOOLEAN: FF or 00 (X.690 11.1)."""
    return encode(0x01, b"\xff" if value else b"\x00")


def null() -> bytes:
    """NULL."""
    return b"\x05\x00"


def octet_string(content: bytes) -> bytes:
    """OCTET STRING."""
    return encode(0x04, content)


def bit_string(content: bytes, *, unused_bits: int = 0) -> bytes:
    """BIT STRING; the last `unused_bits` bits of the content are not part of it."""
    return encode(0x03, bytes((unused_bits,)) + content)


@cache
def object_identifier(dotted: str) -> bytes:
    """OBJECT IDENTIFIER from its dotted form."""
    first, second, *rest = (int(arc) for arc in dotted.split("."))
    return encode(0x06, b"".join(_base128(arc) for arc in (first * 40 + second, *rest)))


def _base128(arc: int) -> bytes:
    octets = [arc & 0x7F]
    while arc := arc >> 7:
        octets.append(0x80 | (arc & 0x7F))
    return bytes(reversed(octets))


def utf8_string(text: str) -> bytes:
    """UTF8String."""
    return encode(0x0C, text.encode("utf-8"))


def printable_string(text: str) -> bytes:
    """PrintableString; the caller keeps to its alphabet (X.680 41.4)."""
    return encode(0x13, text.encode("ascii"))


def ia5_string(text: str) -> bytes:
    """IA5String."""
    return encode(0x16, text.encode("ascii"))


def utc_time(at: datetime) -> bytes:
    """UTCTime `YYMMDDHHMMSSZ` of an aware time (RFC 5280 4.1.2.5.1)."""
    return encode(0x17, at.astimezone(UTC).strftime("%y%m%d%H%M%SZ").encode())


def generalized_time(at: datetime) -> bytes:
    """GeneralizedTime `YYYYMMDDHHMMSSZ` of an aware time, whole seconds (RFC 5280 4.1.2.5.2)."""
    return encode(0x18, at.astimezone(UTC).strftime("%Y%m%d%H%M%SZ").encode())


def x509_time(at: datetime) -> bytes:
    """UTCTime through 2049, GeneralizedTime from 2050 (RFC 5280 4.1.2.5)."""
    return utc_time(at) if at.astimezone(UTC).year < 2050 else generalized_time(at)


def context(number: int, content: bytes, *, constructed: bool = True) -> bytes:
    """A context-specific tag around the content: complete TLVs (explicit) or the bare content (implicit)."""
    return encode(0x80 | (0x20 if constructed else 0) | number, content)
