"""What the status services know, as plain data."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class Standing(StrEnum):
    """Where an issued certificate stands in the journal."""

    ISSUED = "issued"  # chưa có hiệu lực
    EFFECTIVE = "effective"
    ON_HOLD = "on_hold"
    REVOKED = "revoked"


@dataclass(frozen=True)
class Known:
    """One certificate of the issuing CA. since: of a revocation or hold. reason: RFC 5280 name, or empty."""

    standing: Standing
    issued_at: datetime
    effective_from: datetime | None = None
    since: datetime | None = None
    reason: str = ""


@dataclass(frozen=True)
class StoredList:
    """A CRL as published. der: its bytes."""

    der: bytes
    number: int
    this_update: datetime
    next_update: datetime


@dataclass(frozen=True)
class Answer:
    """An HTTP answer. headers: in the order they are sent."""

    status: str
    body: bytes
    content_type: str
    headers: Mapping[str, str] = field(default_factory=dict)
