"""The values that certificates, lists, questions and answers are made of, read from strict DER.

Every function raises MalformedEncoding when the value is of another type or not in its one DER form.
"""

from datetime import UTC, datetime
from functools import lru_cache
from re import compile as pattern

from antin.der.reader import MalformedEncoding, Tlv, children

BOOLEAN, INTEGER, BIT_STRING, OCTET_STRING, NULL, OBJECT_IDENTIFIER, ENUMERATED = 1, 2, 3, 4, 5, 6, 10
UTC_TIME, GENERALIZED_TIME, SEQUENCE, SET = 0x17, 0x18, 0x30, 0x31
MAX_INTEGER_OCTETS = 2100  # an RSA modulus of 16384 bits and some air

_TIMES = {
    UTC_TIME: pattern(rb"(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z"),
    GENERALIZED_TIME: pattern(rb"(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z"),
}


def parts(value: Tlv, tag: int = SEQUENCE) -> list[Tlv]:
    """The values inside one that must carry `tag`."""
    if value.tag != tag:
        raise MalformedEncoding(reason=f"tag {value.tag:#04x} where {tag:#04x} belongs")
    return list(children(value))


def only(value: Tlv) -> Tlv:
    """The single value inside an explicit tag."""
    inside = list(children(value))
    if len(inside) != 1:
        raise MalformedEncoding(reason="explicit tag does not hold one value")
    return inside[0]


def exactly(count: int, values: list[Tlv]) -> list[Tlv]:
    """The same values, of which there are just `count`."""
    if len(values) != count:
        raise MalformedEncoding(reason="wrong number of parts")
    return values


def at_least(count: int, values: list[Tlv]) -> list[Tlv]:
    """The same values, of which there are `count` or more."""
    if len(values) < count:
        raise MalformedEncoding(reason="too few parts")
    return values


def expect(value: Tlv, tag: int) -> bytes:
    """The content of a value that must carry `tag`."""
    if value.tag != tag:
        raise MalformedEncoding(reason=f"tag {value.tag:#04x} where {tag:#04x} belongs")
    return value.content


def integer(value: Tlv, tag: int = INTEGER) -> int:
    """INTEGER (or ENUMERATED, or an implicit tag) in the fewest octets."""
    content = expect(value, tag)
    if not content or len(content) > MAX_INTEGER_OCTETS:
        raise MalformedEncoding(reason="integer size")
    if len(content) > 1 and content[0] == (0xFF if content[1] & 0x80 else 0):
        raise MalformedEncoding(reason="integer not minimal")
    return int.from_bytes(content, "big", signed=True)


def count(value: Tlv, tag: int = INTEGER) -> int:
    """INTEGER (0..MAX)."""
    number = integer(value, tag)
    if number < 0:
        raise MalformedEncoding(reason="negative count")
    return number


def boolean(value: Tlv, tag: int = BOOLEAN) -> bool:
    """BOOLEAN, FF or 00. The needless encoding of a default is let pass: it says nothing else."""
    content = expect(value, tag)
    if content not in (b"\xff", b"\x00"):
        raise MalformedEncoding(reason="boolean")
    return content == b"\xff"


def octets(value: Tlv, tag: int = OCTET_STRING) -> bytes:
    """OCTET STRING."""
    return expect(value, tag)


def signature_value(value: Tlv) -> bytes:
    """The octets of a signature's BIT STRING; empty, which no key verifies, when it is not whole octets."""
    content = expect(value, BIT_STRING)
    return content[1:] if content[:1] == b"\x00" else b""


def named_bits(value: Tlv, tag: int = BIT_STRING) -> frozenset[int]:
    """The numbers of the bits that are set in a named bit list."""
    content = expect(value, tag)
    if not content or content[0] > 7 or (len(content) == 1 and content[0]) or len(content) > 64:
        raise MalformedEncoding(reason="bit string")
    unused = content[0]
    if len(content) > 1 and content[-1] & ((1 << unused) - 1):
        raise MalformedEncoding(reason="unused bits are set")
    return frozenset(
        8 * index + bit
        for index, octet in enumerate(content[1:]) for bit in range(8) if octet & (0x80 >> bit)
    )


def dotted(value: Tlv, tag: int = OBJECT_IDENTIFIER) -> str:
    """OBJECT IDENTIFIER in dotted form."""
    return _dotted(expect(value, tag))


@lru_cache(maxsize=1024)
def _dotted(content: bytes) -> str:
    if not 0 < len(content) <= 64 or content[-1] & 0x80:
        raise MalformedEncoding(reason="object identifier")
    arcs, arc, fresh = [], 0, True
    for octet in content:
        if fresh and octet == 0x80:
            raise MalformedEncoding(reason="object identifier not minimal")
        arc, fresh = arc << 7 | octet & 0x7F, octet < 0x80
        if fresh:
            arcs.append(arc)
            arc = 0
    first = min(arcs[0] // 40, 2)
    return ".".join(map(str, (first, arcs[0] - 40 * first, *arcs[1:])))


def time(value: Tlv, tags: tuple[int, ...] = (UTC_TIME, GENERALIZED_TIME)) -> datetime:
    """UTCTime or GeneralizedTime in the one form RFC 5280 4.1.2.5 allows: seconds and Z, no fraction."""
    match = _TIMES[value.tag].fullmatch(value.content) if value.tag in tags else None
    if match is None:
        raise MalformedEncoding(reason="time")
    year, month, day, hour, minute, second = map(int, match.groups())
    if value.tag == UTC_TIME:
        year += 1900 if year >= 50 else 2000
    try:
        return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
    except ValueError as error:
        raise MalformedEncoding(reason="time") from error
