"""What a certificate must say at least (NĐ 68/2024 Đ.7).

Name of the authority; name of the subscriber; serial number; validity; public key; the authority's signature;
restrictions of purpose and scope.
"""

from collections.abc import Iterator
from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule
from antin.names import NameMalformed, common_name

RULE = Rule(id="nd68-7", demands="the minimum content of Đ.7 is there", since=date(2024, 8, 15))


def check(certificate: Certificate) -> Iterator[Finding]:
    """One finding for each thing that is not said."""
    said = {
        "name of the authority": _has_name(certificate.issuer),
        "name of the subscriber": _has_name(certificate.subject),
        "serial number": certificate.serial > 0,
        "validity": certificate.not_before < certificate.not_after,
        "public key": bool(certificate.public_key_info),
        "signature": bool(certificate.signature),
        "restrictions of purpose": bool(certificate.key_usage_bits),
    }
    yield from (RULE.finding(f"no {what}") for what, is_said in said.items() if not is_said)


def _has_name(name: bytes) -> bool:
    try:
        return bool(common_name(name).strip())
    except NameMalformed:
        return False
