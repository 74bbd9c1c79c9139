"""Looks as their owners keep them: made, changed, brought back, deleted. Every change is a new version."""

from datetime import datetime
from uuid import UUID

from django.core.files.base import ContentFile
from django.db import transaction

from antin_server.accounts.models import Person
from antin_server.audit import services as audit
from antin_server.signing import selectors
from antin_server.signing.errors import LookNameTaken, LookNotFound, LookWrong, TooManyLooks
from antin_server.signing.models import Look, LookVersion, SigningJob
from antin_server.signing.services.jobs import file_gone, preparation_void
from antin_server.signing.types import LookContent, Owner

MOST_LOOKS, MOST_VERSIONS = 20, 20
"""Of one owner; of one look: the oldest goes when another comes."""
LEAST_MM, MOST_MM, MOST_NAME = 3.0, 150.0, 100


@transaction.atomic
def look_make(*, owner: Owner, kind: str, content: LookContent, at: datetime) -> UUID:
    """A new look; its id. Raises LookNotFound: the owner's seal is not hers; LookWrong, LookNameTaken, TooManyLooks."""
    selectors.owner_of(owner.person_id, owner.agency_id, at=at)
    if kind not in owner.kinds:
        raise LookWrong()
    Person.objects.select_for_update().get(pk=owner.person_id)  # two requests at once count one after the other
    if Look.objects.filter(**owner.filter).count() >= MOST_LOOKS:
        raise TooManyLooks(most=MOST_LOOKS)
    look = Look.objects.create(kind=kind, **owner.filter)
    _version_add(look, content, person_id=owner.person_id, at=at)
    return look.pk


@transaction.atomic
def look_change(*, look_id: UUID, content: LookContent, person_id: int, at: datetime) -> None:
    """Another version. Raises LookNotFound, LookWrong, LookNameTaken."""
    _version_add(_locked(look_id, person_id, at), content, person_id=person_id, at=at)


@transaction.atomic
def look_bring_back(*, look_id: UUID, number: int, person_id: int, at: datetime) -> None:
    """An older version once more, as the latest. Raises LookNotFound, LookNameTaken."""
    look = _locked(look_id, person_id, at)
    content = selectors.look_content(selectors.look_version(look, number))
    _version_add(look, content, person_id=person_id, at=at)


@transaction.atomic
def look_delete(*, look_id: UUID, person_id: int, at: datetime) -> None:
    """With all versions and pictures, at once; documents that wait for it ask for another. Raises LookNotFound."""
    look = _locked(look_id, person_id, at)
    waiting = SigningJob.objects.filter(marks__look__look=look, signed_at=None)
    for job_id in list(waiting.order_by("pk").values_list("pk", flat=True).distinct()):
        job = SigningJob.objects.select_for_update().filter(pk=job_id, signed_at=None).first()
        if job is not None:  # neither signed nor deleted meanwhile
            preparation_void(job)
    for each in look.versions.all():
        file_gone(each.picture)
    _recorded(look, "deleted", person_id, at)
    look.delete()


def _locked(look_id: UUID, person_id: int, at: datetime) -> Look:
    look = selectors.look_of(look_id, person_id=person_id, at=at)
    locked = Look.objects.select_for_update().filter(pk=look.pk).first()
    if locked is None:  # the other half of a double click was faster
        raise LookNotFound()
    return locked


def _version_add(look: Look, content: LookContent, *, person_id: int, at: datetime) -> None:
    _require_sound(content)
    like = Look.objects.filter(kind=look.kind, person=look.person_id, agency=look.agency_id).exclude(pk=look.pk)
    if like.filter(current__name=content.name).exists():
        raise LookNameTaken(name=content.name)
    last = look.versions.first()
    version = LookVersion(
        look=look, number=last.number + 1 if last else 1, name=content.name, width=content.width, height=content.height,
        has_labels=content.has_labels, made_at=at, made_by_id=person_id,
    )
    version.picture.save(f"{look.pk}.png", ContentFile(content.picture), save=False)
    version.save()
    look.current = version
    look.save(update_fields=["current"])
    for each in look.versions.all()[MOST_VERSIONS:]:
        file_gone(each.picture)
        each.delete()
    _recorded(look, "kept", person_id, at, version=version.number)


def _require_sound(content: LookContent) -> None:
    sizes = (content.width, content.height)
    if not all(LEAST_MM <= each <= MOST_MM for each in sizes) or not 1 <= len(content.name) <= MOST_NAME:
        raise LookWrong()


def _recorded(look: Look, deed: str, person_id: int, at: datetime, **detail: object) -> None:
    audit.event_record(
        at=at, actor=f"person:{person_id}", tag=f"signing:look:{deed}", subject=f"look:{look.pk}",
        detail={"kind": look.kind, "agency": look.agency_id, **detail},
    )
