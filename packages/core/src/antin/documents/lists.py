"""The list of a letter or record: running number, columns, a head of one or two rows."""

from collections.abc import Iterator
from itertools import groupby

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from antin.casework.forms import Column, Form
from antin.casework.forms.showing import cells
from antin.documents.blocks import heading
from antin.documents.filling import Filling
from antin.documents.markup import Cell, paragraph, table

EMPTY_ROWS = 3
_NUMBER_MM = 11
_COUNTED = "Số lượng"
# How much room a column wants, next to the others; those not named here want 1.
_WEIGHTS = {"full_name": 1.5, "identity": 1.5, "email": 2.0, "workplace": 1.5, "organisation": 1.6, "address": 1.5}
_WEIGHTS |= {"certificate_name": 1.5, "certificate_serial": 1.4, "service_name": 1.5, "device_number": 1.2}
_WEIGHTS |= {"birth_date": 1.15, "mobile": 1.3, "renew": 0.7, "change": 0.8, "sim_pki": 0.9}


def the_list(form: Form, filling: Filling, width_mm: float) -> list[Element]:
    """The heading, how many there are, and the table; nothing for a form without a list."""
    if not form.columns:
        return []
    lines = [heading(form, len(form.blocks), form.table_heading)]
    if form.table_heading.startswith(_COUNTED):
        count = "………" if filling.is_blank else f"{len(filling.rows):02}"
        lines.append(paragraph("Số lượng", f"{_COUNTED}: {count}"))
    rows = [*_heading(form.columns), *_lines(form, filling)]
    lines.append(table(_widths(form.columns, width_mm), rows, heading_rows=len(rows) - _count(filling), is_ruled=True))
    lines.append(paragraph("Sau bảng"))
    return lines


def _count(filling: Filling) -> int:
    return EMPTY_ROWS if filling.is_blank else len(filling.rows)


def _widths(columns: tuple[Column, ...], width_mm: float) -> list[float]:
    weights = [_WEIGHTS.get(column.key, 1.0) for column in columns]
    return [_NUMBER_MM, *((width_mm - _NUMBER_MM) * weight / sum(weights) for weight in weights)]


def _heading(columns: tuple[Column, ...]) -> list[list[Cell]]:
    if not any(column.group for column in columns):
        return [[_head("STT"), *(_head(column.label) for column in columns)]]
    upper, lower = [_head("STT", merge="restart")], [_head("", merge="continue")]
    for group, members in groupby(columns, key=lambda column: column.group):
        grouped = list(members)
        if group:
            upper.append(_head(group, span=len(grouped)))
            lower += [_head(column.label) for column in grouped]
        else:
            upper += [_head(column.label, merge="restart") for column in grouped]
            lower += [_head("", merge="continue") for _ in grouped]
    return [upper, lower]


def _head(text: str, *, span: int = 1, merge: str = "") -> Cell:
    return Cell((paragraph("Đầu bảng", text),), span, merge)


def _lines(form: Form, filling: Filling) -> Iterator[list[Cell]]:
    empty: list[dict[str, str]] = [{}] * EMPTY_ROWS if filling.is_blank else []
    for place, row in enumerate([*filling.rows, *empty], start=1):
        number = Cell((paragraph("Ô giữa", str(place)),))
        yield [number, *(Cell((_written(text),)) for text in cells(form, row))]


def _written(text: str) -> Element:
    return paragraph("Ô giữa", "×") if text == "x" else paragraph("Ô bảng", text)
