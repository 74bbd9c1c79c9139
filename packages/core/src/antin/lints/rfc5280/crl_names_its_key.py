"""A list names the key that signed it by an AuthorityKeyIdentifier with keyIdentifier (RFC 5280 5.2.1)."""

from collections.abc import Iterator
from datetime import date

from antin import oids
from antin.lints import reading
from antin.lints.model import Finding, Rule
from antin.lints.revocation_list import CertificateRevocationList

RULE = Rule(id="rfc5280-5.2.1", demands="a CRL names its key by keyIdentifier", since=date(2008, 5, 1))
_KEY_IDENTIFIER = b"\x80"


def check(revocation_list: CertificateRevocationList) -> Iterator[Finding]:
    """The extension stands and begins with [0]."""
    value = reading.extension_value(revocation_list.extensions, oids.AUTHORITY_KEY_IDENTIFIER)
    if value is None or not value.content.startswith(_KEY_IDENTIFIER):
        yield RULE.finding("no keyIdentifier of the authority")
