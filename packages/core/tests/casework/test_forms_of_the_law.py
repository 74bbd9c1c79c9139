"""Every blank and column of Mẫu 03 to 15 of TT 185/2019 and Mẫu 01 to 09 of NĐ 68/2024, one by one, in order.

Written down from the register of what was read or reconstructed of each form; `*` marks what must be filled in.
"""

import pytest

from antin.casework import law_set
from antin.casework.forms import Form

TT185, ND68 = "tt185_2019", "nd68_2024"
RECEIVER = (
    "Họ và tên*", "{number}*", "Ngày cấp", "Nơi cấp", "Chức vụ", "Số điện thoại di động*",
    "Địa chỉ thư điện tử công vụ*",
)
MANAGER = (
    "Họ và tên*", "Ngày sinh", "{number}*", "Ngày cấp", "Nơi cấp", "Chức vụ*", "Số điện thoại di động*",
    "Địa chỉ thư điện tử công vụ*",
)
UNLOCKER = ("Họ và tên*", "{number}*", "Ngày cấp", "Nơi cấp", "Chức vụ", "Cơ quan công tác", "Số điện thoại di động*")
PARTY = ("Họ và tên*", "Chức vụ", "Tên cơ quan, tổ chức công tác*", "{number}", "Số điện thoại di động")

ORGANISATION = (
    "Tên cơ quan, tổ chức*", "Cơ quan cấp trên", "Địa chỉ*", "Mã số thuế", "Mã quan hệ ngân sách", "Tỉnh/Thành phố*",
    "Địa chỉ thư điện tử công vụ của cơ quan*", "{serial} cũ (nếu có)", "Loại thiết bị",
)
SERVICE = (
    "Tên thiết bị, dịch vụ, phần mềm*", "Loại*", "Tên miền, địa chỉ IP", "Phiên bản",
    "Cơ quan, tổ chức sở hữu, quản lý*", "Địa chỉ", "Mã số thuế", "Mã quan hệ ngân sách",
    "Tỉnh/Thành phố*", "Địa chỉ thư điện tử công vụ*",
    "Yêu cầu chứng thư PKCS#10 (bổ sung kỹ thuật, không thuộc mẫu của luật)",
)
AMENDMENT = (
    "{name}*", "{serial}*", "Số điện thoại ký số (SIM PKI)", "Địa chỉ thư điện tử công vụ đã đăng ký*",
    "Ngày hết hạn hiện tại",
)
WANTED = ("Gia hạn", "Thay đổi thông tin", "Thông tin cần thay đổi", "Thông tin mới", "Lý do")
REVOCATION = (  # a soft key has no device: its number is asked where there is one (registration.services.checks)
    "{name}*", "{number}", "Ngày cấp", "Nơi cấp", "Mã số thuế", "Mã quan hệ ngân sách", "Địa chỉ thư điện tử công vụ*",
    "{serial}*", "Số hiệu thiết bị lưu khóa bí mật", "Lý do thu hồi*", "Giải thích thêm",
)
RECOVERY = (
    "{name}*", "Cơ quan, tổ chức công tác*", "Địa chỉ thư điện tử công vụ*", "Số hiệu thiết bị lưu khóa bí mật*",
    "Số điện thoại di động", "Lý do (nhập sai mật khẩu quá số lần quy định…)",
)
PARTIES = (
    "Đại diện cơ quan, tổ chức quản lý trực tiếp*", "{name}*", "{number}", "Mã số thuế",
    "Tên cơ quan, tổ chức công tác*", "Địa chỉ thư điện tử công vụ*",
)
LOSS = (
    "Số hiệu thiết bị lưu khóa bí mật*", "{serial}*", "Thời điểm thất lạc*", "Địa điểm thất lạc*",
    "Nguyên nhân thất lạc*", "Biện pháp đã thực hiện (đã đề nghị thu hồi ngày …)",
)
RECEIVED = ("Thông tin người tiếp nhận {certificate} (thiết bị lưu khóa bí mật)", (*RECEIVER, "Địa chỉ tiếp nhận*"))
COLLECTED = ("Thông tin đầu mối phối hợp thu hồi thiết bị lưu khóa bí mật", (*RECEIVER, "Địa chỉ thu hồi*"))
UNLOCKED = ("Thông tin người phối hợp thực hiện khôi phục", UNLOCKER)
IN_CHARGE = ("Người được cơ quan, tổ chức giao quản lý {certificate}", MANAGER)

BLANKS = {
    "organisation": [("Thông tin cơ quan, tổ chức", ORGANISATION), IN_CHARGE],
    "service": [("Thông tin thiết bị, dịch vụ, phần mềm", SERVICE), IN_CHARGE],
    "amendment": [("Thông tin chứng thư", AMENDMENT), ("Dịch vụ yêu cầu", WANTED)],
    "revocation": [("Thông tin chứng thư", REVOCATION)],
    "recovery": [("Thông tin thiết bị", RECOVERY)],
    "receiver": [RECEIVED],
    "collector": [COLLECTED],
    "unlocker": [UNLOCKED],
    "parties": [("BÊN GIAO", PARTY), ("BÊN NHẬN", PARTY)],
    "loss": [("Thành phần", PARTIES), ("Nội dung", LOSS)],
    "none": [],
}
COLUMNS = {
    "none": (),
    "people": (
        "Họ và tên", "Ngày sinh", "{number}; ngày cấp; nơi cấp", "Địa chỉ thư điện tử công vụ",
        "Tên cơ quan, tổ chức công tác", "Tỉnh/Thành phố", "Chức vụ", "Số điện thoại di động",
        "{old_serial}", "SIM PKI",
    ),
    "organisations": (
        "Tên cơ quan, tổ chức", "Địa chỉ", "Mã số thuế", "Mã quan hệ ngân sách", "Tỉnh/Thành phố",
        "Địa chỉ thư điện tử công vụ",
    ),
    "services": (
        "Tên thiết bị, dịch vụ, phần mềm", "Tên cơ quan, tổ chức sở hữu, quản lý", "Địa chỉ", "Tỉnh/Thành phố",
        "Địa chỉ thư điện tử công vụ", "Loại, mục đích sử dụng", "Ghi chú",
    ),
    "amendments": (
        "{name}", "{serial} (SIM PKI ghi thêm số điện thoại ký số)", "Địa chỉ thư điện tử công vụ",
        "Thông tin cần thay đổi", "Thông tin mới", "Dịch vụ yêu cầu: Gia hạn (×)",
        "Dịch vụ yêu cầu: Thay đổi thông tin – TĐTT (×)",
    ),
    "revocations": (
        "{name}", "{number}, ngày cấp, nơi cấp (cá nhân)", "Mã số thuế (cơ quan)", "Mã quan hệ ngân sách (cơ quan)",
        "Địa chỉ thư điện tử công vụ", "{serial}", "Số hiệu thiết bị lưu khóa bí mật", "Lý do thu hồi",
    ),
    "recoveries": (
        "Số hiệu thiết bị lưu khóa bí mật", "Thông tin của thuê bao: {name}",
        "Thông tin của thuê bao: Cơ quan, tổ chức công tác", "Thông tin của thuê bao: Địa chỉ thư điện tử công vụ",
    ),
    "handovers": (
        "Tên thuê bao / {its_name}", "{serial}", "Số hiệu thiết bị lưu khóa bí mật", "Địa chỉ thư điện tử công vụ",
        "Thời điểm hiệu lực (giờ, ngày/tháng/năm)", "Ngày bàn giao", "Ghi chú",
    ),
    "returns": (
        "{name} / thuê bao", "{serial}", "Số hiệu thiết bị lưu khóa bí mật", "Loại thiết bị", "Tình trạng thiết bị",
        "Lý do (hết hạn, thu hồi)",
    ),
}
OF_THE_LAW = {
    TT185: {
        "03": ("organisation", "none"), "04": ("receiver", "organisations"), "05": ("service", "none"),
        "06": ("receiver", "services"), "07": ("amendment", "none"), "08": ("receiver", "amendments"),
        "09": ("revocation", "none"), "10": ("collector", "revocations"), "11": ("recovery", "none"),
        "12": ("unlocker", "recoveries"), "13": ("none", "handovers"), "14": ("parties", "returns"),
        "15": ("loss", "none"),
    },
    ND68: {
        "01": ("receiver", "people"), "02": ("receiver", "organisations"), "03": ("receiver", "services"),
        "04": ("receiver", "amendments"), "05": ("collector", "revocations"), "06": ("unlocker", "recoveries"),
        "07": ("none", "handovers"), "08": ("parties", "returns"), "09": ("loss", "none"),
    },
}
WORDS = {
    TT185: {
        "number": "Số CMND/CCCD/Hộ chiếu", "name": "Tên chứng thư số", "its_name": "tên chứng thư số",
        "serial": "Số hiệu chứng thư số", "certificate": "chứng thư số", "old_serial": "Số hiệu chứng thư cũ (nếu có)",
    },
    ND68: {
        "number": "Số định danh cá nhân", "name": "Tên chứng thư chữ ký số", "its_name": "tên chứng thư chữ ký số",
        "serial": "Số hiệu chứng thư chữ ký số", "certificate": "chứng thư chữ ký số chuyên dùng công vụ",
        "old_serial": "Số hiệu chứng thư chữ ký số cũ (nếu có)",
    },
}
FORMS = [(law, number, *parts) for law, forms in OF_THE_LAW.items() for number, parts in forms.items()]
LETTER_HEAD = ["Tên cơ quan, tổ chức chủ quản", "Tên cơ quan, tổ chức*", "Số", "Địa danh*", "Ngày*"]
APPLICANT, CONFIRMING, LEADER = "NGƯỜI ĐỀ NGHỊ", "XÁC NHẬN CỦA CƠ QUAN, TỔ CHỨC QUẢN LÝ TRỰC TIẾP", (
    "NGƯỜI ĐỨNG ĐẦU CƠ QUAN, TỔ CHỨC QUẢN LÝ TRỰC TIẾP"
)
AUTHORITY = "Cục Chứng thực số và Bảo mật thông tin, Ban Cơ yếu Chính phủ"


def asked(form: Form) -> list[tuple[str, list[str]]]:
    return [(each.heading, [f"{one.label}{'*' * one.required}" for one in each.fields]) for each in form.blocks]


def listed(form: Form) -> list[str]:
    return [f"{each.group}: {each.label}" if each.group else each.label for each in form.columns]


@pytest.mark.parametrize(("law", "number", "blanks", "columns"), FORMS, ids=[f"{each[0]}-{each[1]}" for each in FORMS])
class TestAFormOfTheLaw:
    def test_asks_what_the_law_asks(self, law: str, number: str, blanks: str, columns: str) -> None:
        words = WORDS[law]

        assert asked(law_set(law).form(number)) == [
            (heading.format(**words), [label.format(**words) for label in labels])
            for heading, labels in BLANKS[blanks]
        ]

    def test_lists_what_the_law_lists(self, law: str, number: str, blanks: str, columns: str) -> None:
        assert listed(law_set(law).form(number)) == [label.format(**WORDS[law]) for label in COLUMNS[columns]]


class TestARequestOfTheCircular:
    @pytest.mark.parametrize("number", ["01", "03", "05", "07", "09", "11"])
    def test_is_signed_by_the_applicant_and_confirmed_by_the_agency(self, number: str) -> None:
        form = law_set(TT185).form(number)

        assert [each.title for each in form.signers] == [APPLICANT, CONFIRMING]
        assert "cam đoan" in form.closing[0]
        assert form.recipient == "Cơ quan, tổ chức quản lý trực tiếp"

    def test_to_renew_or_change_wants_both_informations_only_for_a_change(self) -> None:
        form = law_set(TT185).form("07")

        assert [each.key for each in form.fields if each.required_when == "change"] == [
            "current_information", "new_information",
        ]

    @pytest.mark.parametrize(("law", "number"), [(TT185, "03"), (TT185, "04"), (ND68, "02"), (ND68, "NB02")])
    def test_for_an_organisation_brings_its_decision(self, law: str, number: str) -> None:
        notes = " ".join(law_set(law).form(number).notes)

        assert "quyết định thành lập" in notes and "quyết định giao quản lý" in notes


@pytest.mark.parametrize(
    ("law", "number"),
    [(TT185, each) for each in ("02", "04", "06", "08", "10", "12", "13")]
    + [(ND68, each) for each in ("01", "02", "03", "04", "05", "06", "07")],
)
class TestALetterOfAnAgency:
    def test_has_the_head_recipient_and_signer_of_an_official_letter(self, law: str, number: str) -> None:
        form = law_set(law).form(number)

        assert [f"{each.label}{'*' * each.required}" for each in form.head] == LETTER_HEAD
        assert form.recipient == AUTHORITY
        assert [(each.title, each.manner) for each in form.signers] == [
            (LEADER, "(Ký, đóng dấu và ghi rõ họ tên)"),
        ]
        assert form.subject and form.copies == ("- Như trên;", "- Lưu: VT, …")
        assert any("tổ chức cơ yếu trực thuộc" in note for note in form.notes)


@pytest.mark.parametrize(
    ("law", "number", "signers"),
    [
        (TT185, "14", ["BÊN GIAO", "BÊN NHẬN"]),
        (TT185, "15", ["THUÊ BAO", "ĐẠI DIỆN CƠ QUAN, TỔ CHỨC QUẢN LÝ TRỰC TIẾP"]),
        (ND68, "08", ["BÊN GIAO", "BÊN NHẬN"]),
        (ND68, "09", ["THUÊ BAO", "ĐẠI DIỆN CƠ QUAN, TỔ CHỨC QUẢN LÝ TRỰC TIẾP"]),
    ],
)
def test_a_record_says_when_and_where_and_is_signed_by_both_sides(law: str, number: str, signers: list[str]) -> None:
    form = law_set(law).form(number)

    assert [each.label for each in form.head if each.required] == [
        "Tên cơ quan, tổ chức", "Thời gian lập biên bản", "Địa điểm lập biên bản",
    ]
    assert [each.title for each in form.signers] == signers
    assert form.closing
