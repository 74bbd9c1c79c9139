"""Writes docs/law from the legal data of the core; tests/house compares."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from antin.casework import LAW_SETS, LawSet
from antin.casework.agencies import (
    DISTRICTS_PROVENANCE,
    MINISTRIES,
    MINISTRIES_PROVENANCE,
    MINISTRIES_REORGANISED_ON,
)
from antin.casework.document_types import DOCUMENT_TYPES, ISSUER_SYMBOLS, SYMBOLS_PROVENANCE, TYPES_PROVENANCE
from antin.casework.formats.dates import write_date
from antin.casework.forms import Form, FormKind
from antin.casework.forms.choices import REVOCATION_GROUNDS
from antin.casework.holidays import YEARS, days_off
from antin.casework.marks import MARKS
from antin.casework.parameters import Unit
from antin.casework.procedures import PROCEDURES, Procedure
from antin.casework.procedures.checks import CHECKS
from antin.casework.procedures.model import Action, Actor, Paper
from antin.casework.provenance import Confidence, Origin, Provenance
from antin.casework.provinces import MERGED_ON, MERGED_PROVENANCE, PROVINCES
from antin.casework.routing import ROUTES
from antin.casework.sources import SOURCES
from antin.casework.verification_table import VERIFICATION_TABLE
from antin.messages import message

FOLDER = Path(__file__).parents[4] / "docs" / "law"
WARNING = "<!-- Do antin_testkit.law_register viết từ dữ liệu của antin.casework; đừng sửa tay. -->\n"

ORIGINS = {Origin.FOUND: "đã đọc", Origin.INFERRED: "suy ra", Origin.MEMORY: "theo trí nhớ"}
SURENESS = {Confidence.HIGH: "cao", Confidence.MEDIUM: "vừa", Confidence.LOW: "thấp"}
UNITS = {
    Unit.WORKING_DAYS: "ngày làm việc",
    Unit.DAYS: "ngày",
    Unit.HOURS: "giờ",
    Unit.YEARS: "năm",
    Unit.TIMES: "lần",
    Unit.MILLIMETRES: "mm",
    Unit.POINTS: "pt",
}
KINDS = {FormKind.REQUEST: "đơn của thuê bao", FormKind.LETTER: "công văn", FormKind.RECORD: "biên bản"}
PAPERS = {
    Paper.REQUEST: "đơn",
    Paper.LETTER: "công văn đề nghị",
    Paper.HANDOVER: "văn bản bàn giao",
    Paper.RECORD: "biên bản",
}


def table(heads: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    heads = list(heads)
    lines = [heads, ["---"] * len(heads), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines) + "\n"


def said(kind: str, name: str) -> str:
    """A state, action or actor in Vietnamese."""
    return message(f"case_{kind}_{name}").text


def mark(provenance: Provenance) -> str:
    """đã đọc S19 (cao), Đ.11."""
    where = f" [{provenance.source}](nguon.md)" if provenance.source else ""
    article = f", {provenance.article}" if provenance.article else ""
    return f"{ORIGINS[provenance.origin]}{where} ({SURENESS[provenance.confidence]}){article}"


def until(law_set: LawSet) -> str:
    """The last moment of a law set."""
    return f"đến trước 00:00 ngày {write_date(law_set.until.date())}" if law_set.until else "đến nay"


def parameters() -> str:
    """docs/law/tham-so.md."""
    parts = [WARNING, "# Tham số của luật\n"]
    parts.append(
        "Mọi con số mà một bước phải chờ, đếm hay từ chối theo đều đứng ở đây, kèm nguồn và độ chắc chắn. "
        "Số ghi “theo trí nhớ” hoặc độ chắc “thấp” phải được đối chiếu với văn bản gốc "
        "trước khi vận hành thật.\n"
    )
    for law_set in LAW_SETS.values():
        parts.append(f"## `{law_set.id}`: {law_set.title}\n")
        since = f"từ 00:00 ngày {write_date(law_set.since.date())} (+07:00)"
        parts.append(f"Áp dụng cho yêu cầu nhận {since} {until(law_set)}.\n")
        parts.append(f"Văn bản: {'; '.join(law_set.instruments)}.\n")
        rows = [
            (f"`{each.name}`", each.value, UNITS[each.unit], each.meaning, mark(each.provenance))
            for each in law_set.parameters
        ]
        parts.append(table(("tham số", "giá trị", "đơn vị", "ý nghĩa", "nguồn"), rows))
    parts.append("## Cỡ con dấu và chữ trên văn bản điện tử\n")
    parts.append(
        "Áp dụng cho hình chữ ký số, con dấu và các dấu hiệu trên văn bản, không theo bộ quy định nào ở trên.\n"
    )
    marks = [(f"`{each.name}`", each.value, UNITS[each.unit], each.meaning, mark(each.provenance)) for each in MARKS]
    parts.append(table(("tham số", "giá trị", "đơn vị", "ý nghĩa", "nguồn"), marks))
    parts.append("## Nơi giải quyết được giao cho tỉnh\n")
    routes = [
        (
            each.law_set,
            each.province,
            ", ".join(sorted(each.kinds)),
            ", ".join(sorted(each.devices)) or "mọi loại",
            write_date(each.since),
            mark(each.provenance),
        )
        for each in ROUTES
    ]
    parts.append(table(("bộ quy định", "mã tỉnh", "thủ tục", "thiết bị", "từ ngày", "nguồn"), routes))
    parts.append("## Ngày đổi tên, sắp xếp tỉnh, thành phố\n")
    parts.append(
        "Danh sách tỉnh, thành phố trong biểu mẫu, tên trong chứng thư và câu trả lời cơ quan ký còn hay không "
        "đều theo các ngày này.\n"
    )
    days = [(write_date(MERGED_ON), "63 tỉnh, thành phố còn 34", mark(MERGED_PROVENANCE))]
    days += [
        (write_date(each.since), f"{', '.join(each.merged_from)} thành {each.name}", mark(each.provenance))
        for each in PROVINCES if each.since != MERGED_ON
    ]
    parts.append(table(("từ ngày", "thay đổi", "nguồn"), days))
    return "\n".join(parts)


def form_text(form: Form) -> str:
    """One form: parties, blanks, list."""
    status = "" if form.statutory else " (mẫu nội bộ của phần mềm, luật không quy định)"
    parts = [f"### Mẫu {form.number}: {form.title}{status}\n"]
    parts.append(
        f"{KINDS[form.kind]}; {form.sender} → {form.recipient}; nguồn: {mark(form.provenance)}"
        + (f"; đi cặp với Mẫu {form.pair_of}" if form.pair_of else "")
        + (f"; nay là Mẫu {form.successor} của nd68_2024" if form.successor else "")
        + ".\n"
    )
    for block in form.blocks:
        rows = [
            (
                blank.label,
                f"`{blank.key}`",
                blank.kind.value,
                "có" if blank.required else "",
                mark(blank.provenance),
            )
            for blank in block.fields
        ]
        parts.append(f"{block.heading}:\n\n" + table(("mục", "khóa", "kiểu", "bắt buộc", "nguồn"), rows))
    if form.columns:
        columns = [
            (f"{each.group}: {each.label}" if each.group else each.label, mark(each.provenance))
            for each in form.columns
        ]
        parts.append(f"{form.table_heading} (STT và các cột):\n\n" + table(("cột", "nguồn"), columns))
    return "\n".join(parts)


def forms() -> str:
    """docs/law/bieu-mau.md."""
    parts = [WARNING, "# Biểu mẫu\n"]
    parts.append(
        "Nguyên văn tệp .doc của các mẫu không có trong tay; tên, số và bên gửi, bên nhận đã đọc được, "
        "còn từng mục được dựng lại từ nguồn ghi bên cạnh.\n"
    )
    for law_set in LAW_SETS.values():
        parts.append(f"## `{law_set.id}`: {law_set.title}\n")
        parts += [form_text(form) for form in (*law_set.forms, *law_set.internal_forms)]
    parts.append("## Lý do thu hồi\n")
    parts.append(table(("mã", "lý do"), [(f"`{choice.code}`", choice.text) for choice in REVOCATION_GROUNDS]))
    return "\n".join(parts)


def procedure_text(each: Procedure) -> str:
    """One table of transitions."""
    numbers = {
        paper: sorted({number for (kind, _), number in each.forms.items() if kind is paper})
        for paper in Paper
    }
    used = "; ".join(f"{PAPERS[paper]}: Mẫu {', '.join(found)}" for paper, found in numbers.items() if found)
    rows = [
        (
            said("state", line.state),
            said("action", line.action),
            said("state", line.to),
            ", ".join(said("actor", actor) for actor in Actor if actor in line.actors),
            PAPERS[line.paper] if line.paper else "",
            f"`{line.due}`" if line.due else "",
            ", ".join(f"`{check}`" for check in line.checks),
            ", ".join(said("action", action) for action in Action if action in line.not_by),
        )
        for line in each.transitions
    ]
    heads = ("đang ở", "việc", "chuyển sang", "ai làm", "giấy tờ", "hạn", "kiểm tra", "không phải người đã")
    return (
        f"### {each.title} (`{each.kind}`)\n\n{used}. Nguồn: {mark(each.provenance)}.\n\n{table(heads, rows)}"
    )


def procedures() -> str:
    """docs/law/trinh-tu.md."""
    parts = [WARNING, "# Trình tự giải quyết\n", "Mỗi thủ tục là một bảng; mã chạy đúng theo bảng này.\n"]
    for law_set in LAW_SETS.values():
        parts.append(f"## `{law_set.id}`: {law_set.title}\n")
        parts += [procedure_text(each) for each in PROCEDURES.values() if each.law_set == law_set.id]
    parts.append("## Các điều kiện kiểm tra\n")
    parts.append(table(("tên", "điều phải đúng"), [(f"`{name}`", text) for name, text in CHECKS.items()]))
    return "\n".join(parts)


def documents() -> str:
    """docs/law/van-ban.md."""
    types = [(f"`{each.letters}`", each.name, "có" if each.is_lawmaking else "") for each in DOCUMENT_TYPES]
    symbols = [(f"`{each.letters}`", each.name, str(each.until or "nay")) for each in ISSUER_SYMBOLS]
    return "\n".join(
        (
            WARNING,
            "# Số và ký hiệu văn bản\n",
            "Số có dạng `123/QĐ-UBND`, `30/2020/NĐ-CP` (văn bản quy phạm pháp luật), `456/UBND-KGVX` (công văn), "
            "`45-QĐ/TU` (văn bản của Đảng). Ký hiệu không có ở đây được đọc mà không đoán tên cơ quan.\n",
            f"## Chữ viết tắt tên loại văn bản\n\nNguồn: {mark(TYPES_PROVENANCE)}.\n",
            table(("chữ", "loại", "quy phạm pháp luật"), types),
            f"## Ký hiệu cơ quan ban hành\n\nNguồn: {mark(SYMBOLS_PROVENANCE)}.\n",
            table(("chữ", "cơ quan", "ban hành đến năm"), symbols),
            f"## Bộ, cơ quan ngang bộ thay đổi ngày {write_date(MINISTRIES_REORGANISED_ON)}\n\n"
            f"Nguồn: {mark(MINISTRIES_PROVENANCE)}. Các bộ khác giữ tên.\n",
            table(("bộ", "nay là"), [(each.name, each.successor) for each in MINISTRIES if each.successor]),
            f"## Tỉnh, thành phố và cấp huyện\n\nTừ {write_date(MERGED_ON)} còn 34 tỉnh, thành phố và không còn cấp "
            f"huyện. Nguồn: {mark(DISTRICTS_PROVENANCE)}.\n",
            table(("tỉnh, thành phố", "trước đó"), [
                (each.name, ", ".join(each.merged_from)) for each in PROVINCES if each.merged_from != (each.name,)
            ]),
        )
    )


def verification() -> str:
    """docs/law/kiem-tra-chu-ky.md."""
    rows = [
        (each.row, f"`{each.code}`", each.meaning, "bắt buộc" if each.is_mandatory else "", mark(each.provenance))
        for each in VERIFICATION_TABLE
    ]
    return "\n".join(
        (
            WARNING,
            "# Bảng kiểm tra chữ ký số\n",
            "Mỗi chữ ký được trả lời theo từng dòng của bảng (`signatures[].checks` của kết luận): có, không, hoặc "
            "chưa kiểm tra. Điều chưa kiểm tra được không bao giờ được ghi là có.\n",
            table(("dòng", "mã", "điều phải đúng", "", "nguồn"), rows),
        )
    )


def holidays() -> str:
    """docs/law/ngay-nghi.md."""
    rows = []
    for year in YEARS:
        closed = sorted(day for day in days_off(year) if day.weekday() < 5)
        swaps = "; ".join(
            f"nghỉ {write_date(off)}, làm bù {write_date(worked)}" for off, worked in year.swaps
        )
        rows.append((year.year, ", ".join(f"{day:%d/%m}" for day in closed), swaps, mark(year.provenance)))
    return "\n".join(
        (
            WARNING,
            "# Ngày nghỉ lễ dùng để đếm hạn\n",
            "Ngày làm việc là thứ Hai đến thứ Sáu, trừ các ngày dưới đây, cộng các thứ Bảy làm bù. "
            "Hạn đếm từ ngày sau ngày nhận (BLDS 2015 Đ.147) và hết vào giây cuối của ngày cuối (Đ.148). "
            "Khi có thông báo nghỉ lễ của một năm, sửa dòng của năm đó trong `antin/casework/holidays.py`.\n",
            table(("năm", "ngày nghỉ rơi vào thứ Hai đến thứ Sáu", "hoán đổi", "nguồn"), rows),
        )
    )


def words() -> str:
    """docs/law/thuat-ngu.md."""
    names = ("signature", "certificate", "certificate_number", "certificate_name", "personal_number")
    sets = tuple(LAW_SETS.values())
    rows = [(f"`{name}`", *(getattr(each.terms, name) for each in sets)) for name in names]
    return "\n".join(
        (WARNING, "# Thuật ngữ theo bộ quy định\n", table(("từ", *(f"`{each.id}`" for each in sets)), rows))
    )


def sources() -> str:
    """docs/law/nguon.md."""
    rows = [(f"**{key}**", text) for key, text in SOURCES.items()]
    return "\n".join(
        (
            WARNING,
            "# Nguồn\n",
            "Các nguồn đều công khai và phần lớn là bản chép lại, không phải bản Công báo. "
            "Không có gì ở đây là tư vấn pháp lý.\n",
            table(("mã", "nguồn"), rows),
        )
    )


PAGES: Mapping[str, Callable[[], str]] = {
    "tham-so.md": parameters,
    "bieu-mau.md": forms,
    "trinh-tu.md": procedures,
    "van-ban.md": documents,
    "kiem-tra-chu-ky.md": verification,
    "ngay-nghi.md": holidays,
    "thuat-ngu.md": words,
    "nguon.md": sources,
}

if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
