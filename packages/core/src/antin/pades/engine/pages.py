"""Pages as parsed: their number, their geometry, and which one an annotation stands on."""

from collections.abc import Iterator
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.rw_common import PdfHandler

from antin.pades.engine.values import (
    array_at,
    dictionary_at,
    entry,
    numbers,
    reference_of,
    resolved,
    whole_number,
)
from antin.pades.errors import PageMissing, PdfBroken
from antin.pades.geometry import PageGeometry, Rectangle, Rotation

_MAX_DEPTH = 64
_MAX_PAGES = 100_000
_LETTER: Rectangle = (0.0, 0.0, 612.0, 792.0)
_ROTATIONS: dict[int, Rotation] = {0: 0, 90: 90, 180: 180, 270: 270}


def page_count(handler: PdfHandler) -> int:
    """As the page tree says."""
    return whole_number(entry(dictionary_at(handler.root, "/Pages"), "/Count")) or 0


def page_reference(handler: PdfHandler, number: int) -> generic.IndirectObject:
    """A page by its number from 1, or from -1 backwards. Raises PageMissing."""
    count = page_count(handler)
    index = number - 1 if number > 0 else count + number
    if number == 0 or not 0 <= index < count:
        raise PageMissing(page=number, pages=count)
    found: generic.IndirectObject = handler.find_page_for_modification(index)[0]
    return found


def page_geometry(page: generic.DictionaryObject) -> PageGeometry:
    """Crop box within the media box, rotation and unit, inherited where they are (ISO 32000-2 7.7.3.4)."""
    media = rectangle_of(_inherited(page, "/MediaBox")) or _LETTER
    crop = rectangle_of(_inherited(page, "/CropBox")) or media
    left, bottom = max(crop[0], media[0]), max(crop[1], media[1])
    right, top = min(crop[2], media[2]), min(crop[3], media[3])
    if left >= right or bottom >= top:
        raise PdfBroken(reason="page without area")
    rotation = (whole_number(_inherited(page, "/Rotate")) or 0) % 360
    unit = entry(page, "/UserUnit")
    return PageGeometry((left, bottom, right, top), _ROTATIONS.get(rotation, 0), float(unit or 1))


def page_numbers(handler: PdfHandler) -> Iterator[tuple[int, generic.DictionaryObject]]:
    """Every page with its number from 1, in order, without following a circle."""
    pending: list[Any] = [handler.root.raw_get("/Pages")]
    seen: set[generic.Reference] = set()
    number = 0
    while pending and number < _MAX_PAGES:
        value = pending.pop()
        reference, node = reference_of(value), resolved(value)
        if reference is None or reference in seen or not isinstance(node, generic.DictionaryObject):
            continue
        seen.add(reference)
        if "/Kids" in node:
            pending.extend(reversed(array_at(node, "/Kids")))
        else:
            number += 1
            yield number, node


def page_of(
    handler: PdfHandler, annotation: generic.Reference
) -> tuple[int, generic.DictionaryObject] | None:
    """The page among whose annotations one stands; None: on no page."""
    for number, page in page_numbers(handler):
        if any(reference_of(each) == annotation for each in array_at(page, "/Annots")):
            return number, page
    return None


def _inherited(page: generic.DictionaryObject, key: str) -> Any:
    node: Any = page
    for _ in range(_MAX_DEPTH):
        found = entry(node, key)
        if found is not None or node is None:
            return found
        node = entry(node, "/Parent")
    raise PdfBroken(reason="page tree too deep")


def rectangle_of(value: Any) -> Rectangle | None:
    """A rectangle with its corners in order: left, bottom, right, top; None when it is none."""
    corners = numbers(value)
    if len(corners) != 4:
        return None
    left, bottom, right, top = corners
    return min(left, right), min(bottom, top), max(left, right), max(bottom, top)
