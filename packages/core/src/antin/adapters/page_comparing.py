"""Whether what was added to a signed file covers what stood there: the same place of a page drawn before and after.

PDFium draws octets of strangers here: called in a process that may be ended (`pdf_pages`), never in the program itself.

A mark is a point that was dark on what was signed. It is gone when it became light. A cover that is dark itself is
told by the paper around the marks: that became dark, too. A place is covered when more than a share of its marks is
gone, or most of those in one square of the size of a letter. A seal on nothing, text or a stamp over blank paper take
no mark away.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image, ImageChops, ImageFilter

Box = tuple[float, float, float, float]
"""Left, top, right and bottom; of a place: shares of the page as displayed, of a picture: points of it."""

MAX_QUESTIONS = 40
_SCALE, _MAX_SIDE = 2.0, 2_400  # points of the picture for one of the page, and of its longer side
_DARK, _PAPER = 128, 200  # of 255, the darkest of the three colours
_MIN_MARKS, _MAX_GONE, _MAX_DARKENED = 12, 0.15, 0.6
_SQUARE, _MIN_IN_SQUARE, _MAX_GONE_IN_SQUARE = 16, 16, 0.5
_DIFFERENT = 32


def covered(pdf: bytes, questions: Sequence[Mapping[str, Any]]) -> list[bool]:
    """For each place, whether what was signed there is covered in the whole file.

    A question: `end`, octets that are the older file; `page`, from 1; `box`, a place; `is_new`: nothing of what was
    added stood there before, so that looks of annotations count as well. Raises pypdfium2.PdfiumError, IndexError,
    ValueError: too many.
    """
    if len(questions) > MAX_QUESTIONS:
        raise ValueError
    now = _Document(pdf)
    olders: dict[int, _Document] = {}
    try:
        return [_is_covered(olders.setdefault(each["end"], _Document(pdf[: each["end"]])), now, each)
                for each in questions]
    finally:
        for each in (now, *olders.values()):
            each.close()


class _Document:
    """A file, opened when it is first drawn."""

    def __init__(self, pdf: bytes) -> None:
        self._pdf = pdf

    @cached_property
    def _opened(self) -> pypdfium2.PdfDocument:
        document = pypdfium2.PdfDocument(self._pdf)
        document.init_forms()
        return document

    def close(self) -> None:
        if "_opened" in self.__dict__:
            self._opened.close()

    def drawn(self, number: int, box: Box, *, with_annotations: bool = True) -> Image.Image:
        """A place of a page, in colours."""
        page = self._opened[number - 1]
        try:
            width, height = page.get_size()
            left, top, right, bottom = (min(1.0, max(0.0, each)) for each in box)
            cut = (left * width, (1 - bottom) * height, (1 - right) * width, top * height)
            bitmap = page.render(
                scale=min(_SCALE, _MAX_SIDE / max(width, height, 1)), crop=cut, may_draw_forms=with_annotations,
                draw_annots=with_annotations, force_bitmap_format=pdfium.FPDFBitmap_BGRx,
            )
            picture: Image.Image = bitmap.to_pil().convert("RGB")
            return picture
        finally:
            page.close()


def _is_covered(older: _Document, now: _Document, question: Mapping[str, Any]) -> bool:
    number, box = question["page"], question["box"]
    before = _darkest(older.drawn(number, box))
    marks = before.point(_below(_DARK))
    if not question["is_new"]:
        bare = _darkest(older.drawn(number, box, with_annotations=False))
        marks = ImageChops.darker(marks, bare.point(_below(_DARK)))
    after = _darkest(now.drawn(number, box))
    if after.size != marks.size:
        return bool(_count(marks) >= _MIN_MARKS)
    gone = ImageChops.darker(marks, after.point(_below(_DARK, within=0, beyond=255)))
    return _is_much_gone(marks, gone) or _is_darkened(before, marks, after)


def _is_much_gone(marks: Image.Image, gone: Image.Image) -> bool:
    count = _count(marks)
    if count >= _MIN_MARKS and _count(gone) > _MAX_GONE * count:
        return True
    return any(
        here >= _MIN_IN_SQUARE and lost > _MAX_GONE_IN_SQUARE * here
        for here, lost in zip(_squares(marks), _squares(gone), strict=True)
    )


def _is_darkened(before: Image.Image, marks: Image.Image, after: Image.Image) -> bool:
    """Whether the paper around the marks is dark now."""
    paper = before.point(_below(_PAPER, within=0, beyond=255))
    around = ImageChops.darker(marks.filter(ImageFilter.MaxFilter(5)), paper)
    count = _count(around)
    darkened = ImageChops.darker(around, after.point(_below(_DARK)))
    return count >= _MIN_MARKS and _count(darkened) > _MAX_DARKENED * count


def _darkest(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.darker(ImageChops.darker(red, green), blue)


def _below(limit: int, *, within: int = 255, beyond: int = 0) -> list[int]:
    return [within if shade < limit else beyond for shade in range(256)]


def _count(picture: Image.Image) -> int:
    return picture.histogram()[255]


def _squares(picture: Image.Image) -> list[float]:
    """How many points are set in each square of it, nearly."""
    return [mean * _SQUARE * _SQUARE / 255 for mean in picture.reduce(_SQUARE).tobytes()]


def differing_boxes(before: Image.Image, after: Image.Image) -> list[Box]:
    """Where two pictures of one size differ, as boxes of points that do not touch."""
    difference = _lightest(ImageChops.difference(before, after)).point(_below(_DIFFERENT, within=0, beyond=255))
    squares = difference.filter(ImageFilter.MaxFilter(3)).reduce(_SQUARE)
    across = squares.width
    left = {divmod(place, across) for place, mean in enumerate(squares.tobytes()) if mean}
    found = []
    while left:
        joined = set(_joined(left))
        rows, columns = [row for row, _ in joined], [column for _, column in joined]
        edges = (min(columns) * _SQUARE, min(rows) * _SQUARE, (max(columns) + 1) * _SQUARE, (max(rows) + 1) * _SQUARE)
        found.append((float(edges[0]), float(edges[1]), float(min(edges[2], before.width)),
                      float(min(edges[3], before.height))))
    return sorted(found, key=lambda box: (box[1], box[0]))


def _joined(left: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Squares that touch one of them, taken out."""
    pending = [left.pop()]
    while pending:
        row, column = pending.pop()
        yield row, column
        for near in ((row + down, column + over) for down in (-1, 0, 1) for over in (-1, 0, 1)):
            if near in left:
                left.remove(near)
                pending.append(near)


def _lightest(picture: Image.Image) -> Image.Image:
    red, green, blue = picture.split()
    return ImageChops.lighter(ImageChops.lighter(red, green), blue)
