"""The report on a batch of documents signed, as CSV and as PDF/A-2b; equal input gives equal octets."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, timezone
from enum import StrEnum
from io import StringIO

from antin.documents.typeset import typeset
from antin.messages import Language

MOST_DRAWN = 2_000
"""Documents in one PDF: drawing that many takes some 300 MB; CSV has no such limit."""
VIETNAM = timezone(timedelta(hours=7))
_COLUMNS = ("name", "outcome", "reason", "certificate", "level", "at", "sha256_before", "sha256_after")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
"""What makes a cell a formula in a spreadsheet (OWASP, CSV Injection)."""


class RowOutcome(StrEnum):
    """What became of one document; it was not begun when the run ended before its turn."""

    SIGNED = "signed"
    REFUSED = "refused"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True)
class SignedRow:
    """One document. sha256_before, sha256_after: hex, empty when not known. reason: in words, when it was refused.

    certificate: the signer's name and serial number. at: of signing, aware.
    """

    name: str
    outcome: RowOutcome
    sha256_before: str = ""
    sha256_after: str = ""
    reason: str = ""
    certificate: str = ""
    level: str = ""
    at: datetime | None = None


def signing_table(rows: Iterable[SignedRow], *, language: Language) -> Iterator[bytes]:
    """CSV by RFC 4180, UTF-8 with a byte order mark, so that spreadsheets show Vietnamese; line by line.

    A cell that a spreadsheet would take for a formula begins with an apostrophe; every cell is quoted, so that none is
    divided where lists are separated by semicolons.
    """
    words = _words(language)
    yield b"\xef\xbb\xbf" + _line([words[each] for each in _COLUMNS])
    for row in rows:
        yield _line([_guarded(each) for each in _cells(row, words)])


def signing_report(rows: Iterable[SignedRow], *, language: Language, at: datetime) -> bytes:
    """All of them in one table. at: when the report was made, aware."""
    words = _words(language)
    told = list(rows)
    counts = Counter(each.outcome for each in told)
    return typeset("signing_report.typ", {
        "language": language, "words": words, "at": _time(at), "made": list(at.astimezone(UTC).timetuple()[:6]),
        "counts": [f"{words[each]}: {counts[each]}" for each in RowOutcome],
        "rows": [[each.outcome, str(number), *_drawn(each, words)] for number, each in enumerate(told, 1)],
    })


def _drawn(row: SignedRow, words: dict[str, str]) -> list[str]:
    """Digests in two parts, so that they find room in a column."""
    return [*_cells(row, words)[:-2], *(f"{each[:32]} {each[32:]}".strip() for each in _digests(row))]


def _cells(row: SignedRow, words: dict[str, str]) -> list[str]:
    return [row.name, words[row.outcome], row.reason, row.certificate, row.level, _time(row.at), *_digests(row)]


def _digests(row: SignedRow) -> tuple[str, str]:
    return row.sha256_before, row.sha256_after


def _time(at: datetime | None) -> str:
    return at.astimezone(VIETNAM).strftime("%d/%m/%Y %H:%M:%S") if at else ""


def _guarded(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _line(cells: list[str]) -> bytes:
    written = StringIO()
    csv.writer(written, quoting=csv.QUOTE_ALL).writerow(cells)
    return written.getvalue().encode("utf-8", "backslashreplace")


_WORDS = {
    "title": ("Báo cáo ký số hàng loạt", "Report on documents signed"), "report_made": ("Lập lúc", "Made at"),
    "number": ("STT", "No."), "name": ("Tên tệp", "File"), "outcome": ("Kết quả", "Outcome"),
    "reason": ("Lý do", "Reason"), "certificate": ("Chứng thư số", "Certificate"), "level": ("Mức", "Level"),
    "at": ("Thời điểm ký", "Signed at"), "sha256_before": ("SHA-256 trước khi ký", "SHA-256 before"),
    "sha256_after": ("SHA-256 sau khi ký", "SHA-256 after"),
    "signed": ("Đã ký", "Signed"), "refused": ("Không ký được", "Not signed"),
    "not_begun": ("Chưa ký", "Not begun"),
    "note": (
        "Giờ Việt Nam (UTC+7). SHA-256 cho biết đúng tệp nào đã được ký; báo cáo không thay cho văn bản.",
        "Times of Vietnam (UTC+7). SHA-256 tells which file was signed; the report does not replace the documents.",
    ),
}


def _words(language: Language) -> dict[str, str]:
    return {key: english if language == "en" else vietnamese for key, (vietnamese, english) in _WORDS.items()}
