"""Certificates, lists and answers that a file carries for later validation (DSS, EN 319 142-1 5.4.2).

Read within bounds: a stream that says it is small may unpack into anything.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from antin.pades.embedded import ValidationData
from antin.pdf import PdfBroken, PdfFile, Stream, View

MAX_STREAMS, MAX_OCTETS, MAX_TOO_LARGE = 500, 32 << 20, 8


def validation_data(file: PdfFile) -> ValidationData:
    """What the newest revision's /DSS holds. Raises PdfBroken, PdfTooHeavy."""
    view = file.newest
    store = view.dictionary(view.root, "/DSS")
    room = _Room(MAX_STREAMS, MAX_OCTETS, MAX_TOO_LARGE)
    certificates, crls, answers = (
        tuple(_streams(view, store, key, room)) for key in ("/Certs", "/CRLs", "/OCSPs")
    )
    return ValidationData(certificates, crls, answers)


@dataclass
class _Room:
    """What is left of the bounds. too_large: how many more that do not fit are unpacked to find that out."""

    streams: int
    octets: int
    too_large: int


def _streams(view: View, store: dict[str, Any], key: str, room: _Room) -> Iterator[bytes]:
    for each in view.array(store, key)[: room.streams]:
        if room.too_large < 0:
            return
        room.streams -= 1
        found = view.resolve(each)
        data = _unpacked(view, found, room.octets) if isinstance(found, Stream) else None
        if data and len(data) > room.octets:
            room.too_large -= 1
        elif data:
            room.octets -= len(data)
            yield data


def _unpacked(view: View, stream: Stream, room: int) -> bytes | None:
    """The content, cut off one octet beyond the room; None when it is damaged or packed in a way nobody uses here."""
    try:
        return view.file.unpacked(stream, room)[: room + 1]
    except PdfBroken:
        return None
