"""A list too long for memory: kept in a file without a name, in order."""

import pickle
from collections.abc import Iterator
from tempfile import TemporaryFile
from typing import Generic, Self, TypeVar

T = TypeVar("T")


class Spool(Generic[T]):
    """Filled, then read as often as needed; a context manager. Nothing of it remains."""

    def __init__(self) -> None:
        self._file = TemporaryFile()  # noqa: SIM115 - it lives as long as this object
        self._count = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def __len__(self) -> int:
        return self._count

    def append(self, each: T) -> None:
        """At the end."""
        pickle.dump(each, self._file)
        self._count += 1

    def __iter__(self) -> Iterator[T]:
        self._file.seek(0)
        for _ in range(self._count):
            each: T = pickle.load(self._file)  # noqa: S301 - nobody but this process can open this file
            yield each
