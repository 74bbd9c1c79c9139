"""Papers laid out as NĐ 30/2020/NĐ-CP Phụ lục I asks, with everything left open that signing and issuing fill in."""

import ctypes
from dataclasses import dataclass
from functools import lru_cache
from io import BytesIO

import pypdfium2
import pypdfium2.raw as pdfium
import typst

from antin_testkit.official_documents import FONTS

_PAPER = """
#set page(width: 210mm, height: 297mm, margin: (left: 30mm, right: 15mm, y: 20mm))
#set document(title: [Quyết định], date: datetime(year: 2026, month: 11, day: 26))
#set text(font: "Tinos", size: 13pt, lang: "vi")
#grid(columns: (1fr, 1.4fr), align: center, row-gutter: 8pt,
  [ỦY BAN NHÂN DÂN\\ *TỈNH AN GIANG*],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM*\\ *Độc lập - Tự do - Hạnh phúc*],
  [{number}], [_{date}_])
#align(center)[*QUYẾT ĐỊNH*\\ Về việc cấp chứng thư số]
#align(center)[*CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH AN GIANG*]
Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020;\\
{body}
#grid(columns: (1fr, 1fr),
  [#set text(size: 11pt)
   *_Nơi nhận:_*\\ - Như Điều 3;\\ - Lưu: VT, NC.],
  align(center)[{signer}])
{after}
"""
SIGNER = "*TM. ỦY BAN NHÂN DÂN*\\ *KT. CHỦ TỊCH*\\ *PHÓ CHỦ TỊCH*\\ #v(25mm) *Nguyễn Văn Ánh*"


@dataclass(frozen=True)
class Paper:
    """Markup of typst in each place."""

    number: str = "Số: #h(14mm)/QĐ-UBND"
    date: str = "An Giang, ngày #h(7mm) tháng #h(7mm) năm 2026"
    body: str = "#lorem(60)./."
    signer: str = SIGNER
    after: str = ""


@lru_cache(maxsize=64)
def paper_to_sign(paper: Paper = Paper(), standard: str = "1.7") -> bytes:
    """standard: of PDF/A or PDF/UA, as typst names it."""
    source = _PAPER.format(**vars(paper))
    made = typst.compile(source.encode(), font_paths=FONTS, pdf_standards=[standard])  # type: ignore[list-item]  # one of typst's
    return made if isinstance(made, bytes) else b"".join(made or ())


def turned(pdf: bytes, rotation: int) -> bytes:
    """The same pages as displayed, their content turned one way and the page (/Rotate) the other."""
    document = pypdfium2.PdfDocument(pdf)
    for page in document:
        width, height = page.get_size()
        matrix, size = {
            90: ((0, 1, -1, 0, height, 0), (height, width)), 180: ((-1, 0, 0, -1, width, height), (width, height)),
            270: ((0, -1, 1, 0, 0, width), (height, width)),
        }[rotation]
        page.set_mediabox(0, 0, *size)
        page.set_cropbox(0, 0, *size)
        pdfium.FPDFPage_TransFormWithClip(
            page, ctypes.byref(pdfium.FS_MATRIX(*matrix)), ctypes.byref(pdfium.FS_RECTF(0, size[1], size[0], 0)),
        )
        page.set_rotation(rotation)
    out = BytesIO()
    document.save(out)
    return out.getvalue()
