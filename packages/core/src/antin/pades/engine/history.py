"""What later revisions did to a signed one, judged step by step.

Each revision is compared with the one right before it, by pyHanko's difference policy, and the judgements are
combined: a document with n signatures takes n comparisons, and each is made once for all signatures with
equal restrictions. A comparison follows every path through the older revision, which a hostile file can make
endless; so the work is bounded: beyond WORK_LIMIT entries followed (some five seconds) nothing more is
examined, and the change says so, which no caller may take for "nothing happened".
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import cache
from typing import Any

from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.reader import HistoricalResolver, PdfFileReader
from pyhanko.sign.diff_analysis import DEFAULT_DIFF_POLICY, ModificationLevel, SuspiciousModification

from antin.pades.embedded import Change
from antin.pades.engine.differences import Differences
from antin.pades.engine.opening import parser_door
from antin.pades.engine.signatures import Restriction
from antin.pades.errors import PdfBroken, PdfTooHeavy

WORK_LIMIT = 400_000


class WorkExceeded(PdfTooHeavy):
    """A comparison that would take too long."""


class _Budget:
    """What all comparisons of a file may follow together."""

    def __init__(self) -> None:
        self.left = WORK_LIMIT


class _Bounded(HistoricalResolver):
    """A revision that counts the entries of every object followed in it."""

    def __init__(self, reader: PdfFileReader, revision: int, budget: _Budget) -> None:
        super().__init__(reader, revision)
        self._budget = budget

    def __call__(self, ref: generic.Reference) -> Any:
        """The object, at its price. Raises WorkExceeded."""
        found = super().__call__(ref)
        self._budget.left -= 1 + (len(found) if isinstance(found, dict | list) else 0)
        if self._budget.left < 0:
            raise WorkExceeded
        return found


class History:
    """The revisions of one opened file, oldest 0; to be used inside `parser_door`."""

    def __init__(self, reader: PdfFileReader) -> None:
        self._reader = reader
        self._last = reader.xrefs.total_revisions - 1
        self._budget = _Budget()
        self._revision = cache(self._opened)
        self._judge = cache(self._judged)
        self._differences = cache(lambda step: Differences(self._revision(step - 1), self._revision(step)))
        self._changes_at = cache(self._changes_of)  # asked again by every signature before the step

    def changes_after(self, revision: int, restriction: Restriction) -> tuple[Change, ...]:
        """What the revisions after this one did, each kind once, the forbidden first."""
        steps = range(revision + 1, self._last + 1)
        try:
            return merged(change for step in steps for change in self._changes_at(step, restriction))
        except PdfTooHeavy:
            return (Change("change_unexamined", is_allowed=False, is_examined=False),)

    def _changes_of(self, step: int, restriction: Restriction) -> Sequence[Change]:
        differences = self._differences(step)
        hidden = differences.hidden()
        if hidden:
            return hidden
        told = differences.told()
        level = self._judge(step, restriction)
        if level is None:
            named = differences.named()
            return (*told, *named) if named else _forbidden(told, restriction)
        if restriction.permission is not None and level.value > restriction.permission.value:
            return [replace(each, is_allowed=False) for each in told] or [_unclear()]
        return told or [Change("change_permitted_other", is_allowed=True)]

    def _judged(self, step: int, restriction: Restriction) -> ModificationLevel | None:
        """How far a revision goes; None: further than a signed document may be changed."""
        try:
            with parser_door():
                return self._compared(step, restriction)
        except PdfTooHeavy:
            raise
        except PdfBroken:
            # Revisions made to confuse the policy are refused like those it understands and refuses.
            return None

    def _compared(self, step: int, restriction: Restriction) -> ModificationLevel | None:
        try:
            return DEFAULT_DIFF_POLICY.apply(
                self._revision(step - 1), self._revision(step), field_mdp_spec=restriction.locked,
                doc_mdp=restriction.permission if restriction.is_certification else None,
            ).modification_level
        except SuspiciousModification:
            return None

    def _opened(self, index: int) -> HistoricalResolver:
        return _Bounded(self._reader, index, self._budget)


def merged(changes: Iterable[Change]) -> tuple[Change, ...]:
    """One change for each code and judgement, pages and fields joined; the forbidden first."""
    found: dict[tuple[bool, str], Change] = {}
    for change in changes:
        known = found.get((change.is_allowed, change.code), replace(change, pages=(), fields=()))
        found[change.is_allowed, change.code] = replace(
            known, pages=tuple(sorted({*known.pages, *change.pages})),
            fields=tuple(dict.fromkeys((*known.fields, *change.fields))),
        )
    return tuple(sorted(found.values(), key=lambda each: each.is_allowed))


def _forbidden(told: tuple[Change, ...], restriction: Restriction) -> list[Change]:
    """The harmless kinds of change, with those forbidden that this signature forbids."""
    judged = [
        replace(each, is_allowed=not any(restriction.is_locked(name) for name in each.fields))
        for each in told
    ]
    if all(each.is_allowed for each in judged):
        judged = [replace(each, is_allowed=not restriction.is_certification) for each in told]
    return judged if any(not each.is_allowed for each in judged) else [*judged, _unclear()]


def _unclear() -> Change:
    return Change("change_unclear", is_allowed=False)


