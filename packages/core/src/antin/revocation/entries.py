"""Entries of a list, each encoded once when the certificate is revoked and only sorted and joined later."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from re import DOTALL, escape
from re import compile as pattern

from antin import oids
from antin.der import enumerated, integer, object_identifier, octet_string, sequence, x509_time
from antin.revocation.errors import RuleBroken
from antin.revocation.reasons import RevocationReason, written_code
from antin.revocation.times import check_time

MAX_SERIAL_OCTETS = 20


def _serial_form(size: int) -> bytes:
    """A positive INTEGER of so many octets, which it needs."""
    if size == 1:
        return rb"\x01[\x01-\x7f]"
    return escape(bytes((size,))) + rb"(?:[\x01-\x7f].|\x00[\x80-\xff]).{%d}" % (size - 2)


# Exactly what `revoked_entry` writes, but for the outer length, which is compared.
_SERIALS = b"|".join(_serial_form(size) for size in range(MAX_SERIAL_OCTETS, 0, -1))
_TIMES = rb"\x17\x0d\d{12}Z|\x18\x0f\d{14}Z"
_REASON = rb"\x30\x0c\x30\x0a\x06\x03\x55\x1d\x15\x04\x03\x0a\x01[\x01-\x06\x09\x0a]"
_is_entry = pattern(rb"\x30[\x12-\x7f]\x02(?:%b)(?:%b)(?:%b)?" % (_SERIALS, _TIMES, _REASON), DOTALL).fullmatch
_SERIAL_LENGTH, _SERIAL = 3, 4  # places in an entry


def revoked_entry(serial: int, revoked_at: datetime, reason: RevocationReason | None = None) -> bytes:
    """One entry in DER, to be stored when the certificate is revoked (RFC 5280 5.3).

    revoked_at: aware, whole seconds. reason: unspecified is left out, as 5.3.1 asks.
    Raises RuleBroken: serial not positive or longer than 20 octets; remove_from_crl, which delta lists say.
    """
    check_serial(serial)
    code = written_code(reason)
    extensions = b"" if code is None else sequence(
        sequence(object_identifier(oids.CRL_REASON), octet_string(enumerated(code)))
    )
    return sequence(integer(serial), x509_time(check_time(revoked_at, "revocationDate")), extensions)


def check_serial(serial: int) -> None:
    """Raises RuleBroken: not positive, or longer than 20 octets (RFC 5280 4.1.2.2)."""
    if serial <= 0 or serial.bit_length() // 8 + 1 > MAX_SERIAL_OCTETS:
        raise RuleBroken(rule="RFC 5280 4.1.2.2: a serial number is positive and at most 20 octets long")


def sorted_by_serial(entries: Iterable[bytes]) -> list[bytes]:
    """The entries, smallest serial first.

    Raises RuleBroken: a serial appears twice; bytes that `revoked_entry` never made.
    """
    listed = list(entries)
    for entry in listed:
        if not _is_entry(entry) or len(entry) != entry[1] + 2:
            raise RuleBroken(rule=f"RFC 5280 5.1: entry {entry[:64].hex()} is well formed")
    # A length and a content: the shortest encodings of positive numbers sort as the numbers do.
    serials = [entry[_SERIAL_LENGTH : _SERIAL + entry[_SERIAL_LENGTH]] for entry in listed]
    by_serial = dict(zip(serials, listed, strict=True))
    if len(by_serial) != len(listed):
        twice = next(serial for serial, count in Counter(serials).items() if count > 1)
        raise RuleBroken(rule=f"RFC 5280 5.3: serial number {twice[1:].hex()} is listed once")
    return [by_serial[serial] for serial in sorted(by_serial)]
