"""What is said of a certificate: as the journal says, never better."""

from datetime import datetime

from antin.revocation import GOOD, UNKNOWN, CertificateStatus, RevocationReason
from antin_server.va.types import Known, Standing

HOLD = "hold"


def status_of(known: Known | None, *, not_yet_effective: str, at: datetime) -> CertificateStatus:
    """The OCSP status at this time.

    1. Never issued: unknown. 2. Revoked or on hold: so, since when, and why. 3. Issued or to be effective
    later: unknown, or on hold when ANTIN_NOT_YET_EFFECTIVE says hold. 4. Only what is effective is good.
    """
    if known is None:                                                                          # 1
        return UNKNOWN
    if known.standing is Standing.REVOKED:                                                     # 2
        return CertificateStatus("revoked", known.since, _reason(known.reason))
    if known.standing is Standing.ON_HOLD:
        return CertificateStatus("revoked", known.since, RevocationReason.CERTIFICATE_HOLD)
    if not is_effective(known, at=at):                                                         # 3
        if not_yet_effective == HOLD:
            return CertificateStatus("revoked", known.issued_at, RevocationReason.CERTIFICATE_HOLD)
        return UNKNOWN
    return GOOD                                                                               # 4


def is_effective(known: Known, *, at: datetime) -> bool:
    """Whether the certificate has effect at this time."""
    return known.standing is Standing.EFFECTIVE and known.effective_from is not None and known.effective_from <= at


def _reason(name: str) -> RevocationReason | None:
    return RevocationReason(name) if name else None
