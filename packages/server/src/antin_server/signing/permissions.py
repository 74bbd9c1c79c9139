"""What a step of an issuing flow asks for in the agency whose document it is; initials ask only to belong to it."""

from collections.abc import Mapping

from antin_server.common.doors import Permission
from antin_server.signing.types import StepKind

ASKED: Mapping[StepKind, Permission] = {
    StepKind.LEADER: Permission.DOCUMENT_SIGN, StepKind.CLERK: Permission.DOCUMENT_ISSUE,
}
