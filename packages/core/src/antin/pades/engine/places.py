"""Where the signatures of a file stand on its pages as displayed."""

from antin.pades.engine.fields import FormField, form_fields
from antin.pades.engine.pages import entries, page_geometry, page_of, rectangle_of
from antin.pades.geometry import Box
from antin.pdf import PdfFile


def signature_boxes(pdf: bytes) -> dict[str, tuple[tuple[int, Box], ...]]:
    """Every visible box of every filled signature field, by its name: page from 1, and millimetres.

    Raises NotPdf, PdfTooLarge, PdfTooHeavy, PdfBroken, PdfPasswordNeeded, PdfEncryptionUnsupported.
    """
    fields = form_fields(PdfFile(pdf).newest)
    return {each.name: tuple(_boxes(each)) for each in fields if each.is_signature and each.is_filled}


def _boxes(field: FormField) -> list[tuple[int, Box]]:
    view, found = field.view, []
    for widget in field.widgets:
        rectangle, place = rectangle_of(view, entries(view, widget).get("/Rect")), page_of(view, widget)
        if place is not None and rectangle is not None and rectangle[0] < rectangle[2] and rectangle[1] < rectangle[3]:
            found.append((place[0], page_geometry(view, view.get(place[1])).box_of(rectangle)))
    return found
