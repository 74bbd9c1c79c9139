"""The signer's own keys, in encrypted files that only its account reads.

`root.pem` is needed for the root's list and for a new issuing CA only; take it to a safe when in service.
"""

import os
import secrets
from pathlib import Path

from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    PrivateFormat,
    load_pem_private_key,
)

from antin.keys import KeyKind, LocalSigner, new_private_key
from antin_server.authority.signer.errors import SignerKeyUnusable

ROOT, ISSUING, HEADS = "root", "issuing", "heads"


def make_key(folder: Path, name: str, kind: KeyKind) -> LocalSigner:
    """Make a key and keep it; a file that is there already is never overwritten (FileExistsError)."""
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    key = new_private_key(kind)
    encryption = BestAvailableEncryption(passphrase(folder).encode())
    _written_once(folder / f"{name}.pem", key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, encryption))
    return LocalSigner(key)


def load_key(folder: Path, name: str) -> LocalSigner:
    """A key of ours, opened once. Raises SignerKeyUnusable: taken away, damaged, or another passphrase."""
    try:
        data = (folder / f"{name}.pem").read_bytes()
        key = load_pem_private_key(data, passphrase(folder).encode())
    except (OSError, ValueError, TypeError) as error:
        raise SignerKeyUnusable(name=name) from error
    return LocalSigner(key)  # type: ignore[arg-type]  # LocalSigner refuses every kind it does not know


def passphrase(folder: Path) -> str:
    """The passphrase of the key files, made at first use (256 bits); the owner may keep it elsewhere."""
    path = folder / "passphrase"
    if not path.exists():
        _written_once(path, secrets.token_urlsafe(32).encode())
    return path.read_text(encoding="ascii")


def _written_once(path: Path, data: bytes) -> None:
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
