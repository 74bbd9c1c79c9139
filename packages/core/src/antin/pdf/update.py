"""An update appended to a file: new and changed objects, and a section of the kind the file has (ISO 32000-2 7.5.6)."""

from hashlib import sha256
from typing import Any

from antin.pdf.file import PdfFile
from antin.pdf.objects import Name, Ref, Stream, Value
from antin.pdf.writing import serialised

_KEPT = ("/Root", "/Info", "/Encrypt")
_IDENTIFIED_BY = 4096


class Update:
    """Collects objects for a file; nothing of the file itself is touched."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        view = file.newest
        sizes = [each.trailer.get("/Size") for each in file.sections]
        runs = [run for each in file.sections for run in (*each.runs, *each.hidden)]
        told = [each for each in sizes if isinstance(each, int)]
        self._next = max(1, *told, *(run.first + run.count for run in runs))
        self._start = len(file.data)
        self._parts: list[bytes] = []
        self._length = 0
        self._objects: dict[Ref, Value] = {}
        self._places: dict[int, tuple[int, int]] = {}
        self._view = view

    def reserve(self) -> Ref:
        """A reference to an object that will be written later."""
        reference = Ref(self._next, 0)
        self._next += 1
        return reference

    def add(self, value: Value) -> Ref:
        """Write a new object."""
        reference = self.reserve()
        self.write(reference, value)
        return reference

    def write(self, reference: Ref, value: Value) -> None:
        """Write an object, new or in place of the one that was; what is written last under a reference counts."""
        self._objects[reference] = value

    def current(self, reference: Ref) -> Value:
        """An object as it will be: as written here, else as it is in the file."""
        return self._objects[reference] if reference in self._objects else self._view.get(reference)

    def finished(self) -> bytes:
        """All that is to stand behind the file's last octet; to be asked for once."""
        if self._file.data[-1:] not in (b"\n", b"\r"):
            self._append(b"\n")
        for reference, value in self._objects.items():
            self._places[reference.number] = self._start + self._length, reference.generation
            self._append(b"%d %d obj\n%b\nendobj\n" % (*reference, serialised(self._encrypted(value, reference))))
        at = self._start + self._length
        trailer: dict[str, Any] = {"/Size": self._next}
        trailer |= {key: value for key in _KEPT if (value := self._view.trailer(key)) is not None}
        trailer |= {"/Prev": self._file.sections[-1].declared, "/ID": self._identity()}
        if self._file.sections[-1].is_stream:
            self._append_stream(at, trailer)
        else:
            self._append(b"xref\n" + b"".join(self._rows()) + b"trailer\n" + serialised(trailer) + b"\n")
        self._append(b"startxref\n%d\n%%%%EOF\n" % at)
        return b"".join(self._parts)

    def offset_of(self, reference: Ref) -> int:
        """Where in the file a written object begins, once `finished`."""
        return self._places[reference.number][0]

    def _append(self, octets: bytes) -> None:
        self._parts.append(octets)
        self._length += len(octets)

    def _rows(self) -> list[bytes]:
        rows: list[bytes] = []
        for first, places in self._runs():
            rows.append(b"%d %d\n" % (first, len(places)))
            rows.extend(b"%010d %05d n \n" % place for place in places)
        return rows

    def _append_stream(self, at: int, trailer: dict[str, Any]) -> None:
        own = self.reserve()
        self._places[own.number] = at, 0
        runs = self._runs()
        width = max(4, (at.bit_length() + 7) // 8)
        rows = b"".join(
            b"\x01" + offset.to_bytes(width, "big") + generation.to_bytes(2, "big")
            for _, places in runs for offset, generation in places
        )
        entries = {
            "/Type": Name("/XRef"), **trailer, "/Size": self._next, "/W": [1, width, 2],
            "/Index": [number for first, places in runs for number in (first, len(places))],
        }
        self._append(b"%d 0 obj\n%b\nendobj\n" % (own.number, serialised(Stream(entries, rows))))

    def _runs(self) -> list[tuple[int, list[tuple[int, int]]]]:
        runs: list[tuple[int, list[tuple[int, int]]]] = []
        for number in sorted(self._places):
            if runs and runs[-1][0] + len(runs[-1][1]) == number:
                runs[-1][1].append(self._places[number])
            else:
                runs.append((number, [self._places[number]]))
        return runs

    def _identity(self) -> list[bytes]:
        """The first half as it was; the second from what went before, so that equal input gives equal bytes."""
        end = self._file.sections[-1].declared
        changing = sha256(self._file.data[max(0, end - _IDENTIFIED_BY) :]).digest()[:16]
        given = self._view.array(self._view.trailer_entries, "/ID")
        permanent = self._view.resolve(given[0]) if given else changing
        return [permanent if isinstance(permanent, bytes) else changing, changing]

    def _encrypted(self, value: Value, owner: Ref) -> Value:
        """As the file's encryption asks; what is written verbatim stays readable, as signatures must."""
        decryption = self._file.decryption
        if decryption is None:
            return value
        if isinstance(value, Stream):
            content = decryption.encrypted_stream(value.raw, value.entries, owner)
            return Stream(decryption.encrypted_strings(value.entries, owner), content)
        return decryption.encrypted_strings(value, owner)
