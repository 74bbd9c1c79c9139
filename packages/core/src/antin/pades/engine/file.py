"""A file opened for reading its signatures."""

from functools import cached_property

from antin.pades.byte_range import TableSpan
from antin.pades.embedded import Change, ValidationData
from antin.pades.engine.fields import form_fields
from antin.pades.engine.history import History
from antin.pades.engine.pages import page_count
from antin.pades.engine.signatures import FoundSignature, Restriction, found_signatures, table_spans
from antin.pades.engine.validation_data import validation_data
from antin.pdf import PdfBroken, PdfFile, Work


class OpenedFile:
    """tables: its cross-reference sections, oldest first; pages: as its page tree says; usage_rights:
    signatures of a publisher that no field shows (ISO 32000-1 12.8.2.3).
    """

    def __init__(self, pdf: bytes, work: Work) -> None:
        self._file = PdfFile(pdf, work)
        self.tables: tuple[TableSpan, ...] = table_spans(self._file)
        view = self._file.newest
        self.pages = page_count(view)
        rights = view.dictionary(view.root, "/Perms")
        self.usage_rights = sum(key in rights for key in ("/UR", "/UR3"))

    def signatures(self) -> tuple[FoundSignature, ...]:
        """Every filled signature field. Raises PdfBroken, PdfTooHeavy."""
        return tuple(found_signatures(self._file))

    def empty_fields(self) -> tuple[str, ...]:
        """The names of signature fields without a signature. Raises PdfBroken, PdfTooHeavy."""
        return tuple(
            each.name for each in form_fields(self._file.newest) if each.is_signature and not each.is_filled
        )

    def validation_data(self) -> ValidationData:
        """What the file carries for later validation; nothing when it cannot be read. Raises PdfTooHeavy."""
        try:
            return validation_data(self._file)
        except PdfBroken:
            return ValidationData()

    def changes_after(self, revision: int, restriction: Restriction) -> tuple[Change, ...]:
        """What later revisions did to this one (from 0), where the signature in it sets the restriction."""
        return self._history.changes_after(revision, restriction)

    @cached_property
    def _history(self) -> History:
        return History(self._file)


def open_file(pdf: bytes, work: Work | None = None) -> OpenedFile:
    """work: shared by several attempts at one file.

    Raises NotPdf, PdfTooLarge, PdfTooHeavy, PdfBroken, PdfPasswordNeeded, PdfEncryptionUnsupported.
    """
    return OpenedFile(pdf, work or Work(len(pdf)))
