"""What an official document needs, read from the verdicts on its signatures (NĐ 30/2020 Đ.8, Đ.13)."""

from collections.abc import Sequence

from antin.validation import Outcome
from antin.verdict.model import DocumentFindings, SignatureVerdict


def document_findings(signatures: Sequence[SignatureVerdict]) -> DocumentFindings:
    """Number and date are not stated by signatures, so they stay unknown."""
    return DocumentFindings(
        authorised_signature=_is_there([each for each in signatures if not each.signatory.is_organisation]),
        agency_signature=_is_there([each for each in signatures if each.signatory.is_organisation]),
        changed_after_issue=_is_changed(signatures),
    )


def _is_there(signatures: Sequence[SignatureVerdict]) -> bool | None:
    outcomes = {each.judgement.outcome for each in signatures}
    if Outcome.VALID in outcomes:
        return True
    return None if Outcome.CANNOT_TELL in outcomes else False


def _is_changed(signatures: Sequence[SignatureVerdict]) -> bool | None:
    """Whether anything happened after signing that the rules do not allow, or a digest is broken."""
    if not signatures:
        return None
    changes = [change for each in signatures for change in each.changes]
    is_broken = any(reason.code == "message_digest_wrong" for each in signatures for reason in each.judgement.reasons)
    if is_broken or any(not each.is_allowed and each.is_examined for each in changes):
        return True
    return None if any(not each.is_examined for each in changes) else False
