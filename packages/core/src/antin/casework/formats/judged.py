"""What a format says about one typed value."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from antin.casework.formats.domains import OFFICIAL_DOMAINS

_INVISIBLE = re.compile(r"[\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff]")


@dataclass(frozen=True)
class Circumstances:
    """What a check must know beside the text: the day, and what the installation allows.

    today: the day in Vietnam. pilot: soft keys are allowed.
    """

    today: date
    official_domains: tuple[str, ...] = OFFICIAL_DOMAINS
    pilot: bool = False


@dataclass(frozen=True)
class Judged:
    """What came of one value.

    value: as it will be stored. fault: the code of what is wrong, empty for nothing; `said` fills its text.
    """

    value: str
    fault: str = ""
    said: Mapping[str, object] = field(default_factory=dict)


def tidy(text: str) -> str:
    """One line of text in NFC, without invisible characters, runs of spaces made one."""
    return " ".join(_INVISIBLE.sub("", unicodedata.normalize("NFC", text)).split())


def tidy_lines(text: str) -> str:
    """The same for several lines, kept apart."""
    return "\n".join(tidy(line) for line in text.strip().splitlines())


def bare(text: str) -> str:
    """A number or code without the spaces, dots and hyphens people write into it."""
    return re.sub(r"[\s.\-‐-―]", "", tidy(text))
