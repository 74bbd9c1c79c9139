"""The mailbox of a subscriber is an official one; free mail is refused (NĐ 68/2024, Mẫu 01 and 02).

The list of official domains is known in part only, so a domain outside it is a warning.
"""

from collections.abc import Iterator
from datetime import date

from antin.casework.formats.domains import FREE_MAIL, OFFICIAL_DOMAINS
from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule, Severity

RULE = Rule(id="nd68-form-01-free-mail", demands="no mailbox of a free mail service", since=date(2024, 8, 15))
OFFICIAL = Rule(
    id="nd68-form-01-mailbox", demands="the mailbox is in an official domain", since=date(2024, 8, 15),
    severity=Severity.WARNING,
)


def check(certificate: Certificate) -> Iterator[Finding]:
    """Every rfc822Name of a subscriber."""
    if not certificate.is_subscriber:
        return
    for mailbox in certificate.mailboxes:
        domain = mailbox.rpartition("@")[2].lower()
        if domain in FREE_MAIL:
            yield RULE.finding(f"free mail {domain}")
        elif not any(domain == official or domain.endswith("." + official) for official in OFFICIAL_DOMAINS):
            yield OFFICIAL.finding(f"domain {domain}")
