"""PDF files written byte by byte: equal calls give equal bytes."""

import zlib
from collections.abc import Mapping

A4 = "[0 0 595 842]"
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Times-Roman >>"
ID = "[<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]"


def stream(content: bytes, entries: str = "") -> bytes:
    return f"<< {entries} /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream"


def written(objects: Mapping[int, str | bytes], *, version: str, root: int = 1, trailer: str = "") -> bytes:
    """A file of these objects with a classic cross-reference table."""
    data = f"%PDF-{version}\n".encode() + b"%\xe2\xe3\xcf\xd3\n"
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(data)
        data += (
            f"{number} 0 obj\n".encode() + (body.encode() if isinstance(body, str) else body) + b"\nendobj\n"
        )
    size = max(objects) + 1
    table = "0000000000 65535 f \n" + "".join(
        f"{offsets[number]:010d} 00000 n \n" for number in range(1, size)
    )
    end = f"trailer\n<< /Size {size} /Root {root} 0 R /ID {ID} {trailer} >>\nstartxref\n{len(data)}\n%%EOF\n"
    return data + f"xref\n0 {size}\n{table}{end}".encode()


def plain(*, version: str = "1.7", pages: int = 1) -> bytes:
    """Pages of A4 that say which they are."""
    objects: dict[int, str | bytes] = {1: "<< /Type /Catalog /Pages 2 0 R >>", 3: FONT}
    kids = [4 + 2 * index for index in range(pages)]
    objects[2] = (
        f"<< /Type /Pages /Count {pages} /Kids [{' '.join(f'{kid} 0 R' for kid in kids)}] /MediaBox {A4} >>"
    )
    for index, kid in enumerate(kids):
        text = f"BT /F1 24 Tf 72 720 Td (Trang {index + 1}) Tj ET".encode()
        objects[kid] = (
            f"<< /Type /Page /Parent 2 0 R /Contents {kid + 1} 0 R /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects[kid + 1] = stream(text)
    return written(dict(sorted(objects.items())), version=version)


def form() -> bytes:
    """A text field, a visible empty signature field and one locked to it, on one page."""
    text = b"BT /F1 12 Tf 72 760 Td (So van ban:) Tj ET"
    widget = "/Type /Annot /Subtype /Widget /P 4 0 R /F 4"
    return written(
        {
            1: "<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R >>",
            2: f"<< /Type /Pages /Count 1 /Kids [4 0 R] /MediaBox {A4} >>",
            3: FONT,
            4: "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >>"
            " /Annots [7 0 R 8 0 R 9 0 R] >>",
            5: stream(text),
            6: "<< /Fields [7 0 R 8 0 R 9 0 R] /DA (/F1 12 Tf 0 g) /DR << /Font << /F1 3 0 R >> >> >>",
            7: f"<< {widget} /FT /Tx /T (so_van_ban) /V (01) /Rect [150 750 300 775] /AP << /N 10 0 R >> >>",
            8: f"<< {widget} /FT /Sig /T (thu_truong) /Rect [350 100 550 180] >>",
            9: f"<< {widget} /FT /Sig /T (van_thu) /Rect [0 0 0 0]"
            " /Lock << /Type /SigFieldLock /Action /Include /Fields [(so_van_ban)] >> >>",
            10: stream(
                b"/Tx BMC q BT /F1 12 Tf 2 8 Td (01) Tj ET Q EMC",
                "/Type /XObject /Subtype /Form /BBox [0 0 150 25] /Resources << /Font << /F1 3 0 R >> >>",
            ),
        },
        version="1.7",
    )


def rotated() -> bytes:
    """Five pages: turned by 0, 90, 180 and 270 degrees with a crop box off the origin, and one in units of
    1/36 inch.
    """
    objects: dict[int, str | bytes] = {1: "<< /Type /Catalog /Pages 2 0 R >>"}
    objects[2] = "<< /Type /Pages /Count 5 /Kids [4 0 R 6 0 R 8 0 R 10 0 R 12 0 R] /MediaBox [0 0 620 900] >>"
    objects[3] = FONT
    for index, extra in enumerate(
        ("", "/Rotate 90", "/Rotate 180", "/Rotate -90", "/UserUnit 2 /Rotate 450")
    ):
        number = 4 + 2 * index
        box = "/CropBox [20 30 615 872]" if index < 4 else "/CropBox [10 10 300 430]"
        objects[number] = (
            f"<< /Type /Page /Parent 2 0 R /Contents {number + 1} 0 R {box} {extra}"
            " /Resources << /Font << /F1 3 0 R >> >> >>"
        )
        objects[number + 1] = stream(f"BT /F1 24 Tf 100 300 Td (Trang {index + 1}) Tj ET".encode())
    return written(objects, version="1.7")


def hybrid() -> bytes:
    """A table for old readers and a cross-reference stream beside it that alone knows the compressed
    object 3.
    """
    hidden = FONT.encode()
    objects: dict[int, bytes] = {
        1: b"<< /Type /Catalog /Pages 2 0 R >>",
        2: f"<< /Type /Pages /Count 1 /Kids [4 0 R] /MediaBox {A4} >>".encode(),
        4: b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        5: stream(b"BT /F1 24 Tf 72 720 Td (Trang 1) Tj ET"),
        6: stream(b"3 0 " + hidden, "/Type /ObjStm /N 1 /First 4"),
    }
    data = b"%PDF-1.5\n%\xe2\xe3\xcf\xd3\n"
    offsets = {}
    for number, body in objects.items():
        offsets[number] = len(data)
        data += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    rows = b"\x02" + (6).to_bytes(4, "big") + b"\x00" + b"\x01" + offsets[6].to_bytes(4, "big") + b"\x00"
    cross = stream(
        zlib.compress(rows),
        "/Type /XRef /Size 8 /W [1 4 1] /Index [3 1 6 1] /Root 1 0 R /Filter /FlateDecode",
    )
    cross_offset = len(data)
    data += b"7 0 obj\n" + cross + b"\nendobj\n"
    entries = [
        "0000000003 65535 f ",
        *(
            f"{offsets[number]:010d} 00000 n " if number in (1, 2, 4, 5) else "0000000000 00000 f "
            for number in range(1, 8)
        ),
    ]
    start = len(data)
    table = "".join(f"{entry}\n" for entry in entries)
    data += (
        f"xref\n0 8\n{table}trailer\n<< /Size 8 /Root 1 0 R /ID {ID} /XRefStm {cross_offset} >>\n"
        f"startxref\n{start}\n%%EOF\n"
    ).encode()
    return data


def broken_startxref() -> bytes:
    """The pointer to the cross-reference table leads into the middle of a page."""
    return plain().replace(b"startxref\n", b"startxref\n1")


def junk_before_header() -> bytes:
    """Something stands in front: some readers count offsets from the file's beginning, others from %PDF."""
    return b"Content-Type: application/pdf\r\n\r\n" + plain()


def xfa() -> bytes:
    """A form whose pages are a placeholder; the real ones are in XML."""
    return written({
        1: "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] /XFA 6 0 R >> /NeedsRendering true >>",
        2: f"<< /Type /Pages /Count 1 /Kids [4 0 R] /MediaBox {A4} >>",
        3: FONT,
        4: "<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources << /Font << /F1 3 0 R >> >> >>",
        5: stream(b"BT /F1 24 Tf 72 720 Td (Please wait...) Tj ET"),
        6: stream(b'<xdp:xdp xmlns:xdp="http://ns.adobe.com/xdp/"></xdp:xdp>'),
    }, version="1.7")
