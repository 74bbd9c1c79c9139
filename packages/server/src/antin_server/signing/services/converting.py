"""What people bring in place of a PDF: an office document becomes one here, when LibreOffice is on this machine."""

import threading
from dataclasses import dataclass
from pathlib import PurePath

from antin.adapters.office_conversion import LIMITS, OfficeProgramAbsent, find_program, pdf_of_office
from antin.verdict.kinds import Kind, brought
from antin_server.signing.errors import DocumentNotReached, TooManyToConvert

MOST_CONVERTED = 20
"""Of one upload: each takes seconds, and the web server in front waits 120."""
AT_THE_SAME_TIME, TURN_WITHIN_S = 2, 40.0
_OFFICE = (Kind.OFFICE, Kind.OPEN_DOCUMENT, Kind.ZIP)
_TURNS = threading.BoundedSemaphore(AT_THE_SAME_TIME)


class UploadRoom:
    """How many office documents of one upload are converted: so many, and none after one that took its whole time or
    got no turn.
    """

    def __init__(self) -> None:
        self._left, self._is_late = MOST_CONVERTED, False

    def admit(self, data: bytes) -> None:
        """Raises TooManyToConvert, DocumentNotReached."""
        if not needs_converting(data):
            return
        if self._is_late:
            raise DocumentNotReached()
        if not self._left:
            raise TooManyToConvert(most=MOST_CONVERTED)
        self._left -= 1

    def close(self) -> None:
        """One took its whole time, or waited for its turn in vain."""
        self._is_late = True


@dataclass(frozen=True)
class PdfBrought:
    """name: ends in .pdf when it was made here. made_from: the name of the office document, else empty."""

    name: str
    data: bytes
    made_from: str = ""


def converts_office_documents() -> bool:
    """Whether LibreOffice is on this machine."""
    try:
        find_program()
    except OfficeProgramAbsent:
        return False
    return True


def needs_converting(data: bytes) -> bool:
    """Whether this is an office document, or looks like the rest of one."""
    return b"%PDF-" not in data[:1024] and brought(data).kind in _OFFICE


def document_converted(*, name: str, data: bytes) -> PdfBrought:
    """An office document as PDF/A; anything else as it came.

    Raises the errors of `office_conversion`; DocumentNotReached: others are being converted all the while.
    """
    if not needs_converting(data):
        return PdfBrought(name, data)
    if not _TURNS.acquire(timeout=TURN_WITHIN_S):
        raise DocumentNotReached()
    try:
        return PdfBrought(f"{PurePath(name).stem}.pdf", pdf_of_office(data, LIMITS), name)
    finally:
        _TURNS.release()
