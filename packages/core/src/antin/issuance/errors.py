"""Why a certificate is not prepared, not passed, or not issued."""

from collections.abc import Sequence

from antin.errors import AntinError
from antin.lints import Finding


class ContentNotAllowed(AntinError):
    """The parent of everything that forbids to prepare a certificate (`reason`)."""

    code = "content_not_allowed"


class ContentProfileUnknown(ContentNotAllowed):
    """No profile has this name (`name`)."""

    code = "content_profile_unknown"


class ContentSubjectNotAllowed(ContentNotAllowed):
    """The subject is no name as `antin.names` writes it."""

    code = "content_subject_not_allowed"


class ContentKeyNotAllowed(ContentNotAllowed):
    """A weak or broken key, one not in its usual encoding, or the issuer's own (`reason`)."""

    code = "content_key_not_allowed"


class ContentSerialNotAllowed(ContentNotAllowed):
    """A serial number too short, too long, or not positive."""

    code = "content_serial_not_allowed"


class ContentValidityNotAllowed(ContentNotAllowed):
    """A life backwards, too long, not in whole UTC seconds, or outside the issuer's (`reason`)."""

    code = "content_validity_not_allowed"


class ContentEmailNotAllowed(ContentNotAllowed):
    """A mailbox missing, unwanted or malformed (`reason`)."""

    code = "content_email_not_allowed"


class ContentIssuerNotAllowed(ContentNotAllowed):
    """An issuer that may not issue this, or without a needed address (`reason`)."""

    code = "content_issuer_not_allowed"


class PreparedBroken(AntinError):
    """The twin is no twin of the bytes to be signed: a fault of ours, or stored bytes were changed."""

    code = "prepared_broken"


class LintFailed(AntinError):
    """Rules are broken; nothing was signed. `findings` holds all, warnings too."""

    code = "lint_failed"

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__(findings="; ".join(f"{each.rule}: {each.detail}" for each in findings))
        self.findings = tuple(findings)


class TokenUsed(AntinError):
    """What was linted has been signed already, or for another issuer."""

    code = "issuance_token_used"


class IssuerMismatch(AntinError):
    """The key, its algorithm or the issuer is not the one that was prepared for."""

    code = "issuance_issuer_mismatch"


class IssuedCertificateWrong(AntinError):
    """The signed certificate differs from what was linted, or its signature does not verify (`reason`)."""

    code = "issued_certificate_wrong"
