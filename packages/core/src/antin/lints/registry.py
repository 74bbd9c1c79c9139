"""Every rule, in one place; tests/lints shows that no file is forgotten."""

from collections.abc import Iterator
from typing import Protocol

from antin.lints.certificate import Certificate
from antin.lints.etsi_319412 import (
    key_usage_is_of_one_type,
    policies_are_stated,
    status_is_reachable,
    subject_names_country_and_person,
)
from antin.lints.house import (
    algorithm_is_ours,
    extensions_say_what_the_profile_says,
    fields_say_what_was_decided,
    keys_are_strong,
    lives_within_profile_and_issuer,
    mailbox_is_plain,
    names_have_one_spelling,
    serial_cannot_be_guessed,
)
from antin.lints.model import Decision, Finding, Rule
from antin.lints.nd68_2024 import lives_within_the_law as nd68_lives_within_the_law
from antin.lints.nd68_2024 import mailbox_is_official, says_the_minimum
from antin.lints.revocation_list import CertificateRevocationList
from antin.lints.rfc5280 import (
    crl_algorithms_agree,
    crl_has_number,
    crl_lists_each_serial_once,
    crl_names_its_key,
    crl_reason_says_something,
    crl_says_when_it_ends,
    names_are_utf8_or_printable,
)
from antin.lints.tt185_2019 import agency_is_named
from antin.lints.tt185_2019 import lives_within_the_law as tt185_lives_within_the_law


class CertificateRule(Protocol):
    """A module with a rule about any certificate."""

    RULE: Rule

    def check(self, certificate: Certificate, /) -> Iterator[Finding]:
        """What it finds."""
        ...


class ConformityRule(Protocol):
    """A module with a rule about a certificate and the decision behind it."""

    RULE: Rule

    def check(self, certificate: Certificate, decision: Decision, /) -> Iterator[Finding]:
        """What it finds."""
        ...


class ListRule(Protocol):
    """A module with a rule about a revocation list."""

    RULE: Rule

    def check(self, revocation_list: CertificateRevocationList, /) -> Iterator[Finding]:
        """What it finds."""
        ...


CERTIFICATE_RULES: tuple[CertificateRule, ...] = (
    names_are_utf8_or_printable,
    key_usage_is_of_one_type, policies_are_stated, status_is_reachable, subject_names_country_and_person,
    mailbox_is_official, nd68_lives_within_the_law, says_the_minimum,
    agency_is_named, tt185_lives_within_the_law,
    algorithm_is_ours, keys_are_strong, mailbox_is_plain, names_have_one_spelling, serial_cannot_be_guessed,
)
CONFORMITY_RULES: tuple[ConformityRule, ...] = (
    extensions_say_what_the_profile_says, fields_say_what_was_decided, lives_within_profile_and_issuer,
)
LIST_RULES: tuple[ListRule, ...] = (
    crl_algorithms_agree, crl_has_number, crl_lists_each_serial_once, crl_names_its_key,
    crl_reason_says_something, crl_says_when_it_ends,
)
