"""A strict, bounded reader of DER: no recursion, no copy beyond the slice, every fault one error."""

from collections.abc import Iterator
from dataclasses import dataclass

from antin.errors import AntinError


class MalformedEncoding(AntinError):
    """Bytes that are not the DER they claim to be."""

    code = "malformed_encoding"


@dataclass(frozen=True)
class Tlv:
    """One value: its identifier octet, content, and the complete encoding it came from."""

    tag: int
    content: bytes
    encoded: bytes

    @property
    def is_constructed(self) -> bool:
        """Whether the content is itself made of TLVs."""
        return bool(self.tag & 0x20)


def read_one(data: bytes) -> Tlv:
    """The single value that fills `data`. Raises MalformedEncoding: anything else, trailing bytes included."""
    value = _read(data, 0)
    if len(value.encoded) != len(data):
        raise MalformedEncoding(reason="trailing bytes")
    return value


def children(value: Tlv) -> Iterator[Tlv]:
    """The values inside a constructed one, in order. Raises MalformedEncoding: the value is primitive or broken."""
    if not value.is_constructed:
        raise MalformedEncoding(reason="primitive value has no parts")
    offset = 0
    while offset < len(value.content):
        child = _read(value.content, offset)
        yield child
        offset += len(child.encoded)


def _read(data: bytes, offset: int) -> Tlv:
    header = offset + 2
    if len(data) < header:
        raise MalformedEncoding(reason="truncated header")
    tag, length = data[offset], data[offset + 1]
    if tag & 0x1F == 0x1F:
        raise MalformedEncoding(reason="high tag number")
    if length == 0x80:
        raise MalformedEncoding(reason="indefinite length")
    if length > 0x80:
        size = length & 0x7F
        octets = data[header : header + size]
        header += size
        length = int.from_bytes(octets, "big")
        if size > 8 or len(octets) != size or octets[0] == 0 or length < 0x80:
            raise MalformedEncoding(reason="length not minimal")
    if len(data) < header + length:
        raise MalformedEncoding(reason="truncated content")
    return Tlv(tag, data[header : header + length], data[offset : header + length])
