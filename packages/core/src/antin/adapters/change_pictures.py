"""What a change did to pages, for people to see: each page as it was signed and as it is, and where these differ.

As `page_drawing`, it draws octets of strangers: whoever has those calls it in a process that may be ended.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from io import BytesIO

from PIL import Image, ImageDraw

from antin.adapters.page_comparing import Box, differing_boxes
from antin.adapters.page_drawing import DPI, PageNotDrawn, page_png
from antin.pades import Change
from antin.verdict.model import SignatureVerdict

MAX_PAGES = 20
_ON = (255, 255, 255)
_MARK, _MARK_WIDTH, _MARK_MARGIN, _COLOURS = (179, 33, 28), 3, 5, 64


@dataclass(frozen=True)
class ChangedPage:
    """number: from 1. before: as signed, after: as it is: PNG, of one size. boxes: where they differ, left, top, right
    and bottom in shares of the page, from top to bottom. before is empty when what was signed had no such page.
    """

    number: int
    before: bytes
    after: bytes
    boxes: tuple[Box, ...]


def change_pictures(
    pdf: bytes, signature: SignatureVerdict, change: Change, *, dpi: float = DPI,
) -> Iterator[ChangedPage]:
    """Every page that a change of this signature names, at most MAX_PAGES; none when it names none, or when the
    signature covers nothing. pdf: the file of the verdict. Pages that the file has no more are left out.
    """
    if not signature.covered:
        return
    signed = pdf[: signature.covered[-1][1]]
    for number in change.pages[:MAX_PAGES]:
        try:
            after = page_png(pdf, number, dpi=dpi)
        except PageNotDrawn:
            continue
        try:
            before = page_png(signed, number, dpi=dpi)
        except PageNotDrawn:
            yield ChangedPage(number, b"", after, ((0.0, 0.0, 1.0, 1.0),))
            continue
        yield _compared(number, before, after)


def marked(page: ChangedPage) -> ChangedPage:
    """The page with frames drawn around what differs, on both pictures, in few colours so that they are small."""
    before = _framed(page.before, page.boxes) if page.before else b""
    return replace(page, before=before, after=_framed(page.after, page.boxes))


def _framed(png: bytes, boxes: tuple[Box, ...]) -> bytes:
    picture = Image.open(BytesIO(png)).convert("RGB").quantize(_COLOURS).convert("RGB")
    drawing, (width, height) = ImageDraw.Draw(picture), picture.size
    for left, top, right, bottom in boxes:
        corners = (
            max(0, left * width - _MARK_MARGIN), max(0, top * height - _MARK_MARGIN),
            min(width - 1, right * width + _MARK_MARGIN), min(height - 1, bottom * height + _MARK_MARGIN),
        )
        drawing.rectangle(corners, outline=_MARK, width=_MARK_WIDTH)
    return _png(picture.quantize(_COLOURS + 1))


def _compared(number: int, before: bytes, after: bytes) -> ChangedPage:
    """A page that has another size now is laid over the old one from the top left."""
    was, now = (Image.open(BytesIO(each)).convert("RGB") for each in (before, after))
    size = max(was.width, now.width), max(was.height, now.height)
    was, now = (_laid(each, size) for each in (was, now))
    boxes = tuple(
        (left / size[0], top / size[1], right / size[0], bottom / size[1])
        for left, top, right, bottom in differing_boxes(was, now)
    )
    return ChangedPage(number, _png(was), _png(now), boxes)


def _laid(picture: Image.Image, size: tuple[int, int]) -> Image.Image:
    if picture.size == size:
        return picture
    laid = Image.new("RGB", size, _ON)
    laid.paste(picture)
    return laid


def _png(picture: Image.Image) -> bytes:
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()
