"""The sheet: A4, margins, page numbers and what the file says about itself."""

from dataclasses import dataclass

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.shared import Mm

from antin.casework import LawSet
from antin.casework.forms import Form
from antin.documents.markup import element, paragraph
from antin.documents.styles import LANGUAGE, dress

WIDE_FROM_COLUMNS = 7  # a longer list turns the sheet, as NĐ 30/2020 Phụ lục I, phần I, mục I.2 allows


@dataclass(frozen=True)
class Sheet:
    """Sizes in millimetres; the margins lie within NĐ 30/2020 Phụ lục I, phần I, mục I.3."""

    width: float
    height: float
    top: float = 20
    bottom: float = 20
    left: float = 30
    right: float = 15

    @property
    def text_width(self) -> float:
        """What a line can fill."""
        return self.width - self.left - self.right


UPRIGHT, WIDE = Sheet(210, 297), Sheet(297, 210)


def sheet_for(form: Form) -> Sheet:
    """The sheet on which the list of a form can be read."""
    return WIDE if len(form.columns) >= WIDE_FROM_COLUMNS else UPRIGHT


def new_document(law: LawSet, form: Form) -> Document:
    """An empty document, dressed, with its margins, header and properties."""
    document = docx.Document()
    document.element.body.clear_content()
    sheet = sheet_for(form)
    dress(document, text_width_mm=sheet.text_width)
    _lay_out(document, sheet)
    _head_pages(document, law, form)
    _describe(document, law, form)
    return document


def _lay_out(document: Document, sheet: Sheet) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE if sheet is WIDE else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(sheet.width), Mm(sheet.height)
    section.top_margin, section.bottom_margin = Mm(sheet.top), Mm(sheet.bottom)
    section.left_margin, section.right_margin = Mm(sheet.left), Mm(sheet.right)
    section.header_distance = section.footer_distance = Mm(10)


def _head_pages(document: Document, law: LawSet, form: Form) -> None:
    """The first page names the form, the others carry their number in the middle (NĐ 30/2020 Phụ lục I)."""
    section = document.sections[0]
    section.different_first_page_header_footer = True
    named = f"Mẫu {form.number}, {law.title}" if form.statutory else f"Phiếu {form.number}, dùng nội bộ"
    _only(section.first_page_header, paragraph("Số mẫu", named))
    numbered = paragraph("Số trang")
    numbered.append(element("fldSimple", instr=" PAGE "))
    _only(section.header, numbered)


def _only(header: docx.section._Header, content: object) -> None:
    header.is_linked_to_previous = False
    for each in header.paragraphs:
        each._element.getparent().remove(each._element)
    header._element.append(content)


def _describe(document: Document, law: LawSet, form: Form) -> None:
    package = document.part.package
    for key, relation in list(package.rels.items()):
        if relation.reltype == RELATIONSHIP_TYPE.THUMBNAIL:  # the library's own picture of another paper
            del package.rels[key]
    about = document.core_properties
    about.title, about.subject, about.language = form.title, law.title, LANGUAGE
    about.author = about.last_modified_by = "Ấn Tín"
    about.comments = "Nội dung từng mục dựng lại từ nguồn công khai; hãy đối chiếu với bản Công báo trước khi dùng."
    about.created = about.modified = law.since.replace(tzinfo=None)  # equal input gives equal bytes: no clock here
    about.revision = 1
