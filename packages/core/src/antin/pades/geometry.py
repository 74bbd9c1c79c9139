"""Where a box lies: from millimetres on the page as displayed to the page's own coordinates, and which way is
up.

A page is displayed by its crop box, turned clockwise by /Rotate, in units of 1/72 inch times /UserUnit
(ISO 32000-2 7.7.3.3, 14.11.2).
"""

from dataclasses import dataclass
from typing import Literal

from antin.pades.errors import BoxOutsidePage

MM_PER_POINT = 25.4 / 72
_SLACK_MM = 0.5
Rotation = Literal[0, 90, 180, 270]
Rectangle = tuple[float, float, float, float]


@dataclass(frozen=True)
class Box:
    """Millimetres from the top left of the page as displayed: left edge, top edge, width, height."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True)
class PageGeometry:
    """crop: left, bottom, right, top in the page's own units; rotation: clockwise degrees; unit: of 1/72
    inch.
    """

    crop: Rectangle
    rotation: Rotation = 0
    unit: float = 1.0

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of the page as displayed."""
        left, bottom, right, top = self.crop
        width, height = turned(right - left, top - bottom, self.rotation)
        return width * self.unit * MM_PER_POINT, height * self.unit * MM_PER_POINT

    def rectangle_of(self, box: Box) -> Rectangle:
        """The box in the page's own units: left, bottom, right, top.

        Raises BoxOutsidePage: not wholly on the page.
        """
        self._check(box)
        scale = 1 / (self.unit * MM_PER_POINT)
        near = self._point(box.x * scale, box.y * scale)
        far = self._point((box.x + box.width) * scale, (box.y + box.height) * scale)
        (left, right), (bottom, top) = sorted((near[0], far[0])), sorted((near[1], far[1]))
        return round(left, 3), round(bottom, 3), round(right, 3), round(top, 3)

    def box_of(self, rectangle: Rectangle) -> Box:
        """A rectangle in the page's own units, as displayed; it need not lie on the page."""
        x0, y0, x1, y1 = self.crop
        left, bottom, right, top = rectangle
        across, down, wide, high = {
            0: (left - x0, y1 - top, right - left, top - bottom),
            90: (bottom - y0, left - x0, top - bottom, right - left),
            180: (x1 - right, bottom - y0, right - left, top - bottom),
            270: (y1 - top, x1 - right, top - bottom, right - left),
        }[self.rotation]
        scale = self.unit * MM_PER_POINT
        return Box(across * scale, down * scale, wide * scale, high * scale)

    def _check(self, box: Box) -> None:
        width, height = self.size_mm
        is_inside = (
            box.x >= -_SLACK_MM and box.y >= -_SLACK_MM and box.width > 0 and box.height > 0
            and box.x + box.width <= width + _SLACK_MM and box.y + box.height <= height + _SLACK_MM
        )
        if not is_inside:
            raise BoxOutsidePage(width_mm=round(width), height_mm=round(height))

    def _point(self, right: float, down: float) -> tuple[float, float]:
        """A point given from the top left as displayed."""
        x0, y0, x1, y1 = self.crop
        return {
            0: (x0 + right, y1 - down),
            90: (x0 + down, y0 + right),
            180: (x1 - right, y0 + down),
            270: (x1 - down, y1 - right),
        }[self.rotation]


def turned(width: float, height: float, rotation: Rotation) -> tuple[float, float]:
    """Width and height after a turn."""
    return (height, width) if rotation in (90, 270) else (width, height)


def upright_matrix(rotation: Rotation) -> tuple[int, int, int, int, int, int]:
    """The form matrix that makes an appearance stand upright on a page turned clockwise by `rotation`."""
    return {
        0: (1, 0, 0, 1, 0, 0), 90: (0, 1, -1, 0, 0, 0), 180: (-1, 0, 0, -1, 0, 0), 270: (0, -1, 1, 0, 0, 0),
    }[rotation]
