"""A filled form, judged as a whole."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin.casework import LAW_SETS, Circumstances, check_form, law_set
from antin.messages import message

NOW = Circumstances(today=date(2026, 11, 22))
REQUEST = law_set("nd68_2024").form("NB01")
PERSON = {
    "full_name": "Lê Thị Hoàng",
    "birth_date": "05/09/1985",
    "sex": "Nữ",
    "personal_number": "091185000123",
    "issue_date": "10/05/2021",
    "issue_place": "CCSQLHCVTTXH",
    "email": "hoanglt@angiang.gov.vn",
    "workplace": "Sở Khoa học và Công nghệ",
    "province": "An Giang",
    "position": "Chuyên viên",
    "mobile": "0912345678",
}
EVERY_FORM = [form for each in LAW_SETS.values() for form in (*each.forms, *each.internal_forms)]


def faults(values: dict[str, str], circumstances: Circumstances = NOW) -> list[tuple[str, str]]:
    return [(error.field, error.code) for error in check_form(REQUEST, values, circumstances).errors]


class TestCheckForm:
    def test_finds_nothing_wrong_with_a_good_request(self) -> None:
        checked = check_form(REQUEST, PERSON, NOW)

        assert checked.is_good
        assert checked.values == {**PERSON, "old_serial": "", "sim_pki": "", "device_kind": ""}

    def test_asks_for_every_required_blank_in_the_order_of_the_paper(self) -> None:
        checked = check_form(REQUEST, {}, NOW)

        assert [error.field for error in checked.errors] == [
            blank.key for blank in REQUEST.fields if blank.required
        ]
        assert {error.code for error in checked.errors} == {"field_required"}

    def test_keeps_what_was_typed_wrong(self) -> None:
        checked = check_form(REQUEST, {**PERSON, "mobile": "12 ab"}, NOW)

        assert checked.values["mobile"] == "12 ab"
        assert [error.code for error in checked.errors_of("mobile")] == ["mobile_format"]

    def test_drops_what_it_did_not_ask_for(self) -> None:
        assert "admin" not in check_form(REQUEST, {**PERSON, "admin": "1"}, NOW).values

    @pytest.mark.parametrize(
        ("changes", "expected"),
        [
            ({"birth_date": "05/09/1986"}, [("personal_number", "personal_number_birth_year")]),
            ({"sex": "Nam"}, [("personal_number", "personal_number_sex")]),
            (
                {"birth_date": "01/01/2030"},
                [
                    ("birth_date", "date_in_future"),
                    ("personal_number", "personal_number_birth_year"),
                    ("issue_date", "issue_before_birth"),
                ],
            ),
            ({"issue_date": "01/01/1980"}, [("issue_date", "issue_before_birth")]),
            ({"issue_date": "01/01/2027"}, [("issue_date", "date_in_future")]),
            ({"device_kind": "SIM"}, [("sim_pki", "sim_carrier_missing")]),
            ({"device_kind": "TOKEN", "sim_pki": "Viettel/cs"}, [("sim_pki", "sim_not_wanted")]),
            ({"device_kind": "SIM", "sim_pki": "Viettel/cs"}, []),
            ({"device_kind": "SOFT"}, [("device_kind", "soft_key_not_allowed")]),
            ({"device_kind": "FLOPPY"}, [("device_kind", "choice_unknown")]),
            ({"position": "x" * 300}, [("position", "field_too_long")]),
            ({"position": "x" * 9_000}, [("position", "field_too_long")]),
        ],
    )
    def test_compares_blanks_with_each_other(
        self, changes: dict[str, str], expected: list[tuple[str, str]]
    ) -> None:
        assert faults({**PERSON, **changes}) == expected

    def test_allows_soft_keys_in_a_pilot(self) -> None:
        assert faults({**PERSON, "device_kind": "SOFT"}, replace(NOW, pilot=True)) == []

    def test_wants_the_new_information_only_when_a_change_is_ticked(self) -> None:
        form = law_set("nd68_2024").form("NB04")
        base = {
            "certificate_name": "Lê Thị Hoàng",
            "certificate_serial": "0A",
            "email": "hoanglt@angiang.gov.vn",
        }

        def wrong(**ticks: str) -> list[str]:
            return [error.field for error in check_form(form, {**base, **ticks}, NOW).errors]

        assert wrong(renew="x") == []
        assert wrong(change="x") == ["current_information", "new_information"]
        assert wrong() == ["renew"]

    @given(
        form=st.sampled_from(EVERY_FORM),
        values=st.dictionaries(
            st.sampled_from(sorted({blank.key for form in EVERY_FORM for blank in form.fields})),
            st.text(max_size=40),
        ),
    )
    def test_never_raises_and_can_say_every_fault(self, form, values) -> None:  # type: ignore[no-untyped-def]
        checked = check_form(form, values, NOW)

        for error in checked.errors:
            said = message(error.code, "vi", **error.said)
            assert "{" not in said.text + said.hint
