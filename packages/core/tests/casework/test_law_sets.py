"""Law sets: which holds when, and what they hold."""

import unicodedata
from datetime import datetime, timedelta, timezone

import pytest

from antin.casework import LAW_SETS, VIETNAM, law_set, law_set_at
from antin.casework.errors import FormUnknown, LawSetUnknown, NoLawSetThen, ParameterUnknown, TimeWithoutZone
from antin.casework.forms import Form, FormKind
from antin.casework.provenance import Origin
from antin.casework.sources import SOURCES

EVERY_FORM = [form for each in LAW_SETS.values() for form in (*each.forms, *each.internal_forms)]


def named(form: Form) -> str:
    return f"{form.law_set}-{form.number}"


class TestLawSetAt:
    @pytest.mark.parametrize(
        ("received_at", "expected"),
        [
            (datetime(2020, 2, 18, tzinfo=VIETNAM), "tt185_2019"),
            (datetime(2020, 6, 19, 14, 47, tzinfo=VIETNAM), "tt185_2019"),
            (datetime(2024, 8, 14, 23, 59, 59, tzinfo=VIETNAM), "tt185_2019"),
            (datetime(2024, 8, 15, tzinfo=VIETNAM), "nd68_2024"),
            (datetime(2024, 8, 14, 17, 0, tzinfo=timezone(timedelta(0))), "nd68_2024"),
            (datetime(2026, 11, 22, tzinfo=VIETNAM), "nd68_2024"),
        ],
    )
    def test_changes_at_midnight_in_vietnam(self, received_at: datetime, expected: str) -> None:
        assert law_set_at(received_at).id == expected

    def test_knows_no_law_before_the_first(self) -> None:
        with pytest.raises(NoLawSetThen):
            law_set_at(datetime(2020, 2, 17, 23, 59, tzinfo=VIETNAM))

    def test_wants_a_zone(self) -> None:
        with pytest.raises(TimeWithoutZone):
            law_set_at(datetime(2026, 11, 22))


class TestALawSet:
    def test_has_the_forms_of_its_instrument(self) -> None:
        numbers = {each.id: [form.number for form in each.forms] for each in LAW_SETS.values()}

        assert numbers == {
            "tt185_2019": [f"{number:02}" for number in range(1, 16)],
            "nd68_2024": [f"{number:02}" for number in range(1, 10)],
        }

    def test_asks_a_person_what_the_circular_asks(self) -> None:
        current = law_set("tt185_2019")

        assert [each.label for each in current.form("01").fields] == [
            "Họ và tên", "Ngày sinh", "Giới tính", "Số CMND/CCCD/Hộ chiếu", "Ngày cấp", "Nơi cấp",
            "Địa chỉ thư điện tử công vụ", "Tên cơ quan, tổ chức công tác", "Tỉnh/Thành phố", "Chức vụ",
            "Số điện thoại di động", "Số hiệu chứng thư số cũ (nếu có)", "SIM PKI", "Loại thiết bị",
        ]
        assert [each.label for each in current.form("02").columns] == [
            "Họ và tên", "Ngày sinh", "Số CMND/CCCD/Hộ chiếu; ngày cấp; nơi cấp", "Địa chỉ thư điện tử công vụ",
            "Tên cơ quan, tổ chức công tác", "Tỉnh/Thành phố", "Chức vụ", "Số điện thoại di động",
            "Số hiệu chứng thư cũ (nếu có)", "SIM PKI",
        ]

    def test_is_found_by_name(self) -> None:
        assert law_set("nd68_2024").form("NB01").statutory is False
        with pytest.raises(LawSetUnknown):
            law_set("tt08_2016")
        with pytest.raises(FormUnknown):
            law_set("nd68_2024").form("15")
        with pytest.raises(ParameterUnknown):
            law_set("nd68_2024").value("fee")

    def test_counts_sixty_days_before_and_thirty_after(self) -> None:
        assert law_set("tt185_2019").value("renew_remaining_days") == 60
        assert law_set("nd68_2024").value("renew_remaining_days") == 30

    def test_names_the_same_parameters_as_the_others(self) -> None:
        names = [{parameter.name for parameter in each.parameters} for each in LAW_SETS.values()]

        assert all(one == names[0] for one in names)


@pytest.mark.parametrize("form", EVERY_FORM, ids=named)
class TestAForm:
    def test_asks_each_thing_once(self, form: Form) -> None:
        keys = [blank.key for blank in (*form.head, *form.fields)]

        assert len(keys) == len(set(keys))

    def test_is_paired_with_a_form_that_is_paired_with_it(self, form: Form) -> None:
        if form.pair_of:
            assert law_set(form.law_set).form(form.pair_of).pair_of == form.number

    def test_lists_only_what_its_pair_or_a_register_can_fill(self, form: Form) -> None:
        if form.pair_of and form.kind is FormKind.LETTER:
            asked = {blank.key for blank in law_set(form.law_set).form(form.pair_of).fields}

            assert {key for column in form.columns for key in column.fields} - asked <= {"note"}

    def test_has_a_successor_when_it_is_of_the_older_law(self, form: Form) -> None:
        assert bool(form.successor) == (form.law_set == "tt185_2019")
        if form.successor:
            assert law_set("nd68_2024").form(form.successor).kind in (FormKind.LETTER, form.kind)

    def test_says_where_each_part_was_read(self, form: Form) -> None:
        marks = [
            form.provenance,
            *(blank.provenance for blank in (*form.head, *form.fields)),
            *(column.provenance for column in form.columns),
        ]

        assert all(mark.source in SOURCES for mark in marks if mark.source)
        assert all(mark.source for mark in marks if mark.origin is Origin.FOUND)

    def test_is_written_in_one_unicode_form_and_the_words_of_its_law(self, form: Form) -> None:
        texts = [
            form.title,
            form.subject,
            *(blank.label for blank in form.fields),
            *form.notes,
            *form.opening,
            *form.closing,
        ]

        assert all(text == unicodedata.normalize("NFC", text) for text in texts)
        if form.law_set == "nd68_2024":
            assert not any("CMND" in text or "chuyên dùng Chính phủ" in text for text in texts)
