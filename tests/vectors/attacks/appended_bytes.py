"""Incremental saving: something behind the signed octets that is no right revision, which a lenient reader repairs."""

import re

from antin_testkit.pdf_revisions import append_revision, object_of, size_of, startxref_of, stream
from attacks.forged_entries import dictionary_number
from attacks.materials import clean, signed, signed_with
from attacks.model import Family, Vector
from attacks.moved_ranges import evil_content
from attacks.revisions import append_rows, append_stream_revision, appended_objects, ending, xref_stream

END = ("bytes_after_end", "revisions_overlap", "pdf_broken")
# The last table no longer knows the signed revision: no field shows the signature that the octets still hold.
GONE = (*END, "unattached_signature")


def evil() -> bytes:
    return b"5 0 obj\n" + evil_content() + b"\nendobj\n"


def behind(tail: bytes) -> bytes:
    """The signed file with octets behind it."""
    return signed() + tail


def pointing(to: int) -> bytes:
    """Another content for page 1 and a pointer to somewhere, without a table."""
    return behind(evil() + b"startxref\n%d\n%%%%EOF\n" % to)


def with_rows(rows: dict[int, bytes], *, extra: dict[int, bytes] | None = None) -> bytes:
    """A classic revision with another content for page 1, and rows that are wrong."""
    return append_rows(signed(), {5: evil_content(), **(extra or {})}, rows=rows)


def broken_table(pattern: bytes, new: bytes) -> bytes:
    """A right revision with its last table harmed."""
    made = append_revision(signed(), {5: evil_content()})
    start = made.rindex(b"\nxref\n") + 1
    return made[:start] + re.sub(pattern, lambda _: new, made[start:], count=1)


def without_trailer() -> bytes:
    body, rows = appended_objects(signed(), {5: evil_content()})
    return body + b"xref\n5 1\n%b \nstartxref\n%d\n%%%%EOF\n" % (rows[5], len(body))


def copied_revision() -> bytes:
    """The octets of the signature's own revision once more, with another content for page 1 before them."""
    pdf = signed()
    first_end = pdf.index(b"%%EOF\n") + 6
    return pdf + evil() + pdf[first_end:]


def copied_revision_with_table() -> bytes:
    """The same objects again, in a right revision: the dictionary is a copy that does not stand in the gap."""
    pdf = signed()
    number = dictionary_number(pdf)
    return append_revision(pdf, {5: evil_content(), number: object_of(pdf, number)})


def previous_loop(kind: str) -> bytes:
    """/Prev that leads to itself, or to a later table and back."""
    pdf = signed()
    body, rows = appended_objects(pdf, {5: evil_content()})
    start = len(body)
    if kind == "itself":
        return body + b"xref\n5 1\n%b \n" % rows[5] + ending(pdf, size=size_of(pdf), start=start, previous=start)
    first = body + b"xref\n5 1\n%b \n" % rows[5]
    length = len(ending(pdf, size=size_of(pdf), start=start, previous=10**9))
    second_at = len(first) + length
    first += ending(pdf, size=size_of(pdf), start=start, previous=second_at).ljust(length, b"\n")
    second = b"xref\n0 1\n0000000000 65535 f \n" + ending(pdf, size=size_of(pdf), start=second_at, previous=start)
    return first + second


def skipping_the_signed_table() -> bytes:
    """/Prev leads past the signed revision to the first one; what the signature needs is told anew."""
    pdf = signed()
    first = int(re.findall(rb"startxref\s+(\d+)", pdf)[0])
    rows = {
        number: b"%010d 00000 n" % (pdf.rindex(b"\n%d 0 obj" % number) + 1)
        for number in (4, 6, 29, dictionary_number(pdf))
    }
    return append_rows(pdf, {5: evil_content()}, rows=rows, previous=first)


def prepared_table() -> bytes:
    """A right table for another content, signed inside a stream; a later pointer leads back to it."""
    content, pdf, offset, newest = evil(), b"", 0, 0
    for _ in range(3):  # the offsets settle, as their width is fixed
        table = b"xref\n5 1\n%b \ntrailer\n<< /Size 43 /Root 1 0 R /Prev %010d >>\n" % (_row(offset), newest)
        pdf = signed_with({40: stream(content + table)})
        offset, newest = pdf.index(content), startxref_of(pdf)
    assert table in pdf and _row(pdf.index(content)) in table
    return pdf + b"startxref\n%d\n%%%%EOF\n" % pdf.index(table)


def inside_a_signed_stream() -> bytes:
    """A row that leads into the middle of a stream that was signed, where an object was prepared."""
    pdf = signed_with({40: stream(evil())})
    return append_rows(pdf, {}, rows={5: b"%010d 00000 n" % pdf.index(evil())})


def of_a_stream_without_root() -> bytes:
    pdf = signed()
    body, _ = appended_objects(pdf, {5: evil_content()})
    made = body + xref_stream(pdf, size_of(pdf), {5: (1, len(pdf), 0)}, len(body))
    return made[: len(body)] + made[len(body):].replace(b"/Root 1 0 R ", b"")


def claims(objects: int) -> bytes:
    """A later trailer whose /Size leaves out objects that are in use."""
    return append_rows(signed(), {5: evil_content()}, size=objects)


def _row(offset: int, kind: bytes = b"n") -> bytes:
    return b"%010d 00000 %b" % (offset, kind)


NOT_THERE = ("bytes_after_end", "change_page_content", "pdf_broken", "change_hidden_object")

VECTORS = (
    Vector("isa-objects-only", Family.ISA, lambda: behind(evil()), END),
    Vector("isa-objects-and-trailer", Family.ISA, lambda: behind(
        evil() + b"trailer\n<< /Size 31 /Root 1 0 R >>\n"), END),
    Vector("isa-objects-trailer-end", Family.ISA, lambda: behind(
        evil() + b"trailer\n<< /Size 31 /Root 1 0 R >>\n%%EOF\n"), END),
    Vector("isa-objects-and-end", Family.ISA, lambda: behind(evil() + b"%%EOF\n"), END),
    Vector("isa-without-trailer", Family.ISA, without_trailer, END),
    Vector("isa-broken-table-keyword", Family.ISA, lambda: broken_table(b"^xref", b"xerf"), END),
    Vector("isa-broken-table-row", Family.ISA, lambda: broken_table(rb"\d{10} 00000 n", b"00000 n"), END),
    Vector("isa-broken-table-letters", Family.ISA, lambda: broken_table(
        rb"\d{10} 00000 n", b"abcdefghij 00000 n"), END),
    Vector("isa-broken-table-count", Family.ISA, lambda: broken_table(rb"\n5 1\n", b"\n5 9999\n"), END),
    Vector("isa-broken-trailer", Family.ISA, lambda: broken_table(rb"trailer\n<<", b"trailer\n<"), END),
    Vector("isa-row-to-nowhere", Family.ISA, lambda: with_rows({5: _row(99_999_999)}), NOT_THERE),
    Vector("isa-row-to-zero", Family.ISA, lambda: with_rows({5: _row(0)}), NOT_THERE),
    Vector("isa-row-to-another-object", Family.ISA, lambda: with_rows(
        {5: _row(signed().index(b"\n9 0 obj") + 1)}), NOT_THERE),
    Vector("isa-table-lacks-the-object", Family.ISA, lambda: with_rows({5: b"", 0: b"0000000000 65535 f"}), (
        "change_hidden_object", *END)),
    Vector("isa-table-lacks-a-used-object", Family.ISA, lambda: with_rows(
        {41: b""}, extra={4: object_of(signed(), 4).replace(b"/Contents 5 0 R", b"/Contents 41 0 R"),
                          41: evil_content()}), NOT_THERE),
    Vector("isa-pointer-to-the-signed-table", Family.ISA, lambda: pointing(startxref_of(signed())), END),
    Vector("isa-pointer-to-zero", Family.ISA, lambda: pointing(0), END),
    Vector("isa-pointer-behind-the-end", Family.ISA, lambda: pointing(99_999_999), END),
    Vector("isa-pointer-negative", Family.ISA, lambda: pointing(-5), END),
    Vector("isa-pointer-into-an-object", Family.ISA, lambda: pointing(signed().index(b"\n5 0 obj")), END),
    Vector("isa-pointer-to-the-first-table", Family.ISA, lambda: append_rows(
        signed(), {5: evil_content()}, startxref=int(re.findall(rb"startxref\s+(\d+)", signed())[0])), GONE),
    Vector("isa-pointer-into-a-signed-stream", Family.ISA, lambda: prepared_table(), (
        *END, "revision_end_wrong", "change_page_content", "change_hidden_object")),
    Vector("isa-row-into-a-signed-stream", Family.ISA, inside_a_signed_stream, (
        "change_page_content", "change_hidden_object", "bytes_after_end"), 1),
    Vector("isa-copied-revision", Family.ISA, copied_revision, END),
    Vector("isa-copied-signature", Family.ISA, copied_revision_with_table, (
        "signature_not_in_place", "change_signature_replaced")),
    Vector("isa-two-ends", Family.ISA, lambda: behind(evil() + b"%%EOF\n%%EOF\n"), END),
    Vector("isa-two-pointers", Family.ISA, lambda: behind(
        evil() + b"startxref\n%d\nstartxref\n9\n%%%%EOF\n" % startxref_of(signed())), END),
    Vector("isa-previous-is-itself", Family.ISA, lambda: previous_loop("itself"), END),
    Vector("isa-previous-loop", Family.ISA, lambda: previous_loop("later"), END),
    Vector("isa-previous-skips-the-signed-table", Family.ISA, skipping_the_signed_table, (
        "revision_end_wrong", "revisions_overlap", "bytes_after_end", "change_page_content")),
    Vector("isa-stream-without-root", Family.ISA, of_a_stream_without_root, (
        *END, "change_document_structure", "change_page_content")),
    Vector("isa-size-too-small", Family.ISA, lambda: claims(5), (
        *END, "change_hidden_object", "change_page_content", "change_unclear")),
    Vector("isa-packed-object-lost", Family.ISA, lambda: append_stream_revision(
        signed(), {}, more_rows={5: (2, 77, 0)}), NOT_THERE),
    Vector("isa-unknown-row-kind", Family.ISA, lambda: append_stream_revision(
        signed(), {}, more_rows={5: (3, 77, 0)}), NOT_THERE),
    Vector("isa-comment-of-a-web-server", Family.ISA, lambda: behind(b"<!-- cached -->"), ("bytes_after_end",)),
    Vector("isa-another-file-behind", Family.ISA, lambda: behind(clean()), GONE),
)

