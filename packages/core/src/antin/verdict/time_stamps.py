"""What time-stamps prove: over a signature's value, and over the document as it stood (EN 319 102-1 5.4).

A token proves its time when it was made over these octets, and the authority's certificate is valid at the
control time: now, or the time of a later document time-stamp that is itself good.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from antin import pades, timestamp
from antin.errors import AntinError
from antin.validation import DATED, TIME_STAMPING, Evidence, Indication
from antin.verdict.findings import of_code, of_error, of_path, together
from antin.verdict.holders import certificate_of
from antin.verdict.model import TimeSource, TimeStampVerdict
from antin.verdict.paths import CLOCKS_MAY_DIFFER, Paths
from antin.verdict.strengths import algorithms_of, of_strength

MAX_TOKENS = 5


@dataclass(frozen=True)
class Proof:
    """A signature existed at this time, and what proves it."""

    at: datetime
    source: TimeSource


@dataclass(frozen=True)
class DocumentTimeStamp:
    """A time-stamp of the document, and the revision it belongs to."""

    revision: int
    verdict: TimeStampVerdict

    @property
    def is_false(self) -> bool:
        """Whether the document is not what was stamped, whoever stamped it."""
        return self.verdict.judgement.indication is Indication.TOTAL_FAILED


def document_time_stamps(
    found: pades.PdfSignatures, stamps: Iterable[pades.EmbeddedSignature], paths: Paths,
) -> tuple[DocumentTimeStamp, ...]:
    """Every document time-stamp, the newest first; each good one is the control time of those before it."""
    control_at, judged = paths.at, list[DocumentTimeStamp]()
    for each in sorted(stamps, key=lambda stamp: stamp.revision, reverse=True):
        verdict = _document_time_stamp(found, each, paths, control_at)
        judged.append(DocumentTimeStamp(each.revision, verdict))
        if not verdict.judgement.reasons and verdict.at is not None:
            control_at = min(control_at, verdict.at)
    return tuple(judged)


def proof_by_document(
    stamps: Iterable[DocumentTimeStamp], revision: int, at: datetime,
) -> Proof:
    """The earliest time that good document time-stamps after a revision prove; else the time of the verdict."""
    times = [
        each.verdict.at for each in stamps
        if each.revision > revision and not each.verdict.judgement.reasons and each.verdict.at
    ]
    return min(
        (Proof(each, TimeSource.DOCUMENT_TIME_STAMP) for each in times), key=lambda proof: proof.at,
        default=Proof(at, TimeSource.NOW),
    )


def signature_time_stamps(
    tokens: Iterable[bytes], value: bytes, paths: Paths, control: Proof,
) -> tuple[TimeStampVerdict, ...]:
    """The verdicts on the tokens over a signature value; more than MAX_TOKENS are not looked at."""
    return tuple(_judged(each, paths, control.at, value=value) for each in tuple(tokens)[:MAX_TOKENS])


def _document_time_stamp(
    found: pades.PdfSignatures, stamp: pades.EmbeddedSignature, paths: Paths, control_at: datetime,
) -> TimeStampVerdict:
    if stamp.faults:
        return TimeStampVerdict(together([of_code(code) for code in stamp.faults]), field=stamp.field)
    try:
        digest = found.digest_of(stamp, timestamp.read_token(stamp.contents).digest_name)
    except AntinError as error:
        return TimeStampVerdict(of_error(error), field=stamp.field)
    return replace(_judged(stamp.contents, paths, control_at, digest=digest), field=stamp.field)


def _judged(
    token: bytes, paths: Paths, control_at: datetime, *, value: bytes | None = None, digest: bytes | None = None,
) -> TimeStampVerdict:
    """1. The token is over these octets, and its own signature holds. 2. It is not from the future. 3. Its
    authority and its algorithms were good at the control time.
    """
    holder = certificate_of(token)
    authority = holder.subject.shown if holder else ""
    try:
        verified = timestamp.verify_token(token, imprint_of=value, digest=digest)                # 1
    except AntinError as error:
        return TimeStampVerdict(of_error(error), authority=authority)
    stamped = verified.token
    if stamped.at > paths.at + CLOCKS_MAY_DIFFER:                                                # 2
        future = of_code("time_stamp_from_the_future", {"at": stamped.at})
        return TimeStampVerdict(future, stamped.at, authority)
    report = paths.judged(                                                                       # 3
        verified.certificate, at=control_at, purpose=TIME_STAMPING, beside=Evidence(stamped.certificates),
    )
    uses = (DATED.digest(stamped.digest_name, control_at), *algorithms_of(verified.signature, control_at))
    judgement = together([of_path(report), of_strength(uses)])
    return TimeStampVerdict(judgement, stamped.at, authority)
