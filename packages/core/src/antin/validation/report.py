"""What a validation found: one report per certificate asked about, for people and machines."""

from dataclasses import dataclass, field
from datetime import datetime

from antin.errors import AntinError
from antin.validation.anchors import TrustAnchor
from antin.validation.certificate import Certificate
from antin.validation.indications import Indication, Outcome, Reason, SubIndication
from antin.validation.statuses import RevocationStatus
from antin.validation.strength import AlgorithmUse


class PathNotValid(AntinError):
    """A certificate was to be acted on, and its path did not pass (`reason`: the first code, `subject`)."""

    code = "path_not_valid"


@dataclass(frozen=True)
class CertificateReport:
    """One certificate of the path. algorithms: what its signature rests on, for the target its key too.

    issuer_key_info: DER of the key that signed it.
    """

    certificate: Certificate = field(repr=False)
    revocation: RevocationStatus
    algorithms: tuple[AlgorithmUse, ...] = ()
    issuer_key_info: bytes = field(default=b"", repr=False)


@dataclass(frozen=True)
class PathReport:
    """The answer to "is this certificate valid at that time?".

    reasons: why not, the decisive first; empty when valid. remarks: what does not keep it from being valid.
    path: the target first, the anchor not included; empty when no path was found. anchor: None then.
    policies: user-constrained (RFC 5280 6.1.5 g). work: what the validation cost, by kind of limit.
    """

    outcome: Outcome
    indication: Indication
    sub_indication: SubIndication | None
    at: datetime
    reasons: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()
    path: tuple[CertificateReport, ...] = ()
    anchor: TrustAnchor | None = None
    policies: frozenset[str] = frozenset()
    work: dict[str, int] = field(default_factory=dict, compare=False)

    @property
    def is_valid(self) -> bool:
        """Whether the path passed."""
        return self.outcome is Outcome.VALID

    @property
    def revocation(self) -> RevocationStatus | None:
        """The status of the certificate asked about; None: no path was found, so nobody could be asked."""
        return self.path[0].revocation if self.path else None

    @property
    def unanswered(self) -> tuple[CertificateReport, ...]:
        """The certificates of a path to an anchor whose revocation was asked for without an answer."""
        return tuple(each for each in self.path if each.revocation.problem)

    def require_passed(self) -> None:
        """Do nothing when the path passed. Raises PathNotValid."""
        if not self.is_valid:
            subject = self.path[0].certificate.subject.shown if self.path else ""
            raise PathNotValid(reason=self.reasons[0].code, subject=subject)
