"""What a hostile file may cost: each of these once took a minute or gigabytes, and is small."""

import re
import zlib
from collections.abc import Callable, Sequence
from contextlib import suppress

import pytest

from antin import pades
from antin.pdf import PdfTooHeavy, PdfUnreadable, Work, work

Vector = Callable[[str], bytes]
CATALOG, PAGES = b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[]/Count 0>>"


def file_of(*bodies: bytes, trailer: bytes = b"") -> bytes:
    """Objects from 1 on, with their table."""
    out, places = b"%PDF-1.7\n", []
    for number, body in enumerate(bodies, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % each for each in places)
    return out + b"xref\n0 %d\n0000000000 65535 f \n%btrailer\n<</Size %d/Root 1 0 R%b>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(bodies) + 1, table, len(bodies) + 1, trailer, len(out),
    )


def stream(entries: bytes, data: bytes) -> bytes:
    return b"<<%b/Length %d>>\nstream\n%b\nendstream" % (entries, len(data), data)


def with_table_stream(entries: bytes, data: bytes, before: bytes = b"") -> bytes:
    start = b"%PDF-1.7\n" + before
    table = stream(b"/Type/XRef/Root 1 0 R" + entries, data)
    return start + b"9 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (table, len(start))


def with_object_stream(content: bytes, entries: bytes, rows: Sequence[tuple[int, int, int]] = ()) -> bytes:
    """Objects 1 and 2 in stream 3; rows: further entries of the table, from 4 on."""
    holder = b"3 0 obj\n%b\nendobj\n" % stream(b"/Type/ObjStm/Filter/FlateDecode" + entries, zlib.compress(content, 9))
    all_rows = [(0, 0, 65535), (2, 3, 0), (2, 3, 1), (1, len(b"%PDF-1.7\n"), 0), *rows]
    data = b"".join(
        bytes([kind]) + place.to_bytes(4, "big") + index.to_bytes(2, "big") for kind, place, index in all_rows
    )
    return with_table_stream(b"/W[1 4 2]/Size %d" % len(all_rows), data, holder)


def chained(count: int) -> bytes:
    """A file of so many cross-reference sections."""
    out, previous = [file_of(CATALOG, PAGES)], 0
    size, previous = len(out[0]), out[0].rindex(b"xref\n0 ")
    for _ in range(count):
        section = b"xref\n0 1\n0000000000 65535 f \n"
        section += b"trailer\n<</Size 3/Root 1 0 R/Prev %d>>\nstartxref\n%d\n%%%%EOF\n" % (previous, size)
        out.append(section)
        previous, size = size, size + len(section)
    return b"".join(out)


HEAVY = {
    "announced objects of no width": with_table_stream(b"/W[0 0 0]/Size 9999999/Index[0 9999999]", b""),
    "announced objects without data": with_table_stream(b"/W[1 4 2]/Size 9999999/Index[0 9999999]", b"\1" * 70),
    "an endless number": file_of(b"<</Type/Catalog/Pages 2 0 R/X " + b"9" * 600_000 + b">>", PAGES),
    "endless digits": file_of(b"<</Type/Catalog/Pages 2 0 R/X<" + b"4 1" * 200_000 + b">>>", PAGES),
    "an endless list": file_of(b"<</Type/Catalog/Pages 2 0 R/X[" + b"1 " * 200_000 + b"]>>", PAGES),
    "endless white space at the end": b"%PDF-1.7\n" + b" " * 600_000 + b"startxref\n9\n%%EOF",
    "endless sections": chained(4_000),
    "a packed endless list": with_object_stream(
        b"1 0 2 400100 <</Type/Catalog/Pages 2 0 R/X[" + b"1 " * 200_000 + b"]>>", b"/N 2/First 13"
    ),
    "an object stream of millions": with_object_stream(b"1 0 " * 50_000, b"/N 500000/First 4"),
}


class Spent:
    """What all files read in a test cost together."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.made: list[Work] = []
        kept = Work.__init__
        monkeypatch.setattr(Work, "__init__", lambda made, size: (self.made.append(made), kept(made, size))[1])

    def units(self, size: int) -> int:
        return sum(work.WORK_LIMIT + size // work.OCTETS_A_UNIT - each.left for each in self.made)


class TestAHeavyFile:
    @pytest.mark.parametrize("pdf", HEAVY.values(), ids=HEAVY)
    @pytest.mark.parametrize("open_it", [pades.read, pades.overview])
    def test_is_given_up_or_costs_little(
        self, pdf: bytes, open_it: Callable[[bytes], object], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(work, "WORK_LIMIT", work.WORK_LIMIT // 10)
        spent = Spent(monkeypatch)

        with suppress(PdfUnreadable):
            open_it(pdf)

        assert spent.units(len(pdf)) <= work.WORK_LIMIT + len(pdf) // work.OCTETS_A_UNIT + 5_000

    @pytest.mark.parametrize("name", ["an endless list", "endless sections", "a packed endless list"])
    def test_of_much_to_read_is_given_up(self, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(work, "WORK_LIMIT", work.WORK_LIMIT // 10)

        with pytest.raises(PdfUnreadable):
            pades.read(HEAVY[name])

    def test_shares_one_measure_among_all_attempts_to_open_it(self, monkeypatch: pytest.MonkeyPatch) -> None:
        spent = Spent(monkeypatch)

        with pytest.raises(PdfUnreadable):
            pades.read(b"%PDF-1.7\n" + b"startxref\n9\n%%EOF\n" * 50)

        assert len(spent.made) == 1


class TestMemoryThatGivesOut:
    @pytest.mark.parametrize("open_it", [pades.read, pades.overview])
    def test_is_a_file_too_heavy(
        self, open_it: Callable[[bytes], object], vector: Vector, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def nothing_left(*_: object) -> None:
            raise MemoryError

        monkeypatch.setattr(Work, "charge", nothing_left)

        with pytest.raises(PdfTooHeavy):
            open_it(vector("pdf-1.4"))


class TestAnOrdinaryFile:
    @pytest.mark.parametrize("name", ["libreoffice", "chromium", "object-streams", "form-fields", "already-signed"])
    def test_costs_little_of_what_is_allowed(self, name: str, vector: Vector, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(work, "WORK_LIMIT", work.WORK_LIMIT // 20)

        assert pades.read(vector(name)).pages > 0


class TestAnObjectStream:
    def test_of_many_objects_is_looked_through_once(self) -> None:
        """Each object looked up used to read the whole table of contents again."""
        names = [b"<</T(n%d)/FT/Sig>>" % number for number in range(8_000)]
        catalog = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[%b]>>>>" % b" ".join(
            b"%d 0 R" % number for number in range(4, 4 + len(names))
        )
        bodies = [catalog, PAGES, *names]
        numbers = [1, 2, *range(4, 4 + len(names))]
        places, heads, packed = 0, [], b"\n".join(bodies)
        for number, body in zip(numbers, bodies, strict=True):
            heads.append(b"%d %d" % (number, places))
            places += len(body) + 1
        head = b" ".join(heads) + b" "
        pdf = with_object_stream(
            head + packed, b"/N %d/First %d" % (len(bodies), len(head)),
            [(2, 3, index) for index in range(2, len(bodies))],
        )

        found = pades.read(pdf)

        assert len(found.empty_fields) == len(names)
        assert found.empty_fields[:2] == ("n0", "n1")

    def test_is_read_like_a_file_without_one(self) -> None:
        content = b"1 0 2 %d %b %b" % (len(CATALOG) + 1, CATALOG, PAGES)
        first = re.search(rb"<<", content)
        assert first is not None

        found = pades.read(with_object_stream(content, b"/N 2/First %d" % first.start()))

        assert (found.pages, found.signatures) == (0, ())


class TestValidationDataThatDoesNotFit:
    def test_is_unpacked_a_few_times_only(self, monkeypatch: pytest.MonkeyPatch) -> None:
        from antin.pades.engine import validation_data

        unpacked: list[int] = []
        plain = validation_data._unpacked
        monkeypatch.setattr(validation_data, "MAX_OCTETS", 1000)
        monkeypatch.setattr(
            validation_data, "_unpacked", lambda view, each, room: (unpacked.append(1), plain(view, each, room))[1]
        )
        bomb = stream(b"/Filter/FlateDecode", zlib.compress(b"0" * 100_000))
        catalog = b"<</Type/Catalog/Pages 2 0 R/DSS<</Certs[%b]>>>>" % (b"3 0 R " * 300)

        found = pades.read(file_of(catalog, PAGES, bomb))

        assert found.validation_data.is_empty
        assert len(unpacked) < 20


class TestAFormOfManySignatures:
    """Each costs some forty microseconds; no honest document has thousands."""

    def signed_form(self, count: int) -> bytes:
        kids = b" ".join(b"%d 0 R" % (5 + each) for each in range(count))
        return file_of(
            b"<</Type/Catalog/Pages 2 0 R/AcroForm 3 0 R>>", PAGES, b"<</Fields[%b]>>" % kids,
            b"<</Type/Sig/SubFilter/ETSI.CAdES.detached/ByteRange[0 1 2 3]/Contents<>>>",
            *[b"<</FT/Sig/T(s%d)/V 4 0 R>>" % each for each in range(count)],
        )

    def test_is_given_up_before_it_costs_a_second(self) -> None:
        with pytest.raises(PdfTooHeavy):
            pades.read(self.signed_form(8_000))

    def test_is_read_where_there_are_many_for_a_document(self) -> None:
        assert len(pades.read(self.signed_form(1_000)).signatures) == 1_000
