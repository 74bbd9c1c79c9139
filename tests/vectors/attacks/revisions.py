"""Revisions that the test kit's `append_revision` does not write: with cross-reference streams, object streams, and
tables that are wrong on purpose.
"""

import zlib
from collections.abc import Mapping, Sequence

from antin_testkit.pdf_revisions import root_of, size_of, startxref_of, stream

Row = tuple[int, int, int]


def table_rows(rows: Mapping[int, bytes]) -> bytes:
    """The subsections of a table, one object each."""
    return b"".join(b"%d 1\n%b \n" % (number, row) for number, row in sorted(rows.items()))


def appended_objects(pdf: bytes, objects: Mapping[int, bytes], generations: Mapping[int, int] | None = None) -> tuple[
    bytes, dict[int, bytes]
]:
    """The file with objects behind it, and the rows that a right table has for them."""
    body, rows, generations = pdf if pdf.endswith(b"\n") else pdf + b"\n", dict[int, bytes](), generations or {}
    for number, content in objects.items():
        generation = generations.get(number, 0)
        rows[number] = b"%010d %05d n" % (len(body), generation)
        body += b"%d %d obj\n%b\nendobj\n" % (number, generation, content)
    return body, rows


def ending(pdf: bytes, *, size: int, start: int, previous: int | None = None, entries: bytes = b"",
           root: bytes = b"") -> bytes:
    """Trailer, pointer and end marker. previous: by default the file's last table."""
    back = startxref_of(pdf) if previous is None else previous
    return b"trailer\n<< /Size %d /Root %b /Prev %d %b >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root or root_of(pdf), back, entries, start,
    )


def append_rows(
    pdf: bytes, objects: Mapping[int, bytes], *, rows: Mapping[int, bytes] | None = None, size: int = 0,
    generations: Mapping[int, int] | None = None, previous: int | None = None, entries: bytes = b"", root: bytes = b"",
    startxref: int | None = None, before_rows: bytes = b"",
) -> bytes:
    """A classic revision with rows as given instead of the right ones; an empty one leaves the object out."""
    body, right = appended_objects(pdf, objects, generations)
    told = {number: row for number, row in (right | dict(rows or {})).items() if row}
    start = len(body)
    reach = size or max(size_of(pdf), *(number + 1 for number in [*told, *objects, 0]))
    return body + b"xref\n" + before_rows + table_rows(told) + ending(
        pdf, size=reach, start=start if startxref is None else startxref, previous=previous, entries=entries, root=root,
    )


def append_stream_revision(
    pdf: bytes, objects: Mapping[int, bytes], *, packed: Sequence[int] = (), entries: bytes = b"",
    more_rows: Mapping[int, Row] | None = None, holder_entries: bytes = b"",
) -> bytes:
    """A revision whose table is a stream; the numbers in `packed` go into an object stream."""
    body, _ = appended_objects(pdf, {})
    rows: dict[int, Row] = {}
    for number, content in objects.items():
        if number not in packed:
            rows[number] = (1, len(body), 0)
            body += b"%d 0 obj\n%b\nendobj\n" % (number, content)
    free = max(size_of(pdf), *(number + 1 for number in objects)) if objects else size_of(pdf)
    if packed:
        rows |= {number: (2, free, index) for index, number in enumerate(packed)}
        rows[free] = (1, len(body), 0)
        holder = object_stream({each: objects[each] for each in packed}, holder_entries)
        body += b"%d 0 obj\n%b\nendobj\n" % (free, holder)
        free += 1
    rows |= more_rows or {}
    rows[free] = (1, len(body), 0)
    return body + xref_stream(pdf, free, rows, len(body), entries)


def object_stream(objects: Mapping[int, bytes], entries: bytes = b"") -> bytes:
    """The objects, packed."""
    heads, contents, place = [], [], 0
    for number, content in objects.items():
        heads.append(b"%d %d" % (number, place))
        contents.append(content)
        place += len(content) + 1
    head = b" ".join(heads) + b" "
    data = zlib.compress(head + b"\n".join(contents))
    return stream(data, b"/Type /ObjStm /Filter /FlateDecode /N %d /First %d %b" % (len(objects), len(head), entries))


def xref_stream(pdf: bytes, number: int, rows: Mapping[int, Row], start: int, entries: bytes = b"",
                previous: int | None = None) -> bytes:
    """The object that is the table, the pointer to it and the end marker."""
    index = b" ".join(b"%d 1" % each for each in sorted(rows))
    data = b"".join(
        bytes([rows[each][0]]) + rows[each][1].to_bytes(4, "big") + rows[each][2].to_bytes(2, "big")
        for each in sorted(rows)
    )
    back = startxref_of(pdf) if previous is None else previous
    told = b"/Type /XRef /W [1 4 2] /Index [%b] /Size %d /Root %b /Prev %d /Filter /FlateDecode %b" % (
        index, max(number + 1, size_of(pdf)), root_of(pdf), back, entries,
    )
    return b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, stream(zlib.compress(data), told), start)
