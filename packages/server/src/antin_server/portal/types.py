"""Words that this app's rooms share."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Tile:
    """One thing to go to from the desk. count: how much waits there; None: nothing to count."""

    title: str
    text: str
    address: str
    count: int | None = None
