"""Names of what a row refers to by its code, such as `person:7`; every app says how its own kinds are named.

An app declares its kinds in its `apps.py` (`declare`), so that a page of an app below can show them.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping

Namer = Callable[[Collection[int]], Mapping[int, str]]
"""Names by id, asked for in one go; ids that are not known are left out."""

_NAMERS: dict[str, Namer] = {}


def declare(kind: str, namer: Namer) -> None:
    """How a kind is named; declaring the same kind again replaces it."""
    _NAMERS[kind] = namer


def names_of(references: Iterable[str]) -> dict[str, str]:
    """The names of those references whose kind is declared and whose id is known: one question for each kind."""
    wanted: defaultdict[str, set[int]] = defaultdict(set)
    for each in references:
        kind, _, number = each.partition(":")
        if kind in _NAMERS and number.isascii() and number.isdigit() and len(number) < 19:
            wanted[kind].add(int(number))
    return {
        f"{kind}:{number}": name for kind, numbers in wanted.items() for number, name in _NAMERS[kind](numbers).items()
    }
