"""PDF files as syntax: objects, revisions, and updates appended; nothing of what they mean (ISO 32000-2 7).

The reader is our own because what it is for decides its shape: it looks objects up where they stand instead of
building the document, keeps the revisions apart, and never costs more than the file may (see docs/decisions/0013).
"""

from antin.pdf.errors import (
    NotPdf,
    PdfBroken,
    PdfEncryptionUnsupported,
    PdfPasswordNeeded,
    PdfTooHeavy,
    PdfTooLarge,
    PdfUnreadable,
)
from antin.pdf.file import MAX_SIZE, PdfFile, View
from antin.pdf.objects import (
    Name,
    Ref,
    Repeated,
    Stream,
    Value,
    differing,
    entries_of,
    references,
    repeats,
    same,
    text_of,
)
from antin.pdf.sections import Place, Section
from antin.pdf.update import Update
from antin.pdf.work import Work
from antin.pdf.writing import Verbatim, text_string

__all__ = [
    "MAX_SIZE", "Name", "NotPdf", "PdfBroken", "PdfEncryptionUnsupported", "PdfFile", "PdfPasswordNeeded",
    "PdfTooHeavy", "PdfTooLarge", "PdfUnreadable", "Place", "Ref", "Repeated", "Section", "Stream", "Update", "Value",
    "Verbatim", "View", "Work", "differing", "entries_of", "references", "repeats", "same", "text_of", "text_string",
]
