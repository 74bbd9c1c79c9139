"""Signatures that stay checkable: validation data added, the document stamped, again and again (EN 319 142-1 6).

B-T plus the data is B-LT; a document time-stamp over it all is B-LTA; the same two steps later renew it, before the
algorithms or the certificate of the last time-stamp grow weak. No key of a person is needed for any of it.
"""

from dataclasses import dataclass
from functools import cached_property

from antin import timestamp
from antin.pades.embedded import ValidationData
from antin.pades.engine import Slot, TimeStampEntries, append_signature, append_validation_data, inspect
from antin.pades.errors import PreparedStateBroken, SlotTooSmall

TIME_STAMP_ROOM = 12 * 1024


def add_validation_data(pdf: bytes, data: ValidationData) -> bytes:
    """The document with everything in `data` that it did not carry yet; unchanged when it carried all.

    Raises every child of PdfUnreadable.
    """
    return b"".join((pdf, append_validation_data(pdf, data)))


@dataclass(frozen=True)
class PreparedTimeStamp:
    """A document that waits for a time-stamp over itself. digest: of what is stamped, under `digest_name`."""

    original: bytes
    appended: bytes
    slot: Slot
    digest: bytes
    digest_name: str

    @cached_property
    def room(self) -> int:
        """How many octets the token may have."""
        return (self.slot.end - self.slot.start - 2) // 2


def prepare_time_stamp(pdf: bytes, *, digest_name: str = "sha256", room: int = TIME_STAMP_ROOM) -> PreparedTimeStamp:
    """The document with an invisible field for a time-stamp over all of it.

    Raises every child of PdfUnreadable and SigningRefused.
    """
    opened = inspect(pdf)
    place = opened.time_stamp_place()
    appended = append_signature(
        opened, place, entries=TimeStampEntries(), drawing=None, room=room, digest_name=digest_name,
    )
    return PreparedTimeStamp(pdf, appended.octets, appended.slot, appended.digest, digest_name)


def complete_time_stamp(prepared: PreparedTimeStamp, token: bytes) -> bytes:
    """The stamped document. token: RFC 3161, over `prepared.digest`, DER of its ContentInfo.

    Raises SlotTooSmall; a child of TimeStampWrong: it is over something else; TimeStampMalformed,
    TimeStampUnverifiable.
    """
    timestamp.verify_token(token, digest=prepared.digest)
    if timestamp.read_token(token).digest_name != prepared.digest_name:
        raise PreparedStateBroken
    if len(token) > prepared.room:
        raise SlotTooSmall(needed=len(token), room=prepared.room)
    start = prepared.slot.start - len(prepared.original)
    digits = token.hex().upper().encode()
    filled = bytearray(prepared.appended)
    filled[start + 1 : start + 1 + len(digits)] = digits
    return b"".join((prepared.original, filled))
