"""The clean files under attack: one document with everything an attack needs, signed and certified.

Numbers of its objects: 1 catalogue, 2 page tree, 4 and 8 pages, 5 and 9 their contents, 3 and 27 fonts, 12 font
descriptor, 23 font programme, 14 ToUnicode, 15 encoding, 16 image, 17 form XObject, 6 AcroForm, 7 text field,
13 its looks, 11 check box, 28 empty signature field, 10 hidden stamp, 22 its looks, 18 metadata, 25 Info, 19 and 24
structure, 20 and 21 layer. Signing adds 29 and more.
"""

import re
import zlib
from collections.abc import Mapping, Sequence
from functools import cache
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from fontTools.ttLib import TTFont

from antin import cms, pades
from antin.pades.font import EmbeddedFont, font_for
from antin_testkit.key_holders import Algorithm
from antin_testkit.paths import AT, ECDSA_SHA256, Authority, key_of, sign
from antin_testkit.pdf_revisions import append_revision, object_of, size_of, stream
from antin_testkit.signed_documents import signed_pdf

FILES = Path(__file__).parents[1] / "pdf"
ROOT = Authority("CA gốc thử nghiệm")
PERSON = ROOT.issue("Nguyễn Thị Ánh")
AGENCY = ROOT.issue("ỦY BAN NHÂN DÂN XÃ BA ĐỘNG", serial=8)
NUMBER, AMOUNT = "Số: 01/QĐ-UBND", b"Muc ho tro: 1.000.000 dong"
ID = b"[<00112233445566778899AABBCCDDEEFF> <00112233445566778899AABBCCDDEEFF>]"
FORM = b"/Type /XObject /Subtype /Form"
WIDGET = b"/Type /Annot /Subtype /Widget /F 4"
_FONT = b"/Type /Font"
_MARK = b"[0 0000000000 0000000000 0000000000]"


def swap(content: bytes, old: bytes, new: bytes) -> bytes:
    """The content with one part replaced, which must be there."""
    assert old in content, (old, content[:200])
    return content.replace(old, new, 1)


def written(objects: Mapping[int, bytes], *, trailer: bytes = b"") -> bytes:
    """A file of these objects with a classic cross-reference table; numbers left out are free."""
    data, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", dict[int, int]()
    for number, body in objects.items():
        places[number] = len(data)
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    size = max(objects) + 1
    rows = [b"%010d 00000 n \n" % places[each] if each in places else b"0000000000 00001 f \n" for each in range(size)]
    rows[0] = b"0000000000 65535 f \n"
    end = b"trailer\n<< /Size %d /Root 1 0 R /ID %b %b >>\nstartxref\n%d\n%%%%EOF\n" % (size, ID, trailer, len(data))
    return data + b"xref\n0 %d\n%b%b" % (size, b"".join(rows), end)


@cache
def font() -> EmbeddedFont:
    return font_for(NUMBER)


def shown(text: str) -> bytes:
    """The operand that shows a text in /F1."""
    return b"<%b>" % font().encode(text).hex().encode()


def font_programme(*, swapped: str = "") -> bytes:
    """The embedded font as a stream. swapped: two characters whose outlines change places."""
    data = font().file
    if swapped:
        programme = TTFont(BytesIO(zlib.decompress(data)), recalcTimestamp=False)
        one, other = (programme.getGlyphName(font().glyphs[each]) for each in swapped)
        outlines = programme["glyf"].glyphs
        outlines[one], outlines[other] = outlines[other], outlines[one]
        out = BytesIO()
        programme.save(out)
        data = zlib.compress(out.getvalue())
    return stream(data, b"/Filter /FlateDecode /Length1 %d" % font().file_size)


def clean_objects() -> dict[int, bytes]:
    """The document, object by object."""
    fonts = b"/Font << /F1 3 0 R /F2 27 0 R >>"
    resources = b"<< %b /XObject << /Im1 16 0 R /Fm1 17 0 R >> /Properties << /Lop 20 0 R >> >>" % fonts
    text = b"/P << /MCID 0 >> BDC BT /F1 24 Tf 72 720 Td %b Tj ET EMC\n" % shown(NUMBER)
    text += b"BT /F2 14 Tf 72 680 Td (%b) Tj ET\n/OC /Lop BDC BT /F2 60 Tf 100 300 Td (BAN NHAP) Tj ET EMC\n" % AMOUNT
    text += b"q 50 0 0 50 400 600 cm /Im1 Do Q\nq 1 0 0 1 72 500 cm /Fm1 Do Q"
    widths = b" ".join(b"%d" % each for each in font().widths)
    box = b"[%d %d %d %d]" % font().box
    return {
        1: b"<< /Type /Catalog /Pages 2 0 R /AcroForm 6 0 R /Metadata 18 0 R /StructTreeRoot 19 0 R"
           b" /MarkInfo << /Marked true >> /OCProperties 21 0 R >>",
        2: b"<< /Type /Pages /Kids [4 0 R 8 0 R] /Count 2 /MediaBox [0 0 595 842] >>",
        3: b"<< %b /Subtype /Type0 /BaseFont /AAAAAA+Tinos /Encoding /Identity-H /DescendantFonts [26 0 R]"
           b" /ToUnicode 14 0 R >>" % _FONT,
        4: b"<< /Type /Page /Parent 2 0 R /Contents 5 0 R /Resources %b /StructParents 0"
           b" /Annots [7 0 R 10 0 R 11 0 R 28 0 R] >>" % resources,
        5: stream(text),
        6: b"<< /Fields [7 0 R 11 0 R 28 0 R] /DA (/F2 12 Tf 0 g) /DR << %b >> >>" % fonts,
        7: b"<< %b /FT /Tx /T (so_tien) /V (1.000.000) /DA (/F2 12 Tf 0 g) /P 4 0 R /Rect [150 750 300 775]"
           b" /AP << /N 13 0 R >> >>" % WIDGET,
        8: b"<< /Type /Page /Parent 2 0 R /Contents 9 0 R /Resources << %b >> >>" % fonts,
        9: stream(b"BT /F2 14 Tf 72 720 Td (Trang hai) Tj ET"),
        10: b"<< /Type /Annot /Subtype /Stamp /F 2 /P 4 0 R /Rect [60 660 400 710] /AP << /N 22 0 R >> >>",
        11: b"<< %b /FT /Btn /T (dong_y) /V /Off /AS /Off /P 4 0 R /Rect [320 750 340 770] /AP << /N << /Co 17 0 R"
            b" /Off 17 0 R >> >> >>" % WIDGET,
        12: b"<< /Type /FontDescriptor /FontName /AAAAAA+Tinos /Flags 4 /FontBBox %b /ItalicAngle 0 /Ascent %d"
            b" /Descent %d /CapHeight %d /StemV 80 /FontFile2 23 0 R >>" % (
                box, font().ascent, font().descent, font().cap_height),
        13: looks(b"BT /F2 12 Tf 2 8 Td (1.000.000) Tj ET", b"[0 0 150 25]"),
        14: stream(font().to_unicode, b"/Filter /FlateDecode"),
        15: b"<< /Type /Encoding /BaseEncoding /WinAnsiEncoding >>",
        16: stream(b"\x80" * 4, b"/Type /XObject /Subtype /Image /Width 2 /Height 2 /BitsPerComponent 8"
                                b" /ColorSpace /DeviceGray"),
        17: stream(b"0 0 10 10 re S", FORM + b" /BBox [0 0 20 20]"),
        18: metadata(b"Quyet dinh"),
        19: b"<< /Type /StructTreeRoot /K 24 0 R /ParentTree << /Nums [0 [24 0 R]] >> >>",
        20: b"<< /Type /OCG /Name (Ban nhap) >>",
        21: b"<< /OCGs [20 0 R] /D << /OFF [20 0 R] /Order [20 0 R] >> >>",
        22: looks(b"1 g 0 0 340 50 re f BT /F2 14 Tf 12 20 Td (Muc ho tro: 9.000.000 dong) Tj ET", b"[0 0 340 50]"),
        23: font_programme(),
        24: b"<< /Type /StructElem /S /P /P 19 0 R /Pg 4 0 R /K 0 /ActualText (So 01) >>",
        25: b"<< /Title (Quyet dinh) /Producer (by hand) >>",
        26: b"<< %b /Subtype /CIDFontType2 /BaseFont /AAAAAA+Tinos /CIDSystemInfo << /Registry (Adobe)"
            b" /Ordering (Identity) /Supplement 0 >> /FontDescriptor 12 0 R /CIDToGIDMap /Identity /W [0 [%b]] >>"
            % (_FONT, widths),
        27: b"<< %b /Subtype /Type1 /BaseFont /Times-Roman /Encoding 15 0 R >>" % _FONT,
        28: b"<< %b /FT /Sig /T (cho_ky) /P 4 0 R /Rect [350 60 550 160] >>" % WIDGET,
    }


def looks(content: bytes, box: bytes) -> bytes:
    """An appearance."""
    return stream(content, FORM + b" /BBox %b /Resources << /Font << /F2 27 0 R >> >>" % box)


def metadata(title: bytes) -> bytes:
    packet = (
        b'<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF'
        b' xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about=""'
        b' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">'
        + title + b"</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end=\"w\"?>"
    )
    return stream(packet, b"/Type /Metadata /Subtype /XML")


@cache
def clean() -> bytes:
    return written(clean_objects(), trailer=b"/Info 25 0 R")


@cache
def signed(name: str = "") -> bytes:
    """The document, or another of tests/vectors/pdf by its name, with one invisible signature."""
    return signed_pdf(PERSON, (FILES / f"{name}.pdf").read_bytes() if name else clean())


def signed_with(objects: Mapping[int, bytes], *, waiting: bytes = b"") -> bytes:
    """The document with these objects other or more before it was signed. waiting: octets that no table knows."""
    made = written(clean_objects() | objects, trailer=b"/Info 25 0 R")
    if waiting:
        made = _with_octets_before_table(made, waiting)
    return signed_pdf(PERSON, made)


def _with_octets_before_table(pdf: bytes, waiting: bytes) -> bytes:
    start = pdf.rindex(b"\nxref\n") + 1
    tail = re.sub(rb"startxref\n\d+", b"startxref\n%d" % (start + len(waiting)), pdf[start:])
    return pdf[:start] + waiting + tail


def edited(pdf: bytes, number: int, old: bytes, new: bytes) -> bytes:
    """A revision more, in which one object has one part replaced."""
    return append_revision(pdf, {number: swap(object_of(pdf, number), old, new)})


def added_to(pdf: bytes, number: int, entries: bytes) -> bytes:
    """What the dictionary of an object becomes with more entries."""
    content = object_of(pdf, number)
    return content[: content.rindex(b">>")] + entries + b" >>"


def with_entries(pdf: bytes, number: int, entries: bytes) -> bytes:
    """A revision more, in which the dictionary of one object has more entries."""
    return append_revision(pdf, {number: added_to(pdf, number, entries)})


def listed(pdf: bytes, number: int, key: bytes, *more: int) -> bytes:
    """What an object becomes with more references at the end of the array under a key."""
    content = object_of(pdf, number)
    found = re.search(re.escape(key) + rb"\s*\[[^\]]*", content)
    assert found, content
    references = b"".join(b" %d 0 R" % each for each in more)
    return content[: found.end()] + references + content[found.end():]


def annotated(pdf: bytes, annotation: bytes, more: Mapping[int, bytes] | None = None) -> bytes:
    """A revision more, with an annotation on page 1. `%d` in it is the number of the first of `more`."""
    number = size_of(pdf)
    body = annotation % (number + 1) if b"%d" in annotation else annotation
    following = {number + 1 + place: each for place, each in enumerate((more or {}).values())}
    return append_revision(pdf, {4: listed(pdf, 4, b"/Annots", number), number: body, **following})


@cache
def certified(permission: int, name: str = "") -> bytes:
    """The document with a certifying signature of this DocMDP level, written by hand."""
    pdf = (FILES / f"{name}.pdf").read_bytes() if name else clean()
    reference = (
        b"/Reference [<< /Type /SigRef /TransformMethod /DocMDP /TransformParams << /Type /TransformParams"
        b" /P %d /V /1.2 >> >>]" % permission
    )
    return signed_by_hand(pdf, entries=reference, catalog=b" /Perms << /DocMDP %d 0 R >>" % (size_of(pdf) + 1))


def signed_by_hand(
    pdf: bytes, *, entries: bytes = b"", catalog: bytes = b"", objects: Mapping[int, bytes] | None = None,
    field: bytes = b"/Rect [0 0 0 0]", contents: bytes = b"/Contents ", certificate: bytes = PERSON,
    fields: Sequence[int] = (), name: bytes = b"Signature1", close: bytes = b"",
) -> bytes:
    """One signature more, without our writer: what it does not write must be judged, too.

    entries: of the signature dictionary; catalog: of the catalogue; objects: others of that revision; contents: what
    stands before the value's `<`. fields: numbers of further fields.
    """
    number = size_of(pdf)
    slot = b"<" + b"0" * 8192 + b">"
    dictionary = b"<< /Type /Sig /Filter /Adobe.PPKLite /SubFilter /ETSI.CAdES.detached /M (D:20261124030000Z) "
    body = {
        4: listed(pdf, 4, b"/Annots", number),
        6: swap(listed(pdf, 6, b"/Fields", number, *fields), b"<<", b"<< /SigFlags 3"),
        number: b"<< %b /FT /Sig /T (%b) /V %d 0 R /P 4 0 R %b >>" % (WIDGET, name, number + 1, field),
        number + 1: dictionary + entries + b" /ByteRange " + _MARK + b" " + contents + slot + close + b" >>",
        **(objects or {}),
    }
    if catalog:
        body[1] = added_to(pdf, 1, catalog)
    return filled(append_revision(pdf, body, trailer=b"/Info 25 0 R"), slot, certificate)


def filled(pdf: bytes, slot: bytes, certificate: bytes = PERSON) -> bytes:
    """The file with the range and the value of its last signature put into the room kept for them."""
    start = pdf.rindex(slot)
    end = start + len(slot)
    numbers = b"[0 %010d %010d %010d]" % (start, end, len(pdf) - end)
    place = pdf.rindex(_MARK)
    ready = pdf[:place] + numbers + pdf[place + len(_MARK):]
    value = detached(sha256(ready[:start] + ready[end:]).digest(), certificate).hex().upper().encode()
    return ready[: start + 1] + value.ljust(len(slot) - 2, b"0") + ready[end - 1:]


def detached(digest: bytes, certificate: bytes = PERSON) -> bytes:
    """A CMS signature over a SHA-256 digest."""
    algorithm = Algorithm(ECDSA_SHA256, "sha256")
    attributes = cms.signed_attributes(algorithm=algorithm, message_digest=digest, certificate=certificate)
    return cms.signed_data(
        algorithm=algorithm, signed_attributes=attributes, signature=sign(key_of("leaf"), attributes),
        certificate=certificate,
    )


def countersigned(pdf: bytes, *, box: pades.Box | None = None, text: str = "Đã ký", name: str | None = None) -> bytes:
    """One signature more, of the agency, in a field of its own or an existing one."""
    look = pades.Appearance((text,)) if box or name else None
    return signed_pdf(AGENCY, pdf, field=pades.FieldSpec(name, box=box), appearance=look, at=AT)
