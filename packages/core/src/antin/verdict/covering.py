"""Whether looks that were added after a signature cover what it signed. Told by pictures, which an adapter makes.

The rules for signed documents allow more signatures and filled fields; they may be drawn over anything. So for each
that came after a signature, the place of its looks is compared before and after.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from antin import pades
from antin.errors import AntinError
from antin.pades.engine.places import PlacedLooks, looks_of, names_before
from antin.validation import Reason

CODE, UNKNOWN, MAX_PLACES = "change_signature_covers", "covering_not_checked", 40
_ADDING, _FILLING = "change_signature_added", "change_form_filled"


@dataclass(frozen=True)
class CoverQuestion:
    """Is something covered? end: octets of the file that are its older revision; page: from 1; box: left, top, right
    and bottom, shares of the page as displayed; is_new: the field was not there before.
    """

    end: int
    page: int
    box: tuple[float, float, float, float]
    is_new: bool


# Answers the questions about one file, in order; None when its pages cannot be drawn. It never raises.
FindCovered = Callable[[bytes, Sequence[CoverQuestion]], Sequence[bool] | None]


@dataclass(frozen=True)
class Compared:
    """The signatures, with what covers them among their changes; remarks: what was not compared."""

    signatures: tuple[pades.EmbeddedSignature, ...]
    remarks: tuple[Reason, ...] = ()


def compared(found: pades.PdfSignatures, find: FindCovered | None) -> Compared:
    """Every signature of the file after the comparison; without one, as they were.

    Each later signature is compared with the newest signed revision before it, a filled field with every revision
    signed before it was filled; what is covered is held against all signatures up to that revision.
    """
    signatures = found.signatures
    asked = list(_asked(signatures)) if find is not None else []
    if find is None or not asked:
        return Compared(signatures)
    try:
        looks = looks_of(found.pdf, {name for _, name in asked})
        pairs = [(older, each) for older, name in asked for each in looks.get(name, ())]
        questions = list(_questions(found, pairs))
    except AntinError:
        return Compared(signatures, (Reason(UNKNOWN),))
    if not questions:
        return Compared(signatures)
    answers = find(found.pdf, questions) if len(questions) <= MAX_PLACES else None
    if answers is None or len(answers) != len(questions):
        return Compared(signatures, (Reason(UNKNOWN),))
    covering = [pair for pair, is_covered in zip(pairs, answers, strict=True) if is_covered]
    return Compared(tuple(_with(each, covering) for each in signatures))


def _asked(
    signatures: Sequence[pades.EmbeddedSignature],
) -> Iterator[tuple[pades.EmbeddedSignature, str]]:
    """Older signatures, and the fields whose looks came after them."""
    sound = [each for each in signatures if each.byte_range is not None and not each.faults]
    revisions = {each.field: each.revision for each in signatures}
    for older in sound:
        following = min((each.revision for each in sound if each.revision > older.revision), default=older.revision)
        for change in older.changes:
            if not change.is_allowed or change.code not in (_ADDING, _FILLING):
                continue
            for name in change.fields:
                if change.code == _FILLING or revisions.get(name, following) == following:
                    yield older, name


def _questions(
    found: pades.PdfSignatures, pairs: Sequence[tuple[pades.EmbeddedSignature, PlacedLooks]],
) -> Iterator[CoverQuestion]:
    known: Mapping[int, frozenset[str]] = names_before(found.pdf, {older.revision for older, _ in pairs})
    for older, looks in pairs:
        end = older.byte_range.covered if older.byte_range else 0
        yield CoverQuestion(end, looks.page, looks.box, looks.field not in known[older.revision])


def _with(
    signature: pades.EmbeddedSignature, covering: Sequence[tuple[pades.EmbeddedSignature, PlacedLooks]],
) -> pades.EmbeddedSignature:
    over = [looks for older, looks in covering if 0 < signature.revision <= older.revision]
    if not over:
        return signature
    told = pades.Change(
        CODE, is_allowed=False, pages=tuple(sorted({each.page for each in over})),
        fields=tuple(dict.fromkeys(each.field for each in over)),
    )
    return replace(signature, changes=(told, *signature.changes))
