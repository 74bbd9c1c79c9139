"""Evil annotations and sneaky signatures: something added after certification, or after an approval, covers what was
signed. DocMDP 2 permits signing and filling, 3 comments too; neither permits showing another text.
"""

from collections.abc import Callable

from antin import pades
from antin_testkit.pdf_revisions import append_revision, object_of, size_of
from attacks.materials import (
    AGENCY,
    WIDGET,
    annotated,
    certified,
    clean_objects,
    countersigned,
    edited,
    listed,
    looks,
    signed,
    signed_by_hand,
    signed_with,
    swap,
)
from attacks.model import Family, Vector

COVER = looks(b"1 g 0 0 340 50 re f BT /F2 14 Tf 0 g 12 20 Td (Muc ho tro: 9.000.000 dong) Tj ET", b"[0 0 340 50]")
PLACE = b"/F 4 /P 4 0 R /Rect [60 660 400 710]"
STAMP = b"<< /Type /Annot /Subtype /Stamp %b /AP << /N 22 0 R >> >>" % PLACE
COVERS, ANNOTATION = "change_annotation_covers", "change_annotation"
_ANNOTATED = (COVERS, ANNOTATION)
_ADDED = (COVERS, ANNOTATION, "change_form_field")
_SIGNED_OVER = ("change_signature_covers", "change_signature_added")
_FIELD_OVER = ("change_signature_covers", "change_signature_field_added", "change_form_field")

KINDS = {
    "free-text": b"/FreeText /Contents (Muc ho tro: 9.000.000 dong) /DA (/F2 14 Tf)",
    "stamp": b"/Stamp",
    "square": b"/Square /IC [1 1 1] /C [1 1 1]",
    "redact": b"/Redact /OverlayText (9.000.000) /DA (/F2 14 Tf)",
    "ink": b"/Ink /InkList [[60 660 400 710]] /Border [0 0 50]",
    "highlight": b"/Highlight /QuadPoints [60 710 400 710 60 660 400 660]",
    "link": b"/Link /A << /S /URI /URI (http://example.invalid) >>",
    "text-note": b"/Text /Contents (9.000.000) /Open true",
    "watermark": b"/Watermark",
    "screen": b"/Screen",
    "3d": b"/3D",
    "rich-media": b"/RichMedia",
    "file-attachment": b"/FileAttachment /FS << /F (x.exe) >>",
    "unknown-kind": b"/Overlay",
}


def annotation(subtype: bytes, place: bytes = PLACE) -> bytes:
    return b"<< /Type /Annot /Subtype %b %b /AP << /N %%d 0 R >> >>" % (subtype, place)


def over(base: Callable[[], bytes], subtype: bytes, place: bytes = PLACE) -> bytes:
    """An annotation with looks of its own, over the amount."""
    return annotated(base(), annotation(subtype, place), {0: COVER})


def in_an_array_of_its_own() -> bytes:
    """/Annots was an object of its own and grows."""
    page = swap(clean_objects()[4], b"/Annots [7 0 R 10 0 R 11 0 R 28 0 R]", b"/Annots 40 0 R")
    made = signed_with({4: page, 40: b"[7 0 R 10 0 R 11 0 R 28 0 R]"})
    number = size_of(made)
    array = object_of(made, 40)[:-1] + b" %d 0 R]" % number
    return append_revision(made, {40: array, number: STAMP})


def direct() -> bytes:
    """The annotation stands in the array itself."""
    content = listed(signed(), 4, b"/Annots")
    return append_revision(signed(), {4: content.replace(b"/Annots [", b"/Annots [" + STAMP)})


def of_the_other_page() -> bytes:
    """A page that had no annotations gets them."""
    number = size_of(signed())
    page = swap(object_of(signed(), 8), b"/Contents 9 0 R", b"/Contents 9 0 R /Annots [%d 0 R]" % number)
    return append_revision(
        signed(), {8: page, number: STAMP},
    )


def widget_of_no_field() -> bytes:
    """A widget that no form lists."""
    widget = b"<< %b /FT /Sig /Rect [60 660 400 710] /AP << /N %%d 0 R >> >>" % WIDGET
    return annotated(certified(2), widget, {0: COVER})


def push_button() -> bytes:
    return field_over(certified(2), b"/FT /Btn /Ff 65536 /T (nut)")


def text_field_over(permission: int) -> bytes:
    return field_over(certified(permission), b"/FT /Tx /T (moi) /V (9.000.000)")


def field_over(pdf: bytes, entries: bytes, *, lists: bool = True) -> bytes:
    """A field with looks over the amount, signed by nobody."""
    number = size_of(pdf)
    field = b"<< %b %b /P 4 0 R /Rect [60 660 400 710] /AP << /N %d 0 R >> >>" % (WIDGET, entries, number + 1)
    form = {6: listed(pdf, 6, b"/Fields", number)} if lists else {}
    return append_revision(pdf, {4: listed(pdf, 4, b"/Annots", number), **form, number: field, number + 1: COVER})


def signature_over(pdf: bytes, *, rectangle: bytes = b"[60 660 400 710]", more: bytes = b"") -> bytes:
    """A field signed by the agency, whose looks are another amount on white."""
    number = size_of(pdf) + 2
    return signed_by_hand(
        pdf, field=b"/Rect %b /AP << /N %d 0 R >> %b" % (rectangle, number, more), objects={number: COVER},
        certificate=AGENCY, name=b"Signature2",
    )


def looks_of_signature_changed(pdf: bytes) -> bytes:
    """A visible signature that was signed gets other looks."""
    first = countersigned(pdf, box=pades.Box(20, 200, 60, 20))
    number = size_of(first)
    field = next(each for each in range(size_of(pdf), number) if b"/FT /Sig" in _object(first, each))
    content = _object(first, field)
    start = content.index(b"/AP")
    end = content.index(b">>", start) + 2
    return append_revision(first, {field: content[:start] + b"/AP << /N 22 0 R >>" + content[end:]})


def _object(pdf: bytes, number: int) -> bytes:
    try:
        return object_of(pdf, number)
    except IndexError:
        return b""


def looks_of_empty_field() -> bytes:
    """An empty signature field that was there gets looks over the page, and stays unsigned."""
    pdf = certified(2)
    number = size_of(pdf)
    field = swap(object_of(pdf, 28), b"/P 4 0 R", b"/P 4 0 R /AP << /N %d 0 R >>" % number)
    return append_revision(pdf, {28: field, number: COVER})


def empty_field_moved_and_signed() -> bytes:
    """An empty field that was there is signed, in another place and size."""
    pdf = certified(2)
    moved = edited(pdf, 28, b"/Rect [350 60 550 160]", b"/Rect [60 660 400 710]")
    return countersigned(moved, name="cho_ky")


def shown_by_flag() -> bytes:
    return edited(signed(), 10, b"/F 2", b"/F 4")


def shown_by_flag_when_certified(permission: int) -> bytes:
    return edited(certified(permission), 10, b"/F 2", b"/F 4")


def shown_by_looks() -> bytes:
    """Only the looks of an annotation that was signed are replaced."""
    return append_revision(signed(), {22: looks(b"0 g 0 0 340 50 re f", b"[0 0 340 50]")})


def given_looks() -> bytes:
    return edited(signed(), 10, b"/AP << /N 22 0 R >>", b"/AP << /N 17 0 R >>")


def unlisted() -> bytes:
    return edited(signed(), 4, b"10 0 R ", b"")


def of_layer() -> bytes:
    """An annotation that was hidden by a layer is taken out of it."""
    stamp = swap(swap(clean_objects()[10], b"/F 2", b"/F 4"), b"/P 4 0 R", b"/OC 20 0 R /P 4 0 R")
    return edited(signed_with({10: stamp}), 10, b"/OC 20 0 R ", b"")


def popup() -> bytes:
    """A comment window that is open and says another amount."""
    return over(lambda: certified(3), b"/Popup /Open true")


_EVIL = tuple(
    Vector(f"evil-p{permission}-{name}", Family.EVIL_ANNOTATION, lambda p=permission, s=subtype: over(
        lambda: certified(p), s), _ANNOTATED, 1)
    for permission in (2, 3) for name, subtype in KINDS.items()
)
VECTORS = (
    *_EVIL,
    Vector("evil-approved-free-text", Family.EVIL_ANNOTATION, lambda: over(signed, KINDS["free-text"]), _ANNOTATED, 1),
    Vector("evil-approved-stamp", Family.EVIL_ANNOTATION, lambda: over(signed, KINDS["stamp"]), _ANNOTATED, 1),
    Vector("evil-popup", Family.EVIL_ANNOTATION, popup, _ANNOTATED, 1),
    Vector("evil-printed-only", Family.EVIL_ANNOTATION, lambda: over(
        lambda: certified(3), b"/Stamp", b"/F 36 /P 4 0 R /Rect [60 660 400 710]"), _ANNOTATED, 1),
    Vector("evil-hidden-at-first", Family.EVIL_ANNOTATION, lambda: over(
        lambda: certified(3), b"/Stamp", b"/F 2 /P 4 0 R /Rect [60 660 400 710]"), _ANNOTATED, 1),
    Vector("evil-in-an-array-of-its-own", Family.EVIL_ANNOTATION, in_an_array_of_its_own, _ANNOTATED, 1),
    Vector("evil-direct", Family.EVIL_ANNOTATION, direct, _ANNOTATED, 1),
    Vector("evil-on-a-page-without", Family.EVIL_ANNOTATION, of_the_other_page, _ANNOTATED, 2),
    Vector("evil-shown-by-flag", Family.EVIL_ANNOTATION, shown_by_flag, _ANNOTATED, 1),
    Vector("evil-p2-shown-by-flag", Family.EVIL_ANNOTATION, lambda: shown_by_flag_when_certified(2), _ANNOTATED, 1),
    Vector("evil-p3-shown-by-flag", Family.EVIL_ANNOTATION, lambda: shown_by_flag_when_certified(3), _ANNOTATED, 1),
    Vector("evil-looks-replaced", Family.EVIL_ANNOTATION, shown_by_looks, (*_ANNOTATED, "change_picture"), 1),
    Vector("evil-looks-redirected", Family.EVIL_ANNOTATION, given_looks, _ANNOTATED, 1),
    Vector("evil-unlisted", Family.EVIL_ANNOTATION, unlisted, _ANNOTATED, 1),
    Vector("evil-out-of-its-layer", Family.EVIL_ANNOTATION, of_layer, (*_ANNOTATED, "change_optional_content"), 1),
    Vector("evil-widget-of-no-field", Family.EVIL_ANNOTATION, widget_of_no_field, _ADDED, 1),
    Vector("evil-push-button", Family.EVIL_ANNOTATION, push_button, _ADDED),
    Vector("evil-p2-text-field", Family.EVIL_ANNOTATION, lambda: text_field_over(2), _ADDED),
    Vector("evil-p3-text-field", Family.EVIL_ANNOTATION, lambda: text_field_over(3), _ADDED),
    # Sneaky signatures
    Vector("sneaky-p1-invisible", Family.SNEAKY_SIGNATURE, lambda: signed_by_hand(
        certified(1), certificate=AGENCY, name=b"Signature2"), ("change_certified", "change_signature_added")),
    Vector("sneaky-p2-visible", Family.SNEAKY_SIGNATURE, lambda: signature_over(certified(2)), _SIGNED_OVER),
    Vector("sneaky-p3-visible", Family.SNEAKY_SIGNATURE, lambda: signature_over(certified(3)), _SIGNED_OVER),
    Vector("sneaky-p2-whole-page", Family.SNEAKY_SIGNATURE, lambda: signature_over(
        certified(2), rectangle=b"[0 0 595 842]"), _SIGNED_OVER),
    Vector("sneaky-p2-outside-its-rectangle", Family.SNEAKY_SIGNATURE, lambda: signature_over(
        certified(2), rectangle=b"[60 660 60.5 660.5]"), _SIGNED_OVER),
    Vector("sneaky-p2-corners-reversed", Family.SNEAKY_SIGNATURE, lambda: signature_over(
        certified(2), rectangle=b"[400 710 60 660]"), _SIGNED_OVER),
    Vector("sneaky-approved-covers-text", Family.SNEAKY_SIGNATURE, lambda: signature_over(signed()), _SIGNED_OVER),
    Vector("sneaky-p2-unsigned-field", Family.SNEAKY_SIGNATURE, lambda: field_over(
        certified(2), b"/FT /Sig /T (moi)"), _FIELD_OVER),
    Vector("sneaky-p3-unsigned-field", Family.SNEAKY_SIGNATURE, lambda: field_over(
        certified(3), b"/FT /Sig /T (moi)"), _FIELD_OVER),
    Vector("sneaky-approved-unsigned-field", Family.SNEAKY_SIGNATURE, lambda: field_over(
        signed(), b"/FT /Sig /T (moi)"), _FIELD_OVER),
    Vector("sneaky-p2-value-is-no-signature", Family.SNEAKY_SIGNATURE, lambda: field_over(
        certified(2), b"/FT /Sig /T (moi) /V << /Type /Sig >>"),
        ("change_signature_covers", "change_signature_added", "byte_range_missing")),
    Vector("sneaky-empty-field-given-looks", Family.SNEAKY_SIGNATURE, looks_of_empty_field, _FIELD_OVER),
    Vector("sneaky-empty-field-moved-and-signed", Family.SNEAKY_SIGNATURE, empty_field_moved_and_signed, (
        "change_signature_covers", "change_form_field", "change_signature_added")),
    Vector("sneaky-looks-of-a-signature-replaced", Family.SNEAKY_SIGNATURE, lambda: looks_of_signature_changed(
        signed()), ("change_form_field", "change_annotation", "change_signature_replaced")),
)
