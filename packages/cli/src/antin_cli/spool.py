"""A list too long for memory: kept in a file without a name, in order."""

import os
import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile, gettempdir
from typing import Generic, Self, TypeVar

from antin_cli.errors import OutputNotWritten
from antin_cli.output import add_at_end

T = TypeVar("T")


class Spool(Generic[T]):
    """Filled, then read as often as needed; a context manager. Nothing of it remains."""

    def __init__(self) -> None:
        self._file = TemporaryFile(buffering=0)  # noqa: SIM115 - it lives as long as this object
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def append(self, each: T) -> None:
        """At the end. Raises OutputNotWritten."""
        try:
            add_at_end(self._file, pickle.dumps(each))
        except OSError as error:
            from antin.messages.system_reasons import system_reason

            raise OutputNotWritten(path=gettempdir(), **system_reason(error)) from error
        self._count += 1

    def __iter__(self) -> Iterator[T]:
        self._file.seek(0)
        with os.fdopen(os.dup(self._file.fileno()), "rb") as file:
            for _ in range(self._count):
                each: T = pickle.load(file)  # noqa: S301 - nobody but this process can open this file
                yield each
