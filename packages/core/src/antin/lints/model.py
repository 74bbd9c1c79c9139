"""A rule, what it finds, and what a certificate is compared with."""

from dataclasses import dataclass
from datetime import date
from enum import IntEnum

from antin.profiles import Addresses, Content, Issuer, Profile, SelfIssued, profile_named


class Severity(IntEnum):
    """How bad a finding is; from ERROR on nothing is signed."""

    NOTICE = 1
    WARNING = 2
    ERROR = 3


@dataclass(frozen=True)
class Finding:
    """One rule broken: its id, how bad, and the detail in English for the log of the operator."""

    rule: str
    severity: Severity
    detail: str


@dataclass(frozen=True)
class Rule:
    """id: source and article. demands: a sentence. since, until: the days it binds (until: no more)."""

    id: str
    demands: str
    since: date
    severity: Severity = Severity.ERROR
    until: date | None = None

    def finding(self, detail: str) -> Finding:
        """The rule is broken, in this way."""
        return Finding(self.id, self.severity, detail)

    def binds(self, day: date) -> bool:
        """Whether the rule was in force on the day."""
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True)
class Decision:
    """What was decided about a certificate that is about to be signed."""

    content: Content
    issuer: Issuer | SelfIssued

    @property
    def profile(self) -> Profile:
        """The profile of the content. Raises ProfileUnknown."""
        return profile_named(self.content.profile)

    @property
    def addresses(self) -> Addresses:
        """The addresses of the issuer; a root has none."""
        return Addresses() if isinstance(self.issuer, SelfIssued) else self.issuer.addresses
