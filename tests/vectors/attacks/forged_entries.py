"""Universal signature forgery: the signature's own entries are missing or wrong, and a verifier that fails open
says valid. In the file itself this breaks the digest, too; in a later revision it does not.
"""

import re

from antin_testkit.pdf_revisions import append_revision, object_of, size_of, stream
from attacks.materials import clean, signed, signed_by_hand, swap
from attacks.model import Family, Vector
from attacks.revisions import append_stream_revision

RANGE = re.compile(rb"/ByteRange (\[[^\]]*\] *)")
CONTENTS = re.compile(rb"/Contents (<[0-9A-F]{200,}>)")
_LOST = ("byte_range_missing", "signature_not_in_place")


def numbers_of(pdf: bytes) -> tuple[int, ...]:
    """The four numbers of the first /ByteRange."""
    found = RANGE.search(pdf)
    assert found
    return tuple(int(each) for each in found[1].strip(b"[] ").split())


def with_range(value: bytes) -> bytes:
    """The signed file with another /ByteRange of the same length."""
    return RANGE.sub(lambda found: b"/ByteRange " + value.ljust(len(found[1])), signed())


def with_contents(value: bytes) -> bytes:
    return CONTENTS.sub(lambda found: b"/Contents " + value.ljust(len(found[1])), signed())


def dictionary_number(pdf: bytes) -> int:
    """The number of the object that is the signature dictionary."""
    return int(re.findall(rb"(\d+) 0 obj\s*<<(?:(?!endobj).)*?/ByteRange", pdf, re.DOTALL)[-1])


def field_number(pdf: bytes) -> int:
    """The number of the field that holds it."""
    return int(re.findall(rb"(\d+) 0 obj\s*<<(?:(?!endobj).)*?/V %d 0 R" % dictionary_number(pdf), pdf, re.DOTALL)[-1])


def redefined(pattern: bytes, new: bytes) -> bytes:
    """A later revision in which the signature dictionary is another."""
    pdf = signed()
    number = dictionary_number(pdf)
    changed, count = re.subn(pattern, lambda _: new, object_of(pdf, number), count=1, flags=re.DOTALL)
    assert count
    return append_revision(pdf, {number: changed})


def field_redefined(new: bytes) -> bytes:
    pdf = signed()
    number = field_number(pdf)
    return append_revision(pdf, {number: swap(object_of(pdf, number), b"/V %d 0 R" % dictionary_number(pdf), new)})


def in_an_object_stream() -> bytes:
    """The dictionary, moved to an object stream, where its octets cannot be those of the gap."""
    pdf = signed()
    number = dictionary_number(pdf)
    return append_stream_revision(pdf, {number: object_of(pdf, number)}, packed=(number,))


def twice(entry: bytes) -> bytes:
    """Signed by somebody who wrote an entry twice: the digest holds, and a parser takes the first or the last."""
    return signed_by_hand(clean(), entries=entry)


def field_twice() -> bytes:
    """The field names two values; a parser takes the first or the last."""
    pdf = signed()
    number, other = field_number(pdf), size_of(pdf)
    body = swap(object_of(pdf, number), b"/V ", b"/V %d 0 R /V " % other)
    return append_revision(pdf, {number: body, other: b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached >>"})


def contents_elsewhere() -> bytes:
    """/Contents is a reference to another object, a stream."""
    pdf = signed()
    number, other = dictionary_number(pdf), size_of(pdf)
    body = CONTENTS.sub(b"/Contents %d 0 R" % other, object_of(pdf, number))
    return append_revision(pdf, {number: body, other: stream(b"x")})


RANGE_ENTRY, CONTENTS_ENTRY = rb"/ByteRange \[[^\]]*\]", rb"/Contents <[0-9A-F]+>"


def _of_range(name: str, value: bytes, code: str) -> Vector:
    return Vector(f"usf-byte-range-{name}", Family.USF, lambda: with_range(value), (code,))


VECTORS = (
    _of_range("null", b"null", "byte_range_missing"),
    _of_range("empty", b"[]", "byte_range_missing"),
    _of_range("is-a-number", b"0", "byte_range_missing"),
    _of_range("is-text", b"(0 1 2 3)", "byte_range_missing"),
    _of_range("of-reals", b"[0 1.5 2 3]", "byte_range_missing"),
    _of_range("of-names", b"[/0 /1 /2 /3]", "byte_range_missing"),
    _of_range("of-nulls", b"[null null null null]", "byte_range_missing"),
    _of_range("zero", b"[0 0 0 0]", "byte_range_wrong"),
    _of_range("negative", b"[0 -1 10 20]", "byte_range_wrong"),
    _of_range("negative-start", b"[-10 100 200 300]", "byte_range_wrong"),
    _of_range("overlapping", b"[0 2000 1000 2000]", "byte_range_wrong"),
    _of_range("not-from-zero", b"[9 1000 2000 300]", "byte_range_wrong"),
    _of_range("behind-the-end", b"[0 100 200 99999999]", "byte_range_wrong"),
    _of_range("huge", b"[0 9999999999999999999 1 1]", "byte_range_wrong"),
    _of_range("of-two", b"[0 10]", "byte_range_wrong"),
    _of_range("of-six", b"[0 10 20 30 40 50]", "byte_range_wrong"),
    _of_range("of-another-gap", b"[0 100 200 100]", "gap_not_contents"),
    Vector("usf-byte-range-missing", Family.USF, lambda: signed().replace(b"/ByteRange", b"/BiteRange"),
           ("byte_range_missing",)),
    Vector("usf-contents-missing", Family.USF, lambda: signed().replace(b"/Contents <", b"/Kontents <"),
           ("contents_missing",)),
    Vector("usf-contents-null", Family.USF, lambda: with_contents(b"null"), ("contents_missing",)),
    Vector("usf-contents-empty", Family.USF, lambda: with_contents(b"<>"), ("contents_missing", "gap_not_contents")),
    Vector("usf-contents-zero", Family.USF, lambda: with_contents(b"<00>"), ("gap_not_contents",)),
    Vector("usf-contents-all-zero", Family.USF, lambda: CONTENTS.sub(
        lambda found: b"/Contents <" + b"0" * (len(found[1]) - 2) + b">", signed()), ("signed_data_broken",)),
    Vector("usf-contents-wrong-type", Family.USF, lambda: with_contents(b"[1 2 3]"), ("contents_missing",)),
    # From here on the signed octets are as they were.
    Vector("usf-byte-range-twice", Family.USF, lambda: twice(b"/ByteRange [0 10 20 30]"),
           ("entry_twice", "pdf_broken")),
    Vector("usf-contents-twice", Family.USF, lambda: twice(b"/Contents <00>"), ("entry_twice", "pdf_broken")),
    Vector("usf-sub-filter-twice", Family.USF, lambda: twice(b"/SubFilter /adbe.pkcs7.sha1"),
           ("entry_twice", "pdf_broken", "message_digest_wrong")),
    Vector("usf-later-byte-range-missing", Family.USF, lambda: redefined(RANGE_ENTRY, b""), _LOST),
    Vector("usf-later-byte-range-null", Family.USF, lambda: redefined(RANGE_ENTRY, b"/ByteRange null"), _LOST),
    Vector("usf-later-contents-missing", Family.USF, lambda: redefined(CONTENTS_ENTRY, b""),
           ("contents_missing", "signature_not_in_place")),
    Vector("usf-later-contents-null", Family.USF, lambda: redefined(CONTENTS_ENTRY, b"/Contents null"),
           ("contents_missing", "signature_not_in_place")),
    Vector("usf-later-contents-in-a-stream", Family.USF, contents_elsewhere,
           ("contents_missing", "signature_not_in_place")),
    Vector("usf-later-in-an-object-stream", Family.USF, in_an_object_stream, ("signature_not_in_place",)),
    Vector("usf-later-value-null", Family.USF, lambda: field_redefined(b"/V null"),
           ("change_signature_removed", "unattached_signature")),
    Vector("usf-later-value-missing", Family.USF, lambda: field_redefined(b""),
           ("change_signature_removed", "unattached_signature")),
    Vector("usf-later-value-dangling", Family.USF, lambda: field_redefined(b"/V 999 0 R"),
           ("change_signature_removed", "unattached_signature")),
    Vector("usf-later-value-empty", Family.USF, lambda: field_redefined(b"/V << >>"),
           ("byte_range_missing", "change_signature_replaced")),
    Vector("usf-later-value-twice", Family.USF, field_twice,
           ("entry_twice", "byte_range_missing", "change_signature_replaced", "pdf_broken")),
)
