"""What a verdict says: about the file, about each signature, about each time-stamp of the document."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from antin.messages import Language
from antin.pades import Change
from antin.validation import (
    AlgorithmUse,
    Indication,
    Outcome,
    Reason,
    RevocationState,
    RevocationStatus,
    SubIndication,
)
from antin.verdict.checks import Check

UNASKED = RevocationStatus(RevocationState.UNCHECKED)


class TimeSource(StrEnum):
    """What proves that a signature existed at its best time; now: nothing but its being here."""

    TIME_STAMP = "time_stamp"
    DOCUMENT_TIME_STAMP = "document_time_stamp"
    NOW = "now"


@dataclass(frozen=True)
class Judgement:
    """One conclusion with its grounds. reasons: why not, the decisive first; remarks: said all the same."""

    outcome: Outcome
    indication: Indication
    sub_indication: SubIndication | None = None
    reasons: tuple[Reason, ...] = ()
    remarks: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Signatory:
    """Who signed, as the certificate says; empty where it does not. serial: hexadecimal, capitals.

    is_organisation: the certificate is that of an agency (its seal), not of a person. bodies: the names of
    bodies in it, the agency's own last.
    """

    name: str = ""
    agency: str = ""
    issuer: str = ""
    serial: str = ""
    is_organisation: bool = False
    bodies: tuple[str, ...] = ()


class CertificateState(StrEnum):
    """What a certificate is at a time, as far as is known."""

    GOOD = "good"
    REVOKED = "revoked"
    ON_HOLD = "on_hold"
    EXPIRED = "expired"
    NOT_YET_VALID = "not_yet_valid"
    UNCHECKED = "unchecked"


@dataclass(frozen=True)
class SignerCertificate:
    """The signer's certificate. Times are aware. state_then: at the best time; state_now: at that of the verdict."""

    not_before: datetime
    not_after: datetime
    state_then: CertificateState
    state_now: CertificateState


@dataclass(frozen=True)
class TimeStampVerdict:
    """One time-stamp. at: what it proves when valid, None when it cannot be read. authority: who made it."""

    judgement: Judgement
    at: datetime | None = None
    authority: str = ""
    field: str = ""


@dataclass(frozen=True)
class SignatureVerdict:
    """One signature. covered, not_covered: octets of the file, from and up to; the rest is the value itself.

    level: of EN 319 142-1, None for signatures of no such level. best_time: aware, the earliest time at which
    the signature is proved to have existed.
    """

    field: str
    signatory: Signatory
    judgement: Judgement
    claimed_time: datetime | None
    best_time: datetime
    best_time_source: TimeSource
    level: str | None
    covers_whole_file: bool
    covered: tuple[tuple[int, int], ...] = ()
    not_covered: tuple[tuple[int, int], ...] = ()
    changes: tuple[Change, ...] = ()
    algorithms: tuple[AlgorithmUse, ...] = ()
    revocation: RevocationStatus = UNASKED
    time_stamps: tuple[TimeStampVerdict, ...] = ()
    checks: tuple[Check, ...] = ()
    certificate: SignerCertificate | None = None


@dataclass(frozen=True)
class Agency:
    """The agency that signed. existed: on the day of signing; None: not known. successor: what it, or the body it
    belonged to, is on the day of the verdict; empty: the same, or not known.
    """

    name: str
    existed: bool | None = None
    successor: str = ""


@dataclass(frozen=True)
class DocumentFindings:
    """What an official document needs (NĐ 30/2020). None: cannot be told, or is not stated.

    authorised_signature: of a person; agency_signature: of the agency, its seal; True: there and valid.
    number, date (ISO 8601): as the first page shows them. text_is_signed: True: read from what a valid signature
    covers; False: no such signature covers them as they are.
    """

    authorised_signature: bool | None = None
    agency_signature: bool | None = None
    number: str | None = None
    date: str | None = None
    changed_after_issue: bool | None = None
    text_is_signed: bool | None = None
    agency: Agency | None = None

    @property
    def is_complete(self) -> bool | None:
        """Whether person and agency both signed, as an official document asks (NĐ 30/2020 Đ.13)."""
        both = (self.authorised_signature, self.agency_signature)
        return False if False in both else None if None in both else True


@dataclass(frozen=True)
class Verdict:
    """The answer to "is this document good?".

    file: as the caller named it. sha256: hex. kind: one of `antin.verdict.kinds.Kind`. is_readable: False: the
    file could not be opened, so nothing was judged (exit code 65).
    """

    file: str
    sha256: str
    kind: str
    judgement: Judgement
    document: DocumentFindings = DocumentFindings()
    signatures: tuple[SignatureVerdict, ...] = ()
    time_stamps: tuple[TimeStampVerdict, ...] = ()
    is_readable: bool = True

    @property
    def outcome(self) -> Outcome:
        """What a person may do with the file."""
        return self.judgement.outcome

    def as_json(self, language: Language = "vi") -> Mapping[str, object]:
        """The verdict as docs/reference/verdict.md describes it, texts in one language."""
        from antin.verdict.describing import described

        return described(self, language)
