"""The journal of a run that can be stopped at any moment and started again: what was answered, line by line.

JSON lines in ASCII. `{"bind": name, "value": …}`: what the run is about, and stays about; `{"key": …, …}`: one answer.
Each line is on the disk before the run goes on; a last line that was cut off is as if it had never been.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from io import FileIO
from pathlib import Path
from typing import Any, Self

from antin_cli.errors import JournalInUse, JournalNotWritten, JournalOfAnotherRun, JournalUnreadable
from antin_cli.output import add_at_end

Entry = Mapping[str, Any]
_LOCKED_AT = 1 << 40  # beyond every line: where a lock forbids reading, it forbids nothing that is there


class Journal:
    """Opened for this process alone; a context manager. Kept in memory is 16 octets and a place for each answer.

    command, settings: what the run is about.
    Raises JournalInUse, JournalNotWritten, JournalOfAnotherRun, JournalUnreadable.
    """

    def __init__(self, path: Path, *, command: str, settings: str) -> None:
        self.path = path
        self._places: dict[bytes, int] = {}
        self._bound: dict[str, str] = {}
        try:
            self._file = FileIO(os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600), "r+")
        except OSError as error:
            from antin.messages.system_reasons import system_reason

            raise JournalUnreadable(path=path, **system_reason(error)) from error
        try:
            self._lock()
            self._read(_octets({"bind": "command", "value": command}))
            self.bind("command", command)
            self.bind("settings", settings)
        except BaseException:  # whatever stops the caller lets go of the file
            self._file.close()
            raise

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return len(self._places)

    def bind(self, name: str, value: str) -> None:
        """Of the first time; afterwards it must be the same. Raises JournalNotWritten, JournalOfAnotherRun."""
        if name not in self._bound:
            self._write({"bind": name, "value": value})
            self._bound[name] = value
        elif self._bound[name] != value:
            raise JournalOfAnotherRun(path=self.path)

    def answer(self, path: Path, sha256: str) -> Entry | None:
        """What was written last about a file with this content; None: nothing."""
        place = self._places.get(_digest(_key(path, sha256)))
        if place is None:
            return None
        self._file.seek(place)
        # A line is as long as a verdict; it is read in pieces until its end.
        found: Entry = json.loads(_line(self._file))
        return found

    def write(self, path: Path, sha256: str, entry: Entry) -> None:
        """An answer; on the disk when this comes back. Raises JournalNotWritten."""
        key = _key(path, sha256)
        self._places[_digest(key)] = self._write({"key": key, **entry})

    def _write(self, line: Mapping[str, object]) -> int:
        try:
            return add_at_end(self._file, _octets(line), is_kept=True)
        except OSError as error:
            from antin.messages.system_reasons import system_reason

            raise JournalNotWritten(path=self.path, **system_reason(error)) from error

    def _lock(self) -> None:
        try:
            _locked(self._file)
        except OSError as error:
            raise JournalInUse(path=self.path) from error

    def _read(self, first: bytes) -> None:
        """first: the line that a new journal begins with. Only what was cut off of a line of ours is taken away."""
        place = 0
        with os.fdopen(os.dup(self._file.fileno()), "rb") as lines:
            for number, line in enumerate(lines, 1):
                if not line.endswith(b"\n") and (first.startswith(line) if number == 1 else line.startswith(b"{")):
                    break
                self._take(line, number, place)
                place += len(line)
        self._file.truncate(place)

    def _take(self, line: bytes, number: int, place: int) -> None:
        try:
            told = json.loads(line)
            if number == 1 or "bind" in told:
                self._bound[told["bind"]] = told["value"]
            else:
                self._places[_digest(told["key"])] = place
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise JournalUnreadable(path=self.path, reason=f"line {number}") from error


def sha256_of(*parts: object) -> str:
    """One digest of settings in their order."""
    return hashlib.sha256(json.dumps([str(each) for each in parts]).encode("ascii")).hexdigest()


def _octets(line: Mapping[str, object]) -> bytes:
    return json.dumps(line).encode("ascii") + b"\n"


def _key(path: Path, sha256: str) -> str:
    return f"{sha256} {path.absolute()}"


def _digest(key: str) -> bytes:
    return hashlib.sha256(key.encode("utf-8", "surrogatepass")).digest()[:16]


def _line(file: FileIO) -> bytes:
    parts = list[bytes]()
    while part := file.read(1 << 14):
        head, end, _ = part.partition(b"\n")
        parts.append(head)
        if end:
            break
    return b"".join(parts)


def _locked(file: FileIO) -> None:
    """Raises OSError: another process has it. The system lets go of it however this process ends."""
    try:
        import fcntl
    except ImportError:
        import msvcrt

        file.seek(_LOCKED_AT)
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined, unused-ignore]  # of Windows
        finally:
            file.seek(0)
        return
    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
