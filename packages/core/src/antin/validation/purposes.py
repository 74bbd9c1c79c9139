"""May the certificate be used for this? Key usage and extended key usage (RFC 5280 4.2.1.3, 4.2.1.12)."""

from collections.abc import Iterator

from antin import oids
from antin.validation.certificate import Certificate
from antin.validation.indications import Reason
from antin.validation.policy import Purpose


def purpose_faults(
    certificate: Certificate, purpose: Purpose | None, *, is_issuer: bool = False,
) -> Iterator[Reason]:
    """Why the certificate may not serve the purpose; None: any purpose will do.

    An issuer is bound by its extended usages only: a CA restricted to one purpose issues for no other. RFC
    5280 leaves this open; root programmes and other validators hold CAs to it.
    """
    if purpose is None:
        return
    fields = {"subject": certificate.subject.shown, "purpose": purpose.name}
    wanted = () if is_issuer else purpose.key_usages
    if wanted and not any(certificate.may(usage) for usage in wanted):
        yield Reason("key_usage_wrong", fields=fields)
    if not _is_meant_for(certificate, purpose, is_issuer=is_issuer):
        yield Reason("extended_key_usage_wrong", fields=fields)


def _is_meant_for(certificate: Certificate, purpose: Purpose, *, is_issuer: bool) -> bool:
    usages = certificate.extended_key_usage
    if usages is None:
        return is_issuer or not purpose.required
    if is_issuer or not purpose.exclusive:
        return not purpose.extended or bool(usages & (purpose.extended | {oids.ANY_EXTENDED_KEY_USAGE}))
    return usages == purpose.extended and certificate.extensions[oids.EXTENDED_KEY_USAGE].is_critical
