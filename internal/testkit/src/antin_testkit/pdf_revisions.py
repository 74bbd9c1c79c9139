"""Revisions appended to a PDF by hand, right or wrong: what a later program, or an attacker, may do to a
signed file.
"""

import re
from collections.abc import Mapping


def append_revision(
    pdf: bytes, objects: Mapping[int, bytes], *, trailer: bytes = b"", freed: tuple[int, ...] = ()
) -> bytes:
    """The file with these objects written or overwritten, in an update with a classic cross-reference
    table.
    """
    body = pdf if pdf.endswith(b"\n") else pdf + b"\n"
    rows: dict[int, bytes] = dict.fromkeys(freed, b"0000000000 00001 f \n")
    for number, content in objects.items():
        rows[number] = f"{len(body):010d} 00000 n \n".encode()
        body += f"{number} 0 obj\n".encode() + content + b"\nendobj\n"
    sections = b"".join(f"{number} 1\n".encode() + rows[number] for number in sorted(rows))
    size = max(size_of(pdf), *(number + 1 for number in rows))
    start = len(body)
    ending = b"trailer\n<< /Size %d /Root %s /Prev %d %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        size, root_of(pdf), startxref_of(pdf), trailer, start
    )
    return body + b"xref\n" + sections + ending


def object_of(pdf: bytes, number: int) -> bytes:
    """The newest content of an object that stands in the file uncompressed."""
    found: list[bytes] = re.findall(rb"(?:^|\n)%d 0 obj\s*(.*?)\s*endobj" % number, pdf, re.DOTALL)
    return found[-1]


def startxref_of(pdf: bytes) -> int:
    return int(re.findall(rb"startxref\s+(\d+)", pdf)[-1])


def size_of(pdf: bytes) -> int:
    return max(int(each) for each in re.findall(rb"/Size (\d+)", pdf))


def root_of(pdf: bytes) -> bytes:
    found: list[bytes] = re.findall(rb"/Root (\d+ \d+ R)", pdf)
    return found[-1]


def stream(content: bytes, entries: bytes = b"") -> bytes:
    """A stream object."""
    return b"<< %s /Length %d >>\nstream\n%s\nendstream" % (entries, len(content), content)


def with_validation_data(pdf: bytes, **stores: tuple[bytes, ...]) -> bytes:
    """The file with a DSS of unpacked streams: Certs, CRLs, OCSPs; what begins with `<<` is an object as given."""
    objects: dict[int, bytes] = {}
    entries = []
    for key, contents in stores.items():
        first = size_of(pdf) + len(objects)
        objects |= {first + place: as_object(each) for place, each in enumerate(contents)}
        references = b" ".join(b"%d 0 R" % number for number in range(first, first + len(contents)))
        entries.append(b"/%s [%s]" % (key.encode(), references))
    root = int(root_of(pdf).split()[0])
    catalog = object_of(pdf, root)
    objects[root] = catalog[: catalog.rindex(b">>")] + b" /DSS << %s >> >>" % b" ".join(entries)
    return append_revision(pdf, objects)


def as_object(content: bytes) -> bytes:
    """A stream of the content, unless it is an object already."""
    return content if content.startswith(b"<<") else stream(content)
