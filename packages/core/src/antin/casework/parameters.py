"""Every number of the law that a workflow waits for, counts or refuses by, with its source."""

from dataclasses import dataclass
from enum import StrEnum

from antin.casework.provenance import Confidence, Provenance, found, inferred, memory


class Unit(StrEnum):
    """What a parameter counts."""

    WORKING_DAYS = "working_days"
    DAYS = "days"
    HOURS = "hours"
    YEARS = "years"
    TIMES = "times"
    MILLIMETRES = "millimetres"
    POINTS = "points"


@dataclass(frozen=True)
class Parameter:
    """One number; `meaning` is a Vietnamese sentence for the register in docs/law."""

    name: str
    value: int
    unit: Unit
    meaning: str
    provenance: Provenance


# What both laws leave open, or what the project set itself.
_SHARED = (
    Parameter(
        "effective_days",
        1,
        Unit.WORKING_DAYS,
        "Công bố hiệu lực sau văn bản bàn giao",
        memory(Confidence.LOW),
    ),
    Parameter(
        "revoke_hours", 12, Unit.HOURS, "Làm mất hiệu lực và công bố sau yêu cầu thu hồi hợp lệ", memory()
    ),
    Parameter("revoke_days", 3, Unit.WORKING_DAYS, "Hạn ngoài cùng để trả kết quả thu hồi", found("S09")),
    Parameter(
        "agency_days",
        3,
        Unit.WORKING_DAYS,
        "Cơ quan quản lý trực tiếp xem xét (quy ước)",
        memory(Confidence.LOW),
    ),
    Parameter("retention_years", 5, Unit.YEARS, "Lưu hồ sơ sau khi chứng thư hết hiệu lực", memory()),
)
_ROOT, _ISSUE, _RENEW = (
    "Thời hạn chứng thư của tổ chức chứng thực",
    "Thời hạn tối đa của chứng thư cấp mới",
    "Thời hạn tối đa được cộng thêm khi gia hạn",
)
_TIMES = "Số lần được gia hạn"
_RETURN = "Thu thiết bị và giao lại tổ chức chứng thực sau khi hết hạn, bị thu hồi"
_ISSUE_DAYS = "Cấp chứng thư từ khi nhận hồ sơ hợp lệ"
_RENEW_DAYS, _CHANGE_DAYS = "Trả kết quả gia hạn", "Trả kết quả thay đổi nội dung thông tin"
_RENEW_REMAINING = "Thời hạn còn lại ít nhất để được gia hạn"
_CHANGE_REMAINING = "Thời hạn còn lại ít nhất để được thay đổi nội dung"

TT185_2019 = (
    Parameter("root_years", 20, Unit.YEARS, _ROOT, found("S10")),
    Parameter("issue_years", 5, Unit.YEARS, _ISSUE, found("S10")),
    Parameter("renew_years", 3, Unit.YEARS, _RENEW, found("S10")),
    Parameter("renew_times", 1, Unit.TIMES, _TIMES, found("S06", article="NĐ 130/2018 Đ.63")),
    Parameter("issue_days", 3, Unit.WORKING_DAYS, _ISSUE_DAYS, memory()),
    Parameter("renew_days", 3, Unit.WORKING_DAYS, _RENEW_DAYS, found("S09")),
    Parameter("change_days", 3, Unit.WORKING_DAYS, _CHANGE_DAYS, memory(Confidence.LOW)),
    Parameter("recover_days", 3, Unit.WORKING_DAYS, "Khôi phục thiết bị", memory(Confidence.LOW)),
    Parameter("return_days", 5, Unit.WORKING_DAYS, _RETURN, found("S07", article="NĐ 130/2018 Đ.71")),
    Parameter(
        "renew_remaining_days", 60, Unit.DAYS, _RENEW_REMAINING, found("S06", article="NĐ 130/2018 Đ.63")
    ),
    Parameter(
        "change_remaining_days", 60, Unit.DAYS, _CHANGE_REMAINING, found("S07", article="NĐ 130/2018 Đ.65")
    ),
    *_SHARED,
)

ND68_2024 = (
    Parameter("root_years", 20, Unit.YEARS, _ROOT, found("S12", article="Đ.9")),
    Parameter("issue_years", 5, Unit.YEARS, _ISSUE, found("S12", article="Đ.9")),
    Parameter("renew_years", 3, Unit.YEARS, _RENEW, found("S12", article="Đ.9")),
    Parameter("renew_times", 1, Unit.TIMES, _TIMES, memory(article="Đ.12")),
    Parameter("issue_days", 3, Unit.WORKING_DAYS, _ISSUE_DAYS, found("S11", article="Đ.11")),
    Parameter("renew_days", 3, Unit.WORKING_DAYS, _RENEW_DAYS, memory(Confidence.LOW)),
    Parameter("change_days", 3, Unit.WORKING_DAYS, _CHANGE_DAYS, memory(Confidence.LOW)),
    Parameter(
        "recover_days",
        1,
        Unit.WORKING_DAYS,
        "Khôi phục thiết bị (hạn đọc được ở một tỉnh được giao quyền)",
        inferred("S17", Confidence.LOW, article="Đ.22"),
    ),
    Parameter("return_days", 5, Unit.WORKING_DAYS, _RETURN, found("S16", article="Đ.20")),
    Parameter("renew_remaining_days", 30, Unit.DAYS, _RENEW_REMAINING, memory()),
    Parameter("change_remaining_days", 30, Unit.DAYS, _CHANGE_REMAINING, memory()),
    *_SHARED,
)
