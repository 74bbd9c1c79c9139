"""What a visible signature shows: parts of a drawing, or simply lines of text, a picture, or both, laid out to fit.

A picture and text share the box in halves: side by side, or the picture above when the box is taller than
wide (as people know it from the official program). Text shrinks from its size down to MIN_SIZE_PT, wraps at
spaces, stands in the middle of its part. Black, Tinos, no transparency but the picture's own (NĐ 30/2020, Phụ
lục I).
"""

from dataclasses import dataclass

from antin.pades.canvas import Canvas, Place, tidy_lines
from antin.pades.conformance import FREE, Conformance
from antin.pades.font import EmbeddedFont
from antin.pades.image import EmbeddedImage
from antin.pades.parts import MIN_SIZE_PT, Code, Part, Picture, Text

__all__ = ["MIN_SIZE_PT", "Appearance", "Drawing", "draw"]
_MARGIN_PT = 2.0


@dataclass(frozen=True)
class Appearance:
    """lines: in any Unicode form; image: PNG or JPEG; size_pt: of the letters when there is room.

    parts: drawn in their order, over the lines and the image; alone, they fill the box to its edges.
    """

    lines: tuple[str, ...] = ()
    image: bytes | None = None
    size_pt: float = 10.0
    parts: tuple[Part, ...] = ()

    @property
    def told(self) -> str:
        """What it says, for those who cannot see it (ISO 32000-2 14.9.3); empty: a picture only."""
        texts = [*self.lines, *(line for part in self.parts if isinstance(part, Text) for line in part.lines)]
        codes = [part.text for part in self.parts if isinstance(part, Code)]
        return "; ".join(tidy_lines([*texts, *codes]))


@dataclass(frozen=True)
class Drawing:
    """Content operators for a form of this width and height in points, naming /F1... and /Im1... as they stand here.

    told: what it says, in words. conformance: of the document that it was drawn for.
    """

    width: float
    height: float
    content: bytes
    fonts: tuple[EmbeddedFont, ...] = ()
    images: tuple[EmbeddedImage, ...] = ()
    told: str = ""
    conformance: Conformance = FREE


def draw(appearance: Appearance, *, width: float, height: float, conformance: Conformance = FREE) -> Drawing:
    """The appearance in a box of this size in points, as displayed, as a document of this conformance may show it.

    Raises AppearanceDoesNotFit, CharacterMissing, CodeTooLong, ImageUnreadable.
    """
    canvas = Canvas(width, height, conformance)
    lines = tuple(tidy_lines(appearance.lines))
    margin = min(_MARGIN_PT, width / 8, height / 8)
    image_place, text_place = _places(
        (margin, margin, width - 2 * margin, height - 2 * margin),
        is_shared=appearance.image is not None and bool(lines),
    )
    if appearance.image:
        canvas.draw_picture(Picture(appearance.image), image_place)
    canvas.draw_text(Text(lines, size_pt=appearance.size_pt), text_place)
    for part in appearance.parts:
        canvas.draw(part)
    return Drawing(
        width, height, canvas.content, tuple(canvas.fonts), tuple(canvas.images), appearance.told, conformance,
    )


def _places(whole: Place, *, is_shared: bool) -> tuple[Place, Place]:
    """Of the image and of the text."""
    left, bottom, width, height = whole
    if not is_shared:
        return whole, whole
    if height > width:
        return (left, bottom + height / 2, width, height / 2), (left, bottom, width, height / 2)
    return (left, bottom, width / 2, height), (left + width / 2, bottom, width / 2, height)
