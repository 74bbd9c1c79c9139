"""Names are in NFC, visible, within the limits of X.520, in the order C, L, O, OU…, CN."""

import re
from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule
from antin.names import NameMalformed, NameNotAllowed, name_parts, subject_name

RULE = Rule(
    id="house-names-have-one-spelling", demands="a subject is written as antin.names writes it",
    since=date(2026, 11, 25),
)
_ORDER = re.compile(r"C (L )?O (OU )*CN ")


def check(certificate: Certificate) -> Iterator[Finding]:
    """The subject, taken apart and written again, must give the same bytes."""
    try:
        written = _written_again(certificate.subject)
    except (NameMalformed, NameNotAllowed) as error:
        yield RULE.finding(str(error))
        return
    if written != certificate.subject:
        yield RULE.finding("another order, spelling or string type")


def _written_again(subject: bytes) -> bytes:
    parts = name_parts(subject)
    if not _ORDER.fullmatch("".join(f"{part.label} " for part in parts)):
        return b""
    texts = {part.label: part.text for part in parts}
    return subject_name(
        common_name=texts["CN"], locality=texts.get("L", ""), country=texts["C"],
        organisation_path=[part.text for part in parts if part.label in ("O", "OU")],
    )
