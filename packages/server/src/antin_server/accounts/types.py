"""Words that this app's rooms share."""

from enum import StrEnum


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
    AUTHORITY = "authority"
