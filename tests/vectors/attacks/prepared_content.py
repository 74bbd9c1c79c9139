"""Shadow attacks: what was prepared before signing is hidden, replaced or let out after it.

Hide: something covered the content and is taken away. Replace: something that seems harmless to change decides what
is shown. Hide and replace: two documents were signed in one file, and a later table chooses the other.
"""

from antin_testkit.pdf_revisions import append_revision, object_of, size_of, stream, with_validation_data
from attacks.materials import (
    AMOUNT,
    added_to,
    clean,
    clean_objects,
    edited,
    font_programme,
    listed,
    looks,
    signed,
    signed_with,
    swap,
    with_entries,
)
from attacks.model import Family, Vector
from attacks.moved_ranges import evil_content
from attacks.revisions import append_rows, append_stream_revision, object_stream

CONTENT, HIDDEN = "change_page_content", "change_hidden_object"
OVER = b"1 g 60 660 400 90 re f BT /F2 14 Tf 72 680 Td 0 g (Muc ho tro: 9.000.000 dong) Tj ET"


def page_with(old: bytes, new: bytes) -> dict[int, bytes]:
    """The clean page 1 with one part replaced."""
    return {4: swap(clean_objects()[4], old, new)}


def covered() -> bytes:
    """Signed while a second content stream covered the first."""
    return signed_with(page_with(b"/Contents 5 0 R", b"/Contents [5 0 R 40 0 R]") | {40: stream(OVER)})


def covered_by_picture() -> bytes:
    """Signed while a picture covered the text."""
    page = swap(clean_objects()[4], b"/Fm1 17 0 R", b"/Fm1 17 0 R /Over 40 0 R")
    content = clean_objects()[5].replace(b"/Fm1 Do Q", b"/Fm1 Do Q q 400 0 0 90 60 660 cm /Over Do Q")
    data = content[content.index(b"stream\n") + 7 : content.rindex(b"\nendstream")]
    return signed_with({4: page, 5: stream(data), 40: clean_objects()[16]})


def covered_by_form() -> bytes:
    page = swap(clean_objects()[4], b"/Fm1 17 0 R", b"/Fm1 40 0 R")
    return signed_with({4: page, 40: looks(b"1 g 0 0 400 300 re f", b"[0 0 400 300]")})


def freed(pdf: bytes, number: int) -> bytes:
    return append_revision(pdf, {}, freed=(number,))


def waiting_reference(number: int, old: bytes, new: bytes) -> bytes:
    """Signed with a reference to object 77, which is not there."""
    return signed_with({number: swap(clean_objects()[number], old, new)})


def given(pdf: bytes, content: bytes, number: int = 77) -> bytes:
    """The missing object, given later."""
    assert size_of(pdf) <= number
    return append_revision(pdf, {number: content})


def with_generation() -> bytes:
    """The page refers to generation 1 of a free number, which appears later."""
    made = signed_with(
        page_with(b"/Contents 5 0 R", b"/Contents [5 0 R 38 1 R]") | {39: b"null"},
    )
    return append_rows(made, {38: stream(OVER)}, generations={38: 1})


def higher_generation() -> bytes:
    """The content's number, used again with another generation; some readers ignore which one is asked for."""
    return append_rows(signed(), {5: evil_content()}, generations={5: 1})


def freed_and_used_again() -> bytes:
    """Set free in one revision, used again in the next."""
    gone = append_revision(signed(), {}, freed=(5,))
    return append_rows(gone, {5: evil_content()}, generations={5: 1})


def moved_into_object_stream() -> bytes:
    """The descriptor was in the file itself; its next version is packed."""
    page = swap(object_of(signed(), 4), b"/Contents 5 0 R", b"/Contents 9 0 R")
    return append_stream_revision(signed(), {4: page}, packed=(4,))


def moved_out_of_object_stream() -> bytes:
    """A packed page gets another content from a classic table."""
    packed = append_stream_revision(signed(), {4: object_of(signed(), 4)}, packed=(4,))
    return append_revision(
        packed, {4: swap(object_of(signed(), 4), b"/Contents 5 0 R", b"/Contents 9 0 R")},
    )


def other_row_of_object_stream() -> bytes:
    """A later table takes another index of an object stream that was signed."""
    page, other = clean_objects()[4], page_with(b"/Contents 5 0 R", b"/Contents 9 0 R")[4]
    made = signed_with({40: object_stream({4: other, 41: page})})
    return append_stream_revision(made, {}, more_rows={4: (2, 40, 0)})


def two_documents() -> bytes:
    """Hide and replace: another page 1 stands in the signed octets, which no table knows; a later table does."""
    hidden = b"5 0 obj\n" + evil_content() + b"\nendobj\n"
    made = signed_with({}, waiting=hidden)
    return append_rows(made, {}, rows={5: b"%010d 00000 n" % made.index(hidden)})


def two_documents_all() -> bytes:
    """The same with page tree, pages and content, so that the hidden document has other pages."""
    parts = {
        2: swap(clean_objects()[2], b"[4 0 R 8 0 R] /Count 2", b"[4 0 R] /Count 1"), 4: clean_objects()[4],
        5: evil_content(),
    }
    bodies = {number: b"%d 0 obj\n%b\nendobj\n" % (number, part) for number, part in parts.items()}
    made = signed_with({}, waiting=b"".join(bodies.values()))
    rows = {number: b"%010d 00000 n" % made.index(body) for number, body in bodies.items() if number != 4}
    return append_rows(made, {}, rows=rows)


def other_root(objects: dict[int, bytes] | None = None) -> bytes:
    """Two catalogues were signed; a later trailer names the other."""
    pages = b"<< /Type /Pages /Kids [42 0 R] /Count 1 /MediaBox [0 0 595 842] >>"
    page = swap(clean_objects()[4], b"/Parent 2 0 R /Contents 5 0 R", b"/Parent 41 0 R /Contents 43 0 R")
    catalog = swap(clean_objects()[1], b"/Pages 2 0 R", b"/Pages 41 0 R")
    made = signed_with({40: catalog, 41: pages, 42: page, 43: evil_content(), **(objects or {})})
    return append_rows(made, {}, root=b"40 0 R", rows={0: b"0000000000 65535 f"})


def other_pages() -> bytes:
    """The catalogue names another page tree, which was signed but not shown."""
    made = signed_with({
        41: b"<< /Type /Pages /Kids [42 0 R] /Count 1 /MediaBox [0 0 595 842] >>",
        42: swap(clean_objects()[4], b"/Parent 2 0 R /Contents 5 0 R", b"/Parent 41 0 R /Contents 43 0 R"),
        43: evil_content(),
    })
    return edited(made, 1, b"/Pages 2 0 R", b"/Pages 41 0 R")


def info_is_the_content() -> bytes:
    """A later trailer says that /Info is the page's content, so that changing it looks like changing metadata."""
    return append_revision(signed(), {5: evil_content()}, trailer=b"/Info 5 0 R")


def metadata_is_the_content() -> bytes:
    """The catalogue's /Metadata was the same object as the page's content when it was signed."""
    made = signed_with({1: swap(clean_objects()[1], b"/Metadata 18 0 R", b"/Metadata 5 0 R")})
    return append_revision(made, {5: evil_content()})


def store_is_the_content() -> bytes:
    """Validation data that is page content, too: given later to a reference that waited."""
    made = waiting_reference(4, b"/Contents 5 0 R", b"/Contents [5 0 R 77 0 R]")
    catalog = added_to(made, 1, b" /DSS << /Type /DSS /Certs [77 0 R] >>")
    return append_revision(made, {1: catalog, 77: stream(OVER)})


def store_was_the_content() -> bytes:
    """Validation data that is page content, too: it was there, and is 'renewed'."""
    dss = b"<< /Type /DSS /Certs [40 0 R] >>"
    made = signed_with(
        page_with(b"/Contents 5 0 R", b"/Contents [5 0 R 40 0 R]")
        | {1: added_to(clean(), 1, b" /DSS %b" % dss), 40: stream(b" ")},
    )
    return append_revision(made, {40: stream(OVER)})


def store_names_the_content() -> bytes:
    """A later DSS names the page's content as a certificate, and replaces it."""
    catalog = added_to(signed(), 1, b" /DSS << /Type /DSS /Certs [5 0 R] >>")
    return append_revision(signed(), {1: catalog, 5: evil_content()})


def looks_are_the_content() -> bytes:
    """The looks of a text field are the page's content, too; filling the field draws them anew."""
    made = signed_with({7: swap(clean_objects()[7], b"/N 13 0 R", b"/N 5 0 R")})
    field = swap(object_of(made, 7), b"(1.000.000)", b"(9.000.000)")
    return append_revision(made, {7: field, 5: evil_content()})


def new_field_takes_the_content() -> bytes:
    """A new signature field whose looks are the page's content, drawn anew."""
    made, number = signed(), size_of(signed())
    field = b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (moi) /F 4 /Rect [0 0 0 0] /AP << /N 5 0 R >> >>"
    return append_revision(made, {6: listed(made, 6, b"/Fields", number), number: field, 5: evil_content()})


def form_value(number: int, old: bytes, new: bytes) -> bytes:
    """Only the looks or the value of a form field are replaced, so that the two no longer say the same."""
    return edited(signed(), number, old, new)


def _later(number: int, content: bytes) -> bytes:
    return append_revision(signed(), {number: content})


REPLACED_ENCODING = b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding /Differences [49 /nine] >>"

VECTORS = (
    # Hide
    Vector("shadow-hide-cover-set-free", Family.HIDE, lambda: freed(covered(), 40), (CONTENT,), 1),
    Vector("shadow-hide-cover-emptied", Family.HIDE, lambda: append_revision(covered(), {40: stream(b" ")}),
           (CONTENT,), 1),
    Vector("shadow-hide-cover-unlisted", Family.HIDE, lambda: edited(covered(), 4, b"[5 0 R 40 0 R]", b"5 0 R"),
           (CONTENT,), 1),
    Vector("shadow-hide-picture-set-free", Family.HIDE, lambda: freed(covered_by_picture(), 40),
           ("change_picture", CONTENT), 1),
    Vector("shadow-hide-picture-no-more-picture", Family.HIDE, lambda: edited(
        covered_by_picture(), 40, b"/Subtype /Image", b"/Subtype /Imaje"), ("change_picture", CONTENT), 1),
    Vector("shadow-hide-picture-made-transparent", Family.HIDE, lambda: edited(
        covered_by_picture(), 40, b"/ColorSpace", b"/SMask 16 0 R /ColorSpace"), ("change_picture", CONTENT), 1),
    Vector("shadow-hide-form-emptied", Family.HIDE, lambda: append_revision(
        covered_by_form(), {40: looks(b" ", b"[0 0 1 1]")}), ("change_picture", CONTENT), 1),
    Vector("shadow-hide-resource-redirected", Family.HIDE, lambda: edited(
        covered_by_picture(), 4, b"/Over 40 0 R", b"/Over 17 0 R"), (CONTENT,), 1),
    # Replace
    Vector("shadow-replace-content", Family.REPLACE, lambda: _later(5, evil_content()), (CONTENT,), 1),
    Vector("shadow-replace-content-of-page-2", Family.REPLACE, lambda: _later(9, evil_content()), (CONTENT,), 2),
    Vector("shadow-replace-font-programme", Family.REPLACE, lambda: _later(23, font_programme(swapped="01")),
           ("change_font",), 1),
    Vector("shadow-replace-font-descriptor", Family.REPLACE, lambda: edited(
        signed(), 12, b" /FontFile2 23 0 R", b""), ("change_font",), 1),
    Vector("shadow-replace-font-base", Family.REPLACE, lambda: edited(
        signed(), 27, b"/Times-Roman", b"/ZapfDingbats"), ("change_font",), 1),
    Vector("shadow-replace-font-widths", Family.REPLACE, lambda: edited(signed(), 26, b"/W [0 [", b"/W [1 ["),
           ("change_font",), 1),
    Vector("shadow-replace-to-unicode", Family.REPLACE, lambda: _later(14, stream(b"/CIDInit /ProcSet findresource")),
           ("change_font",), 1),
    Vector("shadow-replace-encoding", Family.REPLACE, lambda: _later(15, REPLACED_ENCODING), ("change_font",), 1),
    Vector("shadow-replace-glyph-map", Family.REPLACE, lambda: edited(
        signed(), 26, b"/CIDToGIDMap /Identity", b"/CIDToGIDMap 9 0 R"), ("change_font",), 1),
    Vector("shadow-replace-form-looks", Family.REPLACE, lambda: form_value(13, b"(1.000.000)", b"(9.000.000)"),
           ("change_form_field", "change_picture", "change_annotation", "change_form_filled"), 0),
    Vector("shadow-replace-form-default-looks", Family.REPLACE, lambda: form_value(
        6, b"/DA (/F2 12 Tf 0 g)", b"/DA (/F1 12 Tf 1 g)"),
        ("change_form_field", "change_document_structure")),
    Vector("shadow-replace-form-fonts", Family.REPLACE, lambda: form_value(
        6, b"/F1 3 0 R", b"/F1 27 0 R"),
        ("change_font", "change_form_field", "change_document_structure")),
    Vector("shadow-replace-field-moved", Family.REPLACE, lambda: form_value(
        7, b"/Rect [150 750 300 775]", b"/Rect [70 675 300 700]"), ("change_form_field", "change_annotation")),
    Vector("shadow-replace-field-type", Family.REPLACE, lambda: form_value(7, b"/FT /Tx", b"/FT /Btn"),
           ("change_form_field",)),
    Vector("shadow-replace-check-box-looks", Family.REPLACE, lambda: form_value(
        11, b"/Off 17 0 R", b"/Off 22 0 R"), ("change_form_field", "change_annotation")),
    Vector("shadow-replace-picture", Family.REPLACE, lambda: edited(
        signed(), 16, b"\x80\x80\x80\x80", b"\x00\xff\x00\xff"), ("change_picture",), 1),
    Vector("shadow-replace-metadata-that-is-content", Family.REPLACE, metadata_is_the_content, (CONTENT, HIDDEN), 1),
    Vector("shadow-replace-info-that-is-content", Family.REPLACE, info_is_the_content, (CONTENT,), 1),
    Vector("shadow-replace-validation-data-that-is-content", Family.REPLACE, store_was_the_content,
           (CONTENT, HIDDEN), 1),
    Vector("shadow-replace-validation-data-named-later", Family.REPLACE, store_names_the_content,
           (CONTENT, "change_document_structure"), 0),
    Vector("shadow-replace-looks-that-are-content", Family.REPLACE, looks_are_the_content, (CONTENT,), 1),
    Vector("shadow-replace-looks-of-a-new-field", Family.REPLACE, new_field_takes_the_content, (CONTENT,), 1),
    Vector("shadow-replace-other-generation", Family.REPLACE, higher_generation, (CONTENT,), 1),
    Vector("shadow-replace-freed-and-used-again", Family.REPLACE, freed_and_used_again, (CONTENT,), 1),
    Vector("shadow-replace-moved-into-object-stream", Family.REPLACE, moved_into_object_stream, (CONTENT,), 1),
    Vector("shadow-replace-moved-out-of-object-stream", Family.REPLACE, moved_out_of_object_stream, (CONTENT,), 1),
    # Hide and replace
    Vector("shadow-both-waiting-content", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(4, b"/Contents 5 0 R", b"/Contents [5 0 R 77 0 R]"), stream(OVER)), (HIDDEN, CONTENT)),
    Vector("shadow-both-waiting-font", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(12, b"/FontFile2 23 0 R", b"/FontFile2 77 0 R"), font_programme(swapped="01")),
        (HIDDEN, "change_font")),
    Vector("shadow-both-waiting-to-unicode", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(3, b"/ToUnicode 14 0 R", b"/ToUnicode 77 0 R"), stream(b"x")), (HIDDEN, "change_font")),
    Vector("shadow-both-waiting-picture", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(4, b"/Fm1 17 0 R", b"/Fm1 77 0 R"), looks(OVER, b"[0 0 595 842]")),
        (HIDDEN, "change_picture")),
    Vector("shadow-both-waiting-annotation", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(4, b"11 0 R 28 0 R]", b"11 0 R 28 0 R 77 0 R]"),
        b"<< /Type /Annot /Subtype /Stamp /F 4 /Rect [60 660 400 710] /AP << /N 22 0 R >> >>"),
        (HIDDEN, "change_annotation", "change_annotation_covers")),
    Vector("shadow-both-waiting-field", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(6, b"28 0 R]", b"28 0 R 77 0 R]"),
        b"<< /Type /Annot /Subtype /Widget /FT /Tx /T (moi) /V (9) /F 4 /Rect [60 660 400 710] /AP << /N 22 0 R >> >>"),
        (HIDDEN, "change_form_field")),
    Vector("shadow-both-waiting-looks", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(7, b"/N 13 0 R", b"/N 77 0 R"), looks(b"BT /F2 12 Tf (9) Tj ET", b"[0 0 150 25]")),
        (HIDDEN, "change_form_field")),
    Vector("shadow-both-waiting-page", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(2, b"[4 0 R 8 0 R]", b"[4 0 R 8 0 R 77 0 R]"),
        b"<< /Type /Page /Parent 2 0 R /Contents 9 0 R >>"), (HIDDEN, "change_pages")),
    Vector("shadow-both-waiting-layers", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(1, b"/OCProperties 21 0 R", b"/OCProperties 77 0 R"),
        b"<< /OCGs [20 0 R] /D << /OFF [] >> >>"), (HIDDEN, "change_optional_content")),
    Vector("shadow-both-waiting-action", Family.HIDE_AND_REPLACE, lambda: given(
        waiting_reference(1, b"/OCProperties", b"/OpenAction 77 0 R /OCProperties"),
        b"<< /S /JavaScript /JS (app.alert\\(1\\)) >>"), (HIDDEN, "change_script")),
    Vector("shadow-both-waiting-content-as-validation-data", Family.HIDE_AND_REPLACE, store_is_the_content,
           (HIDDEN, CONTENT)),
    Vector("shadow-both-waiting-content-as-certificate-store", Family.HIDE_AND_REPLACE, lambda: with_validation_data(
        signed_with(page_with(b"/Contents 5 0 R", b"/Contents [5 0 R 31 0 R]")), Certs=(OVER,)), (HIDDEN, CONTENT)),
    Vector("shadow-both-waiting-generation", Family.HIDE_AND_REPLACE, with_generation, (HIDDEN, CONTENT)),
    Vector("shadow-both-content-without-a-row", Family.HIDE_AND_REPLACE, two_documents, (CONTENT,), 1),
    Vector("shadow-both-pages-without-rows", Family.HIDE_AND_REPLACE, two_documents_all, ("change_pages",)),
    Vector("shadow-both-other-root", Family.HIDE_AND_REPLACE, other_root, ("change_document_structure",)),
    Vector("shadow-both-other-page-tree", Family.HIDE_AND_REPLACE, other_pages,
           ("change_pages", "change_document_structure")),
    Vector("shadow-both-other-index-of-object-stream", Family.HIDE_AND_REPLACE, other_row_of_object_stream,
           (CONTENT,), 1),
    Vector("shadow-both-structure-tree-swapped", Family.HIDE_AND_REPLACE, lambda: with_entries(
        signed(), 24, b" /Alt (%b)" % AMOUNT.replace(b"1", b"9")),
        ("change_read_aloud", "change_document_structure", "change_object")),
)
