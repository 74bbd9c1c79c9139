"""What is to be signed, looked at once before anything is: the list that a person reviews."""

import hashlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from antin.errors import AntinError
from antin.messages import message_of
from antin_cli import language
from antin_cli.exits import Exit, exit_of
from antin_cli.journal import Entry, Journal
from antin_cli.output import Targets, check_free, note
from antin_cli.surveying import Survey, read_document, surveyed
from antin_cli.telling import as_json as error_as_json
from antin_cli.texts import say
from antin_cli.wishes import Wishes

SIGNED = ".signed.pdf"


@dataclass(frozen=True)
class Refusal:
    """Why a document is not signed. text, hint: in words; told: for machines."""

    path: Path
    text: str
    hint: str
    told: Mapping[str, Any]
    code: Exit

    @classmethod
    def of(cls, error: AntinError, path: Path) -> "Refusal":
        """An error about a document."""
        said = message_of(error, language.current())
        return cls(path, said.text, said.hint, error_as_json(error, str(path)), exit_of(error))

    @property
    def reason(self) -> str:
        """What is wrong and what to do."""
        return f"{self.text} {self.hint}".strip()

    def tell(self) -> None:
        """On standard error."""
        note(f"antin: {self.path}: {self.text}")
        if self.hint:
            note(f"  {self.hint}")


@dataclass(frozen=True)
class Planned:
    """One document: to be signed (survey), signed by an earlier run (before), or refused (refusal)."""

    path: Path
    target: Path
    survey: Survey | None = None
    before: Entry | None = None
    refusal: Refusal | None = None
    sha256: str = ""

    @property
    def kind(self) -> str:
        """`to_sign`, `before` or `refused`."""
        return "refused" if self.refusal else "before" if self.before else "to_sign"

    def lines(self) -> Iterator[str]:
        """As the list shows it."""
        if self.refusal is not None:
            yield f"✗ {self.path}: {self.refusal.reason}"
        if self.before is not None:
            yield f"= {self.path}: {say('review.before', target=self.target)}"
        if self.survey is not None:
            signers = ", ".join(self.survey.signers)
            already = f"; {say('review.signers', names=signers)}" if signers else ""
            yield f"✓ {self.path}: {say('review.pages', count=self.survey.pages)}{already}"
            yield from (f"    {each}" for each in self.survey.notes())


@dataclass(frozen=True)
class Planner:
    """out: the one result's name; None: beside each document. journal: of earlier runs."""

    wishes: Wishes
    out: Path | None
    journal: Journal | None
    force: bool
    now: Callable[[], datetime]
    targets: Targets = field(default_factory=Targets)

    def plans(self, documents: Iterable[Path]) -> Iterator[Planned]:
        """Each document looked at, one after the other."""
        return map(self._planned, documents)

    def _planned(self, path: Path) -> Planned:
        """1. Is the name of its result no other's? 2. Signed by an earlier run, and the result is still there?
        3. Is there room for it? 4. The look at it.
        """
        target, sha256 = self.out or path.with_name(path.stem + SIGNED), ""
        try:
            pdf = read_document(path)
            sha256 = hashlib.sha256(pdf).hexdigest()
            self.targets.require_new(target)                                                     # 1
            before = self._signed_before(path, sha256, target)                                   # 2
            survey = None
            if before is None:
                check_free(target, force=self.force)                                             # 3
                survey = surveyed(pdf, self.wishes, at=self.now())                               # 4
            self.targets.add(target)
            return Planned(path, target, survey, before, sha256=sha256)
        except AntinError as error:
            return Planned(path, target, refusal=Refusal.of(error, path), sha256=sha256)

    def _signed_before(self, path: Path, sha256: str, target: Path) -> Entry | None:
        entry = self.journal.answer(path, sha256) if self.journal else None
        if entry is None or not target.is_file():
            return None
        with target.open("rb") as file:
            is_same = hashlib.file_digest(file, "sha256").hexdigest() == entry["sha256_after"]
        return entry if is_same else None
