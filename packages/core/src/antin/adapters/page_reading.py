"""Where words stand on pages of a PDF, and which of them nobody sees, read by PDFium.

The program works on octets of strangers and cannot be stopped from within, so this module is run as a process that
may be ended (`page_reading_apart`), or called in one. It loads nothing of ours but its neighbour.

A question: LENGTH octets of length, then JSON `{"first": 20, "last": 20, "unseen": true}`; a length, then the PDF.
An answer: the length, then JSON; of no length when the file cannot be read. `{"pages": [{"number", "words":
[[text, left, top, right, bottom, baseline]], "unseen": [[code, text]]}]}`. Places are shares of the page as displayed,
from its top left. Codes: text_not_seen, text_behind_annotation, text_behind_picture, text_off_page.
"""

import ctypes
import json
import re
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import chain
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

from antin.adapters.pdf_pages import LENGTH, Box, adjoins, around_both, displayed, framed, limit_memory

MAX_PAGES, MAX_LETTERS, MAX_WORDS, MAX_OBJECTS, MAX_TOLD = 40, 20_000, 3_000, 5_000, 20
_PART = re.compile(r"(?:…|[._․]{2})[._…․]*|(?:(?!…|[._․]{2}).)+", re.DOTALL)
# A word is seen where the drawn page is not all of one shade.
_SCALE, _MAX_SIDE, _CONTRAST = 1.6, 2_400, 20
_MAX_PICTURES, _OPAQUE = 20, 250
_SCAN_SHARE = 0.6  # of a page: from here a picture is the page, and letters below it are there to be searched

Word = tuple[str, Box, float]
"""Text; left, top, right and bottom; baseline. Points from the top left as displayed."""


def page_words(pdf: bytes, *, first: int, last: int, unseen: bool) -> dict[str, Any]:
    """The first and the last pages, ready for JSON. Raises pypdfium2.PdfiumError."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        document.init_forms()
        count = len(document)
        numbers = sorted({*range(min(first, count)), *range(max(0, count - last), count)})[:MAX_PAGES]
        return {"pages": [_page(document, number, unseen=unseen) for number in numbers]}
    finally:
        document.close()


def answer_to(pdf: bytes, question: bytes) -> bytes:
    """The JSON of `page_words`; empty when the pages cannot be told."""
    try:
        return json.dumps(page_words(pdf, **json.loads(question))).encode()
    except Exception:  # noqa: BLE001 - whatever a hostile file does to the program, its pages are not known
        return b""


def _page(document: pypdfium2.PdfDocument, number: int, *, unseen: bool) -> dict[str, Any]:
    page = document[number]
    width, height = page.get_size()
    words = list(_words(page))
    told = _unseen(page, words) if unseen and width > 0 and height > 0 else []
    page.close()
    shares = [[text, *_shares(box, line, width, height)] for text, box, line in words]
    return {"number": number + 1, "words": shares, "unseen": told[:MAX_TOLD]}


def _shares(box: Box, line: float, width: float, height: float) -> list[float]:
    found = (box[0] / width, box[1] / height, box[2] / width, box[3] / height, line / height)
    return [round(each, 5) for each in found]


def _words(page: pypdfium2.PdfPage) -> Iterator[Word]:
    """Letters that adjoin, in the order of the content; leaders are words of their own."""
    word = list[Word]()
    around = nowhere = (0.0, 0.0, 0.0, 0.0)
    count = 0
    for each in chain(_letters(page), [("", nowhere, 0.0)]):
        letter, place, _ = each
        if letter and word and adjoins(around, place):
            word.append(each)
            around = around_both(around, place)
            continue
        for part in _parted(word):
            yield part
            count += 1
        if count >= MAX_WORDS:
            return
        word, around = [each] if letter else [], place


def _letters(page: pypdfium2.PdfPage) -> Iterator[Word]:
    """Each letter with its place as displayed; an empty one for what separates words."""
    text, rotation, crop = page.get_textpage(), page.get_rotation(), page.get_bbox()
    place, x, y = pdfium.FS_RECTF(), ctypes.c_double(), ctypes.c_double()
    for index in range(min(pdfium.FPDFText_CountChars(text), MAX_LETTERS)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index) % 0x110000)
        is_placed = pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(place)) and pdfium.FPDFText_GetCharOrigin(
            text, index, ctypes.byref(x), ctypes.byref(y),
        )
        if letter.isspace() or not letter.isprintable() or not is_placed:
            yield "", (0.0, 0.0, 0.0, 0.0), 0.0
            continue
        box = displayed((place.left, place.bottom, place.right, place.top), crop, rotation)
        yield letter, box, displayed((x.value, y.value, x.value, y.value), crop, rotation)[1]
    text.close()


def _parted(letters: list[Word]) -> Iterator[Word]:
    """A word, and the leaders in it, apart."""
    text = "".join(letter for letter, _, _ in letters)
    for found in _PART.finditer(text):
        held = letters[found.start() : found.end()]
        around = held[0][1]
        for _, box, _ in held:
            around = around_both(around, box)
        yield found[0], around, held[0][2]




def _unseen(page: pypdfium2.PdfPage, words: list[Word]) -> list[list[str]]:
    """Words that are on the page for a program and not for a person: code and text."""
    pictures = _pictures(page)
    width, height = page.get_size()
    told, doubtful = list[list[str]](), list[tuple[str, Box]]()
    drawn = _Drawn(page, with_annotations=True)
    for text, box, _ in words:
        if box[2] <= 0 or box[3] <= 0 or box[0] >= width or box[1] >= height:
            told.append(["text_off_page", text])
        elif any(_is_within(box, each) for each in pictures):
            told.append(["text_behind_picture", text])
        elif not drawn.shows(box):
            doubtful.append((text, box))
    if doubtful:
        bare = _Drawn(page, with_annotations=False)
        told.extend(
            ["text_behind_annotation" if bare.shows(box) else "text_not_seen", text] for text, box in doubtful
        )
    return told


class _Drawn:
    """A page as drawn, in shades of grey."""

    def __init__(self, page: pypdfium2.PdfPage, *, with_annotations: bool) -> None:
        self._scale = min(_SCALE, _MAX_SIDE / max(*page.get_size(), 1))
        bitmap = page.render(
            scale=self._scale, may_draw_forms=with_annotations, draw_annots=with_annotations, grayscale=True,
        )
        self._picture: Image.Image = bitmap.to_pil().convert("L")

    def shows(self, box: Box) -> bool:
        """Whether anything stands out in a box of points."""
        left, top, right, bottom = (each * self._scale for each in box)
        edges = (max(0, int(left)), max(0, int(top)), min(self._picture.width, int(right) + 1),
                 min(self._picture.height, int(bottom) + 1))
        if edges[0] >= edges[2] or edges[1] >= edges[3]:
            return False
        shades = [shade for shade, count in enumerate(self._picture.crop(edges).histogram()) if count]
        return shades[-1] - shades[0] >= _CONTRAST


def _pictures(page: pypdfium2.PdfPage) -> list[Box]:
    """Opaque pictures that are drawn over letters, unless they are the page itself."""
    seen_letters, found = list[Box](), list[Box]()
    crop, rotation = page.get_bbox(), page.get_rotation()
    surface = (crop[2] - crop[0]) * (crop[3] - crop[1])
    for count, each in enumerate(page.get_objects(max_depth=3)):
        if count >= MAX_OBJECTS:
            break
        if each.type == pdfium.FPDF_PAGEOBJ_TEXT:
            if pdfium.FPDFTextObj_GetTextRenderMode(each) != pdfium.FPDF_TEXTRENDERMODE_INVISIBLE:
                seen_letters.append(displayed(each.get_bounds(), crop, rotation))
        elif each.type == pdfium.FPDF_PAGEOBJ_IMAGE and not pdfium.FPDFPageObj_HasTransparency(each):
            left, bottom, right, top = each.get_bounds()
            box = displayed((left, bottom, right, top), crop, rotation)
            is_page = (right - left) * (top - bottom) > _SCAN_SHARE * surface
            is_over = not is_page and any(_is_within(letters, box) for letters in seen_letters)
            if is_over and len(found) < _MAX_PICTURES and _is_opaque(each):
                found.append(box)
    return found


def _is_opaque(picture: pypdfium2.PdfImage) -> bool:
    """As it is drawn, its mask with it."""
    drawn = picture.get_bitmap(render=True, scale_to_original=False).to_pil()
    return drawn.mode != "RGBA" or not any(drawn.getchannel("A").histogram()[:_OPAQUE])


def _is_within(inner: Box, outer: Box) -> bool:
    return (
        inner[0] >= outer[0] - 1 and inner[1] >= outer[1] - 1 and inner[2] <= outer[2] + 1 and inner[3] <= outer[3] + 1
    )


def _serve() -> None:
    with suppress(EOFError, OSError):
        question, pdf = framed(sys.stdin.buffer), framed(sys.stdin.buffer)
        answer = answer_to(pdf, question)
        sys.stdout.buffer.write(len(answer).to_bytes(LENGTH) + answer)
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    limit_memory()
    _serve()
