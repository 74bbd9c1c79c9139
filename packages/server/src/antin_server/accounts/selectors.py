"""What is known of people, agencies and roles."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import F, Q, QuerySet

from antin_server.accounts.models import Agency, AgencyName, AgencySuccession, Person, RoleAssignment
from antin_server.accounts.permissions import GRANTS, OF_THE_AUTHORITY
from antin_server.accounts.types import Role
from antin_server.common.doors import Permission
from antin_server.common.folding import folded

SUGGESTED = 200


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


def agencies_of_roles(person_id: int, permission: Permission, *, at: datetime) -> list[Agency]:
    """Those in which the person holds such a role itself, not by one above; each once."""
    held = [each for each in roles_held(person_id, at=at) if permission in GRANTS[Role(each.role)]]
    return list({each.agency_id: each.agency for each in held}.values())


def agencies_granting(permission: Permission, *, at: datetime) -> QuerySet[Agency]:
    """The agencies in which somebody holds a role at this time that grants the permission."""
    roles = [role.value for role, granted in GRANTS.items() if permission in granted]
    held = RoleAssignment.objects.filter(role__in=roles, person__is_active=True, since__lte=at)
    return Agency.objects.filter(pk__in=held.filter(Q(until=None) | Q(until__gt=at)).values("agency_id"))


def people_permitted(permission: Permission, *, agency_id: int, at: datetime) -> QuerySet[Person]:
    """Who may do this in this very agency at this time, by a role in it or in one above it; sorted by tên."""
    path = Agency.objects.filter(pk=agency_id).values_list("path", flat=True).first() or ""
    roles = [role.value for role, granted in GRANTS.items() if permission in granted]
    held = RoleAssignment.objects.filter(
        role__in=roles, agency_id__in=[int(each) for each in path.split("/") if each], since__lte=at,
    )
    found = held.filter(Q(until=None) | Q(until__gt=at)).values("person_id")
    return Person.objects.filter(pk__in=found, is_active=True).order_by("name_order", "pk")


def people_of(agency_id: int) -> QuerySet[Person]:
    """Who works in this very agency and may sign in; sorted by tên."""
    return Person.objects.filter(agency_id=agency_id, is_active=True).order_by("name_order", "pk")


def agency_name(agency_id: int, *, at: datetime) -> str:
    """What the agency is called at this time; empty when nothing is known of it."""
    then = (Q(since=None) | Q(since__lte=at)) & (Q(until=None) | Q(until__gt=at))
    named = AgencyName.objects.filter(then, agency_id=agency_id)
    return named.values_list("name", flat=True).first() or ""


def person(person_id: int) -> Person | None:
    """A person; None: there is none."""
    return Person.objects.filter(pk=person_id).first()


def people_names(ids: Collection[int]) -> dict[int, str]:
    """The names of people by id, asked in one go."""
    return dict(Person.objects.filter(pk__in=ids).values_list("pk", "full_name"))


def agency_names(ids: Collection[int]) -> dict[int, str]:
    """The latest names of agencies by id, asked in one go."""
    named = AgencyName.objects.filter(agency_id__in=ids).order_by(F("since").asc(nulls_first=True))
    return dict(named.values_list("agency_id", "name"))


def owes_second_factor(person_id: int, *, at: datetime) -> bool:
    """Whether the person holds a role of the authority and has set up no second factor."""
    if not roles_held(person_id, at=at).filter(role__in=[each.value for each in OF_THE_AUTHORITY]).exists():
        return False
    return not has_second_factor(person_id)


def has_second_factor(person_id: int) -> bool:
    """Whether one-time codes are set up."""
    return bool(Authenticator.objects.filter(user_id=person_id, type=Authenticator.Type.TOTP).exists())


def people_managed(person_id: int, words: str, *, at: datetime) -> QuerySet[Person]:
    """The people whom this administrator manages and whose entry holds every word, sorted by tên."""
    found = Person.objects.filter(agency__in=agencies_with(person_id, Permission.PEOPLE_MANAGE, at=at))
    for word in folded(words).split()[:8]:
        found = found.filter(search__contains=word)
    return found.select_related("agency").prefetch_related("agency__names", "roles").order_by("name_order", "pk")


def person_managed(administrator_id: int, person_id: int, *, at: datetime) -> Person | None:
    """One of them; None: there is none, or not theirs."""
    return people_managed(administrator_id, "", at=at).filter(pk=person_id).first()


def agencies_managed(person_id: int, words: str, *, at: datetime) -> QuerySet[Agency]:
    """The agencies that this administrator manages, of today and of the past, in the order of the tree."""
    found = agencies_with(person_id, Permission.PEOPLE_MANAGE, at=at)
    for word in folded(words).split()[:8]:
        found = found.filter(search__contains=word)
    return found.prefetch_related("names").order_by("path")


def name_then(agency: Agency, *, at: datetime) -> str:
    """What the agency is called at this time, else what it was called last; from names already fetched."""
    names = sorted(agency.names.all(), key=lambda each: each.pk)
    fitting = [
        each for each in names if (each.since is None or each.since <= at) and (each.until is None or each.until > at)
    ]
    return (fitting or names)[-1].name if names else ""


def agencies_managed_named(person_id: int, name: str, *, at: datetime) -> list[int]:
    """Those of this name at this time that this administrator manages; marks and case do not matter."""
    numbers = [each.pk for each in agencies_named(name, at=at) if each.until is None or each.until > at]
    return list(agencies_managed(person_id, "", at=at).filter(pk__in=numbers).values_list("pk", flat=True))


def agency_suggestions(person_id: int, *, at: datetime) -> list[str]:
    """Names of agencies of this time that this administrator manages, at most SUGGESTED."""
    there = agencies_managed(person_id, "", at=at).filter(Q(until=None) | Q(until__gt=at))
    return [line.name for line in lines_of(there[:SUGGESTED], at=at) if line.name]


@dataclass(frozen=True)
class AgencyLine:
    """An agency of a list. is_there: it exists at that time."""

    agency: Agency
    name: str
    is_there: bool


def lines_of(agencies: Iterable[Agency], *, at: datetime) -> list[AgencyLine]:
    """Agencies with their names; what has ended comes last."""
    lines = [AgencyLine(each, name_then(each, at=at), each.until is None or each.until > at) for each in agencies]
    return sorted(lines, key=lambda each: not each.is_there)


def agencies_above(agency: Agency, *, at: datetime) -> list[tuple[int, str]]:
    """Id and name of the agency and of all above it, its own first."""
    numbers = [int(each) for each in agency.path.split("/") if each]
    found = Agency.objects.filter(pk__in=numbers).prefetch_related("names")
    named = {each.pk: name_then(each, at=at) for each in found}
    return [(number, named[number]) for number in reversed(numbers) if number in named]


def successor_of(agency_id: int) -> Agency | None:
    """Where an agency went; None: it did not."""
    found = AgencySuccession.objects.filter(predecessor_id=agency_id).select_related("successor").order_by("-at")
    succession = found.first()
    return succession.successor if succession else None


def agencies_named(name: str, *, at: datetime) -> list[Agency]:
    """The agencies of this name at this time; marks and case do not matter."""
    then = (Q(since=None) | Q(since__lte=at)) & (Q(until=None) | Q(until__gt=at))
    wanted = folded(name)
    names = AgencyName.objects.filter(then, agency__search__contains=wanted).select_related("agency")
    return [each.agency for each in names if folded(each.name) == wanted]
