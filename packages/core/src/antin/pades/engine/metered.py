"""The parser behind a meter: what reading one file may cost, whatever the file says.

A file of a kilobyte can announce a hundred million objects, and one stream can hold the objects of a whole
library. pyHanko bounds what it unpacks, not how often it reads or what it then makes of it. Here every
reading call, announced object and looked-up object costs one unit of `WORK_LIMIT`, a few seconds in all; large
files may cost more, as large ones of good faith do.
"""

from collections.abc import Iterator
from io import BytesIO
from typing import Any

from pyhanko.pdf_utils import generic, misc, xref
from pyhanko.pdf_utils.decode_limits import DecodePurpose
from pyhanko.pdf_utils.reader import PdfFileReader

from antin.pades.errors import PdfTooHeavy

WORK_LIMIT, OCTETS_A_UNIT = 3_000_000, 16
_PIECE = 16
_SECTION, _HEADER = 100, 4  # what a cross-reference section and an entry of an object stream cost


class Work:
    """What is left for one file of so many octets, shared by all attempts to open it."""

    def __init__(self, size: int) -> None:
        self.left = WORK_LIMIT + size // OCTETS_A_UNIT

    def charge(self, units: int) -> None:
        """Raises PdfTooHeavy when nothing is left."""
        self.left -= units
        if self.left < 0:
            raise PdfTooHeavy


class MeteredBytes(BytesIO):
    """Bytes whose every read has its price."""

    def __init__(self, data: bytes, work: Work) -> None:
        super().__init__(data)
        self.work, self._pieces = work, 0

    def read(self, size: int | None = -1, /) -> bytes:
        """As BytesIO. Raises PdfTooHeavy."""
        work = self.work
        # pyHanko joins a number from pieces of sixteen octets, and copies what it has for each of them.
        self._pieces = self._pieces + 1 if size == _PIECE else 0
        work.left -= 1 + self._pieces // _PIECE
        if work.left < 0:
            raise PdfTooHeavy
        return super().read(size)


class MeteredReader(PdfFileReader):
    """A reader that reads each object stream's table of contents once instead of once for each object."""

    def __init__(self, data: bytes, work: Work) -> None:
        self._work = work
        self._contents: dict[int, tuple[bytes, dict[int, int]]] = {}
        # Lenient, as every viewer is; what we write is checked again, and what we judge is checked byte by
        # byte.
        super().__init__(MeteredBytes(data, work), strict=False)

    @property
    def work(self) -> Work:
        """What is left of it."""
        return self._work

    def _get_object_from_stream(self, idnum: int, stmnum: int, idx: int) -> Any:
        """The place of pyHanko's own, with equal answers in its lenient mode."""
        if stmnum not in self._contents:
            self._contents[stmnum] = self._opened(stmnum)
        data, places = self._contents[stmnum]
        if idnum not in places:
            return generic.NullObject()
        stream = MeteredBytes(data, self._work)
        stream.seek(places[idnum])
        try:
            return generic.read_object(stream, generic.Reference(idnum, 0, self))
        except (misc.PdfStreamError, misc.PdfReadError):
            return generic.NullObject()

    def _opened(self, stmnum: int) -> tuple[bytes, dict[int, int]]:
        """The unpacked content of an object stream, and where each of its objects begins."""
        holder = generic.Reference(stmnum, 0, self).get_object()
        if not isinstance(holder, generic.StreamObject) or holder["/Type"] != "/ObjStm":
            raise misc.PdfReadError("no object stream")
        count, first = int(holder["/N"]), int(holder["/First"])
        self._work.charge(_HEADER * max(0, count))
        data = holder.read_data(DecodePurpose.OBJECT_STREAM)
        places: dict[int, int] = {}
        for number, offset in _pairs(MeteredBytes(data, self._work), count):
            places.setdefault(number, first + offset)
        return data, places


def _pairs(stream: MeteredBytes, count: int) -> Iterator[tuple[int, int]]:
    for _ in range(count):
        try:
            number, offset = (_number(stream) for _ in range(2))
        except ValueError:
            return
        yield number, offset


def _number(stream: MeteredBytes) -> int:
    misc.read_non_whitespace(stream, seek_back=True)
    return int(generic.NumberObject.read_from_stream(stream))


_parse_table, _parse_stream = xref.parse_xref_table, xref.parse_xref_stream


def _metered_table(stream: Any, strict: bool) -> Any:
    if isinstance(stream, MeteredBytes):
        stream.work.charge(_SECTION)
    return _parse_table(stream, strict)


def _metered_stream(xref_stream: Any, strict: bool = True) -> Any:
    reader = xref_stream.container_ref.get_pdf_handler() if xref_stream.container_ref else None
    if isinstance(reader, MeteredReader):
        announced = xref_stream.get("/Index", [0, xref_stream.get("/Size")])
        reader.work.charge(_SECTION + sum(int(announced[index]) for index in range(1, len(announced), 2)))
    return _parse_stream(xref_stream, strict)


# pyHanko has no door for this: its cross-reference parser makes an entry of every number a file announces.
xref.parse_xref_table, xref.parse_xref_stream = _metered_table, _metered_stream
