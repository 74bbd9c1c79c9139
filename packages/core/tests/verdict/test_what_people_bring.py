"""Whatever people bring is told by its content, and each kind gets its own next step."""

import bz2
import gzip
import lzma
from base64 import b64encode
from io import BytesIO
from time import process_time
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from antin.adapters import pdf_pages
from antin.adapters.pdf_pages_apart import content_from
from antin.messages import message
from antin.validation import Outcome
from antin.verdict import Verdict
from antin.verdict.kinds import FILE_CODES, Kind, brought
from antin.verdict.visible import VisibleContent
from antin_testkit.official_documents import Layout, official_document, scanned
from antin_testkit.old_signatures import in_indefinite_lengths, old_signature
from antin_testkit.paths import AT, Authority
from antin_testkit.pdf_revisions import append_revision
from antin_testkit.signed_documents import PLAIN, judged_file, signed_pdf

ROOT = Authority("CA gốc thử nghiệm")
CMS = old_signature(bytes(20), at=AT)
SIGNED_XML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<{root}><a>1</a><Signature xmlns="http://www.w3.org/2000/09/xmldsig#">'
    "<SignedInfo/><SignatureValue>AA==</SignatureValue></Signature></{root}>"
)


def picture(form: str) -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 8), "white").save(out, form)
    return out.getvalue()


def zipped(*entries: tuple[str, bytes], packing: int = ZIP_STORED) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w", packing) as archive:
        for name, content in entries:
            archive.writestr(name, content)
    return out.getvalue()


DOCX = ("[Content_Types].xml", b"<Types/>"), ("word/document.xml", b"<w/>")
ODT = ("mimetype", b"application/vnd.oasis.opendocument.text"), ("content.xml", b"<office/>")
ASIC = ("mimetype", b"application/vnd.etsi.asic-e+zip"), ("a.txt", b"a"), ("META-INF/signatures0.xml", b"<s/>")
MAIL = "Return-Path: <a@b.vn>\r\nFrom: a@b.vn\r\nTo: c@d.vn\r\nSubject: Công văn\r\nMIME-Version: 1.0\r\n"
FILES = [
    (b"", Kind.EMPTY, "file_is_empty"), (b"\r\n \0\0", Kind.EMPTY, "file_is_empty"),
    *((picture(form), Kind.IMAGE, "file_is_image") for form in ("JPEG", "PNG", "TIFF", "GIF", "BMP", "WEBP", "AVIF")),
    (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic" + bytes(50), Kind.IMAGE, "file_is_image"),
    (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(50), Kind.IMAGE, "file_is_image"),
    (zipped(("a.pdf", PLAIN)), Kind.ZIP, "file_is_archive"), (zipped(), Kind.ZIP, "file_is_archive"),
    (b"Rar!\x1a\x07\x01\0", Kind.ARCHIVE, "file_is_archive"),
    (b"7z\xbc\xaf\x27\x1c\0\x04", Kind.ARCHIVE, "file_is_archive"),
    (gzip.compress(PLAIN), Kind.ARCHIVE, "file_is_archive"), (bz2.compress(PLAIN), Kind.ARCHIVE, "file_is_archive"),
    (lzma.compress(PLAIN), Kind.ARCHIVE, "file_is_archive"),
    (zipped(*DOCX), Kind.OFFICE, "file_is_office_document"),
    (zipped(*DOCX, packing=ZIP_DEFLATED), Kind.OFFICE, "file_is_office_document"),
    (zipped(*DOCX, ("_xmlsignatures/sig1.xml", b"<s/>")), Kind.OFFICE, "file_is_signed_office_document"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504), Kind.OFFICE, "file_is_office_document"),
    (b"{\\rtf1\\ansi C\\'f4ng v\\u259?n}", Kind.OFFICE, "file_is_office_document"),
    (zipped(*ODT), Kind.OPEN_DOCUMENT, "file_is_office_document"),
    (zipped(*ODT, ("META-INF/documentsignatures.xml", b"<s/>")), Kind.OPEN_DOCUMENT, "file_is_signed_office_document"),
    (zipped(*ASIC), Kind.ASIC, "file_is_asic"), (zipped(*ASIC[1:]), Kind.ASIC, "file_is_asic"),
    (SIGNED_XML.format(root="HoSo").encode(), Kind.SIGNED_XML, "file_is_signed_xml"),
    (SIGNED_XML.format(root="HSoThueDTu").encode(), Kind.SIGNED_XML, "file_is_tax_declaration"),
    (SIGNED_XML.format(root="HDon").encode("utf-8-sig"), Kind.SIGNED_XML, "file_is_electronic_invoice"),
    (SIGNED_XML.format(root="HSoThueDTu").encode("utf-16"), Kind.SIGNED_XML, "file_is_tax_declaration"),
    (b"<?xml version='1.0'?><HSoThueDTu/>", Kind.XML, "file_is_xml"), (b"<a><b/></a>", Kind.XML, "file_is_xml"),
    (b"<!DOCTYPE html><html><body>a", Kind.TEXT, "file_is_text"), ("Công văn số 1".encode(), Kind.TEXT, "file_is_text"),
    ("Công văn".encode("utf-16"), Kind.TEXT, "file_is_text"), (b"From here: on", Kind.TEXT, "file_is_text"),
    (CMS, Kind.CMS, "file_is_cms"), (in_indefinite_lengths(CMS), Kind.CMS, "file_is_cms"),
    (b"-----BEGIN PKCS7-----\n" + b64encode(CMS), Kind.CMS, "file_is_cms"), (b64encode(CMS), Kind.CMS, "file_is_cms"),
    ((MAIL + "\r\nKính gửi").encode(), Kind.MAIL, "file_is_mail"),
    ((MAIL + 'Content-Type: multipart/signed; protocol="application/pkcs7-signature"\r\n\r\n').encode(),
     Kind.SIGNED_MAIL, "file_is_signed_mail"),
    (ROOT.certificate, Kind.CERTIFICATE, "file_is_certificate"),
    (b"-----BEGIN CERTIFICATE-----\nMII\n", Kind.CERTIFICATE, "file_is_certificate"),
    (bytes(range(256)), Kind.OTHER, "not_a_pdf"), (b"\x7fELF" + bytes(60) + b"\1", Kind.OTHER, "not_a_pdf"),
]


def visible(pdf: bytes) -> VisibleContent | None:
    return content_from(pdf_pages.answer_to(pdf))


def judged(data: bytes) -> Verdict:
    return judged_file(data, ROOT, crls=[ROOT.crl()], visible=visible)


class TestAFileThatIsNoPdf:
    @pytest.mark.parametrize(("data", "kind", "code"), FILES, ids=lambda each: each if isinstance(each, str) else "")
    def test_is_told_by_its_content(self, data: bytes, kind: Kind, code: str) -> None:
        verdict = judged(data)

        assert (verdict.kind, [each.code for each in verdict.judgement.reasons]) == (kind, [code])
        assert (verdict.outcome, verdict.is_readable) == (Outcome.CANNOT_TELL, False)

    def test_gets_a_next_step_of_its_own(self) -> None:
        for language in ("vi", "en"):
            hints = [message(code, language).hint for code in FILE_CODES]  # type: ignore[arg-type]

            assert all(hints)

    def test_is_every_kind_there_is(self) -> None:
        assert {kind for _, kind, _ in FILES} == set(Kind) - {Kind.PDF}
        assert {code for _, _, code in FILES} == set(FILE_CODES)

    @settings(max_examples=300, deadline=None)
    @given(st.sampled_from([data for data, *_ in FILES if data]), st.data())
    def test_gets_an_answer_however_it_is_damaged(self, data: bytes, draw: st.DataObject) -> None:
        start = draw.draw(st.integers(0, len(data)))
        damaged = data[:start] + draw.draw(st.binary(max_size=20)) + data[start + draw.draw(st.integers(0, 30)) :]

        assert brought(damaged).code in FILE_CODES

    @pytest.mark.parametrize("data", [
        bytes(64 << 20), b"<a>" * (16 << 20), b"<a " + b"-" * (64 << 20), b"M" * (32 << 20), b" " * (64 << 20) + b"x",
        b"PK\x03\x04" + (b"PK\x01\x02" + bytes(42)) * 500_000 + b"PK\x05\x06" + bytes(18),
        b"From: a\n" * (4 << 20), b"-----BEGIN " + b"A" * (32 << 20),
    ], ids=["zeros", "tags", "one tag", "base64", "blanks", "entries", "headers", "label"])
    def test_is_told_at_once_however_large(self, data: bytes) -> None:
        began = process_time()

        assert brought(data).code in FILE_CODES
        assert process_time() - began < 2


class TestAnUnsignedPdf:
    def codes(self, data: bytes) -> tuple[list[str], list[str]]:
        verdict = judged(data)
        assert (verdict.kind, verdict.outcome, verdict.is_readable) == (Kind.PDF, Outcome.NOT_VALID, True)
        advice = verdict.as_json()["advice"]
        assert isinstance(advice, list)
        return [each.code for each in verdict.judgement.reasons], [each["code"] for each in advice]

    def test_is_not_valid(self) -> None:
        assert self.codes(official_document()) == (["no_signature"], ["no_signature"])

    def test_that_is_a_scan_gets_advice_of_its_own(self) -> None:
        assert self.codes(scanned(official_document())) == (["no_signature", "scanned_copy"], ["scanned_copy"])

    def test_that_was_printed_with_its_drawn_signature_names_the_document_to_ask_for(self) -> None:
        printed = official_document(Layout(number="Số: 123/QĐ-UBND \\ Ký bởi: Trần Văn Ước"))

        codes, _ = self.codes(printed)

        assert codes == ["no_signature", "signature_only_drawn"]
        assert "văn bản số 123/QĐ-UBND" in str(judged(printed).as_json("vi")["advice"])

    def test_that_came_out_of_a_printer_is_told_so(self) -> None:
        data = append_revision(PLAIN, {90: b"<< /Producer (Microsoft: Print To PDF) >>"}, trailer=b"/Info 90 0 R")

        assert self.codes(data)[0] == ["no_signature", "printed_copy"]

    def test_that_is_signed_is_asked_nothing_of_this(self) -> None:
        copy = signed_pdf(ROOT.issue("Văn thư"), scanned(official_document()))

        verdict = judged(copy)

        assert (verdict.outcome, verdict.judgement.reasons) == (Outcome.VALID, ())
