"""The forms of the law as papers: DOCX, blank or filled, in the looks of NĐ 30/2020/NĐ-CP.
Reports on checked and on signed files: PDF/A, CSV.
"""

from antin.documents.errors import DocumentTooLarge
from antin.documents.packing import archive, file_name
from antin.documents.papers import blank, filled
from antin.documents.signing_report import MOST_DRAWN, RowOutcome, SignedRow, signing_report, signing_table
from antin.documents.verdict_report import verdict_report

__all__ = [
    "MOST_DRAWN", "DocumentTooLarge", "RowOutcome", "SignedRow", "archive", "blank", "file_name", "filled",
    "signing_report", "signing_table", "verdict_report",
]
