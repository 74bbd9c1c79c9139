"""Which finding about a signature leads to which words of EN 319 102-1, and putting findings together."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from antin.cms import (
    MessageDigestWrong,
    SignatureInvalid,
    SignedAttributesWrong,
    SignedDataBroken,
    SignerCertificateMissing,
    SigningCertificateWrong,
)
from antin.cms.errors import ContentMissing
from antin.errors import AntinError
from antin.pades import SignatureFormatWrong
from antin.timestamp import TimeStampImprintWrong, TimeStampMalformed, TimeStampWrong
from antin.validation import Indication, Outcome, PathReport, Reason, SubIndication
from antin.verdict.kinds import FILE_CODES
from antin.verdict.model import Judgement

_SEVERITY = (Outcome.NOT_VALID, Outcome.CANNOT_TELL, Outcome.VALID)
PASSED = Judgement(Outcome.VALID, Indication.TOTAL_PASSED)


@dataclass(frozen=True)
class Meaning:
    """What a finding means."""

    indication: Indication
    sub_indication: SubIndication
    outcome: Outcome


def _failed(sub_indication: SubIndication) -> Meaning:
    return Meaning(Indication.TOTAL_FAILED, sub_indication, Outcome.NOT_VALID)


def _open(sub_indication: SubIndication, outcome: Outcome = Outcome.CANNOT_TELL) -> Meaning:
    return Meaning(Indication.INDETERMINATE, sub_indication, outcome)


FORMAT_FAILURE = _failed(SubIndication.FORMAT_FAILURE)
# Errors of the arithmetic, the particular before the general.
_OF_ERRORS: tuple[tuple[type[AntinError], Meaning], ...] = (
    (MessageDigestWrong, _failed(SubIndication.HASH_FAILURE)),
    (SignedAttributesWrong, FORMAT_FAILURE),
    (ContentMissing, FORMAT_FAILURE),
    (SignedDataBroken, FORMAT_FAILURE),
    (SignatureFormatWrong, FORMAT_FAILURE),
    # EN 319 102-1 5.2.3.4 leaves this open; to us a signature by a substituted certificate is false.
    (SigningCertificateWrong, _open(SubIndication.NO_SIGNING_CERTIFICATE_FOUND, Outcome.NOT_VALID)),
    (TimeStampImprintWrong, _failed(SubIndication.HASH_FAILURE)),
    (TimeStampWrong, _failed(SubIndication.SIG_CRYPTO_FAILURE)),
    (TimeStampMalformed, FORMAT_FAILURE),
    (SignatureInvalid, _failed(SubIndication.SIG_CRYPTO_FAILURE)),
    (SignerCertificateMissing, _open(SubIndication.NO_SIGNING_CERTIFICATE_FOUND)),
    (AntinError, _open(SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE)),
)
# Findings by code that are no error: faults of format other than these are FORMAT_FAILURE.
_OF_CODES: Mapping[str, Meaning] = {
    **dict.fromkeys(("no_signature", "scanned_copy", "signature_only_drawn", "printed_copy"), FORMAT_FAILURE),
    **dict.fromkeys(("file_unreadable", *FILE_CODES), _open(SubIndication.SIGNED_DATA_NOT_FOUND)),
    "sub_filter_unknown": _open(SubIndication.SIG_CONSTRAINTS_FAILURE),
    "change_unexamined": _open(SubIndication.SIG_CONSTRAINTS_FAILURE),
    "too_many_signatures": _open(SubIndication.SIG_CONSTRAINTS_FAILURE),
    "algorithm_refused": _open(SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE),
    "document_time_stamp_false": _failed(SubIndication.HASH_FAILURE),
    "time_stamp_from_the_future": _open(SubIndication.TIMESTAMP_ORDER_FAILURE),
}


def of_error(error: AntinError) -> Judgement:
    """What an error of the arithmetic means."""
    meaning = next(meaning for kind, meaning in _OF_ERRORS if isinstance(error, kind))
    return judgement(meaning, Reason(error.code, None, error.fields))


def of_code(code: str, fields: Mapping[str, object] | None = None, *, meant: str = "") -> Judgement:
    """What a finding means, told by its own code. meant: the code whose meaning it has."""
    meaning = _OF_CODES.get(meant or code, FORMAT_FAILURE)
    return judgement(meaning, Reason(code, None, fields or {}))


def of_path(report: PathReport) -> Judgement:
    """What the certificate's path means."""
    return Judgement(report.outcome, report.indication, report.sub_indication, report.reasons, report.remarks)


def judgement(meaning: Meaning, reason: Reason) -> Judgement:
    """A judgement on one ground."""
    return Judgement(meaning.outcome, meaning.indication, meaning.sub_indication, (reason,))


def together(found: Sequence[Judgement], remarks: Iterable[Reason] = ()) -> Judgement:
    """The worst of them, an earlier one before a later, with all reasons and remarks, each once."""
    worst = min(found, key=_rank, default=PASSED)
    ordered = sorted(found, key=lambda each: each is not worst)
    return Judgement(
        worst.outcome, worst.indication, worst.sub_indication,
        _once(reason for each in ordered for reason in each.reasons),
        _once((*(remark for each in ordered for remark in each.remarks), *remarks)),
    )


def worst_of(outcomes: Iterable[Outcome]) -> Outcome:
    """Not valid before cannot tell before valid."""
    return min(outcomes, key=_SEVERITY.index, default=Outcome.VALID)


def _rank(found: Judgement) -> tuple[int, bool]:
    """What is false for certain comes before what is refused for want of proof."""
    return _SEVERITY.index(found.outcome), found.indication is not Indication.TOTAL_FAILED


def _once(reasons: Iterable[Reason]) -> tuple[Reason, ...]:
    return tuple({(each.code, each.message().text): each for each in reasons}.values())


def meaning_of_code(code: str) -> Meaning | None:
    """What a code of this room means, for its reference page; None: it is a remark."""
    return _OF_CODES.get(code)
