"""The reason is left out instead of "unspecified", and is one that a complete list may hold (RFC 5280 5.3.1)."""

from collections.abc import Iterator
from datetime import date

from antin.lints.model import Finding, Rule
from antin.lints.revocation_list import CertificateRevocationList

RULE = Rule(id="rfc5280-5.3.1", demands="a reason code says something, or is absent", since=date(2008, 5, 1))
# keyCompromise, cACompromise, affiliationChanged, superseded, cessationOfOperation, certificateHold,
# privilegeWithdrawn, aACompromise; removeFromCRL (8) is for delta lists only.
_SAYING = {1, 2, 3, 4, 5, 6, 9, 10}


def check(revocation_list: CertificateRevocationList) -> Iterator[Finding]:
    """Every reason that is said."""
    for entry in revocation_list.revoked():
        if entry.reason is not None and entry.reason not in _SAYING:
            yield RULE.finding(f"serial {entry.serial:x} has reason {entry.reason}")
