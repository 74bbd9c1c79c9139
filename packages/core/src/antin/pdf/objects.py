"""PDF objects as Python values (ISO 32000-2 7.3).

null, booleans, integers and reals are None, bool, int and float; strings are bytes as written (text strings are
decoded by `text_of`); arrays are lists; dictionaries are dicts whose keys are written with their slash, "/Type".
Nothing in them is followed: what a `Ref` points at, a `View` of the file tells.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

MAX_DEPTH = 100


class Name(str):
    """A name with its slash, as "/Sig"; its octets as Latin-1."""

    __slots__ = ()


class Repeated(dict[str, Any]):
    """A dictionary that gives an entry two values; the last counts here, but other programs may take the first."""

    __slots__ = ()


class Ref(NamedTuple):
    """A reference to an indirect object."""

    number: int
    generation: int


class Stream:
    """A stream: its dictionary, and its content as it stands in the file, which is copied only when asked for.

    owner: the object's own number and generation, which decryption needs; None inside no encrypted file.
    """

    __slots__ = ("_data", "end", "entries", "owner", "start")

    def __init__(self, entries: dict[str, Any], data: bytes, start: int = 0, end: int | None = None,
                 owner: Ref | None = None) -> None:
        self.entries, self._data, self.start, self.owner = entries, data, start, owner
        self.end = len(data) if end is None else end

    @property
    def raw(self) -> bytes:
        """The content as stored: packed, and encrypted where the file is."""
        return self._data[self.start : self.end]


Value = Any


def text_of(value: Value) -> str:
    """A text string or a name as text; empty for anything else (ISO 32000-2 7.9.2.2)."""
    if isinstance(value, Name):
        return str(value)
    if not isinstance(value, bytes):
        return ""
    if value.startswith(b"\xfe\xff"):
        return value[2:].decode("utf-16-be", "replace")
    if value.startswith(b"\xff\xfe"):
        return value[2:].decode("utf-16-le", "replace")
    if value.startswith(b"\xef\xbb\xbf"):
        return value[3:].decode("utf-8", "replace")
    return value.decode("latin-1").translate(_PDF_DOC_ENCODING)


# PDFDocEncoding where it differs from Latin-1 (ISO 32000-2 annex D.2).
_PDF_DOC_ENCODING = {
    **dict(zip(range(0x18, 0x20), "˘ˇˆ˙˝˛˚˜", strict=True)),
    **dict(zip(range(0x80, 0x9F), "•†‡…—–ƒ⁄‹›−‰„“”‘’‚™ﬁﬂŁŒŠŸŽıłœšž", strict=True)),
    0xA0: "€",
}


def same(one: Value, other: Value) -> bool:
    """Whether two objects have equal content; references are equal when they name the same object."""
    pending = [(one, other)]
    while pending:
        one, other = pending.pop()
        if type(one) is not type(other):
            return False
        if isinstance(one, Stream):
            if one.raw != other.raw:
                return False
            one, other = one.entries, other.entries
        if isinstance(one, dict):
            if one.keys() != other.keys():
                return False
            pending.extend((value, other[key]) for key, value in one.items())
        elif isinstance(one, list):
            if len(one) != len(other):
                return False
            pending.extend(zip(one, other, strict=True))
        elif one != other:
            return False
    return True


def differing(one: dict[str, Value], other: dict[str, Value]) -> set[str]:
    """The entries in which two dictionaries differ."""
    return {key for key in {*one, *other} if key not in one or key not in other or not same(one[key], other[key])}


def entries_of(value: Value) -> dict[str, Value]:
    """The entries of a dictionary or stream; none for anything else."""
    if isinstance(value, Stream):
        return value.entries
    return value if isinstance(value, dict) else {}


def repeats(value: Value) -> bool:
    """Whether an object gives an entry two values, anywhere in itself."""
    pending = [value]
    while pending:
        each = pending.pop()
        if isinstance(each, list):
            pending.extend(each)
        elif isinstance(each, dict | Stream):
            if isinstance(entries_of(each), Repeated):
                return True
            pending.extend(entries_of(each).values())
    return False


def references(value: Value) -> Iterator[tuple[tuple[str, ...], Ref]]:
    """Every reference in an object, with the keys that lead to it; array members add no key."""
    pending: list[tuple[tuple[str, ...], Value]] = [((), value)]
    while pending:
        keys, each = pending.pop()
        if isinstance(each, Ref):
            yield keys, each
        elif isinstance(each, list):
            pending.extend((keys, inner) for inner in each)
        else:
            pending.extend(((*keys, key), inner) for key, inner in entries_of(each).items())
