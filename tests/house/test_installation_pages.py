"""The pages about settings, retention and roles say what the program does; run this file to rewrite them."""

import re
from datetime import timedelta
from pathlib import Path

import django
from django.apps import apps

if not apps.ready:
    django.setup()

from django.conf import settings
from django.utils.translation import override

from antin_server.accounts.permissions import GRANTS, OF_THE_AUTHORITY
from antin_server.accounts.types import ROLES, Role
from antin_server.common.doors import Permission
from antin_server.common.retention import declared
from antin_server.config.environment import SETTINGS
from antin_server.signing.services.kept_checks import FILES_KEPT, RESULTS_KEPT

ROOT = Path(__file__).parents[2]
FOLDER = ROOT / "docs/reference"
KINDS = {
    "document_flows": "Văn bản trình ký, phát hành đã xong hoặc bỏ dở, cùng các bản tệp và lịch sử",
    "logs": "Nhật ký máy đã ghi đầy (`log/*.jsonl.*`)",
    "looks_to_restore": "Tệp mẫu chữ ký đưa lên để khôi phục mà chưa nhận",
    "mail_files": "Thư của bản chạy thử (`mail/*.eml`)",
    "personal_numbers": "Số định danh cá nhân trong hồ sơ đã kết thúc",
    "sessions": "Phiên đăng nhập đã hết hạn",
    "signing_documents": "Văn bản đưa lên để ký",
    "tasks": "Việc nền đã xong",
}
PERMISSIONS = {
    Permission.CASE_REVIEW: "Nhận, trả lại hồ sơ; soạn văn bản của cơ quan",
    Permission.CASE_ENDORSE: "Ký văn bản của cơ quan",
    Permission.CASE_SEND: "Cho số và gửi văn bản",
    Permission.DOCUMENT_SIGN: "Ký ban hành văn bản của cơ quan",
    Permission.DOCUMENT_ISSUE: "Cho số, ngày và đóng dấu văn bản ban hành",
    Permission.CASE_READ: "Xem hồ sơ của các cơ quan trực thuộc",
    Permission.CASE_RECEIVE: "Tiếp nhận hồ sơ ở tổ chức chứng thực",
    Permission.ORDER_READ: "Xem lệnh",
    Permission.TOKEN_KEEP: "Giữ thiết bị",
    Permission.CERTIFICATE_SEARCH: "Tìm chứng thư theo tên, thiết bị (được ghi lại)",
    Permission.PERSONAL_NUMBER_READ: "Xem số định danh cá nhân (được ghi lại mỗi lần)",
    Permission.PEOPLE_MANAGE: "Quản lý người dùng, cơ quan, vai trò",
    Permission.AUDIT_READ: "Xem nhật ký kiểm soát",
    Permission.OPERATE: "Vận hành",
}


def settings_page() -> str:
    shown = {each.name: f"`{each.default}`" if each.default else "(trống)" for each in SETTINGS}
    rows = [f"| `{each.name}` | {shown[each.name]} | {each.meaning} |" for each in SETTINGS]
    return "\n".join([
        "# Thiết lập / Settings", "",
        "Mọi thiết lập là biến môi trường; `antin-server` không đọc tệp cấu hình nào khác. Trang này do "
        "`config/environment.py` viết ra (`script/docs`).",
        "*In English:* every setting is an environment variable; this page is written from the program.", "",
        "| Biến | Mặc định | Ý nghĩa |", "|---|---|---|", *rows, "",
    ])


def retention_page() -> str:
    defaults = {each.name: each.default for each in SETTINGS}
    rows = [
        f"| {KINDS[each.kind]} | `{each.setting}` | {defaults[each.setting]} ngày | `{where(each.remove)}` |"
        for each in declared()
    ]
    return "\n".join([
        "# Thời hạn lưu / Retention", "",
        "Tiến trình `clock` chạy `common.retention.enforce` mỗi giờ. Đặt 0 là giữ mãi. Trang này do chính chương trình "
        "viết ra (`script/docs`).",
        "*In English:* the clock process removes what is older than its setting, every hour; 0 keeps for ever.", "",
        "| Loại dữ liệu | Thiết lập | Mặc định | Mã thực hiện |", "|---|---|---|---|", *rows, "",
        "Không xóa: nhật ký kiểm soát, chứng thư, lệnh và phê duyệt, sổ của tiến trình ký (xóa một dòng sẽ làm "
        "đứt chuỗi); hồ sơ (giữ phần không có số định danh). Người dùng đã đóng tài khoản được giữ lại vì hồ sơ và "
        "nhật ký còn nhắc đến. Mẫu chữ ký, con dấu được giữ đến khi chủ mẫu xóa (xóa là mất ngay mọi phiên bản); mỗi "
        "mẫu giữ 20 phiên bản mới nhất; ảnh gốc không được giữ.", "",
        "Tệp đưa lên trang kiểm tra được xóa ngay khi có kết quả đầy đủ. Còn phải hỏi nơi khác thì tệp được giữ ở "
        "dạng mã hóa (khóa chỉ có trong trang của người kiểm tra, không có trên máy chủ), nhiều nhất "
        f"{minutes(FILES_KEPT)} phút; kết quả cũng vậy, nhiều nhất {minutes(RESULTS_KEPT)} phút. Tiến trình `clock` "
        "xóa mỗi phút và ngay khi khởi động (`signing.services.kept_checks`); tiến trình nào chết giữa chừng thì phần "
        "còn lại cũng không ai mở được.",
        "*In English:* files brought to be checked are deleted once the answer is complete; until then they are kept "
        f"encrypted under a secret of the visitor's page, for {minutes(FILES_KEPT)} minutes at the most, results for "
        f"{minutes(RESULTS_KEPT)}. The clock process removes them every minute and when it starts.", "",
    ])


def minutes(time: timedelta) -> int:
    return int(time.total_seconds() // 60)


def roles_page() -> str:
    with override("vi"):
        rows = [
            f"| {ROLES[role]} | `{role.value}` | {'có' if role in OF_THE_AUTHORITY else ''} | "
            + "; ".join(PERMISSIONS[each] for each in Permission if each in GRANTS[role]) + " |"
            for role in Role
        ]
    return "\n".join([
        "# Vai trò / Roles", "",
        "Một vai trò có hiệu lực ở cơ quan được giao và các cơ quan trực thuộc, trong thời gian được giao; việc gì "
        "không ghi ở đây là không được. Ai cũng xin được chứng thư cho mình mà không cần vai trò. Không ai tự giao "
        "vai trò cho mình; vai trò của tổ chức chứng thực chỉ do người quản trị ở cấp cao nhất giao. Duyệt lệnh không "
        "phải là quyền trên cổng: cán bộ duyệt ký lệnh ở ngoài cổng, tiến trình ký tự kiểm tra. Trang này do chính "
        "chương trình viết ra.",
        "*In English:* a role works in its agency and below; whatever is not listed is denied.", "",
        "| Vai trò | Mã | Hai lớp | Được làm |", "|---|---|---|---|", *rows, "",
    ])


def where(function: object) -> str:
    """The room of the code, as a dotted name below antin_server."""
    return str(function.__module__).removeprefix("antin_server.")  # type: ignore[attr-defined]


PAGES = {"settings.md": settings_page, "retention.md": retention_page, "roles.md": roles_page}


class TestThePagesOfAnInstallation:
    def test_say_what_the_program_does(self) -> None:
        stale = [name for name, page in PAGES.items() if (FOLDER / name).read_text(encoding="utf-8") != page()]

        assert stale == [], "run: script/docs"

    def test_have_a_setting_for_every_kind_of_data(self) -> None:
        names = {each.name for each in SETTINGS}

        assert {each.kind for each in declared()} == set(KINDS)
        assert [each.kind for each in declared() if each.setting not in names] == []

    def test_know_every_variable_that_the_server_reads(self) -> None:
        names = {each.name for each in SETTINGS}
        texts = [path.read_text(encoding="utf-8") for path in ROOT.glob("packages/server/src/**/config/*.py")]
        read = {name for text in texts for name in re.findall(r'(?:value|is_on)\("(ANTIN_\w+)"', text)}

        assert read <= names
        assert names - read == set()

    def test_know_every_setting_in_django(self) -> None:
        kept = {each.name for each in SETTINGS if each.name.startswith("ANTIN_KEEP_")}

        assert [name for name in sorted(kept) if not hasattr(settings, name)] == []


if __name__ == "__main__":
    for name, page in PAGES.items():
        (FOLDER / name).write_text(page(), encoding="utf-8")
