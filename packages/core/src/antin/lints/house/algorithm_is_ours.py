"""The signature algorithm is one of `antin.keys`, the same inside and outside the signed part; version 3."""

from collections.abc import Iterator
from datetime import date

from antin.keys import ALGORITHMS
from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule

RULE = Rule(
    id="house-algorithm-is-ours", demands="version 3, signed with SHA-256 or stronger, stated once",
    since=date(2026, 11, 25),
)
_OURS = {algorithm.identifier_der for algorithm in ALGORITHMS.values()}
_VERSION_3 = 2


def check(certificate: Certificate) -> Iterator[Finding]:
    """Byte by byte."""
    if certificate.inner_algorithm != certificate.outer_algorithm:
        yield RULE.finding("the two algorithm identifiers differ")
    if certificate.inner_algorithm not in _OURS:
        yield RULE.finding("an algorithm that is not ours")
    if certificate.version != _VERSION_3:
        yield RULE.finding("not version 3")
