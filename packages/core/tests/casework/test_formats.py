"""The check of every kind of blank, with valid and invalid values."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin.casework.formats import CHECKS, Circumstances
from antin.casework.forms import FieldKind
from antin.messages import catalogue

NOW = Circumstances(today=date(2026, 11, 22))
THEN = Circumstances(today=date(2020, 6, 19))

GOOD = [
    (FieldKind.PERSON_NAME, "  Lê  Thị Hoàng ", "Lê Thị Hoàng"),
    (FieldKind.PERSON_NAME, "H'Hen Niê", "H'Hen Niê"),
    (FieldKind.DATE, "5/9/1985", "05/09/1985"),
    (FieldKind.DATE, "29-02-2024", "29/02/2024"),
    (FieldKind.MOMENT, "22/11/2026 8:30", "22/11/2026 08:30"),
    (FieldKind.MOMENT, "22/11/2026 08h30", "22/11/2026 08:30"),
    (FieldKind.PERSONAL_NUMBER, "091 185 000 123", "091185000123"),
    (FieldKind.PERSONAL_NUMBER, "120185000123", "120185000123"),
    (FieldKind.IDENTITY_PAPER, "370123456", "370123456"),
    (FieldKind.IDENTITY_PAPER, "b1234567", "B1234567"),
    (FieldKind.IDENTITY_PAPER, "091185000123", "091185000123"),
    (FieldKind.TAX_CODE, "0100109106", "0100109106"),
    (FieldKind.TAX_CODE, "0100109106-001", "0100109106-001"),
    (FieldKind.TAX_CODE, "091185000123", "091185000123"),
    (FieldKind.BUDGET_CODE, "1012345", "1012345"),
    (FieldKind.MOBILE, "+84 912 345 678", "0912345678"),
    (FieldKind.MOBILE, "0912.345.678", "0912345678"),
    (FieldKind.CERTIFICATE_SERIAL, "7a:f2:df 52", "7AF2DF52"),
    (FieldKind.DEVICE_NUMBER, "02aa324c", "02AA324C"),
    (FieldKind.OFFICIAL_EMAIL, "HoangLT@AnGiang.gov.vn", "hoanglt@angiang.gov.vn"),
    (FieldKind.OFFICIAL_EMAIL, "o@dcs.vn", "o@dcs.vn"),
    (FieldKind.PROVINCE, "an giang", "An Giang"),
    (FieldKind.PROVINCE, "TP Hồ Chí Minh", "Thành phố Hồ Chí Minh"),
    (FieldKind.COUNT, "007", "7"),
    (FieldKind.TICK, "×", "x"),
    (FieldKind.TICK, "không", ""),
    (FieldKind.TEXT, "Uỷ ban\u200b nhân dân", "Uỷ ban nhân dân"),
    (FieldKind.LONG_TEXT, "một\n  hai  ba", "một\nhai ba"),
]

BAD = [
    (FieldKind.PERSON_NAME, "Hoàng", "person_name_short"),
    (FieldKind.PERSON_NAME, "Lê Thị 2", "person_name_letters"),
    (FieldKind.DATE, "31/02/2020", "date_not_read"),
    (FieldKind.DATE, "2020-01-31", "date_not_read"),
    (FieldKind.DATE, "05/09/0085", "date_too_early"),
    (FieldKind.DATE, "٠٥/٠٩/١٩٨٥", "date_not_read"),
    (FieldKind.MOMENT, "22/11/2026", "moment_not_read"),
    (FieldKind.MOMENT, "22/11/2026 24:30", "moment_not_read"),
    (FieldKind.MOMENT, "22/11/1026 10:30", "date_too_early"),
    (FieldKind.PERSONAL_NUMBER, "91185000123", "personal_number_lost_zero"),
    (FieldKind.PERSONAL_NUMBER, "0911850001", "personal_number_length"),
    (FieldKind.PERSONAL_NUMBER, "09118500012a", "personal_number_not_digits"),
    (FieldKind.PERSONAL_NUMBER, "000185000123", "personal_number_place"),
    (FieldKind.IDENTITY_PAPER, "37012345", "personal_number_lost_zero"),
    (FieldKind.TAX_CODE, "0100109107", "tax_code_check_digit"),
    (FieldKind.TAX_CODE, "12345", "tax_code_format"),
    (FieldKind.BUDGET_CODE, "123", "budget_code_format"),
    (FieldKind.MOBILE, "912345678", "mobile_lost_zero"),
    (FieldKind.MOBILE, "02973812345", "mobile_format"),
    (FieldKind.CERTIFICATE_SERIAL, "xyz", "certificate_serial_format"),
    (FieldKind.CERTIFICATE_SERIAL, "1" * 41, "certificate_serial_format"),
    (FieldKind.DEVICE_NUMBER, "A" * 33, "device_number_format"),
    (FieldKind.OFFICIAL_EMAIL, "hoang@gmail.com", "email_free_mail"),
    (FieldKind.OFFICIAL_EMAIL, "hoang@congty.vn", "email_not_official"),
    (FieldKind.OFFICIAL_EMAIL, "hoang@notgov.vn", "email_not_official"),
    (FieldKind.OFFICIAL_EMAIL, "hoang", "email_format"),
    (FieldKind.OFFICIAL_EMAIL, "hoàng@angiang.gov.vn", "email_format"),
    (FieldKind.PROVINCE, "Kiên Giang", "province_merged"),
    (FieldKind.PROVINCE, "Atlantis", "province_unknown"),
    (FieldKind.COUNT, "0", "count_format"),
    (FieldKind.TEXT, "a\x00b", "text_not_printable"),
]


class TestAFormat:
    @pytest.mark.parametrize(("kind", "typed", "stored"), GOOD)
    def test_accepts_what_people_write_and_stores_one_form_of_it(
        self, kind: FieldKind, typed: str, stored: str
    ) -> None:
        judged = CHECKS[kind](typed, NOW)

        assert (judged.value, judged.fault) == (stored, "")

    @pytest.mark.parametrize(("kind", "typed", "fault"), BAD)
    def test_names_what_is_wrong(self, kind: FieldKind, typed: str, fault: str) -> None:
        assert CHECKS[kind](typed, NOW).fault == fault

    @pytest.mark.parametrize(("kind", "typed", "stored"), GOOD)
    def test_accepts_what_it_stored(self, kind: FieldKind, typed: str, stored: str) -> None:
        again = CHECKS[kind](stored, NOW)

        assert (again.value, again.fault) == (stored, "")

    def test_stands_ready_for_every_kind_of_blank(self) -> None:
        assert set(CHECKS) == set(FieldKind)

    @given(kind=st.sampled_from(FieldKind), text=st.text(max_size=60))
    def test_never_raises_and_has_words_for_every_fault(self, kind: FieldKind, text: str) -> None:
        judged = CHECKS[kind](text, NOW)

        assert judged.fault == "" or judged.fault in catalogue()

    def test_goes_by_the_provinces_and_tax_codes_of_the_day(self) -> None:
        assert CHECKS[FieldKind.PROVINCE]("Kiên Giang", THEN).value == "Kiên Giang"
        assert CHECKS[FieldKind.TAX_CODE]("091185000123", THEN).fault == "tax_code_format"

    def test_lets_an_installation_name_its_own_domains(self) -> None:
        ours = Circumstances(today=NOW.today, official_domains=("truonghoc.edu.vn",))

        assert CHECKS[FieldKind.OFFICIAL_EMAIL]("gv@truonghoc.edu.vn", ours).fault == ""
