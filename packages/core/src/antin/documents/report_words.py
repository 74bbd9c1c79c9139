"""The fixed words of the report on checked files."""

from collections.abc import Mapping

from antin.messages import Language

_WORDS: Mapping[str, tuple[str, str]] = {
    "title": ("Báo cáo kiểm tra văn bản điện tử", "Report on checked electronic documents"),
    "made": ("Kiểm tra lúc", "Checked at"),
    "note": (
        "Báo cáo nói điều thấy được vào lúc kiểm tra, về tệp có mã SHA-256 đã ghi; báo cáo không thay cho văn bản.",
        "It tells what was found at that time about the file with this SHA-256; it does not replace the document.",
    ),
    "valid": ("Hợp lệ", "Valid"), "not_valid": ("Không hợp lệ", "Not valid"),
    "cannot_tell": ("Chưa kết luận được", "Cannot tell yet"),
    "why": ("Vì sao", "Why"), "to_do": ("Cần làm gì", "What to do"), "remarks": ("Lưu ý", "Remarks"),
    "changes": ("Sau chữ ký này", "After this signature"),
    "yes": ("Có", "Yes"), "no": ("Không", "No"), "unknown": ("Chưa rõ", "Cannot tell yet"),
    "authorised": ("Chữ ký của người có thẩm quyền", "Signed by a person with authority"),
    "seal": ("Chữ ký của cơ quan (con dấu)", "Seal of the agency"), "agency": ("Cơ quan", "Agency"),
    "existed": ("Có tên ấy vào ngày ký", "Existed under this name then"), "successor": ("Nay là", "Today"),
    "number": ("Số và ký hiệu", "Number"), "date": ("Ngày văn bản", "Date"),
    "text_is_signed": ("Số và ngày được ký", "Number and date are signed"),
    "changed": ("Bị thay đổi sau khi phát hành", "Changed after it was issued"),
    "complete": ("Đủ cả hai chữ ký", "Both signatures"),
    "indication": ("Kết luận kỹ thuật", "Indication"), "sha256": ("SHA-256", "SHA-256"),
    "signature": ("Chữ ký", "Signature"), "signer": ("Người ký", "Signed by"),
    "issuer": ("Nơi cấp chứng thư", "Issuer"), "serial": ("Số hiệu chứng thư", "Serial number"),
    "level": ("Mức", "Level"), "best_time": ("Thời điểm được xét", "Best time"),
    "claimed_time": ("Thời gian người ký tự ghi", "Time the signer stated"),
    "covers": ("Khoảng byte được ký", "Octets covered"), "algorithms": ("Thuật toán", "Algorithms"),
    "then": ("Chứng thư khi đó", "Certificate then"), "now_state": ("Chứng thư hiện nay", "Certificate now"),
    "time_stamp": ("dấu thời gian trên chữ ký", "time-stamp on the signature"),
    "document_time_stamp": ("dấu thời gian trên cả văn bản", "time-stamp on the whole document"),
    "now": ("lúc kiểm tra", "the time of the check"),
    "good": ("mạnh", "strong"), "weak": ("yếu", "weak"), "refused": ("không chấp nhận", "refused"),
    "state_good": ("còn hiệu lực", "good"), "state_revoked": ("đã bị thu hồi", "revoked"),
    "state_on_hold": ("đang tạm dừng", "on hold"), "state_expired": ("hết hạn", "expired"),
    "state_not_yet_valid": ("chưa có hiệu lực", "not valid yet"),
    "state_unchecked": ("chưa kiểm tra được", "could not be checked"),
    "row": ("Mục", "Row"), "result": ("Kết quả", "Result"), "found": ("Điều thấy được", "What was found"),
    "check_yes": ("Đạt", "Met"), "check_no": ("Không đạt", "Not met"),
    "check_not_checked": ("Chưa kiểm tra", "Not checked"),
}


def report_words(language: Language) -> dict[str, str]:
    """All of them in one language."""
    return {key: english if language == "en" else vietnamese for key, (vietnamese, english) in _WORDS.items()}
