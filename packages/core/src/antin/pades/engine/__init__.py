"""The port to PDF syntax: what the room needs of a PDF parser and an incremental writer, and nothing more.

pyHanko stands behind it today. It is used here only, through its documented doors where it has them, so that
another engine can take its place: nothing of it crosses this package's functions, neither objects nor
exceptions.
"""

from antin.pades.engine.file import OpenedFile, open_file
from antin.pades.engine.inspection import FieldPlace, Inspection, inspect
from antin.pades.engine.metered import Work
from antin.pades.engine.signatures import FoundSignature
from antin.pades.engine.update import SignatureEntries, Slot, append_signature

__all__ = [
    "FieldPlace",
    "FoundSignature",
    "Inspection",
    "OpenedFile",
    "SignatureEntries",
    "Slot",
    "Work",
    "append_signature",
    "inspect",
    "open_file",
]
