"""The blanks of a form, one line each, empty or answered."""

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from antin.casework.forms import Block, Field, FieldKind, Form, FormKind
from antin.documents.filling import Filling
from antin.documents.markup import TAB, paragraph

EMPTY_BOX, TICKED_BOX = "☐", "☒"
_ROMAN = ("I", "II", "III", "IV", "V")
_ONE_LINE = 60  # characters of a list of choices that stand beside the label
_LINE = 74  # characters of choices on a line of their own
_GAP = "    "


def blocks(form: Form, filling: Filling) -> list[Element]:
    """Every block under its heading; letters count headings in figures, other papers in Roman ones."""
    lines = []
    for place, block in enumerate(form.blocks):
        lines.append(heading(form, place, block.heading))
        lines += _block(form, block, filling)
    return lines


def heading(form: Form, place: int, text: str) -> Element:
    """The heading of the part at a place, from 0; no number when it stands alone."""
    if place == 0 and not form.blocks:
        return paragraph("Mục", text)
    mark = str(place + 1) if form.kind is FormKind.LETTER else _ROMAN[place]
    return paragraph("Mục", f"{mark}. {text}")


def head_line(field: Field, filling: Filling) -> list[Element]:
    """A blank of the head that stands in the text (a record's time and place)."""
    return _line("", field, filling)


def _block(form: Form, block: Block, filling: Filling) -> list[Element]:
    lines = []
    for place, field in enumerate(block.fields, start=1):
        lines += _line(f"{place}. " if form.kind is FormKind.REQUEST else "- ", field, filling)
    return lines


def _line(mark: str, field: Field, filling: Filling) -> list[Element]:
    label = f"{mark}{field.label}: "
    if field.kind is FieldKind.TICK:
        return [paragraph("Dòng điền", label + (TICKED_BOX if filling.value(field.key) else EMPTY_BOX))]
    if not filling.is_blank:
        return [paragraph("Dòng điền", label + filling.words(field))]
    if field.choices:
        return _choices(label, field)
    dots = 2 if field.kind is FieldKind.LONG_TEXT else 1
    return [paragraph("Dòng điền", label + TAB), *(paragraph("Dòng điền", TAB) for _ in range(dots - 1))]


def _choices(label: str, field: Field) -> list[Element]:
    boxes = [f"{EMPTY_BOX} {choice.text}" for choice in field.choices]
    if sum(map(len, boxes)) <= _ONE_LINE:
        return [paragraph("Dòng điền", label + _GAP.join(boxes))]
    return [paragraph("Dòng điền", label), *(paragraph("Dòng chọn", line) for line in _packed(boxes))]


def _packed(boxes: list[str]) -> list[str]:
    """As many boxes on a line as fit, none torn apart."""
    lines: list[str] = []
    for box in boxes:
        if lines and len(lines[-1]) + len(_GAP) + len(box) <= _LINE:
            lines[-1] += _GAP + box
        else:
            lines.append(box)
    return lines
