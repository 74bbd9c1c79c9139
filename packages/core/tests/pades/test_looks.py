"""Each kind of look shows what the decree names, and nothing is drawn from facts that are not known."""

from dataclasses import replace
from datetime import UTC, date, datetime
from io import BytesIO

import pytest
from PIL import Image

from antin.pades.appearance import Appearance, draw
from antin.pades.errors import AppearanceDoesNotFit, LookIncomplete
from antin.pades.geometry import MM_PER_POINT
from antin.pades.looks import KINDS, Facts, Look, LookKind, Need, appearance_of, written_day
from antin.pades.parts import BLACK, RED, Align, Text


def png(width: int = 40, height: int = 40) -> bytes:
    file = BytesIO()
    Image.new("RGBA", (width, height), (218, 37, 29, 200)).save(file, "PNG")
    return file.getvalue()


FACTS = Facts(
    name="Nguyễn Thị Lấp Lánh Ánh", agency="Ủy ban nhân dân xã Đức Minh", at=datetime(2026, 11, 22, 3, 36, 5, 9, UTC),
    number="123/QĐ-UBND", issued_on=date(2026, 2, 5), copy_form="Sao y", arrival="456", comment="Đồng ý",
    initials="NTA", address="https://antin.example/kiem-tra",
)


def appearance(kind: LookKind, facts: Facts = FACTS) -> Appearance:
    return appearance_of(Look(kind, png()), facts)


def texts(kind: LookKind, facts: Facts = FACTS) -> list[Text]:
    return [each for each in appearance(kind, facts).parts if isinstance(each, Text)]


class TestEveryKind:
    @pytest.mark.parametrize("kind", LookKind)
    def test_can_be_drawn_in_the_size_it_has(self, kind: LookKind) -> None:
        width, height = Look(kind).size

        drawing = draw(appearance(kind), width=width / MM_PER_POINT, height=height / MM_PER_POINT)

        assert drawing.content

    @pytest.mark.parametrize(("kind", "need"), [(kind, need) for kind, each in KINDS.items() for need in each.needs])
    def test_is_refused_when_something_it_shows_is_not_known(self, kind: LookKind, need: Need) -> None:
        empty = "" if need is Need.IMAGE or isinstance(getattr(FACTS, need), str) else None
        facts = FACTS if need is Need.IMAGE else replace(FACTS, **{need: empty})

        with pytest.raises(LookIncomplete) as refused:
            appearance_of(Look(kind, None if need is Need.IMAGE else png()), facts)

        assert refused.value.fields == {"kind": kind, "missing": need}


class TestASeal:
    def test_has_its_real_size(self) -> None:
        assert Look(LookKind.SEAL).size == (36, 36)

        drawing = draw(appearance(LookKind.SEAL), width=36 / MM_PER_POINT, height=36 / MM_PER_POINT)

        assert drawing.content == b"q 102.047 0 0 102.047 0.000 0.000 cm /Im1 Do Q\n"

    def test_may_have_another(self) -> None:
        assert Look(LookKind.SEAL, size_mm=(35, 35)).size == (35, 35)


class TestTheMarkOnAnAppendix:
    def test_says_number_and_time_as_the_decree_asks(self) -> None:
        (text,) = texts(LookKind.APPENDIX)

        assert text.lines == ("123/QĐ-UBND", "2026-11-22T10:36:05+07:00")
        assert (text.size_pt, text.colour, text.is_italic, text.align) == (10, BLACK, False, Align.RIGHT)

    def test_keeps_its_ten_points_or_is_refused(self) -> None:
        with pytest.raises(AppearanceDoesNotFit):
            draw(appearance(LookKind.APPENDIX), width=60, height=30)


class TestTheMarkOfACopy:
    def test_says_form_agency_and_time(self) -> None:
        (text,) = texts(LookKind.COPY)

        assert text.lines == ("Sao y", "Ủy ban nhân dân xã Đức Minh", "2026-11-22T10:36:05+07:00")


class TestADate:
    @pytest.mark.parametrize(("day", "said"), [
        (date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"), (date(2026, 11, 22), "ngày 22 tháng 11 năm 2026"),
        (date(2026, 3, 9), "ngày 09 tháng 3 năm 2026"),
    ])
    def test_is_written_so_that_no_digit_can_be_added(self, day: date, said: str) -> None:
        assert written_day(day) == said

    def test_slants(self) -> None:
        (text,) = texts(LookKind.DATE)

        assert (text.lines, text.is_italic) == (("ngày 05 tháng 02 năm 2026",), True)

    def test_fills_only_blanks_where_there_are_any(self) -> None:
        day, month = texts(LookKind.DATE, replace(FACTS, day_left=0.2, month_left=0.6))

        assert [(each.lines, each.area.left) for each in (day, month)] == [(("05",), 0.2), (("02",), 0.6)]


class TestTheStampOfIncomingPapers:
    def test_is_red_and_says_where_which_and_when(self) -> None:
        shown = texts(LookKind.INCOMING)

        assert [each.lines[0] for each in shown] == [
            "ỦY BAN NHÂN DÂN XÃ ĐỨC MINH", "ĐẾN", "Số: 456", "Ngày: 22/11/2026",
        ]
        assert {each.colour for each in shown} == {RED}


class TestInitials:
    def test_are_a_picture_or_letters(self) -> None:
        assert len(appearance_of(Look(LookKind.INITIALS, png()), Facts()).parts) == 1
        assert appearance_of(Look(LookKind.INITIALS), Facts(initials="NTA")).told == "NTA"

    def test_are_refused_without_either(self) -> None:
        with pytest.raises(LookIncomplete):
            appearance_of(Look(LookKind.INITIALS), Facts())


class TestASignatureInWords:
    def test_has_labels_or_bare_values(self) -> None:
        labelled, bare = (
            appearance_of(Look(LookKind.SIGNATURE, has_labels=each), FACTS).lines for each in (True, False)
        )

        assert labelled[0] == "Ký bởi: Nguyễn Thị Lấp Lánh Ánh"
        assert bare == ("Nguyễn Thị Lấp Lánh Ánh", "Ủy ban nhân dân xã Đức Minh", "22.11.2026 10:36:05 +07:00")
