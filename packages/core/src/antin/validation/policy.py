"""What a caller demands of a path: inputs of RFC 5280 6.1.1, revocation, strength, bounds."""

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum

from antin import oids
from antin.validation.extensions import DIGITAL_SIGNATURE, NON_REPUDIATION
from antin.validation.strength import DATED, StrengthTable


class RevocationMode(StrEnum):
    """What a missing answer about revocation means. Evidence that says revoked counts in the first two."""

    REQUIRED = "required"  # the path cannot be told to be valid (contracts: `revocation_unchecked`)
    IF_AVAILABLE = "if_available"  # a remark; what --offline asks for
    NOT_CHECKED = "not_checked"  # evidence is not even looked at


@dataclass(frozen=True)
class Limits:
    """Bounds of the work of one validation, whatever it is given; beyond: `validation_too_complex`."""

    path_length: int = 20
    certificates: int = 4_000
    certificate_octets: int = 2 << 20
    lists: int = 500
    list_octets: int = 64 << 20
    answers: int = 500
    answer_octets: int = 1 << 20
    signature_checks: int = 200
    paths: int = 60
    steps: int = 2_000
    name_comparisons: int = 50_000


@dataclass(frozen=True)
class ValidationPolicy:
    """The demands; the defaults are those of a verdict on an official document.

    initial_policies: user-initial-policy-set; None: any policy (RFC 5280 6.1.1 c).
    explicit_policy, inhibit_policy_mapping, inhibit_any_policy: 6.1.1 e, f, g.
    anchor_constraints, anchor_validity: hold the path to the constraints and dates of the anchor (RFC 5937).
    strict_profile: faults of form that the path does not depend on (RFC 5280 4: serial numbers, key
    identifiers, extensions marked critical or not) refuse the certificate instead of being remarked.
    evidence_age: how old evidence may be at the time of validation; None: until its own next update.
    ocsp_age: how old an answer without next update may be (RFC 6960 4.2.2.1).
    """

    initial_policies: frozenset[str] | None = None
    explicit_policy: bool = False
    inhibit_policy_mapping: bool = False
    inhibit_any_policy: bool = False
    anchor_constraints: bool = True
    anchor_validity: bool = True
    strict_profile: bool = False
    revocation: RevocationMode = RevocationMode.REQUIRED
    evidence_age: timedelta | None = None
    ocsp_age: timedelta = timedelta(days=1)
    strength: StrengthTable = DATED
    limits: Limits = field(default_factory=Limits)


@dataclass(frozen=True)
class Purpose:
    """What the certificate is to be used for: any of these key usages, any of these extended ones.

    Empty sets demand nothing. An absent KeyUsage allows all; an absent extended one too, unless `required`.
    exclusive: the purpose must be the only one and the extension critical (RFC 3161 2.3).
    """

    name: str
    key_usages: frozenset[int] = frozenset()
    extended: frozenset[str] = frozenset()
    required: bool = False
    exclusive: bool = False


_SIGNING = frozenset({DIGITAL_SIGNATURE, NON_REPUDIATION})
# Certificates of official duty carry clientAuth, emailProtection and smartcardLogon, or no extended usage.
DOCUMENT_SIGNING = Purpose("document-signing", _SIGNING, frozenset({
    oids.EMAIL_PROTECTION, oids.DOCUMENT_SIGNING, oids.MICROSOFT_DOCUMENT_SIGNING,
    oids.ADOBE_AUTHENTIC_DOCUMENTS,
}))
TIME_STAMPING = Purpose(
    "time-stamping", _SIGNING, frozenset({oids.TIME_STAMPING}), required=True, exclusive=True,
)
OCSP_SIGNING = Purpose("ocsp-signing", _SIGNING, frozenset({oids.OCSP_SIGNING}), required=True)
EMAIL = Purpose("email", frozenset(), frozenset({oids.EMAIL_PROTECTION}))
CLIENT_AUTHENTICATION = Purpose(
    "client-authentication", frozenset({DIGITAL_SIGNATURE}), frozenset({oids.CLIENT_AUTH}),
)
SERVER_AUTHENTICATION = Purpose("server-authentication", frozenset(), frozenset({oids.SERVER_AUTH}))
PURPOSES = {each.name: each for each in (
    DOCUMENT_SIGNING, TIME_STAMPING, OCSP_SIGNING, EMAIL, CLIENT_AUTHENTICATION, SERVER_AUTHENTICATION,
)}
