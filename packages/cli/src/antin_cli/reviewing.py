"""The list of what is to be signed, shown and confirmed before anything is."""

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from antin_cli.errors import NotConfirmed
from antin_cli.output import note, progress
from antin_cli.shared import confirmed
from antin_cli.spool import Spool
from antin_cli.texts import say

if TYPE_CHECKING:
    from antin_cli.planning import Planned


class Review:
    """is_shown: there are several documents. is_confirmed: beforehand, by --yes. where: every signature, in words.

    It goes to standard error. A program that runs the command is not asked: whoever wrote it has decided.
    """

    def __init__(self, *, is_shown: bool, is_confirmed: bool, where: str) -> None:
        self.counts = Counter[str]()
        self._is_shown, self._where = is_shown, where
        self._asks = is_shown and not is_confirmed and sys.stdin.isatty()

    def listed(self, plans: Iterable["Planned"], kept: ExitStack) -> "Spool[Planned]":
        """The plans, each shown when it is made. kept: until when they are needed."""
        spool = kept.enter_context(Spool["Planned"]())
        with progress() as shown:
            for plan in plans:
                shown.step(str(plan.path))
                spool.append(plan)
                self.counts[plan.kind] += 1
                if self._is_shown:
                    shown.clear()
                    for each in plan.lines():
                        note(each)
        if self._is_shown:
            if self._where:
                note(self._where)
            note(say("review.total", **{each: self.counts[each] for each in ("to_sign", "refused", "before")}))
        return spool

    def confirm(self) -> None:
        """By whoever is at the terminal. Raises NotConfirmed: they said no."""
        if self._asks and self.counts["to_sign"] and not confirmed("ask.sign", count=self.counts["to_sign"]):
            raise NotConfirmed
