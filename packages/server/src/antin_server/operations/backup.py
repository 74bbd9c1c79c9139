"""Write a backup: one file, readable by its owner only."""

import os
import tarfile
import tempfile
from datetime import datetime
from pathlib import Path

from antin_server.operations.copies import copy_home
from antin_server.operations.errors import BackupExists
from antin_server.operations.sealed_files import seal


def write_backup(file: Path, *, home: Path, database: str, passphrase: str | None, at: datetime) -> int:
    """The size of what was written. The file appears whole or not at all; nothing has to be stopped.

    Raises BackupExists, DatabaseToolMissing.
    """
    if file.exists():
        raise BackupExists(file=str(file))
    with tempfile.TemporaryDirectory(prefix=".antin-backup-", dir=file.absolute().parent) as made:
        folder, packed = Path(made) / "copy", Path(made) / "packed"
        folder.mkdir()
        copy_home(home, folder, database=database, at=at)
        with tarfile.open(packed, "w:gz", compresslevel=1) as archive:
            archive.add(folder, arcname=".")
        if passphrase is not None:
            packed = _sealed(packed, passphrase)
        packed.chmod(0o600)
        _synced(packed)
        os.link(packed, file)
    return file.stat().st_size


def _sealed(packed: Path, passphrase: str) -> Path:
    target = packed.with_name("sealed")
    with packed.open("rb") as source, target.open("wb") as sealed:
        seal(source, sealed, passphrase)
    return target


def _synced(path: Path) -> None:
    with path.open("rb") as file:
        os.fsync(file.fileno())
