"""Cross-reference tables and streams that claim what cannot be."""

import zlib
from collections.abc import Callable

from hostile.writing import USUAL, file_of, packed_rows, rows_of, with_object_stream, with_table_stream

_INDEX, _DATA = packed_rows(rows_of(USUAL))
_WIDTHS = {
    "none": b"", "empty": b"/W []", "zero": b"/W [0 0 0]", "two": b"/W [1 4]", "four": b"/W [1 4 2 1]",
    "names": b"/W [/a /b /c]",
    "negative": b"/W [1 -4 2]", "huge": b"/W [1 99999999 2]", "all-huge": b"/W [4294967296 4294967296 4294967296]",
    "eight": b"/W [8 8 8]", "text": b"/W (142)", "loop": b"/W 99 0 R", "thousand": b"/W [1 1000 1000]",
}
_INDEXES = {
    "none": b"", "empty": b"/Index []", "odd": b"/Index [0]", "negative": b"/Index [-5 9]",
    "huge-count": b"/Index [0 99999999]",
    "huge-start": b"/Index [99999999999 9]", "both-huge": b"/Index [2147483647 2147483647]", "names": b"/Index [/a /b]",
    "overlapping": b"/Index [0 9 0 9 0 9]", "many": b"/Index [" + b"0 1 " * 200_000 + b"]",
    "many-huge": b"/Index [" + b"0 9999999 " * 1000 + b"]", "loop": b"/Index 99 0 R",
}


def by_table_stream(entries: bytes, data: bytes = _DATA) -> bytes:
    return with_table_stream(entries, data)


def classic(section: bytes) -> bytes:
    """A file whose classic table is as given."""
    start = b"%PDF-1.7\n"
    for number, body in USUAL.items():
        start += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    end = b"trailer\n<< /Size 9 /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % len(start)
    return start + b"xref\n" + section + end


def trailer(entries: bytes) -> bytes:
    made = file_of()
    start = made.rindex(b"<< /Size")
    end = made.rindex(b">>") + 2
    return made[:start] + entries + made[end:]


def object_stream(entries: bytes, content: bytes) -> bytes:
    holder = b"<< /Type /ObjStm %b /Length %d >>\nstream\n%b\nendstream" % (entries, len(content), content)
    return with_object_stream(holder, (1, 2))


CONTENT = b"1 0 2 50 " + USUAL[1].ljust(50) + USUAL[2]

FILES: dict[str, Callable[[], bytes]] = {
    **{f"table-width-{name}": lambda w=widths: by_table_stream(w + b" /Index [%b] /Size 100" % _INDEX)
       for name, widths in _WIDTHS.items()},
    **{f"table-index-{name}": lambda i=index: by_table_stream(b"/W [1 4 2] /Size 100 " + i)
       for name, index in _INDEXES.items()},
    "table-zero-width-and-huge": lambda: by_table_stream(b"/W [0 0 0] /Size 99999999 /Index [0 99999999]", b""),
    "table-no-data": lambda: by_table_stream(b"/W [1 4 2] /Size 99999999", b""),
    "table-size-huge": lambda: by_table_stream(b"/W [1 4 2] /Index [%b] /Size 999999999999" % _INDEX),
    "table-size-negative": lambda: by_table_stream(b"/W [1 4 2] /Index [%b] /Size -4" % _INDEX),
    "table-predictor-huge": lambda: by_table_stream(
        b"/W [1 4 2] /Size 9 /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 999999999 >>",
        zlib.compress(_DATA)),
    "table-predictor-wrong": lambda: by_table_stream(
        b"/W [1 4 2] /Size 9 /Filter /FlateDecode /DecodeParms << /Predictor 99 /Columns -7 >>", zlib.compress(_DATA)),
    "table-filter-unknown": lambda: by_table_stream(b"/W [1 4 2] /Size 9 /Filter /Crypt"),
    "table-flate-cut": lambda: by_table_stream(b"/W [1 4 2] /Size 9 /Filter /FlateDecode", zlib.compress(_DATA)[:-6]),
    "table-of-megabytes": lambda: by_table_stream(
        b"/W [1 4 2] /Size 1200000 /Filter /FlateDecode", zlib.compress(b"\1\0\0\0\x09\0\0" * 1_200_000)),
    "table-packed-in-itself": lambda: by_table_stream(
        b"/W [1 4 2] /Index [1 8] /Size 100", b"\2\0\0\0\1\0\0" * 8),
    "table-packed-in-the-table": lambda: by_table_stream(
        b"/W [1 4 2] /Index [1 8] /Size 100", b"\2\0\0\0\x63\0\0" * 8),
    "classic-count-huge": lambda: classic(b"0 9999999999\n"),
    "classic-start-huge": lambda: classic(b"9999999999 1\n0000000009 00000 n \n"),
    "classic-count-negative": lambda: classic(b"0 -5\n"),
    "classic-no-rows": lambda: classic(b""),
    "classic-many-sections": lambda: classic(b"0 0\n" * 300_000),
    "classic-same-row-often": lambda: classic(b"1 1\n0000000009 00000 n \n" * 100_000),
    "classic-million-rows": lambda: classic(b"0 400000\n" + b"0000000009 00000 n \n" * 400_000),
    "classic-all-to-one-place": lambda: classic(b"0 9\n" + b"0000000009 00000 n \n" * 9),
    "classic-rows-of-letters": lambda: classic(b"0 9\n" + b"abcdefghij klmno n \n" * 9),
    "classic-generations-huge": lambda: classic(b"0 9\n" + b"0000000009 99999 n \n" * 9),
    "trailer-empty": lambda: trailer(b"<< >>"),
    "trailer-root-number": lambda: trailer(b"<< /Size 9 /Root 1 >>"),
    "trailer-root-missing": lambda: trailer(b"<< /Size 9 /Root 77 0 R >>"),
    "trailer-root-is-a-stream": lambda: trailer(b"<< /Size 9 /Root 5 0 R >>"),
    "trailer-root-direct": lambda: trailer(b"<< /Size 9 /Root << /Type /Catalog >> >>"),
    "trailer-array": lambda: trailer(b"[ 1 2 3 ]"),
    "trailer-encrypt-empty": lambda: trailer(b"<< /Size 9 /Root 1 0 R /Encrypt << >> >>"),
    "trailer-encrypt-loop": lambda: trailer(b"<< /Size 9 /Root 1 0 R /Encrypt 7 0 R >>"),
    "trailer-encrypt-huge": lambda: trailer(
        b"<< /Size 9 /Root 1 0 R /Encrypt << /Filter /Standard /V 5 /R 6 /Length 99999999 /O <00> /U <00> /P -1"
        b" /OE <00> /UE <00> /Perms <00> >> >>"),
    "trailer-encrypt-texts-huge": lambda: trailer(
        b"<< /Size 9 /Root 1 0 R /ID [(a) (a)] /Encrypt << /Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <" +
        b"41" * 500_000 + b"> /U <" + b"41" * 500_000 + b"> >> >>"),
    "object-stream-count-huge": lambda: object_stream(b"/N 999999999 /First 9", CONTENT),
    "object-stream-count-negative": lambda: object_stream(b"/N -1 /First 9", CONTENT),
    "object-stream-first-huge": lambda: object_stream(b"/N 2 /First 999999999", CONTENT),
    "object-stream-first-negative": lambda: object_stream(b"/N 2 /First -9", CONTENT),
    "object-stream-places-huge": lambda: object_stream(b"/N 2 /First 30", b"1 99999999999 2 99999999999   "),
    "object-stream-places-negative": lambda: object_stream(b"/N 2 /First 9", b"1 -9 2 -9 <<>>"),
    "object-stream-other-numbers": lambda: object_stream(b"/N 2 /First 9", b"7 0 8 50 " + CONTENT[9:]),
    "object-stream-is-no-stream": lambda: with_object_stream(b"<< /Type /ObjStm /N 2 /First 9 >>", (1, 2)),
    "object-stream-holds-a-stream": lambda: object_stream(
        b"/N 2 /First 9", b"1 0 2 50 " + b"<< /Length 3 >> stream\nabc\nendstream".ljust(50) + b"<<>>"),
    "object-stream-of-letters": lambda: object_stream(b"/N 2 /First 9", b"a b c d  " + b"<<>>"),
    "object-stream-length-inside-itself": lambda: with_object_stream(
        b"<< /Type /ObjStm /N 2 /First 9 /Length 1 0 R >>\nstream\n" + CONTENT + b"\nendstream", (1, 2)),
}
