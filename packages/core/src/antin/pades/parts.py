"""What a drawing is put together from: text, pictures, codes and lines, each in its part of the box.

Places are shares of the box, 0 to 1, from its top left, so that a drawing fits a box of any size; letters keep their
size in points until they no longer fit.
"""

from dataclasses import dataclass
from enum import StrEnum

MIN_SIZE_PT = 4.0
Colour = tuple[int, int, int]
"""Red, green, blue; 0 to 255."""
BLACK, RED, BLUE = (0, 0, 0), (218, 37, 29), (0, 51, 153)


@dataclass(frozen=True)
class Area:
    """Shares of the box: left edge, top edge, width, height."""

    left: float = 0.0
    top: float = 0.0
    width: float = 1.0
    height: float = 1.0


WHOLE = Area()


class Align(StrEnum):
    """Where a line stands in its part."""

    LEFT = "left"
    CENTRE = "centre"
    RIGHT = "right"


@dataclass(frozen=True)
class Text:
    """Lines in any Unicode form, in the middle of their part's height. least_pt: how small letters may become."""

    lines: tuple[str, ...]
    area: Area = WHOLE
    size_pt: float = 10.0
    least_pt: float = MIN_SIZE_PT
    colour: Colour = BLACK
    align: Align = Align.LEFT
    is_italic: bool = False


@dataclass(frozen=True)
class Picture:
    """A PNG or JPEG, as large as fits, undistorted, in the middle of its part."""

    image: bytes
    area: Area = WHOLE


@dataclass(frozen=True)
class Code:
    """A QR code of a text, with the quiet zone that readers need, on white."""

    text: str
    area: Area = WHOLE


@dataclass(frozen=True)
class Line:
    """From one point to another, as shares of the box."""

    start: tuple[float, float]
    end: tuple[float, float]
    colour: Colour = BLACK
    width_pt: float = 0.75


@dataclass(frozen=True)
class Frame:
    """Around the whole box."""

    colour: Colour = BLACK
    width_pt: float = 1.0


Part = Text | Picture | Code | Line | Frame
