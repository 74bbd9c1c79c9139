"""Blanks in the head of a document, left for văn thư: the number, the day and the month (NĐ 30/2020 Đ.15, 16)."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from antin.pades.geometry import Box
from antin.pades.looks.page_text import PageText, TextWord

_HEAD_SHARE = 0.5
_LEADERS = re.compile(r"[._…․\s]+")
_LEAST, _AIR, _PAD = 6.0, 0.4, 1.0
# Letters of 13 pt in Tinos: the middle of their line above its baseline; how tall a box holds them. Millimetres.
_RISE, _TALL = 1.55, 5.8


@dataclass(frozen=True)
class Blank:
    """Room for a number; over: words that may be covered (leaders, or what stands too near)."""

    box: Box
    over: tuple[TextWord, ...]


@dataclass(frozen=True)
class Blanks:
    """The line from “ngày” to the year; middles: of the two blanks, millimetres from the left of the page."""

    box: Box
    middles: tuple[float, float]
    over: tuple[TextWord, ...]


def number_blank(page: PageText) -> Blank | None:
    """Between “Số:” and the letters of the document; None when a number stands there, or none is asked for."""
    for row in _rows(page):
        for index, word in enumerate(row):
            if _nfc(word) not in ("Số:", "số:", "Số", "SỐ:") or not _begins(row, index):
                continue
            rest = row[index + 1 :]
            while rest and _nfc(rest[0]) == ":":
                word, rest = rest[0], rest[1:]
            leaders = _leading(rest)
            following = rest[len(leaders) :]
            if following and not _nfc(following[0]).startswith(("/", "-")):
                continue
            return _blank(word, leaders, following[0] if following else None)
    return None


def _blank(label: TextWord, leaders: Sequence[TextWord], following: TextWord | None) -> Blank:
    left = label.box.x + label.box.width + _AIR
    right = following.box.x - _AIR if following is not None else left + 2 * _LEAST
    width = max(right - left, _LEAST)
    over = (*leaders, *((following,) if following is not None and right - left < _LEAST else ()))
    return Blank(Box(left, _top(label), width, _TALL), over)


def date_blanks(page: PageText) -> Blanks | None:
    """Where “ngày ... tháng ... năm” has room for day and month; None when they stand there."""
    for row in _rows(page):
        said = [_nfc(each) for each in row]
        if not {"ngày", "tháng", "năm"} <= set(said):
            continue
        day, month, year = (said.index(each) for each in ("ngày", "tháng", "năm"))
        if not day < month < year or not all(_are_blank(row[a + 1 : b]) for a, b in ((day, month), (month, year))):
            continue
        first, last = row[day].box, row[min(year + 1, len(row) - 1)].box
        width = round(last.x + last.width - first.x + _PAD, 2)
        box = Box(round(first.x, 2), round(_top(row[day]), 2), width, _TALL)
        middles = (_between(row[day], row[month]), _between(row[month], row[year]))
        return Blanks(box, middles, tuple(row[day:]))
    return None


def _top(beside: TextWord) -> float:
    """Of a box whose one line of text stands on a word's baseline."""
    return beside.baseline - _RISE - _TALL / 2


def _rows(page: PageText) -> list[list[TextWord]]:
    """Words of the page's head, row by row, columns joined: a wide blank looks like the end of a column."""
    rows: list[list[TextWord]] = []
    for line in page.lines:
        if line.box.y > page.height * _HEAD_SHARE:
            continue
        middle = line.box.y + line.box.height / 2
        last = rows[-1][-1].box if rows else None
        if last is not None and last.y < middle < last.y + last.height and line.box.x > last.x:
            rows[-1].extend(line.words)
        else:
            rows.append(list(line.words))
    return rows


def _begins(row: Sequence[TextWord], index: int) -> bool:
    """Whether a word begins the row, but for what kind of document it is (Luật số:)."""
    return index == 0 or (index <= 2 and _nfc(row[0]) in ("Luật", "Nghị", "Pháp"))


def _leading(words: Sequence[TextWord]) -> list[TextWord]:
    found: list[TextWord] = []
    for each in words:
        if not _LEADERS.fullmatch(_nfc(each)):
            break
        found.append(each)
    return found


def _are_blank(words: Sequence[TextWord]) -> bool:
    return all(_LEADERS.fullmatch(_nfc(each)) for each in words)


def _between(one: TextWord, other: TextWord) -> float:
    return (one.box.x + one.box.width + other.box.x) / 2


def _nfc(word: TextWord) -> str:
    return unicodedata.normalize("NFC", word.text)
