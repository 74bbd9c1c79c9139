"""A list says when the next comes, later than itself, and revokes nothing in its future (RFC 5280 5.1.2.5)."""

from collections.abc import Iterator
from datetime import date

from antin.lints.model import Finding, Rule
from antin.lints.revocation_list import CertificateRevocationList

RULE = Rule(id="rfc5280-5.1.2.5", demands="a CRL has a nextUpdate after its thisUpdate", since=date(2008, 5, 1))


def check(revocation_list: CertificateRevocationList) -> Iterator[Finding]:
    """thisUpdate < nextUpdate, and no entry after thisUpdate."""
    if revocation_list.next_update is None:
        yield RULE.finding("no nextUpdate")
    elif revocation_list.next_update <= revocation_list.this_update:
        yield RULE.finding("nextUpdate is not after thisUpdate")
    for entry in revocation_list.revoked():
        if entry.revoked_at > revocation_list.this_update:
            yield RULE.finding(f"serial {entry.serial:x} revoked after thisUpdate")
