"""The words that each law set uses for the same thing (docs/law: thuật ngữ)."""

from dataclasses import dataclass

AUTHORITY = "Cục Chứng thực số và Bảo mật thông tin, Ban Cơ yếu Chính phủ"
MANAGING_AGENCY = "Cơ quan, tổ chức quản lý trực tiếp"
HEAD_OF_AGENCY = "Người đứng đầu cơ quan, tổ chức quản lý trực tiếp"
KEY_DEVICE = "Thiết bị lưu khóa bí mật"


@dataclass(frozen=True)
class Terms:
    """Vietnamese legal terms, in lower case except where the law writes a capital."""

    signature: str
    certificate: str
    certificate_number: str
    certificate_name: str
    personal_number: str


TT185_2019 = Terms(
    signature="chữ ký số chuyên dùng Chính phủ",
    certificate="chứng thư số",
    certificate_number="Số hiệu chứng thư số",
    certificate_name="Tên chứng thư số",
    personal_number="Số CMND/CCCD/Hộ chiếu",
)
ND68_2024 = Terms(
    signature="chữ ký số chuyên dùng công vụ",
    certificate="chứng thư chữ ký số chuyên dùng công vụ",
    certificate_number="Số hiệu chứng thư chữ ký số",
    certificate_name="Tên chứng thư chữ ký số",
    personal_number="Số định danh cá nhân",
)
