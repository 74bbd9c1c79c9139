"""Streams that unpack to far more than they are."""

import zlib
from collections.abc import Callable
from functools import cache

from antin_testkit.pdf_revisions import stream
from hostile.writing import CATALOG, PAGE, file_of, with_object_stream, with_table_stream

MEGABYTE = 1 << 20


@cache
def flate(size: int, unit: bytes = b"\0") -> bytes:
    """So many octets, packed without ever being held at once."""
    packer, out = zlib.compressobj(9), []
    block = unit * (MEGABYTE // len(unit))
    out.extend(packer.compress(block) for _ in range(size // MEGABYTE))
    return b"".join((*out, packer.flush()))


@cache
def twice(size: int) -> bytes:
    return zlib.compress(flate(size), 9)


def packed(data: bytes, filters: bytes, more: bytes = b"") -> bytes:
    return stream(data, b"/Filter %b %b" % (filters, more))


def in_content(body: bytes) -> bytes:
    return file_of({5: body})


def in_store(*bodies: bytes) -> bytes:
    numbers = b" ".join(b"%d 0 R" % (100 + each) for each in range(len(bodies)))
    return file_of({
        1: CATALOG[:-2] + b" /DSS << /Certs [%b] /CRLs [%b] >> >>" % (numbers, numbers),
        **{100 + place: each for place, each in enumerate(bodies)},
    })


def in_metadata(body: bytes) -> bytes:
    return file_of({1: CATALOG[:-2] + b" /Metadata 9 0 R >>", 9: body})


def in_object_stream(data: bytes, filters: bytes = b"/FlateDecode", count: int = 2) -> bytes:
    return with_object_stream(stream(data, b"/Type /ObjStm /N %d /First 9 /Filter %b" % (count, filters)), (1, 2))


def in_table(data: bytes, filters: bytes = b"/FlateDecode") -> bytes:
    return with_table_stream(b"/W [1 4 2] /Size 99999999 /Filter %b" % filters, data)


def picture(size: int) -> bytes:
    """A picture of this many points a side, packed to nothing."""
    body = stream(
        flate(64 * MEGABYTE), b"/Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB"
        b" /Filter /FlateDecode" % (size, size))
    return file_of({
        4: PAGE[:-2] + b" /Resources << /XObject << /A 9 0 R >> >> >>", 5: stream(b"600 0 0 800 0 0 cm /A Do"),
        9: body,
    })


FLATE = b"/FlateDecode"
_PLACES: dict[str, Callable[[bytes], bytes]] = {
    "content": lambda data: in_content(packed(data, FLATE)), "store": lambda data: in_store(packed(data, FLATE)),
    "metadata": lambda data: in_metadata(packed(data, FLATE)), "object-stream": in_object_stream, "table": in_table,
}
FILES: dict[str, Callable[[], bytes]] = {
    **{f"bomb-{place}-{size}-mb": lambda m=make, s=size: m(flate(s * MEGABYTE))
       for place, make in _PLACES.items() for size in (40, 400)},
    **{f"bomb-{place}-twice": lambda m=make: m(twice(1024 * MEGABYTE)) for place, make in _PLACES.items()},
    "bomb-content-two-filters": lambda: in_content(packed(twice(1024 * MEGABYTE), b"[/FlateDecode /FlateDecode]")),
    "bomb-store-two-filters": lambda: in_store(packed(twice(1024 * MEGABYTE), b"[/FlateDecode /FlateDecode]")),
    "bomb-object-stream-two-filters": lambda: in_object_stream(twice(1024 * MEGABYTE), b"[/FlateDecode /FlateDecode]"),
    "bomb-table-two-filters": lambda: in_table(twice(1024 * MEGABYTE), b"[/FlateDecode /FlateDecode]"),
    "bomb-a-thousand-filters": lambda: in_store(packed(b"x" * 1000, b"[" + b"/ASCIIHexDecode " * 1000 + b"]")),
    "bomb-run-length": lambda: in_object_stream(b"\x81\0" * 500_000 + b"\x80", b"/RunLengthDecode"),
    "bomb-ascii85": lambda: in_object_stream(b"z" * MEGABYTE * 4 + b"~>", b"/ASCII85Decode"),
    "bomb-lzw": lambda: in_object_stream(b"\x80\x0b" + bytes(range(256)) * 4000, b"/LZWDecode"),
    "bomb-many-streams-of-the-store": lambda: in_store(*[packed(flate(4 * MEGABYTE), FLATE)] * 400),
    "bomb-object-stream-of-arrays": lambda: in_object_stream(
        zlib.compress(b"1 0 2 9 " + b" " + b"[" * (24 * MEGABYTE), 9)),
    "bomb-object-stream-of-numbers": lambda: in_object_stream(
        zlib.compress(b"1 0 2 9 " + b" [" + b"1 " * (12 * MEGABYTE), 9)),
    "bomb-object-stream-of-heads": lambda: in_object_stream(
        zlib.compress(b"1 0 " * (6 * MEGABYTE), 9), count=9_999_999),
    "bomb-content-of-operators": lambda: in_content(packed(flate(64 * MEGABYTE, b"q 0 0 1 1 re f Q\n"), FLATE)),
    "bomb-content-of-text": lambda: in_content(packed(flate(32 * MEGABYTE, b"BT (a) Tj ET \n  "), FLATE)),
    "bomb-picture-5000": lambda: picture(5_000),
    "bomb-picture-60000": lambda: picture(60_000),
    "bomb-page-of-kilometres": lambda: file_of({4: PAGE[:-2] + b" /MediaBox [0 0 9999999 9999999] >>"}),
    "bomb-signature-value": lambda: file_of({
        8: b"<< /Type /Sig /ByteRange [0 10 20 30] /Contents <" + b"30" * (4 * MEGABYTE) + b"> >>"}),
}
