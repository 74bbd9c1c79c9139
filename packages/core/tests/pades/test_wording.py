"""The usual words of a visible signature."""

from datetime import UTC, datetime

from antin import pades

AT = datetime(2026, 11, 22, 3, 36, 5, 700, tzinfo=UTC)


class TestTheWords:
    def test_of_a_signature_are_who_agency_and_when(self) -> None:
        assert pades.signature_lines(name="Nguyễn Thị Ánh", agency="Sở Nội vụ", at=AT) == (
            "Ký bởi: Nguyễn Thị Ánh", "Cơ quan: Sở Nội vụ", "Thời gian ký: 22.11.2026 10:36:05 +07:00",
        )

    def test_leave_out_what_is_not_known(self) -> None:
        assert pades.signature_lines(name="Nguyễn Thị Ánh", at=AT)[1].startswith("Thời gian ký")

    def test_of_an_annex_are_number_and_time_by_iso_8601(self) -> None:
        assert pades.annex_lines(document_number="01/QĐ-UBND", at=AT) == (
            "01/QĐ-UBND",
            "2026-11-22T10:36:05+07:00",
        )
