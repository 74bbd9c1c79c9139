"""What must be known of a document that somebody brings to be signed, read in the process apart: its pages, and where
its words propose that marks stand.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from antin.pades.geometry import Box
from antin.pades.looks.kinds import Size
from antin_server.signing.services.apart import done_apart


@dataclass(frozen=True)
class ProposedPlace:
    """Page from 1, and a box in millimetres; reason: a code of the catalogue; blanks: as in `pades.looks.Facts`."""

    page: int
    box: Box
    reason: str
    day_left: float | None = None
    month_left: float | None = None


@dataclass(frozen=True)
class Survey:
    """page_count; last: the last page that is listed, from 1, and its size in millimetres. places: the best for each
    kind asked for, in their order; None: the words say nothing. found: as of `SigningJob`.
    """

    page_count: int
    last: int
    last_size: Size
    places: tuple[ProposedPlace | None, ...]
    found: dict[str, Any] = field(default_factory=dict)


def document_survey(pdf: bytes, kinds: Sequence[tuple[str, Size | None]] = ()) -> Survey:
    """kinds: of marks, each with the size it will have; an empty one is proposed nothing.

    Raises DocumentTooHeavy, DocumentUnopenable, DocumentRefused: it cannot be opened for signing.
    """
    told = json.loads(done_apart("survey", pdf, tuple(kinds)))
    places = tuple(map(_place, told["places"]))
    return Survey(told["page_count"], told["last"], tuple(told["last_size"]), places, told["found"])


def _place(told: dict[str, Any] | None) -> ProposedPlace | None:
    if told is None:
        return None
    return ProposedPlace(told["page"], Box(*told["box"]), told["reason"], *told["blanks"])
