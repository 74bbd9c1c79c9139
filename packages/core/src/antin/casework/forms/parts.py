"""Heads, oaths and signatures that forms of one kind share."""

from antin.casework import terms as words
from antin.casework.forms.fields import REBUILT
from antin.casework.forms.model import Field, FieldKind, Signer
from antin.casework.provenance import found
from antin.casework.terms import Terms

LETTER_HEAD = (
    Field("superior_name", "Tên cơ quan, tổ chức chủ quản", FieldKind.TEXT, found("S19")),
    Field("agency_name", "Tên cơ quan, tổ chức", FieldKind.TEXT, found("S19"), required=True),
    Field("document_number", "Số", FieldKind.TEXT, found("S19")),
    Field("place", "Địa danh", FieldKind.TEXT, found("S19"), required=True),
    Field("signed_on", "Ngày", FieldKind.DATE, found("S19"), required=True),
)
REQUEST_HEAD = (
    Field("agency_name", "Kính gửi", FieldKind.TEXT, REBUILT, required=True),
    Field("place", "Địa danh", FieldKind.TEXT, REBUILT),
    Field("signed_on", "Ngày", FieldKind.DATE, REBUILT),
)
RECORD_HEAD = (
    Field("agency_name", "Tên cơ quan, tổ chức", FieldKind.TEXT, REBUILT, required=True),
    Field("recorded_at", "Thời gian lập biên bản", FieldKind.MOMENT, REBUILT, required=True),
    Field("place", "Địa điểm lập biên bản", FieldKind.TEXT, REBUILT, required=True),
)

HEAD_SIGNS = Signer(words.HEAD_OF_AGENCY.upper(), "(Ký, đóng dấu và ghi rõ họ tên)", "head_name")
APPLICANT_SIGNS = Signer("NGƯỜI ĐỀ NGHỊ", "(Ký, ghi rõ họ tên)", "full_name")
MANAGER_SIGNS = Signer("NGƯỜI ĐỀ NGHỊ", "(Ký, ghi rõ họ tên)", "manager_full_name")
SUBSCRIBER_SIGNS = Signer("NGƯỜI ĐỀ NGHỊ", "(Ký, ghi rõ họ tên)", "certificate_name")
AGENCY_CONFIRMS = Signer(
    "XÁC NHẬN CỦA CƠ QUAN, TỔ CHỨC QUẢN LÝ TRỰC TIẾP", "(Ký, đóng dấu và ghi rõ họ tên)", "head_name"
)

COPIES = ("- Như trên;", "- Lưu: VT, …")
CIPHER_NOTE = (
    "Đối với Bộ Quốc phòng, Bộ Công an, Bộ Ngoại giao: "
    "người đứng đầu tổ chức cơ yếu trực thuộc ký văn bản này."
)
EMAIL_NOTE = "Địa chỉ thư điện tử công vụ do cơ quan nhà nước có thẩm quyền cấp."
SIM_NOTE = (
    "Cột SIM PKI: ghi tên nhà mạng (Viettel, Vinaphone, Mobifone); "
    "thuê bao chuyển mạng giữ số ghi thêm “/cs”."
)


def establishment_note(terms: Terms) -> str:
    """What a request for an organisation brings (NĐ 130/2018 Đ.60; who is put in charge: from memory)."""
    return (
        "Gửi kèm bản sao quyết định thành lập hoặc văn bản xác nhận của người đứng đầu cơ quan cấp trên, "
        f"và quyết định giao quản lý {terms.certificate}."
    )


def oath(terms: Terms) -> tuple[str, ...]:
    """The subscriber's pledge, wording from memory."""
    return (
        "Tôi xin cam đoan những thông tin khai trên là đúng sự thật và chấp hành các quy định của pháp luật "
        f"về quản lý, sử dụng {terms.certificate}.",
    )


RETURN_SIGNS = (
    Signer("BÊN GIAO", "(Ký, ghi rõ họ tên; đóng dấu nếu là cơ quan)", "giver_full_name"),
    Signer("BÊN NHẬN", "(Ký, ghi rõ họ tên; đóng dấu nếu là cơ quan)", "taker_full_name"),
)
LOSS_SIGNS = (
    Signer("THUÊ BAO", "(Ký, ghi rõ họ tên)", "certificate_name"),
    Signer(
        "ĐẠI DIỆN CƠ QUAN, TỔ CHỨC QUẢN LÝ TRỰC TIẾP",
        "(Ký, đóng dấu và ghi rõ họ tên)",
        "agency_representative",
    ),
)
LOSS_OATH = ("Chúng tôi cam kết nội dung trên là đúng sự thật và chịu trách nhiệm trước pháp luật.",)
