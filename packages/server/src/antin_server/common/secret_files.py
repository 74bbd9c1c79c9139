"""Secrets of an installation, each a file of its own that only its account may read."""

import os
import secrets
from pathlib import Path


def secret(folder: Path, name: str) -> str:
    """The secret of this name, made at first use (256 bits, URL-safe text, mode 0600)."""
    path = folder / name
    try:
        return path.read_text(encoding="ascii")
    except FileNotFoundError:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return _made(path)


def _made(path: Path) -> str:
    """Write a new secret beside and link it into place: whoever comes second finds the first one's, whole."""
    beside = path.with_name(f".{path.name}.{os.getpid()}.{secrets.token_hex(4)}")
    descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_urlsafe(32))
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(beside, path)
    except FileExistsError:
        pass
    finally:
        beside.unlink()
    return path.read_text(encoding="ascii")
