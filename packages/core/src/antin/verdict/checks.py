"""The checklist of TT 15/2025/TT-BKHCN for one signature, told from what its verdict rests on; nothing is checked
again. What could not be checked is said so, never yes.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from antin.casework.verification_table import VERIFICATION_TABLE
from antin.validation import (
    DOCUMENT_SIGNING,
    AlgorithmUse,
    Certificate,
    Outcome,
    PathReport,
    RevocationState,
    RevocationStatus,
    Strength,
)
from antin.validation.purposes import purpose_faults


class CheckResult(StrEnum):
    """Of one row."""

    YES = "yes"
    NO = "no"
    NOT_CHECKED = "not_checked"


@dataclass(frozen=True)
class Check:
    """One row with its result. row: of the table; code: of antin.casework.verification_table."""

    row: str
    code: str
    is_mandatory: bool
    result: CheckResult

    @property
    def message_code(self) -> str:
        """Of the sentence in the catalogue."""
        return f"verification_{self.code}_{self.result}"


@dataclass(frozen=True)
class Basis:
    """What is known of a signature. failed: the code of what the arithmetic broke on, empty when it holds.

    has_attributes: what is signed are attributes that carry the digest, not the content itself (RFC 5652 5.4).

    certificate: None: not there or not readable. report: on its path; None: not asked about. proved_at: the time
    it was judged at. claimed_time: as the signer says. algorithms: used.
    """

    is_verified: bool
    failed: str
    has_attributes: bool
    certificate: Certificate | None
    report: PathReport | None
    revocation: RevocationStatus
    proved_at: datetime
    claimed_time: datetime | None
    algorithms: tuple[AlgorithmUse, ...] = ()


def checks_of(basis: Basis) -> tuple[Check, ...]:
    """Every row, in the order of the table."""
    results = {
        "time_in_validity": _time_in_validity(basis), "status_asked": _status_asked(basis),
        "algorithms_allowed": _algorithms_allowed(basis), "scope_kept": _scope_kept(basis),
        "key_usage_kept": _key_usage_kept(basis), "issuer_statement": _issuer_statement(basis),
        "signer_shown": _signer_shown(basis), "right_key": _right_key(basis),
        "certificate_valid": _certificate_valid(basis), "hashes_equal": _hashes_equal(basis),
    }
    return tuple(Check(each.row, each.code, each.is_mandatory, results[each.code]) for each in VERIFICATION_TABLE)


_UNKNOWN = {
    "issuer_not_found", "certificate_signature_wrong", "certificate_malformed", "validation_too_complex",
    "certificate_algorithm_unsupported",
}
_OUT_OF_SCOPE = {
    "critical_extension_unknown", "issuer_name_empty", "issuer_is_not_a_ca", "issuer_may_not_sign_certificates",
    "path_length_exceeded", "name_not_permitted", "name_excluded", "name_form_not_judged", "policy_mapping_to_any",
    "policy_not_acceptable",
}
_TOLD = {RevocationState.GOOD, RevocationState.REVOKED}


def _codes(basis: Basis) -> frozenset[str]:
    return frozenset(each.code for each in basis.report.reasons) if basis.report else frozenset()


def _yes(is_so: bool) -> CheckResult:
    return CheckResult.YES if is_so else CheckResult.NO


def _time_in_validity(basis: Basis) -> CheckResult:
    certificate = basis.certificate
    if certificate is None or not basis.is_verified:
        return CheckResult.NOT_CHECKED
    times = [each for each in (basis.proved_at, basis.claimed_time) if each is not None]
    if not all(certificate.not_before <= each <= certificate.not_after for each in times):
        return CheckResult.NO
    if basis.revocation.is_revoked_at(basis.proved_at):
        return CheckResult.NO
    return CheckResult.YES if basis.revocation.state in _TOLD else CheckResult.NOT_CHECKED


def _status_asked(basis: Basis) -> CheckResult:
    return CheckResult.YES if basis.revocation.state in _TOLD else CheckResult.NOT_CHECKED


def _algorithms_allowed(basis: Basis) -> CheckResult:
    if any(each.strength is Strength.REFUSED for each in basis.algorithms) or "algorithm_refused" in _codes(basis):
        return CheckResult.NO
    return CheckResult.YES if basis.algorithms else CheckResult.NOT_CHECKED


def _scope_kept(basis: Basis) -> CheckResult:
    codes = _codes(basis)
    if basis.report is None or codes & _UNKNOWN:
        return CheckResult.NOT_CHECKED
    return _yes(not codes & _OUT_OF_SCOPE)


def _key_usage_kept(basis: Basis) -> CheckResult:
    if basis.certificate is None:
        return CheckResult.NOT_CHECKED
    return _yes(not any(purpose_faults(basis.certificate, DOCUMENT_SIGNING)))


def _issuer_statement(basis: Basis) -> CheckResult:
    return CheckResult.YES if basis.certificate and basis.certificate.policies else CheckResult.NOT_CHECKED


def _signer_shown(basis: Basis) -> CheckResult:
    return _yes(basis.certificate is not None and bool(basis.certificate.subject.shown))


# Arithmetic that broke behind the comparison of digests, so that the digest was right.
_BEHIND_DIGESTS = {"signature_value_wrong", "signing_certificate_wrong", "signature_algorithm_mismatch"}


def _right_key(basis: Basis) -> CheckResult:
    if basis.is_verified:
        return CheckResult.YES
    return CheckResult.NO if basis.failed in _BEHIND_DIGESTS else CheckResult.NOT_CHECKED


def _certificate_valid(basis: Basis) -> CheckResult:
    """An answer that is valid only because nobody asked for revocation is none."""
    if basis.report is None:
        return CheckResult.NOT_CHECKED
    if basis.report.is_valid:
        is_told = basis.revocation.state in (*_TOLD, RevocationState.NOT_PROVIDED)
        return CheckResult.YES if is_told else CheckResult.NOT_CHECKED
    return CheckResult.NO if basis.report.outcome is Outcome.NOT_VALID else CheckResult.NOT_CHECKED


def _hashes_equal(basis: Basis) -> CheckResult:
    if basis.is_verified or (basis.failed in _BEHIND_DIGESTS and basis.has_attributes):
        return CheckResult.YES
    return CheckResult.NO if basis.failed == "message_digest_wrong" else CheckResult.NOT_CHECKED
