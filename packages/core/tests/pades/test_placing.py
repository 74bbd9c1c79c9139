"""A place for each look is found in the words of a document, and said why."""

import json

import pytest

from antin import pades
from antin.adapters.page_reading import answer_to
from antin.adapters.page_reading_apart import page_texts_of
from antin.messages import catalogue
from antin.pades.looks import KINDS, LookKind, PageText, Proposal, covers_text, proposals
from antin_testkit.papers_to_sign import Paper, paper_to_sign, turned
from antin_testkit.signed_documents import VECTORS


def pages_of(pdf: bytes) -> tuple[PageText, ...]:
    return page_texts_of(pdf, answer_to(pdf, json.dumps({"first": 20, "last": 20, "unseen": False}).encode()))


USUAL = Paper()


def places(kind: LookKind, paper: Paper = USUAL, **options: object) -> tuple[Proposal, ...]:
    return proposals(kind, pages_of(paper_to_sign(paper)), **options)  # type: ignore[arg-type]  # handed on


def line(pages: tuple[PageText, ...], text: str) -> pades.Box:
    return next(each.box for page in pages for each in page.lines if each.text == text)


def middle(box: pades.Box) -> float:
    return box.x + box.width / 2


def within(box: pades.Box) -> object:
    return pytest.approx((box.x, box.y, box.width, box.height), abs=0.3)


class TestLines:
    def test_end_where_another_column_begins(self) -> None:
        texts = [each.text for each in pages_of(paper_to_sign())[0].lines]

        assert {"ỦY BAN NHÂN DÂN", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Nơi nhận:", "PHÓ CHỦ TỊCH"} <= set(texts)

    def test_keep_leaders_apart(self) -> None:
        pages = pages_of(paper_to_sign(Paper(number="Số: .......... /QĐ-UBND")))

        texts = [each.text for each in pages[0].words]
        words = texts[texts.index("Số:") : texts.index("/QĐ-UBND") + 1]
        assert (words[0], words[-1]) == ("Số:", "/QĐ-UBND")
        assert words[1:-1] and set("".join(words[1:-1])) <= set(".…")


class TestTheLeadersSignature:
    def test_stands_between_position_and_name(self) -> None:
        pages = pages_of(paper_to_sign())

        (place,) = proposals(LookKind.LEADER, pages)

        position, name = line(pages, "PHÓ CHỦ TỊCH"), line(pages, "Nguyễn Văn Ánh")
        assert (place.page, place.reason) == (1, "place_between_position_and_name")
        assert middle(place.box) == pytest.approx(middle(name), abs=0.1)
        assert position.y + position.height < place.box.y
        assert place.box.y + place.box.height < name.y
        assert place.box.width == KINDS[LookKind.LEADER].size_mm[0]
        assert covers_text(place.box, pages[0]) == ()

    @pytest.mark.parametrize("position", [
        "CHỦ TỊCH", "KT. CHỦ TỊCH\\ PHÓ CHỦ TỊCH", "GIÁM ĐỐC", "TL. CHỦ TỊCH\\ CHÁNH VĂN PHÒNG",
        "TUQ. GIÁM ĐỐC\\ TRƯỞNG PHÒNG TỔNG HỢP", "Q. CỤC TRƯỞNG", "BỘ TRƯỞNG", "HIỆU TRƯỞNG",
        "TM. BAN THƯỜNG VỤ\\ PHÓ BÍ THƯ",
    ])
    @pytest.mark.parametrize("name", ["Trần Thị Bích Ngọc", "Đại tá Lê Văn Ôn", "TS. Phạm Ỷ Lan"])
    def test_is_found_for_whoever_signs(self, position: str, name: str) -> None:
        found = places(LookKind.LEADER, Paper(signer=f"*{position}*\\ #v(22mm) *{name}*"))

        assert [each.reason for each in found] == ["place_between_position_and_name"]

    def test_is_low_where_there_is_little_room(self) -> None:
        (place,) = places(LookKind.LEADER, Paper(signer="*GIÁM ĐỐC*\\ #v(10mm) *Trần Bích Ngọc*"))

        assert place.box.height < 16

    def test_stands_on_the_page_of_the_signer(self) -> None:
        (place,) = places(LookKind.LEADER, Paper(body="#lorem(900)", after="#pagebreak() Phụ lục"))

        assert place.page == 2

    def test_stands_twice_where_two_agencies_sign_together(self) -> None:
        both = ("#grid(columns: (1fr, 1fr), align: center, [*GIÁM ĐỐC*\\ #v(25mm) *Lê Văn Ôn*],"
                " [*CHỦ TỊCH*\\ #v(25mm) *Trần Bích Ngọc*])")

        left, right = places(LookKind.LEADER, Paper(signer="", after=both))

        assert left.box.x < 105 < right.box.x

    def test_stands_below_a_position_when_the_name_is_not_there(self) -> None:
        (place,) = places(LookKind.LEADER, Paper(signer="*KT. GIÁM ĐỐC*\\ *PHÓ GIÁM ĐỐC*"))

        assert place.reason == "place_below_position"

    @pytest.mark.parametrize("signer", [
        "", "Người lập biểu\\ #v(25mm) Nguyễn Văn Ánh", "*CHỦ TỊCH*\\ đã ký ngày hôm nay",
    ])
    def test_is_not_invented(self, signer: str) -> None:
        assert places(LookKind.LEADER, Paper(signer=signer)) == ()

    @pytest.mark.parametrize("rotation", [90, 180, 270])
    def test_is_found_on_pages_turned_any_way(self, rotation: int) -> None:
        upright, other = paper_to_sign(), turned(paper_to_sign(), rotation)

        found, expected = (proposals(LookKind.LEADER, pages_of(each))[0] for each in (other, upright))

        assert (found.box.x, found.box.y, found.box.width, found.box.height) == within(expected.box)


class TestTheSeal:
    def test_covers_a_third_of_the_signature_on_its_left(self) -> None:
        (signature,), (seal,) = places(LookKind.LEADER), places(LookKind.SEAL)

        assert (seal.box.width, seal.box.height) == (36, 36)
        assert seal.box.x + seal.box.width - signature.box.x == pytest.approx(signature.box.width / 3, abs=0.1)
        assert seal.box.y + 18 == pytest.approx(signature.box.y + signature.box.height / 2, abs=0.1)
        assert seal.reason == "place_over_third_of_signature"

    def test_goes_where_the_signature_is(self) -> None:
        (seal,) = places(LookKind.SEAL, signed_at=(1, pades.Box(60, 200, 45, 20)), size_mm=(35, 35))

        assert (seal.box.x, seal.box.y, seal.box.width) == (60 + 15 - 35, 210 - 17.5, 35)

    def test_stays_on_the_page(self) -> None:
        (seal,) = places(LookKind.SEAL, signed_at=(1, pades.Box(5, 285, 45, 10)))

        assert (seal.box.x, seal.box.y) == (0, 261)


class TestTheNumber:
    @pytest.mark.parametrize("number", [
        "Số: #h(14mm)/QĐ-UBND", "Số: ............./QĐ-UBND", "Số: …………/QĐ-UBND", "Luật số: #h(14mm)/2026/QH16",
    ])
    def test_goes_into_the_blank(self, number: str) -> None:
        pages = pages_of(paper_to_sign(Paper(number=number)))

        (place,) = proposals(LookKind.NUMBER, pages)

        label = next(each for each in pages[0].words if each.text in ("Số:", "số:")).box
        assert label.x + label.width < place.box.x
        assert 10 < place.box.width < 25
        assert place.box.y < label.y < label.y + label.height < place.box.y + place.box.height
        assert covers_text(place.box, pages[0], over=place.over) == ()

    @pytest.mark.parametrize("number", ["Số: 123/QĐ-UBND", "123/QĐ-UBND", ""])
    def test_is_not_asked_for_where_there_is_one(self, number: str) -> None:
        assert places(LookKind.NUMBER, Paper(number=number)) == ()

    def test_may_cover_letters_that_leave_it_no_room(self) -> None:
        (place,) = places(LookKind.NUMBER, Paper(number="Số: /QĐ-UBND"))

        assert [each.text for each in place.over] == ["/QĐ-UBND"]


class TestTheDate:
    @pytest.mark.parametrize("date", [
        "An Giang, ngày #h(7mm) tháng #h(7mm) năm 2026", "An Giang, ngày ..... tháng ..... năm 2026",
        "Thành phố Hồ Chí Minh, ngày … tháng … năm 2026",
    ])
    def test_goes_into_its_blanks(self, date: str) -> None:
        pages = pages_of(paper_to_sign(Paper(date=date)))

        (place,) = proposals(LookKind.DATE, pages)

        day, month, year = (
            next(each for each in pages[0].words if each.text == text).box for text in ("ngày", "tháng", "năm")
        )
        assert place.day_left is not None and place.month_left is not None
        at_day, at_month = (place.box.x + place.box.width * each for each in (place.day_left, place.month_left))
        assert day.x + day.width < at_day + 2.3 < month.x
        assert month.x + month.width < at_month + 2.3 < year.x
        assert covers_text(place.box, pages[0], over=place.over) == ()

    @pytest.mark.parametrize("date", ["An Giang, ngày 05 tháng 3 năm 2026", ""])
    def test_is_not_asked_for_where_there_is_one(self, date: str) -> None:
        assert places(LookKind.DATE, Paper(date=date)) == ()


class TestMarks:
    @pytest.mark.parametrize("kind", [LookKind.APPENDIX, LookKind.COPY])
    def test_stand_top_right_of_the_first_page(self, kind: LookKind) -> None:
        pages = pages_of(paper_to_sign(Paper(body="#lorem(900)")))

        (place,) = proposals(kind, pages)

        assert (place.page, place.box.x + place.box.width, place.box.y) == (1, 195, 5)
        assert covers_text(place.box, pages[0]) == ()

    def test_of_incoming_papers_stand_on_the_left_where_it_is_free(self) -> None:
        pages = pages_of(paper_to_sign())

        (place,) = proposals(LookKind.INCOMING, pages)

        assert place.box.x + place.box.width < 105
        assert covers_text(place.box, pages[0]) == ()


class TestInitials:
    def test_end_the_text_and_the_recipients(self) -> None:
        pages = pages_of(paper_to_sign())

        text, recipients = proposals(LookKind.INITIALS, pages)

        assert [text.reason, recipients.reason] == ["place_behind_text", "place_behind_recipients"]
        last = line(pages, "- Lưu: VT, NC.")
        assert recipients.box.x > last.x + last.width
        assert recipients.box.y < last.y < recipients.box.y + recipients.box.height
        assert text.box.y + text.box.height < line(pages, "TM. ỦY BAN NHÂN DÂN").y + 2
        assert [covers_text(each.box, pages[0]) for each in (text, recipients)] == [(), ()]


class TestAnythingElse:
    @pytest.mark.parametrize("kind", [LookKind.COMMENT, LookKind.CODE])
    def test_stands_in_a_free_corner(self, kind: LookKind) -> None:
        pages = pages_of(paper_to_sign())

        (place,) = proposals(kind, pages)

        assert covers_text(place.box, pages[0]) == ()

    def test_has_no_place_on_a_page_full_of_words(self) -> None:
        pages = pages_of(paper_to_sign(Paper(body="#set page(margin: 2mm)\n#lorem(2600)")))

        assert proposals(LookKind.COMMENT, pages[1:2]) == ()

    @pytest.mark.parametrize("kind", LookKind)
    def test_is_silent_about_a_page_without_words(self, kind: LookKind) -> None:
        found = proposals(kind, [PageText(1, 210, 297)])

        assert {each.reason for each in found} <= {"place_free_corner", "place_top_right", "place_free_on_the_left"}

    @pytest.mark.parametrize("kind", LookKind)
    def test_is_silent_about_no_page(self, kind: LookKind) -> None:
        assert proposals(kind, []) == ()

    @pytest.mark.parametrize("kind", LookKind)
    @pytest.mark.parametrize("name", ["chromium", "libreoffice", "rotated", "typst-pdf-a-2b"])
    def test_lies_on_the_page_and_has_words_for_why(self, kind: LookKind, name: str) -> None:
        pages = pages_of((VECTORS / f"{name}.pdf").read_bytes())

        for each in proposals(kind, pages):
            page = pages[each.page - 1]
            assert each.box.x >= 0 and each.box.y >= 0
            assert each.box.x + each.box.width <= page.width + 0.1
            assert each.reason in catalogue()


class TestABoxOverWords:
    def test_is_told(self) -> None:
        pages = pages_of(paper_to_sign())
        name = line(pages, "Nguyễn Văn Ánh")

        covered = covers_text(pades.Box(name.x, name.y, 5, 5), pages[0])

        assert [each.text for each in covered] == ["Nguyễn"]

    def test_is_not_told_of_what_it_hardly_touches(self) -> None:
        pages = pages_of(paper_to_sign())
        name = line(pages, "Nguyễn Văn Ánh")

        assert covers_text(pades.Box(name.x, name.y - 10, 50, 10.3), pages[0]) == ()
