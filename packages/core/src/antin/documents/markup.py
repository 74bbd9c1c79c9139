"""The few pieces of WordprocessingML that the papers are made of (ISO/IEC 29500-1 17).

Built straight from elements: python-docx looks every cell of a table up again, which takes minutes for a long list.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from antin.documents.styles import style_id

TAB = "\t"
_CELL_MARGIN_MM = 1.2


def element(name: str, **attributes: object) -> Element:
    """An element of the `w:` namespace with attributes of the same namespace."""
    made = OxmlElement(f"w:{name}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    return made


def paragraph(style: str, text: str = "", *, bold: str = "") -> Element:
    """One paragraph. `bold` is written first, in bold. A newline breaks the line, a tab goes to the next stop."""
    made = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val=style_id(style)))
    made.append(properties)
    for words, is_bold in ((bold, True), (text, False)):
        if words:
            made.append(_run(words, is_bold=is_bold))
    return made


def ruled(style: str, *, left_mm: float, right_mm: float) -> Element:
    """An empty thin paragraph with a line above it, drawn between two indents."""
    made = paragraph(style)
    properties = made.find(qn("w:pPr"))
    border = element("pBdr")
    border.append(element("top", val="single", sz=6, space=1, color="000000"))
    properties.append(border)
    properties.append(element("ind", left=twips(left_mm), right=twips(right_mm)))
    return made


def _run(text: str, *, is_bold: bool) -> Element:
    run = element("r")
    if is_bold:
        properties = element("rPr")
        properties.append(element("b"))
        run.append(properties)
    for place, line in enumerate(text.split("\n")):
        if place:
            run.append(element("br"))
        for stop, part in enumerate(line.split(TAB)):
            if stop:
                run.append(element("tab"))
            if part:
                words = element("t")
                words.text = part
                words.set(qn("xml:space"), "preserve")
                run.append(words)
    return run


@dataclass(frozen=True)
class Cell:
    """One cell. span: columns it covers. merge: "restart" begins a cell of several rows, "continue" goes on."""

    content: tuple[Element, ...]
    span: int = 1
    merge: str = ""


def table(
    widths_mm: Sequence[float], rows: Sequence[Sequence[Cell]], *, heading_rows: int = 0, is_ruled: bool = False
) -> Element:
    """A table of fixed widths. heading_rows: so many rows are repeated on each page. is_ruled: with lines."""
    made = element("tbl")
    made.append(_table_properties(sum(widths_mm), is_ruled=is_ruled))
    grid = element("tblGrid")
    grid.extend(element("gridCol", w=twips(width)) for width in widths_mm)
    made.append(grid)
    made.extend(_row(widths_mm, cells, is_heading=place < heading_rows) for place, cells in enumerate(rows))
    return made


def _table_properties(width_mm: float, *, is_ruled: bool) -> Element:
    properties = element("tblPr")
    properties.append(element("tblW", w=twips(width_mm), type="dxa"))
    if is_ruled:
        properties.append(element("tblInd", w=twips(_CELL_MARGIN_MM), type="dxa"))  # its lines end at the margin
    if is_ruled:
        borders = element("tblBorders")
        sides = ("top", "left", "bottom", "right", "insideH", "insideV")
        borders.extend(element(side, val="single", sz=4, space=0, color="000000") for side in sides)
        properties.append(borders)
    properties.append(element("tblLayout", type="fixed"))
    margins = element("tblCellMar")
    margin = twips(_CELL_MARGIN_MM) if is_ruled else 0
    margins.extend(element(side, w=margin, type="dxa") for side in ("left", "right"))
    properties.append(margins)
    return properties


def _row(widths_mm: Sequence[float], cells: Sequence[Cell], *, is_heading: bool) -> Element:
    made = element("tr")
    properties = element("trPr")
    properties.append(element("cantSplit"))
    if is_heading:
        properties.append(element("tblHeader"))
    made.append(properties)
    start = 0
    for cell in cells:
        made.append(_cell(cell, sum(widths_mm[start : start + cell.span])))
        start += cell.span
    return made


def _cell(cell: Cell, width_mm: float) -> Element:
    made = element("tc")
    properties = element("tcPr")
    properties.append(element("tcW", w=twips(width_mm), type="dxa"))
    if cell.span > 1:
        properties.append(element("gridSpan", val=cell.span))
    if cell.merge:
        properties.append(element("vMerge", val=cell.merge))
    made.append(properties)
    made.extend(cell.content)
    return made


def twips(millimetres: float) -> int:
    """Word's unit: a twentieth of a point."""
    return round(millimetres / 25.4 * 1440)
