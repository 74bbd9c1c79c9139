"""A mailbox is an ASCII address with a domain of small letters, digits and hyphens (RFC 5321, RFC 5280 4.2.1.6)."""

import re
from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule

RULE = Rule(
    id="house-mailbox-is-plain", demands="mailboxes are plain addresses under a domain", since=date(2026, 11, 25),
)
_LABEL = r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?"
_MAILBOX = re.compile(rf"(?=.{{3,254}}\Z)[A-Za-z0-9!#$%&'*+/=?^_`{{|}}~.-]{{1,64}}@(?:{_LABEL}\.)+[a-z]{{2,63}}")


def check(certificate: Certificate) -> Iterator[Finding]:
    """Every rfc822Name."""
    for mailbox in certificate.mailboxes:
        if not is_plain(mailbox):
            yield RULE.finding(ascii(mailbox))


def is_plain(mailbox: str) -> bool:
    """Whether the address keeps to the form; dots in the local part stand alone and inside."""
    local = mailbox.partition("@")[0]
    return bool(_MAILBOX.fullmatch(mailbox)) and not (local.startswith(".") or local.endswith(".") or ".." in local)
