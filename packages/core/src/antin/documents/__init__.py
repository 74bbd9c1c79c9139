"""The forms of the law as papers: DOCX, blank or filled, in the looks of NĐ 30/2020/NĐ-CP.
The report on checked files: PDF/A.
"""

from antin.documents.errors import DocumentTooLarge
from antin.documents.packing import archive, file_name
from antin.documents.papers import blank, filled
from antin.documents.verdict_report import verdict_report

__all__ = ["DocumentTooLarge", "archive", "blank", "file_name", "filled", "verdict_report"]
