"""One paper from one form: put its parts in order, as DOCX bytes that depend on nothing but the input."""

import io
from collections.abc import Mapping, Sequence

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from antin.casework import law_set
from antin.casework.forms import Form, FormKind
from antin.documents.blocks import blocks, head_line
from antin.documents.endings import notes, signatures
from antin.documents.filling import BLANK, Filling, filling
from antin.documents.heads import letter_head, record_head, request_head
from antin.documents.lists import the_list
from antin.documents.markup import paragraph
from antin.documents.page import new_document, sheet_for
from antin.documents.zipped import repacked

_HEADS = {FormKind.LETTER: letter_head, FormKind.REQUEST: request_head, FormKind.RECORD: record_head}
_NOTHING: Mapping[str, str] = {}


def blank(law_set_id: str, form_number: str) -> bytes:
    """The empty form as DOCX. Raises LawSetUnknown, FormUnknown."""
    return _document(law_set_id, form_number, BLANK)


def filled(
    law_set_id: str,
    form_number: str,
    values: Mapping[str, str],
    *,
    rows: Sequence[Mapping[str, str]] = (),
    head: Mapping[str, str] = _NOTHING,
) -> bytes:
    """The form with its answers as DOCX.

    values: by the keys of the form's fields, as `antin.casework.check_form` returns them; keys that the form does
    not ask for are left out, as there. rows: the lines of its list, by the keys of its columns. head: the keys of
    `Form.head`, and `head_name`, `head_position` for whoever signs.
    Nothing is judged here. Raises LawSetUnknown, FormUnknown, DocumentTooLarge.
    """
    return _document(law_set_id, form_number, filling(values, rows, head))


def _document(law_set_id: str, form_number: str, given: Filling) -> bytes:
    law = law_set(law_set_id)
    form = law.form(form_number)
    document = new_document(law, form)
    body = document.element.body
    for part in _parts(form, given):
        body.insert(len(body) - 1, part)  # the last child holds the page setup
    written = io.BytesIO()
    document.save(written)
    return repacked(written.getvalue())


def _parts(form: Form, given: Filling) -> list[Element]:
    width = sheet_for(form).text_width
    return [
        *_HEADS[form.kind](form, given, width),
        *_record_lines(form, given),
        *_basis(form),
        *(paragraph("Nội dung", _completed(line, given)) for line in form.opening),
        *blocks(form, given),
        *the_list(form, given, width),
        *(paragraph("Lời kết", _completed(line, given)) for line in form.closing),
        signatures(form, given, width),
        *notes(form, given),
    ]


def _record_lines(form: Form, given: Filling) -> list[Element]:
    if form.kind is not FormKind.RECORD:
        return []
    asked = (field for field in form.head if field.key != "agency_name")
    return [line for field in asked for line in head_line(field, given)]


def _basis(form: Form) -> list[Element]:
    """Each ground ends with a semicolon, the last with a full stop (NĐ 30/2020 Phụ lục I)."""
    lines = [line.rstrip(";.") for line in form.basis]
    return [paragraph("Căn cứ", line + (";" if line is not lines[-1] else ".")) for line in lines]


def _completed(sentence: str, given: Filling) -> str:
    """Put values where a sentence names their keys; braces inside a value stay what they are."""
    return sentence.format_map(_Values({key: text for key, text in given.values.items() if text}))


class _Values(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "………………………"
