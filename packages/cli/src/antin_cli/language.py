"""Which language the command speaks: `--lang`, else ANTIN_LANG, else LANG, else Vietnamese."""

from collections.abc import Mapping, Sequence
from typing import Literal

Language = Literal["vi", "en"]
LANGUAGES: tuple[Language, ...] = ("vi", "en")
_OPTION = "--lang"


class _Spoken:
    language: Language = "vi"


def use(language: Language) -> None:
    """Speak this language from now on."""
    _Spoken.language = language


def current() -> Language:
    """The language spoken."""
    return _Spoken.language


def chosen(arguments: Sequence[str], environment: Mapping[str, str]) -> Language:
    """The language asked for, found before the arguments are read: their faults are told in it, too."""
    asked = (_asked(arguments), environment.get("ANTIN_LANG", ""), environment.get("LANG", ""))
    return next((found for each in asked if (found := _known(each))), "vi")


def _asked(arguments: Sequence[str]) -> str:
    for place, each in enumerate(arguments):
        if each == "--":
            return ""
        if each == _OPTION:
            return arguments[place + 1] if place + 1 < len(arguments) else ""
        if each.startswith(_OPTION + "="):
            return each.partition("=")[2]
    return ""


def _known(name: str) -> Language | None:
    """`en`, `en_US.UTF-8`: the language; C and others say nothing."""
    short = name.replace("-", "_").partition("_")[0].partition(".")[0].lower()
    return next((each for each in LANGUAGES if each == short), None)
