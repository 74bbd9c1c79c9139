"""Pictures of signatures and seals, read in the process apart, and looks drawn there."""

import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass

from antin.pades.looks import Ink, Look, LookKind, appearance_of
from antin_server.signing.errors import LookPictureTooLarge
from antin_server.signing.services.apart import done_apart
from antin_server.signing.types import EXAMPLE, LookContent

MOST_OCTETS = 1024 * 1024
"""Of a picture that is kept."""


@dataclass(frozen=True)
class CleanedPicture:
    """before: a small PNG of what was brought; after: a PNG of the ink, with nothing around it."""

    before: bytes
    after: bytes


def picture_clean(data: bytes, ink: Ink) -> CleanedPicture:
    """Raises DocumentRefused (no picture, no paper, no ink), DocumentTooHeavy, LookPictureTooLarge."""
    before, after = _pictures(done_apart("clean", data, ink))
    return CleanedPicture(before, _light(after))


def pictures_plain(pictures: Sequence[bytes]) -> tuple[bytes, ...]:
    """Pictures that were cleaned before and come back from a page or a file; raises as above."""
    return tuple(map(_light, _pictures(done_apart("plain", tuple(pictures)))))


def look_draw(kind: str, content: LookContent) -> bytes:
    """A look by itself, on nothing, drawn as it is signed, as PNG. Raises DocumentRefused: it does not fit, …"""
    look = Look(LookKind(kind), content.picture, (content.width, content.height), content.has_labels)
    return done_apart("draw_look", appearance_of(look, EXAMPLE), content.width, content.height)


def _pictures(answer: bytes) -> list[bytes]:
    return [base64.b64decode(each) for each in json.loads(answer)]


def _light(picture: bytes) -> bytes:
    if len(picture) > MOST_OCTETS:
        raise LookPictureTooLarge(limit_mb=MOST_OCTETS // 1024**2)
    return picture
