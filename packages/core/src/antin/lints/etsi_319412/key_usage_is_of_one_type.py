"""The key usage of a subscriber is one of the types A to F (EN 319 412-2 4.3.2, table 1)."""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule

RULE = Rule(id="etsi-319412-2-4.3.2", demands="key usage is of one type, A to F", since=date(2020, 7, 1))
_SIGN, _COMMIT, _ENCIPHER, _AGREE = 0, 1, 2, 4
_TYPES = (
    {_COMMIT}, {_SIGN, _COMMIT}, {_SIGN}, {_SIGN, _ENCIPHER}, {_SIGN, _AGREE}, {_ENCIPHER}, {_AGREE},
    {_SIGN, _COMMIT, _ENCIPHER}, {_SIGN, _COMMIT, _AGREE},
)


def check(certificate: Certificate) -> Iterator[Finding]:
    """Subscribers only; authorities and their services have their own rules."""
    if certificate.is_subscriber and certificate.key_usage_bits not in [frozenset(each) for each in _TYPES]:
        yield RULE.finding(f"bits {sorted(certificate.key_usage_bits or ())}")
