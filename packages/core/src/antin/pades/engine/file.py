"""A file opened for reading its signatures."""

from functools import cached_property

from pyhanko.pdf_utils.reader import PdfFileReader

from antin.pades.byte_range import TableSpan
from antin.pades.embedded import Change, ValidationData
from antin.pades.engine.fields import form_fields
from antin.pades.engine.history import History
from antin.pades.engine.metered import Work
from antin.pades.engine.opening import open_reader, parser_door
from antin.pades.engine.pages import page_count
from antin.pades.engine.signatures import FoundSignature, Restriction, found_signatures, table_spans
from antin.pades.engine.validation_data import validation_data
from antin.pades.engine.values import dictionary_at
from antin.pades.errors import PdfBroken


class OpenedFile:
    """tables: its cross-reference sections, oldest first; pages: as its page tree says; usage_rights:
    signatures of a publisher that no field shows (ISO 32000-1 12.8.2.3).
    """

    def __init__(self, pdf: bytes, work: Work) -> None:
        with parser_door():
            self._reader: PdfFileReader = open_reader(pdf, work)
            self.tables: tuple[TableSpan, ...] = table_spans(self._reader)
            self.pages = page_count(self._reader)
            rights = dictionary_at(self._reader.root, "/Perms")
            self.usage_rights = sum(key in rights for key in ("/UR", "/UR3"))

    def signatures(self) -> tuple[FoundSignature, ...]:
        """Every filled signature field. Raises PdfBroken."""
        with parser_door():
            return tuple(found_signatures(self._reader))

    def empty_fields(self) -> tuple[str, ...]:
        """The names of signature fields without a signature. Raises PdfBroken."""
        with parser_door():
            return tuple(
                each.name for each in form_fields(self._reader) if each.is_signature and not each.is_filled
            )

    def validation_data(self) -> ValidationData:
        """What the file carries for later validation; nothing when it cannot be read."""
        try:
            with parser_door():
                return validation_data(self._reader)
        except PdfBroken:
            return ValidationData()

    def changes_after(self, revision: int, restriction: Restriction) -> tuple[Change, ...]:
        """What later revisions did to this one (from 0), where the signature in it sets the restriction."""
        with parser_door():
            return self._history.changes_after(revision, restriction)

    @cached_property
    def _history(self) -> History:
        return History(self._reader)


def open_file(pdf: bytes, work: Work | None = None) -> OpenedFile:
    """work: shared by several attempts at one file.

    Raises NotPdf, PdfTooLarge, PdfTooHeavy, PdfBroken, PdfPasswordNeeded, PdfEncryptionUnsupported.
    """
    return OpenedFile(pdf, work or Work(len(pdf)))
