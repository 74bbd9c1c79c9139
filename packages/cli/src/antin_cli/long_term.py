"""Signed documents raised to what keeps them checkable, step by step; what cannot be had costs a level, no more."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

from antin.adapters.http import Fetcher
from antin.adapters.time_stamping import TIMEOUT_S, fetched_time_stamp, time_stamped_document
from antin.errors import AntinError
from antin.messages import message_of
from antin.pades import Level
from antin.validation import Evidence
from antin.verdict.paths import NOTHING
from antin.verdict.preserving import preserved
from antin_cli import language
from antin_cli.shared import Trusting
from antin_cli.texts import say

LEVELS = {"b": Level.B, "t": Level.T, "lt": Level.LT, "lta": Level.LTA}


@dataclass
class Climb:
    """The way up for one run. at: its time; told: what could not be had, in words, for whoever asked."""

    trusting: Trusting
    tsa: str | None
    at: datetime
    evidence: Evidence = NOTHING
    told: list[str] = field(default_factory=list)

    def token(self, value: bytes) -> bytes | None:
        """A time-stamp over a signature value; None when it cannot be had, and it is told why."""
        if self.tsa is None:
            return None
        try:
            return fetched_time_stamp(value, self.tsa, self._tsa_fetcher())
        except AntinError as error:
            self._tell(error)
            return None

    def raised(self, pdf: bytes, wanted: Level) -> tuple[bytes, Level]:
        """A document of level B-T on the highest level up to the one wanted, and that level."""
        reached = Level.T
        try:
            if wanted in (Level.LT, Level.LTA):
                pdf, reached = self.preserved(pdf), Level.LT
            if wanted is Level.LTA:
                pdf, reached = self.stamped(pdf), Level.LTA
        except AntinError as error:
            self._tell(error)
        return pdf, reached

    def preserved(self, pdf: bytes) -> bytes:
        """With its validation data. Raises EvidenceIncomplete, PdfUnreadable."""
        return preserved(
            pdf, at=self.at, trust=self.trusting.load(), evidence=self.evidence, fetch=self.trusting.fetcher(),
        )

    def stamped(self, pdf: bytes) -> bytes:
        """With a time-stamp over the whole document. Raises FetchError, TimeStampRefused..."""
        return time_stamped_document(pdf, str(self.tsa), self._tsa_fetcher())

    def remarks(self) -> Iterator[str]:
        """What was told since the last question."""
        while self.told:
            yield self.told.pop(0)

    def _tsa_fetcher(self) -> Fetcher:
        # The user named the address, so it may be anywhere.
        return Fetcher(allow=[str(self.tsa)], timeout_s=TIMEOUT_S)

    def _tell(self, error: AntinError) -> None:
        self.told.append(say("said.level_lost", reason=message_of(error, language.current()).text))
