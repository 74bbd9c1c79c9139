"""What people bring, told by content and never by name; bounded, and it never raises."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_HEAD, _SEARCHED = 65_536, 64 << 20
_ENTRIES, _END_OF_ZIP = 2_000, 22 + 65_535


class Kind(StrEnum):
    """`kind` of the verdict; other: nothing known."""

    PDF = "pdf"
    EMPTY = "empty"
    IMAGE = "image"
    ZIP = "zip"
    ARCHIVE = "archive"
    OFFICE = "office"
    OPEN_DOCUMENT = "opendocument"
    ASIC = "asic"
    SIGNED_XML = "signed_xml"
    XML = "xml"
    TEXT = "text"
    CMS = "cms"
    SIGNED_MAIL = "signed_mail"
    MAIL = "mail"
    CERTIFICATE = "certificate"
    OTHER = "other"


# What the catalogue says of the kinds.
FILE_CODES = (
    "not_a_pdf", "file_is_empty", "file_is_image", "file_is_archive", "file_is_office_document",
    "file_is_signed_office_document", "file_is_asic", "file_is_signed_xml", "file_is_tax_declaration",
    "file_is_electronic_invoice", "file_is_xml", "file_is_text", "file_is_cms", "file_is_signed_mail", "file_is_mail",
    "file_is_certificate",
)


@dataclass(frozen=True)
class Brought:
    """A kind, and the code of the catalogue that says what to do with such a file."""

    kind: Kind
    code: str


def brought(data: bytes) -> Brought:
    """What a file that is no PDF is."""
    return next(
        (found for look in (_blank, _image, _packed, _encoded, _written) if (found := look(data)) is not None),
        Brought(Kind.OTHER, "not_a_pdf"),
    )


def _blank(data: bytes) -> Brought | None:
    is_blank = not data[:_HEAD].strip(b"\0 \t\r\n") and not data.strip(b"\0 \t\r\n")
    return Brought(Kind.EMPTY, "file_is_empty") if is_blank else None


_IMAGES = (
    b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"GIF87a", b"GIF89a", b"II*\0", b"MM\0*", b"II+\0", b"MM\0+",
    b"\0\0\0\x0cjP  ", b"\xff\x4f\xff\x51", b"8BPS",
)
_IMAGE_BRANDS = re.compile(rb"(?:heic|heix|heim|heis|hevc|hevx|mif1|msf1|avif|avis)")


def _image(data: bytes) -> Brought | None:
    """By the first octets; of the formats in boxes (HEIC, AVIF; ISO 14496-12) by their brands."""
    is_heif = data[4:8] == b"ftyp" and _IMAGE_BRANDS.search(data[8:64]) is not None
    is_riff = data[:4] == b"RIFF" and data[8:12] == b"WEBP"
    is_bitmap = data[:2] == b"BM" and data[6:10] == bytes(4) and len(data) > 26
    is_image = data.startswith(_IMAGES) or is_heif or is_riff or is_bitmap
    return Brought(Kind.IMAGE, "file_is_image") if is_image else None


_ARCHIVES = (b"Rar!\x1a\x07", b"7z\xbc\xaf\x27\x1c", b"\x1f\x8b\x08", b"BZh", b"\xfd7zXZ\0", b"MSCF")
_OFFICE = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", b"{\\rtf")
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_SIGNATURE_ENTRY = re.compile(rb"META-INF/[^/]*signature[^/]*\.(?:xml|p7s)", re.IGNORECASE)


def _packed(data: bytes) -> Brought | None:
    if data.startswith(_ARCHIVES):
        return Brought(Kind.ARCHIVE, "file_is_archive")
    if data.startswith(_OFFICE):
        return Brought(Kind.OFFICE, "file_is_office_document")
    if not data.startswith(_ZIPS):
        return None
    names, media_type = set(_entry_names(data)), _media_type(data)
    is_signed = any(name.startswith(b"_xmlsignatures/") or _SIGNATURE_ENTRY.fullmatch(name) for name in names)
    if media_type.startswith(b"application/vnd.oasis.opendocument"):
        return Brought(Kind.OPEN_DOCUMENT, _office_code(is_signed=is_signed))
    if b"[Content_Types].xml" in names:
        return Brought(Kind.OFFICE, _office_code(is_signed=is_signed))
    if media_type.startswith(b"application/vnd.etsi.asic") or is_signed:
        return Brought(Kind.ASIC, "file_is_asic")
    return Brought(Kind.ZIP, "file_is_archive")


def _office_code(*, is_signed: bool) -> str:
    return "file_is_signed_office_document" if is_signed else "file_is_office_document"


def _media_type(data: bytes) -> bytes:
    """The first entry when it is called mimetype and stands unpacked (ODF 1.3 part 2 3.3; EN 319 162-1 A.1)."""
    name_size, extra_size = int.from_bytes(data[26:28], "little"), int.from_bytes(data[28:30], "little")
    start = 30 + name_size + extra_size
    is_there = data[30 : 30 + name_size] == b"mimetype" and data[8:10] == b"\0\0"
    return data[start : start + 100] if is_there else b""


def _entry_names(data: bytes) -> Iterator[bytes]:
    """The names in the central directory (APPNOTE 4.3.12, 4.3.16), at most _ENTRIES."""
    end = data.rfind(b"PK\x05\x06", max(0, len(data) - _END_OF_ZIP))
    place = int.from_bytes(data[end + 16 : end + 20], "little") if end >= 0 else len(data)
    for _ in range(_ENTRIES):
        head = data[place : place + 46]
        if len(head) < 46 or head[:4] != b"PK\x01\x02":
            return
        name, extra, comment = (int.from_bytes(head[at : at + 2], "little") for at in (28, 30, 32))
        yield data[place + 46 : place + 46 + name]
        place += 46 + name + extra + comment


_SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")  # RFC 5652 5.1
_PEM = re.compile(rb"\s*-----BEGIN ([A-Z0-9 ]{1,40})-----")
_CERTIFICATE = re.compile(rb"\x30\x82..\x30\x82..\xa0\x03\x02\x01[\x00-\x02]\x02", re.DOTALL)
_BASE64 = re.compile(rb"\s*(M[A-Za-z0-9+/\r\n]{60,200})")


def _encoded(data: bytes) -> Brought | None:
    """CMS and certificates: DER, BER, PEM, or base64 without words around it."""
    pem = _PEM.match(data[:_HEAD])
    label = pem[1] if pem else b""
    plain = _BASE64.match(data[:512])
    octets = _unpacked(plain[1]) if plain else data[:64]
    if label in (b"PKCS7", b"CMS") or (octets[:1] == b"\x30" and _SIGNED_DATA in octets[:32]):
        return Brought(Kind.CMS, "file_is_cms")
    if b"CERTIFICATE" in label or _CERTIFICATE.match(octets):
        return Brought(Kind.CERTIFICATE, "file_is_certificate")
    return None


def _unpacked(base64: bytes) -> bytes:
    text = b"".join(base64.split())
    try:
        return b64decode(text[: len(text) // 4 * 4])
    except NotBase64:
        return b""


_DIGITAL_SIGNATURE = "http://www.w3.org/2000/09/xmldsig#"
_XML = re.compile(r"<(?:\?xml[\s?]|!--|[A-Za-z_][\w.:-]{0,100}[\s/>])")
_HTML = re.compile(r"(?:<\?xml[^>]{0,200}>\s*)?<(?:!doctype\s+html|html[\s>])", re.IGNORECASE)
_HEADERS = re.compile(
    r"^(from|to|subject|date|message-id|mime-version|received|return-path|delivered-to|content-type|dkim-signature"
    r"|x-[\w-]{1,60}):", re.IGNORECASE | re.MULTILINE,
)
_OF_MAIL = {"from", "message-id", "mime-version", "received", "return-path"}
_SIGNED_PART = re.compile(r"multipart/signed|application/(?:x-)?pkcs7-(?:mime|signature)", re.IGNORECASE)
# Roots of what taxpayers are sent: declarations (HTKK), electronic invoices and receipts (NĐ 123/2020).
_TAX = {"HSoThueDTu": "file_is_tax_declaration", "HDon": "file_is_electronic_invoice"}


def _written(data: bytes) -> Brought | None:
    """Text: XML, mail, or plain."""
    text = _decoded(data)
    if text is None:
        return None
    if _XML.match(text) and not _HTML.match(text):
        return _xml(data, text)
    if text.startswith("<"):
        return Brought(Kind.TEXT, "file_is_text")
    headers = {each.lower() for each in _HEADERS.findall(text[:8_192])}
    if _HEADERS.match(text) and len(headers) > 1 and headers & _OF_MAIL:
        is_signed = _SIGNED_PART.search(text) is not None
        return Brought(Kind.SIGNED_MAIL, "file_is_signed_mail") if is_signed else Brought(Kind.MAIL, "file_is_mail")
    return Brought(Kind.TEXT, "file_is_text")


def _xml(data: bytes, text: str) -> Brought:
    searched = data[:_SEARCHED]
    wanted = [
        [word.encode(codec) for codec in ("utf-8", "utf-16-le", "utf-16-be")]
        for word in (_DIGITAL_SIGNATURE, "SignatureValue")
    ]
    if not all(any(each in searched for each in forms) for forms in wanted):
        return Brought(Kind.XML, "file_is_xml")
    found = re.search(r"<([A-Za-z_][\w.-]{0,100})[\s/>]", text[:4_096])
    return Brought(Kind.SIGNED_XML, _TAX.get(found[1] if found else "", "file_is_signed_xml"))


def _decoded(data: bytes) -> str | None:
    """The beginning as text, without marks of order; None when it is none."""
    head = data[:_HEAD]
    codec = "utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = head.decode(codec, "replace").rstrip("\ufffd").lstrip()
    strange = sum(not (each.isprintable() or each in "\t\r\n\f") for each in text) + text.count("\ufffd")
    return text if text and strange * 20 <= len(text) else None
