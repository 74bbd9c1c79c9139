"""What differs between a revision and the one before it, in the words of people who read documents.

This names changes; whether they are allowed is `history`'s question. Only objects that existed before and are
different now can change what was signed; new ones matter through them, or through a reference that the older
revision held in waiting for a number not yet given.
"""

from collections.abc import Iterator
from functools import cached_property
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver

from antin.pades.embedded import Change
from antin.pades.engine.comparison import differing_keys, is_dictionary, is_same, references_in
from antin.pades.engine.fields import FormField, form_fields
from antin.pades.engine.pages import page_numbers
from antin.pades.engine.values import array_at, dictionary_at, entry, reference_of, text

Reference = generic.Reference
_HARMLESS_CATALOG = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/Perms", "/Version", "/Type"}
_ANNOTATIONS = {"/Annots", "/Tabs", "/LastModified", "/StructParents"}
_FONT_PARTS = {"/Font", "/FontDescriptor"}
_FILE_TYPES = {"/XRef", "/ObjStm"}


class Differences:
    """Between two neighbouring revisions; to be used inside `parser_door`."""

    def __init__(self, old: HistoricalResolver, new: HistoricalResolver) -> None:
        self._old, self._new = old, new

    def told(self) -> tuple[Change, ...]:
        """Changes of the kinds that a signed document may see."""
        return (*self._signatures_added(), *self._fields_filled(), *self._security_store(), *self._metadata())

    def hidden(self) -> tuple[Change, ...]:
        """Objects given now to numbers that the older revision referred to already, when they did not
        exist.
        """
        self._old._load_reverse_xref_cache()
        filled = [
            reference for reference in self._written
            if not self._existed(reference) and self._old._get_usages_of_ref(reference)
        ]
        return (Change("change_hidden_object", is_allowed=False),) if filled else ()

    def named(self) -> tuple[Change, ...]:
        """Changes of the kinds that a signed document may not see."""
        return tuple(Change(code, False, pages, fields) for code, pages, fields in self._named())

    @cached_property
    def _written(self) -> frozenset[Reference]:
        return frozenset(self._new.explicit_refs_in_revision())

    @cached_property
    def _changed(self) -> tuple[tuple[Reference, Any, Any], ...]:
        """Objects that existed and are different now, before and after."""
        pairs = ((each, self._old(each), self._new(each)) for each in self._written if self._existed(each))
        return tuple((reference, old, new) for reference, old, new in pairs if not is_same(old, new))

    def _existed(self, reference: Reference) -> bool:
        return self._old.reader.xrefs.get_historical_ref(reference, self._old.revision) is not None

    @cached_property
    def _old_fields(self) -> dict[str, FormField]:
        return {field.name: field for field in form_fields(self._old)}

    @cached_property
    def _new_fields(self) -> dict[str, FormField]:
        return {field.name: field for field in form_fields(self._new)}

    def _signatures_added(self) -> Iterator[Change]:
        for name, field in self._new_fields.items():
            before = self._old_fields.get(name)
            if not field.is_signature or (before is not None and before.is_filled):
                continue
            if field.is_filled:
                sub_filter = text(entry(field.value_of("/V"), "/SubFilter"))
                is_time_stamp = sub_filter == "/ETSI.RFC3161"
                yield Change(
                    "change_time_stamp_added" if is_time_stamp else "change_signature_added",
                    True,
                    (),
                    (name,),
                )
            elif before is None:
                yield Change("change_signature_field_added", True, (), (name,))

    def _fields_filled(self) -> Iterator[Change]:
        for name, field in self._new_fields.items():
            before = self._old_fields.get(name)
            if (
                before is not None
                and not field.is_signature
                and not is_same(before.value_of("/V"), field.value_of("/V"))
            ):
                yield Change("change_form_filled", True, (), (name,))

    def _security_store(self) -> Iterator[Change]:
        if not is_same(entry(self._old.root, "/DSS"), entry(self._new.root, "/DSS")) or self._touches("/DSS"):
            yield Change("change_validation_data_added", is_allowed=True)

    def _touches(self, key: str) -> bool:
        """Whether an object written now stands right under this entry of the catalog."""
        store = entry(self._new.root, key)
        inside = store.values() if isinstance(store, generic.DictionaryObject) else ()
        found = {reference_of(each) for each in (*inside, self._new.root.get(key))}
        return bool(found & self._written)

    def _metadata(self) -> Iterator[Change]:
        parts = (
            (entry(revision.root, "/Metadata"), entry(revision.trailer_view, "/Info"))
            for revision in (self._old, self._new)
        )
        before, after = parts
        if not all(is_same(old, new) for old, new in zip(before, after, strict=True)):
            yield Change("change_metadata", is_allowed=True)

    def _named(self) -> Iterator[tuple[str, tuple[int, ...], tuple[str, ...]]]:
        yield from self._fields_damaged()
        for reference, old, new in self._changed:
            code = self._code_of(reference, old, new)
            if code:
                yield code, self._pages_of(reference), ()

    def _fields_damaged(self) -> Iterator[tuple[str, tuple[int, ...], tuple[str, ...]]]:
        for name, before in self._old_fields.items():
            after = self._new_fields.get(name)
            if before.is_signature and before.is_filled:
                if after is None or not after.is_filled:
                    yield "change_signature_removed", (), (name,)
                elif not is_same(before.value_of("/V"), after.value_of("/V")):
                    yield "change_signature_replaced", (), (name,)
            elif after is None:
                yield "change_form_field", (), (name,)
        for name, added in self._new_fields.items():
            if name not in self._old_fields and not added.is_signature:
                yield "change_form_field", (), (name,)

    def _code_of(self, reference: Reference, old: Any, new: Any) -> str | None:
        """What an object that differs is, by its place first and by its looks second; None: of no
        consequence.
        """
        kind = text(entry(old, "/Type"))
        if kind in _FILE_TYPES or reference in self._harmless:
            return None
        if reference == self._old.root_ref:
            return "change_document_structure" if differing_keys(old, new) - _HARMLESS_CATALOG else None
        if kind == "/Page":
            return self._code_of_page(old, new)
        if kind == "/Pages":
            return "change_pages"
        place, _ = self._places.get(reference, ("", 0))
        if place:
            return place
        if kind in _FONT_PARTS or any(key in old for key in ("/Length1", "/Length3") if is_dictionary(old)):
            return "change_font"
        if text(entry(old, "/Subtype")) in ("/Image", "/Form"):
            return "change_picture"
        return "change_annotation" if entry(old, "/Rect") is not None else "change_object"

    def _code_of_page(self, old: Any, new: Any) -> str | None:
        keys = differing_keys(old, new)
        if keys - _ANNOTATIONS:
            return "change_page_content"
        added = {reference_of(each) for each in array_at(new, "/Annots")} ^ {
            reference_of(each) for each in array_at(old, "/Annots")
        }
        return "change_annotation" if added - self._widgets else None

    @cached_property
    def _widgets(self) -> set[Reference | None]:
        """The annotations of all form fields, old and new."""
        fields = (*self._old_fields.values(), *self._new_fields.values())
        kids = {reference_of(each) for field in fields for each in array_at(field.chain[0], "/Kids")}
        return {field.reference for field in fields} | kids

    @cached_property
    def _harmless(self) -> set[Reference | None]:
        """Where changes are told in other words: fields and their looks, the form, metadata, the security
        store.
        """
        found = set(self._widgets)
        for revision in (self._old, self._new):
            root, form = revision.root, dictionary_at(revision.root, "/AcroForm")
            found |= {
                reference_of(root.get(key)) for key in ("/AcroForm", "/DSS", "/Metadata", "/Extensions")
            }
            found |= {reference_of(form.get("/Fields")), reference_of(revision.trailer_view.get("/Info"))}
            found |= {reference_of(each) for each in dictionary_at(root, "/DSS").values()}
        for widget in [each for each in found if each is not None]:
            looks = dictionary_at(self._old(widget), "/AP") if self._existed(widget) else {}
            found |= {reference_of(each) for each in looks.values()}
        return found - {None}

    @cached_property
    def _places(self) -> dict[Reference, tuple[str, int]]:
        """What an object of the older revision is to the first page that uses it."""
        found: dict[Reference, tuple[str, int]] = {}
        for number, page in page_numbers(self._old):
            for key, code in (("/Contents", "change_page_content"), ("/Annots", "change_annotation")):
                for reference in references_in(page.get(key)):
                    found.setdefault(reference, (code, number))
            for reference in references_in(page.get("/Resources")):
                found.setdefault(reference, (_code_of_resource(self._old(reference)), number))
        return found

    def _pages_of(self, reference: Reference) -> tuple[int, ...]:
        number = self._places.get(reference, ("", 0))[1]
        number = number or next((n for n, page in page_numbers(self._old) if _is_page(page, reference)), 0)
        return (number,) if number else ()


def _is_page(page: generic.DictionaryObject, reference: Reference) -> bool:
    return getattr(page.container_ref, "idnum", None) == reference.idnum


def _code_of_resource(value: Any) -> str:
    if text(entry(value, "/Type")) in _FONT_PARTS or entry(value, "/Length1") is not None:
        return "change_font"
    return (
        "change_picture" if text(entry(value, "/Subtype")) in ("/Image", "/Form") else "change_page_content"
    )
