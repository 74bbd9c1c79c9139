"""The list of what is to be signed, shown and confirmed before anything is."""

import sys
from collections import Counter
from collections.abc import Iterable
from contextlib import ExitStack
from typing import TYPE_CHECKING

from antin_cli.errors import ConfirmationMissing, NotConfirmed
from antin_cli.output import json_line, line, note, progress
from antin_cli.shared import confirmed
from antin_cli.spool import Spool
from antin_cli.texts import say

if TYPE_CHECKING:
    from antin_cli.planning import Planned


class Review:
    """is_shown: there are several documents. is_confirmed: beforehand, by --yes. where: every signature, in words.

    Where nobody can confirm, the list is all there is: it goes to standard output, for machines as one object a line.
    """

    def __init__(self, *, as_json: bool, is_shown: bool, is_confirmed: bool, where: str) -> None:
        self.counts = Counter[str]()
        self._is_shown, self._is_confirmed, self._as_json, self._where = is_shown, is_confirmed, as_json, where
        self._is_all = is_shown and not is_confirmed and not sys.stdin.isatty()

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
                    self._show(plan)
        if self._is_shown:
            if self._where:
                note(self._where)
            note(say("review.total", **{each: self.counts[each] for each in ("to_sign", "refused", "before")}))
        return spool

    def confirm(self) -> None:
        """By whoever is at the terminal. Raises ConfirmationMissing: nobody is; NotConfirmed: they said no."""
        if not self._is_shown or self._is_confirmed or not self.counts["to_sign"]:
            return
        if self._is_all:
            raise ConfirmationMissing
        if not confirmed("ask.sign", count=self.counts["to_sign"]):
            raise NotConfirmed

    def _show(self, plan: "Planned") -> None:
        if self._as_json and self._is_all:
            json_line(plan.as_json())
            return
        for each in plan.lines():
            (line if self._is_all else note)(each)
