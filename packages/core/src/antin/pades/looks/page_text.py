"""Words of a page with their places, and the lines that people see in them."""

from dataclasses import dataclass
from functools import cached_property

from antin.pades.geometry import Box

_SAME_LINE, _COLUMN = 0.3, 2.2  # in heights of letters: how far apart middles are on one line; where a column ends


@dataclass(frozen=True)
class TextWord:
    """Letters that stand together. Millimetres from the top left of the page as displayed. baseline: of the first."""

    text: str
    box: Box
    baseline: float


@dataclass(frozen=True)
class TextLine:
    """Words of one line within one column, left to right; at least one."""

    words: tuple[TextWord, ...]

    @cached_property
    def text(self) -> str:
        """With one blank between words."""
        return " ".join(each.text for each in self.words)

    @cached_property
    def box(self) -> Box:
        """Around all words."""
        left, top = min(each.box.x for each in self.words), min(each.box.y for each in self.words)
        right = max(each.box.x + each.box.width for each in self.words)
        bottom = max(each.box.y + each.box.height for each in self.words)
        return Box(left, top, right - left, bottom - top)


@dataclass(frozen=True)
class PageText:
    """One page, number from 1, size in millimetres. unseen: words that nobody sees, each with the code of why."""

    number: int
    width: float
    height: float
    words: tuple[TextWord, ...] = ()
    unseen: tuple[tuple[str, str], ...] = ()

    @cached_property
    def lines(self) -> tuple[TextLine, ...]:
        """From top to bottom, beside each other from left to right."""
        found = [TextLine(tuple(each)) for each in _gathered(self.words)]
        return tuple(sorted(found, key=lambda each: (round(each.box.y, 1), each.box.x)))


def _gathered(words: tuple[TextWord, ...]) -> list[list[TextWord]]:
    """Each word, from the left, joins the line that ends nearest before it at its height."""
    lines: list[list[TextWord]] = []
    for word in sorted(words, key=lambda each: (each.box.x, each.box.y)):
        near = [line for line in lines if _continues(line[-1].box, word.box)]
        if near:
            max(near, key=lambda line: line[-1].box.x + line[-1].box.width).append(word)
        else:
            lines.append([word])
    return lines


def _continues(last: Box, box: Box) -> bool:
    height = min(last.height, box.height)
    is_level = abs(last.y + last.height / 2 - box.y - box.height / 2) <= _SAME_LINE * height
    return is_level and -height < box.x - last.x - last.width <= _COLUMN * max(last.height, box.height)
