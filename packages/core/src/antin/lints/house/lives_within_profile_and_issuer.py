"""A certificate lives no longer than its profile allows, and only while its issuer does."""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Decision, Finding, Rule
from antin.profiles import Issuer

RULE = Rule(
    id="house-lives-within-profile-and-issuer", demands="the life fits the profile and the issuer's life",
    since=date(2026, 11, 25),
)


def check(certificate: Certificate, decision: Decision) -> Iterator[Finding]:
    """The certificate's own dates."""
    if certificate.not_after > decision.profile.longest.end(certificate.not_before):
        yield RULE.finding("longer than the profile allows")
    if isinstance(decision.issuer, Issuer):
        issuer = Certificate.read(decision.issuer.certificate)
        if certificate.not_before < issuer.not_before or certificate.not_after > issuer.not_after:
            yield RULE.finding("outside the life of the issuer")
