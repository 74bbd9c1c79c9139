"""Office documents are told by content; what cannot be converted says why before any program runs."""

import struct
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_LZMA, ZipFile

import pytest

from antin.adapters.office_conversion import (
    NotAnOfficeDocument,
    OfficeDocumentBroken,
    OfficeDocumentIsPdf,
    OfficeDocumentLocked,
    OfficeDocumentTooLarge,
    OfficeError,
    OfficeFormat,
    OfficeProgramAbsent,
    formats,
    libreoffice,
    office_format,
    pdf_of_office,
)
from antin_testkit import office_documents as office
from antin_testkit.signed_documents import PLAIN

LOCKED = (Path(__file__).parents[4] / "tests/vectors/office/locked.docx").read_bytes()


def compound(*streams: str) -> bytes:
    """A compound file's directory entries, and nothing else of it."""
    entries = b"".join(
        (name := stream.encode("utf-16-le") + bytes(2)).ljust(64, b"\0") + struct.pack("<HB", len(name), 2) + bytes(61)
        for stream in ("Root Entry", *streams)
    )
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + entries


class TestTheFormat:
    @pytest.mark.parametrize(("data", "expected"), [
        (office.docx(), OfficeFormat.DOCX), (office.docx(has_macros=True), OfficeFormat.DOCX),
        (office.xlsx(), OfficeFormat.XLSX), (office.pptx(), OfficeFormat.PPTX), (office.odt(), OfficeFormat.ODT),
        (office.ods(), OfficeFormat.ODS), (office.odp(), OfficeFormat.ODP), (office.rtf(), OfficeFormat.RTF),
        (compound("WordDocument", "1Table"), OfficeFormat.DOC), (compound("Workbook"), OfficeFormat.XLS),
        (compound("WordDocument", "Workbook"), OfficeFormat.DOC), (compound("PowerPoint Document"), OfficeFormat.PPT),
    ])
    def test_is_told_by_content(self, data: bytes, expected: OfficeFormat) -> None:
        assert office_format(data) is expected

    @pytest.mark.parametrize("data", [
        b"", b"xin ch\xc3\xa0o", b"\x89PNG\r\n\x1a\n" + bytes(50), office.packed({"a.txt": "a"}), compound("Thumbs"),
        office.packed({"mimetype": "application/vnd.oasis.opendocument.base", "content.xml": ""}),
        office.packed({"[Content_Types].xml": "<Types/>"}), b"<html>",
    ])
    def test_of_anything_else_is_none(self, data: bytes) -> None:
        with pytest.raises(NotAnOfficeDocument):
            office_format(data)

    def test_of_a_pdf_says_so(self) -> None:
        with pytest.raises(OfficeDocumentIsPdf):
            office_format(PLAIN)

    @pytest.mark.parametrize("data", [
        compound("EncryptionInfo", "EncryptedPackage"), LOCKED,
        office.packed({
            "mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "?",
            "META-INF/manifest.xml": "<manifest:encryption-data/>",
        }),
    ])
    def test_of_a_locked_document_says_so(self, data: bytes) -> None:
        with pytest.raises(OfficeDocumentLocked):
            office_format(data)

    @pytest.mark.parametrize("kept", [4, 30, 200, 0.5, 0.9])
    def test_of_a_document_cut_off_says_so(self, kept: float) -> None:
        data = office.docx()

        with pytest.raises(OfficeDocumentBroken):
            office_format(data[: int(kept if kept > 1 else kept * len(data))])

    def test_of_a_damaged_archive_says_so(self) -> None:
        data = office.docx().replace(b"PK\x03\x04", b"PK\x03\x05").replace(b"PK\x03\x05", b"PK\x03\x04", 1)
        data = data[:60] + bytes(200) + data[260:]

        with pytest.raises(OfficeDocumentBroken):
            office_format(data)

    def test_of_a_damaged_entry_of_another_method_says_so(self) -> None:
        written = BytesIO()
        with ZipFile(written, "w", ZIP_LZMA) as archive:
            archive.writestr("[Content_Types].xml", bytes(range(256)) * 40)
        data = written.getvalue()
        begin = data.index(b".xml") + 4 + 9

        with pytest.raises(OfficeDocumentBroken):
            office_format(data[:begin] + b"\xff" * 40 + data[begin + 40:])

    def test_of_an_offset_beyond_all_files_says_so(self) -> None:
        data = bytearray(office.docx())
        at, extra = data.index(b"PK\x01\x02"), struct.pack("<HHQ", 1, 8, (1 << 64) - 1)
        length, end = struct.unpack_from("<H", data, at + 28)[0], data.rindex(b"PK\x05\x06")
        struct.pack_into("<H", data, at + 30, len(extra))
        struct.pack_into("<L", data, at + 42, 0xFFFFFFFF)
        struct.pack_into("<L", data, end + 12, end - at + len(extra))
        data[at + 46 + length:at + 46 + length] = extra

        with pytest.raises(OfficeDocumentBroken):
            office_format(bytes(data))

    def test_counts_what_an_archive_would_be_unpacked(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(formats, "MAX_UNPACKED", 100_000)

        with pytest.raises(OfficeDocumentTooLarge):
            office_format(office.packed({"[Content_Types].xml": "", "word/document.xml": bytes(200_000)}))

    def test_counts_the_entries_of_an_archive(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(formats, "MAX_ENTRIES", 20)

        with pytest.raises(OfficeDocumentTooLarge):
            office_format(office.packed({"[Content_Types].xml": "", **{f"{each}": "" for each in range(30)}}))

    def test_does_not_read_a_directory_beyond_all_bounds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(ZipFile, "infolist", lambda _: pytest.fail("it was read"))
        entry = b"PK\x01\x02" + bytes(42)
        directory = entry * (8 << 20 >> 5)
        end = b"PK\x05\x06" + struct.pack("<4H2LH", 0, 0, 1, 1, len(directory), 4, 0)  # it says: one entry

        with pytest.raises(OfficeDocumentTooLarge):
            office_format(b"PK\x03\x04" + directory + end)

    def test_is_not_asked_of_a_document_beyond_all_bounds(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(formats, "MAX_OCTETS", 100)

        with pytest.raises(OfficeDocumentTooLarge):
            office_format(office.docx())


class TestWithoutLibreOffice:
    def test_its_absence_is_said(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))
        monkeypatch.setattr(libreoffice, "_USUAL_PLACES", ())

        with pytest.raises(OfficeProgramAbsent):
            pdf_of_office(office.docx())

    def test_a_document_that_could_not_be_converted_anyway_says_why(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    ) -> None:
        monkeypatch.setenv("PATH", str(tmp_path))

        with pytest.raises(OfficeError) as refused:
            pdf_of_office(compound("EncryptedPackage"))

        assert refused.value.code == "office_document_locked"
