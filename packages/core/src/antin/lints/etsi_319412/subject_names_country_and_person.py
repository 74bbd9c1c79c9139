"""The subject names a country and a person or body (EN 319 412-2 4.2.4, 412-3 4.2.1).

Given name, surname and serial number, which EN 319 412-2 also asks for, are left out as in the certificates of
G2: docs/decisions/0009.
"""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule
from antin.names import NameMalformed, name_parts

RULE = Rule(id="etsi-319412-2-4.2.4", demands="the subject has a country and a common name", since=date(2020, 7, 1))


def check(certificate: Certificate) -> Iterator[Finding]:
    """C and CN, each once."""
    try:
        labels = [part.label for part in name_parts(certificate.subject)]
    except NameMalformed:
        labels = []
    for label in ("C", "CN"):
        if labels.count(label) != 1:
            yield RULE.finding(f"{label} stands {labels.count(label)} times")
