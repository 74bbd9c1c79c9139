"""What is not certain of the protocol, as numbers that can be changed, each with how it is known."""

from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """How a fact of the protocol is known: there is no specification of it."""

    RUN = "run"  # seen in frames and sockets of the page's own script
    SERVER = "server"  # read in servers that take the uploads
    PAGE = "page"  # read in pages that call the program
    GUIDE = "guide"  # told by a user guide
    INFERRED = "inferred"  # follows from the rest; being wrong must do no harm


class Confidence(StrEnum):
    """How sure the project is; a low one is a setting to confirm with a real installation."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


@dataclass(frozen=True)
class WireParameter:
    """One number. unit: as in its name; meaning: a Vietnamese sentence for the page of the protocol."""

    name: str
    value: int
    evidence: Evidence
    confidence: Confidence
    meaning: str


PARAMETERS = (
    WireParameter("port", 8987, Evidence.RUN, Confidence.HIGH, "Cổng của phần mềm ký trên máy người dùng"),
    WireParameter("status_done", 0, Evidence.PAGE, Confidence.HIGH, "`Status` của lời đáp khi đã ký xong"),
    WireParameter(
        "status_cancelled", 11, Evidence.PAGE, Confidence.LOW,
        "`Status` khi người dùng hủy; mã khác 0 nào cũng được hiểu là chưa ký, mã này chỉ đổi câu nói",
    ),
    WireParameter(
        "connect_s", 8, Evidence.INFERRED, Confidence.MEDIUM,
        "Chờ phần mềm ký mở kết nối, giây; một trang thật chờ 3 giây, hộp xin phép của trình duyệt cần lâu hơn",
    ),
    WireParameter(
        "permission_s", 60, Evidence.INFERRED, Confidence.MEDIUM,
        "Chờ người dùng trả lời hộp xin phép “thiết bị trong mạng” của trình duyệt, giây",
    ),
    WireParameter(
        "work_s", 300, Evidence.PAGE, Confidence.MEDIUM,
        "Chờ người dùng đặt chữ ký và nhập mã PIN, giây; các trang thật chờ 2 đến 5 phút",
    ),
    WireParameter(
        "downloads", 1, Evidence.INFERRED, Confidence.MEDIUM,
        "Số lần một địa chỉ lấy văn bản dùng được; phần mềm gốc tải một lần rồi mở từ bản đã tải",
    ),
    WireParameter(
        "signatures_issued", 3, Evidence.GUIDE, Confidence.LOW,
        "Số chữ ký nhiều nhất của một lần phát hành: số, ngày, con dấu, mỗi thứ một mẫu riêng",
    ),
    WireParameter("signatures_other", 1, Evidence.INFERRED, Confidence.MEDIUM, "Số chữ ký của mọi việc ký khác"),
    WireParameter(
        "place_mm", 30, Evidence.INFERRED, Confidence.LOW,
        "Chữ ký được lệch bao nhiêu mi-li-mét: yêu cầu không mang vị trí, người ký đặt lại bằng tay",
    ),
    WireParameter(
        "growth_mb", 8, Evidence.INFERRED, Confidence.MEDIUM,
        "Tệp đã ký được lớn hơn văn bản gửi đi bao nhiêu MB: hình chữ ký tới 3,5 MB, dấu thời gian, chứng thư",
    ),
    WireParameter(
        "batch_files", 20, Evidence.INFERRED, Confidence.MEDIUM, "Số văn bản nhiều nhất của một lần ký hàng loạt",
    ),
)


def wire_value(name: str) -> int:
    """The value of a parameter. Raises KeyError: no such parameter, a fault of ours."""
    return {each.name: each.value for each in PARAMETERS}[name]
