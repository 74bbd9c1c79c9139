"""What waits for somebody, and what they can find."""

from collections.abc import Callable, Iterator
from datetime import datetime

from django.db import DatabaseError, connection
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from antin.casework.procedures import CaseState
from antin_server.authority import selectors as authority
from antin_server.common.doors import Permission
from antin_server.portal.types import Tile
from antin_server.registration import selectors as registration
from antin_server.registration.models import Case
from antin_server.signing import selectors as signing

CLOSED = (CaseState.DONE.value, CaseState.CANCELLED.value, CaseState.REFUSED.value)
AT_AGENCY = (CaseState.SUBMITTED.value, CaseState.AT_AGENCY.value, CaseState.ENDORSED.value)
FOUND_AT_MOST = 10


def tiles(person_id: int, held: frozenset[Permission], *, at: datetime) -> list[Tile]:
    """What the person may do, work that waits first."""
    return [*_work(person_id, held, at), *_own(person_id), *_keeping(held)]


def _work(person_id: int, held: frozenset[Permission], at: datetime) -> Iterator[Tile]:
    if held & {Permission.CASE_REVIEW, Permission.CASE_ENDORSE, Permission.CASE_SEND, Permission.CASE_READ}:
        count = registration.cases_of_agencies(person_id, at=at).filter(state__in=AT_AGENCY).count()
        yield Tile(_("Cases of my agencies"), _("Check, return, sign and send."), "/ho-so/co-quan/", count)
    if Permission.CASE_RECEIVE in held:
        count = registration.cases_received(person_id, at=at).filter(state=CaseState.AT_AUTHORITY.value).count()
        yield Tile(_("Reception"), _("Cases that reached the authority."), "/ho-so/tiep-nhan/", count)
    if Permission.ORDER_READ in held:
        count = len(authority.orders_waiting())
        yield Tile(_("Orders"), _("What waits for the officers' approvals."), "/lenh/", count)


def _own(person_id: int) -> Iterator[Tile]:
    count = signing.flows_waiting(person_id).count()
    yield Tile(_("Issue documents"), _("What waits for your initials, signature or seal."), "/ky/phat-hanh/", count)
    count = registration.cases_mine(person_id).exclude(state__in=CLOSED).count()
    yield Tile(_("My cases"), _("What you asked for, and where it stands."), "/ho-so/", count)
    yield Tile(_("New request"), _("Ask for a certificate, renew, change or revoke it."), "/ho-so/moi/")
    yield Tile(_("Sign a document"), _("Sign a PDF with your key; the key stays with you."), "/ky/")
    yield Tile(_("Check a document"), _("Is the signature genuine? Was anything changed?"), "/kiem-tra/")


def _keeping(held: frozenset[Permission]) -> Iterator[Tile]:
    if Permission.CERTIFICATE_SEARCH in held:
        yield Tile(_("Find certificates"), _("By name, e-mail or device. Each search is recorded."), "/chung-thu/tim/")
    if Permission.PEOPLE_MANAGE in held:
        yield Tile(_("People and roles"), _("Invite somebody, give and end roles."), "/nguoi-dung/")
        yield Tile(_("Agencies"), _("The tree of agencies, through time."), "/co-quan/")
    if Permission.AUDIT_READ in held:
        yield Tile(_("Audit log"), _("What was done, by whom and when."), "/nhat-ky/")


def cases_found(person_id: int, words: str, *, at: datetime) -> list[Case]:
    """Cases that the person may see and that hold every word; the first few."""
    wanted = registration.Wanted(text=words)
    sources: tuple[Callable[[], QuerySet[Case]], ...] = (
        lambda: registration.cases_mine(person_id),
        lambda: registration.cases_of_agencies(person_id, at=at),
        lambda: registration.cases_received(person_id, at=at),
    )
    found = {
        case.pk: case for source in sources for case in registration.narrowed(source(), wanted, at=at)[:FOUND_AT_MOST]
    }
    return list(found.values())[:FOUND_AT_MOST]


def is_ready() -> bool:
    """Whether the database answers."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True
