"""Issuing certificates: prepare → lint of a twin → token for one use → issue (docs/decisions/0003)."""

from antin.issuance.errors import (
    ContentEmailNotAllowed,
    ContentIssuerNotAllowed,
    ContentKeyNotAllowed,
    ContentNotAllowed,
    ContentProfileUnknown,
    ContentSerialNotAllowed,
    ContentSubjectNotAllowed,
    ContentValidityNotAllowed,
    IssuedCertificateWrong,
    IssuerMismatch,
    LintFailed,
    PreparedBroken,
    TokenUsed,
)
from antin.issuance.issuing import Linted, Linter, Prepared, issue, lint, prepare, resume
from antin.issuance.serials import new_serial
from antin.profiles import Addresses, Content, Issuer, SelfIssued

__all__ = [
    "Addresses", "Content", "ContentEmailNotAllowed", "ContentIssuerNotAllowed", "ContentKeyNotAllowed",
    "ContentNotAllowed", "ContentProfileUnknown", "ContentSerialNotAllowed", "ContentSubjectNotAllowed",
    "ContentValidityNotAllowed", "IssuedCertificateWrong", "Issuer", "IssuerMismatch", "LintFailed", "Linted",
    "Linter", "Prepared", "PreparedBroken", "SelfIssued", "TokenUsed", "issue", "lint", "new_serial", "prepare",
    "resume",
]
