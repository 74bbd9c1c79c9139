"""Number and date as the first page shows them, however they came there."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from antin.verdict.headings import heading_of
from antin.verdict.visible import VisiblePage, VisibleWord

DAY = date(2026, 11, 26)


def page(*lines: tuple[str, ...], letter: float = 6.0, height: float = 12.0) -> VisiblePage:
    """Lines of columns from the top; every word its own, 300 points from column to column."""
    words = []
    for row, columns in enumerate(lines):
        for column, text in enumerate(columns):
            left = 60.0 + 300 * column
            for word in text.split(" "):
                words.append(VisibleWord(word, left, 40 + 18.0 * row, left + letter * len(word), 52 + 18.0 * row))
                left += letter * (len(word) + 0.6)
    return VisiblePage(595, 842, tuple(words))


def read(*lines: tuple[str, ...], **options: float) -> tuple[str | None, date | None]:
    found = heading_of(page(*lines, **options))
    return found.number and found.number.text, found.issued_on


class TestAHeading:
    def test_stands_in_two_columns(self) -> None:
        assert read(
            ("ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("Số: 123/QĐ-UBND", "An Giang, ngày 26 tháng 11 năm 2026"),
        ) == ("123/QĐ-UBND", DAY)

    @pytest.mark.parametrize(("number", "written"), [
        ("Số: 123 /QĐ-UBND", "123/QĐ-UBND"), ("Số : 07/2026/NĐ-CP", "07/2026/NĐ-CP"),
        ("Số 45-QĐ/TU", "45-QĐ/TU"), ("SỐ: 1/BC-STC", "1/BC-STC"), ("Luật số: 20/2023/QH15", "20/2023/QH15"),
        ("S ố : 1 2 3 / Q Đ - U B N D", "123/QĐ-UBND"), ("Số: 123/QĐ–UBND", "123/QĐ-UBND"),
        ("Số: 5/SNV-TCBC&TCPCP", "5/SNV-TCBC&TCPCP"),
    ])
    def test_knows_the_ways_of_writing_a_number(self, number: str, written: str) -> None:
        assert read((number, "")) == (written, None)

    @pytest.mark.parametrize("form", ["NFC", "NFD"])
    def test_may_be_written_in_any_form_of_unicode(self, form: str) -> None:
        texts = "Số: 9/QĐ-UBND", "Huế, ngày 02 tháng 01 năm 2026"

        assert read(tuple(unicodedata.normalize(form, each) for each in texts)) == ("9/QĐ-UBND", date(2026, 1, 2))

    def test_may_be_broken_over_lines(self) -> None:
        lines = ("Số:",), ("123/QĐ-",), ("UBND",), ("Hà Nội, ngày 26",), ("tháng 11 năm 2026",)

        assert read(*lines) == ("123/QĐ-UBND", DAY)

    def test_may_be_broken_within_its_column(self) -> None:
        lines = ("Số:", "Hà Nội, ngày 26"), ("123/QĐ-UBND", "tháng 11 năm 2026")

        assert read(*lines) == ("123/QĐ-UBND", DAY)

    def test_is_whole_when_the_number_is_stamped_into_the_gap(self) -> None:
        typed = [
            VisibleWord("Số:", 60, 100, 78, 115), VisibleWord("/QĐ-UBND", 120, 100, 170, 115),
            VisibleWord("An", 320, 100, 334, 115), VisibleWord("Giang,", 337, 100, 370, 115),
            VisibleWord("ngày", 373, 100, 398, 115), VisibleWord("tháng", 425, 100, 455, 115),
            VisibleWord("năm", 480, 100, 500, 115), VisibleWord("2026", 503, 100, 527, 115),
        ]
        stamped = [
            VisibleWord("123", 90, 102, 108, 116), VisibleWord("26", 404, 101, 416, 114),
            VisibleWord("11", 460, 99, 472, 113),
        ]

        before, after = (heading_of(VisiblePage(595, 842, tuple(words))) for words in (typed, typed + stamped))

        assert (before.number, before.issued_on) == (None, None)
        assert (after.number and after.number.text, after.issued_on) == ("123/QĐ-UBND", DAY)

    def test_of_an_annex_stands_in_its_corner(self) -> None:
        assert read(("123/QĐ-UBND",), ("2026-11-26T10:36:05+07:00",)) == ("123/QĐ-UBND", DAY)


class TestWhatIsNotAHeading:
    def test_is_a_document_that_is_only_named(self) -> None:
        assert read(
            ("Căn cứ Nghị định số 30/2020/NĐ-CP ngày 05 tháng 3 năm 2020;",),
            ("Theo Tờ trình số: 45/TTr-SNV, ngày 01 tháng 02 năm 2026",),
        )[0] is None

    def test_is_what_stands_in_the_lower_half(self) -> None:
        assert read(*[("",)] * 30, ("Số: 123/QĐ-UBND", "An Giang, ngày 26 tháng 11 năm 2026")) == (None, None)

    @pytest.mark.parametrize("text", [
        "An Giang, ngày 31 tháng 02 năm 2026", "An Giang, ngày tháng 11 năm 2026", "Số: /QĐ-UBND", "Số: 12",
    ])
    def test_is_a_blank_or_an_impossible_day(self, text: str) -> None:
        assert read((text,)) == (None, None)


class TestAnyPage:
    NUMBERS = st.floats(allow_nan=True, allow_infinity=True)
    WORDS = st.builds(
        VisibleWord, st.text(max_size=12) | st.sampled_from(["Số:", "/QĐ-UBND", "ngày", "tháng", "năm", "1", "2026"]),
        NUMBERS, NUMBERS, NUMBERS, NUMBERS,
    )

    @settings(max_examples=200, deadline=None)
    @given(st.lists(WORDS, max_size=30), NUMBERS, NUMBERS)
    def test_gets_an_answer(self, words: list[VisibleWord], width: float, height: float) -> None:
        found = heading_of(VisiblePage(width, height, tuple(words)))

        assert found.number is None or found.number.text

    def test_of_thousands_of_words_gets_it_at_once(self) -> None:
        from time import process_time

        words = [VisibleWord(text, 10.0 * (place % 50), float(place // 50), 10.0 * (place % 50) + 9, place // 50 + 9.0)
                 for place, text in enumerate(["Số:", "1", "ngày", "tháng", ","] * 4_000)]
        began = process_time()

        heading_of(VisiblePage(595, 842, tuple(words)))

        assert process_time() - began < 1
