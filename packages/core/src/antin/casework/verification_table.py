"""What software that verifies signatures must tell, row by row (TT 15/2025/TT-BKHCN, Phần 2: bảng kiểm tra)."""

from dataclasses import dataclass

from antin.casework.provenance import Confidence, Provenance, found, inferred


@dataclass(frozen=True)
class VerificationRow:
    """A row: its number in the table, a stable code, and what it asks for."""

    row: str
    code: str
    meaning: str
    is_mandatory: bool
    provenance: Provenance


_TABLE = found("S27", article="Phần 2")
# The table names these in two words; what they ask for is our reading.
_READ_SO = inferred("S27", Confidence.MEDIUM, article="Phần 2")

VERIFICATION_TABLE = (
    VerificationRow(
        "1.1", "time_in_validity", "Thời điểm ký nằm trong thời hạn của chứng thư, khi đó không bị thu hồi, tạm dừng",
        True, _TABLE,
    ),
    VerificationRow(
        "1.2", "status_asked", "Trạng thái chứng thư được hỏi trực tuyến (OCSP) hoặc theo danh sách thu hồi mới nhất; "
        "không hỏi được thì cảnh báo", True, _TABLE,
    ),
    VerificationRow("1.3", "algorithms_allowed", "Thuật toán và độ dài khóa được phép vào lúc ký", True, _TABLE),
    VerificationRow(
        "1.4", "scope_kept", "Chứng thư được dùng trong phạm vi: chính sách, ràng buộc của các cơ quan cấp trên",
        True, _READ_SO,
    ),
    VerificationRow("1.5", "key_usage_kept", "Mục đích của khóa (KU, EKU) cho phép ký văn bản", False, _TABLE),
    VerificationRow(
        "1.6", "issuer_statement", "Tuyên bố của cơ quan cấp: chứng thư ghi chính sách mà nó được cấp theo",
        False, _READ_SO,
    ),
    VerificationRow("2.1", "signer_shown", "Thông tin của người ký có trong chứng thư", True, _TABLE),
    VerificationRow("2.2", "right_key", "Chữ ký được tạo bằng khóa bí mật ứng với chứng thư", True, _TABLE),
    VerificationRow("2.3", "certificate_valid", "Chứng thư có giá trị vào lúc ký, tới một gốc đã tin", True, _TABLE),
    VerificationRow("2.4", "hashes_equal", "Mã băm của nội dung được ký bằng mã băm trong chữ ký", True, _TABLE),
)
