"""People are registered, invited, changed and deactivated by their administrator."""

from dataclasses import dataclass
from datetime import datetime

from allauth.account.models import EmailAddress
from django.db import transaction

from antin_server.accounts import selectors
from antin_server.accounts.errors import AgencyNotThere, EmailTaken, LastAdministrator, NotPermitted
from antin_server.accounts.models import Agency, Person
from antin_server.accounts.services.actors import must_manage, named
from antin_server.accounts.services.invitations import send_invitation
from antin_server.accounts.services.roles import other_administrators, role_end
from antin_server.audit.services import event_record
from antin_server.common.doors import Permission
from antin_server.common.folding import folded, name_order
from antin_server.common.sealing import blind_index, opened, sealed


@transaction.atomic
def person_register(
    *, email: str, full_name: str, agency_id: int | None, at: datetime, actor: int | None, position: str = "",
    mobile: str = "", personal_number: str = "", password: str = "",
) -> int:
    """Somebody who may sign in; their id. Without a password they choose one by invitation (`person_invite`).

    Raises EmailTaken, NotPermitted.
    """
    must_manage(actor, agency_id, at=at)
    email = email.strip().lower()
    if Person.objects.filter(email=email).exists():
        raise EmailTaken()
    person = Person(email=email, agency_id=agency_id, created_at=at)
    _write(person, Particulars(full_name, position, mobile))
    if personal_number:
        person.personal_number = sealed(personal_number)
        person.personal_number_index = blind_index(personal_number)
    person.set_password(password or None)
    person.save(force_insert=True)
    EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
    _record(at, actor, "accounts:person:registered", person.pk, {"agency": agency_id})
    return person.pk


@dataclass(frozen=True)
class Particulars:
    """What is written of a person and may change."""

    full_name: str
    position: str = ""
    mobile: str = ""


@transaction.atomic
def person_change(*, person_id: int, particulars: Particulars, at: datetime, actor: int | None) -> None:
    """Name, position, mobile. Raises NotPermitted."""
    person = Person.objects.select_for_update().get(pk=person_id)
    must_manage(actor, person.agency_id, at=at)
    _write(person, particulars)
    person.save()
    _record(at, actor, "accounts:person:changed", person_id, {"agency": person.agency_id})


@transaction.atomic
def person_move(*, person_id: int, agency_id: int, at: datetime, actor: int | None) -> None:
    """The person works in another agency from now on; roles that they held elsewhere end.

    A role in the new agency or above it stays. Cases stay with the agency that endorsed them.
    Raises NotPermitted: in the agency left or the one joined; AgencyNotThere; LastAdministrator.
    """
    person = Person.objects.select_for_update().get(pk=person_id)
    must_manage(actor, person.agency_id, at=at)
    must_manage(actor, agency_id, at=at)
    agency = Agency.objects.filter(pk=agency_id).first()
    if agency is None or (agency.until and agency.until <= at):
        raise AgencyNotThere()
    left, person.agency = person.agency_id, agency
    person.save(update_fields=["agency"])
    for held in selectors.roles_held(person_id, at=at):
        if not agency.path.startswith(held.agency.path):
            role_end(assignment_id=held.pk, at=at, actor=actor)
    _record(at, actor, "accounts:person:moved", person_id, {"from": left, "to": agency_id})


@transaction.atomic
def person_invite(*, person_id: int, at: datetime, actor: int | None) -> None:
    """A message with a link, good once and for three days, by which they choose their password.

    Raises NotPermitted.
    """
    person = Person.objects.get(pk=person_id)
    must_manage(actor, person.agency_id, at=at)
    _record(at, actor, "accounts:person:invited", person_id, {})
    transaction.on_commit(lambda: send_invitation(person))


@transaction.atomic
def person_deactivate(*, person_id: int, at: datetime, actor: int | None) -> None:
    """They can no longer sign in; whatever they did stays theirs. Raises NotPermitted, LastAdministrator."""
    person = Person.objects.select_for_update().get(pk=person_id)
    must_manage(actor, person.agency_id, at=at)
    if Permission.PEOPLE_MANAGE in selectors.permissions_held(person_id, at=at) and not other_administrators(
        person_id, at=at,
    ):
        raise LastAdministrator()
    person.is_active = False
    person.save(update_fields=["is_active"])
    _record(at, actor, "accounts:person:deactivated", person_id, {})


@transaction.atomic
def person_reactivate(*, person_id: int, at: datetime, actor: int | None) -> None:
    """They may sign in again. Raises NotPermitted."""
    person = Person.objects.select_for_update().get(pk=person_id)
    must_manage(actor, person.agency_id, at=at)
    person.is_active = True
    person.save(update_fields=["is_active"])
    _record(at, actor, "accounts:person:reactivated", person_id, {})


@transaction.atomic
def personal_number_read(*, person_id: int, reader: int, at: datetime) -> str:
    """The personal number, opened; empty: none is known. Every reading of another's number is recorded.

    Raises NotPermitted: the reader may not in this person's agency; SealBroken.
    """
    person = Person.objects.get(pk=person_id)
    if reader != person_id:
        _must_read(reader, person, at=at)
        _record(at, reader, "accounts:personal_number:read", person_id, {})
    return opened(person.personal_number) if person.personal_number else ""


def _must_read(reader: int, person: Person, *, at: datetime) -> None:
    reads = person.agency_id is not None and selectors.is_permitted(
        reader, Permission.PERSONAL_NUMBER_READ, agency_id=person.agency_id, at=at,
    )
    if not reads:
        raise NotPermitted()


def _write(person: Person, particulars: Particulars) -> None:
    person.full_name = " ".join(particulars.full_name.split())
    person.position = " ".join(particulars.position.split())
    person.mobile = particulars.mobile.strip()
    person.name_order = name_order(person.full_name)
    person.search = folded(f"{person.full_name} {person.email} {person.position}")


def _record(at: datetime, actor: int | None, tag: str, person_id: int, detail: dict[str, object]) -> None:
    event_record(at=at, actor=named(actor), tag=tag, subject=f"person:{person_id}", detail=detail)
