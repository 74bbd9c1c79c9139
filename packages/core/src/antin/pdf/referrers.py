"""Who refers to an object: found by reading each object's own words once, without building the document.

Streams' contents are not looked into (they cannot refer), nor is an object parsed whose words leave no doubt where
it ends; so a file of five thousand pages costs a few tens of milliseconds instead of many seconds.
"""

import re
from collections.abc import Collection, Iterator
from contextlib import suppress

from antin.pdf.errors import PdfBroken
from antin.pdf.file import PdfFile, View
from antin.pdf.objects import references

_SPACE = rb"(?:[\x00\t\n\x0c\r ]++|%[^\r\n]*+)++"
_REFERENCE = re.compile(
    rb"(?<![0-9])(\d{1,10})" + _SPACE + rb"\d{1,5}" + _SPACE + rb"R(?=[\x00\t\n\x0c\r ()<>\[\]{}/%]|\Z)"
)
_END = re.compile(rb"(?<=[\x00\t\n\x0c\r >\])])(?:endobj|stream)")
_OBJECT_STREAM = b"/ObjStm"


class Referrers:
    """Of some numbers, in every revision of a file. Raises PdfTooHeavy on making and asking."""

    def __init__(self, file: PdfFile, targets: Collection[int]) -> None:
        self._file, self._targets = file, frozenset(targets)
        self._found: dict[int, set[tuple[int, int]]] = {}
        self._read()

    def of(self, number: int, view: View) -> Iterator[int]:
        """The numbers of the objects that refer to this number in a revision."""
        for holder, offset in sorted(self._found.get(number, ())):
            place = view.place(holder)
            if place is None:
                continue
            container = view.place(place.stream) if place.stream >= 0 else place
            if container is not None and container.offset == offset:
                yield holder

    def _read(self) -> None:
        offsets: dict[int, int] = {}
        for section in self._file.sections:
            for number, place in section.places():
                self._file.work.charge(1)
                if place.offset > 0:
                    offsets[place.offset] = number
        ordered = sorted(offsets)
        for offset, following in zip(ordered, (*ordered[1:], len(self._file.data)), strict=True):
            self._read_object(offsets[offset], offset, following)

    def _read_object(self, number: int, offset: int, following: int) -> None:
        data, work = self._file.data, self._file.work
        work.charge(4)
        found = _END.search(data, offset, following)
        end = found.start() if found else following
        work.charge((end - offset) >> 6)
        is_plain = found is not None and data.find(b"(", offset, end) < 0 and data.find(b"%", offset, end) < 0
        if is_plain:
            self._note(number, offset, _REFERENCE.finditer(data, offset, end))
            is_container = data.find(_OBJECT_STREAM, offset, end) >= 0
        else:
            is_container = self._read_parsed(number, offset, following)
        if is_container:
            with suppress(PdfBroken):
                self._read_members(offset)

    def _read_parsed(self, number: int, offset: int, following: int) -> bool:
        """By the parser; what it cannot read is looked through as it stands."""
        try:
            _, value, _ = self._file.object_at(offset)
        except PdfBroken:
            self._file.work.charge((following - offset) >> 6)
            self._note(number, offset, _REFERENCE.finditer(self._file.data, offset, following))
            return False
        for _, reference in references(value):
            if reference.number in self._targets:
                self._found.setdefault(reference.number, set()).add((number, offset))
        return getattr(value, "entries", {}).get("/Type") == "/ObjStm"

    def _read_members(self, offset: int) -> None:
        content, places = self._file.members(offset)
        ordered = sorted((at, number) for number, at in places.items())
        ends = [*(at for at, _ in ordered[1:]), len(content)]
        self._file.work.charge(len(content) >> 6)
        for (at, number), end in zip(ordered, ends, strict=True):
            self._note(number, offset, _REFERENCE.finditer(content, at, end))

    def _note(self, holder: int, offset: int, found: Iterator[re.Match[bytes]]) -> None:
        for each in found:
            number = int(each[1])
            if number in self._targets:
                self._found.setdefault(number, set()).add((holder, offset))
