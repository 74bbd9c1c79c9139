"""What deceives is told before signing; honest documents are left in peace."""

import pytest

from antin import pades
from antin.adapters.page_reading import answer_to
from antin.adapters.page_reading_apart import page_texts_of
from antin.messages import message
from antin.pades.cautions import Caution, cautions
from antin.pades.errors import PdfUnreadable
from antin.pades.geometry import Box, PageGeometry
from antin.pades.looks import PageText
from antin.pades.previewing import with_look
from antin_testkit.papers_to_sign import Paper, paper_to_sign, turned
from antin_testkit.paths import Authority
from antin_testkit.pdf_revisions import append_revision, stream
from antin_testkit.signed_documents import PLAIN, VECTORS, signed_pdf

CATALOG = b"<< /Type /Catalog /Pages 2 0 R %b >>"
PAGE = (b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
        b"/Resources << /Font << /F1 5 0 R >> >> %b >>")
FORM = stream(b"1 g 0 0 9 9 re f", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]")


def made(catalog: bytes = b"", page: bytes = b"", content: bytes = b"BT /F1 12 Tf 72 700 Td (Open) Tj ET",
         **objects: bytes) -> bytes:
    """PLAIN with a catalog, a page and objects by number (n95=...)."""
    return append_revision(PLAIN, {
        1: CATALOG % catalog, 2: b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>", 4: stream(content),
        5: b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>", 3: PAGE % page,
        **{int(name[1:]): each for name, each in objects.items()},
    })


def pages_of(pdf: bytes) -> tuple[PageText, ...]:
    return page_texts_of(pdf, answer_to(pdf, b'{"first": 20, "last": 20, "unseen": true}'))


def told(pdf: bytes) -> list[tuple[str, int]]:
    return [(each.code, each.page) for each in cautions(pdf, pages_of(pdf))]


def annotated(kind: bytes, rectangle: bytes, more: bytes = b"", *, flags: int = 4) -> bytes:
    annotation = b"<< /Type /Annot /Subtype %b /F %d /Rect %b %b >>" % (kind, flags, rectangle, more)
    return made(page=b"/Annots [95 0 R]", n95=annotation)


OVER, BESIDE = b"[60 690 200 720]", b"[60 100 200 130]"


class TestPrograms:
    @pytest.mark.parametrize(("catalog", "code"), [
        (b"/OpenAction << /S /JavaScript /JS (x) >>", "caution_script"),
        (b"/Names << /JavaScript << /Names [(a) << /S /JavaScript /JS 95 0 R >>] >> >>", "caution_script"),
        (b"/AA << /WC << /S /JavaScript /JS (x) >> >>", "caution_script"),
        (b"/OpenAction << /S /URI /URI (x) /Next [<< /S /Launch /F (cmd) >>] >>", "caution_launch"),
        (b"/OpenAction << /S /SubmitForm /F (http://x) >>", "caution_submits"),
        (b"/Names << /EmbeddedFiles << /Names [(a) << /Type /Filespec /F (a) >>] >> >>", "caution_attachment"),
    ])
    def test_are_told_wherever_they_hide(self, catalog: bytes, code: str) -> None:
        assert (code, 0) in told(made(catalog, n95=stream(b"x")))


class TestLayers:
    @pytest.mark.parametrize(("usual", "code"), [
        (b"/OFF [95 0 R]", "caution_layers_off"), (b"/BaseState /OFF", "caution_layers_off"),
        (b"/AS [<< /Event /Print /Category [/Print] /OCGs [95 0 R] >>]", "caution_layers_switch"),
    ])
    def test_that_are_off_or_switch_are_told(self, usual: bytes, code: str) -> None:
        properties = b"/OCProperties << /OCGs [95 0 R] /D << %b >> >>" % usual

        assert told(made(properties, n95=b"<< /Type /OCG /Name (x) >>")) == [(code, 0)]

    def test_that_are_on_are_not(self) -> None:
        assert told(made(b"/OCProperties << /OCGs [95 0 R] /D << /ON [95 0 R] /OFF [] >> >>",
                         n95=b"<< /Type /OCG /Name (x) >>")) == []


class TestAnnotationsAndFields:
    @pytest.mark.parametrize(("pdf", "code"), [
        (annotated(b"/Stamp", OVER), "caution_annotation_over_text"),
        (annotated(b"/StrikeOut", OVER), "caution_annotation_over_text"),
        (annotated(b"/FreeText", BESIDE), "caution_annotation"),
        (annotated(b"/Widget", OVER, b"/FT /Tx /T (a)"), "caution_field_over_text"),
        (annotated(b"/Text", BESIDE, flags=2), "caution_annotation_hidden"),
        (annotated(b"/RichMedia", BESIDE), "caution_media"),
        (annotated(b"/FileAttachment", BESIDE), "caution_attachment"),
    ])
    def test_are_told_with_their_page(self, pdf: bytes, code: str) -> None:
        assert told(pdf) == [(code, 1)]

    @pytest.mark.parametrize("pdf", [
        annotated(b"/Link", OVER), annotated(b"/Popup", OVER), annotated(b"/Widget", BESIDE, b"/FT /Tx /T (a)"),
        annotated(b"/Widget", OVER, b"/FT /Sig /T (a)"),
    ])
    def test_are_not_told_when_they_draw_nothing_or_are_what_forms_are_made_of(self, pdf: bytes) -> None:
        assert told(pdf) == []

    def test_say_which_words_they_cover(self) -> None:
        pdf = annotated(b"/Stamp", OVER)

        (found,) = cautions(pdf, pages_of(pdf))

        assert found == Caution("caution_annotation_over_text", 1, "Open")
        assert message(found.code, "vi", **found.fields).text == "Trang 1 có ghi chú hoặc hình vẽ đè lên chữ: “Open”."

    @pytest.mark.parametrize("rotation", [90, 180, 270])
    def test_are_found_on_pages_turned_any_way(self, rotation: int) -> None:
        name = next(line.box for page in pages_of(paper_to_sign()) for line in page.lines
                    if line.text == "Nguyễn Văn Ánh")
        pdf = turned(paper_to_sign(), rotation)
        covering = with_look(pdf, field=pades.FieldSpec(box=name), appearance=pades.Appearance(("x",)))

        found = cautions(covering.replace(b"/Subtype /Widget", b"/Subtype /Stamp "), pages_of(covering))

        assert [each.text for each in found if each.code == "caution_annotation_over_text"] == ["Nguyễn Văn Ánh"]


class TestWordsThatNobodySees:
    def test_are_told_with_their_page(self) -> None:
        pdf = paper_to_sign(Paper(body="#text(fill: white)[Phạt tiền một trăm triệu đồng]"))

        (found,) = cautions(pdf, pages_of(pdf))

        assert (found.code, found.page) == ("caution_text_not_seen", 1)
        assert found.text.startswith("Phạt tiền")


    def test_are_told_to_be_looked_for_on_some_pages_only(self) -> None:
        pages = [PageText(number, 210, 297) for number in (1, 2, 50)]

        assert cautions(PLAIN, pages) == (Caution("caution_pages_not_read", 50),)
        assert cautions(PLAIN, pages[:2]) == cautions(PLAIN) == ()


class TestWhatIsInTheFileAndNotShown:
    @pytest.mark.parametrize("hidden", [
        PAGE % b"", CATALOG % b"", FORM, stream(b"BT /F1 12 Tf (Other) Tj ET"),
    ], ids=["page", "catalog", "form", "content"])
    def test_is_told(self, hidden: bytes) -> None:
        assert told(made(n95=hidden)) == [("caution_unused_content", 0)]

    @pytest.mark.parametrize("harmless", [b"<< /Old true >>", stream(b"/CIDInit /ProcSet findresource begin")])
    def test_is_not_told_when_it_paints_nothing(self, harmless: bytes) -> None:
        assert told(made(n95=harmless)) == []

    def test_is_told_when_it_is_in_no_table(self) -> None:
        shown = made()
        at = shown.rindex(b"xref\n")
        hidden = shown[:at] + b"4 0 obj\n" + stream(b"(Other) Tj") + b"\nendobj\n" + shown[at:]
        start = b"startxref\n%d\n" % at
        moved = hidden.replace(start, b"startxref\n%d\n" % (at + len(hidden) - len(shown)))

        assert told(moved) == [("caution_unlisted_object", 0)]

    def test_is_not_what_stands_within_a_stream(self) -> None:
        assert told(made(page=b"/PieceInfo 95 0 R", n95=stream(b"7 0 obj\n<< >>\nendobj\n"))) == []

    def test_is_told_when_it_waits_to_be_added(self) -> None:
        assert told(made(b"/Extra 77 0 R")) == [("caution_missing_object", 0)]

    def test_is_told_when_it_lies_in_another_file(self) -> None:
        outside = b"<< /Length 0 /F (other.bin) >>\nstream\n\nendstream"

        assert told(made(page=b"/PieceInfo 95 0 R", n95=outside)) == [("caution_outside_content", 0)]

    def test_is_told_when_an_entry_has_two_values(self) -> None:
        assert told(made(page=b"/UserUnit 1 /UserUnit 2")) == [("caution_repeated_entry", 0)]


class TestHonestDocuments:
    @pytest.mark.parametrize("pdf", [
        paper_to_sign(), paper_to_sign(Paper(), "a-2b"), paper_to_sign(Paper(), "ua-1"), paper_to_sign(Paper(), "a-1b"),
        *(((VECTORS / f"{name}.pdf").read_bytes()) for name in (
            "chromium", "libreoffice", "typst-pdf-a-2b", "rotated", "already-signed", "certified-fill-forms",
            "hybrid-xref", "linearized", "object-streams", "pdf-2.0", "form-fields", "encrypted-owner-only",
        )),
    ])
    def test_are_left_in_peace(self, pdf: bytes) -> None:
        assert told(pdf) == []

    def test_are_left_in_peace_once_they_are_signed(self) -> None:
        signed = signed_pdf(
            Authority("Gốc").issue("Ánh"), paper_to_sign(), field=pades.FieldSpec(box=Box(30, 30, 60, 30)),
            appearance=pades.Appearance(("Ký bởi: Nguyễn Văn Ánh",)),
        )

        assert told(signed) == []


class TestAnyFile:
    @pytest.mark.parametrize("pdf", [b"", b"%PDF-1.7", bytes(99)])
    def test_that_cannot_be_read_is_refused(self, pdf: bytes) -> None:
        with pytest.raises(PdfUnreadable):
            cautions(pdf)

    def test_that_costs_too_much_is_told_so(self, monkeypatch: pytest.MonkeyPatch) -> None:
        members = b"[%b]" % b" ".join(b"%d 0 R" % number for number in (*range(200, 260),) * 10)
        pdf = made(b"/Extra 95 0 R", **{f"n{each}": members for each in (95, *range(200, 260))})
        assert told(pdf) == []
        monkeypatch.setattr("antin.pdf.work.WORK_LIMIT", 3_000)

        assert [each.code for each in cautions(pdf)] == ["caution_not_all_seen"]


class TestARectangleOnAPage:
    @pytest.mark.parametrize("rotation", [0, 90, 180, 270])
    @pytest.mark.parametrize("unit", [1.0, 2.0])
    def test_is_displayed_where_its_box_was(self, rotation: int, unit: float) -> None:
        page = PageGeometry((10.0, 20.0, 610.0, 820.0), rotation, unit)  # type: ignore[arg-type]  # in the table

        box = page.box_of(page.rectangle_of(Box(12, 34, 56, 7)))

        assert (box.x, box.y, box.width, box.height) == pytest.approx((12, 34, 56, 7), abs=0.01)
