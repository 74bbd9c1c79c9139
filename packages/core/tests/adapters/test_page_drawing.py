"""What is previewed is what is signed, to the pixel."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops, ImageDraw

from antin import pades
from antin.adapters.page_drawing import PageNotDrawn, look_png, page_png, page_with_look_png
from antin.pades.errors import BoxOutsidePage, NothingToShow
from antin.pades.looks import Facts, Look, LookKind, appearance_of
from antin.pades.parts import Picture, Text
from antin_testkit.official_documents import official_document
from antin_testkit.paths import AT, Authority
from antin_testkit.signed_documents import VECTORS, signed_pdf

BOX = pades.Box(30, 40, 50, 20)
FACTS = Facts(
    name="Nguyễn Thị Lấp Lánh Ánh", agency="Ủy ban nhân dân xã Đức Minh", at=AT, number="123/QĐ-UBND",
    issued_on=AT.date(), copy_form="Sao y", arrival="45", comment="Đồng ý trình ký", initials="NTA",
    address="https://antin.example/kiem-tra",
)


def seal() -> bytes:
    """Red and half transparent, with one corner blue to tell which way is up."""
    picture = Image.new("RGBA", (200, 200))
    pen = ImageDraw.Draw(picture)
    pen.ellipse((5, 5, 195, 195), outline=(218, 37, 29, 160), width=12)
    pen.rectangle((0, 0, 60, 60), fill=(0, 51, 153, 255))
    file = BytesIO()
    picture.save(file, "PNG")
    return file.getvalue()


def opened(png: bytes) -> Image.Image:
    return Image.open(BytesIO(png))


def differs(one: bytes, other: bytes) -> tuple[int, int, int, int] | None:
    """Where two pictures differ; None: nowhere."""
    return ImageChops.difference(opened(one).convert("RGBA"), opened(other).convert("RGBA")).getbbox(alpha_only=False)


def corner_of(colour: tuple[int, int, int], picture: Image.Image) -> tuple[int, int]:
    """The left and top edge of a colour."""
    away = ImageChops.difference(picture, Image.new("RGB", picture.size, colour)).split()
    found = ImageChops.lighter(ImageChops.lighter(*away[:2]), away[2]).point(lambda value: 255 * (value < 12)).getbbox()
    assert found is not None
    return found[:2]


def signed_page(
    certificate: bytes, document: bytes, field: pades.FieldSpec, appearance: pades.Appearance, page: int = 1,
) -> bytes:
    return page_png(signed_pdf(certificate, document, field=field, appearance=appearance), page)


@pytest.fixture(scope="module")
def certificate() -> bytes:
    return Authority("Gốc").issue("Nguyễn Thị Ánh")


class TestAPreview:
    @pytest.mark.parametrize("kind", LookKind)
    def test_shows_every_kind_as_it_will_be_signed(self, kind: LookKind, certificate: bytes) -> None:
        document, look = official_document(), Look(kind, seal())
        field = pades.FieldSpec(box=pades.Box(40, 150, *look.size))
        appearance = appearance_of(look, FACTS)

        preview = page_with_look_png(document, field=field, appearance=appearance)

        signed = signed_pdf(certificate, document, field=field, appearance=appearance)
        assert differs(preview, page_png(signed, 1)) is None
        assert differs(preview, page_png(document, 1)) is not None

    @pytest.mark.parametrize("page", [1, 2, 3, 4, 5, -1])
    def test_shows_pages_turned_any_way(self, page: int, certificate: bytes) -> None:
        document = (VECTORS / "rotated.pdf").read_bytes()
        field = pades.FieldSpec(page=page, box=BOX)
        appearance = pades.Appearance(("Ký bởi: Nguyễn Thị Ánh",), image=seal())

        preview = page_with_look_png(document, field=field, appearance=appearance)

        assert differs(preview, signed_page(certificate, document, field, appearance, page)) is None
        # The picture stands in the left half, as high as the box within its margins.
        left, top = corner_of((0, 51, 153), opened(preview))
        per_mm = opened(preview).width / pades.overview(document).pages[page - (page > 0)].width
        assert (left / per_mm, top / per_mm) == pytest.approx((BOX.x + 2.9, BOX.y + 0.7), abs=0.8)

    @pytest.mark.parametrize("name", ["typst-pdf-a-2b", "libreoffice", "chromium", "object-streams", "already-signed",
                                      "encrypted-owner-only"])
    def test_shows_documents_of_any_origin(self, name: str, certificate: bytes) -> None:
        document = (VECTORS / f"{name}.pdf").read_bytes()
        field, appearance = pades.FieldSpec(box=BOX), pades.Appearance(parts=(Picture(seal()),))

        preview = page_with_look_png(document, field=field, appearance=appearance)

        assert differs(preview, signed_page(certificate, document, field, appearance)) is None

    def test_shows_a_field_that_waits(self, certificate: bytes) -> None:
        document = (VECTORS / "form-fields.pdf").read_bytes()
        name = next(each.name for each in pades.overview(document).empty_fields if each.is_visible)
        field, appearance = pades.FieldSpec(name), pades.Appearance(("Ký bởi",))

        preview = page_with_look_png(document, field=field, appearance=appearance)

        assert differs(preview, signed_page(certificate, document, field, appearance)) is None

    def test_is_refused_where_a_signature_would_be(self) -> None:
        with pytest.raises(BoxOutsidePage):
            page_with_look_png(official_document(), field=pades.FieldSpec(box=pades.Box(200, 0, 50, 10)),
                               appearance=pades.Appearance(("a",)))

    def test_is_refused_for_what_is_not_seen(self) -> None:
        with pytest.raises(NothingToShow):
            page_with_look_png(official_document(), field=pades.FieldSpec(), appearance=pades.Appearance(("a",)))


class TestALookAlone:
    def test_stands_on_nothing_in_its_size(self) -> None:
        look = opened(look_png(appearance_of(Look(LookKind.SEAL, seal()), FACTS), width_mm=36, height_mm=36, dpi=254))

        assert (look.mode, look.size) == ("RGBA", (360, 360))
        assert look.getpixel((180, 180)) == (0, 0, 0, 0)
        assert look.getpixel((30, 30)) == (0, 51, 153, 255)

    def test_has_letters_without_a_background(self) -> None:
        look = opened(look_png(pades.Appearance(parts=(Text(("Ký",)),)), width_mm=20, height_mm=8))

        assert look.getchannel("A").getextrema()[0] == 0
        assert look.getchannel("A").getextrema()[1] > 180


class TestAPage:
    @pytest.mark.parametrize("number", [0, 2, -2])
    def test_that_is_not_there_is_told(self, number: int) -> None:
        with pytest.raises(PageNotDrawn):
            page_png(official_document(), number)

    @pytest.mark.parametrize("data", [b"", b"%PDF-1.4", bytes(500)])
    def test_of_no_document_is_told(self, data: bytes) -> None:
        with pytest.raises(PageNotDrawn):
            page_png(data, 1)

    def test_is_never_drawn_larger_than_a_screen_needs(self) -> None:
        assert max(opened(page_png(official_document(), 1, dpi=5_000)).size) <= 4_001
