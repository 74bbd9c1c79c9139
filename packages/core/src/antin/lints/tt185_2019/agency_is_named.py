"""The agency stands in the subject as O (TT 185/2019 Mẫu 01: "Tên cơ quan, tổ chức công tác")."""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule
from antin.names import NameMalformed, name_parts

RULE = Rule(
    id="tt185-form-01-agency", demands="the agency is named", since=date(2020, 2, 18), until=date(2024, 8, 15),
)


def check(certificate: Certificate) -> Iterator[Finding]:
    """Subscribers only."""
    if not certificate.is_subscriber:
        return
    try:
        labels = {part.label for part in name_parts(certificate.subject)}
    except NameMalformed:
        labels = set()
    if "O" not in labels:
        yield RULE.finding("no O in the subject")
