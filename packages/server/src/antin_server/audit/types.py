"""Words that this app's rooms share."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


@dataclass(frozen=True)
class Head:
    """The end of a chain as somebody outside the database kept it: its number and hash at that time."""

    chain: str
    number: int
    hash: str
    at: datetime


class Fault(StrEnum):
    """What is wrong at a place of a chain."""

    CHANGED = "changed"  # the event does not have the hash it was written with
    MISSING = "missing"  # a number has no event: deleted
    REORDERED = "reordered"  # the event does not follow the one before it
    CUT = "cut"  # the chain ends before the kept head: its tail was cut off, or the chain is gone
    REWRITTEN = "rewritten"  # the whole chain fits together, but it is not the one whose head was kept
    END_WRONG = "end_wrong"  # the written end of the chain is not its last event


@dataclass(frozen=True)
class Finding:
    """A fault at a number of a chain."""

    chain: str
    number: int
    fault: Fault


@dataclass(frozen=True)
class Verified:
    """What a check of all chains came to.

    events: how many were recomputed. covered_until: the time of the latest kept head, or of the first event behind
    the last head of its chain; a change made to what came later may go unseen. None: no head was given.
    covered: by chain, the number up to which a kept head vouches.
    """

    events: int
    findings: tuple[Finding, ...]
    covered_until: datetime | None
    covered: dict[str, int]

    @property
    def is_whole(self) -> bool:
        """Whether nothing was found."""
        return not self.findings
