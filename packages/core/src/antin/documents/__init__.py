"""The forms of the law as papers: DOCX, blank or filled, in the looks of NĐ 30/2020/NĐ-CP."""

from antin.documents.errors import DocumentTooLarge
from antin.documents.packing import archive, file_name
from antin.documents.papers import blank, filled

__all__ = ["DocumentTooLarge", "archive", "blank", "file_name", "filled"]
