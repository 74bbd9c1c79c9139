"""Why something cannot be linted."""

from antin.errors import AntinError


class LintSubjectUnreadable(AntinError):
    """Bytes that are no DER certificate or list (`kind`, `reason`)."""

    code = "lint_subject_unreadable"
