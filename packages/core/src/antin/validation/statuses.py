"""What is known of the revocation of one certificate, and which of several answers counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class RevocationState(StrEnum):
    """good, revoked and unknown as an authority said; unchecked: nobody we believe said anything usable."""

    GOOD = "good"
    REVOKED = "revoked"
    UNKNOWN = "unknown"
    UNCHECKED = "unchecked"
    NOT_PROVIDED = "not_provided"  # the certificate says that no such information exists (RFC 9608)


# Why nothing usable was said, the most telling first.
PROBLEMS = ("revocation_after_expiry", "revocation_stale", "revocation_unchecked")


@dataclass(frozen=True)
class RevocationStatus:
    """source: `crl`, `ocsp` or empty. checked_at: as of when the source speaks (its this update).

    revoked_at, reason: also told when revocation came after the time of validation. problem: for unchecked,
    the code that says why, one of PROBLEMS.
    """

    state: RevocationState
    source: str = ""
    checked_at: datetime | None = None
    next_update: datetime | None = None
    revoked_at: datetime | None = None
    reason: str = ""
    problem: str = ""

    @property
    def is_on_hold(self) -> bool:
        """Whether the certificate is suspended, which may end."""
        return self.state is RevocationState.REVOKED and self.reason == "certificate_hold"

    def is_revoked_at(self, at: datetime) -> bool:
        """Whether it was revoked, or on hold, by then; the moment of revocation included."""
        return self.state is RevocationState.REVOKED and (self.revoked_at is None or self.revoked_at <= at)


def unchecked(problem: str = "revocation_unchecked") -> RevocationStatus:
    """Nothing usable was said."""
    return RevocationStatus(RevocationState.UNCHECKED, problem=problem)


def weightiest(found: Sequence[RevocationStatus]) -> RevocationStatus:
    """The answer that counts: final revocation; then the newest good or hold; then unknown; then why not."""
    final = [each for each in found if each.state is RevocationState.REVOKED and not each.is_on_hold]
    if final:
        return min(final, key=lambda each: (each.revoked_at is not None, each.revoked_at))
    told = [each for each in found if each.state in (RevocationState.GOOD, RevocationState.REVOKED)]
    if told:
        return max(told, key=lambda each: (each.checked_at is not None, each.checked_at))
    unknown = [each for each in found if each.state is RevocationState.UNKNOWN]
    problems = [each.problem for each in found if each.problem]
    return unknown[0] if unknown else unchecked(min(problems, key=PROBLEMS.index, default=PROBLEMS[-1]))
