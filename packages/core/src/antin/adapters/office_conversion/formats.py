"""What an office document is, told by its content, and whether it can be opened at all; nothing is unpacked to disk."""

import re
import zlib
from enum import Enum
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from antin.adapters.office_conversion.errors import (
    NotAnOfficeDocument,
    OfficeDocumentBroken,
    OfficeDocumentIsPdf,
    OfficeDocumentLocked,
    OfficeDocumentTooLarge,
)
from antin.verdict.kinds import Kind, brought

try:
    from lzma import LZMAError
except ImportError:  # of a Python built without it, where such entries cannot be opened at all
    LZMAError = zlib.error  # type: ignore[misc, assignment]

MAX_OCTETS, MAX_UNPACKED, MAX_ENTRIES, _MAX_LISTED = 100 << 20, 300 << 20, 10_000, 1 << 20
_MAX_READ, _MB = MAX_ENTRIES * 512, 1 << 20


class OfficeFormat(Enum):
    """The suffix under which LibreOffice is given a document, and its own name for the only reader that may read it:
    left to choose, it takes anything damaged for text.
    """

    DOCX = "docx", "MS Word 2007 XML"
    XLSX = "xlsx", "Calc MS Excel 2007 XML"
    XLSB = "xlsb", "Calc MS Excel 2007 Binary"
    PPTX = "pptx", "Impress MS PowerPoint 2007 XML"
    DOC = "doc", "MS Word 97"
    XLS = "xls", "MS Excel 97"
    PPT = "ppt", "MS PowerPoint 97"
    RTF = "rtf", "Rich Text Format"
    ODT = "odt", "writer8"
    ODS = "ods", "calc8"
    ODP = "odp", "impress8"
    ODG = "odg", "draw8"

    def __init__(self, suffix: str, reader: str) -> None:
        self.suffix, self.reader = suffix, reader


# ECMA-376 part 1 and [MS-OFFMACRO2]: the type of the main part, with templates, slide shows and macros.
_OOXML = tuple((re.compile(pattern), kind) for pattern, kind in (
    (rb"wordprocessingml\.(?:document|template)\.main\+xml", OfficeFormat.DOCX),
    (rb"ms-word\.\w+\.macroEnabled\w*\.main\+xml", OfficeFormat.DOCX),
    (rb"spreadsheetml\.(?:sheet|template)\.main\+xml", OfficeFormat.XLSX),
    (rb"ms-excel\.(?:sheet|template|addin)\.macroEnabled\.main\+xml", OfficeFormat.XLSX),
    (rb"ms-excel\.sheet\.binary\.macroEnabled\.main", OfficeFormat.XLSB),
    (rb"presentationml\.(?:presentation|template|slideshow)\.main\+xml", OfficeFormat.PPTX),
    (rb"ms-powerpoint\.\w+\.macroEnabled\w*\.main\+xml", OfficeFormat.PPTX),
))
# ODF 1.3 part 2 appendix C; templates end in "-template".
_OPEN_DOCUMENT = {
    b"text": OfficeFormat.ODT, b"spreadsheet": OfficeFormat.ODS, b"presentation": OfficeFormat.ODP,
    b"graphics": OfficeFormat.ODG,
}
_OPEN_DOCUMENT_TYPE = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z]+)(?:-template)?\Z")
# Streams of compound files ([MS-DOC], [MS-XLS], [MS-PPT]), as their directory names them.
_COMPOUND = (
    ("WordDocument", OfficeFormat.DOC), ("PowerPoint Document", OfficeFormat.PPT), ("Workbook", OfficeFormat.XLS),
    ("Book", OfficeFormat.XLS),
)
_ENCRYPTED_PACKAGE = "EncryptedPackage"  # [MS-OFFCRYPTO] 1.3.2


def office_format(data: bytes) -> OfficeFormat:
    """Raises NotAnOfficeDocument, OfficeDocumentIsPdf, OfficeDocumentLocked, OfficeDocumentBroken,
    OfficeDocumentTooLarge: as it is, or by what it says of itself unpacked.
    """
    if len(data) > MAX_OCTETS:
        raise OfficeDocumentTooLarge(limit_mb=MAX_OCTETS // _MB)
    if b"%PDF-" in data[:1024]:
        raise OfficeDocumentIsPdf()
    kind = brought(data).kind
    if data.startswith(b"{\\rtf"):
        return OfficeFormat.RTF
    if data.startswith(b"PK\x03\x04") and kind in (Kind.OFFICE, Kind.OPEN_DOCUMENT, Kind.ZIP):
        return _packed(data)
    if kind is Kind.OFFICE:
        return _compound(data)
    raise NotAnOfficeDocument()


_BROKEN = (
    BadZipFile, ValueError, NotImplementedError, RuntimeError, EOFError, OSError, OverflowError, zlib.error, LZMAError,
)


class _Bounded(BytesIO):
    """Nothing large is read at once: the directory of an archive is, before its entries can be counted."""

    def read(self, size: int | None = -1, /) -> bytes:
        if size is not None and size > _MAX_READ:
            raise OfficeDocumentTooLarge(limit_mb=MAX_UNPACKED // _MB)
        return super().read(size)


def _packed(data: bytes) -> OfficeFormat:
    try:
        with ZipFile(_Bounded(data)) as archive:
            entries = archive.infolist()
            if len(entries) > MAX_ENTRIES or sum(each.file_size for each in entries) > MAX_UNPACKED:
                raise OfficeDocumentTooLarge(limit_mb=MAX_UNPACKED // _MB)
            media_type = _listed(archive, "mimetype").strip()
            if media_type:
                return _open_document(media_type, _listed(archive, "META-INF/manifest.xml"))
            types = _listed(archive, "[Content_Types].xml")
    except _BROKEN as error:
        # What is cut off has lost its directory, and with it the word of what it was.
        raise OfficeDocumentBroken() from error
    found = next((name for pattern, name in _OOXML if pattern.search(types)), None)
    if found is None:
        raise NotAnOfficeDocument()
    return found


def _listed(archive: ZipFile, name: str) -> bytes:
    """The beginning of an entry; nothing when there is none."""
    try:
        with archive.open(name) as entry:
            return entry.read(_MAX_LISTED)
    except KeyError:
        return b""


def _open_document(media_type: bytes, manifest: bytes) -> OfficeFormat:
    kind = _OPEN_DOCUMENT_TYPE.match(media_type)
    found = _OPEN_DOCUMENT.get(kind[1]) if kind else None
    if found is None:
        raise NotAnOfficeDocument()
    if b"encryption-data" in manifest:  # ODF 1.3 part 2 4.4
        raise OfficeDocumentLocked()
    return found


def _compound(data: bytes) -> OfficeFormat:
    if _names(data, _ENCRYPTED_PACKAGE):
        raise OfficeDocumentLocked()
    found = next((kind for name, kind in _COMPOUND if _names(data, name)), None)
    if found is None:
        raise NotAnOfficeDocument()
    return found


def _names(data: bytes, stream: str) -> bool:
    """Whether a directory entry of a compound file has this name ([MS-CFB] 2.6.1: 64 octets, then how many count)."""
    name = stream.encode("utf-16-le") + bytes(2)
    return name.ljust(64, b"\0") + len(name).to_bytes(2, "little") in data
