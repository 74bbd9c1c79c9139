"""Small files of any objects, right in all but what is asked for."""

from collections.abc import Mapping, Sequence

from antin_testkit.pdf_revisions import stream

CATALOG = b"<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>"
PAGES = b"<< /Type /Pages /Kids [4 0 R] /Count 1 /MediaBox [0 0 595 842] >>"
PAGE = b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R >>"
SIGNATURE = (
    b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /ByteRange [0 10 20 30] /Contents <00> >>"
)
USUAL: Mapping[int, bytes] = {
    1: CATALOG, 2: PAGES, 4: PAGE, 5: stream(b"BT ET"), 6: b"<< /Fields [7 0 R] /SigFlags 3 >>",
    7: b"<< /Type /Annot /Subtype /Widget /FT /Sig /T (a) /Rect [0 0 0 0] /P 4 0 R /V 8 0 R >>", 8: SIGNATURE,
}


def file_of(
    changed: Mapping[int, bytes] | None = None, *, trailer: bytes = b"", size: int | None = None,
    startxref: bytes | None = None, header: bytes = b"%PDF-1.7\n",
) -> bytes:
    """The usual objects, some changed or more, with their table."""
    objects = {**USUAL, **(changed or {})}
    parts, place, places = [header], len(header), dict[int, int]()
    for number, body in objects.items():
        places[number] = place
        part = b"%d 0 obj\n%b\nendobj\n" % (number, body)
        parts.append(part)
        place += len(part)
    rows = b"".join(b"%d 1\n%010d 00000 n \n" % each for each in sorted(places.items()))
    told = max(objects) + 1 if size is None else size
    parts.append(b"xref\n0 1\n0000000000 65535 f \n%btrailer\n<< /Size %d /Root 1 0 R %b >>\n" % (rows, told, trailer))
    parts.append(b"startxref\n%b\n%%%%EOF\n" % (b"%d" % place if startxref is None else startxref))
    return b"".join(parts)


def with_table_stream(
    entries: bytes, data: bytes, objects: Mapping[int, bytes] | None = None, *, number: int = 99,
) -> bytes:
    """A file whose table is a stream of these entries and octets."""
    out = b"%PDF-1.7\n"
    for each, body in (USUAL if objects is None else objects).items():
        out += b"%d 0 obj\n%b\nendobj\n" % (each, body)
    table = stream(data, b"/Type /XRef /Root 1 0 R " + entries)
    return out + b"%d 0 obj\n%b\nendobj\nstartxref\n%d\n%%%%EOF\n" % (number, table, len(out))


def rows_of(objects: Mapping[int, bytes]) -> dict[int, tuple[int, int, int]]:
    """Rows of the table of `with_table_stream`."""
    place, rows = len(b"%PDF-1.7\n"), dict[int, tuple[int, int, int]]()
    for number, body in objects.items():
        rows[number] = (1, place, 0)
        place += len(b"%d 0 obj\n%b\nendobj\n" % (number, body))
    return rows


def packed_rows(rows: Mapping[int, tuple[int, int, int]]) -> tuple[bytes, bytes]:
    """/Index and the octets of rows, in widths 1, 4 and 2."""
    index = b" ".join(b"%d 1" % each for each in sorted(rows))
    octets = [
        bytes([rows[each][0]]) + rows[each][1].to_bytes(4, "big") + rows[each][2].to_bytes(2, "big")
        for each in sorted(rows)
    ]
    return index, b"".join(octets)


def with_object_stream(
    holder: bytes, packed: Sequence[int], changed: Mapping[int, bytes] | None = None,
) -> bytes:
    """The usual file in which these numbers are in object stream 50, which is as given."""
    objects = {**{each: body for each, body in USUAL.items() if each not in packed}, **(changed or {}), 50: holder}
    rows = rows_of(objects) | {number: (2, 50, index) for index, number in enumerate(packed)}
    index, data = packed_rows(rows)
    return with_table_stream(b"/W [1 4 2] /Index [%b] /Size 100" % index, data, objects)
