"""One text catalogue for people, Vietnamese and English, by stable code.

Texts stand in `catalogue/<room>.toml`: a table per code with `vi`, `en` and, when a person can act,
`hint_vi`, `hint_en`. Fields in braces are filled from the error or the caller.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Literal

from antin.errors import AntinError
from antin.messages.phrases import Phrase

Language = Literal["vi", "en"]


@dataclass(frozen=True)
class Message:
    """A text ready to be shown: `code` for machines, `text` and `hint` (empty: nothing to do) for people."""

    code: str
    text: str
    hint: str = ""


class UnknownMessage(AntinError):
    """A code that the catalogue does not hold: a fault of ours."""

    code = "unknown_message"


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """Every entry by its code; a code stands in exactly one file."""
    entries: dict[str, Mapping[str, str]] = {}
    for file in sorted(files(__name__).joinpath("catalogue").iterdir(), key=lambda each: each.name):
        if file.name.endswith(".toml"):
            entries.update(tomllib.loads(file.read_text(encoding="utf-8")))
    return entries


def message(code: str, language: Language = "vi", **fields: object) -> Message:
    """The text of a code. A field the caller does not give stays in its braces.

    Raises UnknownMessage: the catalogue has no such code.
    """
    entry = catalogue().get(code)
    if entry is None:
        raise UnknownMessage(name=code)
    values = _Fields({
        name: _phrase(value, language) if isinstance(value, Phrase) else value for name, value in fields.items()
    })
    return Message(code, entry[language].format_map(values), entry.get(f"hint_{language}", "").format_map(values))


def message_of(error: AntinError, language: Language = "vi") -> Message:
    """The text and hint of an error."""
    return message(error.code, language, **error.fields)


def _phrase(phrase: Phrase, language: Language) -> str:
    said = message(phrase.code, language)
    return said.hint if phrase.is_hint else said.text


class _Fields(dict[str, object]):
    def __missing__(self, key: str) -> str:
        return "{" + key + "}"
