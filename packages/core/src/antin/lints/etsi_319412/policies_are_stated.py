"""A certificate states at least one policy, not critical (EN 319 412-2 4.3.3)."""

from collections.abc import Iterator
from datetime import date

from antin import oids
from antin.der import object_identifier
from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule

RULE = Rule(id="etsi-319412-2-4.3.3", demands="a certificate policy is stated", since=date(2020, 7, 1))


def check(certificate: Certificate) -> Iterator[Finding]:
    """All but roots."""
    if certificate.is_self_issued:
        return
    policies = certificate.extensions.get(object_identifier(oids.CERTIFICATE_POLICIES))
    if policies is None:
        yield RULE.finding("no certificate policies")
    elif policies.is_critical:
        yield RULE.finding("certificate policies are critical")
