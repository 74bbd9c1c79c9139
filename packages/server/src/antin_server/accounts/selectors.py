"""What is known of people, agencies and roles."""

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import Q, QuerySet

from antin_server.accounts.models import Agency, AgencyName, Person, RoleAssignment
from antin_server.accounts.permissions import GRANTS, OF_THE_AUTHORITY
from antin_server.accounts.types import Role
from antin_server.common.doors import Permission


def roles_held(person_id: int, *, at: datetime) -> QuerySet[RoleAssignment]:
    """The roles that a person holds at this time, with their agencies."""
    held = RoleAssignment.objects.filter(person_id=person_id, person__is_active=True, since__lte=at)
    return held.filter(Q(until=None) | Q(until__gt=at)).select_related("agency")


def permissions_held(person_id: int, *, at: datetime) -> frozenset[Permission]:
    """Everything that the person may do somewhere."""
    roles = roles_held(person_id, at=at).values_list("role", flat=True)
    return frozenset(permission for role in roles for permission in GRANTS[Role(role)])


def is_permitted(person_id: int, permission: Permission, *, agency_id: int, at: datetime) -> bool:
    """Whether the person may do this in this very agency: by a role in it or in one above it."""
    path = Agency.objects.filter(pk=agency_id).values_list("path", flat=True).first()
    if path is None:
        return False
    return any(
        permission in GRANTS[Role(held.role)] and path.startswith(held.agency.path)
        for held in roles_held(person_id, at=at)
    )


def agencies_with(person_id: int, permission: Permission, *, at: datetime) -> QuerySet[Agency]:
    """Every agency in which the person may do this."""
    paths = [
        held.agency.path for held in roles_held(person_id, at=at) if permission in GRANTS[Role(held.role)]
    ]
    if not paths:
        return Agency.objects.none()
    wanted = Q()
    for path in paths:
        wanted |= Q(path__startswith=path)
    return Agency.objects.filter(wanted)


def agency_name(agency_id: int, *, at: datetime) -> str:
    """What the agency is called at this time; empty when nothing is known of it."""
    then = (Q(since=None) | Q(since__lte=at)) & (Q(until=None) | Q(until__gt=at))
    named = AgencyName.objects.filter(then, agency_id=agency_id)
    return named.values_list("name", flat=True).first() or ""


def person(person_id: int) -> Person | None:
    """A person; None: there is none."""
    return Person.objects.filter(pk=person_id).first()


def owes_second_factor(person_id: int, *, at: datetime) -> bool:
    """Whether the person holds a role of the authority and has set up no second factor."""
    if not roles_held(person_id, at=at).filter(role__in=[each.value for each in OF_THE_AUTHORITY]).exists():
        return False
    return not has_second_factor(person_id)


def has_second_factor(person_id: int) -> bool:
    """Whether one-time codes are set up."""
    return bool(Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.TOTP).exists())
