"""Damaged and hostile PDF files, more than three hundred, each made at the call and equal each time but for keys.

`FILES` maps a name to what makes the file. Every one of them must end in a verdict, at little cost; `measure.py` tells
what the command spends on each. A reader of tests puts `tests/vectors` on its path and imports `hostile`.
"""

from collections.abc import Callable

from hostile import bombs, crowds, damage, endless, loops, messages, tables

__all__ = ["FILES", "LEFT_OPEN"]

FILES: dict[str, Callable[[], bytes]] = {
    **damage.FILES, **endless.FILES, **tables.FILES, **loops.FILES, **bombs.FILES, **crowds.FILES, **messages.FILES,
}

# What the verifier does not bear yet, with the reason; a line goes as soon as it does.
LEFT_OPEN: dict[str, str] = {}
