"""Agencies are founded, renamed and merged; nothing of the past is lost."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from antin_server.accounts.errors import AgencyIntoItself, AgencyNotThere, TimeOutOfOrder
from antin_server.accounts.models import Agency, AgencyName, AgencySuccession, Person, RoleAssignment
from antin_server.accounts.services.actors import must_manage, named
from antin_server.accounts.types import AgencyKind
from antin_server.audit.services import event_record
from antin_server.common.folding import folded


@transaction.atomic
def agency_found(
    *, name: str, kind: AgencyKind, parent_id: int | None, at: datetime, actor: int | None, code: str = "",
    province: str = "", email: str = "", address: str = "", always: bool = False,
) -> int:
    """A new agency below its parent; its id. always: it has existed for as long as anybody asks.

    The province of the parent is taken over when none is given. Raises AgencyNotThere, NotPermitted.
    """
    parent = _there(parent_id, at=at) if parent_id is not None else None
    must_manage(actor, parent_id, at=at)
    since = None if always else at
    agency = Agency.objects.create(
        code=code, kind=kind.value, parent=parent, province=province or (parent.province if parent else ""),
        email=email.lower(), address=address, since=since, search=folded(f"{name} {code}"),
    )
    agency.path = f"{parent.path if parent else ''}{agency.pk}/"
    agency.save(update_fields=["path"])
    AgencyName.objects.create(agency=agency, name=" ".join(name.split()), since=since)
    _record(at, actor, "accounts:agency:founded", agency, {"kind": kind.value, "parent": parent_id})
    return agency.pk


@transaction.atomic
def agency_rename(
    *, agency_id: int, name: str, at: datetime, actor: int | None, since: datetime | None = None,
) -> None:
    """The agency is called so from that moment (`since`, else now) on; the names before keep their time.

    Raises AgencyNotThere, NotPermitted, TimeOutOfOrder: it got its present name later than that.
    """
    agency = _there(agency_id, at=at)
    must_manage(actor, agency_id, at=at)
    moment = since or at
    present = agency.names.filter(until=None).order_by("-pk").first()
    if present is not None and present.since is not None and present.since >= moment:
        raise TimeOutOfOrder()
    agency.names.filter(until=None).update(until=moment)
    AgencyName.objects.create(agency=agency, name=" ".join(name.split()), since=moment)
    agency.search = folded(" ".join([*agency.names.values_list("name", flat=True), agency.code]))
    agency.save(update_fields=["search"])
    _record(at, actor, "accounts:agency:renamed", agency, {})


@transaction.atomic
def agency_merge(
    *, predecessor_ids: Sequence[int], successor_id: int, at: datetime, actor: int | None, basis: str = "",
) -> None:
    """These agencies end and the successor takes their people and everything below them.

    A predecessor stands below its successor from then on, so whoever may act in the successor reaches the old cases.
    Its roles end: the administrator decides anew. basis: the decision. Raises AgencyNotThere, AgencyIntoItself,
    NotPermitted.
    """
    successor = _there(successor_id, at=at)
    must_manage(actor, successor_id, at=at)
    for each in predecessor_ids:
        predecessor = _there(each, at=at)
        must_manage(actor, each, at=at)
        if successor.path.startswith(predecessor.path):
            raise AgencyIntoItself()
        AgencySuccession.objects.create(predecessor=predecessor, successor=successor, at=at, basis=basis)
        _end(predecessor, at=at)
        _move(predecessor, below=successor)
        Person.objects.filter(agency=predecessor).update(agency=successor)
        _record(at, actor, "accounts:agency:merged", predecessor, {"into": successor.pk, "basis": basis})


def _there(agency_id: int, *, at: datetime) -> Agency:
    agency = Agency.objects.select_for_update().filter(pk=agency_id).first()
    if agency is None or (agency.since and agency.since > at) or (agency.until and agency.until <= at):
        raise AgencyNotThere()
    return agency


def _end(agency: Agency, *, at: datetime) -> None:
    agency.until = at
    agency.save(update_fields=["until"])
    agency.names.filter(until=None).update(until=at)
    RoleAssignment.objects.filter(Q(until=None) | Q(until__gt=at), agency=agency).update(until=at)


def _move(agency: Agency, *, below: Agency) -> None:
    old = agency.path
    agency.parent = below
    agency.save(update_fields=["parent"])
    for each in Agency.objects.filter(path__startswith=old):
        each.path = f"{below.path}{agency.pk}/{each.path[len(old):]}"
        each.save(update_fields=["path"])


def _record(at: datetime, actor: int | None, tag: str, agency: Agency, detail: dict[str, object]) -> None:
    event_record(at=at, actor=named(actor), tag=tag, subject=f"agency:{agency.pk}", detail=detail)
