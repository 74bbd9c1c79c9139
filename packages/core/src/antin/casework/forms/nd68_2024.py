"""The 9 forms of NĐ 68/2024/NĐ-CP, and the internal requests (NB) that feed them.

The subscriber's own form is no longer prescribed; agencies gather the same data themselves (S11, S19, S29),
so NB01 to NB06 are the project's own papers, numbered after the form they feed.
"""

from antin.casework import terms as words
from antin.casework.forms import fields, lists, parts, requests
from antin.casework.forms.model import Block, Column, Form, FormKind, Signer
from antin.casework.provenance import Provenance, found, inferred
from antin.casework.terms import ND68_2024 as TERMS

LAW_SET = "nd68_2024"
BASIS = (
    "Căn cứ Nghị định số 68/2024/NĐ-CP ngày 25 tháng 6 năm 2024 của Chính phủ "
    "quy định về chữ ký số chuyên dùng công vụ;",
)
_CERTIFICATE = TERMS.certificate


def _letter(
    number: str,
    what: str,
    *,
    contact: tuple[Block, ...],
    columns: tuple[Column, ...],
    provenance: Provenance,
    notes: tuple[str, ...] = (),
) -> Form:
    return Form(
        LAW_SET,
        number,
        f"Văn bản đề nghị {what}",
        FormKind.LETTER,
        words.MANAGING_AGENCY,
        words.AUTHORITY,
        provenance,
        contact,
        (parts.HEAD_SIGNS,),
        subject=f"đề nghị {what}",
        basis=BASIS,
        head=parts.LETTER_HEAD,
        opening=(f"{{agency_name}} đề nghị Cục Chứng thực số và Bảo mật thông tin {what}, cụ thể như sau:",),
        table_heading="Số lượng và danh sách đăng ký",
        columns=columns,
        notes=(*notes, parts.CIPHER_NOTE),
        copies=parts.COPIES,
        pair_of=f"NB{number}",
    )


def _internal(
    number: str, what: str, *, sender: str, blocks: tuple[Block, ...], signer: Signer, notes: tuple[str, ...] = ()
) -> Form:
    return Form(
        LAW_SET,
        f"NB{number}",
        f"Phiếu đề nghị {what} (nội bộ)",
        FormKind.REQUEST,
        sender,
        words.MANAGING_AGENCY,
        inferred("S29"),
        blocks,
        (signer,),
        head=parts.REQUEST_HEAD,
        closing=parts.oath(TERMS),
        notes=(*notes, "Phiếu này dùng trong nội bộ cơ quan, không phải mẫu do pháp luật quy định."),
        pair_of=number,
        statutory=False,
    )


_DEVICES = "thiết bị, dịch vụ, phần mềm"
_AMEND = f"gia hạn, thay đổi nội dung thông tin {_CERTIFICATE}"
_RECOVER = "khôi phục thiết bị lưu khóa bí mật"
_IN_CHARGE = f"Người được cơ quan, tổ chức giao quản lý {_CERTIFICATE}"

LETTERS = (
    _letter(
        "01",
        f"cấp {_CERTIFICATE} cho cá nhân",
        contact=(fields.receiver(TERMS),),
        columns=lists.people(TERMS),
        provenance=found("S19", article="Đ.11"),
        notes=(
            parts.EMAIL_NOTE,
            parts.SIM_NOTE,
            "Cấp cho giải pháp ký số tập trung: ghi thêm “sử dụng giải pháp ký số tập trung” vào trích yếu.",
        ),
    ),
    _letter(
        "02",
        f"cấp {_CERTIFICATE} cho cơ quan, tổ chức",
        contact=(fields.receiver(TERMS),),
        columns=lists.organisations(),
        provenance=found("S19", article="Đ.11"),
        notes=(parts.establishment_note(TERMS),),
    ),
    _letter(
        "03",
        f"cấp {_CERTIFICATE} cho {_DEVICES}",
        contact=(fields.receiver(TERMS),),
        columns=lists.services(),
        provenance=inferred("S19", article="Đ.11"),
    ),
    _letter(
        "04",
        _AMEND,
        contact=(fields.receiver(TERMS),),
        columns=lists.amendments(TERMS),
        provenance=found("S19"),
        notes=(
            "Địa chỉ thư điện tử là địa chỉ đã đăng ký khi cấp.",
            "Đánh dấu cả hai ô nếu vừa gia hạn vừa thay đổi thông tin.",
        ),
    ),
    _letter(
        "05",
        f"thu hồi {_CERTIFICATE}",
        columns=lists.revocations(TERMS),
        provenance=found("S19", article="Đ.17"),
        contact=(
            fields.contact(
                TERMS,
                key="receiver",
                heading="Thông tin đầu mối phối hợp thu hồi thiết bị lưu khóa bí mật",
                address_label="Địa chỉ thu hồi",
            ),
        ),
    ),
    _letter(
        "06",
        _RECOVER,
        columns=lists.recoveries(TERMS),
        provenance=found("S19", article="Đ.22"),
        contact=(
            fields.unlocker(TERMS),
        ),
    ),
)

HAND_OVER = Form(
    LAW_SET,
    "07",
    f"Văn bản bàn giao thiết bị lưu khóa bí mật và đề nghị thời điểm hiệu lực của {_CERTIFICATE}",
    FormKind.LETTER,
    words.MANAGING_AGENCY,
    words.AUTHORITY,
    found("S29"),
    (),
    (parts.HEAD_SIGNS,),
    subject=f"bàn giao thiết bị lưu khóa bí mật và đề nghị thời điểm hiệu lực của {_CERTIFICATE}",
    basis=BASIS,
    head=parts.LETTER_HEAD,
    opening=(
        "{agency_name} đã bàn giao thiết bị lưu khóa bí mật cho thuê bao và đề nghị "
        f"Cục Chứng thực số và Bảo mật thông tin công bố {_CERTIFICATE} có hiệu lực theo danh sách sau:",
    ),
    table_heading="Danh sách bàn giao",
    columns=lists.handovers(TERMS),
    copies=parts.COPIES,
    notes=("Thời điểm hiệu lực không sớm hơn thời điểm bàn giao.", parts.CIPHER_NOTE),
)
RETURN = Form(
    LAW_SET,
    "08",
    f"Biên bản giao, nhận thiết bị lưu khóa bí mật sau khi {_CERTIFICATE} hết hạn sử dụng hoặc bị thu hồi",
    FormKind.RECORD,
    "Bên giao",
    "Bên nhận",
    found("S16", article="Đ.20"),
    requests.return_parties(TERMS),
    parts.RETURN_SIGNS,
    head=parts.RECORD_HEAD,
    table_heading="Danh sách thiết bị giao, nhận",
    columns=lists.returns(TERMS),
    closing=("Biên bản lập thành … bản, mỗi bên giữ … bản.",),
)
LOSS = Form(
    LAW_SET,
    "09",
    "Biên bản xác nhận thất lạc thiết bị lưu khóa bí mật",
    FormKind.RECORD,
    words.MANAGING_AGENCY,
    words.AUTHORITY,
    found("S16"),
    requests.loss(TERMS),
    parts.LOSS_SIGNS,
    head=parts.RECORD_HEAD,
    closing=parts.LOSS_OATH,
    notes=("Gửi kèm văn bản đề nghị thu hồi (Mẫu 05).",),
)

FORMS = (*LETTERS, HAND_OVER, RETURN, LOSS)

INTERNAL_FORMS = (
    _internal(
        "01",
        f"cấp {_CERTIFICATE} cho cá nhân",
        sender="Cá nhân",
        blocks=requests.person(TERMS),
        signer=parts.APPLICANT_SIGNS,
    ),
    _internal(
        "02",
        f"cấp {_CERTIFICATE} cho cơ quan, tổ chức",
        sender=_IN_CHARGE,
        blocks=requests.organisation(TERMS),
        signer=parts.MANAGER_SIGNS,
        notes=(parts.establishment_note(TERMS),),
    ),
    _internal(
        "03",
        f"cấp {_CERTIFICATE} cho {_DEVICES}",
        sender=_IN_CHARGE,
        blocks=requests.service(TERMS),
        signer=parts.MANAGER_SIGNS,
    ),
    _internal(
        "04", _AMEND, sender="Thuê bao", blocks=requests.amendment(TERMS), signer=parts.SUBSCRIBER_SIGNS
    ),
    _internal(
        "05",
        f"thu hồi {_CERTIFICATE}",
        sender="Thuê bao",
        blocks=requests.revocation(TERMS),
        signer=parts.SUBSCRIBER_SIGNS,
    ),
    _internal(
        "06", _RECOVER, sender="Thuê bao", blocks=requests.recovery(TERMS), signer=parts.SUBSCRIBER_SIGNS
    ),
)
