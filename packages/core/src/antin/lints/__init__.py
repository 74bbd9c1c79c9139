"""Rules about certificates and revocation lists: one rule per file, by source.

What pkilint checks, pkilint checks (the signer calls it beside these); ours are the house profile byte by byte,
the law of Vietnam, and what a list must never lack even where pkilint is not installed.
"""

from antin.lints.errors import LintSubjectUnreadable
from antin.lints.model import Decision, Finding, Rule, Severity
from antin.lints.running import lint_certificate, lint_decision, lint_revocation_list, rules_in_force

__all__ = [
    "Decision", "Finding", "LintSubjectUnreadable", "Rule", "Severity", "lint_certificate", "lint_decision",
    "lint_revocation_list", "rules_in_force",
]
