"""A copy of everything an installation is, as a folder: what backup packs and restore unpacks.

1. The database first, the signer's journal after it: the copy's journal may be ahead of its database, which the
signer mends, but never behind it. 2. SQLite files through SQLite's own backup, so that they are whole whatever
is being written. 3. Everything else as files. 4. A list of all with their SHA-256.
"""

import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

from antin_server.operations.errors import BackupUnreadable, DatabaseToolMissing

LIST, DUMP = "manifest.json", "database.dump"
FORM = "antin-backup-1"
JOURNAL = Path("signer/journal.sqlite")
_LEFT_OUT = {"log", "static", "up.lock"}
_SQLITE = b"SQLite format 3\x00"
_BESIDE_SQLITE = ("-wal", "-shm", "-journal")


def copy_home(home: Path, target: Path, *, database: str, at: datetime) -> None:
    """Fill the folder. database: the address of a PostgreSQL database; empty: it is a file in home.

    Raises DatabaseToolMissing.
    """
    if database:
        _run("pg_dump", "--format=custom", "--no-owner", f"--file={target / DUMP}", f"--dbname={database}")  # 1
    files = sorted(_files(home), key=lambda each: (each == JOURNAL, each))
    for name in files:
        (target / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        if _is_sqlite(home / name):
            _copy_sqlite(home / name, target / name)                                           # 2
        else:
            shutil.copy2(home / name, target / name)                                           # 3
    listed = {str(name): _digest(target / name) for name in sorted(_files(target))}            # 4
    description = {"form": FORM, "at": at.isoformat(), "files": listed}
    (target / LIST).write_text(json.dumps(description, ensure_ascii=False, indent=1), encoding="utf-8")


def check_copy(folder: Path) -> None:
    """Every file is listed, there, and unchanged. Raises BackupUnreadable."""
    try:
        description = json.loads((folder / LIST).read_text(encoding="utf-8"))
        listed = dict(description["files"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise BackupUnreadable(reason=LIST) from error
    if description.get("form") != FORM:
        raise BackupUnreadable(reason="form")
    found = {str(name) for name in _files(folder)} - {LIST}
    for name in sorted(found ^ set(listed)):
        raise BackupUnreadable(reason=name)
    for name, digest in listed.items():
        if _digest(folder / name) != digest:
            raise BackupUnreadable(reason=name)


def load_dump(folder: Path, database: str) -> None:
    """Put the copy's PostgreSQL database in place of what is there, in one transaction."""
    _run(
        "pg_restore", "--clean", "--if-exists", "--no-owner", "--single-transaction", f"--dbname={database}",
        str(folder / DUMP),
    )


def _files(folder: Path) -> Iterator[Path]:
    """Every regular file, relative; not what only a running installation needs."""
    for where, names, files in os.walk(folder):
        at = Path(where).relative_to(folder)
        if at == Path():
            names[:] = [each for each in names if each not in _LEFT_OUT and not each.startswith("replaced-")]
        for name in files:
            is_left_out = at == Path() and name in _LEFT_OUT
            if not is_left_out and not name.endswith(_BESIDE_SQLITE) and not (folder / at / name).is_symlink():
                yield at / name


def _is_sqlite(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


def _copy_sqlite(source: Path, target: Path) -> None:
    with (
        closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as old,
        closing(sqlite3.connect(target)) as new,
    ):
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
    target.chmod(source.stat().st_mode & 0o777)


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _run(*command: str) -> None:
    if shutil.which(command[0]) is None:
        raise DatabaseToolMissing(name=command[0], reason="not installed")
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603 - fixed program, own values
    if done.returncode:
        raise DatabaseToolMissing(name=command[0], reason=(done.stderr.strip().splitlines() or ["?"])[-1][:200])
