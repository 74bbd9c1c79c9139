"""Number and date of a document, as its first page shows them (NĐ 30/2020/NĐ-CP Phụ lục I.II.3, 4).

1. Words that stand on one line are read together, whoever put them there: văn thư stamps the number between
   `Số:` and `/QĐ-UBND` long after the rest was typed.
2. The number stands behind the word Số at the beginning of a line or column, in the upper half of the page.
3. The date stands behind the place: `An Giang, ngày 26 tháng 11 năm 2026`.
4. An annex carries both in its upper right corner: the number, and below it the time by ISO 8601.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from antin.casework.document_numbers import DocumentNumber, document_number, plain_letters
from antin.verdict.visible import VisiblePage, VisibleWord

MAX_WORDS, MAX_LETTERS = 3_000, 20_000
_HEAD_SHARE = 0.5
# Gaps between words, in heights of their letters: none, a blank, another column.
_ADJOINING, _COLUMN = 0.12, 2.0
_LETTER = "A-Za-zĐđ"
_PART = rf"(?:[{_LETTER}](?:\ [{_LETTER}])+(?![{_LETTER}])|[{_LETTER}&]+[0-9]{{0,3}})"
_SYMBOL = rf"{_PART}(?:\s?[-/.]\s?{_PART}){{0,5}}"
_DIGITS = r"[0-9](?:\ ?[0-9]){0,5}"
_CELL = r"(?:^|[\t\n])\ *"
_NUMBER = re.compile(
    rf"""{_CELL}(?:(?:Luật|Nghị\ quyết|Pháp\ lệnh)\ )?[Ss]\ ?[Ốố]\s{{0,2}}:?\s{{0,8}}
    ({_DIGITS}[A-Za-z]?\s{{0,2}}(?:/\s{{0,2}}(?:1\ ?9|2\ ?0)(?:\ ?[0-9]){{2}}\s{{0,2}})?[-/]\s{{0,2}}{_SYMBOL})""",
    re.VERBOSE,
)
_DATE = re.compile(
    rf"""{_CELL}[^\W\d_][^,\t\n]{{0,60}},\s{{0,8}}n\ ?g\ ?à\ ?y\s{{1,8}}([0-9]\ ?[0-9]?)\s{{1,8}}
    t\ ?h\ ?á\ ?n\ ?g\s{{1,8}}([0-9]\ ?[0-9]?)\s{{1,8}}n\ ?ă\ ?m\s{{1,8}}((?:[0-9]\ ?){{3}}[0-9])(?![0-9])""",
    re.VERBOSE,
)
_ISO_TIME = re.compile(
    r"(20[0-9]{2}-[01][0-9]-[0-3][0-9])T[0-2][0-9]:[0-5][0-9]:[0-6][0-9](?:\.[0-9]{1,7})?(?:Z|[+-][0-9]{2}:?[0-9]{2})?"
)


Cell = tuple[float, str]  # its left edge, its text


@dataclass(frozen=True)
class Heading:
    """What the head of a document says; None: not found there."""

    number: DocumentNumber | None = None
    issued_on: date | None = None


def heading_of(page: VisiblePage) -> Heading:
    """Number and date of a document by its first page; bounded, and it never raises."""
    rows = _cells(page)
    whole, left, right = (_text(rows, page.width, side) for side in (None, False, True))
    number = _numbered(whole) or _numbered(left)
    day = _dated(whole) or _dated(right)
    if number is None and day is None:
        return _annex_mark(rows)
    return Heading(number, day)


def _numbered(text: str) -> DocumentNumber | None:
    found = (document_number(each[1]) for each in _NUMBER.finditer(text))
    return next((each for each in found if each is not None), None)


def _dated(text: str) -> date | None:
    for found in _DATE.finditer(text):
        day, month, year = (int("".join(each.split())) for each in found.groups())
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return None


def _annex_mark(rows: Iterable[Sequence[Cell]]) -> Heading:
    """4: two cells, one below the other."""
    cells = [cell.strip() for row in rows for _, cell in row]
    for above, below in itertools.pairwise(cells):
        number, time = document_number(above), _ISO_TIME.fullmatch("".join(below.split()))
        if number is not None and time is not None:
            return Heading(number, _day(time[1]))
    return Heading()


def _day(text: str) -> date | None:
    try:
        return datetime.strptime(text, "%Y-%m-%d").date()
    except ValueError:
        return None


def _cells(page: VisiblePage) -> list[list[Cell]]:
    """The lines in the upper half of a page, from the top, each in its cells from left to right."""
    words = [each for each in page.words[:MAX_WORDS] if 0 <= each.top < page.height * _HEAD_SHARE]
    return [list(_parted(row)) for row in _rows(words)]


def _text(rows: Iterable[Sequence[Cell]], width: float, is_right: bool | None) -> str:
    """The lines, a tabulator between cells; of one half of the page when is_right is told."""
    chosen = ((text for left, text in row if is_right is None or (left > width * 0.4) is is_right) for row in rows)
    return "\n".join("\t".join(row) for row in chosen)[:MAX_LETTERS]


def _rows(words: Iterable[VisibleWord]) -> Iterator[list[VisibleWord]]:
    """Words whose middles are on one height, from left to right."""
    row: list[VisibleWord] = []
    for each in sorted(words, key=_middle):
        if row and _middle(each) - _middle(row[0]) > max(1.0, _height(row[0]) * 0.5):
            yield sorted(row, key=lambda word: word.left)
            row = []
        row.append(each)
    if row:
        yield sorted(row, key=lambda word: word.left)


def _parted(row: Sequence[VisibleWord]) -> Iterator[Cell]:
    """The cells of a row: words with no wide gap between them."""
    text, left = "", row[0].left
    for before, each in zip((None, *row), row, strict=False):
        if before is not None:
            gap = (each.left - before.right) / max(1.0, _height(before), _height(each))
            if gap >= _COLUMN:
                yield left, plain_letters(text)
                text, left = "", each.left
            elif gap >= _ADJOINING:
                text += " "
        text += " ".join(each.text.split())
    yield left, plain_letters(text)


def _middle(word: VisibleWord) -> float:
    return (word.top + word.bottom) / 2


def _height(word: VisibleWord) -> float:
    return abs(word.bottom - word.top)
