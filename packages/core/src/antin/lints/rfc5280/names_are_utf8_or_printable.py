"""Texts in names are UTF8String or PrintableString (RFC 5280 4.1.2.4)."""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule
from antin.names import NameMalformed, NamePart, name_parts
from antin.names.reading import IA5_STRING, PRINTABLE_STRING, UTF8_STRING

RULE = Rule(
    id="rfc5280-4.1.2.4", demands="texts in names are UTF8String or PrintableString", since=date(2008, 5, 1),
)
_IA5_LABELS = {"DC", "emailAddress"}  # IA5String by definition (RFC 5280 A.1)


def check(certificate: Certificate) -> Iterator[Finding]:
    """Issuer and subject."""
    for place, name in (("issuer", certificate.issuer), ("subject", certificate.subject)):
        try:
            yield from (_finding(place, part) for part in name_parts(name) if not _is_right(part))
        except NameMalformed:
            yield RULE.finding(f"{place} cannot be read")


def _is_right(part: NamePart) -> bool:
    if part.label in _IA5_LABELS:
        return part.tag == IA5_STRING
    return part.tag in (UTF8_STRING, PRINTABLE_STRING)


def _finding(place: str, part: NamePart) -> Finding:
    return RULE.finding(f"{place}: {part.label} has string tag {part.tag:#04x}")
