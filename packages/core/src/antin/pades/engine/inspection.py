"""What must be known of a file before it is signed: its fields, its certification, and where a signature
will stand.
"""

from collections.abc import Collection
from dataclasses import dataclass, replace
from itertools import islice

from antin.pades.conformance import Conformance
from antin.pades.engine.conformance import conformance_of
from antin.pades.engine.fields import FormField, form_fields
from antin.pades.engine.pages import page_count, page_geometry, page_numbers, page_of, page_reference, rectangle_of
from antin.pades.engine.signatures import restriction_of
from antin.pades.errors import (
    ChangesForbidden,
    FieldFilled,
    FieldHasConditions,
    FieldMissing,
    FieldNameWrong,
    NewFieldForbidden,
    PdfHasXfa,
)
from antin.pades.geometry import Box, PageGeometry, Rectangle, Rotation, turned
from antin.pdf import PdfFile, PdfTooHeavy, Ref


@dataclass(frozen=True)
class FieldPlace:
    """Where a signature will stand.

    page: its number from 1 (0: on no page); rectangle: in the page's units, None when invisible;
    width, height: of the appearance as displayed, in points. page_reference: of the page, where there is one.
    field: the existing field, None when new.
    """

    name: str
    is_new: bool
    page: int
    rectangle: Rectangle | None = None
    rotation: Rotation = 0
    width: float = 0.0
    height: float = 0.0
    page_reference: Ref | None = None
    field: FormField | None = None


class Inspection:
    """A file opened for signing.

    Raises on opening NotPdf, PdfTooLarge, PdfTooHeavy, PdfBroken, PdfPasswordNeeded, PdfEncryptionUnsupported,
    PdfHasXfa.
    """

    def __init__(self, pdf: bytes) -> None:
        self.file = PdfFile(pdf)
        self._view = view = self.file.newest
        self.pages = page_count(view)
        if "/XFA" in view.dictionary(view.root, "/AcroForm"):
            raise PdfHasXfa
        self._fields = tuple(form_fields(view))
        self._limits = tuple(restriction_of(each) for each in self._fields if each.is_signature and each.is_filled)

    def conformance(self) -> Conformance:
        """What the document claims to conform to."""
        return conformance_of(self.file)

    def waiting_fields(self) -> tuple[tuple[str, int, bool], ...]:
        """Signature fields that wait for a signature: name, page (0: none), and whether they are visible."""
        waiting = [each for each in self._fields if each.is_signature and not each.is_filled]
        places = [self._place_of(each) for each in waiting]
        return tuple((each.name, each.page, each.rectangle is not None) for each in places)

    def page_geometries(self, limit: int) -> tuple[PageGeometry, ...]:
        """Of the first pages, in order."""
        return tuple(page_geometry(self._view, page) for _, _, page in islice(page_numbers(self._view), limit))

    def page_geometries_of(self, numbers: Collection[int]) -> dict[int, PageGeometry]:
        """Of these pages, by their number from 1; of those that are not there, none."""
        return {
            number: page_geometry(self._view, page) for number, _, page in page_numbers(self._view) if number in numbers
        }

    def place(
        self, name: str | None, *, page: int, box: Box | None, must_exist: bool = False
    ) -> FieldPlace:
        """The place of a signature in the field of this name, or in a new one when there is none or no name
        is given.

        page, box: of a new field; no box makes it invisible. Raises every child of SigningRefused that tells
        why not.
        """
        found = [each for each in self._fields if each.name == name]
        if found:
            return self._existing(found[0])
        if must_exist:
            raise FieldMissing(name=name)
        return self._new(name or self._free_name(), page, box)

    def time_stamp_place(self) -> FieldPlace:
        """The place of a time-stamp over the document: an invisible field on its first page.

        It may come after any certification and any lock, for it changes nothing that is read (ISO 32000-2 12.8.2.2).
        """
        return FieldPlace(self._free_name(), is_new=True, page=1, page_reference=page_reference(self._view, 1))

    def is_signed(self) -> bool:
        """Whether any signature field is filled."""
        return any(each.is_signature and each.is_filled for each in self._fields)

    def _existing(self, field: FormField) -> FieldPlace:
        if not field.is_signature:
            raise FieldNameWrong(name=field.name)
        if field.is_filled:
            raise FieldFilled(name=field.name)
        if self._view.entry(field.value_of("/SV"), "/Ff"):
            raise FieldHasConditions
        if any(limit.is_locked(field.name) for limit in self._limits):
            raise ChangesForbidden
        return self._place_of(field)

    def _place_of(self, field: FormField) -> FieldPlace:
        view = self._view
        rectangle = rectangle_of(view, field.widget.get("/Rect"))
        found = page_of(view, field.widget_reference)
        if found is None or rectangle is None:
            return FieldPlace(field.name, is_new=False, page=0, field=field)
        number, page = found
        placed = _placed(field.name, False, number, rectangle, page_geometry(view, view.get(page)))
        return replace(placed, page_reference=page, field=field)

    def _new(self, name: str, page: int, box: Box | None) -> FieldPlace:
        if any(limit.is_locked(name) for limit in self._limits):
            raise ChangesForbidden
        if box is not None and any(limit.is_certification for limit in self._limits):
            raise NewFieldForbidden
        if not name.strip() or "." in name:
            raise FieldNameWrong(name=name)
        reference = page_reference(self._view, page)
        geometry = page_geometry(self._view, self._view.get(reference))
        number = page if page > 0 else self.pages + page + 1
        if box is None:
            return FieldPlace(name, is_new=True, page=number, page_reference=reference)
        placed = _placed(name, True, number, geometry.rectangle_of(box), geometry)
        return replace(placed, page_reference=reference)

    def _free_name(self) -> str:
        taken = {each.name for each in self._fields}
        return next(
            name for number in range(1, len(taken) + 2) if (name := f"Signature{number}") not in taken
        )


def inspect(pdf: bytes) -> Inspection:
    """A file opened for signing; raises as Inspection does."""
    try:
        return Inspection(pdf)
    except MemoryError as error:
        raise PdfTooHeavy from error


def _placed(name: str, is_new: bool, page: int, rectangle: Rectangle, geometry: PageGeometry) -> FieldPlace:
    left, bottom, right, top = rectangle
    width, height = turned(right - left, top - bottom, geometry.rotation)
    if not (width and height):
        return FieldPlace(name, is_new, page)
    unit = geometry.unit
    return FieldPlace(name, is_new, page, rectangle, geometry.rotation, width * unit, height * unit)
