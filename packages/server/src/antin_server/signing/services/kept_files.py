"""What a visitor's page leaves here for minutes, encrypted under a secret that only that page knows.

Nothing that is stored opens it: a copy of database and disk, or what a power cut leaves behind, is noise.
"""

import hashlib
import secrets
from io import BytesIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.core.files.storage import default_storage

from antin_server.signing.errors import CheckGone

_NONCE, _FOLDER = 12, "checking"


def secret_new() -> str:
    """256 bits for an address nobody can guess."""
    return secrets.token_urlsafe(32)


def id_of(secret: str) -> str:
    """Under which name the things of this secret are stored; it does not lead back to the secret."""
    return hashlib.sha256(f"id\x00{secret}".encode()).hexdigest()


def locked(secret: str, octets: bytes) -> bytes:
    """Encrypted (AES-256-GCM)."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + _cipher(secret).encrypt(nonce, octets, None)


def unlocked(secret: str, kept: bytes) -> bytes:
    """What was locked. Raises CheckGone: not under this secret."""
    try:
        return _cipher(secret).decrypt(kept[:_NONCE], kept[_NONCE:], None)
    except InvalidTag as error:
        raise CheckGone(minutes=0) from error


def file_keep(secret: str, number: int, octets: bytes) -> None:
    """Keep the file of this number."""
    default_storage.save(_path(id_of(secret), number), BytesIO(locked(secret, octets)))


def file_kept(secret: str, number: int) -> bytes | None:
    """A file that was kept; None: it is gone."""
    path = _path(id_of(secret), number)
    if not default_storage.exists(path):
        return None
    with default_storage.open(path) as kept:
        return unlocked(secret, kept.read())


def file_drop(check_id: str, number: int) -> None:
    """Delete the file of this number, if it is there."""
    default_storage.delete(_path(check_id, number))


def _path(check_id: str, number: int) -> str:
    return f"{_FOLDER}/{check_id}-{number}"


def _cipher(secret: str) -> AESGCM:
    return AESGCM(hashlib.sha256(f"key\x00{secret}".encode()).digest())
