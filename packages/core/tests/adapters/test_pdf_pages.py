"""What a PDF shows, read in a process apart."""

from collections.abc import Iterator
from datetime import date

import pytest

from antin.adapters import pdf_pages
from antin.adapters.pdf_pages_apart import PagesApart, content_from
from antin.verdict.headings import heading_of
from antin.verdict.visible import VisibleContent, is_printed, is_scan
from antin_testkit.official_documents import Layout, official_document, scanned
from antin_testkit.pdf_revisions import append_revision, stream
from antin_testkit.signed_documents import PLAIN, VECTORS


@pytest.fixture(scope="module")
def pages() -> Iterator[PagesApart]:
    with PagesApart() as apart:
        yield apart


def heading(content: VisibleContent | None) -> tuple[str | None, date | None]:
    assert content is not None
    found = heading_of(content.pages[0])
    return found.number and found.number.text, found.issued_on


class TestTheFirstPage:
    @pytest.mark.parametrize("layout", [
        Layout(), Layout(tracking=0.8), Layout(number="S ố: 1 2 3/Q Đ - U B N D"),
        Layout(number="Số:\\ 123/QĐ-UBND"), Layout(date="An Giang, ngày 26\\ tháng 11 năm 2026"),
        Layout(size=(297, 210)),
    ], ids=["as the decree says", "tracked", "spaced out", "broken number", "broken date", "landscape"])
    def test_shows_number_and_date(self, layout: Layout, pages: PagesApart) -> None:
        assert heading(pages(official_document(layout))) == ("123/QĐ-UBND", date(2026, 11, 26))

    def test_shows_none_where_the_number_is_still_to_come(self, pages: PagesApart) -> None:
        assert heading(pages(official_document(Layout("Số: #h(14mm)/QĐ-UBND")))) == (None, date(2026, 11, 26))

    @pytest.mark.parametrize("name", ["chromium", "libreoffice", "typst-pdf-a-2b"])
    def test_of_other_programs_shows_them_too(self, name: str, pages: PagesApart) -> None:
        assert heading(pages((VECTORS / f"{name}.pdf").read_bytes()))[0] == "01/QĐ-UBND"

    def test_is_read_as_it_is_displayed_when_turned(self, pages: PagesApart) -> None:
        content = (b"BT /F1 12 Tf 0 1 -1 0 40 60 Tm (10/BC-STC) Tj ET "
                   b"BT /F1 12 Tf 0 1 -1 0 58 60 Tm (2026-11-26T10:36:05Z) Tj ET")
        font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
        page = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Rotate 90 /Contents 90 0 R "
                b"/Resources << /Font << /F1 91 0 R >> >> >>")
        turned = append_revision(PLAIN, {
            90: stream(content), 91: font, 92: page, 2: b"<< /Type /Pages /Count 1 /Kids [92 0 R] >>",
        })

        assert heading(pages(turned)) == ("10/BC-STC", date(2026, 11, 26))


class TestAScan:
    def test_is_told_from_a_document_with_letters(self, pages: PagesApart) -> None:
        written, picture = pages(official_document()), pages(scanned(official_document()))

        assert written and picture
        assert (is_scan(written), is_scan(picture)) == (False, True)
        assert picture.pages[0].image_share > 0.95 and not picture.pages[0].words

    @pytest.mark.parametrize(("producer", "is_a_print"), [
        ("Microsoft: Print To PDF", True), ("PDFCreator 5", True), ("LibreOffice 7.4", False), ("", False),
        ("Microsoft® Word 2019", False),
    ])
    def test_is_not_a_print(self, producer: str, is_a_print: bool) -> None:
        assert is_printed(VisibleContent((), producer)) is is_a_print


class TestAFileThatCannotBeRead:
    @pytest.mark.parametrize("data", [
        b"", b"%PDF-1.4 nothing", bytes(1000), (VECTORS / "encrypted-user-password.pdf").read_bytes(),
    ], ids=["empty", "broken", "zeros", "locked"])
    def test_has_no_pages_and_the_next_has_its_own(self, data: bytes, pages: PagesApart) -> None:
        assert pages(data) is None
        assert heading(pages(official_document()))[0] == "123/QĐ-UBND"

    def test_ends_its_process_when_it_takes_too_long(self) -> None:
        endless = stream(b"q 0 0 m 1 1 l S Q\n" * 4_000_000)
        heavy = append_revision(PLAIN, {90: endless, 92: (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents [" + b"90 0 R " * 500 + b"] >>"
        ), 2: b"<< /Type /Pages /Count 1 /Kids [92 0 R] >>"})
        with PagesApart(wall_s=0.5) as pages:
            assert pages(heavy) is None
            assert heading(pages(official_document()))[0] == "123/QĐ-UBND"

    def test_is_not_even_asked_about_when_it_is_too_large(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("antin.adapters.pdf_pages_apart.MAX_OCTETS", 10)

        with PagesApart() as pages:
            assert pages(official_document()) is None

    @pytest.mark.parametrize("answer", [b"", b"{}", b"[]", b"{", b'{"pages": [{}], "producer": ""}', b"\xff"])
    def test_may_have_any_answer(self, answer: bytes) -> None:
        assert content_from(answer) is None


class TestTheProcess:
    def test_is_started_again_when_it_is_gone(self, pages: PagesApart) -> None:
        assert pages(official_document())
        pages._process.kill()  # type: ignore[union-attr]  # as a system short of memory does
        pages._process.wait()  # type: ignore[union-attr]

        assert pages(official_document())

    def test_is_not_needed_for_one_file(self) -> None:
        assert content_from(pdf_pages.answer_to(official_document())) is not None

    def test_reads_a_large_file_within_its_memory(self, pages: PagesApart) -> None:
        large = append_revision(official_document(), {900: stream(bytes(120 << 20))})

        assert heading(pages(large))[0] == "123/QĐ-UBND"
