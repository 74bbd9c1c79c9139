"""Word, Excel, PowerPoint, RTF and ODF become PDF/A by LibreOffice, an optional program of the system.

1. What is it, by content; nothing locked, cut off or swollen goes further. 2. LibreOffice, with limits
(`libreoffice`). 3. What came out is a PDF/A that our reader opens.
"""

import re

from antin import pades
from antin.adapters.office_conversion.errors import (
    NotAnOfficeDocument,
    OfficeDocumentBroken,
    OfficeDocumentIsPdf,
    OfficeDocumentLocked,
    OfficeDocumentTooHeavy,
    OfficeDocumentTooLarge,
    OfficeError,
    OfficeProgramAbsent,
    OfficeResultWrong,
)
from antin.adapters.office_conversion.formats import MAX_OCTETS, OfficeFormat, office_format
from antin.adapters.office_conversion.libreoffice import LIMITS, Limits, find_program, pdf_by_libreoffice

__all__ = [
    "LIMITS", "MAX_OCTETS", "Limits", "NotAnOfficeDocument", "OfficeDocumentBroken", "OfficeDocumentIsPdf",
    "OfficeDocumentLocked", "OfficeDocumentTooHeavy", "OfficeDocumentTooLarge", "OfficeError", "OfficeFormat",
    "OfficeProgramAbsent", "OfficeResultWrong", "find_program", "office_format", "pdf_of_office",
]

_PART, _CONFORMANCE = re.compile(rb"<pdfaid:part>2<"), re.compile(rb"<pdfaid:conformance>B<")  # ISO 19005-2 6.6.4


def pdf_of_office(data: bytes, limits: Limits = LIMITS) -> bytes:
    """The document as PDF/A-2b. Raises the errors of this room."""
    form = office_format(data)                                                                   # 1
    pdf = pdf_by_libreoffice(data, form, limits)                                                 # 2
    if not (_PART.search(pdf) and _CONFORMANCE.search(pdf)):                                     # 3
        raise OfficeResultWrong(reason="PDF/A-2b")
    try:
        pades.overview(pdf)
    except (pades.PdfUnreadable, pades.SigningRefused) as error:
        raise OfficeResultWrong(reason=error.code) from error
    return pdf
