"""Reading the signatures of a PDF: found by the parser, checked on the bytes, followed through later
revisions.

1. Open the file; what stands behind a last end marker too far away is cut off and told.
2. Find every filled signature field.
3. Check each on the bytes: range, gap, place, end of its revision.
4. For the sound ones, ask what later revisions did.
"""

import re
from contextlib import suppress
from dataclasses import replace

from antin.pades.byte_range import TableSpan, byte_range_of, faults_of, is_white, revision_of
from antin.pades.embedded import Change, EmbeddedSignature, PdfSignatures, SignatureKind
from antin.pades.engine import FoundSignature, OpenedFile, open_file
from antin.pdf import PdfBroken, PdfTooHeavy, Work

_SUB_FILTERS = {
    "/ETSI.CAdES.detached": SignatureKind.SIGNATURE, "/adbe.pkcs7.detached": SignatureKind.SIGNATURE,
    "/adbe.pkcs7.sha1": SignatureKind.SIGNATURE, "/ETSI.RFC3161": SignatureKind.DOCUMENT_TIME_STAMP,
}
_END_MARKER = b"%%EOF"
_ENDS_TRIED = 4
_KEY = b"/ByteRange"
_BYTE_RANGE = re.compile(rb"/ByteRange\s*+\[")


def read(pdf: bytes) -> PdfSignatures:
    """Every signature of a file, with what it covers and what happened after it; an unsigned file has none.

    Raises NotPdf, PdfTooLarge, PdfTooHeavy, PdfBroken, PdfPasswordNeeded, PdfEncryptionUnsupported, and nothing else.
    """
    try:
        return _read(pdf)
    except MemoryError as error:
        raise PdfTooHeavy from error


def _read(pdf: bytes) -> PdfSignatures:
    opened = _opened(pdf)  # 1
    found = opened.signatures()  # 2
    signatures = [_checked(each, pdf, opened.tables) for each in found]  # 3
    pages = {each.field: each.page for each in signatures}
    followed = [
        replace(
            signature, changes=tuple(_placed(change, pages) for change in _changes(opened, signature, each))
        )
        for signature, each in zip(signatures, found, strict=True)  # 4
    ]
    is_one_loose = _ranges_in(pdf) > len(found) + opened.usage_rights
    return PdfSignatures(
        pdf,
        tuple(sorted(followed, key=lambda each: each.revision)),
        opened.empty_fields(),
        len(opened.tables),
        opened.pages,
        ("unattached_signature",) if is_one_loose else (),
        opened.validation_data(),
    )


def _ranges_in(pdf: bytes) -> int:
    """How many /ByteRange entries stand in the file, wherever."""
    count, at = 0, pdf.find(_KEY)
    while at >= 0:
        count += _BYTE_RANGE.match(pdf, at) is not None
        at = pdf.find(_KEY, at + len(_KEY))
    return count


def _opened(pdf: bytes) -> OpenedFile:
    work = Work(len(pdf))
    try:
        return open_file(pdf, work)
    except PdfBroken as broken:
        end = len(pdf)
        for _ in range(_ENDS_TRIED):
            end = pdf.rfind(_END_MARKER, 0, end)
            if end < 0:
                break
            with suppress(PdfBroken):
                return open_file(pdf[: end + len(_END_MARKER)] + b"\n", work)
        raise broken


def _checked(found: FoundSignature, pdf: bytes, tables: tuple[TableSpan, ...]) -> EmbeddedSignature:
    faults = faults_of(found.claimed, pdf, tables)
    sub_filter = found.entries["/SubFilter"]
    if sub_filter not in _SUB_FILTERS:
        faults = (*faults, "sub_filter_unknown")
    span = byte_range_of(found.claimed.byte_range or (), len(pdf))
    return EmbeddedSignature(
        field=found.field,
        kind=_SUB_FILTERS.get(sub_filter, SignatureKind.SIGNATURE),
        sub_filter=sub_filter.lstrip("/"),
        claimed_time=found.claimed_time,
        name=found.entries["/Name"],
        reason=found.entries["/Reason"],
        location=found.entries["/Location"],
        contents=found.claimed.contents or b"",
        byte_range=span,
        faults=faults,
        revision=0 if span is None or faults else revision_of(span, tables) + 1,
        covers_whole_file=span is not None and not faults and is_white(pdf, span.covered),
        permission=found.restriction.permission,
        page=found.page,
    )


def _changes(opened: OpenedFile, signature: EmbeddedSignature, found: FoundSignature) -> tuple[Change, ...]:
    if signature.faults or signature.covers_whole_file:
        return ()
    return opened.changes_after(signature.revision - 1, found.restriction)


def _placed(change: Change, pages: dict[str, int]) -> Change:
    """A change that added signatures, with the pages where they show."""
    if change.code != "change_signature_added":
        return change
    return replace(change, pages=tuple(sorted({pages[each] for each in change.fields if pages.get(each)})))
