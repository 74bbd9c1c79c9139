"""Fields made ready for signatures to come: before the first one, so that later ones change nothing but their field.

A document that is certified, or whose structure tree was signed, takes visible signatures without harm only where a
place was kept for them.
"""

from antin.pades.engine import append_field, inspect
from antin.pades.errors import FieldNameWrong
from antin.pades.signing import FieldSpec

_TOLD = "Ô chờ chữ ký số"


def add_field(pdf: bytes, field: FieldSpec, *, told: str = _TOLD) -> bytes:
    """The document with one more signature field that waits. told: what a screen reader says of it.

    Raises FieldNameWrong: there is one of this name; every child of PdfUnreadable and SigningRefused that tells why
    not.
    """
    opened = inspect(pdf)
    place = opened.place(field.name, page=field.page, box=field.box)
    if not place.is_new:
        raise FieldNameWrong(name=place.name)
    return pdf + append_field(opened, place, told=told)
