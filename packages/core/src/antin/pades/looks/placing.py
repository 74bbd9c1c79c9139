"""Where a look may stand, proposed from the words of a document laid out as NĐ 30/2020/NĐ-CP Phụ lục I asks.

A proposal is a help and no rule: it says by a code why it stands where it does, and people correct it by hand.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from antin.pades.geometry import Box
from antin.pades.looks.blanks import Blanks, date_blanks, number_blank
from antin.pades.looks.kinds import KINDS, LookKind, Size
from antin.pades.looks.page_text import PageText, TextWord
from antin.pades.looks.signature_blocks import SignatureBlock, signature_blocks

_EDGE = 15.0  # the right margin (NĐ 30/2020 Phụ lục I: 15 to 20 mm)
_LEFT_EDGE, _TOP, _AIR = 30.0, 5.0, 1.0
_ROOM_BELOW = 30.0
_COVERED = 0.12  # of a word's surface: from here it is covered
_MM_A_DIGIT = 2.3  # of the date's letters


@dataclass(frozen=True)
class Proposal:
    """A place for a look. box: millimetres on the page as displayed; reason: a code of the catalogue.

    over: words that it may cover by its nature. day_left, month_left: as in Facts.
    """

    kind: LookKind
    page: int
    box: Box
    reason: str
    over: tuple[TextWord, ...] = ()
    day_left: float | None = None
    month_left: float | None = None


def proposals(
    kind: LookKind, pages: Sequence[PageText], *, size_mm: Size | None = None, signed_at: tuple[int, Box] | None = None,
) -> tuple[Proposal, ...]:
    """Places for a look, the best first; none when the words say nothing.

    size_mm: None takes the kind's. signed_at: page and box of the leader's signature where it is known; a seal goes
    there.
    """
    size = size_mm or KINDS[kind].size_mm
    if kind is LookKind.SEAL and signed_at is not None:
        return tuple(_seal(page, signed_at[1], size) for page in pages if page.number == signed_at[0])
    return tuple(_PROPOSERS[kind](pages, size))


def covers_text(box: Box, page: PageText, *, over: Iterable[TextWord] = ()) -> tuple[TextWord, ...]:
    """Words of the page that a box would cover, but for those it may."""
    allowed = set(over)
    return tuple(each for each in page.words if each not in allowed and _is_covered(each.box, box))


def _is_covered(word: Box, box: Box) -> bool:
    wide = min(word.x + word.width, box.x + box.width) - max(word.x, box.x)
    high = min(word.y + word.height, box.y + box.height) - max(word.y, box.y)
    return wide > 0 and high > 0 and wide * high > _COVERED * word.width * word.height


def _leader(pages: Sequence[PageText], size: Size) -> Iterator[Proposal]:
    """Between position and name, in the middle of both; below a position without a name."""
    for page, block in _blocks(pages):
        width, height = size
        if block.name is None:
            room, reason = min(_ROOM_BELOW, page.height - _EDGE - block.bottom), "place_below_position"
        else:
            room, reason = block.name.box.y - block.bottom, "place_between_position_and_name"
        height = min(height, room - 2 * _AIR)
        box = _kept(page, Box(block.middle - width / 2, block.bottom + (room - height) / 2, width, height))
        yield Proposal(LookKind.LEADER, page.number, box, reason)


def _blocks(pages: Sequence[PageText]) -> Iterator[tuple[PageText, SignatureBlock]]:
    """Those with a name first: a position alone may be a heading."""
    found = [(page, block) for page in pages for block in signature_blocks(page)]
    yield from (each for each in found if each[1].name is not None)
    yield from (each for each in found if each[1].name is None)


def _seals(pages: Sequence[PageText], size: Size) -> Iterator[Proposal]:
    by_number = {page.number: page for page in pages}
    for each in _leader(pages, KINDS[LookKind.LEADER].size_mm):
        yield _seal(by_number[each.page], each.box, size)


def _seal(page: PageText, signature: Box, size: Size) -> Proposal:
    """Over a third of the signature, on its left."""
    width, height = size
    box = Box(
        signature.x + signature.width / 3 - width, signature.y + signature.height / 2 - height / 2, width, height,
    )
    return Proposal(LookKind.SEAL, page.number, _kept(page, box), "place_over_third_of_signature", page.words)


def _number(pages: Sequence[PageText], size: Size) -> Iterator[Proposal]:
    """Behind “Số:”, before the letters of the document."""
    for page in pages[:1]:
        blank = number_blank(page)
        if blank is not None:
            box = _kept(page, blank.box)
            yield Proposal(LookKind.NUMBER, page.number, box, "place_behind_number_label", blank.over)


def _date(pages: Sequence[PageText], size: Size) -> Iterator[Proposal]:
    """Over the blanks of “ngày ... tháng ... năm ...”."""
    for page in pages[:1]:
        blanks: Blanks | None = date_blanks(page)
        if blanks is not None:
            day, month = (
                round((each - blanks.box.x - _MM_A_DIGIT) / blanks.box.width, 4) for each in blanks.middles
            )
            yield Proposal(
                LookKind.DATE, page.number, blanks.box, "place_in_blanks_of_date", blanks.over, day, month,
            )


def _top_right(kind: LookKind) -> Callable[[Sequence[PageText], Size], Iterator[Proposal]]:
    def proposed(pages: Sequence[PageText], size: Size) -> Iterator[Proposal]:
        for page in pages[:1]:
            width, height = size
            yield Proposal(
                kind, page.number, _kept(page, Box(page.width - _EDGE - width, _TOP, width, height)), "place_top_right",
            )

    return proposed


def _incoming(pages: Sequence[PageText], size: Size) -> Iterator[Proposal]:
    """On the left, in the free room below number or summary."""
    for page in pages[:1]:
        width, height = size
        lines = [each.box for each in page.lines if each.box.x < page.width / 2 and each.box.y < page.height / 2]
        tops = sorted({_LEFT_EDGE, *(each.y + each.height + _AIR for each in lines)})
        boxes = (_kept(page, Box(_EDGE, top, width, height)) for top in tops)
        free = next((each for each in boxes if not covers_text(each, page)), None)
        if free is not None:
            yield Proposal(LookKind.INCOMING, page.number, free, "place_free_on_the_left")


def _initials(pages: Sequence[PageText], size: Size) -> Iterator[Proposal]:
    """Behind the last words of the text, and behind the last line of “Nơi nhận”."""
    for page, block in _blocks(pages):
        above = [each for each in page.lines if each.box.y + each.box.height < block.top]
        below = [
            each for each in page.lines
            if each.box.y > block.top - each.box.height and each.box.x + each.box.width < block.left
        ]
        ends = [(above, "place_behind_text")] if above else []
        if any("nhận" in each.text.lower() for each in below):
            ends.append((below, "place_behind_recipients"))
        for lines, reason in ends:
            last = max(lines, key=lambda each: each.box.y).box
            width, height = size
            box = Box(last.x + last.width + _AIR, last.y + last.height / 2 - height / 2, width, height)
            yield Proposal(LookKind.INITIALS, page.number, _kept(page, box), reason)


def _free(kind: LookKind) -> Callable[[Sequence[PageText], Size], Iterator[Proposal]]:
    """The first corner of the last page, from below, where nothing is written."""

    def proposed(pages: Sequence[PageText], size: Size) -> Iterator[Proposal]:
        for page in pages[-1:]:
            width, height = size
            low, right = page.height - _EDGE - height, page.width - _EDGE - width
            for left, top in ((_LEFT_EDGE, low), (right, low), (right, _TOP), (_EDGE, _TOP)):
                box = _kept(page, Box(left, top, width, height))
                if not covers_text(box, page):
                    yield Proposal(kind, page.number, box, "place_free_corner")
                    return

    return proposed


def _signature(pages: Sequence[PageText], size: Size) -> Iterator[Proposal]:
    """As the leader's, as wide as the words need; else wherever it is free."""
    for each in _leader(pages, size):
        yield Proposal(LookKind.SIGNATURE, each.page, each.box, each.reason)
    yield from _free(LookKind.SIGNATURE)(pages, size)


def _kept(page: PageText, box: Box) -> Box:
    """The box moved onto the page."""
    left = min(max(0.0, box.x), max(0.0, page.width - box.width))
    top = min(max(0.0, box.y), max(0.0, page.height - box.height))
    return Box(round(left, 2), round(top, 2), round(box.width, 2), round(box.height, 2))


_PROPOSERS: Mapping[LookKind, Callable[[Sequence[PageText], Size], Iterator[Proposal]]] = {
    LookKind.LEADER: _leader, LookKind.SEAL: _seals, LookKind.NUMBER: _number, LookKind.DATE: _date,
    LookKind.APPENDIX: _top_right(LookKind.APPENDIX), LookKind.COPY: _top_right(LookKind.COPY),
    LookKind.INCOMING: _incoming, LookKind.INITIALS: _initials, LookKind.SIGNATURE: _signature,
    LookKind.COMMENT: _free(LookKind.COMMENT), LookKind.CODE: _free(LookKind.CODE),
}
