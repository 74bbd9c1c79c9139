"""Documents laid out as NĐ 30/2020/NĐ-CP Phụ lục I asks, scans and prints of them, set by typst."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files
from io import BytesIO

import pypdfium2
import typst

FONTS = typst.Fonts(include_system_fonts=False, font_paths=[str(files("antin.pades").joinpath("fonts"))])
A4_MM = (210, 297)
_PAGE = """
#set page(width: {size[0]}mm, height: {size[1]}mm, margin: (left: 30mm, right: 15mm, y: 20mm))
#set document(date: none)
#set text(font: "Tinos", size: 13pt, lang: "vi", tracking: {tracking}pt)
#grid(columns: (1fr, 1.4fr), align: center, row-gutter: 8pt,
  [ỦY BAN NHÂN DÂN\\ *TỈNH AN GIANG*],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*\\ *Độc lập - Tự do - Hạnh phúc*],
  [{number}], [_{date}_])
#align(center)[*QUYẾT ĐỊNH*\\ Về việc cấp chứng thư số]
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020;\\
Theo Tờ trình số 45/TTr-SNV của Giám đốc Sở Nội vụ, Long Xuyên, ngày 01 tháng 02 năm 2026,
"""
NUMBER, DATE = "Số: 123/QĐ-UBND", "An Giang, ngày 26 tháng 11 năm 2026"


@dataclass(frozen=True)
class Layout:
    """What stands in the head: markup of typst. tracking: points between letters."""

    number: str = NUMBER
    date: str = DATE
    tracking: float = 0.0
    size: tuple[int, int] = A4_MM


@lru_cache(maxsize=64)
def official_document(layout: Layout = Layout()) -> bytes:
    """One page. The blank for a number to come is typed `#h(14mm)`."""
    source = _PAGE.format(number=layout.number, date=layout.date, tracking=layout.tracking, size=layout.size)
    made = typst.compile(source.encode(), font_paths=FONTS)
    return made if isinstance(made, bytes) else b"".join(made or ())


def scanned(pdf: bytes, *, dpi: int = 60) -> bytes:
    """The pages as pictures, as a scanner makes them."""
    pictures = [page.render(scale=dpi / 72).to_pil().convert("L") for page in pypdfium2.PdfDocument(pdf)]
    out = BytesIO()
    pictures[0].save(out, "PDF", save_all=True, append_images=pictures[1:], resolution=dpi, producer="")
    return out.getvalue()
