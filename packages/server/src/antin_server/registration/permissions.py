"""Which permission makes somebody act in which capacity; whatever is not here is denied."""

from collections.abc import Mapping

from antin.casework.procedures import Actor, CaseState, ProcedureKind
from antin_server.common.doors import Permission

CAPACITIES: Mapping[Permission, Actor] = {
    Permission.CASE_REVIEW: Actor.AGENCY_REVIEWER,
    Permission.CASE_ENDORSE: Actor.AGENCY_LEADER,
    Permission.CASE_SEND: Actor.AGENCY_CLERK,
    Permission.CASE_RECEIVE: Actor.RECEPTION,
}
"""TOKEN_KEEP is not here: a văn thư keeps devices for the agency and is no token officer of the authority."""

AT_AUTHORITY = frozenset({
    CaseState.AT_AUTHORITY, CaseState.REFUSED, CaseState.ACCEPTED, CaseState.APPROVED, CaseState.ISSUED,
    CaseState.HANDED_OVER, CaseState.EFFECTIVE_ASKED, CaseState.EFFECTIVE, CaseState.DONE,
})
"""Where reception sees a case. A case to revoke it sees from the submission on, because a hold cannot wait."""

OPEN_PROCEDURES = frozenset({ProcedureKind.ISSUE, ProcedureKind.REVOKE})
"""What the portal can carry to its end. The others are told by their page what to do today."""

