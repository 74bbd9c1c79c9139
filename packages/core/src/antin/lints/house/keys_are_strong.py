"""The key is one that we certify: strong, and not known to be broken."""

from collections.abc import Iterator
from datetime import date

from antin.keys import PublicKeyMalformed, WeakKey, check_key_strength
from antin.lints.certificate import Certificate
from antin.lints.model import Finding, Rule

RULE = Rule(id="house-keys-are-strong", demands="the subject's key is strong", since=date(2026, 11, 25))


def check(certificate: Certificate) -> Iterator[Finding]:
    """By the rules of `antin.keys`."""
    try:
        check_key_strength(certificate.public_key_info)
    except (WeakKey, PublicKeyMalformed) as error:
        yield RULE.finding(error.code)
