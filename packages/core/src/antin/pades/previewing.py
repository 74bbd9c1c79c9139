"""What a signature will be seen as, before anybody signs: the very drawing, in the very place, without a value."""

from antin.pades.appearance import Appearance, draw
from antin.pades.engine import append_look, inspect
from antin.pades.errors import NothingToShow
from antin.pades.signing import FieldSpec


def with_look(pdf: bytes, *, field: FieldSpec, appearance: Appearance, name: str = "") -> bytes:
    """The document as `prepare` would show it, in a field that stays unsigned; for drawing its pages only.

    Raises NothingToShow: the field is invisible; every child of PdfUnreadable and SigningRefused that tells why it
    could not be signed there.
    """
    opened = inspect(pdf)
    place = opened.place(field.name, page=field.page, box=field.box, must_exist=field.must_exist)
    if not place.rectangle:
        raise NothingToShow
    drawing = draw(appearance, width=place.width, height=place.height, conformance=opened.conformance())
    return pdf + append_look(opened, place, name=name, drawing=drawing)
