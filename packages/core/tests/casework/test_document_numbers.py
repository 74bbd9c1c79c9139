"""What the number of a document says, and what can be said to somebody who has nothing else."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin.casework.document_numbers import document_number, number_answer
from antin.casework.document_types import DOCUMENT_TYPES, ISSUER_SYMBOLS
from antin.messages import message

TODAY = date(2026, 11, 26)


class TestANumber:
    @pytest.mark.parametrize(("text", "written", "kind", "issuer"), [
        ("Số: 123/QĐ-UBND", "123/QĐ-UBND", "Quyết định", "Ủy ban nhân dân"),
        ("30/2020/NĐ-CP", "30/2020/NĐ-CP", "Nghị định", "Chính phủ"),
        ("số 15/2025/TT-BKHCN", "15/2025/TT-BKHCN", "Thông tư", "Bộ Khoa học và Công nghệ"),
        ("456/UBND-KGVX", "456/UBND-KGVX", "Công văn", "Ủy ban nhân dân"),
        ("45-QĐ/TU", "45-QĐ/TU", "Quyết định", "Tỉnh ủy, Thành ủy"),
        ("Luật số: 20/2023/QH15", "20/2023/QH15", None, "Quốc hội"),
        ("  07 / 2026 / QĐ – TTg ", "07/2026/QĐ-TTg", "Quyết định", "Thủ tướng Chính phủ"),
        ("144/2025/QĐ-CTUBND", "144/2025/QĐ-CTUBND", "Quyết định", "Chủ tịch Ủy ban nhân dân"),
        ("Số: 12/BC-XYZ", "12/BC-XYZ", "Báo cáo", None),
        ("So\u0302\u0301: 9/Q\u00d0-UBND", "9/QĐ-UBND", "Quyết định", "Ủy ban nhân dân"),
    ])
    def test_is_read_into_its_parts(self, text: str, written: str, kind: str | None, issuer: str | None) -> None:
        found = document_number(text)

        assert found is not None
        assert found.text == written
        assert (found.type and found.type.name, found.issuer and found.issuer.name) == (kind, issuer)

    @pytest.mark.parametrize("text", [
        "", "Số:", "/QĐ-UBND", "123", "QĐ-UBND", "1234567/QĐ-UBND", "26/11/2026", "123/QĐ-UBND và", "12/34",
        "1/" + "A" * 200,
    ])
    def test_is_not_anything_else(self, text: str) -> None:
        assert document_number(text) is None

    @given(st.text(max_size=300))
    def test_is_looked_for_in_any_text(self, text: str) -> None:
        found = document_number(text)

        assert found is None or document_number(found.text) == found


class TestTheTables:
    def test_hold_each_symbol_once(self) -> None:
        types, symbols = [each.letters for each in DOCUMENT_TYPES], [each.letters for each in ISSUER_SYMBOLS]

        assert len(types) == len(set(types)) and len(symbols) == len(set(symbols))
        assert len(types) == 34  # 27 with letters and 3 kinds of copies in the decree, 4 that make law


class TestTheAnswerToANumber:
    @pytest.mark.parametrize(("text", "code"), [
        ("123/QĐ-UBND", "number_of_council_or_committee"), ("30/2020/NĐ-CP", "number_of_national_issuer"),
        ("12/BC-SNV", "number_of_provincial_issuer"), ("45-QĐ/TU", "number_of_party_issuer"),
        ("12/BC-XYZ", "number_of_unknown_issuer"), ("abc", "number_not_understood"),
        ("12/2027/TT-BTC", "number_from_the_future"), ("12/2026/TT-BTTTT", "number_of_abolished_issuer"),
        ("12/2024/TT-BTTTT", "number_of_national_issuer"),
    ])
    def test_names_where_to_ask(self, text: str, code: str) -> None:
        answer = number_answer(text, on=TODAY)

        assert answer.code == code
        for language in ("vi", "en"):
            told = message(answer.code, language, **answer.fields)  # type: ignore[arg-type]
            assert told.hint and "{" not in told.text + told.hint
