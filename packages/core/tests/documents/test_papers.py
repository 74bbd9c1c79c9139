"""The papers, read back as a word processor reads them."""

import io
import unicodedata
import zipfile
from collections.abc import Iterator

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from antin.casework import LAW_SETS, law_set
from antin.casework.errors import FormUnknown, LawSetUnknown
from antin.casework.forms import Form, FormKind
from antin.documents import DocumentTooLarge, archive, blank, file_name, filled

EVERY_FORM = [form for law in LAW_SETS.values() for form in (*law.forms, *law.internal_forms)]
HEAD = {
    "superior_name": "Ủy ban nhân dân tỉnh An Giang",
    "agency_name": "Sở Khoa học và Công nghệ",
    "document_number": "/SKHCN-VP",
    "place": "An Giang",
    "signed_on": "05/02/2026",
    "head_name": "Trần Văn Bình",
}
ROW = {
    "full_name": "Lê Thị Hoàng",
    "personal_number": "091185000123",
    "issue_date": "10/05/2021",
    "issue_place": "BCA",
    "email": "hoanglt@angiang.gov.vn",
    "province": "An Giang",
}


def named(form: Form) -> str:
    return f"{form.law_set}-{form.number}"


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def lines_of(data: bytes) -> list[str]:
    """Every paragraph, in tables and out of them, in the order of the paper."""
    return ["".join(_pieces(each)) for each in opened(data).element.body.iter(qn("w:p"))]


def _pieces(paragraph: object) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), qn("w:br"), qn("w:tab")):  # type: ignore[attr-defined]
        yield node.text if node.tag == qn("w:t") else "\n" if node.tag == qn("w:br") else "\t"


@pytest.mark.parametrize("form", EVERY_FORM, ids=named)
class TestABlankForm:
    def test_shows_every_label_and_column_of_the_law(self, form: Form) -> None:
        text = "\n".join(lines_of(blank(form.law_set, form.number)))

        missing = [each.label for each in (*form.fields, *form.columns) if each.label not in text]
        assert missing == []
        assert [block.heading for block in form.blocks if block.heading not in text] == []
        assert [note for note in form.notes if note not in text] == []

    def test_names_itself_and_whoever_signs_it(self, form: Form) -> None:
        data = blank(form.law_set, form.number)
        lines = lines_of(data)

        assert [signer.title for signer in form.signers if signer.title not in lines] == []
        assert opened(data).core_properties.title == form.title
        assert form.number in opened(data).sections[0].first_page_header.paragraphs[0].text
        said = f"V/v {form.subject}" if form.kind is FormKind.LETTER else form.title
        assert said.lower() in " ".join(lines).lower()

    def test_keeps_vietnamese_as_it_was_written(self, form: Form) -> None:
        text = "\n".join(lines_of(blank(form.law_set, form.number)))

        assert unicodedata.is_normalized("NFC", text)
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM" in text
        assert "Độc lập - Tự do - Hạnh phúc" in text

    def test_is_the_same_to_the_byte_each_time(self, form: Form) -> None:
        assert blank(form.law_set, form.number) == blank(form.law_set, form.number)

    def test_is_a4_with_the_margins_and_the_font_of_the_decree(self, form: Form) -> None:
        document = opened(blank(form.law_set, form.number))
        section = document.sections[0]

        assert {round(section.page_width.mm), round(section.page_height.mm)} == {210, 297}
        assert 20 <= round(section.top_margin.mm, 1) <= 25
        assert 20 <= round(section.bottom_margin.mm, 1) <= 25
        assert 30 <= round(section.left_margin.mm, 1) <= 35
        assert 15 <= round(section.right_margin.mm, 1) <= 20
        assert document.styles["Normal"].font.name == "Times New Roman"


class TestAFilledForm:
    def test_says_choices_in_words_and_joins_the_parts_of_a_column(self) -> None:
        lines = lines_of(filled("nd68_2024", "01", {"receiver_issue_place": "BCA"}, rows=[ROW], head=HEAD))

        assert "- Nơi cấp: Bộ Công an" in lines
        assert "091185000123; 10/05/2021; Bộ Công an" in lines
        assert "Số lượng: 01" in lines

    def test_has_the_head_of_a_letter(self) -> None:
        lines = lines_of(filled("nd68_2024", "05", {}, head=HEAD))

        assert "ỦY BAN NHÂN DÂN TỈNH AN GIANG" in lines
        assert "SỞ KHOA HỌC VÀ CÔNG NGHỆ" in lines
        assert "An Giang, ngày 05 tháng 02 năm 2026" in lines
        assert "Số:            /SKHCN-VP" in lines, "room for the number, which is given after signing"
        assert "Trần Văn Bình" in lines
        assert any(line.startswith("Sở Khoa học và Công nghệ đề nghị Cục") for line in lines)

    @pytest.mark.parametrize(("day", "said"), [("12/11/2026", "ngày 12 tháng 11"), ("01/03/2026", "ngày 01 tháng 3")])
    def test_writes_days_as_the_decree_does(self, day: str, said: str) -> None:
        lines = lines_of(filled("nd68_2024", "05", {}, head={**HEAD, "signed_on": day}))

        assert f"An Giang, {said} năm 2026" in lines

    def test_shows_the_position_of_whoever_signs_for_the_head(self) -> None:
        head = {**HEAD, "head_position": "KT. Giám đốc\nPhó Giám đốc"}

        lines = lines_of(filled("nd68_2024", "05", {}, head=head))

        assert "KT. GIÁM ĐỐC\nPHÓ GIÁM ĐỐC" in lines
        assert "NGƯỜI ĐỨNG ĐẦU CƠ QUAN, TỔ CHỨC QUẢN LÝ TRỰC TIẾP" not in lines

    def test_ticks_what_is_wanted(self) -> None:
        lines = lines_of(filled("nd68_2024", "NB04", {"renew": "x"}))
        row = lines_of(filled("nd68_2024", "04", {}, rows=[{"renew": "x"}]))

        assert "1. Gia hạn: ☒" in lines
        assert "2. Thay đổi thông tin: ☐" in lines
        assert "×" in row

    def test_has_no_dots_and_no_advice_left(self) -> None:
        lines = lines_of(filled("nd68_2024", "01", {}, rows=[ROW], head=HEAD))

        assert [line for line in lines if "\t" in line or "………" in line] == []
        assert [line for line in lines if line.startswith("Ghi chú")] == []

    def test_repeats_the_head_of_its_list_on_every_page(self) -> None:
        document = opened(filled("nd68_2024", "06", {}, rows=[{}] * 60))
        rows = next(table for table in document.tables if table.rows[0].cells[0].text == "STT").rows

        heading = [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows]
        assert heading == [True, True] + [False] * 60

    def test_writes_a_thousand_people(self) -> None:
        document = opened(filled("nd68_2024", "01", {}, rows=[ROW] * 1000, head=HEAD))

        assert any(len(table.rows) == 1001 for table in document.tables)

    def test_refuses_more_than_anybody_reads(self) -> None:
        with pytest.raises(DocumentTooLarge):
            filled("nd68_2024", "01", {}, rows=[{}] * 5_001)
        with pytest.raises(DocumentTooLarge):
            filled("nd68_2024", "01", {"receiver_address": "x" * 5_000_001})

    def test_does_not_know_other_laws_or_forms(self) -> None:
        with pytest.raises(LawSetUnknown):
            filled("tt08_2016", "01", {})
        with pytest.raises(FormUnknown):
            blank("nd68_2024", "10")


class TestAHostileValue:
    def test_stays_text(self) -> None:
        evil = '</w:t><w:fldSimple w:instr="INCLUDEPICTURE http://evil"/> {agency_name} &amp; {0.__class__}'

        lines = lines_of(filled("nd68_2024", "05", {"receiver_address": evil}, head={**HEAD, "agency_name": evil}))

        assert f"- Địa chỉ thu hồi: {evil}" in lines
        assert any(line.startswith(f"{evil} đề nghị Cục") for line in lines)

    def test_cannot_hide_or_turn_text_around(self) -> None:
        lines = lines_of(filled("nd68_2024", "05", {"receiver_full_name": "Lê\u202e Văn\u200b\x00\x1b A\ud800"}))

        assert "- Họ và tên: Lê Văn A" in lines

    def test_is_composed(self) -> None:
        decomposed = unicodedata.normalize("NFD", "Nguyễn Đức Ước")

        assert "- Họ và tên: Nguyễn Đức Ước" in lines_of(
            filled("nd68_2024", "05", {"receiver_full_name": decomposed})
        )

    @settings(max_examples=40, deadline=None)
    @given(text=st.text(max_size=80))
    def test_of_any_kind_gives_a_readable_document(self, text: str) -> None:
        keys = ("receiver_full_name", "receiver_issue_place", "agency_name", "place", "signed_on", "document_number")
        values = dict.fromkeys(keys, text)

        data = filled("nd68_2024", "01", values, rows=[{"full_name": text, "issue_place": text}], head={})

        assert data == filled("nd68_2024", "01", values, rows=[{"full_name": text, "issue_place": text}], head={})
        assert lines_of(data)


class TestTheArchive:
    @pytest.mark.parametrize(("law", "count"), [("tt185_2019", 15), ("nd68_2024", 9)])
    def test_holds_every_form_of_the_law_set_under_its_number(self, law: str, count: int) -> None:
        with zipfile.ZipFile(io.BytesIO(archive(law))) as pack:
            names = pack.namelist()

            assert names == [f"mau-{number:02}.docx" for number in range(1, count + 1)]
            assert pack.read("mau-05.docx") == blank(law, "05")
            assert pack.testzip() is None

    def test_is_the_same_to_the_byte_each_time(self) -> None:
        assert archive("nd68_2024") == archive("nd68_2024")

    def test_names_internal_papers_in_lower_case(self) -> None:
        assert next(file_name(form.number) for form in law_set("nd68_2024").internal_forms) == "mau-nb01.docx"


class TestTheFile:
    def test_carries_no_time_no_name_and_no_picture_of_another(self) -> None:
        data = blank("nd68_2024", "01")

        with zipfile.ZipFile(io.BytesIO(data)) as pack:
            assert {entry.date_time for entry in pack.infolist()} == {(1980, 1, 1, 0, 0, 0)}
            assert [name for name in pack.namelist() if "thumbnail" in name] == []
            assert b"python-docx" not in pack.read("docProps/core.xml")

    def test_reaches_for_nothing_outside(self) -> None:
        with zipfile.ZipFile(io.BytesIO(blank("tt185_2019", "02"))) as pack:
            relations = [pack.read(name) for name in pack.namelist() if name.endswith(".rels")]

        assert [each for each in relations if b'TargetMode="External"' in each] == []
