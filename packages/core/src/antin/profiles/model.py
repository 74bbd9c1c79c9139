"""What a profile says of its certificates. Data only: writing and judging them is for the rooms above."""

from dataclasses import dataclass, field
from enum import Enum, StrEnum

from antin.profiles.lifetime import Lifetime


class KeyUsage(Enum):
    """The bits of KeyUsage by their numbers (RFC 5280 4.2.1.3)."""

    DIGITAL_SIGNATURE = 0
    NON_REPUDIATION = 1
    KEY_CERT_SIGN = 5
    CRL_SIGN = 6


class Presence(StrEnum):
    """Whether something must, may or must not stand in a certificate."""

    REQUIRED = "required"
    OPTIONAL = "optional"
    ABSENT = "absent"


@dataclass(frozen=True)
class AddressRules:
    """Which addresses of the issuer stand in the certificate (RFC 5280 4.2.1.13, 4.2.2.1)."""

    ocsp: Presence = Presence.ABSENT
    crl: Presence = Presence.ABSENT
    ca_issuers: Presence = Presence.ABSENT


@dataclass(frozen=True)
class Profile:
    """One kind of certificate.

    key_usage: critical always. extended_key_usage: OIDs in the order written; empty: no extension.
    is_authority, path_length: BasicConstraints, critical always; None: no limit.
    policies: OIDs; each is written with the CPS address of the issuer when there is one.
    email: the rfc822Name in SubjectAltName. longest: of one certificate, whatever the law allows beyond.
    has_no_check: id-pkix-ocsp-nocheck (RFC 6960 4.2.2.2.1), for lives too short to be revoked.
    """

    name: str
    key_usage: frozenset[KeyUsage]
    longest: Lifetime
    extended_key_usage: tuple[str, ...] = ()
    is_extended_key_usage_critical: bool = False
    is_authority: bool = False
    path_length: int | None = None
    policies: tuple[str, ...] = ()
    email: Presence = Presence.ABSENT
    addresses: AddressRules = field(default_factory=AddressRules)
    has_no_check: bool = False
    is_self_issued: bool = False
