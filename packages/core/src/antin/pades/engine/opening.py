"""Opening a file: its limits, its encryption, and the one place where the parser's exceptions end."""

from collections.abc import Iterator
from contextlib import contextmanager

from pyhanko.pdf_utils.crypt import AuthStatus, StandardSecurityHandler
from pyhanko.pdf_utils.reader import PdfFileReader

from antin.errors import AntinError
from antin.pades.engine.metered import MeteredReader, Work
from antin.pades.errors import (
    NotPdf,
    PdfBroken,
    PdfEncryptionUnsupported,
    PdfPasswordNeeded,
    PdfTooHeavy,
    PdfTooLarge,
)

MAX_SIZE = 512 * 1024 * 1024
_HEADER_WITHIN = 1024


@contextmanager
def parser_door() -> Iterator[None]:
    """Everything that touches a parsed object runs inside.

    Raises PdfBroken for whatever the parser raises, PdfTooHeavy when memory gives out.
    """
    try:
        yield
    except AntinError:
        raise
    except MemoryError as error:
        raise PdfTooHeavy from error
    except Exception as error:  # a damaged file makes the parser raise nearly any exception there is
        raise PdfBroken(reason=type(error).__name__) from error


def open_reader(pdf: bytes, work: Work | None = None) -> PdfFileReader:
    """A reader, decrypted when the empty password does it; to be used inside `parser_door`.

    work: what it may cost; a whole file's worth when not told.
    Raises NotPdf, PdfTooLarge, PdfTooHeavy, PdfBroken, PdfPasswordNeeded, PdfEncryptionUnsupported.
    """
    if len(pdf) > MAX_SIZE:
        raise PdfTooLarge(size_mb=len(pdf) >> 20, limit_mb=MAX_SIZE >> 20)
    header = pdf.find(b"%PDF-", 0, _HEADER_WITHIN)
    if header < 0:
        raise NotPdf
    if header > 0:
        raise PdfBroken(reason="bytes before the header")
    with parser_door():
        reader = MeteredReader(pdf, work or Work(len(pdf)))
        if reader.encrypted:
            _decrypt(reader)
        return reader


def _decrypt(reader: PdfFileReader) -> None:
    if not isinstance(reader.security_handler, StandardSecurityHandler):
        raise PdfEncryptionUnsupported
    if reader.decrypt(b"").status == AuthStatus.FAILED:
        raise PdfPasswordNeeded
