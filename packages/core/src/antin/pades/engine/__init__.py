"""What signatures mean in a PDF: fields, pages, what a signature covers and what came after it, and how one is added.

It stands on `antin.pdf`, which knows syntax only; nothing of syntax crosses this package's functions.
"""

from antin.pades.engine.file import OpenedFile, open_file
from antin.pades.engine.inspection import FieldPlace, Inspection, inspect
from antin.pades.engine.signatures import FoundSignature
from antin.pades.engine.store import append_validation_data
from antin.pades.engine.update import (
    Appended,
    SignatureEntries,
    Slot,
    TimeStampEntries,
    append_field,
    append_look,
    append_signature,
)

__all__ = [
    "Appended", "FieldPlace", "FoundSignature", "Inspection", "OpenedFile", "SignatureEntries", "Slot",
    "TimeStampEntries", "append_field", "append_look", "append_signature", "append_validation_data", "inspect",
    "open_file",
]
