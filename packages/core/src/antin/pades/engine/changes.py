"""What a revision did to the one before it, judged by a list of what a signed document may see (ISO 32000-2 12.8.2).

Only objects that existed and are different now can change what was signed; new ones matter through them, or through
a reference that the older revision held in waiting. So each difference must be *explained*: it stands in a place where
signed documents may change, its difference is of the kind allowed there, and nothing else refers to it. What is left
unexplained is against the rules and is named. The work grows with what changed, not with the document.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from antin.pades.engine.fields import FormField, form_fields
from antin.pades.engine.naming import CATALOG_CODES, NAMES_CODES, Naming
from antin.pades.engine.pages import page_of, rectangle_of
from antin.pades.engine.structure import UNDER_TREE, HungSignatures
from antin.pdf import PdfBroken, PdfTooHeavy, Ref, Stream, Value, View, differing, entries_of, references, repeats, same
from antin.pdf.referrers import Referrers

# How far a change goes, beside the levels of DocMDP: 1 for what keeps a signature checkable, 2 for filling and signing.
KEEPING, FILLING, FORBIDDEN = 1, 2, 9

_CATALOG = {"/AcroForm", "/DSS", "/Extensions", "/Metadata", "/MarkInfo", "/Version"}
_FORM = {"/Fields", "/SigFlags", "/DR"}
_FIELD_VALUE = {"/V", "/AP", "/AS", "/M", "/F", "/Ff", "/DA", "/Q", "/MK", "/Type", "/I", "/RV"}
_FIELD_REST = {"/Ff", "/Type"}
_NEW_FIELD = {
    "/Type", "/Subtype", "/FT", "/T", "/TU", "/TM", "/Ff", "/F", "/V", "/Rect", "/P", "/AP", "/AS", "/Lock", "/SV",
    "/MK", "/Parent", "/Kids", "/DA", "/Q", "/Border", "/BS", "/StructParent", "/M", "/NM", "/Contents", "/H",
}
_PAGE = {"/Annots", "/Tabs", "/StructParents", "/LastModified"}
_STORE = {"/Type", "/Certs", "/CRLs", "/OCSPs", "/VRI"}
_STORE_ARRAYS = {"/Certs", "/CRLs", "/OCSPs", "/Cert", "/CRL", "/OCSP"}
_VRI_KEY = re.compile(r"/[0-9A-Fa-f]{40}")
# Under which keys the object of a role may stand; elsewhere it has a second role, which nobody explained.
_UNDER_FIELD = {"/Fields", "/Kids", "/Annots", "/Parent", "/Obj", "/CO", "/Popup", "/IRT", "/Reference"}
_UNDER_CATALOG = {"/Root", "/Data"}
_STRUCTURE = "change_document_structure"


@dataclass(frozen=True)
class Finding:
    """One change. level: how far it goes. is_free_of_locks, is_free_after_certification: allowed even then."""

    code: str
    level: int
    pages: tuple[int, ...] = ()
    fields: tuple[str, ...] = ()
    is_free_of_locks: bool = True
    is_free_after_certification: bool = True


class Step:
    """From one revision to the next. Raises PdfBroken, PdfTooHeavy on asking."""

    def __init__(self, old: View, new: View, referrers: Referrers) -> None:
        self._old, self._new, self._referrers = old, new, referrers
        self._explained: set[Ref] = set()
        self._found: list[Finding] = []

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that happened, the forbidden too."""
        self._look_at_structure()
        self._look_at_form()
        self._look_at_pages()
        self._look_at_store()
        self._look_at_metadata()
        self._look_at_tree()
        self._look_at_rest()
        return tuple(dict.fromkeys(self._found))

    # What is different

    @cached_property
    def written(self) -> frozenset[int]:
        """The numbers whose place is told anew."""
        return frozenset(
            number for number in self._new.written() if self._old.place(number) != self._new.place(number)
        )

    @cached_property
    def _changed(self) -> dict[Ref, tuple[Value, Value]]:
        """Objects that existed and are different now, before and after."""
        found: dict[Ref, tuple[Value, Value]] = {}
        for number in sorted(self.written):
            reference = self._old.reference(number)
            before = self._old.get(reference)
            if before is None:
                continue
            after = self._after(reference)
            if not same(before, after) and not (after is None and self._is_unused(number)):
                found[reference] = before, after
        return found

    def _after(self, reference: Ref) -> Value:
        """What is left of an object; nothing, when the revision points where no such object stands."""
        try:
            return self._new.get(reference)
        except PdfBroken:
            return None

    def _is_unused(self, number: int) -> bool:
        """Whether nothing refers to it, so that it may be set free."""
        return number != self._old.root_reference.number and not any(self._referrers.of(number, self._old))

    @cached_property
    def _appeared(self) -> frozenset[int]:
        old, new = self._old, self._new
        absent = (number for number in self.written if old.get(old.reference(number)) is None)
        return frozenset(number for number in absent if self._after(new.reference(number)) is not None)

    def _tell(self, code: str, level: int, **more: object) -> None:
        self._found.append(Finding(code, level, **more))  # type: ignore[arg-type]  # the fields of a finding

    def _forbid(self, code: str, *, pages: tuple[int, ...] = (), fields: tuple[str, ...] = ()) -> None:
        self._found.append(Finding(code, FORBIDDEN, pages, fields))

    def _forbid_field(self, code: str, field: FormField) -> None:
        """A field's change, told by its name instead of by its objects."""
        self._forbid(code, fields=(field.name,))
        self._explained.update((field.reference, *field.widgets))

    def _explain(self, value: Value, keys: set[str], holders: set[int] | None = None) -> None:
        """An indirect object may differ, when it stands under these keys only, of these objects only."""
        if isinstance(value, Ref) and value in self._changed and self._stands_only(value, keys, holders):
            self._explained.add(value)

    def _stands_only(self, reference: Ref, keys: set[str], holders: set[int] | None) -> bool:
        for number in self._referrers.of(reference.number, self._old):
            under = {
                path[-1] if path else "" for path, each in references(self._old.get(self._old.reference(number)))
                if each.number == reference.number
            }
            if not under <= keys or (holders is not None and number not in holders):
                return False
        return True

    # Where signed documents may change

    def _look_at_structure(self) -> None:
        if any(any(self._referrers.of(number, self._old)) for number in self._appeared):
            self._forbid("change_hidden_object")
        old, new = self._old, self._new
        if any(repeats(self._after(new.reference(number))) for number in self.written):
            self._forbid("change_entry_twice")
        if old.root_reference != new.root_reference or not same(old.trailer("/Encrypt"), new.trailer("/Encrypt")):
            self._forbid(_STRUCTURE)
            return
        for key in sorted(differing(old.root, new.root) - _CATALOG):
            self._forbid(self._code_of_names() if key == "/Names" else CATALOG_CODES.get(key, _STRUCTURE))
        if old.root_reference in self._changed and self._stands_only(old.root_reference, _UNDER_CATALOG, None):
            self._explained.add(old.root_reference)
        for key in ("/Extensions", "/MarkInfo"):
            self._explain(old.root.get(key), {key}, {old.root_reference.number})

    def _code_of_names(self) -> str:
        before, after = (view.dictionary(view.root, "/Names") for view in (self._old, self._new))
        keys = differing(before, after)
        return next((code for key, code in NAMES_CODES.items() if key in keys), _STRUCTURE)

    def _look_at_form(self) -> None:
        old, new = self._old, self._new
        before, after = old.root.get("/AcroForm"), new.root.get("/AcroForm")
        catalog = old.root_reference.number
        old_form, new_form = old.dictionary(old.root, "/AcroForm"), new.dictionary(new.root, "/AcroForm")
        keys = differing(old_form, new_form) - _FORM
        if keys <= {"/DA", "/Q", "/NeedAppearances"} and all(each.is_signature for each in self._old_fields.values()):
            keys = set()  # they say how other fields are drawn, and there are none
        if "/XFA" in keys:
            self._forbid("change_xfa")
        elif keys or not self._only_adds_resources(old_form, new_form):
            self._forbid(_STRUCTURE)
        self._explain(before, {"/AcroForm"}, {catalog})
        holder = {before.number} if isinstance(before, Ref) else {catalog}
        self._explain(old_form.get("/Fields"), {"/Fields"}, holder)
        self._explain(old_form.get("/DR"), {"/DR"}, holder)
        if isinstance(before, Ref) and not isinstance(after, Ref) and after is None:
            self._forbid(_STRUCTURE)
        for reference, field in self._new_fields.items():
            known = self._old_fields.get(reference)
            if known is None:
                self._look_at_new_field(field)
            else:
                self._look_at_field(known, field)
        self._look_at_lost_fields()

    def _only_adds_resources(self, before: Value, after: Value) -> bool:
        """Whether the form's resources lost nothing and changed nothing."""
        one, other = self._old.dictionary(before, "/DR"), self._new.dictionary(after, "/DR")
        for kind, listed in one.items():
            given, kept = self._old.resolve(listed), self._new.entry(other, kind)
            if isinstance(given, dict):
                if any(not same(value, entries_of(kept).get(name)) for name, value in given.items()):
                    return False
            elif not same(given, kept):
                return False
        return True

    def _look_at_new_field(self, field: FormField) -> None:
        if not field.is_signature:
            self._forbid("change_form_field", fields=(field.name,))
            return
        if field.name in {each.name for each in self._old_fields.values()}:
            self._forbid("change_signature_replaced", fields=(field.name,))
            return
        view, is_visible = self._new, self._is_visible(field)
        parts = [field.chain[0], *(entries_of(view.get(each)) for each in field.widgets)]
        if any(entries.keys() - _NEW_FIELD or entries.get("/Subtype") not in (None, "/Widget") for entries in parts):
            self._forbid("change_form_field", fields=(field.name,))
        for holder, reference in zip(field.chain[1:], field.references[1:], strict=True):
            self._explain_parent(holder, reference)
        self._tell_signed(field, is_visible)

    def _tell_signed(self, field: FormField, is_visible: bool) -> None:
        if not field.is_filled and any("/AP" in entries_of(self._new.get(each)) for each in field.widgets):
            pages = {found[0] for each in field.widgets if (found := page_of(self._new, each)) is not None}
            self._forbid("change_signature_covers", pages=tuple(sorted(pages)), fields=(field.name,))
        elif not field.is_filled:
            self._tell(
                "change_signature_field_added", FILLING if is_visible else KEEPING, fields=(field.name,),
                is_free_of_locks=not is_visible, is_free_after_certification=not is_visible,
            )
        else:
            self._tell_filled(field, is_visible)

    def _tell_filled(self, field: FormField, is_visible: bool) -> None:
        is_stamp = self._new.text(field.value_of("/V"), "/SubFilter") == "/ETSI.RFC3161" and not is_visible
        is_new = field.reference not in self._old_fields
        self._tell(
            "change_time_stamp_added" if is_stamp else "change_signature_added", KEEPING if is_stamp else FILLING,
            fields=(field.name,), is_free_of_locks=is_stamp or (is_new and not is_visible),
            is_free_after_certification=not (is_visible and is_new),
        )

    def _explain_parent(self, holder: dict[str, Value], reference: Ref) -> None:
        """A field above a new one may have got a new kid, and nothing else."""
        before = entries_of(self._old.get(reference))
        if before and not differing(before, holder) - {"/Kids"}:
            kept = self._old.array(before, "/Kids")
            if self._new.array(holder, "/Kids")[: len(kept)] == kept:
                self._explain(reference, _UNDER_FIELD)
                self._explain(before.get("/Kids"), {"/Kids"}, {reference.number})

    def _look_at_field(self, before: FormField, after: FormField) -> None:
        """A field that was there: filled, or as it was."""
        was_filled, old, new = before.is_filled, self._old, self._new
        if before.is_signature != after.is_signature or before.name != after.name:
            self._forbid_field("change_form_field", before)
            return
        is_same_value = same(before.value_of("/V"), after.value_of("/V"))
        if before.is_signature and was_filled and not is_same_value:
            self._forbid_field("change_signature_replaced" if after.is_filled else "change_signature_removed", before)
            return
        is_filling = not is_same_value and not (before.is_signature and was_filled)
        allowed = _FIELD_VALUE if is_filling else _FIELD_REST
        for reference in dict.fromkeys((*before.references, *before.widgets, *after.widgets)):
            was, now = entries_of(old.get(reference)), entries_of(new.get(reference))
            keys = differing(was, now)
            if not was or not keys:
                continue
            if reference in before.references[1:] and not keys - {"/Kids", *_FIELD_REST}:
                continue  # a parent's new kids are judged with them
            if keys - allowed:
                self._forbid_field("change_form_field", before)
                continue
            self._explain(reference, _UNDER_FIELD)
        if is_filling and before.is_signature:
            self._tell_signed(after, self._is_visible(after))
        elif is_filling:
            self._tell("change_form_filled", FILLING, fields=(before.name,), is_free_of_locks=False)
        if is_filling:
            for reference in before.widgets:
                self._explain_looks(reference, entries_of(old.get(reference)), entries_of(new.get(reference)))

    def _explain_looks(self, widget: Ref, was: dict[str, Value], now: dict[str, Value]) -> None:
        """The looks of a field being filled may be drawn anew, where nothing else uses them."""
        looks = was.get("/AP")
        self._explain(looks, {"/AP"}, {widget.number})
        holder = {looks.number} if isinstance(looks, Ref) else {widget.number}
        for key, value in self._old.dictionary(was, "/AP").items():
            self._explain(value, {key}, holder)
        if isinstance(now.get("/MK"), Ref) or isinstance(was.get("/MK"), Ref):
            self._explain(was.get("/MK"), {"/MK"}, {widget.number})

    def _look_at_lost_fields(self) -> None:
        for reference, field in self._old_fields.items():
            if reference not in self._new_fields:
                is_signed = field.is_signature and field.is_filled
                self._forbid_field("change_signature_removed" if is_signed else "change_form_field", field)

    def _look_at_pages(self) -> None:
        arrays: dict[Ref, list[Ref]] = {}
        for reference, (before, after) in self._changed.items():
            if entries_of(before).get("/Type") == "/Page" and isinstance(after, dict):
                if not differing(entries_of(before), after) - _PAGE and self._annotations_are_right(reference):
                    self._explained.add(reference)
            elif isinstance(before, list):
                holders = [self._old.reference(each) for each in self._referrers.of(reference.number, self._old)]
                arrays[reference] = holders
        for reference, holders in arrays.items():
            pages = {each for each in holders if entries_of(self._old.get(each)).get("/Annots") == reference}
            if pages and all(self._annotations_are_right(each) for each in pages):
                self._explain(reference, {"/Annots"}, {each.number for each in pages})

    def _annotations_are_right(self, page: Ref) -> bool:
        """Whether a page got no annotation but those of new signature fields, and lost none."""
        before, after = (view.array(view.get(page), "/Annots") for view in (self._old, self._new))
        listed = [each for each in before if isinstance(each, Ref)]
        added = [each for each in after if not (isinstance(each, Ref) and each in listed)]
        kept = [each for each in after if isinstance(each, Ref) and each in listed]
        return kept == before and all(isinstance(each, Ref) and each in self._new_widgets for each in added)

    def _look_at_store(self) -> None:
        old, new, catalog = self._old, self._new, self._old.root_reference.number
        before, after = old.root.get("/DSS"), new.root.get("/DSS")
        was, now = old.dictionary(old.root, "/DSS"), new.dictionary(new.root, "/DSS")
        if before is None and after is None:
            return
        is_sound = isinstance(new.resolve(after), dict) and not now.keys() - _STORE and self._is_store(now)
        parts = [value for value in (before, *was.values(), *self._vri_parts(was)) if isinstance(value, Ref)]
        is_touched = not (same(before, after) and same(was, now)) or any(each in self._changed for each in parts)
        if not is_touched and not self._is_written_under(now):
            return
        if not is_sound:
            self._forbid(_STRUCTURE)
            return
        self._tell("change_validation_data_added", KEEPING)
        holder = {before.number} if isinstance(before, Ref) else {catalog}
        self._explain(before, {"/DSS"}, {catalog})
        for key, value in was.items():
            self._explain(value, {key}, holder)
        records = was.get("/VRI")
        inside = {records.number} if isinstance(records, Ref) else holder
        for key, value in old.dictionary(was, "/VRI").items():
            self._explain(value, {key}, inside)
            below = {value.number} if isinstance(value, Ref) else inside
            for name, part in entries_of(old.resolve(value)).items():
                if name in _STORE_ARRAYS:
                    self._explain(part, {name}, below)

    def _vri_parts(self, store: dict[str, Value]) -> Iterator[Value]:
        for value in self._old.dictionary(store, "/VRI").values():
            yield value
            yield from entries_of(self._old.resolve(value)).values()

    def _is_written_under(self, store: dict[str, Value]) -> bool:
        return any(isinstance(value, Ref) and value.number in self.written for value in store.values())

    def _is_store(self, store: dict[str, Value]) -> bool:
        """Whether it is made as EN 319 142-1 5.4.2 says: arrays of streams, and records by digest."""
        view = self._new
        holders = [store, *(entries_of(view.resolve(each)) for each in view.dictionary(store, "/VRI").values())]
        if not all(_VRI_KEY.fullmatch(key) or key == "/Type" for key in view.dictionary(store, "/VRI")):
            return False
        members = [each for holder in holders for key in _STORE_ARRAYS for each in view.array(holder, key)]
        return all(isinstance(each, Ref) and self._is_stream(each) for each in members)

    def _is_stream(self, reference: Ref) -> bool:
        """Whether it is a stream; those that were there are not read again."""
        return reference.number not in self.written or isinstance(self._new.get(reference), Stream)

    def _look_at_metadata(self) -> None:
        old, new = self._old, self._new
        before, after = old.root.get("/Metadata"), new.root.get("/Metadata")
        info, info_now = old.trailer("/Info"), new.trailer("/Info")
        is_same = same(before, after) and same(info, info_now)
        if not is_same or any(isinstance(each, Ref) and each in self._changed for each in (before, info)):
            self._tell("change_metadata", KEEPING)
        self._explain(before, {"/Metadata"}, {old.root_reference.number})
        self._explain(info, {"/Info"})

    def _look_at_tree(self) -> None:
        """New signatures may be told to screen readers; of the structure tree everything else is signed content."""
        hung = HungSignatures(self._old, self._new, self._changed, self._appeared, self._new_widgets)
        for reference in hung.explained():
            self._explain(reference, UNDER_TREE)

    # What is left

    def _look_at_rest(self) -> None:
        naming = Naming(self._old, self._new, self._new_widgets | self._old_widgets)
        left = [(each, *values) for each, values in self._changed.items() if each not in self._explained]
        for reference, before, after in left:
            try:
                code, pages = naming.of(reference, before, after)
            except PdfTooHeavy:
                code, pages = "change_object", ()  # forbidden all the same, whatever it is called
            if not any(each.code == code and each.level == FORBIDDEN and not pages for each in self._found):
                self._forbid(code, pages=pages)

    @cached_property
    def _old_fields(self) -> dict[Ref, FormField]:
        return {field.reference: field for field in form_fields(self._old)}

    @cached_property
    def _new_fields(self) -> dict[Ref, FormField]:
        return {field.reference: field for field in form_fields(self._new)}

    @cached_property
    def _new_widgets(self) -> set[Ref]:
        """The annotations of signature fields that were not there."""
        return {
            widget for reference, field in self._new_fields.items()
            if field.is_signature and reference not in self._old_fields for widget in field.widgets
        }

    @cached_property
    def _old_widgets(self) -> set[Ref]:
        return {widget for field in self._old_fields.values() for widget in field.widgets}

    def _is_visible(self, field: FormField) -> bool:
        for widget in field.widgets:
            rectangle = rectangle_of(self._new, entries_of(self._new.get(widget)).get("/Rect"))
            left, bottom, right, top = rectangle or (0, 0, 0, 0)
            if right > left and top > bottom:
                return True
        return False
