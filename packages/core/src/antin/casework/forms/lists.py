"""The columns of each list that a managing agency sends, by the words of a law set."""

from antin.casework.forms.fields import is_current, read
from antin.casework.forms.model import Column
from antin.casework.provenance import Provenance, found, inferred, memory
from antin.casework.terms import Terms

_EMAIL = "Địa chỉ thư điện tử công vụ"
_DEVICE = "Số hiệu thiết bị lưu khóa bí mật"


def _serial_column(terms: Terms, provenance: Provenance) -> Column:
    return Column("certificate_serial", terms.certificate_number, ("certificate_serial",), provenance)


def _name_column(terms: Terms, provenance: Provenance, label: str = "") -> Column:
    return Column("certificate_name", label or terms.certificate_name, ("certificate_name",), provenance)


def people(terms: Terms) -> tuple[Column, ...]:
    """Mẫu 02 of tt185_2019 (S20), Mẫu 01 of nd68_2024 (S19)."""
    mark = read(terms)
    old = "Số hiệu chứng thư chữ ký số cũ (nếu có)" if is_current(terms) else "Số hiệu chứng thư cũ (nếu có)"
    return (
        Column("full_name", "Họ và tên", ("full_name",), mark),
        Column("birth_date", "Ngày sinh", ("birth_date",), mark),
        Column(
            "identity",
            f"{terms.personal_number}; ngày cấp; nơi cấp",
            ("personal_number", "issue_date", "issue_place"),
            mark,
        ),
        Column("email", _EMAIL, ("email",), mark),
        Column("workplace", "Tên cơ quan, tổ chức công tác", ("workplace",), mark),
        Column("province", "Tỉnh/Thành phố", ("province",), mark),
        Column("position", "Chức vụ", ("position",), mark),
        Column("mobile", "Số điện thoại di động", ("mobile",), mark),
        Column("old_serial", old, ("old_serial",), mark),
        Column("sim_pki", "SIM PKI", ("sim_pki",), mark),
    )


def organisations() -> tuple[Column, ...]:
    """Mẫu 02 of nd68_2024 (S19); Mẫu 04 of tt185_2019 is held to be the same."""
    mark = found("S19")
    return (
        Column("organisation", "Tên cơ quan, tổ chức", ("organisation",), mark),
        Column("address", "Địa chỉ", ("address",), mark),
        Column("tax_code", "Mã số thuế", ("tax_code",), mark),
        Column("budget_code", "Mã quan hệ ngân sách", ("budget_code",), mark),
        Column("province", "Tỉnh/Thành phố", ("province",), mark),
        Column("email", _EMAIL, ("email",), mark),
    )


def services() -> tuple[Column, ...]:
    """Devices, services and software: no version of the form was found."""
    mark = inferred()
    return (
        Column("service_name", "Tên thiết bị, dịch vụ, phần mềm", ("service_name",), mark),
        Column("organisation", "Tên cơ quan, tổ chức sở hữu, quản lý", ("organisation",), mark),
        Column("address", "Địa chỉ", ("address",), mark),
        Column("province", "Tỉnh/Thành phố", ("province",), mark),
        Column("email", _EMAIL, ("email",), mark),
        Column("service_kind", "Loại, mục đích sử dụng", ("service_kind",), mark),
        Column("note", "Ghi chú", ("note",), mark),
    )


def amendments(terms: Terms) -> tuple[Column, ...]:
    """Mẫu 08 of tt185_2019, Mẫu 04 of nd68_2024 (S19)."""
    mark = found("S19")
    serial = f"{terms.certificate_number} (SIM PKI ghi thêm số điện thoại ký số)"
    asked = "Dịch vụ yêu cầu"
    return (
        _name_column(terms, mark),
        Column("certificate_serial", serial, ("certificate_serial", "signing_phone"), mark),
        Column("email", _EMAIL, ("email",), mark),
        Column("current_information", "Thông tin cần thay đổi", ("current_information",), mark),
        Column("new_information", "Thông tin mới", ("new_information",), mark),
        Column("renew", "Gia hạn (×)", ("renew",), mark, group=asked),
        Column("change", "Thay đổi thông tin – TĐTT (×)", ("change",), mark, group=asked),
    )


def revocations(terms: Terms) -> tuple[Column, ...]:
    """Mẫu 10 of tt185_2019, Mẫu 05 of nd68_2024 (S19)."""
    mark = found("S19")
    paper = f"{terms.personal_number}, ngày cấp, nơi cấp (cá nhân)"
    return (
        _name_column(terms, mark),
        Column("identity", paper, ("personal_number", "issue_date", "issue_place"), mark),
        Column("tax_code", "Mã số thuế (cơ quan)", ("tax_code",), mark),
        Column("budget_code", "Mã quan hệ ngân sách (cơ quan)", ("budget_code",), mark),
        Column("email", _EMAIL, ("email",), mark),
        _serial_column(terms, mark),
        Column("device_number", _DEVICE, ("device_number",), mark),
        Column("revocation_ground", "Lý do thu hồi", ("revocation_ground",), mark),
    )


def recoveries(terms: Terms) -> tuple[Column, ...]:
    """Mẫu 12 of tt185_2019, Mẫu 06 of nd68_2024: a head of two rows (S19)."""
    mark = found("S19")
    subscriber = "Thông tin của thuê bao"
    return (
        Column("device_number", _DEVICE, ("device_number",), mark),
        Column("certificate_name", terms.certificate_name, ("certificate_name",), mark, group=subscriber),
        Column("workplace", "Cơ quan, tổ chức công tác", ("workplace",), mark, group=subscriber),
        Column("email", _EMAIL, ("email",), mark, group=subscriber),
    )


def handovers(terms: Terms) -> tuple[Column, ...]:
    """Mẫu 13 of tt185_2019, Mẫu 07 of nd68_2024: the body was not found."""
    mark = memory()
    return (
        _name_column(terms, mark, f"Tên thuê bao / {terms.certificate_name.lower()}"),
        _serial_column(terms, mark),
        Column("device_number", _DEVICE, ("device_number",), mark),
        Column("email", _EMAIL, ("email",), mark),
        Column("effective_at", "Thời điểm hiệu lực (giờ, ngày/tháng/năm)", ("effective_at",), mark),
        Column("handed_over_at", "Ngày bàn giao", ("handed_over_at",), mark),
        Column("note", "Ghi chú", ("note",), mark),
    )


def returns(terms: Terms) -> tuple[Column, ...]:
    """Mẫu 14 of tt185_2019, Mẫu 08 of nd68_2024: the body was not found."""
    mark = inferred()
    return (
        _name_column(terms, mark, f"{terms.certificate_name} / thuê bao"),
        _serial_column(terms, mark),
        Column("device_number", _DEVICE, ("device_number",), mark),
        Column("device_kind", "Loại thiết bị", ("device_kind",), mark),
        Column("device_condition", "Tình trạng thiết bị", ("device_condition",), mark),
        Column("return_ground", "Lý do (hết hạn, thu hồi)", ("return_ground",), mark),
    )
