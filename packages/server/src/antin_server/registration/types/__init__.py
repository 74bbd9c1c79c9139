"""Words that models, services and views of this app share."""

from dataclasses import dataclass
from enum import StrEnum

from antin.casework.procedures import Actor


class LetterKind(StrEnum):
    """What an agency's letter asks for: the procedure's letter, or the effective time after the hand-over."""

    REQUEST = "request"
    HANDOVER = "handover"


@dataclass(frozen=True)
class Doer:
    """Who acts, and in which capacities towards one case."""

    person_id: int
    actors: frozenset[Actor]


@dataclass(frozen=True)
class Chosen:
    """A case picked on a page, in the version that was shown."""

    case_id: int
    version: int


MACHINE = 0
"""The id of no person: what the machine found out by itself (orders executed by the signer)."""

THE_MACHINE = Doer(MACHINE, frozenset({Actor.OFFICERS, Actor.SIGNER}))
"""Who writes down what the officers' signatures and the signer decided."""
