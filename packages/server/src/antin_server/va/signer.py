"""The keys of the status services: made here, kept in files of their own, certified under standing orders.

`var/va/keys/ocsp.pem` (P-256) and `var/va/keys/tsa.pem` (RSA-2048), mode 0600. No other process reads them.
"""

import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from antin.keys import KeyKind, LocalSigner, PrivateKey, Signer, new_private_key
from antin_server.va.errors import KeyFileExposed, KeyFileUnusable

KINDS = {"ocsp": KeyKind.P256, "tsa": KeyKind.RSA_2048}


@dataclass(frozen=True)
class OwnKeys:
    """The two keys."""

    ocsp: Signer
    tsa: Signer


def own_keys(folder: Path) -> OwnKeys:
    """The keys of this installation, made at first use. Raises KeyFileExposed, KeyFileUnusable."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    loaded = {name: LocalSigner(_key(folder / f"{name}.pem", kind)) for name, kind in KINDS.items()}
    return OwnKeys(loaded["ocsp"], loaded["tsa"])


def _key(path: Path, kind: KeyKind) -> PrivateKey:
    if not path.exists():
        _write_once(path, new_private_key(kind))
    if path.stat().st_mode & 0o077:
        raise KeyFileExposed(file=str(path))
    try:
        key = load_pem_private_key(path.read_bytes(), password=None)
    except (ValueError, TypeError) as error:
        raise KeyFileUnusable(file=str(path)) from error
    return key  # type: ignore[return-value]  # LocalSigner refuses every other kind


def _write_once(path: Path, key: PrivateKey) -> None:
    """Whole or not at all; of two that make it at once, the first wins and both use it."""
    beside = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
