"""A file encrypted with a passphrase, in pieces, so that its size does not matter and nothing of it can be cut.

Form: MAGIC, 16 octets of salt, then pieces. Key: scrypt(passphrase, salt, n=2^15, r=8, p=1). Each piece is
AES-256-GCM over 1 MiB with the nonce (number of the piece, 11 octets; 1 on the last piece, else 0), so pieces
can neither change places nor be missing (STREAM, Hoang et al. 2015).
"""

import hashlib
import os
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from antin_server.operations.errors import BackupUnreadable

MAGIC = b"antin-sealed-1\n"
PIECE, TAG, SALT = 2**20, 16, 16


def is_sealed(path: Path) -> bool:
    """Whether the file is one of this form."""
    with path.open("rb") as file:
        return file.read(len(MAGIC)) == MAGIC


def seal(source: BinaryIO, target: BinaryIO, passphrase: str) -> None:
    """Write the source, encrypted."""
    salt = os.urandom(SALT)
    cipher = AESGCM(_key(passphrase, salt))
    target.write(MAGIC + salt)
    for number, piece, is_last in _pieces(source, PIECE):
        target.write(cipher.encrypt(_nonce(number, is_last), piece, MAGIC))


def unseal(source: BinaryIO, target: BinaryIO, passphrase: str) -> None:
    """Write the source, decrypted. Raises BackupUnreadable: another passphrase, or a damaged file."""
    if source.read(len(MAGIC)) != MAGIC:
        raise BackupUnreadable(reason="not sealed")
    cipher = AESGCM(_key(passphrase, source.read(SALT)))
    for number, piece, is_last in _pieces(source, PIECE + TAG):
        try:
            target.write(cipher.decrypt(_nonce(number, is_last), piece, MAGIC))
        except InvalidTag as error:
            raise BackupUnreadable(reason="passphrase or damage") from error


def _pieces(source: BinaryIO, size: int) -> Iterator[tuple[int, bytes, bool]]:
    piece, number = source.read(size), 0
    while True:
        following = source.read(size)
        yield number, piece, not following
        if not following:
            return
        piece, number = following, number + 1


def _nonce(number: int, is_last: bool) -> bytes:
    return number.to_bytes(11, "big") + bytes([is_last])


def _key(passphrase: str, salt: bytes) -> bytes:
    return hashlib.scrypt(
        passphrase.encode(), salt=salt.ljust(SALT, b"\0"), n=2**15, r=8, p=1, maxmem=2**26, dklen=32,
    )
