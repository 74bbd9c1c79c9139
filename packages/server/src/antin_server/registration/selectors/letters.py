"""Letters of agencies: which somebody may see, and the lines of their lists."""

from datetime import datetime
from uuid import UUID

from django.db.models import Q, QuerySet

from antin.casework import law_set
from antin.casework.formats.dates import write_moment
from antin_server.accounts import selectors as accounts
from antin_server.authority import selectors as authority
from antin_server.common.doors import Permission
from antin_server.common.serials import shown_serial
from antin_server.registration.errors import LetterNotFound
from antin_server.registration.models import Case, Letter
from antin_server.registration.selectors.cases import receives_everywhere
from antin_server.registration.selectors.papers import masked, payload_read
from antin_server.registration.types import LetterKind


def letters_of_agencies(person_id: int, *, at: datetime) -> QuerySet[Letter]:
    """The letters of the agencies whose cases the person may read, newest first."""
    agencies = accounts.agencies_with(person_id, Permission.CASE_READ, at=at)
    return _shown(Letter.objects.filter(agency__in=agencies)).order_by("-pk")


def letter_visible(letter_id: int, person_id: int, *, at: datetime) -> Letter:
    """The letter, if this person may see it; reception sees what was sent. Raises LetterNotFound."""
    allowed = Q(agency__in=accounts.agencies_with(person_id, Permission.CASE_READ, at=at))
    if receives_everywhere(person_id, at=at):
        allowed |= Q(sent_at__isnull=False)
    letter = _shown(Letter.objects.filter(allowed, pk=letter_id)).first()
    if letter is None:
        raise LetterNotFound()
    return letter


def letter_by_key(key: UUID, person_id: int) -> int | None:
    """The letter that this person's page made already; the second half of a double click."""
    return Letter.objects.filter(draft_key=key, prepared_by_id=person_id).values_list("pk", flat=True).first()


def last_head(agency_id: int) -> dict[str, str]:
    """The head of the agency's last letter, without personal numbers: most of it stays the same."""
    last = Letter.objects.filter(agency_id=agency_id).order_by("-pk").first()
    return dict(last.head) if last else {}


def cases_in(letter: Letter) -> list[Case]:
    """The cases of a letter, in the order of their numbers."""
    related = letter.handed_cases if letter.kind == LetterKind.HANDOVER.value else letter.cases
    return list(related.select_related("subscriber").order_by("pk"))


def row_of(case: Case, *, with_numbers: bool = True) -> dict[str, str]:
    """One line of a letter's list, by the keys of its columns."""
    values = payload_read(case)
    if not with_numbers:
        form = law_set(case.law_set)
        secret = {each.key for paper in (*form.forms, *form.internal_forms) for each in paper.fields if each.personal}
        values = {key: masked(value) if key in secret else value for key, value in values.items()}
    issued = authority.certificate(case.certificate_serial) if case.certificate_serial else None
    name = issued.common_name if issued else values.get("certificate_name") or case.title
    serial = shown_serial(case.certificate_serial or case.subject_serial)
    return {
        **values,
        "certificate_name": name,
        "certificate_serial": serial or values.get("certificate_serial", ""),
        "device_number": case.device_number or values.get("device_number", ""),
        "handed_over_at": write_moment(case.handed_over_at) if case.handed_over_at else "",
        "effective_at": write_moment(case.effective_at) if case.effective_at else "",
    }


def _shown(letters: QuerySet[Letter]) -> QuerySet[Letter]:
    return letters.select_related("agency", "prepared_by", "signed_by").prefetch_related("agency__names")
