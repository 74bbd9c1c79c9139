"""Whether a document that was sent to be signed elsewhere came back signed as asked, and otherwise as it was."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from antin import pades
from antin.errors import AntinError
from antin.messages import Language, Message, message
from antin.pades.returned import Added, AddedSignature, DocumentNotKept, added
from antin.validation import Certificate, Evidence, Outcome, Reason
from antin.validation.online_evidence import Fetch
from antin.verdict import covering
from antin.verdict.holders import certificate_of
from antin.verdict.judging import judge
from antin.verdict.model import SignatureVerdict, TimeSource
from antin.verdict.paths import NOTHING, Trust

# What may stay open when a signature is taken: the verdict says it again whenever the document is looked at.
_MAY_STAY_OPEN = {"revocation_unchecked"}
_QUARTER = 4


class ReturnedRefused(AntinError):
    """The parent of every reason not to take what came back. because: what was found, where that says more."""

    code = "returned_refused"

    def __init__(self, because: Reason | None = None, **fields: object) -> None:
        super().__init__(**fields)
        self.because = because

    def told(self, language: Language) -> Message:
        """Its text, with what was found."""
        why = self.because.message(language).text if self.because else ""
        return message(self.code, language, why=why, **self.fields)


class ReturnedUnreadable(ReturnedRefused):
    """No PDF that can be read."""

    code = "returned_unreadable"


class ReturnedAnotherDocument(ReturnedRefused):
    """Not the octets that were sent, with something behind them."""

    code = "returned_another_document"


class ReturnedUnsigned(ReturnedRefused):
    """No signature was added."""

    code = "returned_unsigned"


class ReturnedSignedTooOften(ReturnedRefused):
    """More signatures were added than asked for (`count`, `most`)."""

    code = "returned_signed_too_often"


class ReturnedChanged(ReturnedRefused):
    """Something else than signatures was added or changed."""

    code = "returned_changed"


class ReturnedNotCompared(ReturnedRefused):
    """Whether what was added covers what was signed before could not be told."""

    code = "returned_not_compared"


class ReturnedSignatureNotGood(ReturnedRefused):
    """A signature that was added is not valid, or leads to no known issuer."""

    code = "returned_signature_not_good"


class ReturnedElsewhere(ReturnedRefused):
    """The signature does not stand where it was to stand (`page`, `x`, `y`: there, in millimetres)."""

    code = "returned_elsewhere"


class ReturnedInView(ReturnedRefused):
    """The signature was to be invisible and is not, or the other way round."""

    code = "returned_in_view"


@dataclass(frozen=True)
class ExpectedPlace:
    """box None: invisible. tolerance_mm: how far the middle of the signature may lie from that of the box, across and
    down. page: from 1.
    """

    page: int
    box: pades.Box | None
    tolerance_mm: float


@dataclass(frozen=True)
class Expected:
    """most: how many signatures may be added. place None: the signer chooses it."""

    most: int = 1
    place: ExpectedPlace | None = None


@dataclass(frozen=True)
class ReturnedSignature:
    """A signature that was added. has_time_stamp: a good one proves its time."""

    verdict: SignatureVerdict
    certificate: Certificate
    has_time_stamp: bool


@dataclass(frozen=True)
class Circumstances:
    """As for `judge`: an aware time, whom to trust, what is at hand, who gets what is missing (None: nobody), and who
    compares pictures (None: nobody).
    """

    at: datetime
    trust: Trust
    evidence: Evidence = NOTHING
    fetch: Fetch | None = None
    covered: covering.FindCovered | None = None


def require_returned(
    sent: bytes, returned: bytes, expected: Expected, circumstances: Circumstances,
) -> tuple[ReturnedSignature, ...]:
    """The signatures that were added, when everything is as asked; in the order of their revisions.

    1. The octets sent are kept, and what follows goes on from them. 2. As many new signatures as asked. 3. Nothing
    else, and their looks cover nothing that was signed before. 4. Each is valid; that its revocation could not be
    asked may stay open. 5. One of them stands at the place.
    Raises ReturnedUnreadable, ReturnedAnotherDocument (1), ReturnedUnsigned, ReturnedSignedTooOften (2),
    ReturnedChanged, ReturnedNotCompared (3), ReturnedSignatureNotGood (4), ReturnedInView, ReturnedElsewhere (5).
    """
    found = _added(sent, returned)                                                               # 1
    if not found.signatures:                                                                     # 2
        raise ReturnedUnsigned
    if len(found.signatures) > expected.most:
        raise ReturnedSignedTooOften(count=len(found.signatures), most=expected.most)
    for other in found.others:                                                                   # 3
        raise ReturnedChanged(Reason(other.code, None, other.message_fields))
    taken = tuple(_good(returned, found.signatures, circumstances))                              # 4
    _require_place(found.signatures, expected.place, sent)                                       # 5
    return taken


def _added(sent: bytes, returned: bytes) -> Added:
    try:
        return added(sent, returned)
    except DocumentNotKept as error:
        raise ReturnedAnotherDocument from error
    except pades.PdfUnreadable as error:
        raise ReturnedUnreadable(Reason(error.code, None, error.fields)) from error


def _good(
    returned: bytes, signatures: Sequence[AddedSignature], circumstances: Circumstances,
) -> Iterator[ReturnedSignature]:
    verdict = judge(
        returned, file="", at=circumstances.at, trust=circumstances.trust, evidence=circumstances.evidence,
        fetch=circumstances.fetch, covered=circumstances.covered,
    )
    for remark in verdict.judgement.remarks:
        if remark.code == covering.UNKNOWN:
            raise ReturnedNotCompared(remark)
    _require_nothing_covered(verdict.signatures, {each.signature.field for each in signatures})
    judged = {each.field: each for each in verdict.signatures}
    for each in signatures:
        own, certificate = judged.get(each.signature.field), certificate_of(each.signature.contents)
        if own is None or certificate is None:
            raise ReturnedSignatureNotGood(Reason("signed_data_broken"))
        _require_good(own)
        yield ReturnedSignature(own, certificate, own.best_time_source is TimeSource.TIME_STAMP)


def _require_nothing_covered(judged: Sequence[SignatureVerdict], fields: set[str]) -> None:
    for change in (change for each in judged for change in each.changes):
        if change.code == covering.CODE and fields.intersection(change.fields):
            raise ReturnedChanged(Reason(change.code, None, change.message_fields))


def _require_good(own: SignatureVerdict) -> None:
    reasons = [each for each in own.judgement.reasons if each.code not in _MAY_STAY_OPEN]
    if own.judgement.outcome is Outcome.NOT_VALID or reasons:
        raise ReturnedSignatureNotGood((reasons or list(own.judgement.reasons))[0])


def _require_place(signatures: Sequence[AddedSignature], place: ExpectedPlace | None, sent: bytes) -> None:
    boxes = [box for each in signatures for box in each.boxes]
    pages = dict(enumerate(pades.overview(sent).pages, 1))
    for page, box in boxes:
        size = pages.get(page)
        if size is not None and box.width * box.height * _QUARTER > size.width * size.height:
            raise ReturnedElsewhere(page=page, x=round(box.x), y=round(box.y))
    if place is None:
        return
    if place.box is None:
        if boxes:
            raise ReturnedInView
        return
    if not boxes:
        raise ReturnedInView
    if not any(page == place.page and _fits(box, place.box, place.tolerance_mm) for page, box in boxes):
        page, box = boxes[0]
        raise ReturnedElsewhere(page=page, x=round(box.x), y=round(box.y))


def _fits(box: pades.Box, wanted: pades.Box, tolerance_mm: float) -> bool:
    across = abs((box.x + box.width / 2) - (wanted.x + wanted.width / 2))
    down = abs((box.y + box.height / 2) - (wanted.y + wanted.height / 2))
    return across <= tolerance_mm and down <= tolerance_mm
