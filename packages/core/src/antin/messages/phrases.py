"""A part of the catalogue inside another text of it."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Phrase:
    """The text of a code, or its hint, said in the language of the text around it."""

    code: str
    is_hint: bool = False
