"""What a visible signature shows: lines of text, a picture, or both, laid out to fit the box.

A picture and text share the box in halves: side by side, or the picture above when the box is taller than
wide (as people know it from the official program). Text shrinks from its size down to MIN_SIZE_PT, wraps at
spaces, stands in the middle of its part. Black, Tinos, no transparency but the picture's own (NĐ 30/2020, Phụ
lục I).
"""

import unicodedata
from dataclasses import dataclass

from antin.pades.errors import AppearanceDoesNotFit
from antin.pades.font import EmbeddedFont, font_for
from antin.pades.image import EmbeddedImage, read_image

MIN_SIZE_PT = 4.0
_STEP_PT = 0.5
_LEADING = 1.2
_MARGIN_PT = 2.0


@dataclass(frozen=True)
class Appearance:
    """lines: in any Unicode form; image: PNG or JPEG; size_pt: of the letters when there is room."""

    lines: tuple[str, ...] = ()
    image: bytes | None = None
    size_pt: float = 10.0


@dataclass(frozen=True)
class Drawing:
    """Content operators for a form of this width and height in points, naming /F1 and /Im1 when they are
    used.
    """

    width: float
    height: float
    content: bytes
    font: EmbeddedFont | None = None
    image: EmbeddedImage | None = None


@dataclass(frozen=True)
class _Area:
    left: float
    bottom: float
    width: float
    height: float


def draw(appearance: Appearance, *, width: float, height: float) -> Drawing:
    """The appearance in a box of this size in points, as displayed.

    Raises AppearanceDoesNotFit, CharacterMissing, ImageUnreadable.
    """
    lines = [
        " ".join(unicodedata.normalize("NFC", line).split())
        for text in appearance.lines
        for line in text.splitlines()
    ]
    lines = [line for line in lines if line]
    image = read_image(appearance.image) if appearance.image else None
    margin = min(_MARGIN_PT, width / 8, height / 8)
    image_area, text_area = _areas(
        _Area(margin, margin, width - 2 * margin, height - 2 * margin),
        with_image=image is not None,
        with_text=bool(lines),
    )
    content, font = b"", None
    if image is not None:
        content += _image_operators(image, image_area)
    if lines:
        font = font_for("".join(lines) + " ")
        content += _text_operators(lines, font, text_area, appearance.size_pt)
    return Drawing(width, height, content, font, image)


def _areas(whole: _Area, *, with_image: bool, with_text: bool) -> tuple[_Area, _Area]:
    """The part of the image and the part of the text."""
    if not (with_image and with_text):
        return whole, whole
    if whole.height > whole.width:
        half = whole.height / 2
        return (
            _Area(whole.left, whole.bottom + half, whole.width, half),
            _Area(whole.left, whole.bottom, whole.width, half),
        )
    half = whole.width / 2
    return _Area(whole.left, whole.bottom, half, whole.height), _Area(
        whole.left + half, whole.bottom, half, whole.height
    )


def _image_operators(image: EmbeddedImage, area: _Area) -> bytes:
    """The image as large as fits, undistorted, in the middle."""
    scale = min(area.width / image.width, area.height / image.height)
    width, height = image.width * scale, image.height * scale
    left, bottom = area.left + (area.width - width) / 2, area.bottom + (area.height - height) / 2
    return f"q {width:.3f} 0 0 {height:.3f} {left:.3f} {bottom:.3f} cm /Im1 Do Q\n".encode()


def _text_operators(lines: list[str], font: EmbeddedFont, area: _Area, size: float) -> bytes:
    size, wrapped = _fitted(lines, font, area, size)
    leading = size * _LEADING
    empty = area.height - leading * len(wrapped)
    top = area.bottom + area.height - empty / 2
    first = top - (leading + size * (font.ascent + font.descent) / 1000) / 2
    shown = "\n".join(f"<{font.encode(line).hex().upper()}> Tj T*" for line in wrapped)
    return f"BT 0 g /F1 {size:g} Tf {leading:.3f} TL {area.left:.3f} {first:.3f} Td\n{shown}\nET\n".encode()


def _fitted(lines: list[str], font: EmbeddedFont, area: _Area, size: float) -> tuple[float, list[str]]:
    while size >= MIN_SIZE_PT:
        wrapped = [part for line in lines for part in _wrapped(line, font, area.width / size)]
        is_wide = any(font.width_of(part) * size > area.width + 0.01 for part in wrapped)
        if not is_wide and len(wrapped) * size * _LEADING <= area.height + 0.01:
            return size, wrapped
        size -= _STEP_PT
    raise AppearanceDoesNotFit(size_pt=MIN_SIZE_PT)


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
