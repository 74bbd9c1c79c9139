"""What a forbidden change did, in the words of people who read documents: by its place first, by its looks second."""

from collections.abc import Iterator
from functools import cached_property

from antin.pades.engine.pages import number_of, page_numbers
from antin.pdf import PdfTooHeavy, Ref, Stream, Value, View, entries_of

_ANNOTATIONS = {"/Annots", "/Tabs", "/LastModified", "/StructParents"}
_VIEW = {"/Rotate", "/CropBox", "/MediaBox", "/UserUnit", "/BleedBox", "/TrimBox", "/ArtBox"}
_FONT_PARTS = {"/Font", "/FontDescriptor", "/Encoding", "/CMap"}
_CONTAINERS = {"/XRef", "/ObjStm"}
_NOT_FOLLOWED = {"/Parent", "/P", "/Popup", "/IRT", "/Dest"}
# What a change under an entry of the catalog is called.
CATALOG_CODES = {
    "/OCProperties": "change_optional_content", "/OpenAction": "change_script", "/AA": "change_script",
    "/AF": "change_attachment", "/Collection": "change_attachment",
    "/StructTreeRoot": "change_read_aloud", "/Lang": "change_read_aloud",
}
NAMES_CODES = {"/JavaScript": "change_script", "/EmbeddedFiles": "change_attachment"}
# How many objects are looked at to find what one of them belongs to.
_LOOKED_AT = 50_000


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
        if kind in _CONTAINERS:
            return "change_hidden_object", ()
        if kind == "/Page":
            return self._code_of_page(entries, entries_of(after)), self._page(number_of(self._old, reference))
        if kind == "/Pages" or reference in self._page_arrays:
            return "change_pages", ()
        place, number = self._places.get(reference, ("", 0))
        if place:
            return place, self._page(number)
        if kind in _FONT_PARTS or "/Length1" in entries or "/Length3" in entries:
            return "change_font", ()
        if entries.get("/Subtype") in ("/Image", "/Form"):
            return "change_picture", ()
        if "/Rect" in entries:
            return "change_annotation", ()
        return self._under_catalog.get(reference, "change_object"), ()

    def _page(self, number: int) -> tuple[int, ...]:
        return (number,) if number else ()

    def _code_of_page(self, before: dict[str, Value], after: dict[str, Value]) -> str:
        keys = {key for key in {*before, *after} if before.get(key) != after.get(key)}
        if keys and keys <= _VIEW:
            return "change_page_view"
        if keys and keys <= {"/AA"}:
            return "change_script"
        return "change_page_content" if keys - _ANNOTATIONS else "change_annotation"

    @cached_property
    def _page_arrays(self) -> set[Value]:
        """The arrays of pages that stand apart from their branch."""
        found: set[Value] = set()
        pending, seen = [self._old.root.get("/Pages")], set[Ref]()
        while pending:
            each = pending.pop()
            if not isinstance(each, Ref) or each in seen:
                continue
            seen.add(each)
            kids = entries_of(self._old.get(each)).get("/Kids")
            if kids is not None:
                found.add(kids if isinstance(kids, Ref) else None)
                pending.extend(self._old.array(self._old.get(each), "/Kids"))
        return found

    @cached_property
    def _under_catalog(self) -> dict[Ref, str]:
        """What objects belong to that stand on no page."""
        found: dict[Ref, str] = {}
        try:
            old, named = self._old, self._old.dictionary(self._old.root, "/Names")
            for holder, codes in ((old.root, CATALOG_CODES), (named, NAMES_CODES)):
                for key, code in codes.items():
                    for reference, _ in self._inside(holder.get(key)):
                        found.setdefault(reference, code)
        except PdfTooHeavy:
            return found
        return found

    @cached_property
    def _places(self) -> dict[Ref, tuple[str, int]]:
        """What an object of the older revision is to the first page that uses it; as far as the work allows."""
        found: dict[Ref, tuple[str, int]] = {}
        try:
            for number, _, page in page_numbers(self._old):
                for reference, _ in self._inside(page.get("/Contents")):
                    found.setdefault(reference, ("change_page_content", number))
                for reference, code in self._inside(page.get("/Resources")):
                    found.setdefault(reference, (code or "change_page_content", number))
                for reference, code in self._inside(page.get("/Annots")):
                    code = "change_font" if code == "change_font" else "change_annotation"
                    found.setdefault(reference, (code, number))
        except PdfTooHeavy:
            return found
        return found

    def _inside(self, value: Value) -> Iterator[tuple[Ref, str]]:
        """The objects used under an entry, through arrays and dictionaries, and what a resource of that kind is called.

        What belongs to a font, as its file and its encoding, is called like the font.
        """
        pending: list[tuple[Value, str]] = [(value, "")]
        seen: set[Ref] = set()
        while pending and len(seen) < _LOOKED_AT:
            each, code = pending.pop()
            if isinstance(each, Ref):
                if each in seen:
                    continue
                seen.add(each)
                reference, each = each, self._old.resolve(each)
                code = code if code == "change_font" else _code_of_resource(each)
                yield reference, code
            if isinstance(each, list):
                pending.extend((inner, code) for inner in each)
            elif isinstance(each, dict | Stream):
                own = "change_font" if code == "change_font" or entries_of(each).get("/Type") == "/Font" else ""
                pending.extend((inner, own) for key, inner in entries_of(each).items() if key not in _NOT_FOLLOWED)


def _code_of_resource(value: Value) -> str:
    entries = entries_of(value)
    if entries.get("/Type") in _FONT_PARTS or "/Length1" in entries:
        return "change_font"
    return "change_picture" if entries.get("/Subtype") in ("/Image", "/Form") else ""
