"""The styles of a paper, by NĐ 30/2020/NĐ-CP, Phụ lục I: one line per part of a document."""

from dataclasses import dataclass

from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_LEADER
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle

FONT = "Times New Roman"
LANGUAGE = "vi-VN"

LEFT, CENTRE, RIGHT, BOTH = (
    WD_ALIGN_PARAGRAPH.LEFT,
    WD_ALIGN_PARAGRAPH.CENTER,
    WD_ALIGN_PARAGRAPH.RIGHT,
    WD_ALIGN_PARAGRAPH.JUSTIFY,
)


@dataclass(frozen=True)
class Style:
    """How one part looks. size, before, after: points. first, left: indents in millimetres."""

    name: str
    size: float
    align: WD_ALIGN_PARAGRAPH = LEFT
    bold: bool = False
    italic: bool = False
    before: float = 0
    after: float = 0
    first: float = 0
    left: float = 0
    stays_with_next: bool = False
    has_leader: bool = False  # a dotted line runs to the right margin
    outline: int | None = None


STYLES = (
    Style("Quốc hiệu", 12, CENTRE, bold=True),
    Style("Tiêu ngữ", 13, CENTRE, bold=True),
    Style("Cơ quan chủ quản", 12, CENTRE),
    Style("Cơ quan ban hành", 12, CENTRE, bold=True),
    Style("Đường kẻ", 3, CENTRE, before=3),
    Style("Số, ký hiệu", 13, CENTRE),
    Style("Trích yếu công văn", 12, CENTRE, before=6),
    Style("Địa danh, thời gian", 13, CENTRE, italic=True),
    Style("Tên loại văn bản", 14, CENTRE, bold=True, before=14, stays_with_next=True, outline=0),
    Style("Trích yếu", 13, CENTRE, bold=True, after=6, stays_with_next=True),
    Style("Kính gửi", 13, CENTRE, before=10, after=6),
    Style("Căn cứ", 13, BOTH, italic=True, before=6, first=10),
    Style("Nội dung", 13, BOTH, before=6, first=10),
    Style("Lời kết", 13, BOTH, before=6, after=8, first=10, stays_with_next=True),
    Style("Mục", 13, BOTH, bold=True, before=8, first=10, stays_with_next=True, outline=1),
    Style("Số lượng", 13, before=6, after=6, first=10, stays_with_next=True),
    Style("Dòng điền", 13, before=4, has_leader=True),
    Style("Dòng chọn", 13, before=2, left=10),
    Style("Đầu bảng", 11, CENTRE, bold=True, before=2, after=2),
    Style("Ô bảng", 11, before=2, after=2),
    Style("Ô giữa", 11, CENTRE, before=2, after=2),
    Style("Sau bảng", 6),
    Style("Nơi nhận", 12, bold=True, italic=True, before=4),
    Style("Dòng nơi nhận", 11),
    Style("Chức vụ", 13, CENTRE, bold=True, before=4, stays_with_next=True),
    Style("Cách ký", 12, CENTRE, italic=True, stays_with_next=True),
    Style("Họ tên người ký", 13, CENTRE, bold=True, before=72),  # room for the signature and a seal
    Style("Ghi chú", 11, BOTH, italic=True, before=3),
    Style("Số mẫu", 10, RIGHT, italic=True),
    Style("Số trang", 13, CENTRE),
)
_PLACES = {style.name: place for place, style in enumerate(STYLES)}


def style_id(name: str) -> str:
    """The identifier that paragraphs name; ASCII, so that every reader finds it."""
    return f"antin{_PLACES[name]:02}"


def dress(document: Document, *, text_width_mm: float) -> None:
    """Give a document its font, its language and every style of the list."""
    _set_defaults(document)
    for style in STYLES:
        made = document.styles.add_style(style.name, WD_STYLE_TYPE.PARAGRAPH)
        made.element.set(qn("w:styleId"), style_id(style.name))
        _apply(style, made, text_width_mm)


def _apply(style: Style, made: ParagraphStyle, text_width_mm: float) -> None:
    made.font.size, made.font.bold, made.font.italic = Pt(style.size), style.bold, style.italic
    shape = made.paragraph_format
    shape.alignment, shape.keep_with_next = style.align, style.stays_with_next
    shape.space_before, shape.space_after, shape.line_spacing = Pt(style.before), Pt(style.after), 1.0
    shape.first_line_indent, shape.left_indent = Mm(style.first), Mm(style.left)
    if style.has_leader:
        shape.tab_stops.add_tab_stop(Mm(text_width_mm), leader=WD_TAB_LEADER.DOTS)
    if style.outline is not None:
        level = made.element.get_or_add_pPr().makeelement(qn("w:outlineLvl"), {qn("w:val"): str(style.outline)})
        made.element.get_or_add_pPr().append(level)


def _set_defaults(document: Document) -> None:
    normal = document.styles["Normal"]
    normal.font.name, normal.font.size = FONT, Pt(13)
    fonts = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:rFonts')}")
    for each in (fonts, normal.element.rPr.rFonts):
        each.attrib.clear()
        for script in ("ascii", "hAnsi", "cs", "eastAsia"):
            each.set(qn(f"w:{script}"), FONT)
    language = document.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    language.set(qn("w:val"), LANGUAGE)
