"""A serial number is long enough to hold 64 random bits, positive, of at most 20 octets (CA/B BR 7.1)."""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule

RULE = Rule(
    id="house-serial-cannot-be-guessed", demands="serial numbers hold at least 64 random bits",
    since=date(2026, 11, 25),
)
_LEAST_BITS, _MOST_BITS = 64, 20 * 8 - 1


def check(certificate: Certificate) -> Iterator[Finding]:
    """By its length; that the bits are random is the business of who draws them."""
    if certificate.serial <= 0 or not _LEAST_BITS <= certificate.serial.bit_length() <= _MOST_BITS:
        yield RULE.finding(f"{certificate.serial.bit_length()} bits")
