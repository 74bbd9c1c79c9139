"""All looks of an owner as one file, and back again (docs/reference/tep-mau-chu-ky.md).

A file that comes is a stranger's: read strictly, its pictures in the process apart, and shown before anything is
taken. Nothing is lost by it: a look of the same kind and name gets a further version, the others stay.
"""

import base64
import binascii
import json
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.db.models import Q, QuerySet

from antin_server.signing import selectors
from antin_server.signing.errors import LooksFileGone, LooksFileWrong
from antin_server.signing.models import Look, LooksToRestore
from antin_server.signing.services.jobs import file_gone
from antin_server.signing.services.looks import LEAST_MM, MOST_LOOKS, MOST_MM, MOST_NAME, look_change, look_make
from antin_server.signing.services.pictures import MOST_OCTETS, pictures_plain
from antin_server.signing.types import LookContent, Owner

FORM = "antin-looks-1"
MOST_FILE_OCTETS = MOST_LOOKS * (MOST_OCTETS * 4 // 3 + 4096)
_LOOK, _FILE = {"kind", "name", "width_mm", "height_mm", "has_labels", "picture"}, {"form", "made_at", "looks"}


@dataclass(frozen=True)
class RestoredLook:
    """A look of a file. like: the owner's look of the same kind and name; is_same: which says the same already."""

    kind: str
    content: LookContent
    like: Look | None = None
    is_same: bool = False


def looks_file(*, owner: Owner, at: datetime) -> bytes:
    """Every look of the owner as it is now, as JSON. Raises LookNotFound."""
    selectors.owner_of(owner.person_id, owner.agency_id, at=at)
    looks = Look.objects.filter(**owner.filter, current__isnull=False).select_related("current")
    told = {"form": FORM, "made_at": at.isoformat(), "looks": [_told(each) for each in looks.order_by("current_id")]}
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def _told(look: Look) -> Mapping[str, Any]:
    assert look.current is not None
    content = selectors.look_content(look.current)
    return {
        "kind": look.kind, "name": content.name, "width_mm": content.width, "height_mm": content.height,
        "has_labels": content.has_labels, "picture": base64.b64encode(content.picture).decode(),
    }


def looks_restore_begin(*, owner: Owner, data: bytes, at: datetime) -> None:
    """Keep a file of looks until its owner has seen what it holds. Raises LookNotFound, LooksFileWrong, …"""
    selectors.owner_of(owner.person_id, owner.agency_id, at=at)
    looks_read(data, owner)
    with transaction.atomic():
        _forget(owner)
        kept = LooksToRestore(person_id=owner.person_id, agency_id=owner.agency_id, brought_at=at)
        kept.file.save("looks.json", ContentFile(data), save=False)
        kept.save()


def looks_to_restore(*, owner: Owner, at: datetime) -> tuple[RestoredLook, ...]:
    """What the kept file holds, beside what the owner has. Raises LookNotFound, LooksFileGone, LooksFileWrong."""
    selectors.owner_of(owner.person_id, owner.agency_id, at=at)
    kept = _brought(owner).first()
    if kept is None:
        raise LooksFileGone()
    with kept.file.open("rb") as file:
        found = looks_read(file.read(), owner)
    looks = Look.objects.filter(**owner.filter, current__isnull=False).select_related("current").order_by("-current_id")
    own = {(each.kind, each.current.name): each for each in reversed(looks) if each.current}
    return tuple(_beside(each, own.get((each.kind, each.content.name))) for each in found)


def _beside(found: RestoredLook, like: Look | None) -> RestoredLook:
    if like is None or like.current is None:
        return found
    is_same = selectors.look_content(like.current) == found.content
    return RestoredLook(found.kind, found.content, like, is_same)


@transaction.atomic
def looks_restore(*, owner: Owner, at: datetime) -> int:
    """Take the kept file; how many looks were made or changed.

    Raises LookNotFound, LooksFileGone, LooksFileWrong, TooManyLooks: then nothing of it is taken.
    """
    found = [each for each in looks_to_restore(owner=owner, at=at) if not each.is_same]
    for each in found:
        if each.like is None:
            look_make(owner=owner, kind=each.kind, content=each.content, at=at)
        else:
            look_change(look_id=each.like.pk, content=each.content, person_id=owner.person_id, at=at)
    _forget(owner)
    return len(found)


@transaction.atomic
def looks_restore_forget(*, owner: Owner) -> None:
    """Delete the kept file, when there is one."""
    _forget(owner)


def _forget(owner: Owner) -> None:
    for each in _brought(owner):
        file_gone(each.file)
        each.delete()


def _brought(owner: Owner) -> QuerySet[LooksToRestore]:
    """Files of this owner, brought by this very person."""
    agency = Q(agency=None) if owner.agency_id is None else Q(agency_id=owner.agency_id)
    return LooksToRestore.objects.filter(agency, person_id=owner.person_id)


def looks_to_restore_expire(*, before: datetime) -> int:
    """Delete files that nobody took; how many."""
    found = list(LooksToRestore.objects.filter(brought_at__lt=before))
    for each in found:
        each.file.delete(save=False)
        each.delete()
    return len(found)


def looks_read(data: bytes, owner: Owner) -> tuple[RestoredLook, ...]:
    """The looks of a file that this owner may keep.

    Raises LooksFileWrong: too large, no such file, something in it that there should not be, or a kind of another
    owner; what `pictures_plain` raises.
    """
    if len(data) > MOST_FILE_OCTETS:
        raise LooksFileWrong()
    try:
        told = json.loads(data)
        if set(told) != _FILE or told["form"] != FORM or not 1 <= len(told["looks"]) <= MOST_LOOKS:
            raise LooksFileWrong()
        looks = [_read(each, owner) for each in told["looks"]]
    except (ValueError, TypeError, KeyError, AttributeError, RecursionError, binascii.Error) as error:
        raise LooksFileWrong() from error
    if len({(kind, content.name) for kind, content in looks}) != len(looks):
        raise LooksFileWrong()
    pictures = pictures_plain([content.picture for _, content in looks])
    return tuple(
        RestoredLook(kind, LookContent(content.name, picture, content.width, content.height, content.has_labels))
        for (kind, content), picture in zip(looks, pictures, strict=True)
    )


def _read(told: Mapping[str, Any], owner: Owner) -> tuple[str, LookContent]:
    kind, name, has_labels = told["kind"], told["name"], told["has_labels"]
    sizes: Sequence[Any] = (told["width_mm"], told["height_mm"])
    is_sound = (
        set(told) == _LOOK and kind in owner.kinds and isinstance(name, str) and 1 <= len(name) <= MOST_NAME
        and name.isprintable() and name == unicodedata.normalize("NFC", name.strip()) and isinstance(has_labels, bool)
        and all(isinstance(each, int | float) and LEAST_MM <= each <= MOST_MM for each in sizes)
    )
    if not is_sound:
        raise LooksFileWrong()
    return kind, LookContent(
        name, base64.b64decode(told["picture"], validate=True), float(sizes[0]), float(sizes[1]), has_labels,
    )
