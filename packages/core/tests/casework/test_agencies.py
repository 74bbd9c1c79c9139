"""Whether an agency existed on a day, and what it is today."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin.casework.agencies import MINISTRIES, Standing, standing
from antin.casework.provinces import MERGED_ON, PROVINCES

TODAY = date(2026, 11, 26)
BEFORE, AFTER = date(2024, 5, 1), date(2026, 5, 1)


class TestTheStandingOfAnAgency:
    @pytest.mark.parametrize(("bodies", "on", "existed", "successor"), [
        (("ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG",), BEFORE, True, "Ủy ban nhân dân tỉnh An Giang"),
        (("UBND tỉnh Kiên Giang",), AFTER, False, "Ủy ban nhân dân tỉnh An Giang"),
        (("ỦY BAN NHÂN DÂN TỈNH AN GIANG",), BEFORE, True, ""),
        (("Hội đồng nhân dân tỉnh Bình Dương",), BEFORE, True, "Hội đồng nhân dân Thành phố Hồ Chí Minh"),
        (("UBND Thành phố Hà Nội",), AFTER, True, ""),
        (("UBND TP. HỒ CHÍ MINH",), AFTER, True, ""),
        (("UBND tỉnh Thừa Thiên Huế",), date(2025, 2, 1), False, "Ủy ban nhân dân Thành phố Huế"),
        (("UBND tỉnh Bà Rịa – Vũng Tàu",), BEFORE, True, "Ủy ban nhân dân Thành phố Hồ Chí Minh"),
        (("VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG",), AFTER, False, "Ủy ban nhân dân tỉnh An Giang"),
        (("VĂN PHÒNG ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG",), BEFORE, None, "Ủy ban nhân dân tỉnh An Giang"),
        (("UBND QUẬN 1 THÀNH PHỐ HỒ CHÍ MINH",), AFTER, False, ""),
        (("UBND PHƯỜNG BẾN NGHÉ THÀNH PHỐ HỒ CHÍ MINH",), AFTER, None, ""),
        (("ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG", "SỞ NỘI VỤ"), BEFORE, None, "Ủy ban nhân dân tỉnh An Giang"),
        (("ỦY BAN NHÂN DÂN TỈNH KIÊN GIANG", "SỞ NỘI VỤ"), AFTER, False, "Ủy ban nhân dân tỉnh An Giang"),
        (("UBND tỉnh An Giang", "UBND huyện Châu Thành"), BEFORE, None, ""),
        (("UBND tỉnh An Giang", "UBND huyện Châu Thành"), AFTER, False, ""),
        (("UBND THÀNH PHỐ LONG XUYÊN",), AFTER, False, ""),
        (("BỘ THÔNG TIN VÀ TRUYỀN THÔNG",), BEFORE, True, "Bộ Khoa học và Công nghệ"),
        (("BỘ THÔNG TIN VÀ TRUYỀN THÔNG", "Cục An toàn thông tin"), AFTER, False, "Bộ Khoa học và Công nghệ"),
        (("Bộ Nông nghiệp và Môi trường",), BEFORE, False, ""),
        (("BỘ TÀI CHÍNH",), AFTER, True, ""), (("BỘ TÀI CHÍNH", "CỤC THUẾ"), AFTER, None, ""),
        (("UBND xã Ba Động",), AFTER, None, ""), (("Công ty TNHH Mặt Trời",), AFTER, None, ""), ((), AFTER, None, ""),
    ])
    def test_is_told_only_where_it_is_known(
        self, bodies: tuple[str, ...], on: date, existed: bool | None, successor: str,
    ) -> None:
        assert standing(bodies, on=on, today=TODAY) == Standing(existed, successor)

    def test_changes_at_midnight_of_the_merger(self) -> None:
        old = ["UBND tỉnh Kiên Giang"]

        assert standing(old, on=MERGED_ON - timedelta(days=1), today=TODAY).existed is True
        assert standing(old, on=MERGED_ON, today=TODAY).existed is False

    def test_knows_no_successor_before_there_was_one(self) -> None:
        assert standing(["UBND tỉnh Kiên Giang"], on=BEFORE, today=BEFORE) == Standing(True, "")

    @pytest.mark.parametrize("province", PROVINCES, ids=lambda each: each.code)
    def test_is_told_of_every_province(self, province: object) -> None:
        for name in province.names(on=BEFORE):  # type: ignore[attr-defined]
            level = "" if name.startswith("Thành phố") else "tỉnh "

            assert standing([f"UBND {level}{name}"], on=BEFORE, today=TODAY).existed is True

    @given(st.lists(st.text(max_size=40), max_size=4), st.dates(), st.dates())
    def test_is_told_of_any_words(self, bodies: list[str], on: date, today: date) -> None:
        assert standing(bodies, on=on, today=today).existed in (True, False, None)


class TestTheMinistries:
    def test_are_seventeen_today_with_those_of_their_rank(self) -> None:
        assert len([each for each in MINISTRIES if each.until is None]) == 17

    def test_went_into_ministries_of_today(self) -> None:
        today = {each.name for each in MINISTRIES if each.until is None}

        assert {each.successor for each in MINISTRIES if each.until} <= today
