"""What administrators decide about people, agencies and roles; one function per deed, with its audit event.

actor: the id of the person who decides; None: the machine itself (set-up, imports).
"""

from antin_server.accounts.services.agencies import agency_found, agency_merge, agency_rename
from antin_server.accounts.services.people import (
    person_change,
    person_deactivate,
    person_invite,
    person_move,
    person_reactivate,
    person_register,
    personal_number_read,
)
from antin_server.accounts.services.provinces import provinces_found
from antin_server.accounts.services.roles import role_end, role_grant

__all__ = [
    "agency_found", "agency_merge", "agency_rename", "person_change", "person_deactivate", "person_invite",
    "person_move", "person_reactivate", "person_register", "personal_number_read", "provinces_found", "role_end",
    "role_grant",
]
