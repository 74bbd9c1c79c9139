"""The blanks that many forms share; the wording follows the law set."""

from collections.abc import Iterable
from dataclasses import replace

from antin.casework import terms as words
from antin.casework.forms import choices
from antin.casework.forms.model import Block, Field, FieldKind
from antin.casework.provenance import Confidence, Provenance, found, inferred, memory
from antin.casework.terms import Terms

# Labels of tt185_2019 were read as column heads of S20; that they are these forms' own words is inferred.
IMPORTED = found("S20", Confidence.MEDIUM)
QUOTED = found("S19")
REBUILT = inferred()


def required(field: Field) -> Field:
    """The same blank, now to be filled in."""
    return replace(field, required=True)


def labelled(field: Field, label: str, key: str = "") -> Field:
    """The same blank under another label, and under another key when one is given."""
    return replace(field, label=label, key=key or field.key)


def is_current(terms: Terms) -> bool:
    """Whether these are the words of nd68_2024."""
    return terms == words.ND68_2024


def read(terms: Terms) -> Provenance:
    """Where the columns of a law set were read."""
    return QUOTED if is_current(terms) else IMPORTED


FULL_NAME = Field("full_name", "Họ và tên", FieldKind.PERSON_NAME, IMPORTED, required=True)
BIRTH_DATE = Field("birth_date", "Ngày sinh", FieldKind.DATE, IMPORTED, required=True, personal=True)
SEX = Field("sex", "Giới tính", FieldKind.CHOICE, memory(), choices=choices.SEX)
ISSUE_DATE = Field("issue_date", "Ngày cấp", FieldKind.DATE, IMPORTED, required=True, personal=True)
ISSUE_PLACE = Field(
    "issue_place", "Nơi cấp", FieldKind.CHOICE, IMPORTED, required=True, choices=choices.ISSUE_PLACES
)
EMAIL = Field("email", "Địa chỉ thư điện tử công vụ", FieldKind.OFFICIAL_EMAIL, QUOTED, required=True)
WORKPLACE = Field("workplace", "Tên cơ quan, tổ chức công tác", FieldKind.TEXT, IMPORTED, required=True)
PROVINCE = Field("province", "Tỉnh/Thành phố", FieldKind.PROVINCE, IMPORTED, required=True)
POSITION = Field("position", "Chức vụ", FieldKind.TEXT, IMPORTED, required=True)
MOBILE = Field("mobile", "Số điện thoại di động", FieldKind.MOBILE, IMPORTED, required=True)
SIM = Field("sim_pki", "SIM PKI", FieldKind.CHOICE, IMPORTED, choices=choices.SIM_CARRIERS)
DEVICE_KIND = Field("device_kind", "Loại thiết bị", FieldKind.CHOICE, IMPORTED, choices=choices.DEVICE_KINDS)
DEVICE_NUMBER = Field(
    "device_number", "Số hiệu thiết bị lưu khóa bí mật", FieldKind.DEVICE_NUMBER, QUOTED, required=True
)
TAX_CODE = Field("tax_code", "Mã số thuế", FieldKind.TAX_CODE, QUOTED)
BUDGET_CODE = Field("budget_code", "Mã quan hệ ngân sách", FieldKind.BUDGET_CODE, QUOTED)
ORGANISATION = Field("organisation", "Tên cơ quan, tổ chức", FieldKind.TEXT, QUOTED, required=True)
ADDRESS = Field("address", "Địa chỉ", FieldKind.TEXT, QUOTED, required=True)
REASON = Field("reason", "Lý do", FieldKind.LONG_TEXT, REBUILT, maximum=1000)
NOTE = Field("note", "Ghi chú", FieldKind.TEXT, REBUILT)


def personal_number(terms: Terms) -> Field:
    """The number of the identity paper, by the words and lengths of the law set."""
    kind = FieldKind.PERSONAL_NUMBER if is_current(terms) else FieldKind.IDENTITY_PAPER
    return Field("personal_number", terms.personal_number, kind, read(terms), required=True, personal=True)


def certificate_name(terms: Terms) -> Field:
    """The common name of the certificate."""
    return Field("certificate_name", terms.certificate_name, FieldKind.TEXT, QUOTED, required=True)


def certificate_serial(terms: Terms) -> Field:
    """The serial of the certificate, hexadecimal."""
    return Field(
        "certificate_serial", terms.certificate_number, FieldKind.CERTIFICATE_SERIAL, QUOTED, required=True
    )


def old_serial(terms: Terms) -> Field:
    """The serial of a certificate that the person already holds."""
    label = (
        "Số hiệu chứng thư chữ ký số cũ (nếu có)" if is_current(terms) else "Số hiệu chứng thư số cũ (nếu có)"
    )
    return Field("old_serial", label, FieldKind.CERTIFICATE_SERIAL, read(terms))


def identity(terms: Terms) -> tuple[Field, ...]:
    """Number, day and place of issue of the identity paper."""
    return (personal_number(terms), ISSUE_DATE, ISSUE_PLACE)


def person(terms: Terms) -> tuple[Field, ...]:
    """Everything asked of an individual (Mẫu 01 of tt185_2019, in its order)."""
    return (
        FULL_NAME,
        BIRTH_DATE,
        SEX,
        *identity(terms),
        EMAIL,
        WORKPLACE,
        PROVINCE,
        POSITION,
        MOBILE,
        old_serial(terms),
        SIM,
        DEVICE_KIND,
    )


def contact(terms: Terms, *, key: str, heading: str, address_label: str) -> Block:
    """The block about one person the authority will deal with; its keys start with `key`.

    address_label: the last blank, an address.
    """
    asked = [
        FULL_NAME,
        personal_number(terms),
        replace(ISSUE_DATE, required=False),
        replace(ISSUE_PLACE, required=False),
        replace(POSITION, required=False),
        MOBILE,
        EMAIL,
        replace(ADDRESS, label=address_label),
    ]
    return _prefixed(key, heading, asked, read(terms))


def unlocker(terms: Terms) -> Block:
    """The person who helps to unlock devices: where they work, and no mail (S19, Mẫu 06 of nd68_2024)."""
    asked = (
        FULL_NAME,
        personal_number(terms),
        replace(ISSUE_DATE, required=False),
        replace(ISSUE_PLACE, required=False),
        replace(POSITION, required=False),
        replace(WORKPLACE, label="Cơ quan công tác", required=False),
        MOBILE,
    )
    return _prefixed("receiver", "Thông tin người phối hợp thực hiện khôi phục", asked, read(terms))


def _prefixed(key: str, heading: str, asked: Iterable[Field], mark: Provenance) -> Block:
    return Block(key, heading, tuple(replace(each, key=f"{key}_{each.key}", provenance=mark) for each in asked))


def receiver(terms: Terms) -> Block:
    """RCV: the person who receives certificates or devices for the agency (S19)."""
    heading = f"Thông tin người tiếp nhận {terms.certificate} (thiết bị lưu khóa bí mật)"
    return contact(terms, key="receiver", heading=heading, address_label="Địa chỉ tiếp nhận")


def manager(terms: Terms) -> Block:
    """The person whom the organisation put in charge of its certificate."""
    heading = f"Người được cơ quan, tổ chức giao quản lý {terms.certificate}"
    asked = (
        FULL_NAME,
        replace(BIRTH_DATE, required=False),
        personal_number(terms),
        replace(ISSUE_DATE, required=False),
        replace(ISSUE_PLACE, required=False),
        POSITION,
        MOBILE,
        EMAIL,
    )
    return _prefixed("manager", heading, asked, REBUILT)
