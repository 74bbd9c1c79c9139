"""A file and its revisions: objects looked up where they stand, each parsed once."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from typing import Any

from antin.pdf.encryption import Decryption, decryption_of
from antin.pdf.errors import NotPdf, PdfBroken, PdfTooLarge
from antin.pdf.objects import Ref, Stream, Value, entries_of, text_of
from antin.pdf.sections import Place, Section, read_sections
from antin.pdf.syntax import GAP, parse
from antin.pdf.unpacking import unpacked
from antin.pdf.work import Work

MAX_SIZE = 512 * 1024 * 1024
_HEADER_WITHIN = 1024
_HEAD = re.compile(GAP + rb"(\d{1,10})[\x00\t\n\x0c\r ]++(\d{1,5})[\x00\t\n\x0c\r ]++obj(?![A-Za-z0-9])")
_STREAM = re.compile(GAP + rb"stream(?:\r\n|\n|\r)")
_END_STREAM = re.compile(rb"[\x00\t\n\x0c\r ]*+endstream")
_END_OBJECT = re.compile(GAP + rb"endobj")
_MAX_HOPS, _MAX_ENCRYPTION_DEPTH = 32, 6
_PAIR = re.compile(rb"[\x00\t\n\x0c\r ]*+(\d{1,10})[\x00\t\n\x0c\r ]++(\d{1,10})")


class PdfFile:
    """A file opened for reading. sections: oldest first; a revision is a section's index.

    Raises NotPdf, PdfTooLarge, PdfTooHeavy, PdfBroken, PdfPasswordNeeded, PdfEncryptionUnsupported.
    """

    def __init__(self, data: bytes, work: Work | None = None) -> None:
        if isinstance(data, bytes) and len(data) > MAX_SIZE:  # what is mapped from a disk may be larger
            raise PdfTooLarge(size_mb=len(data) >> 20, limit_mb=MAX_SIZE >> 20)
        header = data.find(b"%PDF-", 0, _HEADER_WITHIN)
        if header < 0:
            raise NotPdf
        if header > 0:
            raise PdfBroken(reason="bytes before the header")
        self.data = data
        self.work = work or Work(len(data))
        self._written: dict[int, tuple[Ref, Value, int]] = {}
        self._members: dict[int, tuple[bytes, dict[int, int]]] = {}
        self.parsed_members: dict[tuple[int, int], Value] = {}
        self._being_read: set[int] = set()
        self._lengths: View | None = None
        self._decryption: Decryption | None = None
        self.sections: tuple[Section, ...] = read_sections(data, self.work, self._section_stream)
        self._views: dict[int, View] = {}
        self.newest = self.revision(len(self.sections) - 1)
        self._lengths = self.newest
        if self.newest.trailer("/Encrypt") is not None and not self._is_encrypted_later():
            self._open_encryption()

    @property
    def is_encrypted(self) -> bool:
        """Whether strings and streams are."""
        return self._decryption is not None

    @property
    def decryption(self) -> Decryption | None:
        """How strings and streams are decrypted, and encrypted when written; None when they are not."""
        return self._decryption

    def revision(self, index: int) -> "View":
        """The document as of a section."""
        if index not in self._views:
            self._views[index] = View(self, index)
        return self._views[index]

    def object_at(self, offset: int) -> tuple[Ref, Value, int]:
        """The object written at an offset: its own number, itself, and where it ends. Raises PdfBroken, PdfTooHeavy."""
        known = self._written.get(offset)
        if known is None:
            with self._once(offset):
                known = self._written[offset] = self._parsed(offset)
        return known

    @contextmanager
    def _once(self, offset: int) -> Iterator[None]:
        """An object that needs itself to be read cannot be. Raises PdfBroken."""
        if offset in self._being_read:
            raise PdfBroken(reason="references in a circle")
        self._being_read.add(offset)
        try:
            yield
        finally:
            self._being_read.discard(offset)

    def members(self, offset: int) -> tuple[bytes, dict[int, int]]:
        """The unpacked content of the object stream at an offset, and where each of its objects begins."""
        known = self._members.get(offset)
        if known is None:
            known = self._members[offset] = self._opened(offset)
        return known

    def unpacked(self, stream: Stream, limit: int | None = None) -> bytes:
        """A stream's content, decrypted and unpacked. limit: stops right behind so many octets.

        Raises PdfBroken, PdfTooHeavy.
        """
        data = stream.raw
        if self._decryption is not None and stream.owner is not None and stream.entries.get("/Type") != "/XRef":
            data = self._decryption.stream(data, stream)
        filters, parameters = (
            self._listed(stream.entries.get(key, stream.entries.get(short)))
            for key, short in (("/Filter", "/F"), ("/DecodeParms", "/DP"))
        )
        return unpacked(data, [each for each in filters if each != "/Crypt"], parameters, self.work, limit)

    def _listed(self, value: Value) -> list[Value]:
        found = self._followed(value)
        members = found if isinstance(found, list) else [] if found is None else [found]
        return [self._followed(each) for each in members]

    def _followed(self, value: Value) -> Value:
        return self._lengths.resolve(value) if self._lengths is not None else value

    def _section_stream(self, offset: int) -> tuple[dict[str, Any], bytes, int]:
        _, value, end = self.object_at(offset)
        if not isinstance(value, Stream):
            raise PdfBroken(reason="no cross-reference here")
        return value.entries, self.unpacked(value), end

    def _parsed(self, offset: int) -> tuple[Ref, Value, int]:
        head = _HEAD.match(self.data, offset) if 0 <= offset < len(self.data) else None
        if head is None:
            raise PdfBroken(reason="no object where one should be")
        reference = Ref(int(head[1]), int(head[2]))
        value, end = parse(self.data, head.end(), self.work)
        if isinstance(value, dict):
            opening = _STREAM.match(self.data, end)
            if opening:
                value, end = self._stream(value, opening.end(), reference)
        if self._decryption is not None:
            value = self._decryption.strings(value, reference)
        closing = _END_OBJECT.match(self.data, end)
        return reference, value, closing.end() if closing else end

    def _stream(self, entries: dict[str, Any], start: int, owner: Ref) -> tuple[Stream, int]:
        length = self._followed(entries.get("/Length"))
        end = start + length if type(length) is int and length >= 0 else -1
        closing = _END_STREAM.match(self.data, end) if start <= end <= len(self.data) else None
        if closing is None:  # a wrong length: to where the stream says it ends, as every reader does
            end = self.data.find(b"endstream", start)
            self.work.charge(((end if end >= 0 else len(self.data)) - start) >> 9)
            closing = _END_STREAM.match(self.data, end) if end >= 0 else None
            if closing is None:
                raise PdfBroken(reason="stream without end")
            end -= 2 if self.data[end - 2 : end] == b"\r\n" else self.data[end - 1 : end] in (b"\n", b"\r")
        return Stream(entries, self.data, start, max(start, end), owner), closing.end()

    def _opened(self, offset: int) -> tuple[bytes, dict[int, int]]:
        _, holder, _ = self.object_at(offset)
        if not isinstance(holder, Stream) or holder.entries.get("/Type") != "/ObjStm":
            raise PdfBroken(reason="no object stream")
        count, first = (self._followed(holder.entries.get(key)) for key in ("/N", "/First"))
        if type(count) is not int or type(first) is not int or not first >= 0:
            raise PdfBroken(reason="object stream")
        content = self.unpacked(holder)
        places: dict[int, int] = {}
        position = 0
        for _ in range(count):
            self.work.charge(2)
            pair = _PAIR.match(content, position)
            if pair is None:
                break
            places.setdefault(int(pair[1]), first + int(pair[2]))
            position = pair.end()
        return content, places

    def _is_encrypted_later(self) -> bool:
        """Whether an update claims an encryption that the document never had; what is written is plain then."""
        oldest = self.sections[0].trailer
        return "/Root" in oldest and "/Encrypt" not in oldest

    def _open_encryption(self) -> None:
        encrypt = self.newest.trailer("/Encrypt")
        found = self.newest.resolve(encrypt)
        identity = self.newest.array(self.newest.trailer_entries, "/ID")
        first = self.newest.resolve(identity[0]) if identity else b""
        decryption = decryption_of(self._plain(found), first if isinstance(first, bytes) else b"")
        kept = [(offset, value) for offset, value in self._written.items()]
        self._written.clear()
        self._members.clear()
        self.parsed_members.clear()
        own = encrypt.number if isinstance(encrypt, Ref) else -1
        for offset, (reference, value, end) in kept:
            if reference.number == own or (isinstance(value, Stream) and value.entries.get("/Type") == "/XRef"):
                self._written[offset] = reference, value, end
        self._decryption = decryption

    def _plain(self, value: Value, depth: int = 0) -> Value:
        """The same with every reference followed, for the dictionary of an encryption."""
        if depth > _MAX_ENCRYPTION_DEPTH:
            raise PdfBroken(reason="encryption dictionary")
        found = self.newest.resolve(value)
        if isinstance(found, dict):
            return {key: self._plain(each, depth + 1) for key, each in found.items()}
        return [self._plain(each, depth + 1) for each in found] if isinstance(found, list) else found


class View:
    """The document as of one revision."""

    def __init__(self, file: PdfFile, index: int) -> None:
        self.file, self.index = file, index
        self._newest_first = file.sections[index::-1]
        self._places: dict[int, Place | None] = {}
        self.kept: dict[str, Any] = {}  # what those who ask this view keep of the answers

    def place(self, number: int) -> Place | None:
        """Where an object stands; None when no section speaks of the number."""
        try:
            return self._places[number]
        except KeyError:
            self.file.work.charge(1)
            found = next(
                (place for section in self._newest_first if (place := section.place(number)) is not None), None,
            )
            self._places[number] = found
            return found

    def has(self, reference: Ref) -> bool:
        """Whether the reference names an object that is not null."""
        return self.get(reference) is not None

    def get(self, reference: Ref) -> Value:
        """The object a reference names; None when there is none. Raises PdfBroken, PdfTooHeavy."""
        place = self.place(reference.number)
        if place is None or place.is_free or place.generation != reference.generation:
            return None
        if place.stream < 0:
            found, value, _ = self.file.object_at(place.offset)
            if found != reference:
                raise PdfBroken(reason="an object under another number")
            return value
        return self._member(reference.number, place)

    def resolve(self, value: Value) -> Value:
        """The object itself where a reference is given; None for null. Raises PdfBroken, PdfTooHeavy."""
        for _ in range(_MAX_HOPS):
            if type(value) is not Ref:
                return value
            value = self.get(value)
        raise PdfBroken(reason="references in a circle")

    def entry(self, holder: Value, key: str) -> Value:
        """An entry of a dictionary or stream, followed; None when absent or when the holder is neither."""
        return self.resolve(entries_of(holder).get(key))

    def dictionary(self, holder: Value, key: str) -> dict[str, Value]:
        """A dictionary inside a dictionary; an empty one when there is none."""
        return entries_of(self.entry(holder, key))

    def array(self, holder: Value, key: str) -> list[Value]:
        """The members of an array inside a dictionary, not followed; none when there is no array."""
        found = self.entry(holder, key)
        return found if isinstance(found, list) else []

    def text(self, holder: Value, key: str) -> str:
        """A text string or name inside a dictionary; empty when there is none."""
        return text_of(self.entry(holder, key))

    def numbers(self, value: Value) -> list[float]:
        """The members of an array of numbers; none when it is anything else."""
        found = self.resolve(value)
        members = [self.resolve(each) for each in found] if isinstance(found, list) else []
        return [float(each) for each in members] if all(type(each) in (int, float) for each in members) else []

    def whole(self, holder: Value, key: str) -> int | None:
        """An integer inside a dictionary; None when there is none."""
        found = self.entry(holder, key)
        return found if type(found) is int else None

    def trailer(self, key: str) -> Value:
        """An entry of the newest trailer that has it, not followed."""
        return next((each.trailer[key] for each in self._newest_first if key in each.trailer), None)

    @property
    def trailer_entries(self) -> dict[str, Value]:
        """The entries of the newest trailer, with those of older ones that it lacks."""
        found: dict[str, Value] = {}
        for section in reversed(self._newest_first):
            found.update(section.trailer)
        return found

    @cached_property
    def root_reference(self) -> Ref:
        """Of the catalog. Raises PdfBroken."""
        found = self.trailer("/Root")
        if not isinstance(found, Ref):
            raise PdfBroken(reason="no catalog")
        return found

    @cached_property
    def root(self) -> dict[str, Value]:
        """The catalog. Raises PdfBroken, PdfTooHeavy."""
        found = self.get(self.root_reference)
        if not isinstance(found, dict):
            raise PdfBroken(reason="no catalog")
        return found

    def written(self) -> frozenset[int]:
        """The numbers its own section speaks of. Raises PdfBroken, PdfTooHeavy."""
        return self._written

    @cached_property
    def _written(self) -> frozenset[int]:
        numbers: set[int] = set()
        for number in self.file.sections[self.index].numbers():
            self.file.work.charge(1)
            numbers.add(number)
        return frozenset(numbers)

    def reference(self, number: int) -> Ref:
        """The reference that a number has now."""
        place = self.place(number)
        return Ref(number, place.generation if place is not None else 0)

    def _member(self, number: int, place: Place) -> Value:
        holder = self.place(place.stream)
        if holder is None or holder.is_free or holder.offset < 0:
            raise PdfBroken(reason="no object stream")
        content, places = self.file.members(holder.offset)
        if number not in places:
            return None
        key = (holder.offset, number)
        if key not in self.file.parsed_members:
            self.file.parsed_members[key] = parse(content, places[number], self.file.work)[0]
        return self.file.parsed_members[key]

