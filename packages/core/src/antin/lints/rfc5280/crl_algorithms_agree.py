"""The signature algorithm inside and outside the signed part is one, and the list is version 2 (RFC 5280 5.1)."""

from collections.abc import Iterator
from datetime import date

from antin.lints.model import Finding, Rule
from antin.lints.revocation_list import CertificateRevocationList

RULE = Rule(
    id="rfc5280-5.1.1.2", demands="a CRL is version 2 and states one signature algorithm", since=date(2008, 5, 1),
)
_VERSION_2 = 1


def check(revocation_list: CertificateRevocationList) -> Iterator[Finding]:
    """Byte by byte."""
    if revocation_list.inner_algorithm != revocation_list.outer_algorithm:
        yield RULE.finding("the two algorithm identifiers differ")
    if revocation_list.version != _VERSION_2:
        yield RULE.finding("not version 2")
