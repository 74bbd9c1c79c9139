"""A run over documents that were planned: each signed, or told why not; stopped when it must be."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime

from antin.adapters.tokens import FINAL
from antin.documents import RowOutcome, SignedRow
from antin.errors import AntinError
from antin_cli.errors import CertificateMayNotSign, JournalNotWritten, NotBegun, OutputNotWritten
from antin_cli.exits import INTERRUPTED, Exit, exit_of, worst
from antin_cli.journal import Entry, Journal
from antin_cli.output import Progress, check_free, json_line, line, note, write_file
from antin_cli.planning import Planned, Refusal
from antin_cli.signing import Desk
from antin_cli.spool import Spool
from antin_cli.surveying import Survey, read_document
from antin_cli.telling import as_json as error_as_json
from antin_cli.telling import tell
from antin_cli.texts import say

# Of the key, its certificate and the journal: they befall every document that follows.
_ENDS_THE_RUN = (*FINAL, CertificateMayNotSign, JournalNotWritten)


@dataclass
class SigningRun:
    """is_listed: refusals were shown in the list already. stops_on_error: of any document; an error of the key or the
    journal always does. rows: what became of each document.
    """

    now: Callable[[], datetime]
    rows: Spool[SignedRow]
    is_listed: bool
    as_json: bool
    force: bool
    journal: Journal | None = None
    stops_on_error: bool = False
    is_stopped: bool = False
    counts: Counter[RowOutcome] = field(default_factory=Counter)
    codes: set[Exit] = field(default_factory=set)

    def sign_all(
        self, plans: Iterable[Planned], desk: Desk | None, shown: Progress, is_interrupted: Callable[[], bool],
    ) -> int:
        """Each in its turn; the exit code. desk: None where nothing is to be signed."""
        for plan in plans:
            is_over = self.is_stopped or is_interrupted()
            if not is_over:
                shown.step(str(plan.path))
            row = self._done(plan, desk, shown, is_over=is_over)
            self.counts[row.outcome] += 1
            self._keep(row)
        return INTERRUPTED if is_interrupted() else worst(self.codes)

    def _keep(self, row: SignedRow) -> None:
        """For the report; where there is no room for it the run ends, and is told so once."""
        try:
            self.rows.append(row)
        except OutputNotWritten as error:
            if Exit.FAULT not in self.codes:
                tell(error)
            self.is_stopped = True
            self.codes.add(exit_of(error))

    def _done(self, plan: Planned, desk: Desk | None, shown: Progress, *, is_over: bool) -> SignedRow:
        if plan.before is not None:
            return self._before(plan, plan.before, shown)
        if plan.refusal is not None:
            return self._refused(plan, plan.refusal, shown, is_told=self.is_listed)
        if plan.survey is None or desk is None or is_over:
            if self.as_json:
                json_line(error_as_json(NotBegun(), str(plan.path)))
            return SignedRow(str(plan.path), RowOutcome.NOT_BEGUN, plan.sha256)
        try:
            return self._sign(plan, plan.survey, desk, shown)
        except AntinError as error:
            self.is_stopped = self.is_stopped or isinstance(error, _ENDS_THE_RUN)
            return self._refused(plan, Refusal.of(error, plan.path), shown)

    def _sign(self, plan: Planned, survey: Survey, desk: Desk, shown: Progress) -> SignedRow:
        """There is room; signed and checked; then the journal knows what the result will be; then it is there,
        whole.
        """
        check_free(plan.target, force=self.force)
        if not self.is_listed:
            shown.clear()
            for each in survey.notes():
                note(each)
        at = self.now()
        signed = desk.sign(read_document(plan.path, survey), survey, at=at)
        entry = {
            "sha256_after": hashlib.sha256(signed.pdf).hexdigest(), "certificate": desk.shown_certificate,
            "level": str(signed.level), "at": at.isoformat(),
        }
        if self.journal is not None:
            self.journal.write(plan.path, survey.sha256, entry)
        write_file(plan.target, signed.pdf, force=self.force)
        shown.clear()
        for each in signed.remarks:
            note(each)
        self._tell(plan, entry["level"], "said.signed", survey.as_json())
        return _row(plan, entry)

    def _before(self, plan: Planned, entry: Entry, shown: Progress) -> SignedRow:
        shown.clear()
        self._tell(plan, entry["level"], "said.signed_before", {"signed_before": True})
        return _row(plan, entry)

    def _tell(self, plan: Planned, level: str, said: str, more: dict[str, object]) -> None:
        self.codes.add(Exit.DONE)
        if self.as_json:
            json_line({"file": str(plan.path), "signed": str(plan.target), "level": level, **more})
        else:
            line(f"{say(said)}: {plan.target} ({level})")

    def _refused(self, plan: Planned, refusal: Refusal, shown: Progress, *, is_told: bool = False) -> SignedRow:
        shown.clear()
        self.is_stopped = self.is_stopped or self.stops_on_error
        self.codes.add(refusal.code)
        if self.as_json:
            json_line(refusal.told)
        elif not is_told:
            refusal.tell()
        return SignedRow(str(plan.path), RowOutcome.REFUSED, plan.sha256, reason=refusal.reason)


def _row(plan: Planned, entry: Entry) -> SignedRow:
    return SignedRow(
        str(plan.path), RowOutcome.SIGNED, plan.sha256, entry["sha256_after"], certificate=entry["certificate"],
        level=entry["level"], at=datetime.fromisoformat(entry["at"]),
    )
