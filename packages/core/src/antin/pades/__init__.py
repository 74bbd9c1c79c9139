"""PDF signatures (PAdES, EN 319 142-1): signed at levels B-B and B-T, several by incremental update, and
read.
"""

from antin.pades.appearance import Appearance
from antin.pades.embedded import Change, EmbeddedSignature, PdfSignatures, SignatureKind, ValidationData, verify
from antin.pades.errors import PadesError, PdfUnreadable, SignatureFormatWrong, SigningRefused
from antin.pades.existing import BrokenSignature, broken_signatures
from antin.pades.geometry import Box, PageGeometry
from antin.pades.long_term import PreparedTimeStamp, add_validation_data, complete_time_stamp, prepare_time_stamp
from antin.pades.overview import EmptyField, Overview, PageSize, overview
from antin.pades.reading import read
from antin.pades.signing import FieldSpec, Level, Prepared, Signatory, Statement, complete, complete_appended, prepare
from antin.pades.wording import annex_lines, signature_lines

__all__ = [
    "Appearance", "Box", "BrokenSignature", "Change", "EmbeddedSignature", "EmptyField", "FieldSpec", "Level",
    "Overview", "PadesError", "PageGeometry", "PageSize", "PdfSignatures", "PdfUnreadable", "Prepared",
    "PreparedTimeStamp", "Signatory", "SignatureFormatWrong", "SignatureKind", "SigningRefused", "Statement",
    "ValidationData", "add_validation_data", "annex_lines", "broken_signatures", "complete", "complete_appended",
    "complete_time_stamp", "overview", "prepare", "prepare_time_stamp", "read", "signature_lines", "verify",
]
