"""What the first pages of a PDF show, read by PDFium: words with their places, pictures, what annotations draw.

The program works on octets of strangers and cannot be stopped from within, so this module is run as a process that
may be ended (`pdf_pages_apart`). It loads nothing of ours: it must be there at once.

At first an answer of no length says that it is there. A question: LENGTH octets of length, then that many: nothing, or
JSON, the questions of `page_comparing.covered`; then a length and the PDF. An answer: the length, then JSON; of no
length when the pages cannot be told. `{"producer", "pages": [{"width", "height", "image_share", "has_visible_text",
"words": [[text, left, top, right, bottom]]}]}`, as in `antin.verdict.visible`; or `[true, false]`.
"""

import ctypes
import json
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import IO, Any

import pypdfium2
import pypdfium2.raw as pdfium

MAX_PAGES, MAX_LETTERS, MAX_WORDS, MAX_OBJECTS = 3, 20_000, 3_000, 5_000
MEMORY, LENGTH = 300 << 20, 8  # octets beyond those of the start; octets of a length
_USUAL_START = 120 << 20
_INVISIBLE = 3  # text rendering mode, ISO 32000-2 9.3.6
# Letters of one word: gap beside and difference of height, in parts of their height.
_MAX_GAP, _MAX_STEP = 0.12, 0.5

Box = tuple[float, float, float, float]


def page_contents(pdf: bytes) -> dict[str, Any]:
    """The first MAX_PAGES pages as displayed, ready for JSON. Raises pypdfium2.PdfiumError: it cannot be opened."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        pages = [_page(document, number) for number in range(min(MAX_PAGES, len(document)))]
        return {"producer": str(document.get_metadata_value("Producer"))[:200], "pages": pages}
    finally:
        document.close()


def answer_to(pdf: bytes) -> bytes:
    """The JSON of `page_contents`; empty when the pages cannot be told."""
    try:
        return json.dumps(page_contents(pdf)).encode()
    except Exception:  # noqa: BLE001 - whatever a hostile file does to the program, its pages are not known
        return b""


def comparison(pdf: bytes, question: bytes) -> bytes:
    """The JSON of `page_comparing.covered`; empty when the pages cannot be drawn. question: JSON."""
    try:
        from antin.adapters.page_comparing import covered  # few files need it: the process is to be there at once

        return json.dumps(covered(pdf, json.loads(question))).encode()
    except Exception:  # noqa: BLE001 - as above
        return b""


def framed(stream: IO[bytes]) -> bytes:
    """A length and as many octets. Raises EOFError: the stream ended before."""
    head = stream.read(LENGTH)
    size = int.from_bytes(head)
    content = stream.read(size) if len(head) == LENGTH else b""
    if len(head) < LENGTH or len(content) < size:
        raise EOFError
    return content


def _page(document: pypdfium2.PdfDocument, number: int) -> dict[str, Any]:
    page = document[number]
    image_share, has_visible_text = _objects(page)
    # Annotations become content; only then are their words among those of the page.
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    page.close()
    page = document[number]
    width, height = page.get_size()
    words = [[text, *(round(each, 3) for each in box)] for text, box in _words(page)]
    page.close()
    return {
        "width": width, "height": height, "image_share": image_share, "has_visible_text": has_visible_text,
        "words": words,
    }


def _objects(page: pypdfium2.PdfPage) -> tuple[float, bool]:
    """How much of the page images cover, and whether any letters are drawn."""
    covered, has_visible_text = 0.0, False
    left, bottom, right, top = page.get_bbox()
    for count, each in enumerate(page.get_objects(max_depth=3)):
        if count >= MAX_OBJECTS:
            break
        if each.type == pdfium.FPDF_PAGEOBJ_TEXT:
            has_visible_text |= pdfium.FPDFTextObj_GetTextRenderMode(each) != _INVISIBLE
        elif each.type == pdfium.FPDF_PAGEOBJ_IMAGE:
            a, b, c, d = each.get_bounds()
            covered += max(0.0, min(c, right) - max(a, left)) * max(0.0, min(d, top) - max(b, bottom))
    surface = (right - left) * (top - bottom)
    return min(1.0, covered / surface) if surface > 0 else 0.0, has_visible_text


def _words(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box]]:
    """Letters that adjoin, in the order of the content; at most MAX_WORDS."""
    letters, box, count = "", None, 0
    for letter, place in _letters(page):
        if box is not None and letter and adjoins(box, place):
            letters, box = letters + letter, around_both(box, place)
            continue
        if box is not None and letters.strip():
            yield letters, box
            count += 1
        letters, box = letter, place if letter else None
        if count >= MAX_WORDS:
            return
    if box is not None and letters.strip():
        yield letters, box


def _letters(page: pypdfium2.PdfPage) -> Iterator[tuple[str, Box]]:
    """Each letter with its box as displayed; an empty one for what separates words."""
    text = page.get_textpage()
    rotation, crop = page.get_rotation(), page.get_bbox()
    place = pdfium.FS_RECTF()
    for index in range(min(pdfium.FPDFText_CountChars(text), MAX_LETTERS)):
        letter = chr(pdfium.FPDFText_GetUnicode(text, index) % 0x110000)
        has_box = pdfium.FPDFText_GetLooseCharBox(text, index, ctypes.byref(place))
        if letter.isspace() or not letter.isprintable() or not has_box:
            yield "", (0.0, 0.0, 0.0, 0.0)
            continue
        yield letter, displayed((place.left, place.bottom, place.right, place.top), crop, rotation)
    text.close()


def displayed(box: Box, crop: Box, rotation: int) -> Box:
    """A box of the page's own space, as left, top, right, bottom of the page as displayed."""
    left, bottom, right, top = box[0] - crop[0], box[1] - crop[1], box[2] - crop[0], box[3] - crop[1]
    width, height = crop[2] - crop[0], crop[3] - crop[1]
    return {
        90: (bottom, left, top, right), 180: (width - right, bottom, width - left, top),
        270: (height - top, width - right, height - bottom, width - left),
    }.get(rotation, (left, height - top, right, height - bottom))


def adjoins(word: Box, letter: Box) -> bool:
    """Whether a letter goes on with a word, by their boxes as displayed."""
    height = max(1.0, word[3] - word[1], letter[3] - letter[1])
    is_beside = -height < letter[0] - word[2] < _MAX_GAP * height
    return is_beside and letter[1] < word[3] + _MAX_STEP * height and letter[3] > word[1] - _MAX_STEP * height


def around_both(one: Box, other: Box) -> Box:
    """The smallest box that holds two."""
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _serve(asked: IO[bytes], answered: IO[bytes]) -> None:
    with suppress(EOFError, OSError):
        answered.write(bytes(LENGTH))
        answered.flush()
        while True:
            question, pdf = framed(asked), framed(asked)
            answer = comparison(pdf, question) if question else answer_to(pdf)
            answered.write(len(answer).to_bytes(LENGTH) + answer)
            answered.flush()


def limit_memory() -> None:
    """MEMORY octets beyond those of the start, where the system has such a limit."""
    with suppress(ImportError, OSError, ValueError):
        import resource

        most = _address_space(resource.getpagesize()) + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _address_space(page_size: int) -> int:
    """Of this process, in octets; where the system does not tell, about what it is."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * page_size
    except OSError:
        return _USUAL_START


if __name__ == "__main__":
    limit_memory()
    _serve(sys.stdin.buffer, sys.stdout.buffer)
