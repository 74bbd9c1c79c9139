"""What a document claims to conform to, as its metadata and its catalog say."""

import re

from antin.pades.conformance import Conformance
from antin.pdf import PdfBroken, PdfFile, Stream, entries_of

_MAX_METADATA = 1 << 20
# As an attribute or as an element (ISO 19005-1 6.7.11).
_PART = re.compile(rb"pdfaid:part\s*(?:=\s*[\"']|>)\s*([1-4])")


def conformance_of(file: PdfFile) -> Conformance:
    """Of the newest revision. Raises PdfTooHeavy, PdfBroken."""
    view = file.newest
    intents = [view.resolve(each) for each in view.array(view.root, "/OutputIntents")]
    profiles = [view.entry(each, "/DestOutputProfile") for each in intents if view.text(each, "/S") == "/GTS_PDFA1"]
    marked = view.entry(view.dictionary(view.root, "/MarkInfo"), "/Marked")
    return Conformance(
        part=_part(file), has_output_intent=any(isinstance(each, Stream) for each in profiles),
        has_rgb_intent=any(entries_of(each).get("/N") == 3 for each in profiles),
        is_tagged=marked is True and bool(view.dictionary(view.root, "/StructTreeRoot")),
    )


def _part(file: PdfFile) -> int:
    metadata = file.newest.entry(file.newest.root, "/Metadata")
    if not isinstance(metadata, Stream):
        return 0
    try:
        found = _PART.search(file.unpacked(metadata, _MAX_METADATA).replace(b"\x00", b""))
    except PdfBroken:  # of a kind that we do not unpack: nothing can be claimed in it
        return 0
    return int(found[1]) if found else 0
