"""What a signature really covers, checked on the bytes themselves.

The rules (EN 319 142-1 5.3, ISO 32000-2 12.8.1, and the published attacks on PDF signatures):
1. /ByteRange is four whole numbers: from 0 to the slot, from the slot on, inside the file.      (USF)
   No entry is stated twice.
2. The gap between the two holds `<`, the hexadecimal digits of this /Contents, `>`: nothing else. (SWA)
3. The gap stands inside the signature's own dictionary, right after its /Contents.                 (SWA)
4. The second range ends where a revision ends: `startxref`, the offset of its own table, `%%EOF`.  (ISA)
5. Later tables lie wholly behind that end; after the last revision only white space may follow.    (ISA)
"""

import re
from dataclasses import dataclass

_GAP = re.compile(rb"<([0-9A-Fa-f\s]*)>")
_END = re.compile(rb"startxref\s+(\d{1,19})\s+%%EOF\s*\Z")
_END_WITHIN = 64
_WHITE = b" \t\r\n\x0c\x00"


@dataclass(frozen=True)
class ByteRange:
    """start, end: of the gap; covered: the end of the second range, all as offsets in the file."""

    start: int
    end: int
    covered: int


@dataclass(frozen=True)
class TableSpan:
    """A cross-reference section: its bytes, and the offset that `startxref` or /Prev names it by."""

    start: int
    end: int
    declared: int


@dataclass(frozen=True)
class ClaimedSignature:
    """What the parser says of a signature dictionary.

    byte_range: /ByteRange, None unless it is an array of whole numbers. contents: /Contents, None unless a
    string.
    position: offset of the dictionary's object, None when it has none of its own in the file.
    is_ambiguous: it, or the field that holds it, states an entry twice.
    """

    byte_range: tuple[int, ...] | None
    contents: bytes | None
    position: int | None
    is_ambiguous: bool = False


def faults_of(claimed: ClaimedSignature, pdf: bytes, tables: tuple[TableSpan, ...]) -> tuple[str, ...]:
    """Codes of the rules broken; none when the signature covers exactly one revision. tables: oldest
    first.
    """
    if claimed.byte_range is None:
        return ("byte_range_missing",)
    span = byte_range_of(claimed.byte_range, len(pdf))
    if span is None:
        return ("byte_range_wrong",)                                                   # 1
    if claimed.contents is None:
        return ("contents_missing",)
    if _gap_of(pdf, span) != claimed.contents:
        return ("gap_not_contents",)                                                   # 2
    if not _is_in_place(pdf, span, claimed.position):
        return ("signature_not_in_place",)                                             # 3
    return _end_faults(pdf, span, tables) or (("entry_twice",) if claimed.is_ambiguous else ())  # 1


def byte_range_of(numbers: tuple[int, ...], size: int) -> ByteRange | None:
    """The range when it is of the one form allowed, in a file of this size."""
    if len(numbers) != 4:
        return None
    first, start, end, length = numbers
    is_right = first == 0 and 0 < start < end and length > 0 and end + length <= size
    return ByteRange(start, end, end + length) if is_right else None


def revision_of(span: ByteRange, tables: tuple[TableSpan, ...]) -> int:
    """The index of the newest revision that lies wholly in what is covered; -1: none does."""
    return max((index for index, table in enumerate(tables) if table.end <= span.covered), default=-1)


def is_white(pdf: bytes, start: int) -> bool:
    """Whether nothing but white space stands from `start` on."""
    return not pdf[start : start + (1 << 16)].strip(_WHITE) and not pdf[start:].strip(_WHITE)


def _gap_of(pdf: bytes, span: ByteRange) -> bytes | None:
    match = _GAP.fullmatch(pdf, span.start, span.end)
    digits = b"".join(match[1].split()) if match else b"?"
    try:
        return bytes.fromhex(digits.decode())
    except ValueError:
        return None


def _is_in_place(pdf: bytes, span: ByteRange, position: int | None) -> bool:
    if position is None or position >= span.start:
        return False
    before = pdf[position : span.start]
    return b"endobj" not in before and before.rstrip(_WHITE).endswith(b"/Contents")


def _end_faults(pdf: bytes, span: ByteRange, tables: tuple[TableSpan, ...]) -> tuple[str, ...]:
    revision = revision_of(span, tables)
    end = _END.search(pdf, max(0, span.covered - _END_WITHIN), span.covered)
    if revision < 0 or end is None or int(end[1]) != tables[revision].declared:
        return ("revision_end_wrong",)                                                 # 4
    later = tables[revision + 1 :]
    if any(table.start < span.covered for table in later):
        return ("revisions_overlap",)                                                  # 5
    last = _last_end(pdf, tables[-1].end) if later else span.covered
    return () if last is not None and is_white(pdf, last) else ("bytes_after_end",)    # 5


def _last_end(pdf: bytes, table_end: int) -> int | None:
    """Where the last revision ends: after the first end marker that follows its table."""
    found = pdf.find(b"%%EOF", table_end)
    return None if found < 0 else found + len(b"%%EOF")
