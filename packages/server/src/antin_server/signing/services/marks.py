"""The marks of a document: one signature each, what it shows, and where."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from uuid import UUID

from cryptography import x509
from cryptography.x509.oid import NameOID
from django.db import transaction

from antin import pades
from antin.pades.looks import KINDS, Facts, Look, LookKind, Need, appearance_of
from antin.pades.looks.kinds import Size
from antin.validation import Certificate
from antin_server.signing import selectors
from antin_server.signing.errors import JobDone, LookNotFound, MarkNotFound, PlaceWrong
from antin_server.signing.models import JobMark, LookVersion, SigningJob
from antin_server.signing.models import Look as StoredLook
from antin_server.signing.services.jobs import job_locked, preparation_void
from antin_server.signing.services.surveying import ProposedPlace, Survey
from antin_server.signing.types import KEPT_BY_AGENCIES, KEPT_BY_PEOPLE

WITH_PICTURE = frozenset({*KEPT_BY_PEOPLE, *KEPT_BY_AGENCIES})
DEFAULT_SIZE, MARGIN, _ROUNDED = (70.0, 25.0), 20.0, 0.06


@dataclass(frozen=True)
class MarkWish:
    """A signature that a document is to get. kind: a `LookKind`, empty for the usual lines. facts: as of `JobMark`.

    look: of the person or an agency; None: where the kind needs a picture, the latest of that kind.
    """

    kind: str = ""
    facts: Mapping[str, str] = field(default_factory=dict)
    is_visible: bool = True
    reason: str = ""
    look: UUID | None = None


@dataclass(frozen=True)
class Place:
    """Where a mark shows: page from 1, millimetres from the top left as displayed; invisible ones nowhere.

    facts: as of `JobMark`; None: as they are.
    """

    page: int
    x: float
    y: float
    width: float
    height: float
    is_visible: bool = True
    reason: str = ""
    facts: Mapping[str, str] | None = None


def looks_for(wishes: Sequence[MarkWish], person_id: int, *, at: datetime) -> tuple[LookVersion | None, ...]:
    """The look of each, as it is now. Raises LookNotFound: one asked for is not this person's to use."""
    if not any(each.look or each.kind in WITH_PICTURE for each in wishes):
        return (None,) * len(wishes)
    usable = list(selectors.looks_of(person_id, at=at))
    return tuple(_look_for(each, usable) for each in wishes)


def _look_for(wish: MarkWish, usable: Sequence[StoredLook]) -> LookVersion | None:
    fitting = [each for each in usable if each.kind == wish.kind and wish.look in (None, each.pk)]
    if wish.look is not None and not fitting:
        raise LookNotFound()
    return fitting[0].current if fitting else None


def mark_from(wish: MarkWish, look: LookVersion | None, position: int, survey: Survey) -> JobMark:
    """Not saved yet; where the words propose, else at the bottom right of the last page."""
    size = (look.width, look.height) if look else size_of("" if wish.kind == LookKind.SEAL else wish.kind)
    place = survey.places[position] or _default_place(survey, size)
    box = place.box
    return JobMark(
        position=position, kind=wish.kind, look=look, facts=dict(wish.facts), is_visible=wish.is_visible,
        reason=wish.reason[:200], page=place.page, x=box.x, y=box.y, width=box.width, height=box.height,
        day_left=place.day_left, month_left=place.month_left,
    )


def size_of(kind: str) -> Size:
    """Of a mark, when nothing else is said; millimetres."""
    return KINDS[LookKind(kind)].size_mm if kind else DEFAULT_SIZE


def _default_place(survey: Survey, size: Size) -> ProposedPlace:
    wide, high = survey.last_size
    width, height = min(size[0], wide), min(size[1], high)
    box = pades.Box(max(0.0, wide - width - MARGIN), max(0.0, high - height - 2 * MARGIN), width, height)
    return ProposedPlace(survey.last, box, "")


@transaction.atomic
def mark_place(*, job_id: UUID, position: int, place: Place, person_id: int, at: datetime) -> None:
    """Set where a mark will stand; what was prepared before is void.

    Raises JobNotFound, JobDone, MarkNotFound, PlaceWrong.
    """
    job, mark = mark_locked(job_id, position, person_id=person_id)
    if not 1 <= place.page <= job.pages:
        raise PlaceWrong()
    if place.page != mark.page or _is_elsewhere(place, mark):
        mark.day_left = mark.month_left = None  # the blanks of the document are elsewhere
    mark.page, mark.is_visible, mark.reason = place.page, place.is_visible, place.reason[:200]
    mark.x, mark.y, mark.width, mark.height = place.x, place.y, place.width, place.height
    if place.facts is not None:
        mark.facts = dict(place.facts)
    mark.save()
    preparation_void(job)


def mark_locked(job_id: UUID, position: int, *, person_id: int) -> tuple[SigningJob, JobMark]:
    """A mark that waits, its document locked. Raises JobNotFound, JobDone, MarkNotFound."""
    job = job_locked(job_id, person_id=person_id)
    if job.signed:
        raise JobDone()
    mark = job.marks.filter(position=position, signed_at=None).select_related("look").first()
    if mark is None:
        raise MarkNotFound()
    return job, mark


def _is_elsewhere(place: Place, mark: JobMark) -> bool:
    """By more than what a page rounds to."""
    chosen = (place.x, place.y, place.width, place.height)
    return any(abs(one - other) > _ROUNDED for one, other in zip(chosen, _box_of(mark), strict=True))


def _box_of(mark: JobMark) -> tuple[float, float, float, float]:
    return mark.x, mark.y, mark.width, mark.height


def next_mark(job: SigningJob) -> JobMark:
    """The first that is not signed. Raises JobDone."""
    found = job.marks.filter(signed_at=None).select_related("look").first()
    if found is None:
        raise JobDone()
    return found


def field_of(mark: JobMark) -> pades.FieldSpec:
    """Where its signature goes."""
    return pades.FieldSpec(page=mark.page, box=pades.Box(*_box_of(mark)) if mark.is_visible else None)


@dataclass(frozen=True)
class Signer:
    """Who signs, as the certificate says it, or as it is expected to."""

    name: str
    agency: str


def signer_of(leaf: Certificate) -> Signer:
    """As a certificate names the holder, and the body nearest to it."""
    return Signer(leaf.subject.shown, _agency(leaf))


def appearance_by(mark: JobMark, signer: Signer, *, at: datetime) -> pades.Appearance | None:
    """What its signature shows when this person signs; None: nothing. Without its picture: the usual lines.

    Raises LookIncomplete.
    """
    if not mark.is_visible:
        return None
    facts = _facts(mark, signer, at)
    if not mark.kind or (mark.look is None and Need.IMAGE in KINDS[LookKind(mark.kind)].needs):
        return pades.Appearance(pades.signature_lines(name=signer.name, agency=signer.agency, at=at))
    return appearance_of(_look_of(mark), facts)


def _look_of(mark: JobMark) -> Look:
    kind, size = LookKind(mark.kind), (mark.width, mark.height)
    if mark.look is None:
        return Look(kind, size_mm=size)
    content = selectors.look_content(mark.look)
    return Look(kind, content.picture, size, content.has_labels)


def require_usable(mark: JobMark, person_id: int, *, at: datetime) -> None:
    """Raises LookNotFound: the person no longer signs with the seal of that agency."""
    if mark.look is not None:
        selectors.look_of(mark.look.look_id, person_id=person_id, at=at)


def _facts(mark: JobMark, signer: Signer, at: datetime) -> Facts:
    told = dict(mark.facts)
    issued_on = told.pop("issued_on", "")
    known = Facts(
        name=signer.name, agency=signer.agency, at=at, day_left=mark.day_left, month_left=mark.month_left,
        issued_on=date.fromisoformat(issued_on) if issued_on else None,
    )
    return replace(known, **{name: value for name, value in told.items() if value})


def _agency(leaf: Certificate) -> str:
    """The body nearest to the holder that a certificate names; empty when there is none."""
    subject = x509.load_der_x509_certificate(leaf.encoded).subject
    bodies = [
        str(each.value) for oid in (NameOID.ORGANIZATIONAL_UNIT_NAME, NameOID.ORGANIZATION_NAME)
        for each in reversed(subject.get_attributes_for_oid(oid))
    ]
    return next(iter(bodies), "")


def kinds_of(
    wishes: Sequence[MarkWish], looks: Sequence[LookVersion | None],
) -> tuple[tuple[str, Size | None], ...]:
    """What a survey looks for places for, in which size: nothing for what is not seen."""
    return tuple(
        (_proposable(wish, look), (look.width, look.height) if look else None)
        for wish, look in zip(wishes, looks, strict=True)
    )


def _proposable(wish: MarkWish, look: LookVersion | None) -> str:
    """The kind by which its place is looked for; empty: it is not. A seal without its picture is only lines."""
    return wish.kind if wish.is_visible and (look or wish.kind != LookKind.SEAL) else ""
