"""Bring an installation back from a backup, without ever making a revoked certificate good again.

1. Open the backup beside the data folder and check every file. 2. Compare the journals: a present journal that
goes on from the backup's stays, with its keys; one that is behind is replaced; two histories are refused.
3. Move what is there aside (`replaced-…`), nothing is deleted. 4. Put the copy in its place. When the signer
starts, it brings the database up to the journal.
"""

import os
import shutil
import tarfile
import tempfile
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from antin_server.operations.copies import DUMP, JOURNAL, LIST, check_copy, load_dump
from antin_server.operations.errors import BackupUnreadable, RestoreRefused
from antin_server.operations.journals import Relation, relation
from antin_server.operations.sealed_files import is_sealed, unseal

_STAYS = {"up.lock", "log"}


def restore_backup(file: Path, *, home: Path, database: str, passphrase: str | None, at: datetime) -> Relation:
    """How the journals stood to each other. No process of the installation may run meanwhile.

    Raises BackupUnreadable, RestoreRefused, DatabaseToolMissing.
    """
    with tempfile.TemporaryDirectory(prefix=".antin-restore-", dir=home) as made:
        copy = _unpacked(file, Path(made), passphrase)
        check_copy(copy)                                                                       # 1
        if bool(database) != (copy / DUMP).exists():
            raise RestoreRefused(reason="database")
        found = relation(home / JOURNAL, copy / JOURNAL)                                       # 2
        if found is Relation.APART:
            raise RestoreRefused(reason="journal")
        kept = {JOURNAL.parts[0]} if found is Relation.SAME_OR_LONGER else set()
        if database:
            load_dump(copy, database)
        _move_aside(home, kept | {Path(made).name}, at)                                        # 3
        for each in sorted(copy.iterdir()):                                                    # 4
            if each.name not in kept | {LIST, DUMP}:
                each.rename(home / each.name)
    return found


def _unpacked(file: Path, folder: Path, passphrase: str | None) -> Path:
    packed = file
    if is_sealed(file):
        if passphrase is None:
            raise BackupUnreadable(reason="passphrase")
        packed = folder / "packed"
        with file.open("rb") as source, packed.open("wb") as target:
            unseal(source, target, passphrase)
    copy = folder / "copy"
    try:
        with tarfile.open(packed, "r:gz") as archive:
            for entry in archive:
                _unpack(archive, entry, copy)
    except (tarfile.TarError, EOFError, OSError) as error:
        raise BackupUnreadable(reason=type(error).__name__) from error
    return copy


def _unpack(archive: tarfile.TarFile, entry: tarfile.TarInfo, folder: Path) -> None:
    """Folders and regular files inside the folder, and nothing else; Python before 3.11.4 has no filter for it."""
    parts = PurePosixPath(entry.name).parts
    if entry.name.startswith("/") or ".." in parts or not (entry.isdir() or entry.isreg()):
        raise BackupUnreadable(reason=entry.name)
    target = folder.joinpath(*parts)
    if entry.isdir():
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        return
    source = archive.extractfile(entry)
    assert source is not None
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with source, target.open("xb") as file:
        shutil.copyfileobj(source, file)
    target.chmod(entry.mode & 0o700)
    os.utime(target, (entry.mtime, entry.mtime))


def _move_aside(home: Path, kept: set[str], at: datetime) -> None:
    present = [each for each in home.iterdir() if each.name not in kept | _STAYS]
    present = [each for each in present if not each.name.startswith(("replaced-", ".antin-"))]
    if not present:
        return
    aside = home / f"replaced-{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    aside.mkdir(mode=0o700)
    for each in present:
        each.rename(aside / each.name)
