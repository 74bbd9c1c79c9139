"""Too many of what is harmless alone."""

from collections.abc import Callable

from antin_testkit.pdf_revisions import stream
from hostile.writing import CATALOG, PAGE, PAGES, SIGNATURE, file_of

FIELD = b"<< /FT /Sig /T (a%d) /V %d 0 R >>"


def numbered(count: int, first: int = 1000) -> bytes:
    return b" ".join(b"%d 0 R" % each for each in range(first, first + count))


def pages(count: int) -> bytes:
    kids = {1000 + each: PAGE for each in range(count)}
    return file_of({2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (numbered(count), count), **kids})


def same_page(count: int) -> bytes:
    return file_of({2: b"<< /Type /Pages /Kids [%b] /Count %d >>" % (b"4 0 R " * count, count)})


def fields(count: int, value: int = 8) -> bytes:
    """Signature fields that share one value."""
    return file_of({
        6: b"<< /Fields [%b] >>" % numbered(count),
        **{1000 + each: FIELD % (each, value) for each in range(count)},
    })


def signatures(count: int) -> bytes:
    """Signature fields with a value each, of an impossible range."""
    return file_of({
        6: b"<< /Fields [%b] >>" % numbered(count),
        **{1000 + each: FIELD % (each, 1000 + count + each) for each in range(count)},
        **{1000 + count + each: SIGNATURE for each in range(count)},
    })


def whole_file_signatures(count: int) -> bytes:
    """Many signatures, each of which covers nearly the whole of a large file."""
    value = b"<< /Type /Sig /SubFilter /ETSI.CAdES.detached /ByteRange [0 100 102 4000000] /Contents <> >>"
    made = file_of({
        5: stream(b"x" * 4_000_000), 6: b"<< /Fields [%b] >>" % numbered(count),
        **{1000 + each: FIELD % (each, 8) for each in range(count)}, 8: value,
    })
    return made[:100] + b"<>" + made[102:]


def revisions(count: int, changed: int = 0) -> bytes:
    """Many revisions, each with so many of the usual objects again."""
    made = file_of()
    previous = int(made[made.rindex(b"startxref\n") + 10 :].split()[0])
    parts, place = [made], len(made)
    for _ in range(count):
        rows, body = [], b""
        for number in range(100, 100 + changed):
            rows.append(b"%d 1\n%010d 00000 n \n" % (number, place + len(body)))
            body += b"%d 0 obj\nnull\nendobj\n" % number
        start = place + len(body)
        part = body + b"xref\n0 1\n0000000000 65535 f \n" + b"".join(rows)
        part += b"trailer\n<< /Size 200 /Root 1 0 R /Prev %d >>\nstartxref\n%d\n%%%%EOF\n" % (previous, start)
        parts.append(part)
        previous, place = start, place + len(part)
    return b"".join(parts)


FILES: dict[str, Callable[[], bytes]] = {
    "crowd-pages": lambda: pages(30_000),
    "crowd-same-page": lambda: same_page(300_000),
    "crowd-fields": lambda: fields(30_000),
    "crowd-fields-of-no-value": lambda: fields(30_000, 77),
    "crowd-signatures": lambda: signatures(10_000),
    "crowd-signatures-over-everything": lambda: whole_file_signatures(500),
    "crowd-objects": lambda: file_of(dict.fromkeys(range(100, 100000), b"<< /A [1 2 3] >>")),
    "crowd-large-objects": lambda: file_of(dict.fromkeys(range(100, 1000), b"(" + b"x" * 9000 + b")")),
    "crowd-revisions-1000": lambda: revisions(1000),
    "crowd-revisions-20000": lambda: revisions(20_000),
    "crowd-revisions-with-objects": lambda: revisions(500, 50),
    "crowd-annotations": lambda: file_of({
        4: PAGE[:-2] + b" /Annots [%b] >>" % numbered(30_000),
        **dict.fromkeys(range(1000, 31000), b"<< /Subtype /Text /Rect [0 0 1 1] >>")}),
    "crowd-keys": lambda: file_of({1: CATALOG[:-2] + b"".join(b"/k%d 1 " % each for each in range(100_000)) + b">>"}),
    "crowd-same-key": lambda: file_of({1: CATALOG[:-2] + b"/k 1 " * 200_000 + b">>"}),
    "crowd-kids-that-are-not-there": lambda: file_of({
        2: PAGES.replace(b"4 0 R", numbered(200_000)).replace(b"/Count 1", b"/Count 200000")}),
    "crowd-byte-range": lambda: file_of({
        8: b"<< /Type /Sig /ByteRange [" + b"0 1 " * 200_000 + b"] /Contents <00> >>"}),
    "crowd-byte-range-words": lambda: file_of({5: stream(b"/ByteRange [0 1 2 3] " * 100_000)}),
    "crowd-locked-fields": lambda: file_of({
        8: SIGNATURE[:-2] + b" /Reference [<< /TransformMethod /FieldMDP /TransformParams << /Action /Include /Fields ["
        + b"(a)" * 200_000 + b"] >> >>] >>"}),
    "crowd-transforms": lambda: file_of({
        8: SIGNATURE[:-2] + b" /Reference [" + b"<< /TransformMethod /DocMDP >> " * 50_000 + b"] >>"}),
    "crowd-contents": lambda: file_of({4: PAGE.replace(b"5 0 R", b"[" + b"5 0 R " * 200_000 + b"]")}),
    "crowd-long-names": lambda: file_of({
        6: b"<< /Fields [%b] >>" % numbered(2000),
        **{1000 + each: b"<< /FT /Sig /T (%b) >>" % (b"x" * 5000) for each in range(2000)}}),
}
