"""Appending a signature: an incremental update with a field, a signature dictionary, and a slot for its value.

The original bytes stay as they are. Neither the document's information nor its metadata is touched: a signer
has no business writing itself into /Producer, and PDF/A asks the two to agree.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from hashlib import new as new_hash
from typing import Any

from antin.pades.appearance import Drawing
from antin.pades.engine.drawing import form_xobject
from antin.pades.engine.inspection import FieldPlace, Inspection
from antin.pades.engine.signatures import permission_of
from antin.pades.engine.tagging import tag, tree_of
from antin.pades.errors import FieldHasConditions
from antin.pdf import Name, PdfBroken, Ref, Update, Value, Verbatim, View, entries_of, text_string

_VIETNAM = timezone(timedelta(hours=7))
_DIGITS = 12  # of each number of /ByteRange: a terabyte, so that no file is too large for its slot
_PRINTED, _LOCKED = 4, 128
_SIGNATURES_EXIST, _APPEND_ONLY = 1, 2
_PIECE = 1 << 20
_NEVER = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class SignatureEntries:
    """What the signature dictionary says in words; empty entries are not written. at: the claimed time, aware.

    certifies: the level of changes that a certifying signature permits, 1 to 3 (DocMDP); None: it only approves.
    """

    at: datetime
    name: str = ""
    reason: str = ""
    location: str = ""
    contact: str = ""
    certifies: int | None = None


class TimeStampEntries:
    """The dictionary of a document time-stamp, which says nothing (EN 319 142-1 5.4.3)."""


@dataclass(frozen=True)
class Slot:
    """Where `<`, the hexadecimal digits and `>` of /Contents stand: offsets of the first, and after the
    last.
    """

    start: int
    end: int


@dataclass(frozen=True)
class Appended:
    """octets: what stands behind the original, the value still zeros; digest: of all but the slot."""

    octets: bytes
    slot: Slot
    digest: bytes


def append_signature(
    opened: Inspection, place: FieldPlace, *, entries: SignatureEntries | TimeStampEntries, drawing: Drawing | None,
    room: int, digest_name: str,
) -> Appended:
    """An update with a signature whose value is still zeros, its /ByteRange filled in.

    room: octets kept for the SignedData. digest_name: of the document's digest. Raises PdfBroken, PdfTooHeavy.
    """
    update, view = Update(opened.file), opened.file.newest
    field = place.field.reference if place.field is not None else update.reserve()
    signature = update.reserve()
    if place.field is None:
        _add_field(update, view, place, _told_of(entries), field, signature, drawing, is_signed=opened.is_signed())
    else:
        _fill_field(update, view, place, signature, drawing)
    dictionary = _signature_dictionary(view, place, entries)
    if isinstance(entries, SignatureEntries) and entries.certifies is not None:
        _certify(update, view, dictionary, signature, entries.certifies)
    # The slot stands right behind its key, so that nothing can hide between them.
    ranges = b"[0%b]" % b" ".ljust(3 * (_DIGITS + 1))
    slot_of = b"<%b>" % (b"0" * (2 * room))
    update.write(signature, {**dictionary, "/ByteRange": Verbatim(ranges), "/Contents": Verbatim(slot_of)})
    octets = bytearray(update.finished())
    original = opened.file.data
    start = octets.index(slot_of, update.offset_of(signature) - len(original))
    slot = Slot(len(original) + start, len(original) + start + len(slot_of))
    numbers = b"[0 %d %d %d" % (slot.start, slot.end, len(original) + len(octets) - slot.end)
    begin = octets.rindex(ranges, 0, start)
    octets[begin : begin + len(ranges)] = numbers.ljust(len(ranges) - 1) + b"]"
    return Appended(bytes(octets), slot, _digest(original, octets, slot, digest_name))


def append_look(opened: Inspection, place: FieldPlace, *, name: str, drawing: Drawing) -> bytes:
    """The update that shows a drawing as `append_signature` will, in a field that is not signed: for previews.

    name: of the signer. Raises PdfBroken, PdfTooHeavy.
    """
    update, view = Update(opened.file), opened.file.newest
    nothing = update.reserve()  # a value that is never written is none (ISO 32000-2 7.3.10)
    if place.field is None:
        told = _told_of(SignatureEntries(at=_NEVER, name=name))
        _add_field(update, view, place, told, update.reserve(), nothing, drawing, is_signed=opened.is_signed())
    else:
        _fill_field(update, view, place, nothing, drawing)
    return update.finished()


def append_field(opened: Inspection, place: FieldPlace, *, told: str) -> bytes:
    """The update that adds a field which waits for a signature. told: what a screen reader says of it.

    Raises PdfBroken, PdfTooHeavy.
    """
    update = Update(opened.file)
    _add_field(
        update, opened.file.newest, place, told, update.reserve(), None, None, is_signed=opened.is_signed(),
    )
    return update.finished()


def _digest(original: bytes, octets: bytearray, slot: Slot, digest_name: str) -> bytes:
    running = new_hash(digest_name)
    for start in range(0, len(original), _PIECE):
        running.update(original[start : start + _PIECE])
    view = memoryview(octets)
    running.update(view[: slot.start - len(original)])
    running.update(view[slot.end - len(original) :])
    return running.digest()


def _signature_dictionary(
    view: View, place: FieldPlace, entries: SignatureEntries | TimeStampEntries,
) -> dict[str, Value]:
    if isinstance(entries, TimeStampEntries):
        return {
            "/Type": Name("/DocTimeStamp"), "/Filter": Name("/Adobe.PPKLite"), "/SubFilter": Name("/ETSI.RFC3161"),
        }
    at = entries.at.astimezone(_VIETNAM).replace(microsecond=0)
    words = (
        ("/Name", entries.name), ("/Location", entries.location), ("/Reason", entries.reason),
        ("/ContactInfo", entries.contact),
    )
    dictionary: dict[str, Value] = {
        "/Type": Name("/Sig"), "/Filter": Name("/Adobe.PPKLite"), "/SubFilter": Name("/ETSI.CAdES.detached"),
        "/M": at.strftime("D:%Y%m%d%H%M%S+07'00'").encode(),
    }
    dictionary |= {key: text_string(word) for key, word in words if word}
    lock = place.field.value_of("/Lock") if place.field is not None else None
    if isinstance(lock, dict):
        dictionary["/Reference"] = [_lock_reference(view, lock)]
    return dictionary


def _certify(update: Update, view: View, dictionary: dict[str, Value], signature: Ref, level: int) -> None:
    """What may be changed afterwards, in the signature and in the catalog (ISO 32000-2 12.8.2.2, 12.8.6)."""
    parameters = {"/Type": Name("/TransformParams"), "/V": Name("/1.2"), "/P": level}
    reference = {"/Type": Name("/SigRef"), "/TransformMethod": Name("/DocMDP"), "/TransformParams": parameters}
    dictionary["/Reference"] = [reference, *entries_of(dictionary).get("/Reference", [])]
    catalog = entries_of(update.current(view.root_reference))
    permissions = {**view.dictionary(catalog, "/Perms"), "/DocMDP": signature}
    update.write(view.root_reference, {**catalog, "/Perms": permissions})


def _lock_reference(view: View, lock: dict[str, Any]) -> dict[str, Value]:
    """What an existing field's /Lock demands of the signature in it (ISO 32000-2 12.7.5.5)."""
    parameters: dict[str, Value] = {
        "/Type": Name("/TransformParams"), "/V": Name("/1.2"), "/Action": view.entry(lock, "/Action"),
    }
    if "/Fields" in lock:
        parameters["/Fields"] = view.entry(lock, "/Fields")
    permission = permission_of(view.entry(lock, "/P"))
    if permission is not None:
        parameters["/P"] = permission
    if not isinstance(parameters["/Action"], Name):
        raise FieldHasConditions
    return {
        "/Type": Name("/SigRef"), "/TransformMethod": Name("/FieldMDP"), "/Data": view.root_reference,
        "/TransformParams": parameters,
    }


def _add_field(
    update: Update, view: View, place: FieldPlace, told: str, reference: Ref, signature: Ref | None,
    drawing: Drawing | None, *, is_signed: bool,
) -> None:
    """is_signed: leaves tree and order of the page as they were, for some programs take any change for forgery."""
    widget: dict[str, Value] = {
        "/Type": Name("/Annot"), "/Subtype": Name("/Widget"), "/FT": Name("/Sig"), "/T": text_string(place.name),
        "/TU": text_string(told), "/F": _PRINTED | _LOCKED, "/Rect": list(place.rectangle or (0, 0, 0, 0)),
        "/P": place.page_reference,
    }
    if signature is not None:
        widget["/V"] = signature
    if drawing is not None:
        widget |= _looks(update, view, widget, place, drawing)
        told = f"{told}: {drawing.told}" if drawing.told else told
    tree, page = tree_of(view) if place.rectangle else None, place.page_reference
    if tree is not None:
        widget["/Contents"] = text_string(told)
    if tree is not None and page is not None and not is_signed:
        widget["/StructParent"] = tree.next_key
        tag(update, view, tree, widget=reference, page=page, told=told)
    update.write(reference, widget)
    _add_annotation(update, view, page, reference, is_tagged=tree is not None and not is_signed)
    _add_to_form(update, view, reference)


def _told_of(entries: SignatureEntries | TimeStampEntries) -> str:
    """What a screen reader says of the field (ISO 32000-2 14.9.3)."""
    if isinstance(entries, TimeStampEntries):
        return "Dấu thời gian của văn bản"
    return f"Chữ ký số của {entries.name}" if entries.name else "Chữ ký số"


def _add_annotation(update: Update, view: View, page: Ref | None, widget: Ref, *, is_tagged: bool = False) -> None:
    """is_tagged: the page's annotations are gone through in the order of the structure (ISO 14289-1 7.18.3)."""
    if page is None:
        raise PdfBroken(reason="no page")
    found = entries_of(view.get(page))
    dictionary = {**found, "/Tabs": Name("/S")} if is_tagged else found
    listed = dictionary.get("/Annots")
    annotations = [*view.array(dictionary, "/Annots"), widget]
    if isinstance(listed, Ref) and view.has(listed):
        update.write(listed, annotations)
    else:
        dictionary = {**dictionary, "/Annots": annotations}
    if dictionary != found:
        update.write(page, dictionary)


def _add_to_form(update: Update, view: View, field: Ref) -> None:
    given = view.root.get("/AcroForm")
    form = view.dictionary(view.root, "/AcroForm")
    listed = form.get("/Fields")
    fields = [*view.array(form, "/Fields"), field]
    flags = (view.whole(form, "/SigFlags") or 0) | _SIGNATURES_EXIST | _APPEND_ONLY
    changed = {**form, "/Fields": fields, "/SigFlags": flags}
    if isinstance(listed, Ref) and view.has(listed):
        changed["/Fields"] = listed
        update.write(listed, fields)
    if changed == form:
        return
    if isinstance(given, Ref) and view.has(given):
        update.write(given, changed)
    elif given is not None:
        update.write(view.root_reference, {**view.root, "/AcroForm": changed})
    else:
        update.write(view.root_reference, {**view.root, "/AcroForm": update.add(changed)})


def _fill_field(update: Update, view: View, place: FieldPlace, signature: Ref, drawing: Drawing | None) -> None:
    field = place.field
    assert field is not None
    own: dict[str, Value] = {**field.chain[0], "/V": signature}
    widget = field.widget_reference
    if drawing is not None and widget == field.reference:
        own |= _looks(update, view, own, place, drawing)
    elif drawing is not None:
        update.write(widget, {**field.widget, **_looks(update, view, field.widget, place, drawing)})
    update.write(field.reference, own)
    form = view.dictionary(view.root, "/AcroForm")
    flags = view.whole(form, "/SigFlags") or 0
    given = view.root.get("/AcroForm")
    wanted = flags | _SIGNATURES_EXIST | _APPEND_ONLY
    if flags != wanted:
        changed = {**form, "/SigFlags": wanted}
        if isinstance(given, Ref):
            update.write(given, changed)
        else:
            update.write(view.root_reference, {**view.root, "/AcroForm": changed})


def _looks(
    update: Update, view: View, widget: dict[str, Value], place: FieldPlace, drawing: Drawing,
) -> dict[str, Value]:
    looks: dict[str, Value] = {"/AP": {"/N": form_xobject(update, drawing, place.rotation)}}
    if place.rotation:
        looks["/MK"] = {**view.dictionary(widget, "/MK"), "/R": place.rotation}
    return looks
