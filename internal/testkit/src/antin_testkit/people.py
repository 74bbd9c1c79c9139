"""People, agencies and roles for tests, stored by the very services that the portal uses.

A test that needs somebody writes `person("ha@kiengiang.gov.vn", "Trần Thu Hà", agency=…)` and is done.
"""

from datetime import UTC, datetime
from typing import Any

from antin_server.accounts import services
from antin_server.accounts.models import Agency, Person, RoleAssignment
from antin_server.accounts.types import AgencyKind, Role

LONG_AGO = datetime(2019, 1, 1, tzinfo=UTC)
PASSWORD = "mat-khau-cua-bai-thu"  # of everybody here


def agency(
    name: str, *, parent: Agency | None = None, kind: AgencyKind = AgencyKind.DEPARTMENT, **more: Any,
) -> Agency:
    """An agency that has existed for long. more: code, province, email, address."""
    number = services.agency_found(
        name=name, kind=kind, parent_id=parent.pk if parent else None, at=more.pop("at", LONG_AGO), actor=None, **more,
    )
    return Agency.objects.get(pk=number)


def person(email: str, name: str, *, agency: Agency | None = None, **more: Any) -> Person:
    """Somebody who can sign in with PASSWORD. more: position, mobile, personal_number, is_active."""
    is_active = more.pop("is_active", True)
    number = services.person_register(
        email=email, full_name=name, agency_id=agency.pk if agency else None, at=more.pop("at", LONG_AGO), actor=None,
        password=PASSWORD, **more,
    )
    if not is_active:
        services.person_deactivate(person_id=number, at=LONG_AGO, actor=None)
    return Person.objects.get(pk=number)


def role(person: Person, role: Role, agency: Agency, *, since: datetime = LONG_AGO) -> RoleAssignment:
    """The person holds the role there from then on."""
    number = services.role_grant(person_id=person.pk, role=role, agency_id=agency.pk, at=since, actor=None)
    return RoleAssignment.objects.get(pk=number)
