"""What a subscriber is asked for, by kind of request and words of a law set."""

from dataclasses import replace

from antin.casework.forms import choices, fields
from antin.casework.forms.model import Block, Field, FieldKind
from antin.casework.provenance import found, inferred, memory
from antin.casework.terms import Terms

CSR = Field(
    "csr",
    "Yêu cầu chứng thư PKCS#10 (bổ sung kỹ thuật, không thuộc mẫu của luật)",
    FieldKind.LONG_TEXT,
    inferred(),
    maximum=20_000,
)


def person(terms: Terms) -> tuple[Block, ...]:
    """Mẫu 01 of tt185_2019 and the internal request for a person."""
    return (Block("person", "Thông tin cá nhân", fields.person(terms)),)


def organisation(terms: Terms) -> tuple[Block, ...]:
    """Mẫu 03 of tt185_2019 and the internal request for an organisation."""
    asked = (
        fields.ORGANISATION,
        Field("superior", "Cơ quan cấp trên", FieldKind.TEXT, fields.REBUILT),
        fields.ADDRESS,
        fields.TAX_CODE,
        fields.BUDGET_CODE,
        fields.PROVINCE,
        replace(fields.EMAIL, label="Địa chỉ thư điện tử công vụ của cơ quan"),
        fields.old_serial(terms),
        fields.DEVICE_KIND,
    )
    return (Block("organisation", "Thông tin cơ quan, tổ chức", asked), fields.manager(terms))


def service(terms: Terms) -> tuple[Block, ...]:
    """Mẫu 05 of tt185_2019 and the internal request for a device, service or software; reconstructed."""
    text = FieldKind.TEXT
    asked = (
        Field("service_name", "Tên thiết bị, dịch vụ, phần mềm", text, inferred(), required=True),
        Field(
            "service_kind", "Loại", FieldKind.CHOICE, inferred(), required=True, choices=choices.SERVICE_KINDS
        ),
        Field("host", "Tên miền, địa chỉ IP", text, inferred()),
        Field("version", "Phiên bản", text, inferred("S13")),
        replace(fields.ORGANISATION, label="Cơ quan, tổ chức sở hữu, quản lý", provenance=inferred()),
        replace(fields.ADDRESS, required=False, provenance=inferred()),
        fields.TAX_CODE,
        fields.BUDGET_CODE,
        fields.PROVINCE,
        fields.EMAIL,
        CSR,
    )
    return (Block("service", "Thông tin thiết bị, dịch vụ, phần mềm", asked), fields.manager(terms))


def amendment(terms: Terms) -> tuple[Block, ...]:
    """Mẫu 07 of tt185_2019 and the internal request to renew or change."""
    asked = (
        fields.certificate_name(terms),
        fields.certificate_serial(terms),
        Field("signing_phone", "Số điện thoại ký số (SIM PKI)", FieldKind.MOBILE, found("S19")),
        replace(fields.EMAIL, label="Địa chỉ thư điện tử công vụ đã đăng ký"),
        Field("expires_on", "Ngày hết hạn hiện tại", FieldKind.DATE, inferred()),
    )
    wanted = (
        Field("renew", "Gia hạn", FieldKind.TICK, found("S19")),
        Field("change", "Thay đổi thông tin", FieldKind.TICK, found("S19")),
        Field(
            "current_information",
            "Thông tin cần thay đổi",
            FieldKind.LONG_TEXT,
            found("S19"),
            maximum=1000,
            required_when="change",
        ),
        Field(
            "new_information",
            "Thông tin mới",
            FieldKind.LONG_TEXT,
            found("S19"),
            maximum=1000,
            required_when="change",
        ),
        fields.REASON,
    )
    return (Block("certificate", "Thông tin chứng thư", asked), Block("wanted", "Dịch vụ yêu cầu", wanted))


def revocation(terms: Terms) -> tuple[Block, ...]:
    """Mẫu 09 of tt185_2019 and the internal request to revoke; reconstructed from Mẫu 05 of nd68_2024.

    The number of the device is a blank to fill in wherever there is a device: a soft key or a server has none.
    """
    asked = (
        fields.certificate_name(terms),
        *(replace(field, required=False) for field in fields.identity(terms)),
        fields.TAX_CODE,
        fields.BUDGET_CODE,
        fields.EMAIL,
        fields.certificate_serial(terms),
        replace(fields.DEVICE_NUMBER, required=False),
        Field(
            "revocation_ground",
            "Lý do thu hồi",
            FieldKind.CHOICE,
            found("S14"),
            required=True,
            choices=choices.REVOCATION_GROUNDS,
        ),
        replace(fields.REASON, label="Giải thích thêm"),
    )
    return (Block("certificate", "Thông tin chứng thư", asked),)


def recovery(terms: Terms) -> tuple[Block, ...]:
    """Mẫu 11 of tt185_2019 and the internal request to unlock a device."""
    asked = (
        fields.certificate_name(terms),
        replace(fields.WORKPLACE, label="Cơ quan, tổ chức công tác"),
        fields.EMAIL,
        fields.DEVICE_NUMBER,
        replace(fields.MOBILE, required=False, provenance=inferred()),
        replace(fields.REASON, label="Lý do (nhập sai mật khẩu quá số lần quy định…)"),
    )
    return (Block("device", "Thông tin thiết bị", asked),)


def return_parties(terms: Terms) -> tuple[Block, ...]:
    """The two sides of Mẫu 14 of tt185_2019 (nd68_2024: 08)."""
    return tuple(
        Block(side, heading, tuple(replace(field, key=f"{side}_{field.key}") for field in _party(terms)))
        for side, heading in (("giver", "BÊN GIAO"), ("taker", "BÊN NHẬN"))
    )


def _party(terms: Terms) -> tuple[Field, ...]:
    return (
        replace(fields.FULL_NAME, provenance=inferred()),
        replace(fields.POSITION, required=False, provenance=inferred()),
        replace(fields.WORKPLACE, provenance=inferred()),
        replace(fields.personal_number(terms), required=False, provenance=inferred()),
        replace(fields.MOBILE, required=False, provenance=inferred()),
    )


def loss(terms: Terms) -> tuple[Block, ...]:
    """Mẫu 15 of tt185_2019 (nd68_2024: 09); reconstructed."""
    who = (
        Field(
            "agency_representative",
            "Đại diện cơ quan, tổ chức quản lý trực tiếp",
            FieldKind.PERSON_NAME,
            inferred(),
            required=True,
        ),
        fields.certificate_name(terms),
        replace(fields.personal_number(terms), required=False),
        fields.TAX_CODE,
        fields.WORKPLACE,
        fields.EMAIL,
    )
    what = (
        fields.DEVICE_NUMBER,
        fields.certificate_serial(terms),
        Field("lost_at", "Thời điểm thất lạc", FieldKind.MOMENT, inferred(), required=True),
        Field("lost_where", "Địa điểm thất lạc", FieldKind.TEXT, inferred(), required=True),
        Field(
            "lost_how", "Nguyên nhân thất lạc", FieldKind.LONG_TEXT, inferred(), required=True, maximum=1000
        ),
        Field(
            "measures",
            "Biện pháp đã thực hiện (đã đề nghị thu hồi ngày …)",
            FieldKind.LONG_TEXT,
            memory(),
            maximum=1000,
        ),
    )
    return (Block("parties", "Thành phần", who), Block("loss", "Nội dung", what))
