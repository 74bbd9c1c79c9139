"""Any file → one verdict, for people and for machines."""

from antin.verdict.judging import MAX_SIGNATURES, judge, unreadable
from antin.verdict.model import (
    DocumentFindings,
    Judgement,
    Signatory,
    SignatureVerdict,
    TimeSource,
    TimeStampVerdict,
    Verdict,
)
from antin.verdict.paths import Trust

__all__ = [
    "MAX_SIGNATURES", "DocumentFindings", "Judgement", "Signatory", "SignatureVerdict", "TimeSource",
    "TimeStampVerdict", "Trust", "Verdict", "judge", "unreadable",
]
