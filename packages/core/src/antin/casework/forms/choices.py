"""The lists that forms choose from."""

from antin.casework.forms.model import Choice

SEX = (Choice("Nam", "Nam"), Choice("Nữ", "Nữ"))

ISSUE_PLACES = (
    Choice("CCSQLHCVTTXH", "Cục Cảnh sát quản lý hành chính về trật tự xã hội"),
    Choice("CCSĐKQLCTVDLQGVDC", "Cục Cảnh sát đăng ký quản lý cư trú và dữ liệu quốc gia về dân cư"),
    Choice("BCA", "Bộ Công an"),
)
"""Nơi cấp: the two codes of VGCA's import file (S20); Bộ Công an for the thẻ căn cước (memory, high)."""

SIM_CARRIERS = (
    Choice("Viettel", "Viettel"),
    Choice("Viettel/cs", "Viettel, chuyển mạng giữ số"),
    Choice("Vinaphone", "Vinaphone"),
    Choice("Vinaphone/cs", "Vinaphone, chuyển mạng giữ số"),
    Choice("Mobifone", "Mobifone"),
    Choice("Mobifone/cs", "Mobifone, chuyển mạng giữ số"),
)
"""SIM PKI: the carrier, with "/cs" when the number was moved to it (S19)."""

DEVICE_KINDS = (
    Choice("TOKEN", "USB Token"),
    Choice("SIM", "SIM PKI"),
    Choice("SOFT", "Khóa mềm (chỉ dùng thử nghiệm)"),
    Choice("RSSP", "Ký số tập trung"),
    Choice("HSM", "Thiết bị HSM"),
)
"""Loại thiết bị, with the codes of VGCA's import file (S20). SOFT is for pilots only."""

SERVICE_KINDS = (
    Choice("TLS", "Máy chủ web (SSL/TLS)"),
    Choice("VPN", "Mạng riêng ảo (VPN)"),
    Choice("CODE", "Ký mã chương trình"),
    Choice("TSA", "Dịch vụ cấp dấu thời gian, trả lời trạng thái (TSA, OCSP)"),
    Choice("SEALING", "Ký số tự động (HSM)"),
    Choice("EXCHANGE", "Trục liên thông văn bản"),
    Choice("OTHER", "Loại khác"),
)
"""Kinds of device, service and software: reconstructed, the law's own list was not found."""

REVOCATION_GROUNDS = (
    Choice("key_compromise", "Khóa bí mật bị lộ hoặc nghi bị lộ"),
    Choice("device_damaged", "Thiết bị lưu khóa bí mật bị hỏng"),
    Choice("device_lost", "Thiết bị lưu khóa bí mật bị thất lạc"),
    Choice("other_insecurity", "Trường hợp mất an toàn khác"),
    Choice("position_changed", "Thay đổi vị trí công tác, thông tin trong chứng thư không còn phù hợp"),
    Choice("left_service", "Nghỉ hưu, thôi việc, từ trần"),
    Choice("organisation_ended", "Cơ quan, tổ chức giải thể, chia, tách, sáp nhập"),
    Choice("service_ended", "Thiết bị, dịch vụ, phần mềm ngừng hoạt động"),
    Choice("agency_request", "Theo yêu cầu của cơ quan, tổ chức quản lý trực tiếp"),
    Choice("procedural_body", "Theo yêu cầu của cơ quan tiến hành tố tụng, cơ quan công an"),
)
"""Lý do thu hồi: NĐ 68/2024 Đ.17 (S14); NĐ 130/2018 Đ.68 nearly the same (memory, high)."""

DEVICE_CONDITIONS = (
    Choice("good", "Hoạt động bình thường"),
    Choice("locked", "Bị khóa"),
    Choice("broken", "Bị hỏng"),
)
RETURN_GROUNDS = (Choice("expired", "Chứng thư hết hạn"), Choice("revoked", "Chứng thư bị thu hồi"))
