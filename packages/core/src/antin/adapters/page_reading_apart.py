"""Words of pages in millimetres, and words that nobody sees, read in a process of its own: a hostile file ends it."""

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from antin.adapters import page_reading
from antin.adapters.pdf_pages import LENGTH
from antin.adapters.pdf_pages_apart import MAX_OCTETS
from antin.pades.engine import inspect
from antin.pades.geometry import Box, PageGeometry
from antin.pades.looks.page_text import PageText, TextWord

WALL_S, SIDE_PAGES = 15.0, 20


def page_texts_apart(pdf: bytes, *, unseen: bool = False, wall_s: float = WALL_S) -> tuple[PageText, ...]:
    """The first and last SIDE_PAGES pages; none when they cannot be read, or not in time. unseen: look for words
    that nobody sees, too.

    Raises what opening a PDF raises (PdfUnreadable).
    """
    if len(pdf) > MAX_OCTETS:
        return ()
    question = json.dumps({"first": SIDE_PAGES, "last": SIDE_PAGES, "unseen": unseen}).encode()
    asked = len(question).to_bytes(LENGTH) + question + len(pdf).to_bytes(LENGTH) + pdf
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and file
            [sys.executable, "-I", page_reading.__file__], input=asked, capture_output=True, timeout=wall_s,
            check=False,
        )
    except (subprocess.TimeoutExpired, OSError):
        return ()
    return page_texts_of(pdf, done.stdout[LENGTH:])


def page_texts_of(pdf: bytes, answer: bytes) -> tuple[PageText, ...]:
    """What `page_reading.answer_to` said about this PDF, in millimetres of its pages. Raises PdfUnreadable."""
    geometries = inspect(pdf).page_geometries_of
    try:
        told: Sequence[Mapping[str, Any]] = json.loads(answer)["pages"]
        sizes = geometries([each["number"] for each in told])
        return tuple(_page(each, sizes[each["number"]]) for each in told if each["number"] in sizes)
    except (ValueError, KeyError, TypeError):
        return ()


def _page(told: Mapping[str, Any], geometry: PageGeometry) -> PageText:
    width, height = geometry.size_mm
    words = tuple(
        TextWord(text, Box(left * width, top * height, (right - left) * width, (bottom - top) * height), line * height)
        for text, left, top, right, bottom, line in told["words"]
    )
    return PageText(told["number"], width, height, words, tuple((code, text) for code, text in told["unseen"]))
