"""Attacks on signed PDF files, and what must not be taken for one: every file is made here, none is kept.

`VECTORS` is the whole table. A reader of tests puts `tests/vectors` on its path and imports `attacks`.
"""

from attacks import (
    appended_bytes,
    document_changes,
    forged_entries,
    harmless,
    moved_ranges,
    over_content,
    prepared_content,
)
from attacks.materials import ROOT
from attacks.model import PROPOSED, Family, Vector

__all__ = ["LEFT_OPEN", "PROPOSED", "ROOT", "VECTORS", "Family", "Vector"]

VECTORS: tuple[Vector, ...] = (
    *forged_entries.VECTORS, *moved_ranges.VECTORS, *appended_bytes.VECTORS, *prepared_content.VECTORS,
    *over_content.VECTORS, *document_changes.VECTORS, *harmless.VECTORS,
)

# What the verifier does not reach yet, with the reason; a line goes as soon as it does.
LEFT_OPEN: dict[str, str] = {}
