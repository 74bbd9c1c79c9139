"""What goes into one certificate, and who issues it."""

import base64
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime


@dataclass(frozen=True)
class Content:
    """One certificate, decided.

    profile: its name. subject, public_key_info: DER. not_before, not_after: aware UTC, whole seconds.
    email: rfc822Name; empty: none.
    """

    profile: str
    subject: bytes
    public_key_info: bytes
    serial: int
    not_before: datetime
    not_after: datetime
    email: str = ""

    def as_json(self) -> dict[str, str]:
        """Plain data for a journal; `from_json` gives the same content back."""
        return {
            "profile": self.profile,
            "subject": base64.b64encode(self.subject).decode(),
            "public_key_info": base64.b64encode(self.public_key_info).decode(),
            "serial": f"{self.serial:x}",
            "not_before": self.not_before.isoformat(),
            "not_after": self.not_after.isoformat(),
            "email": self.email,
        }

    @classmethod
    def from_json(cls, data: Mapping[str, str]) -> "Content":
        """What `as_json` wrote; our own journal's words, so a fault in them is a fault of ours."""
        return cls(
            profile=data["profile"],
            subject=base64.b64decode(data["subject"]),
            public_key_info=base64.b64decode(data["public_key_info"]),
            serial=int(data["serial"], 16),
            not_before=datetime.fromisoformat(data["not_before"]),
            not_after=datetime.fromisoformat(data["not_after"]),
            email=data["email"],
        )


@dataclass(frozen=True)
class Addresses:
    """Where the issuer's status and certificate are found; http, empty: not published.

    cps: the certification practice statement, http or https.
    """

    ocsp: str = ""
    crl: str = ""
    ca_issuers: str = ""
    cps: str = ""


@dataclass(frozen=True)
class Issuer:
    """An authority: its certificate in DER, and the addresses written into what it issues."""

    certificate: bytes
    addresses: Addresses = field(default_factory=Addresses)


@dataclass(frozen=True)
class SelfIssued:
    """A root: the subject and key of the content are the issuer's."""
