"""Which role is granted what; whatever is not here is denied."""

from collections.abc import Mapping

from antin_server.accounts.types import Role
from antin_server.common.doors import Permission

GRANTS: Mapping[Role, frozenset[Permission]] = {
    Role.AGENCY_REVIEWER: frozenset({Permission.CASE_REVIEW, Permission.CASE_READ, Permission.PERSONAL_NUMBER_READ}),
    Role.AGENCY_LEADER: frozenset({Permission.CASE_ENDORSE, Permission.CASE_READ, Permission.DOCUMENT_SIGN}),
    Role.AGENCY_CLERK: frozenset({
        Permission.CASE_SEND, Permission.CASE_READ, Permission.TOKEN_KEEP, Permission.DOCUMENT_ISSUE,
    }),
    Role.PROVINCE_OFFICER: frozenset({Permission.CASE_READ}),
    Role.RECEPTION: frozenset({
        Permission.CASE_RECEIVE, Permission.CASE_READ, Permission.ORDER_READ, Permission.CERTIFICATE_SEARCH,
        Permission.PERSONAL_NUMBER_READ,
    }),
    Role.APPROVER: frozenset({Permission.ORDER_READ, Permission.CERTIFICATE_SEARCH}),
    Role.TOKEN_OFFICER: frozenset({Permission.TOKEN_KEEP, Permission.CERTIFICATE_SEARCH}),
    Role.OPERATOR: frozenset({Permission.OPERATE, Permission.ORDER_READ}),
    Role.AUDITOR: frozenset({Permission.AUDIT_READ, Permission.ORDER_READ, Permission.CERTIFICATE_SEARCH}),
    Role.ADMINISTRATOR: frozenset({Permission.PEOPLE_MANAGE, Permission.OPERATE}),
}
OF_THE_AUTHORITY = frozenset({
    Role.RECEPTION, Role.APPROVER, Role.TOKEN_OFFICER, Role.OPERATOR, Role.AUDITOR, Role.ADMINISTRATOR,
})
"""Roles that sign in with two factors (ANTIN_TOTP_REQUIRED)."""
