"""The extensions are those of the profile, byte by byte: none missing, none more, none otherwise."""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.expected import expected_extensions
from antin.lints.model import Decision, Finding, Rule

RULE = Rule(
    id="house-extensions-say-what-the-profile-says", demands="the extensions are those of the profile",
    since=date(2026, 11, 25),
)


def check(certificate: Certificate, decision: Decision) -> Iterator[Finding]:
    """Each OID (DER, hex) whose extension differs from the one written by our own hand."""
    expected = expected_extensions(decision)
    for oid in sorted(expected.keys() | certificate.extensions.keys()):
        if certificate.extensions.get(oid) != expected.get(oid):
            yield RULE.finding(f"extension {oid.hex()} differs")
