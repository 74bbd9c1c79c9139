"""Certificates, lists and answers that a file carries for later validation (DSS, EN 319 142-1 5.4.2).

Read within bounds: a stream that says it is small may unpack into anything.
"""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from antin.pades.embedded import ValidationData
from antin.pades.engine.values import array_at, dictionary_at, entry, resolved

MAX_STREAMS, MAX_OCTETS, MAX_TOO_LARGE = 500, 32 << 20, 8


def validation_data(reader: PdfFileReader) -> ValidationData:
    """What the newest revision's /DSS holds; to be used inside `parser_door`."""
    store = dictionary_at(reader.root, "/DSS")
    room = _Room(MAX_STREAMS, MAX_OCTETS, MAX_TOO_LARGE)
    certificates, crls, answers = (
        tuple(_streams(store, key, room)) for key in ("/Certs", "/CRLs", "/OCSPs")
    )
    return ValidationData(certificates, crls, answers)


@dataclass
class _Room:
    """What is left of the bounds. too_large: how many more that do not fit are unpacked to find that out."""

    streams: int
    octets: int
    too_large: int


def _streams(store: Any, key: str, room: _Room) -> Iterator[bytes]:
    for each in array_at(store, key)[: room.streams]:
        if room.too_large < 0:
            return
        room.streams -= 1
        found = resolved(each)
        data = _unpacked(found, room.octets) if isinstance(found, generic.StreamObject) else None
        if data and len(data) > room.octets:
            room.too_large -= 1
        elif data:
            room.octets -= len(data)
            yield data


def _unpacked(stream: generic.StreamObject, room: int) -> bytes | None:
    """The content, when it is packed in the usual way or not at all; cut off one octet beyond the room."""
    packed, packing = stream.encoded_data, entry(stream, "/Filter")
    if isinstance(packing, generic.ArrayObject) and len(packing) == 1:
        packing = resolved(packing[0])
    if packing is None or (isinstance(packing, generic.ArrayObject) and not packing):
        return packed[: room + 1]
    if packing != "/FlateDecode" or entry(stream, "/DecodeParms") is not None:
        return None
    try:
        return zlib.decompressobj().decompress(packed, room + 1)
    except zlib.error:
        return None
