"""The end of a paper: nơi nhận, the places to sign, and the notes of a blank form."""

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from antin.casework.forms import Form, FormKind, Signer
from antin.documents.filling import Filling
from antin.documents.heads import place_and_day
from antin.documents.markup import Cell, paragraph, table

HEAD_NAME, HEAD_POSITION = "head_name", "head_position"


def signatures(form: Form, filling: Filling, width_mm: float) -> Element:
    """Letters: nơi nhận left, the head right. Requests: the applicant right, dated. Records: both sides."""
    if form.kind is FormKind.LETTER:
        sides = [_copies(form), _signer(form.signers[0], filling)]
    elif form.kind is FormKind.REQUEST:
        others = [_signer(each, filling) for each in form.signers[1:]]
        dated = (paragraph("Địa danh, thời gian", place_and_day(filling)), *_signer(form.signers[0], filling))
        sides = [*(others or [(paragraph("Nội dung"),)]), dated]
    else:
        sides = [_signer(each, filling) for each in form.signers]
    return table([width_mm / len(sides)] * len(sides), [[Cell(side) for side in sides]])


def notes(form: Form, filling: Filling) -> list[Element]:
    """Advice to whoever fills the form in; a filled one no longer needs it, but no paper may end in a table."""
    if not (form.notes and filling.is_blank):
        return [paragraph("Sau bảng")]
    first, *others = form.notes
    return [paragraph("Ghi chú", first, bold="Ghi chú: "), *(paragraph("Ghi chú", note) for note in others)]


def _copies(form: Form) -> tuple[Element, ...]:
    return (paragraph("Nơi nhận", "Nơi nhận:"), *(paragraph("Dòng nơi nhận", line) for line in form.copies))


def _signer(signer: Signer, filling: Filling) -> tuple[Element, ...]:
    """A filled paper shows the head's own position ("KT. GIÁM ĐỐC", a newline, "PHÓ GIÁM ĐỐC") when it is given."""
    position = filling.value(HEAD_POSITION) if signer.name_key == HEAD_NAME else ""
    name = filling.value(signer.name_key) or ("………………………" if filling.is_blank else "")
    return (
        paragraph("Chức vụ", position.upper() or signer.title),
        paragraph("Cách ký", signer.manner),
        paragraph("Họ tên người ký", name),
    )
