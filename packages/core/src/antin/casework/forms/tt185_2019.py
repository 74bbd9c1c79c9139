"""The 15 forms of TT 185/2019/TT-BQP. Numbers and titles were found (S01); bodies as each part is marked."""

from antin.casework import terms as words
from antin.casework.forms import fields, lists, parts, requests
from antin.casework.forms.model import Block, Column, Form, FormKind, Signer
from antin.casework.provenance import Provenance, found
from antin.casework.terms import TT185_2019 as TERMS

LAW_SET = "tt185_2019"
BASIS = (
    "Căn cứ Nghị định số 130/2018/NĐ-CP ngày 27 tháng 9 năm 2018 của Chính phủ quy định chi tiết thi hành "
    "Luật Giao dịch điện tử về chữ ký số và dịch vụ chứng thực chữ ký số;",
    "Căn cứ Thông tư số 185/2019/TT-BQP ngày 04 tháng 12 năm 2019 của Bộ trưởng Bộ Quốc phòng hướng dẫn việc "
    "cung cấp, quản lý, sử dụng dịch vụ chứng thực chữ ký số chuyên dùng Chính phủ;",
)
_PERSON, _IN_CHARGE, _SUBSCRIBER = (
    "Cá nhân",
    "Người được cơ quan, tổ chức giao quản lý chứng thư số",
    "Thuê bao",
)


def _request(
    number: str,
    title: str,
    *,
    sender: str,
    blocks: tuple[Block, ...],
    signer: Signer,
    pair_of: str,
    successor: str,
    provenance: Provenance,
    notes: tuple[str, ...] = (),
) -> Form:
    return Form(
        LAW_SET,
        number,
        title,
        FormKind.REQUEST,
        sender,
        words.MANAGING_AGENCY,
        provenance,
        blocks,
        (signer, parts.AGENCY_CONFIRMS),
        head=parts.REQUEST_HEAD,
        closing=parts.oath(TERMS),
        notes=notes,
        pair_of=pair_of,
        successor=successor,
    )


def _letter(
    number: str,
    title: str,
    *,
    subject: str,
    contact: tuple[Block, ...],
    opening: str,
    columns: tuple[Column, ...],
    pair_of: str,
    successor: str,
    notes: tuple[str, ...] = (),
) -> Form:
    return Form(
        LAW_SET,
        number,
        title,
        FormKind.LETTER,
        words.MANAGING_AGENCY,
        words.AUTHORITY,
        found("S04"),
        contact,
        (parts.HEAD_SIGNS,),
        subject=subject,
        basis=BASIS,
        head=parts.LETTER_HEAD,
        opening=(opening,),
        table_heading="Số lượng và danh sách đăng ký",
        columns=columns,
        notes=(*notes, parts.CIPHER_NOTE),
        copies=parts.COPIES,
        pair_of=pair_of,
        successor=successor,
    )


def _asks(what: str) -> str:
    return f"{{agency_name}} đề nghị Cục Chứng thực số và Bảo mật thông tin {what}, cụ thể như sau:"


_TO_AGENCIES = "của Cơ quan, tổ chức quản lý trực tiếp"
_IN_CHARGE_OF = "của người được cơ quan, tổ chức giao quản lý chứng thư số"

ISSUE = (
    _request(
        "01",
        "Văn bản đề nghị cấp chứng thư số của cá nhân",
        sender=_PERSON,
        blocks=requests.person(TERMS),
        signer=parts.APPLICANT_SIGNS,
        pair_of="02",
        successor="01",
        provenance=found("S04", article="Đ.8"),
    ),
    _letter(
        "02",
        f"Văn bản đề nghị cấp chứng thư số cho các cá nhân {_TO_AGENCIES}",
        subject="đề nghị cấp chứng thư số cho cá nhân",
        contact=(fields.receiver(TERMS),),
        opening=_asks("cấp chứng thư số cho cá nhân"),
        columns=lists.people(TERMS),
        pair_of="01",
        successor="01",
        notes=(parts.EMAIL_NOTE, parts.SIM_NOTE),
    ),
    _request(
        "03",
        f"Văn bản đề nghị cấp chứng thư số cho cơ quan, tổ chức {_IN_CHARGE_OF}",
        sender=_IN_CHARGE,
        blocks=requests.organisation(TERMS),
        signer=parts.MANAGER_SIGNS,
        pair_of="04",
        successor="02",
        provenance=found("S04", article="Đ.8"),
        notes=(parts.establishment_note(TERMS),),
    ),
    _letter(
        "04",
        f"Văn bản đề nghị cấp chứng thư số cho các cơ quan, tổ chức {_TO_AGENCIES}",
        subject="đề nghị cấp chứng thư số cho cơ quan, tổ chức",
        contact=(fields.receiver(TERMS),),
        opening=_asks("cấp chứng thư số cho cơ quan, tổ chức"),
        columns=lists.organisations(),
        pair_of="03",
        successor="02",
        notes=(parts.establishment_note(TERMS),),
    ),
    _request(
        "05",
        f"Văn bản đề nghị cấp chứng thư số cho thiết bị, dịch vụ, phần mềm {_IN_CHARGE_OF}",
        sender=_IN_CHARGE,
        blocks=requests.service(TERMS),
        signer=parts.MANAGER_SIGNS,
        pair_of="06",
        successor="03",
        provenance=found("S04", article="Đ.8"),
    ),
    _letter(
        "06",
        f"Văn bản đề nghị cấp chứng thư số cho thiết bị, dịch vụ, phần mềm {_TO_AGENCIES}",
        subject="đề nghị cấp chứng thư số cho thiết bị, dịch vụ, phần mềm",
        contact=(fields.receiver(TERMS),),
        opening=_asks("cấp chứng thư số cho thiết bị, dịch vụ, phần mềm"),
        columns=lists.services(),
        pair_of="05",
        successor="03",
    ),
)

AMEND = (
    _request(
        "07",
        "Văn bản đề nghị gia hạn, thay đổi nội dung thông tin chứng thư số của Thuê bao",
        sender=_SUBSCRIBER,
        blocks=requests.amendment(TERMS),
        signer=parts.SUBSCRIBER_SIGNS,
        pair_of="08",
        successor="04",
        provenance=found("S30"),
    ),
    _letter(
        "08",
        f"Văn bản đề nghị gia hạn, thay đổi nội dung thông tin chứng thư số cho các Thuê bao {_TO_AGENCIES}",
        subject="đề nghị gia hạn, thay đổi nội dung thông tin chứng thư số",
        contact=(fields.receiver(TERMS),),
        opening=_asks("gia hạn, thay đổi nội dung thông tin chứng thư số"),
        columns=lists.amendments(TERMS),
        pair_of="07",
        successor="04",
        notes=(
            "Địa chỉ thư điện tử là địa chỉ đã đăng ký khi cấp.",
            "Đánh dấu cả hai ô nếu vừa gia hạn vừa thay đổi thông tin.",
        ),
    ),
)

REVOKE = (
    _request(
        "09",
        "Văn bản đề nghị thu hồi chứng thư số của Thuê bao",
        sender=_SUBSCRIBER,
        blocks=requests.revocation(TERMS),
        signer=parts.SUBSCRIBER_SIGNS,
        pair_of="10",
        successor="05",
        provenance=found("S03", article="Đ.10"),
    ),
    _letter(
        "10",
        f"Văn bản đề nghị thu hồi chứng thư số cho các Thuê bao {_TO_AGENCIES}",
        subject="đề nghị thu hồi chứng thư số",
        contact=(
            fields.contact(
                TERMS,
                key="receiver",
                heading="Thông tin đầu mối phối hợp thu hồi thiết bị lưu khóa bí mật",
                address_label="Địa chỉ thu hồi",
            ),
        ),
        opening=_asks("thu hồi chứng thư số"),
        columns=lists.revocations(TERMS),
        pair_of="09",
        successor="05",
    ),
)

RECOVER = (
    _request(
        "11",
        "Văn bản đề nghị khôi phục Thiết bị lưu khóa bí mật của Thuê bao",
        sender=_SUBSCRIBER,
        blocks=requests.recovery(TERMS),
        signer=parts.SUBSCRIBER_SIGNS,
        pair_of="12",
        successor="06",
        provenance=found("S01"),
    ),
    _letter(
        "12",
        f"Văn bản đề nghị khôi phục Thiết bị lưu khóa bí mật cho các Thuê bao {_TO_AGENCIES}",
        subject="đề nghị khôi phục thiết bị lưu khóa bí mật",
        contact=(
            fields.unlocker(TERMS),
        ),
        opening=_asks("khôi phục thiết bị lưu khóa bí mật"),
        columns=lists.recoveries(TERMS),
        pair_of="11",
        successor="06",
    ),
)

HAND_OVER = Form(
    LAW_SET,
    "13",
    "Văn bản bàn giao Thiết bị lưu khóa bí mật cho Thuê bao và đề nghị thời điểm hiệu lực của chứng thư số",
    FormKind.LETTER,
    words.MANAGING_AGENCY,
    words.AUTHORITY,
    found("S01"),
    (),
    (parts.HEAD_SIGNS,),
    subject="bàn giao thiết bị lưu khóa bí mật và đề nghị thời điểm hiệu lực của chứng thư số",
    basis=BASIS,
    head=parts.LETTER_HEAD,
    opening=(
        "{agency_name} đã bàn giao thiết bị lưu khóa bí mật cho thuê bao và đề nghị "
        "Cục Chứng thực số và Bảo mật thông tin công bố chứng thư số có hiệu lực theo danh sách sau:",
    ),
    table_heading="Danh sách bàn giao",
    columns=lists.handovers(TERMS),
    copies=parts.COPIES,
    notes=("Thời điểm hiệu lực không sớm hơn thời điểm bàn giao.", parts.CIPHER_NOTE),
    successor="07",
)
RETURN = Form(
    LAW_SET,
    "14",
    "Biên bản giao/nhận Thiết bị lưu khóa bí mật sau khi chứng thư số hết hạn sử dụng "
    "hoặc chứng thư số bị thu hồi",
    FormKind.RECORD,
    "Bên giao",
    "Bên nhận",
    found("S01"),
    requests.return_parties(TERMS),
    parts.RETURN_SIGNS,
    head=parts.RECORD_HEAD,
    table_heading="Danh sách thiết bị giao, nhận",
    columns=lists.returns(TERMS),
    closing=("Biên bản lập thành … bản, mỗi bên giữ … bản.",),
    successor="08",
)
LOSS = Form(
    LAW_SET,
    "15",
    "Biên bản xác nhận thất lạc Thiết bị lưu khóa bí mật",
    FormKind.RECORD,
    words.MANAGING_AGENCY,
    words.AUTHORITY,
    found("S03", article="Đ.10"),
    requests.loss(TERMS),
    parts.LOSS_SIGNS,
    head=parts.RECORD_HEAD,
    closing=parts.LOSS_OATH,
    notes=("Gửi kèm văn bản đề nghị thu hồi (Mẫu 10).",),
    successor="09",
)

FORMS = (*ISSUE, *AMEND, *REVOKE, *RECOVER, HAND_OVER, RETURN, LOSS)
