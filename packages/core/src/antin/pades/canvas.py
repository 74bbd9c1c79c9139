"""Content operators for parts of a drawing, with the fonts and images that they name (ISO 32000-2 8, 9)."""

import unicodedata
from collections.abc import Iterable
from typing import Any

from antin.pades.conformance import FREE, Conformance
from antin.pades.errors import AppearanceDoesNotFit, CodeTooLong
from antin.pades.font import ITALIC, REGULAR, EmbeddedFont, font_for
from antin.pades.image import EmbeddedImage, read_image
from antin.pades.parts import BLACK, Align, Area, Code, Colour, Frame, Line, Part, Picture, Text

_STEP_PT, _LEADING = 0.5, 1.2
_CODE_MAX, _QUIET = 300, 4
Place = tuple[float, float, float, float]
"""Left, bottom, width, height in points."""


def tidy_lines(lines: Iterable[str]) -> list[str]:
    """Lines in NFC, broken where they have breaks, without empty ones."""
    parts = [line for text in lines for line in text.splitlines()]
    return [tidy for line in parts if (tidy := " ".join(unicodedata.normalize("NFC", line).split()))]


class Canvas:
    """Draws parts in a box of so many points, one over the other."""

    def __init__(self, width: float, height: float, conformance: Conformance = FREE) -> None:
        self.fonts: list[EmbeddedFont] = []
        self.images: list[EmbeddedImage] = []
        self.content = b""
        self._width, self._height, self._conformance = width, height, conformance

    def draw(self, part: Part) -> None:
        """Raises AppearanceDoesNotFit, CharacterMissing, CodeTooLong, ImageUnreadable."""
        match part:
            case Text():
                self.draw_text(part, self._place(part.area))
            case Picture():
                self.draw_picture(part, self._place(part.area))
            case Code():
                self._code(part.text, self._place(part.area))
            case Line():
                self._line(part)
            case Frame():
                self._frame(part)

    def draw_picture(self, picture: Picture, place: Place) -> None:
        """As large as fits, undistorted, in the middle."""
        embedded = read_image(picture.image, may_be_transparent=self._conformance.may_be_transparent)
        name = _named(self.images, embedded)
        left, bottom, width, height = place
        scale = min(width / embedded.width, height / embedded.height)
        wide, high = embedded.width * scale, embedded.height * scale
        left, bottom = left + (width - wide) / 2, bottom + (height - high) / 2
        self._add(f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {bottom:.3f} cm /Im{name} Do Q\n")

    def draw_text(self, text: Text, place: Place) -> None:
        """Wrapped and made smaller until it fits."""
        lines = tidy_lines(text.lines)
        if not lines:
            return
        font = font_for("".join(lines) + " ", ITALIC if text.is_italic else REGULAR)
        left, bottom, width, height = place
        size, wrapped = _fitted(lines, font, text, width, height)
        leading = size * _LEADING
        top = bottom + height - (height - leading * len(wrapped)) / 2
        first = top - (leading + size * (font.ascent + font.descent) / 1000) / 2
        shown, at = "", 0.0
        for line in wrapped:
            start = _start(text.align, width - font.width_of(line) * size)
            moved = f"{start - at:.3f} 0 Td " if round(start - at, 3) else ""
            shown, at = f"{shown}{moved}<{font.encode(line).hex().upper()}> Tj T*\n", start
        self._add(
            f"BT {_colour(text.colour)} /F{_named(self.fonts, font)} {size:g} Tf {leading:.3f} TL "
            f"{left:.3f} {first:.3f} Td\n{shown}ET\n"
        )

    def _code(self, text: str, place: Place) -> None:
        """Dark runs of each row as rectangles, a module being one unit (ISO/IEC 18004)."""
        matrix = _matrix(text)
        left, bottom, width, height = place
        side, count = min(width, height), len(matrix)
        left, bottom = left + (width - side) / 2, bottom + (height - side) / 2
        unit = side / count
        runs = "".join(
            f"{start} {count - 1 - row} {length} 1 re\n"
            for row, line in enumerate(matrix) for start, length in _runs(line)
        )
        self._add(
            f"q {unit:.5f} 0 0 {unit:.5f} {left:.3f} {bottom:.3f} cm 1 g 0 0 {count} {count} re f\n0 g {runs}f Q\n"
        )

    def _line(self, line: Line) -> None:
        ends = " ".join(
            f"{x * self._width:.3f} {(1 - y) * self._height:.3f} {operator}"
            for (x, y), operator in ((line.start, "m"), (line.end, "l"))
        )
        self._add(f"q {_colour(line.colour, 'RG')} {line.width_pt:g} w {ends} S Q\n")

    def _frame(self, frame: Frame) -> None:
        half = frame.width_pt / 2
        self._add(
            f"q {_colour(frame.colour, 'RG')} {frame.width_pt:g} w {half:g} {half:g} "
            f"{self._width - frame.width_pt:.3f} {self._height - frame.width_pt:.3f} re S Q\n"
        )

    def _place(self, area: Area) -> Place:
        bottom = 1 - area.top - area.height
        return (
            area.left * self._width, bottom * self._height, area.width * self._width, area.height * self._height,
        )

    def _add(self, operators: str) -> None:
        self.content += operators.encode()


def _named(held: list[Any], one: object) -> int:
    """The number of a resource, from 1."""
    if one not in held:
        held.append(one)
    return held.index(one) + 1


def _colour(colour: Colour, operator: str = "rg") -> str:
    if colour == BLACK:
        return "0 g" if operator == "rg" else "0 G"
    return " ".join(f"{each / 255:.3f}".rstrip("0").rstrip(".") for each in colour) + f" {operator}"


def _start(align: Align, empty: float) -> float:
    return {Align.LEFT: 0.0, Align.CENTRE: empty / 2, Align.RIGHT: empty}[align]


def _fitted(lines: list[str], font: EmbeddedFont, text: Text, width: float, height: float) -> tuple[float, list[str]]:
    size = text.size_pt
    while size >= text.least_pt:
        wrapped = [part for line in lines for part in _wrapped(line, font, width / size)]
        is_wide = any(font.width_of(part) * size > width + 0.01 for part in wrapped)
        if not is_wide and len(wrapped) * size * _LEADING <= height + 0.01:
            return size, wrapped
        size -= _STEP_PT
    raise AppearanceDoesNotFit(size_pt=text.least_pt)


def _wrapped(line: str, font: EmbeddedFont, width: float) -> list[str]:
    """The line broken at spaces; a word wider than the width stays whole, and shows the size as too large."""
    parts = [""]
    for word in line.split(" "):
        longer = f"{parts[-1]} {word}".strip()
        if parts[-1] and font.width_of(longer) > width:
            parts.append(word)
        else:
            parts[-1] = longer
    return parts


def _matrix(text: str) -> list[list[bool]]:
    """Raises CodeTooLong."""
    octets = text.encode()
    if len(octets) > _CODE_MAX:
        raise CodeTooLong(limit=_CODE_MAX)
    from qrcode.constants import ERROR_CORRECT_M  # few signatures need it, and it takes its time
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_M, border=_QUIET)
    code.add_data(octets)
    return [list(map(bool, row)) for row in code.get_matrix()]


def _runs(line: list[bool]) -> Iterable[tuple[int, int]]:
    """Where dark modules begin, and how many follow."""
    start = None
    for index, is_dark in enumerate([*line, False]):
        if is_dark and start is None:
            start = index
        elif not is_dark and start is not None:
            yield start, index - start
            start = None
