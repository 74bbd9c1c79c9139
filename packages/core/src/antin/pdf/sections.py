"""Cross-reference sections: tables, streams, and both at once, newest first through /Prev (ISO 32000-2 7.5.4, 7.5.8).

A section is not turned into a dictionary of all objects: a place is looked up in the rows where they stand, so that
a file of a hundred thousand objects costs what is asked of it.
"""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from antin.pdf.errors import PdfBroken
from antin.pdf.syntax import GAP, parse
from antin.pdf.work import Work

_TABLE = re.compile(GAP + rb"xref(?=[\x00\t\n\x0c\r %])")
_RUN = re.compile(GAP + rb"(\d{1,10})[\x00\t\x0c ]++(\d{1,10})[\x00\t\x0c ]*+(?:%[^\r\n]*+)?(?:\r\n|\r|\n|(?=\d{10} ))")
_TRAILER = re.compile(GAP + rb"trailer")
_ROW = re.compile(rb"(\d{10})[ ](\d{5})[ ]([nf])")
_LOOSE_ROW = re.compile(GAP + rb"(\d{1,10})[\x00\t\x0c ]++(\d{1,5})[\x00\t\x0c ]++([nf])")
_STARTXREF = re.compile(rb"startxref" + GAP + rb"(\d{1,19})")
_TAIL = 2048
_ROW_SIZE = 20
_FEW = 8
_SECTION_COST, _RUN_COST = 100, 10
MAX_SECTIONS = 2000


class Place(NamedTuple):
    """Where an object stands: at an offset of the file, or as a member of an object stream; or nowhere, when free.

    offset: -1 when it has none. stream: the number of the object stream, -1 when it is in none.
    """

    offset: int
    generation: int
    stream: int = -1

    @property
    def is_free(self) -> bool:
        """Whether the number names no object."""
        return self.offset < 0 and self.stream < 0


FREE = Place(-1, 0)


@dataclass(frozen=True)
class Run:
    """Consecutive numbers. look_up: the place of one of them by its distance from the first; None: not told."""

    first: int
    count: int
    look_up: Callable[[int], Place | None]

    def place(self, number: int) -> Place | None:
        """Where an object stands, as far as these rows tell."""
        return self.look_up(number - self.first) if 0 <= number - self.first < self.count else None


@dataclass(frozen=True)
class Section:
    """One section. start, end: offsets of its bytes; declared: the offset `startxref` or /Prev names it by.

    runs: of the table, or of the stream; hidden: of the stream that a table's /XRefStm names, asked where the
    table says free or nothing.
    """

    start: int
    end: int
    declared: int
    trailer: dict[str, Any]
    runs: tuple[Run, ...]
    is_stream: bool
    hidden: tuple[Run, ...] = ()

    def place(self, number: int) -> Place | None:
        """Where an object stands as of this section; None when the section does not speak of it."""
        found = self._look_up(number)
        if self.hidden and (found is None or found.is_free):
            return self._look_up_hidden(number) or found
        return found

    @cached_property
    def _look_up(self) -> Callable[[int], Place | None]:
        return _finder(self.runs)

    @cached_property
    def _look_up_hidden(self) -> Callable[[int], Place | None]:
        return _finder(self.hidden)

    def numbers(self) -> Iterator[int]:
        """Every number it speaks of, once."""
        return (number for number, _ in self.places())

    def places(self) -> Iterator[tuple[int, Place]]:
        """Every number it speaks of, once, and its place."""
        seen: set[int] = set()
        for run in (*self.runs, *self.hidden):
            for number in range(run.first, run.first + run.count):
                if number in seen:
                    continue
                place = self.place(number) if self.hidden else run.look_up(number - run.first)
                if place is not None:
                    seen.add(number)
                    yield number, place


StreamAt = Callable[[int], tuple[dict[str, Any], bytes, int]]


def read_sections(data: bytes, work: Work, stream_at: StreamAt) -> tuple[Section, ...]:
    """All sections, oldest first. stream_at: the entries and the unpacked content of the stream written at an offset,
    and where it ends.

    Raises PdfBroken, PdfTooHeavy.
    """
    found: list[Section] = []
    seen: set[int] = set()
    declared: Any = _start(data)
    while declared is not None:
        if type(declared) is not int or not 0 <= declared < len(data) or declared in seen or len(seen) > MAX_SECTIONS:
            raise PdfBroken(reason="cross-reference offset")
        seen.add(declared)
        work.charge(_SECTION_COST)
        section = _section(data, declared, work, stream_at)
        found.append(section)
        declared = section.trailer.get("/Prev")
        if type(declared) is float and declared.is_integer():
            declared = int(declared)
    return tuple(reversed(found))


def _finder(runs: tuple[Run, ...]) -> Callable[[int], Place | None]:
    """What looks a number up in the runs, the first that speaks of it; many runs in order are not gone through."""
    firsts = [run.first for run in runs]
    if len(runs) > _FEW and all(run.first + run.count <= later for run, later in zip(runs, firsts[1:], strict=False)):

        def by_halves(number: int) -> Place | None:
            at = bisect_right(firsts, number) - 1
            return runs[at].place(number) if at >= 0 else None

        return by_halves
    if len(runs) > _FEW:
        listed: dict[int, Place] = {}
        for run in runs:
            for index in range(run.count):
                place = run.look_up(index)
                if place is not None:
                    listed.setdefault(run.first + index, place)
        return listed.get
    return lambda number: next((place for run in runs if (place := run.place(number)) is not None), None)


def _start(data: bytes) -> int:
    at = data.rfind(b"startxref", max(0, len(data) - _TAIL))
    found = _STARTXREF.match(data, at) if at >= 0 else None
    if found is None:
        raise PdfBroken(reason="no startxref")
    return int(found[1])


def _section(data: bytes, at: int, work: Work, stream_at: StreamAt) -> Section:
    table = _TABLE.match(data, at)
    if table is None:
        return _stream_section(at, work, stream_at)
    runs, position = _table_runs(data, table.end(), work)
    mark = _TRAILER.match(data, position)
    if mark is None:
        raise PdfBroken(reason="no trailer")
    trailer, end = parse(data, mark.end(), work)
    if not isinstance(trailer, dict):
        raise PdfBroken(reason="trailer")
    hidden: tuple[Run, ...] = ()
    if "/XRefStm" in trailer:
        offset = trailer["/XRefStm"]
        if type(offset) is not int or not 0 <= offset < len(data):
            raise PdfBroken(reason="cross-reference offset")
        hidden = _stream_section(offset, work, stream_at).runs
    return Section(at, end, at, trailer, runs, False, hidden)


def _table_runs(data: bytes, position: int, work: Work) -> tuple[tuple[Run, ...], int]:
    runs: list[Run] = []
    while head := _RUN.match(data, position):
        work.charge(_RUN_COST)
        first, count, rows = int(head[1]), int(head[2]), head.end()
        end = rows + _ROW_SIZE * count
        if end <= len(data) + 2 and _is_even(data, rows, count):
            runs.append(Run(first, count, _even_rows(data, rows)))
            position = min(end, len(data))
        else:
            listed, position = _loose_rows(data, rows, count, work)
            runs.append(Run(first, count, listed.get))
    return tuple(runs), position


def _is_even(data: bytes, rows: int, count: int) -> bool:
    """Whether the rows stand where rows of twenty octets stand."""
    ends = (rows, rows + _ROW_SIZE * (count - 1)) if count else ()
    after = rows + _ROW_SIZE * count
    return all(_ROW.match(data, each) for each in ends) and bool(
        not count or _TRAILER.match(data, after) or _RUN.match(data, after)
    )


def _even_rows(data: bytes, rows: int) -> Callable[[int], Place | None]:
    def look_up(index: int) -> Place:
        found = _ROW.match(data, rows + _ROW_SIZE * index)
        if found is None:
            raise PdfBroken(reason="cross-reference row")
        return _place(found)

    return look_up


def _loose_rows(data: bytes, position: int, count: int, work: Work) -> tuple[dict[int, Place], int]:
    """Rows of other lengths, which some writers make."""
    listed: dict[int, Place] = {}
    for index in range(count):
        work.charge(2)
        found = _LOOSE_ROW.match(data, position)
        if found is None:
            raise PdfBroken(reason="cross-reference row")
        listed[index] = _place(found)
        position = found.end()
    return listed, position


def _place(row: re.Match[bytes]) -> Place:
    # Offset 0 is where the header stands: writers of poor tables mean "free" by it.
    return Place(int(row[1]), int(row[2])) if row[3] == b"n" and int(row[1]) else FREE


def _stream_section(at: int, work: Work, stream_at: StreamAt) -> Section:
    entries, content, end = stream_at(at)
    if entries.get("/Type") != "/XRef":
        raise PdfBroken(reason="no cross-reference here")
    widths = entries.get("/W")
    if not (isinstance(widths, list) and len(widths) >= 3 and all(type(w) is int and 0 <= w <= 8 for w in widths)):
        raise PdfBroken(reason="cross-reference widths")
    size = sum(widths)
    index = entries.get("/Index", [0, entries.get("/Size")])
    is_listed = isinstance(index, list) and all(type(each) is int and each >= 0 for each in index)
    if not is_listed or len(index) % 2 or not size:
        raise PdfBroken(reason="cross-reference index")
    runs: list[Run] = []
    position = 0
    for first, count in zip(index[::2], index[1::2], strict=True):
        held = min(count, max(0, (len(content) - position) // size))
        runs.append(Run(first, held, _packed_rows(content, position, widths[:3], size)))
        position += size * held
        work.charge(_RUN_COST)
    return Section(at, end, at, entries, tuple(runs), True)


def _packed_rows(content: bytes, start: int, widths: list[int], size: int) -> Callable[[int], Place | None]:
    one, two, three = widths

    def look_up(index: int) -> Place | None:
        at = start + size * index
        kind = int.from_bytes(content[at : at + one], "big") if one else 1
        first = int.from_bytes(content[at + one : at + one + two], "big")
        second = int.from_bytes(content[at + one + two : at + one + two + three], "big")
        if kind == 1:
            return Place(first, second)
        return Place(-1, 0, first) if kind == 2 else FREE

    return look_up
