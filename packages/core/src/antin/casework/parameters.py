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


@dataclass(frozen=True)
class Parameter:
    """One number; `meaning` is a Vietnamese sentence for the register in docs/law."""

    name: str
    value: int
    unit: Unit
    meaning: str
    provenance: Provenance


_SHARED = (
    Parameter("root_years", 20, Unit.YEARS, "Thời hạn chứng thư của tổ chức chứng thực", found("S10")),
    Parameter("issue_years", 5, Unit.YEARS, "Thời hạn tối đa của chứng thư cấp mới", found("S10")),
    Parameter("renew_years", 3, Unit.YEARS, "Thời hạn tối đa được cộng thêm khi gia hạn", found("S10")),
    Parameter("renew_times", 1, Unit.TIMES, "Số lần được gia hạn", found("S06")),
    Parameter(
        "return_days",
        5,
        Unit.WORKING_DAYS,
        "Thu thiết bị và giao lại tổ chức chứng thực sau khi hết hạn, bị thu hồi",
        found("S16"),
    ),
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
        "Cơ quan quản lý trực tiếp xem xét đề nghị (quy ước nội bộ)",
        memory(Confidence.LOW),
    ),
    Parameter("retention_years", 5, Unit.YEARS, "Lưu hồ sơ sau khi chứng thư hết hiệu lực", memory()),
)

TT185_2019 = (
    *_SHARED,
    Parameter("issue_days", 3, Unit.WORKING_DAYS, "Cấp chứng thư từ khi nhận hồ sơ hợp lệ", memory()),
    Parameter("renew_days", 3, Unit.WORKING_DAYS, "Trả kết quả gia hạn", found("S09")),
    Parameter(
        "change_days", 3, Unit.WORKING_DAYS, "Trả kết quả thay đổi nội dung thông tin", memory(Confidence.LOW)
    ),
    Parameter("recover_days", 3, Unit.WORKING_DAYS, "Khôi phục thiết bị", memory(Confidence.LOW)),
    Parameter(
        "renew_remaining_days",
        60,
        Unit.DAYS,
        "Thời hạn còn lại ít nhất để được gia hạn",
        found("S06", article="NĐ 130/2018 Đ.63"),
    ),
    Parameter(
        "change_remaining_days",
        60,
        Unit.DAYS,
        "Thời hạn còn lại ít nhất để được thay đổi nội dung",
        found("S07", article="NĐ 130/2018 Đ.65"),
    ),
)

ND68_2024 = (
    *_SHARED,
    Parameter(
        "issue_days",
        3,
        Unit.WORKING_DAYS,
        "Cấp chứng thư từ khi nhận hồ sơ hợp lệ",
        found("S11", article="Đ.11"),
    ),
    Parameter("renew_days", 3, Unit.WORKING_DAYS, "Trả kết quả gia hạn", memory(Confidence.LOW)),
    Parameter(
        "change_days", 3, Unit.WORKING_DAYS, "Trả kết quả thay đổi nội dung thông tin", memory(Confidence.LOW)
    ),
    Parameter(
        "recover_days",
        1,
        Unit.WORKING_DAYS,
        "Khôi phục thiết bị (hạn đọc được ở tỉnh được giao quyền)",
        inferred("S17", Confidence.LOW, article="Đ.22"),
    ),
    Parameter("renew_remaining_days", 30, Unit.DAYS, "Thời hạn còn lại ít nhất để được gia hạn", memory()),
    Parameter(
        "change_remaining_days", 30, Unit.DAYS, "Thời hạn còn lại ít nhất để được thay đổi nội dung", memory()
    ),
)
