"""Where somebody is to sign: lines of a position in capitals, room, and a name below (NĐ 30/2020 Phụ lục I, ô 7)."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from antin.pades.looks.page_text import PageText, TextLine

# TM. (thay mặt), KT. (ký thay), TL. (thừa lệnh), TUQ. (thừa ủy quyền), Q. (quyền).
_CAPACITY = re.compile(r"(?:TM|KT|TL|TUQ|Q)\s?\.\s?\S")
_POSITION = re.compile(
    r"CHỦ TỊCH|GIÁM ĐỐC|TRƯỞNG|CHÁNH|BÍ THƯ|THỦ TƯỚNG|CHỦ NHIỆM|TỔNG THANH TRA|TỔNG KIỂM TOÁN|KIỂM TOÁN VIÊN|THỐNG ĐỐC"
    r"|TƯ LỆNH|CHÍNH ỦY|CHỈ HUY|PHÓ BAN|PHÓ PHÒNG|PHÓ VỤ|PHÓ CỤC|THỦ TRƯỞNG|CỤC PHÓ|TỔNG CỤC"
)
_RANK = re.compile(r"(?:(?:GS|PGS|TS|ThS|BS|DS|CN|KS|CKI{1,2})\.?\s?)*(?:(?:Đại|Thượng|Trung|Thiếu) (?:tướng|tá|úy) )?")
_GIVEN = re.compile(r"[^\W\d_][\w’'-]*")
_MAX_POSITION = 70
_LINE_GAP = 1.2  # in heights of a line: within one block of lines
_LEAST_ROOM, _MOST_ROOM = 9.0, 65.0  # millimetres between position and name
_OFF_MIDDLE = 14.0


@dataclass(frozen=True)
class SignatureBlock:
    """The lines of the position, and the name where there is one. Millimetres."""

    position: tuple[TextLine, ...]
    name: TextLine | None

    @property
    def top(self) -> float:
        """Of the first line of the position."""
        return self.position[0].box.y

    @property
    def bottom(self) -> float:
        """Of the last one."""
        last = self.position[-1].box
        return last.y + last.height

    @property
    def left(self) -> float:
        """Of the widest line."""
        return min(each.box.x for each in self.position)

    @property
    def middle(self) -> float:
        """Of the name, else of the position."""
        return _middle(self.name or self.position[-1])


def signature_blocks(page: PageText) -> Iterator[SignatureBlock]:
    """From top to bottom; where agencies sign together, from left to right."""
    taken: set[TextLine] = set()
    for line in page.lines:
        if line in taken or not _is_position(line):
            continue
        lines = [line, *_continued(page, line)]
        taken.update(lines)
        last = lines[-1]
        following = next(_below(page, last), None)
        gap = following.box.y - last.box.y - last.box.height if following else page.height
        if following is not None and _LEAST_ROOM <= gap <= _MOST_ROOM and _is_name(following):
            yield SignatureBlock(tuple(lines), following)
        elif (gap > _MOST_ROOM / 2 and _CAPACITY.match(_tidy(lines[0]))) or gap == page.height:
            yield SignatureBlock(tuple(lines), None)


def _continued(page: PageText, first: TextLine) -> Iterator[TextLine]:
    """Lines of capitals right below, in the same column."""
    last = first
    for each in _below(page, first):
        gap = each.box.y - last.box.y - last.box.height
        if gap > _LINE_GAP * last.box.height or not _is_capital(each):
            return
        yield each
        last = each


def _below(page: PageText, line: TextLine) -> Iterator[TextLine]:
    """Lines whose middles stand below a line's."""
    bottom = line.box.y + line.box.height / 2
    for each in page.lines:
        if each.box.y > bottom and abs(_middle(each) - _middle(line)) <= max(_OFF_MIDDLE, line.box.width / 4):
            yield each


def _is_position(line: TextLine) -> bool:
    text = _tidy(line)
    return _is_capital(line) and bool(_CAPACITY.match(text) or _POSITION.search(text))


def _is_capital(line: TextLine) -> bool:
    text = _tidy(line)
    return len(text) <= _MAX_POSITION and text == text.upper() and any(each.isalpha() for each in text)


def _is_name(line: TextLine) -> bool:
    """Two to six words with capitals, a rank or degree before them aside."""
    words = _RANK.sub("", _tidy(line), count=1).split()
    is_named = all(_GIVEN.fullmatch(each) and each[0].isupper() for each in words)
    return 2 <= len(words) <= 6 and is_named and not _CAPACITY.match(_tidy(line))


def _middle(line: TextLine) -> float:
    return line.box.x + line.box.width / 2


def _tidy(line: TextLine) -> str:
    return unicodedata.normalize("NFC", line.text).strip()
