"""What must be known of a document that somebody brings to be signed, read in the process apart: its pages, and where
its words propose that marks stand.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from antin.pades.geometry import Box
from antin.pades.looks.kinds import LookKind, Size
from antin_server.signing.services.apart import done_apart

_LINES = LookKind.SIGNATURE.value  # the usual lines go where a signature with a picture would


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


@dataclass(frozen=True)
class Placing:
    """What helps to place one mark. page_size: of its page, millimetres. places: the best first. covered: words that
    it covers where it stands.
    """

    page_size: Size
    places: tuple[ProposedPlace, ...]
    covered: str


def placing_help(
    pdf: bytes, kind: str, size: Size, *, leader: tuple[int, Box] | None, page: int, box: Box | None,
) -> Placing:
    """leader: page and box of the leader's signature, for a seal. Raises as `document_survey`."""
    told = json.loads(done_apart("placing", pdf, kind or _LINES, size, leader, page, box))
    places = [found for each in told["places"] if (found := _place(each)) is not None]
    return Placing(tuple(told["size"]), tuple(places), told["covered"])


@dataclass(frozen=True)
class Looked:
    """What to know before signing. cautions: code and fields of the catalogue. covered: by mark, the words."""

    cautions: tuple[tuple[str, Mapping[str, object]], ...]
    covered: tuple[str, ...]


def document_look_over(pdf: bytes, marks: Sequence[tuple[str, int, Box]]) -> Looked:
    """marks: kind, page, box. Raises as `document_survey`."""
    told = json.loads(done_apart("look_over", pdf, [(kind or _LINES, page, box) for kind, page, box in marks]))
    return Looked(tuple((code, fields) for code, fields in told["cautions"]), tuple(told["covered"]))


def _place(told: dict[str, Any] | None) -> ProposedPlace | None:
    if told is None:
        return None
    return ProposedPlace(told["page"], Box(*told["box"]), told["reason"], *told["blanks"])
