"""The agencies and people of a demo, as data. After 01/07/2025 Kiên Giang and An Giang are one province: An Giang."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from antin_server.accounts.types import AgencyKind, Role

DOMAIN = "mau.gov.vn"  # "mẫu": a sample; mail of a demo goes to files


@dataclass(frozen=True)
class DemoAgency:
    """key: how people name it here. parent: key of the one above, or empty."""

    key: str
    name: str
    kind: AgencyKind
    parent: str = ""
    identifier: str = ""  # mã định danh


@dataclass(frozen=True)
class DemoPerson:
    """local: before the @. roles: with the key of the agency in which each is held. does: what to try with it."""

    local: str
    full_name: str
    position: str
    agency: str
    does: str
    roles: Sequence[tuple[Role, str]] = ()

    @property
    def email(self) -> str:
        """The address to sign in with."""
        return f"{self.local}@{DOMAIN}"


AGENCIES = (
    DemoAgency("all", "Các cơ quan, tổ chức sử dụng chữ ký số chuyên dùng công vụ", AgencyKind.ROOT),
    DemoAgency("authority", "Tổ chức chứng thực chữ ký số công vụ (thử nghiệm)", AgencyKind.AUTHORITY, "all"),
    DemoAgency("office", "Sở Khoa học và Công nghệ tỉnh An Giang", AgencyKind.DEPARTMENT, "province", "H01.05"),
    DemoAgency("old_department", "Sở Nông nghiệp và Môi trường tỉnh Kiên Giang", AgencyKind.DEPARTMENT, "province"),
    DemoAgency("department", "Sở Nông nghiệp và Môi trường tỉnh An Giang", AgencyKind.DEPARTMENT, "province", "H01.09"),
    DemoAgency("unit", "Chi cục Thủy sản tỉnh An Giang", AgencyKind.UNIT, "department", "H01.09.03"),
    DemoAgency("commune", "Ủy ban nhân dân phường Rạch Giá", AgencyKind.COMMUNE, "province", "H01.60"),
)
ROOT, PROVINCE, PROVINCE_CODE = "all", "province", "91"  # the provinces themselves come from the law's own list
MERGED = {"old_department": "department"}
MERGED_AT = datetime(2025, 6, 30, 17, 0, tzinfo=UTC)  # 01/07/2025 00:00 in Vietnam
BASIS = "Nghị quyết số 202/2025/QH15"
PEOPLE = (
    DemoPerson("hanh", "Nguyễn Thị Hạnh", "Chuyên viên", "department", "Thuê bao: xin cấp, ký, kiểm tra, thu hồi"),
    DemoPerson("dung", "Lê Văn Dũng", "Chuyên viên", "commune", "Thuê bao ở phường"),
    DemoPerson("ha", "Trần Thu Hà", "Phó Trưởng phòng", "department", "Cơ quan: soát hồ sơ",
               ((Role.AGENCY_REVIEWER, "department"),)),
    DemoPerson("thanh", "Phạm Quốc Thành", "Phó Giám đốc", "department", "Cơ quan: lãnh đạo xác nhận",
               ((Role.AGENCY_LEADER, "department"),)),
    DemoPerson("lan", "Đỗ Thị Lan", "Văn thư", "department", "Cơ quan: văn thư gửi đi, nhận và giao thiết bị",
               ((Role.AGENCY_CLERK, "department"),)),
    DemoPerson("khoa", "Huỳnh Đăng Khoa", "Chuyên viên", "office", "Đầu mối cấp tỉnh",
               ((Role.PROVINCE_OFFICER, "province"),)),
    DemoPerson("tiepnhan", "Vũ Minh Anh", "Chuyên viên", "authority", "Tổ chức chứng thực: tiếp nhận",
               ((Role.RECEPTION, "all"),)),
    DemoPerson("duyet1", "Hoàng Văn Bình", "Trưởng phòng", "authority", "Cán bộ duyệt thứ nhất",
               ((Role.APPROVER, "all"),)),
    DemoPerson("duyet2", "Ngô Thị Cúc", "Phó Trưởng phòng", "authority", "Cán bộ duyệt thứ hai",
               ((Role.APPROVER, "all"),)),
    DemoPerson("thietbi", "Bùi Đức Duy", "Chuyên viên", "authority", "Tổ chức chứng thực: thiết bị",
               ((Role.TOKEN_OFFICER, "all"),)),
    DemoPerson("vanhanh", "Đặng Tuấn Em", "Kỹ sư", "authority", "Người vận hành", ((Role.OPERATOR, "all"),)),
    DemoPerson("kiemtoan", "Cao Thị Phượng", "Kiểm soát viên", "authority", "Kiểm soát viên: xem nhật ký",
               ((Role.AUDITOR, "all"),)),
    DemoPerson("quantri", "Mai Xuân Giang", "Quản trị viên", "authority", "Quản trị người dùng, cơ quan",
               ((Role.ADMINISTRATOR, "all"),)),
)
OFFICERS = tuple(each for each in PEOPLE if any(role is Role.APPROVER for role, _ in each.roles))
