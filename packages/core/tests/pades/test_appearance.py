"""Text and picture fit the box, and Vietnamese is always written right."""

import unicodedata
import zlib
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from antin.pades.appearance import MIN_SIZE_PT, Appearance, draw
from antin.pades.errors import AppearanceDoesNotFit, CharacterMissing, ImageUnreadable
from antin.pades.font import COMMON_CHARACTERS, font_for

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

        assert drawing.image is not None and drawing.image.opacity is None
        assert zlib.decompress(drawing.image.colours) == b"\xff\x00\x00" * 300

    def test_keeps_its_transparency(self) -> None:
        drawing = draw(Appearance(image=png("RGBA", (255, 0, 0, 128))), width=100, height=50)

        assert drawing.image is not None and drawing.image.opacity is not None
        assert zlib.decompress(drawing.image.opacity) == b"\x80" * 300

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
