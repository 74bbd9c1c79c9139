"""A bounded reader of BER (ITU-T X.690 8.1): what other people's signatures are really encoded in.

Indefinite lengths, lengths that are not minimal and strings in segments are read; nothing is re-encoded
unless `definite` is asked to. Nothing goes deeper than MAX_DEPTH. Every fault is SignedDataBroken.
"""

from antin.cms.errors import SignedDataBroken
from antin.der import Tlv, encode

MAX_DEPTH = 32
MAX_PARTS = 20_000
_CONSTRUCTED = 0x20
_OCTET_STRING = 0x04
_SET = 0x31


def read_one(data: bytes) -> Tlv:
    """The first value of `data`; what follows it may only be zero octets (PDF pads its slot with them)."""
    value = _read(data, 0)
    if data.count(0, len(value.encoded)) != len(data) - len(value.encoded):
        raise SignedDataBroken(reason="trailing bytes")
    return value


def children(value: Tlv) -> tuple[Tlv, ...]:
    """The values inside a constructed one, in order."""
    if not value.is_constructed:
        raise SignedDataBroken(reason="primitive value has no parts")
    parts: list[Tlv] = []
    offset = 0
    while offset < len(value.content):
        parts.append(_read(value.content, offset))
        offset += len(parts[-1].encoded)
        if len(parts) > MAX_PARTS:
            raise SignedDataBroken(reason="too many parts")
    return tuple(parts)


def octets(value: Tlv, depth: int = 0) -> bytes:
    """The content of an OCTET STRING, its segments joined."""
    if value.tag & ~_CONSTRUCTED != _OCTET_STRING or depth > MAX_DEPTH:
        raise SignedDataBroken(reason="octet string expected")
    if not value.is_constructed:
        return value.content
    return b"".join(octets(part, depth + 1) for part in children(value))


def definite(value: Tlv, depth: int = 0) -> bytes:
    """The same value with definite minimal lengths, octet strings joined and sets sorted."""
    if depth > MAX_DEPTH:
        raise SignedDataBroken(reason="too deep")
    if value.tag == _OCTET_STRING | _CONSTRUCTED:
        return encode(_OCTET_STRING, octets(value))
    if not value.is_constructed:
        return encode(value.tag, value.content)
    parts = [definite(part, depth + 1) for part in children(value)]
    return encode(value.tag, b"".join(sorted(parts) if value.tag == _SET else parts))


def with_tag(value: Tlv, tag: int) -> bytes:
    """The same content under another tag, with definite length."""
    return encode(tag, value.content)


def number(value: Tlv) -> int:
    """An INTEGER."""
    if value.tag != 0x02 or not value.content or len(value.content) > 1024:
        raise SignedDataBroken(reason="integer expected")
    return int.from_bytes(value.content, "big", signed=True)


def dotted(value: Tlv) -> str:
    """An OBJECT IDENTIFIER as text."""
    if value.tag != 0x06 or not 0 < len(value.content) <= 64 or value.content[-1] & 0x80:
        raise SignedDataBroken(reason="object identifier expected")
    arcs = [0]
    for octet in value.content:
        arcs[-1] = arcs[-1] << 7 | octet & 0x7F
        if not octet & 0x80:
            arcs.append(0)
    first = min(arcs[0] // 40, 2)
    return ".".join(str(arc) for arc in (first, arcs[0] - 40 * first, *arcs[1:-1]))


def _read(data: bytes, offset: int) -> Tlv:
    tag, length, header = _header(data, offset)
    start = offset + header
    if length is not None:
        end = start + length
        if end > len(data):
            raise SignedDataBroken(reason="truncated")
        return Tlv(tag, data[start:end], data[offset:end])
    end = _end_of_contents(data, start)
    return Tlv(tag, data[start : end - 2], data[offset:end])


def _header(data: bytes, offset: int) -> tuple[int, int | None, int]:
    """Tag, length (None: indefinite) and size of the header."""
    if len(data) < offset + 2:
        raise SignedDataBroken(reason="truncated")
    tag, length = data[offset], data[offset + 1]
    if tag & 0x1F == 0x1F:
        raise SignedDataBroken(reason="high tag number")
    if length < 0x80:
        return tag, length, 2
    if length == 0x80:
        if not tag & _CONSTRUCTED:
            raise SignedDataBroken(reason="primitive value of indefinite length")
        return tag, None, 2
    size = length & 0x7F
    field = data[offset + 2 : offset + 2 + size]
    if size > 8 or len(field) != size:
        raise SignedDataBroken(reason="length field")
    return tag, int.from_bytes(field, "big"), 2 + size


def _end_of_contents(data: bytes, offset: int) -> int:
    """Where the value of indefinite length at `offset` ends, its end-of-contents octets included."""
    depth = 1
    while depth:
        tag, length, header = _header(data, offset)
        offset += header + (length or 0)
        if length is None:
            depth += 1
        elif tag == 0 and length == 0:
            depth -= 1
        if depth > MAX_DEPTH or offset > len(data):
            raise SignedDataBroken(reason="too deep" if depth > MAX_DEPTH else "truncated")
    return offset
