"""Which cases somebody may see, and in which capacities they act towards one."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from antin.casework import VIETNAM
from antin.casework.procedures import Actor, CaseState, ProcedureKind
from antin_server.accounts import selectors as accounts
from antin_server.accounts.models import Agency
from antin_server.accounts.types import AgencyKind
from antin_server.common.doors import Permission
from antin_server.common.folding import folded
from antin_server.registration.errors import CaseNotFound
from antin_server.registration.models import Case, CaseStep, Letter
from antin_server.registration.permissions import AT_AUTHORITY, CAPACITIES
from antin_server.registration.types import Doer

EVERYWHERE = (AgencyKind.AUTHORITY.value, AgencyKind.ROOT.value)
"""A reception officer of one of these receives for the whole country."""
_PROVINCE = AgencyKind.PROVINCE.value


@dataclass(frozen=True)
class Wanted:
    """What a list is narrowed to; empty parts narrow nothing. state "late": overdue."""

    text: str = ""
    state: str = ""
    procedure: str = ""


def readable_code(number: int, at: datetime) -> str:
    """What people read out over the telephone."""
    return f"HS-{at.astimezone(VIETNAM).year}-{number:05}"


def cases_mine(person_id: int) -> QuerySet[Case]:
    """What a person asked for or wrote, newest first."""
    return _shown(Case.objects.filter(Q(subscriber_id=person_id) | Q(author_id=person_id))).order_by("-pk")


def cases_of_agencies(person_id: int, *, at: datetime) -> QuerySet[Case]:
    """What was sent to the agencies whose cases the person may read; drafts are nobody else's business."""
    return _shown(Case.objects.filter(_of_agencies(person_id, at))).order_by("due_at", "pk")


def cases_to_write_for(person_id: int, case_ids: Collection[int], *, at: datetime) -> QuerySet[Case]:
    """Those of the cases that the person may put into a letter: of agencies where they review or sign.

    A draft only when it is the leader's own request for somebody (`author`).
    """
    agencies = Q()
    for permission in (Permission.CASE_REVIEW, Permission.CASE_ENDORSE):
        agencies |= Q(agency__in=accounts.agencies_with(person_id, permission, at=at))
    seen = ~Q(state=CaseState.DRAFT.value) | Q(author_id=person_id)
    return _shown(Case.objects.filter(agencies, seen, pk__in=case_ids)).order_by("pk")


def cases_received(person_id: int, *, at: datetime) -> QuerySet[Case]:
    """What reached the authority's reception, where the person works there."""
    return _shown(Case.objects.filter(_received(person_id, at))).order_by("due_at", "pk")


def case_visible(code: str, person_id: int, *, at: datetime) -> Case:
    """The case, if this person may see it. Raises CaseNotFound."""
    mine = Q(subscriber_id=person_id) | Q(author_id=person_id)
    allowed = mine | _of_agencies(person_id, at) | _received(person_id, at)
    case = _shown(Case.objects.filter(allowed, code=code)).first()
    if case is None:
        raise CaseNotFound()
    return case


def doer_towards(case: Case, person_id: int, *, at: datetime) -> Doer:
    """Every capacity of the person towards this case.

    Whoever wrote it acts for the subscriber; the subscriber of a case that the agency wrote only reads it.
    """
    actors = actors_in(case.agency_id, person_id, at=at)
    if person_id == case.author_id:
        actors |= {Actor.SUBSCRIBER}
    return Doer(person_id, actors)


def actors_in(agency_id: int, person_id: int, *, at: datetime) -> frozenset[Actor]:
    """The capacities that roles give the person towards cases of this agency."""
    held = frozenset(
        actor
        for permission, actor in CAPACITIES.items()
        if accounts.agencies_with(person_id, permission, at=at).filter(pk=agency_id).exists()
    )
    return held | {Actor.RECEPTION} if receives_everywhere(person_id, at=at) else held


def receives_everywhere(person_id: int, *, at: datetime) -> bool:
    """Whether the person receives for the authority itself."""
    agencies = accounts.agencies_with(person_id, Permission.CASE_RECEIVE, at=at)
    return agencies.filter(kind__in=EVERYWHERE).exists()


def receptions_of(agency: Agency, *, at: datetime) -> list[Agency]:
    """Where the letters of an agency arrive: at the authority, or where the law lets another body receive for it."""
    receiving = accounts.agencies_granting(Permission.CASE_RECEIVE, at=at).order_by("pk")
    return [each for each in receiving if each.kind in EVERYWHERE or agency.path.startswith(each.path)]


def may_read_numbers(case: Case, person_id: int, *, at: datetime) -> bool:
    """Whether the person may be shown personal numbers of this case: their own, or by permission."""
    if person_id in (case.subscriber_id, case.author_id):
        return True
    agencies = accounts.agencies_with(person_id, Permission.PERSONAL_NUMBER_READ, at=at)
    return agencies.filter(Q(pk=case.agency_id) | Q(kind__in=EVERYWHERE)).exists()


def narrowed(cases: QuerySet[Case], wanted: Wanted, *, at: datetime) -> QuerySet[Case]:
    """The cases of a list that somebody looks for; words without marks find words with."""
    for word in folded(wanted.text).split()[:8]:
        cases = cases.filter(search__contains=word)
    if wanted.state == "late":
        cases = cases.filter(due_at__lt=at)
    elif wanted.state in set(CaseState):
        cases = cases.filter(state=wanted.state)
    return cases.filter(procedure=wanted.procedure) if wanted.procedure in set(ProcedureKind) else cases


def steps_of(case: Case) -> list[CaseStep]:
    """The timeline, oldest first."""
    return list(case.steps.select_related("person"))


def agency_called(owner: Case | Letter, *, at: datetime) -> str:
    """The agency's name at this time, from what the list already fetched."""
    for each in owner.agency.names.all():
        if (each.since is None or each.since <= at) and (each.until is None or at < each.until):
            return each.name
    return ""


def agency_path_names(agency: Agency, *, at: datetime) -> tuple[str, ...]:
    """The names at this time from the highest body down to the agency; the root of the tree is no body.

    A province stands in a certificate by the name of its people's committee, the legal person. The committee is not
    over the Party and the mass organisations: their path begins at the highest of them (docs/decisions/0012).
    """
    bodies = list(_upwards(agency))
    own = [place for place, body in enumerate(bodies) if body.kind == AgencyKind.PARTY.value]
    named = ((body, accounts.agency_name(body.pk, at=at)) for body in (bodies[: own[-1] + 1] if own else bodies))
    return tuple(
        committee_of(name) if body.kind == _PROVINCE else name for body, name in named if name
    )[::-1]


def agency_legal_name(agency_id: int, *, at: datetime) -> str:
    """What the agency itself is called in a certificate; empty when nothing is known of it."""
    return next(iter(agency_path_names(Agency.objects.get(pk=agency_id), at=at)[-1:]), "")


def committee_of(province: str) -> str:
    """`Ủy ban nhân dân tỉnh An Giang` of `An Giang`, `… thành phố Huế` of `Thành phố Huế`."""
    if province.startswith("Ủy ban"):
        return province
    city = province.removeprefix("Thành phố ")
    return f"Ủy ban nhân dân {'thành phố' if city != province else 'tỉnh'} {city}"


def province_over(agency_id: int, *, at: datetime) -> str:
    """The name of the province that an agency belongs to, as forms list it; empty for a ministry's."""
    bodies = _upwards(Agency.objects.get(pk=agency_id))
    return next((accounts.agency_name(each.pk, at=at) for each in bodies if each.kind == _PROVINCE), "")


def _upwards(agency: Agency) -> Iterator[Agency]:
    """The agency and the bodies above it, without the root."""
    body: Agency | None = agency
    while body is not None and body.kind != AgencyKind.ROOT.value:
        yield body
        body = body.parent


def _of_agencies(person_id: int, at: datetime) -> Q:
    agencies = accounts.agencies_with(person_id, Permission.CASE_READ, at=at)
    return Q(agency__in=agencies) & ~Q(state=CaseState.DRAFT.value)


def _received(person_id: int, at: datetime) -> Q:
    states = [each.value for each in AT_AUTHORITY]
    arrived = Q(state__in=states) | Q(state=CaseState.RETURNED.value, letter__sent_at__isnull=False)
    urgent = Q(procedure=ProcedureKind.REVOKE.value) & ~Q(state=CaseState.DRAFT.value)
    if receives_everywhere(person_id, at=at):
        return arrived | urgent
    return Q(agency__in=accounts.agencies_with(person_id, Permission.CASE_RECEIVE, at=at)) & (arrived | urgent)


def _shown(cases: QuerySet[Case]) -> QuerySet[Case]:
    return cases.select_related("agency", "subscriber", "letter", "handover_letter").prefetch_related("agency__names")
