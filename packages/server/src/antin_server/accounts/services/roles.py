"""Who holds which role where: given and ended, never rewritten."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from antin_server.accounts import selectors
from antin_server.accounts.errors import (
    AgencyNotThere,
    LastAdministrator,
    NotPermitted,
    RoleEndedAlready,
    RoleForOneself,
    RoleHeldAlready,
)
from antin_server.accounts.models import Agency, Person, RoleAssignment
from antin_server.accounts.permissions import OF_THE_AUTHORITY
from antin_server.accounts.services.actors import must_manage, named
from antin_server.accounts.types import AgencyKind, Role
from antin_server.audit.services import event_record
from antin_server.common.doors import Permission


@transaction.atomic
def role_grant(*, person_id: int, role: Role, agency_id: int, at: datetime, actor: int | None) -> int:
    """The person holds the role in this agency and below it from then on; the id of the assignment.

    Roles of the authority are given by whoever manages people at the very top, or in the authority itself.
    Raises NotPermitted, RoleForOneself, RoleHeldAlready, AgencyNotThere.
    """
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None or (agency.until and agency.until <= at):
        raise AgencyNotThere()
    _must_grant(actor, role, agency, person_id, at=at)
    Person.objects.select_for_update().get(pk=person_id)  # two clicks at once give one role
    if selectors.roles_held(person_id, at=at).filter(role=role.value, agency_id=agency_id).exists():
        raise RoleHeldAlready()
    held = RoleAssignment.objects.create(
        person_id=person_id, role=role.value, agency=agency, since=at, granted_by_id=actor,
    )
    _record(at, actor, "accounts:role:granted", held)
    return held.pk


@transaction.atomic
def role_end(*, assignment_id: int, at: datetime, actor: int | None) -> None:
    """The role ends. Raises NotPermitted, RoleEndedAlready, LastAdministrator."""
    held = RoleAssignment.objects.select_for_update().get(pk=assignment_id)
    must_manage(actor, held.agency_id, at=at)
    if held.until is not None and held.until <= at:
        raise RoleEndedAlready()
    if held.role == Role.ADMINISTRATOR.value and not other_administrators(held.person_id, at=at):
        raise LastAdministrator()
    held.until = at
    held.save(update_fields=["until"])
    _record(at, actor, "accounts:role:ended", held)


def other_administrators(person_id: int, *, at: datetime) -> bool:
    """Whether somebody else, active, manages people at this time."""
    now = Q(since__lte=at) & (Q(until=None) | Q(until__gt=at))
    held = RoleAssignment.objects.filter(now, role=Role.ADMINISTRATOR.value, person__is_active=True)
    return held.exclude(person_id=person_id).exists()


def _must_grant(actor: int | None, role: Role, agency: Agency, person_id: int, *, at: datetime) -> None:
    must_manage(actor, agency.pk, at=at)
    if actor is None:
        return
    if actor == person_id:
        raise RoleForOneself()
    person = Person.objects.get(pk=person_id)
    must_manage(actor, person.agency_id, at=at)
    if role in OF_THE_AUTHORITY and not _manages_authority(actor, at=at):
        raise NotPermitted()


def _manages_authority(actor: int, *, at: datetime) -> bool:
    reach = selectors.agencies_with(actor, Permission.PEOPLE_MANAGE, at=at)
    return reach.filter(kind__in=[AgencyKind.ROOT.value, AgencyKind.AUTHORITY.value]).exists()


def _record(at: datetime, actor: int | None, tag: str, held: RoleAssignment) -> None:
    event_record(
        at=at, actor=named(actor), tag=tag, subject=f"person:{held.person_id}",
        detail={"role": held.role, "agency": held.agency_id},
    )
