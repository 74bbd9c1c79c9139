"""Which of two journals of a signer goes on from the other."""

import sqlite3
from contextlib import closing
from enum import StrEnum
from pathlib import Path

from antin_server.operations.errors import BackupUnreadable


class Relation(StrEnum):
    """How the present journal stands to the one of a backup."""

    NONE = "none"  # there is no present journal
    SAME_OR_LONGER = "same_or_longer"
    SHORTER = "shorter"
    APART = "apart"  # neither goes on from the other: two histories


def relation(present: Path, backup: Path) -> Relation:
    """Judged by the chains of hashes. Raises BackupUnreadable: a file is no journal."""
    if not present.exists():
        return Relation.NONE
    ours, theirs = _hashes(present), _hashes(backup) if backup.exists() else []
    if ours[: len(theirs)] == theirs:
        return Relation.SAME_OR_LONGER
    return Relation.SHORTER if theirs[: len(ours)] == ours else Relation.APART


def _hashes(path: Path) -> list[tuple[int, str]]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=30)) as connection:
            return connection.execute("SELECT seq, hash FROM records ORDER BY seq").fetchall()
    except sqlite3.Error as error:
        raise BackupUnreadable(reason=path.name) from error
