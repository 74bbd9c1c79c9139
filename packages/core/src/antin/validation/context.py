"""What one validation knows and remembers: inputs, the work done, signatures already checked."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from antin.der import MalformedEncoding
from antin.validation.anchors import TrustAnchor
from antin.validation.budget import Budget
from antin.validation.evidence import Evidence, EvidenceIndex
from antin.validation.policy import ValidationPolicy
from antin.validation.signatures import AlgorithmNotSupported, public_key, signature_scheme, verifies
from antin.validation.strength import Strength


class Signed(Protocol):
    """A certificate, a list or an OCSP response: DER, but for the octets of the signature."""

    @property
    def to_be_signed(self) -> bytes: ...
    @property
    def signature_algorithm(self) -> bytes: ...
    @property
    def signature(self) -> bytes: ...


class Context:
    """Inputs of one validation, its budget and its memory. at: the time of validation, aware."""

    def __init__(
        self, at: datetime, policy: ValidationPolicy, anchors: Sequence[TrustAnchor], evidence: Evidence,
    ) -> None:
        self.at = at
        self.known_at = evidence.gathered_at or at
        self.policy = policy
        self.budget = Budget(policy.limits)
        self.index = EvidenceIndex(
            evidence, anchors, policy.limits,
        )
        self._signatures: dict[tuple[bytes, bytes, bytes, bytes], bool] = {}

    def is_signed_by(self, signed: Signed, key_info: bytes) -> bool:
        """Whether the key (DER) signed it; each question is computed once.

        Raises AlgorithmNotSupported, MalformedEncoding: it cannot be told; TooComplex.
        """
        question = (key_info, signed.signature_algorithm, signed.signature, signed.to_be_signed)
        if question not in self._signatures:
            self.budget.spend("signature_checks")
            self._signatures[question] = verifies(public_key(key_info), *question[1:])
        return self._signatures[question]

    def may_be_signed_by(self, signed: Signed, key_info: bytes) -> bool | None:
        """Like `is_signed_by`; None: it cannot be told (yet)."""
        try:
            return self.is_signed_by(signed, key_info)
        except (AlgorithmNotSupported, MalformedEncoding):
            return None

    def proves(self, signed: Signed, key_info: bytes) -> bool:
        """Whether the key (DER) signed it, by an algorithm that still proved something at the time."""
        try:
            scheme, key = signature_scheme(signed.signature_algorithm), public_key(key_info)
            uses = self.policy.strength.signature(scheme, key, self.at)
            is_refused = any(use.strength is Strength.REFUSED for use in uses)
            return not is_refused and self.is_signed_by(signed, key_info)
        except (AlgorithmNotSupported, MalformedEncoding):
            return False
