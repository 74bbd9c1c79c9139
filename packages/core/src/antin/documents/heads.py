"""The top of a paper: who writes, quốc hiệu, number, place and day, title, addressee."""

from docx.oxml.xmlchemy import BaseOxmlElement as Element

from antin.casework.formats.dates import parse_date
from antin.casework.forms import Form
from antin.documents.filling import Filling
from antin.documents.markup import Cell, paragraph, ruled, table

COUNTRY = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
NATION_MM = 100  # quốc hiệu in 12 pt bold stands on one line
_MOTTO_MM = 60
_AGENCY_LINE_SHARE = 0.4  # the line under the agency: one third to one half of its name
_KINDS = ("Văn bản đề nghị", "Phiếu đề nghị", "Biên bản xác nhận", "Biên bản")


def letter_head(form: Form, filling: Filling, width_mm: float) -> list[Element]:
    """Công văn: agency and nation side by side, then number and subject, place and day, addressee."""
    return [
        _two_columns(_agency(form, filling, width_mm - NATION_MM), _nation(NATION_MM), width_mm),
        _two_columns(
            (
                paragraph("Số, ký hiệu", _numbered(filling)),
                paragraph("Trích yếu công văn", f"V/v {form.subject}"),
            ),
            (paragraph("Địa danh, thời gian", place_and_day(filling)),),
            width_mm,
        ),
        paragraph("Kính gửi", f"Kính gửi: {form.recipient}"),
    ]


def request_head(form: Form, filling: Filling, width_mm: float) -> list[Element]:
    """Đơn, phiếu: nation, title, and the agency it is addressed to."""
    addressee = filling.value("agency_name") or ("……………………………………………" if filling.is_blank else form.recipient)
    return [*_nation(width_mm), *_title(form), paragraph("Kính gửi", f"Kính gửi: {addressee}")]


def record_head(form: Form, filling: Filling, width_mm: float) -> list[Element]:
    """Biên bản: agency and nation side by side, then the title."""
    top = _two_columns(_agency(form, filling, width_mm - NATION_MM), _nation(NATION_MM), width_mm)
    return [top, *_title(form)]


def place_and_day(filling: Filling) -> str:
    """"An Giang, ngày 05 tháng 02 năm 2026": a zero before days under 10 and months 1 and 2 (NĐ 30/2020)."""
    place = filling.value("place") or ("…………" if filling.is_blank else "")
    day = parse_date(filling.value("signed_on"))
    if day is None:
        said = filling.value("signed_on") or "ngày … tháng … năm 20…"
    else:
        month = f"{day.month:02}" if day.month < 3 else str(day.month)
        said = f"ngày {day.day:02} tháng {month} năm {day.year}"
    return f"{place}, {said}" if place else said[0].upper() + said[1:]


def _numbered(filling: Filling) -> str:
    """The number is given after the leader has signed, so room is left before the signs of the agency."""
    number = filling.value("document_number")
    if filling.is_blank:
        return "Số: ………/………"
    return f"Số: {number}" if number and not number.startswith("/") else f"Số:            {number or '/'}"


def _agency(form: Form, filling: Filling, width_mm: float) -> tuple[Element, ...]:
    superior, own = (
        filling.value(key) or (label.upper() if filling.is_blank else "")
        for key, label in (("superior_name", "Tên cơ quan, tổ chức chủ quản"), ("agency_name", "Tên cơ quan, tổ chức"))
    )
    names = []
    if superior and any(field.key == "superior_name" for field in form.head):
        names.append(paragraph("Cơ quan chủ quản", superior.upper()))
    names.append(paragraph("Cơ quan ban hành", own.upper()))
    side = width_mm * (1 - _AGENCY_LINE_SHARE) / 2
    return (*names, ruled("Đường kẻ", left_mm=side, right_mm=side))


def _nation(width_mm: float) -> tuple[Element, ...]:
    side = (width_mm - _MOTTO_MM) / 2
    return (
        paragraph("Quốc hiệu", COUNTRY),
        paragraph("Tiêu ngữ", MOTTO),
        ruled("Đường kẻ", left_mm=side, right_mm=side),
    )


def _title(form: Form) -> list[Element]:
    kind = next((each for each in _KINDS if form.title.startswith(each)), form.title)
    rest = form.title.removeprefix(kind).strip()
    parts = [paragraph("Tên loại văn bản", kind.upper())]
    if rest:
        parts.append(paragraph("Trích yếu", rest[0].upper() + rest[1:]))
    return parts


def _two_columns(left: tuple[Element, ...], right: tuple[Element, ...], width_mm: float) -> Element:
    return table((width_mm - NATION_MM, NATION_MM), [[Cell(left), Cell(right)]])
