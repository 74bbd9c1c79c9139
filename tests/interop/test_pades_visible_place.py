"""A visible signature stands where its box says, upright, on pages turned any way: measured on PDFium's
pixels.
"""

import subprocess
from io import BytesIO
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from antin import pades
from antin_testkit.key_holders import AT, KEY_HOLDERS

VECTORS = Path(__file__).parents[1] / "vectors/pdf"
BOX = pades.Box(30, 40, 50, 20)
PIXELS_PER_MM = 4
CORNERS = {
    "top left": (255, 0, 0),
    "top right": (0, 160, 0),
    "bottom left": (0, 0, 255),
    "bottom right": (255, 0, 255),
}


def four_colours() -> bytes:
    """A picture as wide to its height as the box within its margins, so that it fills them."""
    picture = Image.new("RGB", (1379, 527))
    width, height = picture.size
    for name, colour in CORNERS.items():
        left = 0 if "left" in name else width // 2
        top = 0 if "top" in name else height // 2
        picture.paste(colour, (left, top, left + width // 2 + 1, top + height // 2 + 1))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def signed(page: int, appearance: pades.Appearance) -> bytes:
    holder = KEY_HOLDERS["ecdsa-sha256"]
    prepared = pades.prepare(
        (VECTORS / "rotated.pdf").read_bytes(),
        field=pades.FieldSpec(page=page, box=BOX),
        appearance=appearance,
        signatory=pades.Signatory(holder.certificate, holder.algorithm),
        statement=pades.Statement(AT),
    )
    return pades.complete(prepared, holder.sign(prepared.to_be_signed))


def drawn(pdf: bytes, page: int) -> Image.Image:
    document = pypdfium2.PdfDocument(pdf)
    document.init_forms()
    # PDFium draws a page in units of 1/72 inch without its /UserUnit.
    unit = 2 if page == 5 else 1
    scale = PIXELS_PER_MM * 25.4 / 72 * unit
    return document[page - 1].render(scale=scale, may_draw_forms=True).to_pil().convert("RGB")


def place_of(picture: Image.Image, colour: tuple[int, int, int]) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a colour, in millimetres."""
    channels = [channel.point(lambda value, wanted=wanted: 255 * (abs(value - wanted) < 40))
                for channel, wanted in zip(picture.split(), colour, strict=True)]
    mask = Image.merge("RGB", channels).convert("L").point(lambda value: 255 * (value > 250))
    found = mask.getbbox()
    assert found is not None
    left, top, right, bottom = (edge / PIXELS_PER_MM for edge in found)
    return left, top, right, bottom


@pytest.mark.parametrize("page", [1, 2, 3, 4, 5])
class TestAVisibleSignature:
    def test_stands_in_its_box_and_upright(self, page: int) -> None:
        picture = drawn(signed(page, pades.Appearance(image=four_colours())), page)

        middle_x, middle_y = BOX.x + BOX.width / 2, BOX.y + BOX.height / 2
        expected = {
            "top left": (BOX.x, BOX.y, middle_x, middle_y),
            "top right": (middle_x, BOX.y, BOX.x + BOX.width, middle_y),
            "bottom left": (BOX.x, middle_y, middle_x, BOX.y + BOX.height),
            "bottom right": (middle_x, middle_y, BOX.x + BOX.width, BOX.y + BOX.height),
        }
        for corner, colour in CORNERS.items():
            assert place_of(picture, colour) == pytest.approx(expected[corner], abs=1.2), corner

    def test_can_be_read_as_text(self, page: int, tmp_path: Path) -> None:
        pdf = signed(
            page, pades.Appearance(("Ký bởi: Nguyễn Thị Lấp Lánh Ánh", "ỦY BAN NHÂN DÂN XÃ ĐỨC MINH"))
        )
        path = tmp_path / "signed.pdf"
        path.write_bytes(pdf)

        said = subprocess.run(
            ["pdftotext", "-f", str(page), "-l", str(page), path, "-"],
            capture_output=True,
            text=True,
            timeout=60,
        )

        text = " ".join(said.stdout.split())
        assert "Ký bởi: Nguyễn Thị Lấp Lánh Ánh" in text
        assert "ỦY BAN NHÂN DÂN XÃ ĐỨC MINH" in text
