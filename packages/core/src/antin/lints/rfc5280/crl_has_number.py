"""A list carries a CRLNumber, not critical, of at most 20 octets (RFC 5280 5.2.3)."""

from collections.abc import Iterator
from datetime import date

from antin import oids
from antin.der import MalformedEncoding, object_identifier
from antin.lints import reading
from antin.lints.model import Finding, Rule
from antin.lints.revocation_list import CertificateRevocationList

RULE = Rule(id="rfc5280-5.2.3", demands="a CRL carries a CRLNumber", since=date(2008, 5, 1))
_MAX_BITS = 20 * 8


def check(revocation_list: CertificateRevocationList) -> Iterator[Finding]:
    """The extension and the number in it."""
    extension = revocation_list.extensions.get(object_identifier(oids.CRL_NUMBER))
    if extension is None:
        yield RULE.finding("no CRLNumber")
        return
    if extension.is_critical:
        yield RULE.finding("CRLNumber is critical")
    try:
        value = reading.extension_value(revocation_list.extensions, oids.CRL_NUMBER)
        if value is None or not 0 <= reading.number(value) < 1 << _MAX_BITS:
            yield RULE.finding("number negative or longer than 20 octets")
    except MalformedEncoding:
        yield RULE.finding("CRLNumber is no INTEGER")
