"""The words of EN 319 102-1 for what a validation found, and which reason leads to which."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta, timezone
from enum import StrEnum

from antin.messages import Language, Message, message

_HANOI = timezone(timedelta(hours=7))


class Outcome(StrEnum):
    """What a person may do with it."""

    VALID = "valid"
    NOT_VALID = "not_valid"
    CANNOT_TELL = "cannot_tell"


class Indication(StrEnum):
    """EN 319 102-1 5.1.3, main indications."""

    TOTAL_PASSED = "TOTAL-PASSED"
    TOTAL_FAILED = "TOTAL-FAILED"
    INDETERMINATE = "INDETERMINATE"


class SubIndication(StrEnum):
    """EN 319 102-1 5.1.3, table 5 and 6."""

    FORMAT_FAILURE = "FORMAT_FAILURE"
    HASH_FAILURE = "HASH_FAILURE"
    SIG_CRYPTO_FAILURE = "SIG_CRYPTO_FAILURE"
    REVOKED = "REVOKED"
    EXPIRED = "EXPIRED"
    NOT_YET_VALID = "NOT_YET_VALID"
    SIG_CONSTRAINTS_FAILURE = "SIG_CONSTRAINTS_FAILURE"
    CHAIN_CONSTRAINTS_FAILURE = "CHAIN_CONSTRAINTS_FAILURE"
    CERTIFICATE_CHAIN_GENERAL_FAILURE = "CERTIFICATE_CHAIN_GENERAL_FAILURE"
    CRYPTO_CONSTRAINTS_FAILURE = "CRYPTO_CONSTRAINTS_FAILURE"
    POLICY_PROCESSING_ERROR = "POLICY_PROCESSING_ERROR"
    SIGNATURE_POLICY_NOT_AVAILABLE = "SIGNATURE_POLICY_NOT_AVAILABLE"
    TIMESTAMP_ORDER_FAILURE = "TIMESTAMP_ORDER_FAILURE"
    NO_SIGNING_CERTIFICATE_FOUND = "NO_SIGNING_CERTIFICATE_FOUND"
    NO_CERTIFICATE_CHAIN_FOUND = "NO_CERTIFICATE_CHAIN_FOUND"
    REVOKED_NO_POE = "REVOKED_NO_POE"
    REVOKED_CA_NO_POE = "REVOKED_CA_NO_POE"
    OUT_OF_BOUNDS_NOT_REVOKED = "OUT_OF_BOUNDS_NOT_REVOKED"
    OUT_OF_BOUNDS_NO_POE = "OUT_OF_BOUNDS_NO_POE"
    REVOCATION_OUT_OF_BOUNDS_NO_POE = "REVOCATION_OUT_OF_BOUNDS_NO_POE"
    CRYPTO_CONSTRAINTS_FAILURE_NO_POE = "CRYPTO_CONSTRAINTS_FAILURE_NO_POE"
    NO_POE = "NO_POE"
    TRY_LATER = "TRY_LATER"
    SIGNED_DATA_NOT_FOUND = "SIGNED_DATA_NOT_FOUND"


@dataclass(frozen=True)
class Reason:
    """Why: a code of the catalogue, which certificate of the path (0: the one asked about), values."""

    code: str
    position: int | None = None
    fields: Mapping[str, object] = field(default_factory=dict)

    def message(self, language: Language = "vi") -> Message:
        """The text for people; times as in Hà Nội, a reason among the values by its own text."""
        return message(self.code, language, **{name: _shown(value, language) for name, value in self.fields.items()})


def _shown(value: object, language: Language) -> object:
    if isinstance(value, Reason):
        return value.message(language).text
    return value.astimezone(_HANOI).strftime("%d/%m/%Y %H:%M") if isinstance(value, datetime) else value


_GENERAL = (SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE, Outcome.NOT_VALID)
_CONSTRAINT = (SubIndication.CHAIN_CONSTRAINTS_FAILURE, Outcome.NOT_VALID)
_BOUNDS = (SubIndication.OUT_OF_BOUNDS_NO_POE, Outcome.NOT_VALID)
_LATER = (SubIndication.TRY_LATER, Outcome.CANNOT_TELL)

# Every reason that keeps a path from passing; when several hold, the first of the table names the indication.
VERDICTS: Mapping[str, tuple[SubIndication, Outcome]] = {
    "certificate_malformed": _GENERAL,
    "validation_too_complex": (SubIndication.CERTIFICATE_CHAIN_GENERAL_FAILURE, Outcome.CANNOT_TELL),
    "certificate_signature_wrong": (SubIndication.NO_CERTIFICATE_CHAIN_FOUND, Outcome.NOT_VALID),
    "certificate_algorithm_unsupported": (SubIndication.NO_CERTIFICATE_CHAIN_FOUND, Outcome.CANNOT_TELL),
    "issuer_not_found": (SubIndication.NO_CERTIFICATE_CHAIN_FOUND, Outcome.CANNOT_TELL),
    "critical_extension_unknown": _CONSTRAINT,
    "issuer_name_empty": _CONSTRAINT,
    "issuer_is_not_a_ca": _CONSTRAINT,
    "issuer_may_not_sign_certificates": _CONSTRAINT,
    "path_length_exceeded": _CONSTRAINT,
    "name_not_permitted": _CONSTRAINT,
    "name_excluded": _CONSTRAINT,
    "name_form_not_judged": _CONSTRAINT,
    "policy_mapping_to_any": _CONSTRAINT,
    "policy_not_acceptable": _CONSTRAINT,
    "profile_fault": _CONSTRAINT,
    "key_usage_wrong": _CONSTRAINT,
    "extended_key_usage_wrong": _CONSTRAINT,
    "certificate_revoked": (SubIndication.REVOKED_NO_POE, Outcome.NOT_VALID),
    "issuer_revoked": (SubIndication.REVOKED_CA_NO_POE, Outcome.NOT_VALID),
    "certificate_expired": _BOUNDS,
    "certificate_not_yet_valid": _BOUNDS,
    "issuer_expired": _BOUNDS,
    "issuer_not_yet_valid": _BOUNDS,
    "algorithm_refused": (SubIndication.CRYPTO_CONSTRAINTS_FAILURE_NO_POE, Outcome.CANNOT_TELL),
    "certificate_on_hold": _LATER,
    "certificate_unknown_to_issuer": _LATER,
    "revocation_after_expiry": _LATER,
    "revocation_stale": _LATER,
    "revocation_unchecked": _LATER,
}
RANK = {code: rank for rank, code in enumerate(VERDICTS)}
