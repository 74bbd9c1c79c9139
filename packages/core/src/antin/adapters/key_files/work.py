"""How much computing a file asks for before its passphrase is even tried.

Iteration counts stand in the open, so a file can ask for years of work; it is refused unopened instead.
"""

from collections.abc import Iterator
from contextlib import suppress

from antin.adapters.key_files.errors import KeyFileUnreadable
from antin.cms import SignedDataBroken, ber
from antin.der import Tlv

MAX_ITERATIONS = 10_000_000
MAX_SCRYPT_OCTETS = 128 * 1024 * 1024
_MAX_DEPTH = 24
_INTEGER, _OCTET_STRING = 0x02, 0x04
_SCRYPT_NUMBERS = 3  # cost, block size, parallelisation (RFC 7914 7.1); other derivations have fewer


def check_work(data: bytes) -> None:
    """Raises KeyFileUnreadable: not DER or BER, or more iterations in all than MAX_ITERATIONS."""
    try:
        total = sum(_iterations(ber.read_one(data), 0))
    except SignedDataBroken as error:
        raise KeyFileUnreadable(reason="structure") from error
    if total > MAX_ITERATIONS:
        raise KeyFileUnreadable(reason="iterations")


def _iterations(value: Tlv, depth: int) -> Iterator[int]:
    """Numbers that follow a salt: parameters of PBKDF2, PKCS#12 and its MAC are all written so."""
    if depth > _MAX_DEPTH:
        raise KeyFileUnreadable(reason="depth")
    if value.tag == _OCTET_STRING:
        yield from _inside(value.content, depth)
    elif value.is_constructed:
        parts = ber.children(value)
        yield _after_salt(parts)
        for part in parts:
            yield from _iterations(part, depth + 1)


def _inside(octets: bytes, depth: int) -> Iterator[int]:
    """An OCTET STRING may hold more DER, or encrypted octets that look like it for a while: no fault."""
    with suppress(SignedDataBroken):
        yield from _iterations(ber.read_one(octets), depth + 1)


def _after_salt(parts: tuple[Tlv, ...]) -> int:
    tags = [part.tag for part in parts]
    if _OCTET_STRING not in tags:
        return 0
    behind = parts[tags.index(_OCTET_STRING) + 1 :]
    numbers = [int.from_bytes(part.content, "big") for part in behind if part.tag == _INTEGER]
    if len(numbers) >= _SCRYPT_NUMBERS:
        cost, block, parallel = numbers[:_SCRYPT_NUMBERS]
        return 0 if 128 * cost * block * parallel <= MAX_SCRYPT_OCTETS else MAX_ITERATIONS + 1
    return numbers[0] if numbers else 0
