"""Words that this app's rooms share."""

from collections.abc import Mapping
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Role(StrEnum):
    """What somebody does in an agency. Being a subscriber is no role: every person may ask for themselves."""

    AGENCY_REVIEWER = "agency_reviewer"
    AGENCY_LEADER = "agency_leader"
    AGENCY_CLERK = "agency_clerk"  # văn thư
    PROVINCE_OFFICER = "province_officer"
    RECEPTION = "reception"
    APPROVER = "approver"
    TOKEN_OFFICER = "token_officer"  # noqa: S105 - a role, not a secret
    OPERATOR = "operator"
    AUDITOR = "auditor"
    ADMINISTRATOR = "administrator"


class AgencyKind(StrEnum):
    """What kind of body it is."""

    ROOT = "root"
    MINISTRY = "ministry"
    PROVINCE = "province"
    DEPARTMENT = "department"
    COMMUNE = "commune"
    UNIT = "unit"
    PARTY = "party"  # cơ quan Đảng, Mặt trận, đoàn thể
    AUTHORITY = "authority"


ROLES: Mapping[Role, str | Promise] = {
    Role.AGENCY_REVIEWER: _("Reviewer of an agency"),
    Role.AGENCY_LEADER: _("Leader of an agency"),
    Role.AGENCY_CLERK: _("Clerk of an agency"),
    Role.PROVINCE_OFFICER: _("Officer of a province"),
    Role.RECEPTION: _("Reception of the authority"),
    Role.APPROVER: _("Approving officer"),
    Role.TOKEN_OFFICER: _("Token officer"),
    Role.OPERATOR: _("Operator"),
    Role.AUDITOR: _("Auditor"),
    Role.ADMINISTRATOR: _("Administrator"),
}
AGENCY_KINDS: Mapping[AgencyKind, str | Promise] = {
    AgencyKind.ROOT: _("The State"),
    AgencyKind.MINISTRY: _("Ministry or central body"),
    AgencyKind.PROVINCE: _("Province"),
    AgencyKind.DEPARTMENT: _("Department"),
    AgencyKind.COMMUNE: _("Commune"),
    AgencyKind.UNIT: _("Unit"),
    AgencyKind.PARTY: _("Party body or mass organisation"),
    AgencyKind.AUTHORITY: _("Certification authority"),
}
