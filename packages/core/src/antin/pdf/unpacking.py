"""What is packed in streams: Flate with its predictors, and text forms of octets (ISO 32000-2 7.4).

Pictures and fonts are never unpacked here; only tables, object streams and validation data are.
"""

import zlib
from base64 import a85decode
from typing import Any

from antin.pdf.errors import PdfBroken
from antin.pdf.objects import Value, entries_of
from antin.pdf.work import Work

# Octets written as text are for small things; larger ones are packed.
_MAX_TEXT = 1 << 20
_WHITE = b"\x00\t\n\x0c\r "


def unpacked(data: bytes, filters: list[Value], parameters: list[Value], work: Work, limit: int | None = None) -> bytes:
    """The content of a stream, its octets charged. limit: stops right behind so many.

    Raises PdfBroken: damaged, or a filter we do not unpack; PdfTooHeavy.
    """
    for index, each in enumerate(filters):
        settings = entries_of(parameters[index]) if index < len(parameters) else {}
        data = _one(data, each, settings, work, limit)
    return data


def _one(data: bytes, packing: Value, settings: dict[str, Any], work: Work, limit: int | None) -> bytes:
    if packing in ("/FlateDecode", "/Fl"):
        return _predicted(_inflated(data, work, limit), settings, work)
    if len(data) > _MAX_TEXT:
        raise PdfBroken(reason="stream filter")
    try:
        if packing in ("/ASCIIHexDecode", "/AHx"):
            digits = data.split(b">")[0].translate(None, _WHITE)
            return bytes.fromhex((digits + b"0" if len(digits) % 2 else digits).decode("ascii"))
        if packing in ("/ASCII85Decode", "/A85"):
            return a85decode(data.split(b"~>")[0], ignorechars=_WHITE)
    except ValueError as error:
        raise PdfBroken(reason="stream data") from error
    raise PdfBroken(reason="stream filter")


def _inflated(data: bytes, work: Work, limit: int | None) -> bytes:
    machine = zlib.decompressobj()
    room = work.unpacked_left + 1 if limit is None else min(limit, work.unpacked_left) + 1
    try:
        found = machine.decompress(data, room)
    except zlib.error as error:
        raise PdfBroken(reason="stream data") from error
    work.unpacked(len(found))
    return found


def _predicted(data: bytes, settings: dict[str, Any], work: Work) -> bytes:
    predictor = _whole(settings, "/Predictor", 1)
    if predictor == 1:
        return data
    colours, bits, columns = (
        _whole(settings, key, default) for key, default in (("/Colors", 1), ("/BitsPerComponent", 8), ("/Columns", 1))
    )
    if predictor < 10 or bits != 8 or not 0 < colours * columns <= 1 << 16:
        raise PdfBroken(reason="stream predictor")
    return _png(data, colours, colours * columns, work)


def _whole(settings: dict[str, Any], key: str, default: int) -> int:
    value = settings.get(key, default)
    if type(value) is not int:
        raise PdfBroken(reason="stream parameters")
    return value


def _png(data: bytes, pixel: int, width: int, work: Work) -> bytes:
    """PNG's filters undone, a row at a time (ISO 15948 9)."""
    work.charge(len(data) >> 2)
    rows: list[bytes] = []
    above = bytes(width)
    for start in range(0, len(data) - 1, width + 1):
        row = bytearray(data[start + 1 : start + 1 + width])
        kind = data[start]
        if kind == 2:
            row = bytearray((one + other) & 255 for one, other in zip(row, above, strict=False))
        elif kind == 1:
            for index in range(pixel, len(row)):
                row[index] = (row[index] + row[index - pixel]) & 255
        elif kind == 3:
            for index, value in enumerate(row):
                left = row[index - pixel] if index >= pixel else 0
                row[index] = (value + (left + above[index]) // 2) & 255
        elif kind == 4:
            _paeth(row, above, pixel)
        elif kind:
            raise PdfBroken(reason="stream predictor")
        above = bytes(row).ljust(width, b"\x00")
        rows.append(bytes(row))
    return b"".join(rows)


def _paeth(row: bytearray, above: bytes, pixel: int) -> None:
    for index, value in enumerate(row):
        left, corner = (row[index - pixel], above[index - pixel]) if index >= pixel else (0, 0)
        over = above[index]
        guess = left + over - corner
        nearest = min((abs(guess - left), 0, left), (abs(guess - over), 1, over), (abs(guess - corner), 2, corner))[2]
        row[index] = (value + nearest) & 255
