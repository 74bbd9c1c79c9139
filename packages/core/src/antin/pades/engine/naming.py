"""What a forbidden change did, in the words of people who read documents: by its place first, by its looks second."""

from collections.abc import Iterator
from functools import cached_property

from antin.pades.engine.pages import number_of, page_numbers
from antin.pdf import PdfTooHeavy, Ref, Stream, Value, View, entries_of

_ANNOTATIONS = {"/Annots", "/Tabs", "/LastModified", "/StructParents"}
_FONT_PARTS = {"/Font", "/FontDescriptor"}
_NOT_FOLLOWED = {"/Parent", "/P", "/Popup", "/IRT", "/Dest"}


class Naming:
    """Of changes between two neighbouring revisions. widgets: the annotations of form fields, old and new."""

    def __init__(self, old: View, new: View, widgets: set[Ref]) -> None:
        self._old, self._new, self._widgets = old, new, widgets

    def of(self, reference: Ref, before: Value, after: Value) -> tuple[str, tuple[int, ...]]:
        """The code of a change of an object, and the page it shows on, where it does."""
        entries = entries_of(before)
        kind = entries.get("/Type")
        if reference == self._old.root_reference:
            return "change_document_structure", ()
        if kind == "/Page":
            return self._code_of_page(entries, entries_of(after)), self._page(number_of(self._old, reference))
        if kind == "/Pages":
            return "change_pages", ()
        place, number = self._places.get(reference, ("", 0))
        if place:
            return place, self._page(number)
        if kind in _FONT_PARTS or "/Length1" in entries or "/Length3" in entries:
            return "change_font", ()
        if entries.get("/Subtype") in ("/Image", "/Form"):
            return "change_picture", ()
        return "change_annotation" if "/Rect" in entries else "change_object", ()

    def _page(self, number: int) -> tuple[int, ...]:
        return (number,) if number else ()

    def _code_of_page(self, before: dict[str, Value], after: dict[str, Value]) -> str:
        keys = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        return "change_page_content" if keys - _ANNOTATIONS else "change_annotation"

    @cached_property
    def _places(self) -> dict[Ref, tuple[str, int]]:
        """What an object of the older revision is to the first page that uses it; as far as the work allows."""
        found: dict[Ref, tuple[str, int]] = {}
        try:
            for number, _, page in page_numbers(self._old):
                for key, code in (("/Contents", "change_page_content"), ("/Annots", "change_annotation")):
                    for reference, _ in self._inside(page.get(key)):
                        found.setdefault(reference, (code, number))
                for reference, value in self._inside(page.get("/Resources")):
                    found.setdefault(reference, (_code_of_resource(value), number))
        except PdfTooHeavy:
            return found
        return found

    def _inside(self, value: Value) -> Iterator[tuple[Ref, Value]]:
        """The objects used under one of a page's entries, through arrays and dictionaries."""
        pending, seen = [value], set[Ref]()
        while pending:
            each = pending.pop()
            if isinstance(each, Ref):
                if each in seen:
                    continue
                seen.add(each)
                reference, each = each, self._old.resolve(each)
                yield reference, each
            if isinstance(each, list):
                pending.extend(each)
            elif isinstance(each, dict | Stream):
                pending.extend(inner for key, inner in entries_of(each).items() if key not in _NOT_FOLLOWED)


def _code_of_resource(value: Value) -> str:
    entries = entries_of(value)
    if entries.get("/Type") in _FONT_PARTS or "/Length1" in entries:
        return "change_font"
    return "change_picture" if entries.get("/Subtype") in ("/Image", "/Form") else "change_page_content"
