"""Every field says exactly what was decided: nothing lost, nothing changed on the way to the certificate."""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Decision, Finding, Rule
from antin.profiles import SelfIssued

RULE = Rule(
    id="house-fields-say-what-was-decided", demands="the fields are the decided ones", since=date(2026, 11, 25),
)


def check(certificate: Certificate, decision: Decision) -> Iterator[Finding]:
    """One finding for each field that differs."""
    content = decision.content
    pairs = {
        "subject": (certificate.subject, content.subject),
        "issuer": (certificate.issuer, _issuer_name(decision)),
        "public key": (certificate.public_key_info, content.public_key_info),
        "serial": (certificate.serial, content.serial),
        "notBefore": (certificate.not_before, content.not_before),
        "notAfter": (certificate.not_after, content.not_after),
    }
    yield from (RULE.finding(f"{field} differs") for field, (stands, decided) in pairs.items() if stands != decided)


def _issuer_name(decision: Decision) -> bytes:
    if isinstance(decision.issuer, SelfIssued):
        return decision.content.subject
    return Certificate.read(decision.issuer.certificate).subject
