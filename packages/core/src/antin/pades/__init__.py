"""PDF signatures (PAdES, EN 319 142-1): signed at levels B-B and B-T, several by incremental update, and
read.
"""

from antin.pades.appearance import Appearance
from antin.pades.errors import PadesError, PdfUnreadable, SigningRefused
from antin.pades.geometry import Box, PageGeometry
from antin.pades.overview import EmptyField, Overview, PageSize, overview
from antin.pades.signing import FieldSpec, Level, Prepared, Signatory, Statement, complete, prepare

__all__ = [
    "Appearance", "Box", "EmptyField", "FieldSpec", "Level", "Overview", "PadesError", "PageGeometry",
    "PageSize", "PdfUnreadable", "Prepared", "Signatory", "SigningRefused", "Statement", "complete",
    "overview", "prepare",
]
