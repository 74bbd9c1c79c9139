"""Looks that were added after a signature: those that cover what was signed are told, those that do not are not."""

import importlib
import sys
from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from antin import pades
from antin.adapters.change_pictures import change_pictures
from antin.adapters.pdf_pages_apart import PagesApart
from antin.adapters.trust_files import Trust
from antin.validation import Evidence, Outcome
from antin.verdict import Verdict
from antin.verdict.covering import CODE, UNKNOWN, CoverQuestion
from antin.verdict.returned import (
    Circumstances,
    Expected,
    ReturnedChanged,
    ReturnedNotCompared,
    ReturnedSignature,
    require_returned,
)
from antin_testkit.paths import AT
from antin_testkit.pdf_revisions import size_of
from antin_testkit.signed_documents import judged_file

sys.path.append(str(Path(__file__).parents[4] / "tests/vectors"))
attacks = importlib.import_module("attacks")
materials: Any = importlib.import_module("attacks.materials")
harmless: Any = importlib.import_module("attacks.harmless")

OVER_AMOUNT = b"[60 660 400 710]"


@pytest.fixture(scope="module")
def pages() -> Iterator[PagesApart]:
    with PagesApart(wall_s=20) as apart:
        yield apart


def judged(pdf: bytes, covered: Any) -> Verdict:
    return judged_file(pdf, attacks.ROOT, crls=[attacks.ROOT.crl()], covered=covered)


def drawn_over(content: bytes, pdf: bytes = b"", *, rectangle: bytes = OVER_AMOUNT, name: bytes = b"Hai") -> bytes:
    """A later signature of the agency whose looks draw this over the amount, in points of the rectangle."""
    pdf = pdf or materials.signed()
    number = size_of(pdf) + 2
    left, bottom, right, top = (int(each) for each in rectangle.strip(b"[]").split())
    box = b"[0 0 %d %d]" % (right - left, top - bottom)
    return bytes(materials.signed_by_hand(
        pdf, field=b"/Rect %b /AP << /N %d 0 R >>" % (rectangle, number),
        objects={number: materials.looks(content, box)}, certificate=materials.AGENCY, name=name,
    ))


def seal(*, background: bytes = b"") -> bytes:
    """A ring and a star, red, over a page-wide text."""
    return background + (
        b"0.93 0.11 0.14 RG 0.93 0.11 0.14 rg 3 w 5 5 330 40 re S 1 w 20 12 300 26 re S"
        b" 150 15 m 190 15 l 170 40 l f"
    )


class TestLooksThatCover:
    @pytest.mark.parametrize("content", [
        b"1 g 0 0 340 50 re f",
        b"0 g 0 0 340 50 re f 1 g BT /F2 14 Tf 12 20 Td (Muc ho tro: 9.000.000 dong) Tj ET",
        b"0.5 g 0 0 340 50 re f", b"0.51 g 0 0 340 50 re f", b"1 1 0 rg 0 0 340 50 re f", b"0.8 0 0 rg 0 0 340 50 re f",
        b"1 g 85 10 12 24 re f BT /F2 14 Tf 0 g 86 20 Td (9) Tj ET",
        seal(background=b"1 g 0 0 340 50 re f "),
    ], ids=["white", "black with white letters", "grey", "light grey", "yellow", "red", "one digit", "opaque seal"])
    def test_make_the_earlier_signature_not_valid(self, content: bytes, pages: PagesApart) -> None:
        verdict = judged(drawn_over(content), pages.covered)

        first, second = verdict.signatures
        assert verdict.outcome is first.judgement.outcome is Outcome.NOT_VALID
        assert [each.code for each in first.judgement.reasons] == [CODE]
        assert (first.changes[0].pages, first.changes[0].fields) == ((1,), ("Hai",))
        assert second.judgement.outcome is Outcome.VALID

    def test_are_held_against_every_signature_before_them(self, pages: PagesApart) -> None:
        twice = drawn_over(b"", rectangle=b"[400 400 450 450]")
        verdict = judged(drawn_over(b"1 g 0 0 340 50 re f", twice, name=b"Ba"), pages.covered)

        assert [[each.code for each in signature.judgement.reasons] for signature in verdict.signatures] == [
            [CODE], [CODE], [],
        ]

    def test_of_an_earlier_visible_signature_are_told(self, pages: PagesApart) -> None:
        leader = materials.countersigned(materials.clean(), box=pades.Box(20, 47, 120, 17), text="Nguyễn Thị Ánh đã ký")
        verdict = judged(drawn_over(b"1 g 0 0 340 50 re f", leader), pages.covered)

        assert CODE in {each.code for each in verdict.signatures[0].judgement.reasons}


class TestLooksThatDoNotCover:
    @pytest.mark.parametrize("content", [
        seal(), b"0 0 1 RG 2 w 10 10 m 300 40 l S", b"BT /F2 10 Tf 0 g 250 40 Td (2026-11-27) Tj ET",
        b"1 g 230 0 110 50 re f BT /F2 10 Tf 0 g 250 40 Td (2026-11-27) Tj ET", b"",
    ], ids=["seal on nothing", "pen over text", "date on blank paper", "opaque stamp on blank paper", "nothing"])
    def test_leave_it_valid(self, content: bytes, pages: PagesApart) -> None:
        verdict = judged(drawn_over(content), pages.covered)

        assert verdict.outcome is Outcome.VALID
        assert not verdict.judgement.remarks

    def test_nor_do_filled_fields_over_their_own_old_value(self, pages: PagesApart) -> None:
        filled = harmless.filled_with_new_looks(materials.signed())

        assert judged(filled, pages.covered).outcome is Outcome.VALID


class TestWhereNoPicturesCanBeMade:
    def test_nothing_is_claimed_and_it_is_remarked(self) -> None:
        verdict = judged(drawn_over(b"1 g 0 0 340 50 re f"), lambda *_: None)

        assert verdict.outcome is Outcome.VALID
        assert [each.code for each in verdict.judgement.remarks] == [UNKNOWN]

    def test_a_file_without_later_looks_is_not_asked_about(self) -> None:
        def refused(_: bytes, __: Sequence[CoverQuestion]) -> None:
            pytest.fail("asked")

        assert judged(materials.signed(), refused).outcome is Outcome.VALID
        assert judged(materials.countersigned(materials.signed()), refused).outcome is Outcome.VALID

    def test_of_a_file_that_is_none_are_none(self, pages: PagesApart) -> None:
        assert pages.covered(b"%PDF-1.4 nothing", [CoverQuestion(9, 1, (0, 0, 1, 1), is_new=True)]) is None
        assert pages.covered(materials.signed(), [CoverQuestion(9, 1, (0, 0, 1, 1), is_new=True)] * 41) is None


class TestADocumentThatComesBack:
    """From another program, with a signature that was asked for."""

    def brought_back(self, content: bytes, covered: Any) -> tuple[ReturnedSignature, ...]:
        circumstances = Circumstances(
            AT, Trust((attacks.ROOT.anchor,)), Evidence(crls=(attacks.ROOT.crl(),)), covered=covered,
        )
        return require_returned(materials.signed(), drawn_over(content), Expected(1, None), circumstances)

    def test_is_not_taken_when_its_looks_cover_what_was_signed(self, pages: PagesApart) -> None:
        with pytest.raises(ReturnedChanged) as refused:
            self.brought_back(b"1 g 0 0 340 50 re f", pages.covered)

        assert "che nội dung đã ký (trang 1)" in refused.value.told("vi").text

    def test_is_taken_when_they_do_not(self, pages: PagesApart) -> None:
        (taken,) = self.brought_back(seal(), pages.covered)

        assert taken.verdict.field == "Hai"

    def test_is_not_taken_when_that_could_not_be_told(self) -> None:
        with pytest.raises(ReturnedNotCompared) as refused:
            self.brought_back(seal(), lambda *_: None)

        assert "Không so được hình các trang" in refused.value.told("vi").text


class TestBeforeAndAfter:
    def test_are_pictures_of_one_size_with_the_boxes_that_differ(self, pages: PagesApart) -> None:
        pdf = drawn_over(b"1 g 0 0 340 50 re f")
        first = judged(pdf, pages.covered).signatures[0]

        (shown,) = change_pictures(pdf, first, first.changes[0], dpi=72)

        before, after = (Image.open(BytesIO(each)) for each in (shown.before, shown.after))
        assert shown.number == 1 and before.size == after.size == (595, 842)
        (box,) = shown.boxes
        assert 60 / 595 - 0.05 < box[0] < box[2] < 400 / 595 + 0.05
        assert (842 - 710) / 842 - 0.05 < box[1] < box[3] < (842 - 660) / 842 + 0.05

    def test_are_none_for_a_change_that_names_no_page(self, pages: PagesApart) -> None:
        pdf = materials.countersigned(materials.signed())
        first = judged(pdf, pages.covered).signatures[0]

        assert list(change_pictures(pdf, first, first.changes[0])) == []
