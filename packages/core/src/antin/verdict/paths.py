"""Certificate paths for one verdict: judged with everything at hand, each question once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from typing import Protocol

from antin.pades import ValidationData
from antin.validation import (
    Evidence,
    PathReport,
    Purpose,
    RevocationMode,
    TrustAnchor,
    ValidationPolicy,
    validate_path,
)
from antin.validation.online_evidence import Fetch, judged_online

# What the clocks of status services may be ahead of ours.
CLOCKS_MAY_DIFFER = timedelta(minutes=5)
NO_TIME = timedelta(0)
NOTHING = Evidence()


class Trust(Protocol):
    """Whom to trust; `antin.adapters.trust_files.Trust` is one."""

    @property
    def anchors(self) -> Sequence[TrustAnchor]:
        """Believed."""
        ...

    @property
    def intermediates(self) -> Sequence[bytes]:
        """DER, at hand for building paths."""
        ...


@dataclass
class Paths:
    """at: the time of the verdict. fetch: None opens no socket. is_offline: what cannot be checked is told
    as a remark instead of leaving the question open.
    """

    at: datetime
    trust: Trust
    evidence: Evidence
    is_offline: bool = False
    fetch: Fetch | None = None
    _known: dict[tuple[object, ...], PathReport] = field(default_factory=dict)

    @property
    def reports(self) -> tuple[PathReport, ...]:
        """Every answer given so far."""
        return tuple(self._known.values())

    def judged(
        self, certificate: bytes, *, at: datetime, purpose: Purpose | None, beside: Evidence = NOTHING,
    ) -> PathReport:
        """The report on a certificate at a time not after the verdict's. beside: what came with it."""
        question = certificate, at, purpose, tuple(beside.certificates), tuple(beside.crls)
        if question not in self._known:
            self._known[question] = self._judged(certificate, at, purpose, beside)
        return self._known[question]

    def _judged(
        self, certificate: bytes, at: datetime, purpose: Purpose | None, beside: Evidence,
    ) -> PathReport:
        mode = RevocationMode.IF_AVAILABLE if self.is_offline else RevocationMode.REQUIRED
        policy = ValidationPolicy(revocation=mode)
        is_online = self.fetch is not None and not self.is_offline
        gathered_at = (self.evidence.gathered_at or self.at) + (CLOCKS_MAY_DIFFER if is_online else NO_TIME)
        everything = Evidence(
            _merged(self.trust.intermediates, self.evidence.certificates, beside.certificates),
            _merged(self.evidence.crls, beside.crls),
            _merged(self.evidence.ocsp_responses, beside.ocsp_responses),
            gathered_at,
        )

        def judge(evidence: Evidence) -> PathReport:
            return validate_path(
                certificate, at=at, anchors=self.trust.anchors, evidence=evidence, policy=policy, purpose=purpose,
            )

        if self.fetch is None or self.is_offline:
            return judge(everything)
        report, found = judged_online(judge, everything, self.fetch, gathered_at=gathered_at)
        self.evidence = replace(self.evidence, crls=found.crls, ocsp_responses=found.ocsp_responses)
        return report


def with_carried(evidence: Evidence, carried: ValidationData) -> Evidence:
    """What is at hand, and what a file carries for later validation."""
    return replace(
        evidence, certificates=(*evidence.certificates, *carried.certificates), crls=(*evidence.crls, *carried.crls),
        ocsp_responses=(*evidence.ocsp_responses, *carried.ocsp_responses),
    )


def _merged(*several: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(each for one in several for each in one))
