"""What the signer's certificate was when it signed, and what it is now (RFC 5280 4.1.2.5, 5.3.1)."""

from datetime import datetime

from antin.validation import Certificate, RevocationState, RevocationStatus
from antin.verdict.model import CertificateState, SignerCertificate

# Of these the authority said something; a certificate without such information (RFC 9608) is as good as its time.
_TOLD = {RevocationState.GOOD, RevocationState.REVOKED, RevocationState.NOT_PROVIDED}


def signer_certificate(
    certificate: Certificate, revocation: RevocationStatus, *, then: datetime, now: datetime,
) -> SignerCertificate:
    """Its dates and states. then, now: aware. revocation: what is known of it at the later of the two."""
    return SignerCertificate(
        certificate.not_before, certificate.not_after,
        state_of(certificate, revocation, then), state_of(certificate, revocation, now),
    )


def state_of(certificate: Certificate, revocation: RevocationStatus, at: datetime) -> CertificateState:
    """At a time: revoked before out of its dates, and that before what nobody was asked about."""
    if revocation.state is RevocationState.REVOKED and (revocation.revoked_at is None or revocation.revoked_at <= at):
        return CertificateState.ON_HOLD if revocation.is_on_hold else CertificateState.REVOKED
    if at > certificate.not_after:
        return CertificateState.EXPIRED
    if at < certificate.not_before:
        return CertificateState.NOT_YET_VALID
    return CertificateState.GOOD if revocation.state in _TOLD else CertificateState.UNCHECKED
