"""Subscribers' certificates live at most 5 years, authorities' 20 (NĐ 130/2018, of which TT 185/2019 is the guide)."""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule
from antin.profiles import Lifetime

RULE = Rule(
    id="nd130-lifetime", demands="the life is at most 5 years, an authority's 20",
    since=date(2020, 2, 18), until=date(2024, 8, 15),
)
_AUTHORITY, _SUBSCRIBER = Lifetime(years=20), Lifetime(years=5)


def check(certificate: Certificate) -> Iterator[Finding]:
    """Counted by the calendar."""
    longest = _AUTHORITY if certificate.is_authority else _SUBSCRIBER
    if certificate.not_after > longest.end(certificate.not_before):
        yield RULE.finding(f"more than {longest.years} years")
