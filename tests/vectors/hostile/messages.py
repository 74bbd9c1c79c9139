"""Hostile CMS messages where a signature's value belongs, in files that are right otherwise."""

from collections.abc import Callable

from attacks.forged_entries import numbers_of
from attacks.materials import PERSON, clean, detached, signed_by_hand

from antin.der import context, integer, object_identifier, octet_string, sequence, set_of

SIGNED_DATA, DATA = "1.2.840.113549.1.7.2", "1.2.840.113549.1.7.1"
_SLOT = 4096


def holding(value: bytes) -> bytes:
    """A signed file with these octets as the value, as far as they fit."""
    pdf = signed_by_hand(clean())
    _, start, end, _ = numbers_of(pdf)
    digits = value[:_SLOT].hex().encode().ljust(end - start - 2, b"0")
    return pdf[: start + 1] + digits + pdf[end - 1 :]


def message(*parts: bytes) -> bytes:
    """A SignedData of these parts."""
    return sequence(object_identifier(SIGNED_DATA), context(0, sequence(*parts)))


def usual(certificates: bytes, signers: bytes) -> bytes:
    return message(integer(1), set_of(), sequence(object_identifier(DATA)), context(0, certificates), signers)


def corrupted(place: int) -> bytes:
    value = bytearray(detached(bytes(32)))
    value[place % len(value)] ^= 0xFF
    return bytes(value)


FILES: dict[str, Callable[[], bytes]] = {
    "message-indefinite-nesting": lambda: holding(b"\x30\x80" * (_SLOT // 2)),
    "message-definite-nesting": lambda: holding(b"".join(
        b"\x30\x82" + (_SLOT - 4 * each).to_bytes(2, "big") for each in range(1, 1000))),
    "message-set-nesting": lambda: holding(b"\x31\x80" * (_SLOT // 2)),
    "message-octet-string-nesting": lambda: holding(b"\x24\x80" * (_SLOT // 2)),
    "message-length-huge": lambda: holding(b"\x30\x84\xff\xff\xff\xff"),
    "message-length-of-127-octets": lambda: holding(b"\x30\xff" + b"\xff" * 127),
    "message-length-of-8-octets": lambda: holding(b"\x30\x88" + b"\xff" * 8),
    "message-tag-endless": lambda: holding(b"\x3f" + b"\xff" * 4000),
    "message-identifier-endless": lambda: holding(b"\x30\x82\x0f\xa4\x06\x82\x0f\xa0" + b"\x81" * 4000),
    "message-zeros": lambda: holding(b""),
    "message-ones": lambda: holding(b"\xff" * _SLOT),
    "message-text": lambda: holding(b"hello"),
    "message-of-data": lambda: holding(sequence(object_identifier(DATA), context(0, octet_string(b"x")))),
    "message-without-signers": lambda: holding(usual(b"", set_of())),
    "message-many-signers": lambda: holding(usual(PERSON, set_of(*[sequence(integer(each)) for each in range(300)]))),
    "message-many-certificates": lambda: holding(usual(b"\x30\x00" * 1500, set_of())),
    "message-version-huge": lambda: holding(message(integer(1 << 8000), set_of())),
    "message-version-negative": lambda: holding(message(integer(-1))),
    "message-cut": lambda: holding(detached(bytes(32))[:200]),
    **{f"message-corrupted-at-{place}": lambda p=place: holding(corrupted(p)) for place in range(0, 1000, 59)},
}
