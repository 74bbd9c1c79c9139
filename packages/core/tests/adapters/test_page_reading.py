"""Words of pages, read in a process apart; what nobody sees is told."""

from io import BytesIO

import pytest
from PIL import Image

from antin.adapters.page_reading_apart import page_texts_apart
from antin.pades.errors import PdfUnreadable
from antin_testkit.official_documents import scanned
from antin_testkit.papers_to_sign import Paper, paper_to_sign, turned
from antin_testkit.pdf_revisions import append_revision, stream
from antin_testkit.signed_documents import PLAIN, VECTORS

FONT = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"
OPAQUE = b"/Type /XObject /Subtype /Image /Width 2 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray"


def page_of(content: bytes, *, annotation: bytes = b"", picture: bytes = OPAQUE) -> bytes:
    """PLAIN with another page."""
    page = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 90 0 R /Annots [%b] "
            b"/Resources << /Font << /F1 91 0 R >> /XObject << /Im1 93 0 R >> >> >>") % (
                b"94 0 R" if annotation else b"")
    objects = {90: stream(content), 91: FONT, 92: page, 93: stream(b"\x40\xc0", picture),
               2: b"<< /Type /Pages /Count 1 /Kids [92 0 R] >>"}
    return append_revision(PLAIN, objects | ({94: annotation} if annotation else {}))


def text(shown: bytes, *, state: bytes = b"0 g", at: bytes = b"72 700") -> bytes:
    return b"BT %b /F1 12 Tf %b Td (%b) Tj ET\n" % (state, at, shown)


def unseen(pdf: bytes) -> set[tuple[str, str]]:
    return {each for page in page_texts_apart(pdf, unseen=True) for each in page.unseen}


STAMP = (b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [60 690 200 720] /AP << /N 95 0 R >> >>")


def covering(rectangle: bytes = b"[60 690 200 720]") -> bytes:
    made = page_of(text(b"Secret"), annotation=STAMP.replace(b"[60 690 200 720]", rectangle))
    form = stream(b"1 g 0 0 140 30 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 140 30]")
    return append_revision(made, {95: form})


class TestWordsThatNobodySees:
    @pytest.mark.parametrize(("content", "found"), [
        (text(b"Secret", state=b"1 g"), ("text_not_seen", "Secret")),
        (text(b"Secret", state=b"0.98 g"), ("text_not_seen", "Secret")),
        (text(b"Secret", state=b"3 Tr"), ("text_not_seen", "Secret")),
        (text(b"Secret") + b"1 g 60 690 200 30 re f", ("text_not_seen", "Secret")),
        (text(b"Secret", at=b"72 900"), ("text_off_page", "Secret")),
        (text(b"Secret") + b"q 200 0 0 40 60 690 cm /Im1 Do Q", ("text_behind_picture", "Secret")),
    ], ids=["white", "nearly white", "invisible", "painted over", "off the page", "behind a picture"])
    def test_are_told_with_how(self, content: bytes, found: tuple[str, str]) -> None:
        assert unseen(page_of(text(b"Open", at=b"72 500") + content)) == {found}

    def test_are_told_behind_an_annotation(self) -> None:
        assert unseen(covering()) == {("text_behind_annotation", "Secret")}

    @pytest.mark.parametrize("content", [
        text(b"Open"), b"0 0 1 rg 60 690 200 40 re f " + text(b"Open", state=b"1 g"), text(b"Open", state=b"0.6 g"),
        b"q 200 0 0 40 60 690 cm /Im1 Do Q " + text(b"Open"), b"q 595 0 0 842 0 0 cm /Im1 Do Q " + text(b"Open"),
    ], ids=["plain", "white on blue", "grey", "on a picture", "on a whole page"])
    def test_are_not_those_that_somebody_sees(self, content: bytes) -> None:
        assert unseen(page_of(content)) == set()

    def test_are_not_those_beside_an_annotation(self) -> None:
        assert unseen(covering(b"[60 100 200 130]")) == set()

    def test_are_not_those_below_a_transparent_seal(self) -> None:
        soft = stream(b"\x40\x40", OPAQUE)
        made = page_of(text(b"Open") + b"q 200 0 0 40 60 690 cm /Im1 Do Q", picture=OPAQUE + b" /SMask 96 0 R")

        assert unseen(append_revision(made, {96: soft})) == set()

    @pytest.mark.parametrize("pdf", [
        paper_to_sign(), turned(paper_to_sign(), 90), turned(paper_to_sign(), 180), scanned(paper_to_sign()),
        *((VECTORS / f"{name}.pdf").read_bytes() for name in ("chromium", "libreoffice", "typst-pdf-a-2b", "rotated")),
    ])
    def test_are_not_found_in_honest_documents(self, pdf: bytes) -> None:
        assert unseen(pdf) == set()

    def test_are_not_the_letters_below_a_scan(self) -> None:
        picture = Image.effect_noise((200, 280), 90)
        file = BytesIO()
        picture.save(file, "PDF", resolution=24)
        letters = b"q 595 0 0 842 0 0 cm /Im1 Do Q " + text(b"Open", state=b"3 Tr")
        entries = b"/Type /XObject /Subtype /Image /Width 200 /Height 280 /BitsPerComponent 8 /ColorSpace /DeviceGray"
        made = append_revision(page_of(letters), {93: stream(picture.tobytes(), entries)})

        assert unseen(made) == set()


class TestTheFirstAndTheLastPages:
    def test_are_read_of_a_long_document(self) -> None:
        pages = page_texts_apart(paper_to_sign(Paper(after="#for each in range(50) [#pagebreak() #each]")))

        assert [each.number for each in pages] == [*range(1, 21), *range(32, 52)]


class TestAFileThatCannotBeRead:
    def test_is_told(self) -> None:
        with pytest.raises(PdfUnreadable):
            page_texts_apart(b"no PDF")

    def test_has_no_words_when_it_takes_too_long(self) -> None:
        assert page_texts_apart(paper_to_sign(), wall_s=0.01) == ()
