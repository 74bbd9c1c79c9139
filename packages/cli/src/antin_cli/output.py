"""Lines for people and machines, progress on a terminal, and files that are never overwritten by chance."""

import os
import sys
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from io import FileIO
from pathlib import Path

from antin_cli.errors import OutputExists, OutputNotWritten, OutputTwice

_HIDDEN = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def safe(text: str) -> str:
    """The text with whatever could move, hide or reorder what a terminal shows written as \\u codes."""
    if text.isascii() and text.isprintable():
        return text
    return "".join(
        f"\\u{ord(each):04x}" if unicodedata.category(each) in _HIDDEN else each for each in text
    )


def line(text: str = "") -> None:
    """A line on standard output."""
    sys.stdout.write(safe(text) + "\n")


def note(text: str) -> None:
    """A line on standard error."""
    sys.stdout.flush()
    sys.stderr.write(safe(text) + "\n")
    sys.stderr.flush()


def json_line(value: Mapping[str, object]) -> None:
    """One object on one line."""
    import json

    sys.stdout.write(json.dumps(value, ensure_ascii=False) + "\n")


class Progress:
    """Counts files on a terminal; says nothing elsewhere. total: 0 when it is not known."""

    def __init__(self, *, is_shown: bool, total: int = 0) -> None:
        self._is_shown, self._count, self._of = is_shown, 0, f"/{total}" if total else ""

    def step(self, name: str) -> None:
        """The next file has begun."""
        self._count += 1
        if self._is_shown:
            sys.stderr.write(f"\r\x1b[K{self._count}{self._of}  {safe(name)[-60:]}")
            sys.stderr.flush()

    def clear(self) -> None:
        """Leave the line for something else."""
        if self._is_shown and self._count:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


@contextmanager
def progress(total: int = 0) -> Iterator[Progress]:
    """A counter that is gone at the end."""
    shown = Progress(is_shown=sys.stderr.isatty(), total=total)
    try:
        yield shown
    finally:
        shown.clear()


def check_free(path: Path, *, force: bool) -> None:
    """Before the work: raises OutputExists."""
    if not force and (path.exists() or path.is_symlink()):
        raise OutputExists(path=path)


def add_at_end(file: FileIO, octets: bytes, *, is_kept: bool = False) -> int:
    """All of them or none; where they begin. is_kept: on the disk when this comes back. Raises OSError."""
    place, left = file.seek(0, os.SEEK_END), memoryview(octets)
    try:
        while left:
            left = left[file.write(left):]
        if is_kept:
            os.fsync(file.fileno())
    except OSError:
        with suppress(OSError):
            file.truncate(place)
        raise
    return place


class Targets:
    """The results of one run, none of them twice; 16 octets are kept of each."""

    def __init__(self) -> None:
        self._known = set[bytes]()

    def require_new(self, path: Path) -> None:
        """Raises OutputTwice."""
        if _place(path) in self._known:
            raise OutputTwice(path=path)

    def add(self, path: Path) -> None:
        """It is there, or will be."""
        self._known.add(_place(path))


def _place(path: Path) -> bytes:
    """However the way there is written; a link in its place would be replaced, not followed."""
    from hashlib import sha256

    return sha256(os.fsencode(os.path.normcase(path.parent.resolve() / path.name))).digest()[:16]


def write_file(path: Path, data: bytes | Iterable[bytes], *, force: bool, is_secret: bool = False) -> None:
    """Write the whole file or none of it, even when the power fails; a secret one for its owner's eyes only.

    Raises OutputExists, OutputNotWritten.
    """
    from secrets import token_hex

    check_free(path, force=force)
    beside = path.with_name(f".{path.name[:100]}.{token_hex(4)}.part")
    try:
        try:
            flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
            with os.fdopen(os.open(beside, flags, 0o600 if is_secret else 0o666), "wb") as file:
                file.writelines((data,) if isinstance(data, bytes) else data)
                file.flush()
                os.fsync(file.fileno())
            beside.replace(path)
        finally:
            beside.unlink(missing_ok=True)
    except OSError as error:
        from antin.messages.system_reasons import system_reason

        raise OutputNotWritten(path=path, **system_reason(error)) from error
