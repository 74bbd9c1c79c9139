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
LEFT_OPEN: dict[str, str] = {
    "evil-direct":
        "TypeError out of the change analysis: an annotation that stands in /Annots itself.",
    "usf-byte-range-twice":
        "Valid: an entry stated twice in the signature dictionary is taken the last time.",
    "usf-contents-twice":
        "Valid: an entry stated twice in the signature dictionary is taken the last time.",
    "usf-later-value-twice":
        "Valid: a later field states /V twice; programs that take the first show another value.",
    "isa-table-lacks-the-object":
        "Valid: the octets of a later revision hold an object that its table does not name.",
    "isa-row-to-nowhere":
        "Refused as change_unclear; the page's content is gone and nothing says so.",
    "isa-row-to-another-object":
        "Refused as change_unclear; the page's content is gone and nothing says so.",
    "isa-packed-object-lost":
        "Refused as change_unclear; the page's content is gone and nothing says so.",
    "shadow-replace-font-base":
        "Refused as change_annotation: a font that looks of annotations use, too, is a font first.",
    "shadow-replace-encoding":
        "Refused as change_annotation: a font that looks of annotations use, too, is a font first.",
    "shadow-replace-to-unicode":
        "Refused as change_page_content: /ToUnicode belongs to the font.",
    "shadow-replace-form-looks":
        "Valid: the looks of a field say another value than /V, which did not change.",
    "shadow-replace-check-box-looks":
        "Valid: the looks of a check box are replaced, its value did not change.",
    "shadow-replace-form-default-looks":
        "Valid: /DA of the form draws every field anew, in a font with other glyphs.",
    "sneaky-approved-covers-text":
        "Valid: a later signature paints another amount over the text that the first signed.",
    "sneaky-approved-unsigned-field":
        "Valid: a signature field that nobody signed paints over the text.",
    "document-layer-switched-on":
        "Refused as change_object; it shows what was hidden.",
    "document-layer-by-base-state":
        "Refused as change_object; it shows what was hidden.",
    "document-layer-by-usage":
        "Refused as change_object; it shows what was hidden.",
    "document-pages-reordered-in-their-own-array":
        "Refused as change_object; the pages changed places.",
    "document-encrypted-later":
        "Cannot be told (password needed) though the signed revision can be read.",
    "harmless-unused-object-set-free":
        "Refused as change_object; nothing referred to it.",
}
