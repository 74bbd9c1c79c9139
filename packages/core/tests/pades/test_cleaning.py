"""A picture taken of paper becomes ink on nothing, the same each time."""

from io import BytesIO
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageFilter

from antin.pades.errors import ImageUnreadable, PictureWithoutInk, PictureWithoutPaper
from antin.pades.looks import Ink, clean_picture

RED, BLUE, PALE = (200, 40, 40), (20, 50, 150), (225, 120, 120)
SIZE = (800, 500)
RING = (250, 100, 550, 400)


def saved(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def ring(colour: tuple[int, int, int], on: Image.Image) -> Image.Image:
    ImageDraw.Draw(on).ellipse(RING, outline=colour, width=14)
    return on


def photographed(colour: tuple[int, int, int], *, shade: float = 0.35, grain: float = 6, quality: int = 85) -> bytes:
    """A ring on yellowish paper, one edge of which is in the shade, out of focus and grainy."""
    light = Image.linear_gradient("L").resize(SIZE).point(lambda value: 255 - int(value * shade))
    paper = Image.composite(Image.new("RGB", SIZE, (250, 245, 235)), Image.new("RGB", SIZE), light)
    blurred = ring(colour, paper).filter(ImageFilter.GaussianBlur(1))
    noise = Image.effect_noise(SIZE, grain)
    return saved(
        Image.merge("RGB", [ImageChops.add(each, noise, 1, -128) for each in blurred.split()]), "JPEG",
        quality=quality,
    )


def cleaned(data: bytes, ink: Ink = Ink.AS_IT_IS) -> Image.Image:
    image = Image.open(BytesIO(clean_picture(data, ink)))
    assert (image.format, image.mode, image.info) == ("PNG", "RGBA", {})
    return image


def mean_ink(image: Image.Image) -> tuple[float, ...]:
    solid = image.getchannel("A").point(lambda value: 255 * (value > 220))
    counts = image.convert("RGB").histogram(solid)
    total = sum(counts[:256])
    return tuple(sum(i * counts[256 * band + i] for i in range(256)) / total for band in range(3))


class TestAPhotograph:
    @pytest.mark.parametrize("colour", [RED, BLUE, PALE])
    def test_loses_its_paper_and_keeps_its_ink(self, colour: tuple[int, int, int]) -> None:
        image = cleaned(photographed(colour))

        opacity = image.getchannel("A")
        assert (image.width, image.height) == pytest.approx((301, 301), abs=22)
        assert opacity.getpixel((image.width // 2, image.height // 2)) == 0
        assert [opacity.getpixel(each) for each in ((0, 0), (image.width - 1, 0), (0, image.height - 1))] == [0, 0, 0]
        assert 0.10 < sum(opacity.histogram()[200:]) / (image.width * image.height) < 0.2
        assert mean_ink(image) == pytest.approx(colour, abs=45)

    def test_may_get_another_ink(self) -> None:
        assert mean_ink(cleaned(photographed(PALE), Ink.RED)) == (218, 37, 29)
        assert mean_ink(cleaned(photographed(BLUE), Ink.BLACK)) == (0, 0, 0)

    def test_gives_equal_octets_for_equal_ones(self) -> None:
        data = photographed(RED)

        assert clean_picture(data) == clean_picture(data)

    def test_is_made_no_larger_than_a_print_needs(self) -> None:
        large = ring(BLUE, Image.new("RGB", SIZE, "white")).resize((3200, 2000))

        assert max(cleaned(saved(large)).size) < 1200 * 0.45

    def test_is_turned_upright(self) -> None:
        lying = Image.new("RGB", (300, 100), "white")
        ImageDraw.Draw(lying).line((20, 50, 280, 50), fill=BLUE, width=8)
        exif = Image.Exif()
        exif[0x0112] = 6

        width, height = cleaned(saved(lying, "JPEG", exif=exif)).size

        assert height > 5 * width

    @pytest.mark.parametrize("data", [
        saved(Image.new("RGB", (300, 200), "white")), saved(Image.new("RGBA", (300, 200))),
        saved(Image.merge("RGB", [Image.effect_noise((300, 200), 4).point(lambda value: value + 90)] * 3)),
    ], ids=["white", "clear", "grain"])
    def test_is_refused_when_nothing_stands_on_it(self, data: bytes) -> None:
        with pytest.raises(PictureWithoutInk):
            clean_picture(data)

    def test_is_refused_when_it_has_no_paper(self) -> None:
        with pytest.raises(PictureWithoutPaper):
            clean_picture(saved(ring(RED, Image.new("RGB", SIZE, (40, 40, 50)))))

    def test_is_refused_when_it_is_none(self) -> None:
        with pytest.raises(ImageUnreadable):
            clean_picture(b"%PDF-1.4")


class TestAPictureThatIsTransparentAlready:
    def test_is_only_cut(self) -> None:
        image = Image.new("RGBA", SIZE)
        ImageDraw.Draw(image).rectangle((100, 100, 299, 199), fill=(*BLUE, 200))

        result = cleaned(saved(image))

        assert result.size == pytest.approx((200 + 16, 100 + 16), abs=2)
        assert result.getpixel((100, 50)) == (*BLUE, 200)
