"""Text and picture fit the box, and Vietnamese is always written right."""

import unicodedata
import zlib
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from antin.pades.appearance import MIN_SIZE_PT, Appearance, draw
from antin.pades.conformance import Conformance
from antin.pades.errors import AppearanceDoesNotFit, CharacterMissing, CodeTooLong, ImageUnreadable
from antin.pades.font import COMMON_CHARACTERS, ITALIC, font_for
from antin.pades.parts import RED, Align, Area, Code, Frame, Line, Picture, Text

NAME = "Ký bởi: Nguyễn Thị Lấp Lánh Ánh"


def png(mode: str, colour: tuple[int, ...] | int) -> bytes:
    file = BytesIO()
    Image.new(mode, (30, 10), colour).save(file, "PNG")
    return file.getvalue()


def lines_shown(content: bytes) -> int:
    return content.count(b"Tj T*")


class TestTheFont:
    def test_has_a_shape_and_a_unicode_for_every_vietnamese_letter(self) -> None:
        font = font_for("Ự")

        shapes = TTFont(BytesIO(zlib.decompress(font.file)))
        outlines = shapes["glyf"]
        order = shapes.getGlyphOrder()
        for letter in "ẮẰẲẴẶấầẩẫậĐđỆệỢợỮữỴỵ":
            assert outlines[order[font.glyphs[letter]]].numberOfContours != 0
            code = f"<{font.glyphs[letter]:04X}> <{ord(letter):04X}>".encode()
            assert code in zlib.decompress(font.to_unicode)

    def test_is_cut_once_for_common_texts(self) -> None:
        assert font_for("Hà Nội") is font_for("Quảng Ngãi")

    def test_is_cut_anew_for_rare_characters(self) -> None:
        rare = font_for("Ω")

        assert "Ω" not in COMMON_CHARACTERS
        assert rare.glyphs["Ω"] and rare.name != font_for("a").name

    def test_is_small_enough_to_be_in_every_document(self) -> None:
        assert len(font_for("a").file) < 20_000

    def test_slants_where_asked(self) -> None:
        upright, slanted = font_for("ngày"), font_for("ngày", ITALIC)

        assert (upright.italic_angle, slanted.italic_angle < -10) == (0, True)
        assert slanted.name.endswith("+Tinos-Italic")

    def test_refuses_what_it_cannot_draw(self) -> None:
        with pytest.raises(CharacterMissing) as refused:
            font_for("Ký 😀 龍")

        assert refused.value.fields["characters"] == "龍 😀"


class TestText:
    def test_is_the_same_in_every_unicode_form(self) -> None:
        composed, decomposed = (unicodedata.normalize(form, NAME) for form in ("NFC", "NFD"))

        assert draw(Appearance((composed,)), width=200, height=40) == draw(
            Appearance((decomposed,)), width=200, height=40
        )

    def test_keeps_its_size_where_there_is_room(self) -> None:
        assert b"/F1 10 Tf" in draw(Appearance((NAME,)), width=300, height=60).content

    def test_shrinks_and_wraps_where_there_is_little(self) -> None:
        content = draw(Appearance((NAME, NAME)), width=80, height=40).content

        assert lines_shown(content) > 2
        assert b"/F1 10 Tf" not in content

    def test_never_leaves_the_box(self) -> None:
        for width in range(60, 300, 7):
            content = draw(Appearance((NAME,)), width=width, height=40).content
            size = float(content.split(b"/F1 ")[1].split(b" ")[0])
            font = font_for(NAME)
            shown = [part.split(b">")[0] for part in content.split(b"<")[1:]]
            widths = [
                sum(font.widths[int(each[i : i + 4], 16)] for i in range(0, len(each), 4)) for each in shown
            ]
            assert max(widths) * size / 1000 <= width - 4 + 0.02

    def test_is_refused_when_even_the_smallest_letters_do_not_fit(self) -> None:
        with pytest.raises(AppearanceDoesNotFit) as refused:
            draw(Appearance((NAME * 3,)), width=40, height=10)

        assert refused.value.fields["size_pt"] == MIN_SIZE_PT

    def test_takes_line_breaks_and_drops_empty_lines(self) -> None:
        assert lines_shown(draw(Appearance(("a\nb\n\n", "  ")), width=200, height=60).content) == 2


class TestAPicture:
    def test_has_no_transparency_when_it_is_opaque(self) -> None:
        drawing = draw(Appearance(image=png("RGB", (255, 0, 0))), width=100, height=50)

        (image,) = drawing.images
        assert (image.opacity, image.stencil) == (None, None)
        assert zlib.decompress(image.colours) == b"\xff\x00\x00" * 300

    def test_keeps_its_transparency(self) -> None:
        drawing = draw(Appearance(image=png("RGBA", (255, 0, 0, 128))), width=100, height=50)

        (image,) = drawing.images
        assert image.opacity is not None
        assert zlib.decompress(image.opacity) == b"\x80" * 300

    @pytest.mark.parametrize("conformance", [Conformance(1, True, True), Conformance(2)])
    def test_is_ink_or_nothing_where_a_document_may_not_be_transparent(self, conformance: Conformance) -> None:
        picture = Image.new("RGBA", (16, 1), (255, 0, 0, 0))
        picture.paste((0, 0, 200, 255), (0, 0, 3, 1))
        file = BytesIO()
        picture.save(file, "PNG")

        drawing = draw(Appearance(image=file.getvalue()), width=100, height=50, conformance=conformance)

        (image,) = drawing.images
        assert image.opacity is None and image.stencil is not None
        assert zlib.decompress(image.stencil) == b"\x1f\xff"
        assert zlib.decompress(image.colours) == b"\x00\x00\xc8" * 3 + b"\xff" * 39

    def test_is_not_distorted(self) -> None:
        content = draw(Appearance(image=png("L", 0)), width=104, height=104).content

        assert content.startswith(b"q 100.000 0 0 33.333 2.000 35.333 cm")

    def test_stands_beside_the_text_in_a_wide_box(self) -> None:
        content = draw(Appearance((NAME,), png("L", 0)), width=204, height=54).content

        assert b"102.000" in content.split(b"TL ")[1].split(b" Td")[0]

    @pytest.mark.parametrize("data", [b"not a picture", b"GIF89a", png("L", 0)[:45], b"\x89PNG\r\n\x1a\n"])
    def test_is_refused_when_it_is_none(self, data: bytes) -> None:
        with pytest.raises(ImageUnreadable):
            draw(Appearance(image=data), width=100, height=50)

    def test_is_refused_when_it_is_a_bomb(self) -> None:
        file = BytesIO()
        Image.new("1", (5000, 5000)).save(file, "PNG")

        with pytest.raises(ImageUnreadable):
            draw(Appearance(image=file.getvalue()), width=100, height=50)


class TestParts:
    def test_have_their_places_from_the_top_left(self) -> None:
        parts = (Picture(png("L", 0), Area(0.5, 0, 0.5, 0.25)), Line((0, 0), (1, 0.5), RED), Frame(width_pt=2))

        content = draw(Appearance(parts=parts), width=100, height=80).content

        assert content.splitlines() == [
            b"q 50.000 0 0 16.667 50.000 61.667 cm /Im1 Do Q",
            b"q 0.855 0.145 0.114 RG 0.75 w 0.000 80.000 m 100.000 40.000 l S Q",
            b"q 0 G 2 w 1 1 98.000 78.000 re S Q",
        ]

    def test_share_fonts_and_pictures(self) -> None:
        seal, one, other = Picture(png("L", 0)), Text(("a",)), Text(("b",), is_italic=True)

        drawing = draw(Appearance(parts=(seal, one, other, one, seal)), width=100, height=50)

        assert (len(drawing.fonts), len(drawing.images)) == (2, 1)
        assert [drawing.content.count(each) for each in (b"/F1 ", b"/F2 ", b"/Im1 ")] == [2, 1, 2]

    @pytest.mark.parametrize(("align", "moves"), [
        (Align.LEFT, []), (Align.RIGHT, [95.0, -90.0]), (Align.CENTRE, [47.5, -45.0]),
    ])
    def test_stand_left_in_the_middle_or_right(self, align: Align, moves: list[float]) -> None:
        lines = ("0", "0" * 19)

        content = draw(Appearance(parts=(Text(lines, align=align),)), width=100, height=50).content

        assert [float(each.split()[0]) for each in content.splitlines() if b" 0 Td " in each] == moves

    def test_do_not_shrink_below_what_is_asked(self) -> None:
        with pytest.raises(AppearanceDoesNotFit):
            draw(Appearance(parts=(Text((NAME,), size_pt=10, least_pt=10),)), width=100, height=12)

    def test_are_told_to_those_who_do_not_see(self) -> None:
        told = Appearance(("Ký  bởi",), parts=(Text(("Số: 1",)), Code("https://antin.example/1"))).told

        assert told == "Ký bởi; Số: 1; https://antin.example/1"


class TestACode:
    def test_is_square_with_a_quiet_zone(self) -> None:
        content = draw(Appearance(parts=(Code("https://antin.example/kiem-tra/1"),)), width=80, height=58).content

        # 25 modules of version 2 would not hold it at level M: 29 and four on each side.
        head, first, *_ = content.splitlines()
        assert head == b"q 1.56757 0 0 1.56757 11.000 0.000 cm 1 g 0 0 37 37 re f"
        assert first == b"0 g 4 32 7 1 re"

    def test_is_refused_when_nobody_could_read_it_from_paper(self) -> None:
        with pytest.raises(CodeTooLong) as refused:
            draw(Appearance(parts=(Code("x" * 301),)), width=80, height=80)

        assert refused.value.fields["limit"] == 300
