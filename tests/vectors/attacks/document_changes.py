"""Later revisions that change what a reader sees or does without touching the text of a page: layers, forms of
another kind, actions, attached files, pages and their geometry, what is read aloud, the way a file is opened.
"""

from collections.abc import Callable

from antin_testkit.pdf_revisions import append_revision, object_of, size_of, stream
from attacks.materials import added_to, clean_objects, edited, signed, signed_with, swap, with_entries
from attacks.model import Family, Vector
from attacks.revisions import append_rows

STRUCTURE = "change_document_structure"
_LAYERS = ("change_optional_content", STRUCTURE)
_SCRIPT = ("change_script", STRUCTURE)
_ATTACHED = ("change_attachment", STRUCTURE)
_VIEW = ("change_page_view", "change_page_content")
_ALOUD = ("change_read_aloud", STRUCTURE, "change_object")
SCRIPT = b"<< /S /JavaScript /JS (this.getField\\(\"so_tien\"\\).value = 9) >>"
FILE = b"<< /Type /Filespec /F (phu-luc.pdf) /UF (phu-luc.pdf) /EF << /F %d 0 R >> >>"


def catalog(entries: bytes) -> bytes:
    """The catalogue with more entries."""
    return with_entries(signed(), 1, entries)


def catalog_less(old: bytes) -> bytes:
    return edited(signed(), 1, old, b"")


def page(entries: bytes, number: int = 4) -> bytes:
    return with_entries(signed(), number, entries)


def attached() -> bytes:
    """A file in the name tree of the catalogue."""
    number = size_of(signed())
    names = b" /Names << /EmbeddedFiles << /Names [(phu-luc) %d 0 R] >> >>" % number
    return append_revision(signed(), {
        1: added_to(signed(), 1, names), number: FILE % (number + 1), number + 1: _embedded(b"khac"),
    })


def attached_to_the_document() -> bytes:
    number = size_of(signed())
    return append_revision(signed(), {
        1: added_to(signed(), 1, b" /AF [%d 0 R]" % number), number: FILE % (number + 1), number + 1: _embedded(b"x"),
    })


def attached_file_replaced() -> bytes:
    """A file that was attached when it was signed is another."""
    names = b" /Names << /EmbeddedFiles << /Names [(phu-luc) 40 0 R] >> >>"
    made = signed_with({1: clean_objects()[1][:-2] + names + b">>", 40: FILE % 41, 41: _embedded(b"mot")})
    return append_revision(made, {41: _embedded(b"hai")})


def _embedded(content: bytes) -> bytes:
    return stream(content, b"/Type /EmbeddedFile")


def kids(new: bytes, count: int, page: bytes = b"null") -> bytes:
    """Another list of pages; `number` in it is that of the new page."""
    number = size_of(signed())
    tree = swap(object_of(signed(), 2), b"[4 0 R 8 0 R]", new.replace(b"number", b"%d" % number))
    tree = swap(tree, b"/Count 2", b"/Count %d" % count)
    return append_revision(signed(), {2: tree, number: page})


def replaced_kid() -> bytes:
    """The list of pages is as it was; the second page is another object."""
    return append_revision(signed(), {8: swap(object_of(signed(), 8), b"/Contents 9 0 R", b"/Contents 5 0 R")})


def kids_of_their_own() -> bytes:
    """The list of pages was an object of its own."""
    tree = swap(clean_objects()[2], b"/Kids [4 0 R 8 0 R]", b"/Kids 40 0 R")
    made = signed_with({2: tree, 40: b"[4 0 R 8 0 R]"})
    return append_revision(made, {40: b"[8 0 R 4 0 R]"})


def labels() -> bytes:
    return catalog(b" /PageLabels << /Nums [0 << /S /D /St 5 >>] >>")


def encrypted_later() -> bytes:
    """A later trailer says that the file is encrypted."""
    number = size_of(signed())
    filters = b"<< /Filter /Standard /V 1 /R 2 /P -4 /O <%b> /U <%b> >>" % (b"00" * 32, b"11" * 32)
    return append_rows(signed(), {number: filters}, entries=b"/Encrypt %d 0 R" % number)


def document(name: str, make: Callable[[], bytes], codes: tuple[str, ...], at: int = 0) -> Vector:
    return Vector(f"document-{name}", Family.DOCUMENT, make, codes, at)


NEW_PAGE = b"<< /Type /Page /Parent 2 0 R /Contents 9 0 R /Resources << /Font << /F2 27 0 R >> >> >>"

VECTORS = (
    # Layers
    document("layer-switched-on", lambda: edited(signed(), 21, b"/OFF [20 0 R]", b"/OFF []"), _LAYERS),
    document("layer-by-base-state", lambda: edited(signed(), 21, b"/OFF [20 0 R]", b"/BaseState /ON"), _LAYERS),
    document("layer-by-usage", lambda: edited(
        signed(), 21, b"/Order", b"/AS [<< /Event /View /OCGs [20 0 R] /Category [/View] >>] /Order"), _LAYERS),
    document("layer-by-group", lambda: edited(
        signed(), 20, b"/Name (Ban nhap)", b"/Name (Ban nhap) /Usage << /View << /ViewState /ON >> >>"),
        (*_LAYERS, "change_page_content")),
    document("layers-removed", lambda: catalog_less(b" /OCProperties 21 0 R"), _LAYERS),
    document("layers-replaced", lambda: edited(
        signed(), 1, b"/OCProperties 21 0 R", b"/OCProperties << /OCGs [20 0 R] /D << >> >>"), _LAYERS),
    document("layer-of-content-is-another", lambda: edited(signed(), 4, b"/Lop 20 0 R", b"/Lop null"),
             ("change_page_content", "change_optional_content"), 1),
    # XFA and the form as a whole
    document("xfa-added", lambda: with_entries(signed(), 6, b" /XFA (<xdp:xdp/>)"), ("change_xfa", STRUCTURE)),
    document("xfa-added-as-stream", lambda: append_revision(signed(), {
        6: added_to(signed(), 6, b" /XFA 77 0 R"), 77: stream(b"<xdp:xdp/>")}), ("change_xfa", STRUCTURE)),
    document("needs-rendering", lambda: catalog(b" /NeedsRendering true"), ("change_xfa", STRUCTURE)),
    document("form-calculates", lambda: with_entries(signed(), 6, b" /CO [7 0 R]"), _SCRIPT),
    document("form-removed", lambda: catalog_less(b" /AcroForm 6 0 R"), (
        "unattached_signature", "change_signature_removed", STRUCTURE)),
    # Actions
    document("open-action", lambda: catalog(b" /OpenAction " + SCRIPT), _SCRIPT),
    document("open-action-to-a-page", lambda: catalog(b" /OpenAction [8 0 R /Fit]"), _SCRIPT),
    document("document-action", lambda: catalog(b" /AA << /WP %b >>" % SCRIPT), _SCRIPT),
    document("script-by-name", lambda: catalog(b" /Names << /JavaScript << /Names [(a) %b] >> >>" % SCRIPT), _SCRIPT),
    document("page-action", lambda: page(b" /AA << /O %b >>" % SCRIPT), ("change_script", "change_page_content"), 1),
    document("field-action", lambda: with_entries(signed(), 7, b" /AA << /F %b >>" % SCRIPT),
             ("change_script", "change_form_field")),
    document("field-activation", lambda: with_entries(signed(), 11, b" /A %b" % SCRIPT),
             ("change_script", "change_form_field")),
    document("annotation-action", lambda: with_entries(signed(), 10, b" /A %b" % SCRIPT),
             ("change_script", "change_annotation"), 1),
    document("outline-with-action", lambda: catalog(
        b" /Outlines << /First << /Title (x) /A %b >> >>" % SCRIPT), _SCRIPT),
    document("base-address", lambda: catalog(b" /URI << /Base (http://example.invalid/) >>"), _SCRIPT),
    # Attached files
    document("attached-by-name", attached, _ATTACHED),
    document("attached-to-the-document", attached_to_the_document, _ATTACHED),
    document("attached-file-replaced", attached_file_replaced, (*_ATTACHED, "change_object")),
    document("portfolio", lambda: catalog(b" /Collection << /Type /Collection /View /H >>"), _ATTACHED),
    # Pages and their geometry
    document("page-turned", lambda: page(b" /Rotate 180"), _VIEW, 1),
    document("page-cropped", lambda: page(b" /CropBox [0 0 595 600]"), _VIEW, 1),
    document("page-resized", lambda: page(b" /MediaBox [0 0 300 842]"), _VIEW, 1),
    document("page-unit", lambda: page(b" /UserUnit 3"), _VIEW, 1),
    document("page-2-turned", lambda: page(b" /Rotate 90", 8), _VIEW, 2),
    document("page-group", lambda: page(b" /Group << /S /Transparency /K true >>"), _VIEW, 1),
    document("page-transition", lambda: page(b" /Trans << /S /Split >> /Dur 1"), _VIEW, 1),
    document("page-tree-turned", lambda: with_entries(signed(), 2, b" /Rotate 180"), (
        "change_page_view", "change_pages")),
    document("page-tree-resources", lambda: with_entries(signed(), 2, b" /Resources << >>"), (
        "change_pages", "change_page_content")),
    document("page-tree-resized", lambda: edited(signed(), 2, b"[0 0 595 842]", b"[0 0 595 600]"), (
        "change_page_view", "change_pages")),
    document("page-inserted", lambda: kids(b"[4 0 R number 0 R 8 0 R]", 3, page=NEW_PAGE), ("change_pages",)),
    document("page-appended", lambda: kids(b"[4 0 R 8 0 R number 0 R]", 3, page=NEW_PAGE), ("change_pages",)),
    document("page-removed", lambda: kids(b"[8 0 R]", 1), ("change_pages",)),
    document("page-twice", lambda: kids(b"[4 0 R 8 0 R 8 0 R]", 3), ("change_pages",)),
    document("pages-reordered", lambda: kids(b"[8 0 R 4 0 R]", 2), ("change_pages",)),
    document("pages-reordered-in-their-own-array", kids_of_their_own, ("change_pages",)),
    document("page-replaced", lambda: kids(b"[4 0 R number 0 R]", 2, page=NEW_PAGE), ("change_pages",)),
    document("page-shows-another", replaced_kid, ("change_page_content",), 2),
    document("page-count", lambda: edited(signed(), 2, b"/Count 2", b"/Count 1"), ("change_pages",)),
    document("page-labels", labels, (STRUCTURE, "change_pages")),
    # Read aloud, opening
    document("actual-text", lambda: edited(signed(), 24, b"(So 01)", b"(So 99)"), _ALOUD),
    document("alternative-text-added", lambda: with_entries(signed(), 24, b" /Alt (So 99)"), _ALOUD),
    document("structure-root", lambda: edited(signed(), 19, b"/K 24 0 R", b"/K []"), _ALOUD),
    document("structure-removed", lambda: catalog_less(b" /StructTreeRoot 19 0 R"), _ALOUD),
    document("language", lambda: catalog(b" /Lang (en)"), _ALOUD),
    document("viewer-preferences", lambda: catalog(b" /ViewerPreferences << /HideToolbar true >>"), (STRUCTURE,)),
    document("output-intent", lambda: catalog(b" /OutputIntents [<< /S /GTS_PDFA1 >>]"), (STRUCTURE,)),
    document("destinations", lambda: catalog(b" /Dests << /a [8 0 R /Fit] >>"), (STRUCTURE,)),
    document("permissions", lambda: catalog(b" /Perms << /DocMDP 30 0 R >>"), (STRUCTURE,)),
    document("legal-statement", lambda: catalog(b" /Legal << /JavaScriptActions 0 >>"), (STRUCTURE,)),
    document("extension-unknown", lambda: catalog(b" /XYZ << >>"), (STRUCTURE,)),
    document("encrypted-later", encrypted_later, (STRUCTURE, "pdf_broken", "pdf_password_needed")),
    document("threads", lambda: catalog(b" /Threads []"), (STRUCTURE,)),
    document("validation-data-malformed", lambda: catalog(b" /DSS << /Certs [5 0 R] /Other 5 0 R >>"), (STRUCTURE,)),
    document("signature-field-renamed", lambda: edited(signed(), 29, b"(Signature1)", b"(Khac)"),
             ("change_form_field", "change_signature_replaced", "change_signature_removed")),
    document("signature-says-another-reason", lambda: edited(signed(), 30, b"/Filter", b"/Reason (Khac) /Filter"),
             ("signature_not_in_place",)),
    document("field-unlisted", lambda: edited(signed(), 6, b"7 0 R ", b""), ("change_form_field",)),
)
