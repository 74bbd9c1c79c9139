"""Files named on the command line: read within bounds, folders walked, a bad one never the end of the rest."""

import os
import stat
from collections.abc import Iterable, Iterator
from pathlib import Path

from antin_cli.errors import InputUnreadable

SMALL_OCTETS = 4 * 1024 * 1024


def files_of(paths: Iterable[Path]) -> Iterator[Path]:
    """Every file: the paths themselves, and for folders all that is in them, sorted; links to folders are not
    followed.
    """
    for path in paths:
        if not path.is_dir():
            yield path
            continue
        for folder, folders, names in os.walk(path, onerror=None):
            folders.sort()
            yield from (Path(folder) / name for name in sorted(names))


def read_input(path: Path, limit: int, *, may_be_pipe: bool = False) -> bytes:
    """The content; one octet more than the limit when it is larger. Raises InputUnreadable.

    may_be_pipe: what a person names, not what a folder holds: the shell may stand behind it, as in `<(pass show x)`.
    """
    from antin.messages.system_reasons import NOT_A_FILE, system_reason, told

    try:
        if not may_be_pipe and not stat.S_ISREG(path.stat().st_mode):
            raise InputUnreadable(path=path, **told(NOT_A_FILE))
        with path.open("rb") as file:
            return file.read(limit + 1)
    except OSError as error:
        raise InputUnreadable(path=path, **system_reason(error)) from error


def read_small(path: Path, limit: int = SMALL_OCTETS, *, may_be_pipe: bool = False) -> bytes:
    """The content of a file that has no business being large. Raises InputUnreadable."""
    data = read_input(path, limit, may_be_pipe=may_be_pipe)
    if len(data) > limit:
        from antin.messages.system_reasons import TOO_LARGE, told

        raise InputUnreadable(path=path, **told(TOO_LARGE))
    return data
