"""Is this certificate valid at that time? RFC 5280 with time, anchors and evidence as arguments.

`validate_path` answers with a `PathReport` and never raises on input; `PathReport.require_passed` raises.
"""

from antin.validation.anchors import AnchorBroken, TrustAnchor
from antin.validation.certificate import Certificate, read_certificate
from antin.validation.describing import described, described_status
from antin.validation.evidence import Evidence
from antin.validation.indications import Indication, Outcome, Reason, SubIndication
from antin.validation.pointers import Pointers, pointers_of
from antin.validation.policy import (
    CLIENT_AUTHENTICATION,
    DOCUMENT_SIGNING,
    EMAIL,
    OCSP_SIGNING,
    PURPOSES,
    SERVER_AUTHENTICATION,
    TIME_STAMPING,
    Limits,
    Purpose,
    RevocationMode,
    ValidationPolicy,
)
from antin.validation.report import CertificateReport, PathNotValid, PathReport
from antin.validation.statuses import RevocationState, RevocationStatus
from antin.validation.strength import ANYTHING, DATED, AlgorithmUse, Strength, StrengthTable, Term
from antin.validation.validator import validate_path

__all__ = [
    "ANYTHING", "CLIENT_AUTHENTICATION", "DATED", "DOCUMENT_SIGNING", "EMAIL", "OCSP_SIGNING", "PURPOSES",
    "SERVER_AUTHENTICATION", "TIME_STAMPING", "AlgorithmUse", "AnchorBroken", "Certificate",
    "CertificateReport", "Evidence", "Indication", "Limits", "Outcome", "PathNotValid", "PathReport",
    "Pointers", "Purpose", "Reason", "RevocationMode", "RevocationState", "RevocationStatus", "Strength",
    "StrengthTable", "SubIndication", "Term", "TrustAnchor", "ValidationPolicy", "described",
    "described_status", "pointers_of", "read_certificate", "validate_path",
]
