"""What happens to signed documents in ordinary life, and to no harm: every one of these must stay valid."""

import re
from collections.abc import Callable

from antin import pades
from antin_testkit.paths import AT, DAY
from antin_testkit.pdf_revisions import append_revision, object_of, size_of, stream, with_validation_data
from antin_testkit.time_stamping import StampingService
from attacks.materials import (
    AGENCY,
    PERSON,
    ROOT,
    added_to,
    certified,
    clean,
    countersigned,
    edited,
    looks,
    metadata,
    signed,
    signed_by_hand,
    signed_with,
    swap,
    with_entries,
)
from attacks.model import Family, Vector
from attacks.revisions import append_rows, append_stream_revision

SERVICE = StampingService(ROOT, at=AT - DAY)
SEAL = pades.Box(150, 250, 40, 40)


def filled_in(pdf: bytes) -> bytes:
    """The text field with another value and looks that say the same."""
    return append_revision(pdf, {
        7: swap(object_of(pdf, 7), b"/V (1.000.000)", b"/V (2.000.000)"),
        13: looks(b"/Tx BMC BT /F2 12 Tf 2 8 Td (2.000.000) Tj ET EMC", b"[0 0 150 25]"),
    })


def ticked(pdf: bytes) -> bytes:
    """The check box, ticked."""
    return edited(pdf, 11, b"/V /Off /AS /Off", b"/V /Co /AS /Co")


def filled_with_new_looks(pdf: bytes) -> bytes:
    """The text field with another value, and a new object for its looks."""
    number = size_of(pdf)
    field = swap(swap(object_of(pdf, 7), b"(1.000.000)", b"(2.000.000)"), b"/N 13 0 R", b"/N %d 0 R" % number)
    return append_revision(pdf, {7: field, number: looks(b"BT /F2 12 Tf 2 8 Td (2.000.000) Tj ET", b"[0 0 150 25]")})


def seal_over_signature() -> bytes:
    """The agency's seal covers a third of the leader's signature, as NĐ 30/2020 asks."""
    leader = countersigned(clean(), box=pades.Box(100, 200, 60, 25))
    return countersigned(leader, box=pades.Box(80, 195, 40, 40), text="Dấu")


def entitled(pdf: bytes) -> bytes:
    """Another title, in Info and in XMP."""
    info = b"<< /Title (Quyet dinh ve viec cap chung thu so) /ModDate (D:20261124040000Z) >>"
    packet = metadata(b"Quyet dinh ve viec cap chung thu so")
    return append_revision(pdf, {18: packet, 25: info}, trailer=b"/Info 25 0 R")


def described_anew(pdf: bytes) -> bytes:
    """Info and XMP as new objects."""
    number = size_of(pdf)
    catalog = swap(object_of(pdf, 1), b"/Metadata 18 0 R", b"/Metadata %d 0 R" % number)
    return append_revision(
        pdf, {1: catalog, number: metadata(b"Khac"), number + 1: b"<< /Title (Khac) >>"},
        trailer=b"/Info %d 0 R" % (number + 1),
    )


def same_again(pdf: bytes, number: int) -> bytes:
    """An object written once more, word for word."""
    return append_revision(pdf, {number: object_of(pdf, number)})


def same_in_other_words(pdf: bytes) -> bytes:
    """An object written once more with other white space, escapes and order."""
    content = object_of(pdf, 27).strip(b"<> ").replace(b"/Type1", b"/Typ#651").replace(b" ", b"\r\n ")
    return append_revision(pdf, {27: b"<<% a comment\n" + content + b">>"})


def catalog_in_other_words(pdf: bytes) -> bytes:
    inner = object_of(pdf, 1).strip()[2:-2].strip()
    entries = [b"/" + each for each in re.split(rb"\s*/(?=(?:AcroForm|Metadata|StructTreeRoot|OCProperties|Pages))",
                                                inner.lstrip(b"/")) if each]
    return append_revision(pdf, {1: b"<< " + b"\n".join(reversed(entries)) + b" >>"})


def packed_again(pdf: bytes) -> bytes:
    """Objects that were in the file move into an object stream, with the same content."""
    return append_stream_revision(pdf, {number: object_of(pdf, number) for number in (4, 27)}, packed=(4, 27))


def unpacked_again(pdf: bytes) -> bytes:
    return append_revision(packed_again(pdf), {4: object_of(pdf, 4)})


def saved_again(pdf: bytes, entries: bytes = b"") -> bytes:
    """A revision that changes nothing."""
    return append_rows(pdf, {}, rows={0: b"0000000000 65535 f"}, entries=entries)


def comments_everywhere() -> bytes:
    """Comments wherever the syntax allows them, in the later revision."""
    pdf, number = signed() + b"% saved by a program\n", size_of(signed())
    made = append_rows(pdf, {number: b"% a comment\n(nothing)"})
    start = made.rindex(b"trailer\n<<")
    return made[:start] + b"trailer % a comment\n<< % another >>\n" + made[start + 10 :]


def commented_table() -> bytes:
    """A comment behind the word that begins the table."""
    return append_rows(signed(), {size_of(signed()): b"(nothing)"}, before_rows=b"% a comment\n")


def other_line_ends() -> bytes:
    """A later revision written with carriage returns."""
    made = append_rows(signed(), {size_of(signed()): b"(nothing)"})
    start = made.rindex(b"\nxref\n") + 1
    tail = made[start:].replace(b" \n", b"\r\n").replace(b"xref\n", b"xref\r\n", 1)
    return made[:start] + tail.replace(b"%%EOF\n", b"%%EOF\r\n")


def hybrid(pdf: bytes) -> bytes:
    """A revision with a table for old readers and a stream beside it that knows a packed object."""
    number = size_of(pdf)
    made = append_stream_revision(pdf, {number: b"<< /Nothing true >>"}, packed=(number,))
    at = made.rindex(b"startxref\n")
    stream_at = int(made[at + 10 :].split()[0])
    return append_rows(made[:at], {}, rows={0: b"0000000000 65535 f"}, entries=b"/XRefStm %d" % stream_at,
                       previous=int(re.findall(rb"startxref\s+(\d+)", pdf)[-1]))


def freed_unused() -> bytes:
    """An object that nothing refers to is set free."""
    return append_revision(signed_with({40: b"(nothing refers here)"}), {}, freed=(40,))


def field_signed_by_hand() -> bytes:
    """The second signature is of another program: no looks, its own way of writing."""
    return signed_by_hand(signed(), certificate=AGENCY, name=b"Signature2")


def evidence(pdf: bytes) -> bytes:
    return with_validation_data(pdf, Certs=(PERSON, AGENCY), CRLs=(ROOT.crl(),))


def more_evidence() -> bytes:
    """A store that was there gets more, and records by digest."""
    first = evidence(signed())
    number = size_of(first)
    catalog = object_of(first, 1)
    start = catalog.index(b"/DSS")
    key = b"A" * 40
    record = b"/VRI << /%b << /Cert [%d 0 R] >> >>" % (key, number)
    more = b"/Type /DSS %b /Certs [%d 0 R " % (record, number)
    grown = catalog[:start] + catalog[start:].replace(b"/Certs [", more, 1)
    return append_revision(first, {1: grown, number: stream(ROOT.certificate)})


def store_of_its_own() -> bytes:
    """The store is an object, with arrays of their own."""
    pdf, number = signed(), size_of(signed())
    catalog = added_to(pdf, 1, b" /DSS %d 0 R" % number)
    return append_revision(pdf, {
        1: catalog, number: b"<< /Type /DSS /Certs %d 0 R >>" % (number + 1), number + 1: b"[%d 0 R]" % (number + 2),
        number + 2: stream(PERSON),
    })


def harmless(name: str, make: Callable[[], bytes]) -> Vector:
    return Vector(f"harmless-{name}", Family.HARMLESS, make)


VECTORS = (
    harmless("signed", lambda: signed()),
    *(harmless(f"signed-{name}", lambda n=name: signed(n)) for name in (
        "libreoffice", "chromium", "typst-pdf-a-2b", "linearized", "object-streams", "pdf-1.4", "pdf-2.0",
        "form-fields", "rotated", "encrypted-owner-only", "hybrid-xref",
    )),
    harmless("signed-by-hand", lambda: signed_by_hand(clean())),
    harmless("certified-p1", lambda: certified(1)),
    harmless("certified-p2", lambda: certified(2)),
    harmless("certified-p3", lambda: certified(3)),
    # More signatures
    harmless("second-signature", lambda: countersigned(signed())),
    harmless("second-signature-visible", lambda: countersigned(signed(), box=SEAL)),
    harmless("second-signature-in-waiting-field", lambda: countersigned(signed(), name="cho_ky")),
    harmless("second-signature-by-hand", field_signed_by_hand),
    harmless("third-signature", lambda: countersigned(countersigned(signed(), box=SEAL))),
    harmless("seal-over-signature", seal_over_signature),
    harmless("certified-p2-signed-in-waiting-field", lambda: countersigned(certified(2), name="cho_ky")),
    harmless("certified-p3-signed-in-waiting-field", lambda: countersigned(certified(3), name="cho_ky")),
    harmless("certified-p2-second-signature", lambda: countersigned(certified(2))),
    harmless("certified-p3-second-signature", lambda: countersigned(certified(3))),
    *(harmless(f"second-signature-{name}", lambda n=name: countersigned(signed(n), box=SEAL))
      for name in ("libreoffice", "object-streams", "hybrid-xref", "pdf-2.0", "linearized")),
    # Validation data and time-stamps
    harmless("validation-data", lambda: evidence(signed())),
    harmless("validation-data-more", more_evidence),
    harmless("validation-data-in-objects-of-its-own", store_of_its_own),
    harmless("validation-data-certified-p1", lambda: evidence(certified(1))),
    harmless("validation-data-certified-p2", lambda: evidence(certified(2))),
    harmless("time-stamped", lambda: SERVICE.stamp_document(signed())),
    harmless("validation-data-and-time-stamp", lambda: SERVICE.stamp_document(evidence(signed()))),
    harmless("time-stamp-twice", lambda: SERVICE.stamp_document(SERVICE.stamp_document(evidence(signed())))),
    harmless("time-stamp-certified-p2", lambda: SERVICE.stamp_document(evidence(certified(2)))),
    harmless("signed-after-time-stamp", lambda: countersigned(SERVICE.stamp_document(signed()), box=SEAL)),
    # Filling
    harmless("form-filled", lambda: filled_in(signed())),
    harmless("form-filled-with-new-looks", lambda: filled_with_new_looks(signed())),
    harmless("form-ticked", lambda: ticked(signed())),
    harmless("form-filled-certified-p2", lambda: filled_in(certified(2))),
    harmless("form-filled-certified-p3", lambda: filled_in(certified(3))),
    harmless("form-ticked-certified-p2", lambda: ticked(certified(2))),
    harmless("form-filled-and-signed", lambda: countersigned(filled_in(certified(2)), name="cho_ky")),
    # Describing
    harmless("title", lambda: entitled(signed())),
    harmless("title-in-new-objects", lambda: described_anew(signed())),
    harmless("title-of-metadata-only", lambda: append_revision(signed(), {18: metadata(b"Khac")})),
    harmless("title-of-info-only", lambda: append_revision(
        signed(), {25: b"<< /Title (Khac) >>"}, trailer=b"/Info 25 0 R")),
    harmless("info-left-out-of-trailer", lambda: saved_again(signed())),
    harmless("metadata-added", lambda: append_revision(signed("pdf-1.4"), {
        1: added_to(signed("pdf-1.4"), 1, b" /Metadata 99 0 R"), 99: metadata(b"Them")})),
    # Saved again
    harmless("nothing-changed", lambda: saved_again(signed(), b"/Info 25 0 R")),
    harmless("unused-object", lambda: append_revision(signed(), {size_of(signed()): b"(nothing refers here)"})),
    harmless("unused-object-set-free", freed_unused),
    harmless("page-again", lambda: same_again(signed(), 4)),
    harmless("content-again", lambda: same_again(signed(), 5)),
    harmless("font-programme-again", lambda: same_again(signed(), 23)),
    harmless("catalogue-again", lambda: same_again(signed(), 1)),
    harmless("signed-field-again", lambda: same_again(signed(), 29)),
    harmless("font-in-other-words", lambda: same_in_other_words(signed())),
    harmless("catalogue-in-other-order", lambda: catalog_in_other_words(signed())),
    harmless("packed-again", lambda: packed_again(signed())),
    harmless("unpacked-again", lambda: unpacked_again(signed())),
    harmless("extensions", lambda: with_entries(
        signed(), 1, b" /Extensions << /ESIC << /BaseVersion /1.7 /ExtensionLevel 5 >> >>")),
    harmless("version", lambda: with_entries(signed(), 1, b" /Version /2.0")),
    # Ways of writing
    harmless("table-stream-over-table", lambda: append_stream_revision(signed(), {size_of(signed()): b"(nothing)"})),
    harmless("table-over-table-stream", lambda: append_revision(
        signed("object-streams"), {size_of(signed("object-streams")): b"(nothing)"})),
    harmless("packed-over-table", lambda: append_stream_revision(
        signed(), {size_of(signed()): b"(nothing)"}, packed=(size_of(signed()),))),
    harmless("hybrid-over-table", lambda: hybrid(signed())),
    harmless("second-signature-over-hybrid", lambda: countersigned(hybrid(signed()), box=SEAL)),
    harmless("white-space-behind", lambda: signed() + b"\r\n \n\n\t\0\n"),
    harmless("white-space-behind-later-revision", lambda: saved_again(signed()) + b"\r\n\r\n"),
    harmless("comments", comments_everywhere),
    harmless("comment-in-table", commented_table),
    harmless("carriage-returns", other_line_ends),
    harmless("waiting-field-certified-p3-and-evidence", lambda: evidence(countersigned(certified(3), name="cho_ky"))),
)
