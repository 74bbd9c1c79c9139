"""Words that the rooms of this app share."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OrderState(StrEnum):
    """Where an order stands. approved: enough approvals came in; the signer has yet to judge them for itself."""

    WAITING = "waiting"
    APPROVED = "approved"
    EXECUTED = "executed"
    REFUSED = "refused"
    VOIDED = "voided"


class CertificateState(StrEnum):
    """What a certificate is worth; expired is reckoned, not stored."""

    ISSUED = "issued"  # chưa có hiệu lực
    EFFECTIVE = "effective"
    ON_HOLD = "on_hold"
    REVOKED = "revoked"
    EXPIRED = "expired"


@dataclass(frozen=True)
class ApprovalView:
    """One approval as received. officer: name in the registry's mirror."""

    officer: str
    certificate_sha256: str
    at: datetime


@dataclass(frozen=True)
class OrderView:
    """An order as everyone who may see it sees it. canonical: the bytes that are approved.

    refusal: the code of why the signer refused; empty otherwise. result_serial: hexadecimal, of issuing.
    """

    id: str
    kind: str
    state: OrderState
    case: str
    content: dict[str, object]
    canonical: bytes
    sha256: str
    approvals: tuple[ApprovalView, ...]
    needed: int
    refusal: str
    result_serial: str
    proposed_at: datetime
    executed_at: datetime | None


@dataclass(frozen=True)
class CertificateView:
    """A certificate of this authority, as its signer published it. serial: hexadecimal, lower case."""

    serial: str
    state: CertificateState
    der: bytes
    profile: str
    subject: str
    common_name: str
    agency: str
    email: str
    sha256: str
    public_key_thumbprint: str
    not_before: datetime
    not_after: datetime
    effective_from: datetime | None
    revoked_at: datetime | None
    reason: str
    order_id: str
    case: str
