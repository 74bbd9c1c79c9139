"""A serial number stands at most once in a list: two entries could disagree (RFC 5280 5.1.2.6, 5.3)."""

from collections.abc import Iterator
from datetime import date

from antin.lints.model import Finding, Rule
from antin.lints.revocation_list import CertificateRevocationList

RULE = Rule(id="rfc5280-5.1.2.6", demands="a CRL lists each serial number once", since=date(2008, 5, 1))


def check(revocation_list: CertificateRevocationList) -> Iterator[Finding]:
    """Every serial number, in any order."""
    seen: set[int] = set()
    for entry in revocation_list.revoked():
        if entry.serial in seen:
            yield RULE.finding(f"serial {entry.serial:x} stands twice")
        seen.add(entry.serial)
