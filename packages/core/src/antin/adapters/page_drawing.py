"""Pages and looks as pictures, drawn by PDFium from the very octets that are, or will be, signed.

The program works on octets of strangers and cannot be stopped from within: whoever has documents of strangers calls
this in a process that may be ended.
"""

from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from antin.errors import AntinError
from antin.pades import FieldSpec
from antin.pades.appearance import Appearance
from antin.pades.geometry import MM_PER_POINT, Box
from antin.pades.previewing import with_look

DPI, MAX_SIDE_PX = 110, 4_000


class PageNotDrawn(AntinError):
    """There is no such page (`page`), or the file cannot be opened."""

    code = "page_not_drawn"


def page_png(pdf: bytes, number: int, *, dpi: float = DPI) -> bytes:
    """A page, from 1 or from -1 backwards, as displayed, with what its annotations draw.

    Raises PageNotDrawn: no such page, or nothing that PDFium can open.
    """
    return _png(_rendered(pdf, number, dpi, on=(255, 255, 255, 255)).convert("RGB"))


def page_with_look_png(
    pdf: bytes, *, field: FieldSpec, appearance: Appearance, name: str = "", dpi: float = DPI,
) -> bytes:
    """A page as it will be seen once it is signed there. Raises as `page_png` and `pades.previewing.with_look`."""
    return page_png(with_look(pdf, field=field, appearance=appearance, name=name), field.page, dpi=dpi)


def look_png(appearance: Appearance, *, width_mm: float, height_mm: float, dpi: float = DPI) -> bytes:
    """The look alone, on nothing. Raises as `page_with_look_png`."""
    page = _empty_page(width_mm / MM_PER_POINT, height_mm / MM_PER_POINT)
    shown = with_look(page, field=FieldSpec(box=Box(0, 0, width_mm, height_mm)), appearance=appearance)
    return _png(_rendered(shown, 1, dpi, on=(255, 255, 255, 0)))


def _rendered(pdf: bytes, number: int, dpi: float, *, on: tuple[int, int, int, int]) -> Image.Image:
    try:
        document = pypdfium2.PdfDocument(pdf)
        document.init_forms()
        page = document[number - 1 if number > 0 else number + len(document)]
        # A page in larger units (/UserUnit) is drawn as if they were of 1/72 inch.
        scale = min(dpi / 72, MAX_SIDE_PX / max(*page.get_size(), 1))
        picture: Image.Image = page.render(
            scale=scale, may_draw_forms=True, fill_color=on, force_bitmap_format=pdfium.FPDFBitmap_BGRA,
        ).to_pil()
        return picture
    except (pypdfium2.PdfiumError, IndexError) as error:
        raise PageNotDrawn(page=number) from error


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def _empty_page(width: float, height: float) -> bytes:
    """A file of one page of this size in points."""
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %.3f %.3f] >>" % (width, height),
    ]
    body, offsets = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        offsets.append(len(body))
        body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    rows = b"".join(b"%010d 00000 n \n" % each for each in offsets)
    return body + b"xref\n0 4\n0000000000 65535 f \n%btrailer\n<< /Size 4 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (
        rows, len(body),
    )
