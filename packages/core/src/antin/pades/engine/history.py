"""What later revisions did to a signed one, judged step by step.

Each revision is compared with the one right before it, once for all signatures; a signature's restrictions are laid
over what was found, and what the steps after it did is combined.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache, cached_property

from antin.pades.embedded import Change
from antin.pades.engine.changes import FORBIDDEN, Finding, Step
from antin.pades.engine.signatures import Restriction
from antin.pades.engine.tables import changes_unnamed
from antin.pdf import PdfBroken, PdfFile, PdfTooHeavy
from antin.pdf.referrers import Referrers


class History:
    """The revisions of one opened file, oldest 0."""

    def __init__(self, file: PdfFile) -> None:
        self._file = file
        self._last = len(file.sections) - 1
        self._findings = cache(self._found)  # asked again by every signature before the step

    def changes_after(self, revision: int, restriction: Restriction) -> tuple[Change, ...]:
        """What the revisions after this one did, each kind once, the forbidden first."""
        steps = range(revision + 1, self._last + 1)
        try:
            return merged(change for step in steps for change in self._judged(step, restriction))
        except PdfTooHeavy:
            return (Change("change_unexamined", is_allowed=False, is_examined=False),)

    def _judged(self, step: int, restriction: Restriction) -> Iterator[Change]:
        for each in self._findings(step):
            yield Change(each.code, _is_allowed(each, restriction), each.pages, each.fields)

    def _found(self, step: int) -> tuple[Finding, ...]:
        """What one revision did; revisions made to confuse are refused like those that are understood."""
        old, new = self._file.revision(step - 1), self._file.revision(step)
        try:
            if changes_unnamed(old, new):
                return (Finding("change_hidden_object", FORBIDDEN),)
            found = Step(old, new, self._referrers).findings
        except PdfBroken:
            return (Finding("change_unclear", FORBIDDEN),)
        forbidden = tuple(each for each in found if each.level == FORBIDDEN)
        if forbidden:
            return forbidden if any(each.code == "change_hidden_object" for each in forbidden) else found
        return found or (Finding("change_permitted_other", 1),)

    @cached_property
    def _referrers(self) -> Referrers:
        """Of everything that any later revision speaks of."""
        numbers = (self._file.revision(index).written() for index in range(1, self._last + 1))
        return Referrers(self._file, frozenset().union(*numbers))


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


def _is_allowed(found: Finding, restriction: Restriction) -> bool:
    if found.level == FORBIDDEN or (restriction.permission is not None and found.level > restriction.permission):
        return False
    if restriction.is_certification and not found.is_free_after_certification:
        return False
    locked = restriction.locked
    return found.is_free_of_locks or locked is None or not any(locked.is_locked(name) for name in found.fields)
