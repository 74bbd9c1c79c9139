"""Stored values, as the paper shows them."""

from antin.casework import law_set
from antin.casework.forms.showing import cells, shown

LETTER = law_set("nd68_2024").form("01")
ROW = {
    "full_name": "Lê Thị Hoàng",
    "birth_date": "05/09/1985",
    "personal_number": "091185000123",
    "issue_date": "10/05/2021",
    "issue_place": "BCA",
    "email": "hoanglt@angiang.gov.vn",
    "sim_pki": "Viettel/cs",
}


class TestShowing:
    def test_joins_the_parts_of_one_column_and_says_codes_in_words(self) -> None:
        line = dict(zip((column.key for column in LETTER.columns), cells(LETTER, ROW), strict=True))

        assert line["identity"] == "091185000123; 10/05/2021; Bộ Công an"
        assert line["sim_pki"] == "Viettel, chuyển mạng giữ số"
        assert line["position"] == ""

    def test_leaves_what_is_no_code_as_it_is(self) -> None:
        place = law_set("nd68_2024").form("NB01").field("issue_place")

        assert place is not None
        assert shown(place, "BCA") == "Bộ Công an"
        assert shown(place, "Nơi khác") == "Nơi khác"
