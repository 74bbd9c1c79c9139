"""Files are read as another reader reads them, and what is appended to them is found by it."""

from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import PdfFileReader

from antin.pdf import Name, NotPdf, PdfBroken, PdfFile, PdfPasswordNeeded, PdfUnreadable, Ref, Stream, Update
from antin.pdf.referrers import Referrers

VECTORS = Path(__file__).parents[4] / "tests/vectors/pdf"
UNREADABLE = {"broken-startxref", "encrypted-user-password", "junk-before-header"}
READABLE = sorted(path.stem for path in VECTORS.glob("*.pdf") if path.stem not in UNREADABLE)


def octets(name: str) -> bytes:
    return (VECTORS / f"{name}.pdf").read_bytes()


def as_ours(value: Any) -> Any:
    """What pyHanko read, in our types; streams by their entries and their unpacked content where it is short."""
    if isinstance(value, generic.IndirectObject):
        return Ref(value.idnum, value.generation)
    if isinstance(value, generic.DictionaryObject):
        return {str(key): as_ours(value.raw_get(key)) for key in value}
    if isinstance(value, generic.ArrayObject):
        return [as_ours(value.raw_get(index)) for index in range(len(value))]
    if isinstance(value, generic.NameObject):
        return Name(value)
    if isinstance(value, generic.TextStringObject | generic.ByteStringObject):
        return bytes(value.original_bytes)
    if isinstance(value, generic.BooleanObject):
        return bool(value.value)
    if isinstance(value, generic.NullObject):
        return None
    return float(value) if isinstance(value, generic.FloatObject) else int(value)


class TestAFile:
    @pytest.mark.parametrize("name", READABLE)
    def test_holds_the_objects_that_another_reader_finds(self, name: str) -> None:
        file, other = PdfFile(octets(name)), PdfFileReader(BytesIO(octets(name)), strict=False)
        if other.encrypted:
            other.decrypt(b"")
        view = file.newest

        numbers = sorted({number for section in file.sections for number in section.numbers()})
        assert len(file.sections) == other.xrefs.total_revisions
        for number in numbers:
            reference = view.reference(number)
            value = view.get(reference)
            theirs = other.get_object(generic.Reference(number, reference.generation, other))
            assert (value.entries if isinstance(value, Stream) else value) == as_ours(theirs), number
            if isinstance(value, Stream) and value.entries.get("/Filter") in (None, "/FlateDecode"):
                assert file.unpacked(value) == theirs.data

    @pytest.mark.parametrize(("data", "error"), [
        (b"", NotPdf), (b"GIF89a", NotPdf), (b"x%PDF-1.4", PdfBroken), (b"%PDF-1.7\n", PdfBroken),
        (octets("encrypted-user-password"), PdfPasswordNeeded), (octets("broken-startxref"), PdfBroken),
    ])
    def test_that_cannot_be_opened_says_why(self, data: bytes, error: type[Exception]) -> None:
        with pytest.raises(error):
            PdfFile(data)

    @settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)
    @given(st.sampled_from(READABLE), st.integers(0), st.integers(0, 255))
    def test_with_an_octet_changed_is_read_or_refused(self, name: str, place: int, octet: int) -> None:
        data = bytearray(octets(name))
        data[place % len(data)] = octet
        try:
            view = PdfFile(bytes(data)).newest
            for number in view.written():
                view.get(view.reference(number))
        except PdfUnreadable:
            return


class TestAnUpdate:
    @pytest.mark.parametrize("name", READABLE)
    def test_is_found_by_another_reader_and_leaves_the_rest(self, name: str) -> None:
        data = octets(name)
        file = PdfFile(data)
        update = Update(file)
        added = update.add({"/Words": b"Ch\xe1\xbb\xaf", "/Numbers": [1, -2.5, None, True]})
        update.add(Stream({"/Type": Name("/Private")}, b"content"))
        update.write(file.newest.root_reference, {**file.newest.root, "/Private": added})

        longer = data + update.finished()

        ours, theirs = PdfFile(longer), PdfFileReader(BytesIO(longer), strict=False)
        if theirs.encrypted:
            theirs.decrypt(b"")
        assert longer.startswith(data)
        assert ours.newest.entry(ours.newest.root, "/Private") == {
            "/Words": b"Ch\xe1\xbb\xaf", "/Numbers": [1, -2.5, None, True],
        }
        assert as_ours(theirs.root["/Private"]) == ours.newest.get(added)
        assert len(ours.sections) == len(file.sections) + 1
        assert ours.revision(len(file.sections) - 1).root == file.newest.root


class TestReferrers:
    @pytest.mark.parametrize("name", ["libreoffice", "object-streams", "form-fields", "already-signed", "linearized"])
    def test_are_those_that_a_walk_through_every_object_finds(self, name: str) -> None:
        from antin.pdf import references

        file = PdfFile(octets(name))
        view = file.newest
        numbers = {number for section in file.sections for number in section.numbers()}
        walked: dict[int, set[int]] = {number: set() for number in numbers}
        for holder in numbers:
            for _, reference in references(view.get(view.reference(holder))):
                walked.setdefault(reference.number, set()).add(holder)

        referrers = Referrers(file, numbers)

        assert {number: set(referrers.of(number, view)) for number in numbers} == {n: walked[n] for n in numbers}
