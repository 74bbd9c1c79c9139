"""Whose looks a person may keep and sign with, and the looks themselves. Whatever is not found here is denied."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from antin_server.accounts import selectors as accounts
from antin_server.common.doors import Permission
from antin_server.signing.errors import LookNotFound
from antin_server.signing.models import Look, LookVersion
from antin_server.signing.types import LookContent, Owner


def owners_of(person_id: int, *, at: datetime) -> list[tuple[Owner, str]]:
    """The person, and the agencies whose seal she keeps, each with the agency's name."""
    agencies = accounts.agencies_of_roles(person_id, Permission.DOCUMENT_ISSUE, at=at)
    names = accounts.agency_names([each.pk for each in agencies]) if agencies else {}
    return [(Owner(person_id), ""), *((Owner(person_id, each.pk), names.get(each.pk, "")) for each in agencies)]


def owner_of(person_id: int, agency_id: int | None, *, at: datetime) -> Owner:
    """Raises LookNotFound: the seal of this agency is not hers."""
    wanted = Owner(person_id, agency_id)
    if agency_id is not None and wanted not in [each for each, _ in owners_of(person_id, at=at)]:
        raise LookNotFound()
    return wanted


def looks_of(person_id: int, *, at: datetime) -> QuerySet[Look]:
    """Every look that this person keeps, and may sign with, the latest first."""
    agencies = [each.pk for each in accounts.agencies_of_roles(person_id, Permission.DOCUMENT_ISSUE, at=at)]
    mine = Look.objects.filter(Q(person_id=person_id) | Q(agency_id__in=agencies), current__isnull=False)
    return mine.select_related("current").order_by("-current__made_at", "-current_id")


def look_of(look_id: UUID, *, person_id: int, at: datetime) -> Look:
    """Raises LookNotFound."""
    found = looks_of(person_id, at=at).filter(pk=look_id).first()
    if found is None:
        raise LookNotFound()
    return found


def look_version(look: Look, number: int) -> LookVersion:
    """Raises LookNotFound."""
    found = look.versions.filter(number=number).first()
    if found is None:
        raise LookNotFound()
    return found


def look_versions(look: Look) -> Sequence[LookVersion]:
    """The latest first, with who made them."""
    return list(look.versions.select_related("made_by"))


def look_content(version: LookVersion) -> LookContent:
    """With the picture's octets."""
    with version.picture.open("rb") as file:
        picture = bytes(file.read())
    return LookContent(version.name, picture, version.width, version.height, version.has_labels)
