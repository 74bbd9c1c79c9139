"""Where the fields of a file stand on its pages as displayed."""

from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass

from antin.pades.engine.fields import FormField, form_fields
from antin.pades.engine.pages import entries, page_geometry, page_of, rectangle_of
from antin.pades.geometry import Box, PageGeometry, Rectangle
from antin.pdf import PdfFile


def signature_boxes(pdf: bytes) -> dict[str, tuple[tuple[int, Box], ...]]:
    """Every visible box of every filled signature field, by its name: page from 1, and millimetres.

    Raises NotPdf, PdfTooLarge, PdfTooHeavy, PdfBroken, PdfPasswordNeeded, PdfEncryptionUnsupported.
    """
    fields = form_fields(PdfFile(pdf).newest)
    return {each.name: tuple(_boxes(each)) for each in fields if each.is_signature and each.is_filled}


def _boxes(field: FormField) -> Iterator[tuple[int, Box]]:
    return ((page, geometry.box_of(rectangle)) for page, geometry, rectangle in _shown(field))


def _shown(field: FormField) -> Iterator[tuple[int, PageGeometry, Rectangle]]:
    """Every visible widget: its page, from 1, the page's geometry, and its rectangle there."""
    view = field.view
    for widget in field.widgets:
        rectangle, place = rectangle_of(view, entries(view, widget).get("/Rect")), page_of(view, widget)
        if place is not None and rectangle is not None and rectangle[0] < rectangle[2] and rectangle[1] < rectangle[3]:
            yield place[0], page_geometry(view, view.get(place[1])), rectangle


@dataclass(frozen=True)
class PlacedLooks:
    """Where a field shows. page: from 1; box: left, top, right and bottom, shares of the page as displayed."""

    field: str
    page: int
    box: tuple[float, float, float, float]


def looks_of(pdf: bytes, names: Set[str]) -> Mapping[str, tuple[PlacedLooks, ...]]:
    """Every visible box of the fields with these names, in the newest revision. Raises as `signature_boxes`."""
    found: dict[str, tuple[PlacedLooks, ...]] = {}
    for field in form_fields(PdfFile(pdf).newest):
        if field.name in names:
            found[field.name] = (*found.get(field.name, ()), *_looks(field))
    return found


def _looks(field: FormField) -> Iterator[PlacedLooks]:
    for page, geometry, rectangle in _shown(field):
        (width, height), box = geometry.size_mm, geometry.box_of(rectangle)
        edges = (box.x / width, box.y / height, (box.x + box.width) / width, (box.y + box.height) / height)
        yield PlacedLooks(field.name, page, edges)


def names_before(pdf: bytes, revisions: Set[int]) -> Mapping[int, frozenset[str]]:
    """The names of the fields that each of these revisions, from 1, knew. Raises as `signature_boxes`."""
    file = PdfFile(pdf)
    return {each: frozenset(field.name for field in form_fields(file.revision(each - 1))) for each in revisions}
