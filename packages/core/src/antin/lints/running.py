"""All rules against one certificate or list."""

from datetime import date

from antin.lints.certificate import Certificate
from antin.lints.model import Decision, Finding, Rule
from antin.lints.registry import CERTIFICATE_RULES, CONFORMITY_RULES, LIST_RULES
from antin.lints.revocation_list import CertificateRevocationList


def lint_decision(encoded: bytes, decision: Decision) -> tuple[Finding, ...]:
    """A certificate about to be signed, against every rule that still binds and the decision behind it.

    Raises LintSubjectUnreadable, ProfileUnknown.
    """
    certificate = Certificate.read(encoded)
    general = (each.check(certificate) for each in CERTIFICATE_RULES if each.RULE.until is None)
    special = (each.check(certificate, decision) for each in CONFORMITY_RULES)
    return tuple(finding for findings in (*general, *special) for finding in findings)


def lint_certificate(encoded: bytes) -> tuple[Finding, ...]:
    """Anybody's certificate, against the rules in force on its first day. Raises LintSubjectUnreadable."""
    certificate = Certificate.read(encoded)
    day = certificate.not_before.date()
    binding = (each.check(certificate) for each in CERTIFICATE_RULES if each.RULE.binds(day))
    return tuple(finding for findings in binding for finding in findings)


def lint_revocation_list(encoded: bytes) -> tuple[Finding, ...]:
    """A complete list. Raises LintSubjectUnreadable."""
    revocation_list = CertificateRevocationList.read(encoded)
    return tuple(finding for each in LIST_RULES for finding in each.check(revocation_list))


def rules_in_force(day: date) -> tuple[Rule, ...]:
    """For documentation: what binds a certificate or list made on the day."""
    rules = (
        *(each.RULE for each in CERTIFICATE_RULES), *(each.RULE for each in CONFORMITY_RULES),
        *(each.RULE for each in LIST_RULES),
    )
    return tuple(rule for rule in rules if rule.binds(day))
