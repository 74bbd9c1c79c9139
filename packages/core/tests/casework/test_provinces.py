"""Provinces by day."""

from datetime import date

from antin.casework.provinces import PROVINCES, merged_into, province_named, province_names

BEFORE, AFTER = date(2025, 6, 30), date(2025, 7, 1)


class TestProvinces:
    def test_are_sixty_three_before_the_merger_and_thirty_four_after(self) -> None:
        assert (len(province_names(on=BEFORE)), len(province_names(on=AFTER))) == (63, 34)
        assert len({province.code for province in PROVINCES}) == 34
        assert len(set(province_names(on=BEFORE))) == 63

    def test_are_found_without_marks_and_titles(self) -> None:
        assert province_named("tp da nang", on=AFTER) == province_named("Thành phố Đà Nẵng", on=AFTER)
        assert province_named("Tỉnh Kiên Giang", on=BEFORE) is not None
        assert province_named("Kiên Giang", on=AFTER) is None

    def test_call_hue_a_city_half_a_year_before_the_merger(self) -> None:
        assert "Thừa Thiên Huế" in province_names(on=date(2024, 12, 31))
        assert "Thành phố Huế" in province_names(on=date(2025, 1, 1))
        assert len(province_names(on=date(2025, 1, 1))) == 63
        assert (went := merged_into("Thừa Thiên Huế", on=date(2025, 1, 1))) is not None and went.name == "Thành phố Huế"
        assert province_named("Thừa Thiên Huế", on=date(2025, 1, 1)) is None

    def test_know_where_an_old_one_went(self) -> None:
        assert (went := merged_into("Kiên Giang", on=AFTER)) is not None and went.name == "An Giang"
        assert merged_into("Kiên Giang", on=BEFORE) is None
        assert merged_into("Atlantis", on=AFTER) is None
