"""What is written into a form: cleaned, bounded, and found by key."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from antin.casework.forms import Field
from antin.casework.forms.showing import shown
from antin.documents.errors import DocumentTooLarge

MAXIMUM_ROWS = 5_000
MAXIMUM_CHARACTERS = 5_000_000

# What no paper shows: controls, direction marks and other invisible characters, halves of pairs, private use.
# A mark that turns the direction of writing can make a number read otherwise than it was typed.
_NEVER_PRINTED = frozenset({"Cc", "Cf", "Cs", "Co", "Cn"})


def printable(text: str) -> str:
    """The text as a paper can hold it: NFC, lines parted by newlines, nothing invisible in it."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = (each for each in lines if each == "\n" or unicodedata.category(each) not in _NEVER_PRINTED)
    return unicodedata.normalize("NFC", "".join(kept)).strip()


@dataclass(frozen=True)
class Filling:
    """The values of one paper, all printable. is_blank: the paper is to be filled in by hand."""

    values: Mapping[str, str] = field(default_factory=dict)
    rows: Sequence[Mapping[str, str]] = ()
    is_blank: bool = False

    def value(self, key: str) -> str:
        """What was stored under a key; empty when nothing was."""
        return self.values.get(key, "")

    def words(self, asked: Field) -> str:
        """What the paper says for a blank: the words of a choice, else the value."""
        return shown(asked, self.value(asked.key))


BLANK = Filling(is_blank=True)


def filling(
    values: Mapping[str, str], rows: Sequence[Mapping[str, str]], head: Mapping[str, str]
) -> Filling:
    """Clean what a caller gives. Where both speak, the head wins.

    Raises DocumentTooLarge: more rows or characters than a paper holds.
    """
    _check_size(len(rows), "rows", MAXIMUM_ROWS)
    given = ({**values, **head}, *rows)
    _check_size(sum(len(text) for each in given for text in each.values()), "characters", MAXIMUM_CHARACTERS)
    cleaned, *lines = ({key: printable(text) for key, text in each.items()} for each in given)
    return Filling(cleaned, tuple(lines))


def _check_size(found: int, what: str, maximum: int) -> None:
    if found > maximum:
        raise DocumentTooLarge(what=what, found=found, maximum=maximum)
