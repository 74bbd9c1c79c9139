"""Free text, names of people, counts, ticks and places."""

import re
import unicodedata

from antin.casework.formats.judged import Circumstances, Judged, tidy, tidy_lines
from antin.casework.provinces import merged_into, province_named

_TICKED = frozenset({"x", "×", "on", "1", "true", "có"})


def judge_text(text: str, _circumstances: Circumstances) -> Judged:
    """One line of anything that prints."""
    return _printable(tidy(text))


def judge_long_text(text: str, _circumstances: Circumstances) -> Judged:
    """Several lines of anything that prints."""
    return _printable(tidy_lines(text))


def judge_person_name(text: str, _circumstances: Circumstances) -> Judged:
    """Họ và tên: letters, at least two words; upper and lower case are kept as typed."""
    value = tidy(text)
    if any(not (character.isalpha() or character in " '’-.") for character in value):
        return Judged(value, "person_name_letters")
    if " " not in value:
        return Judged(value, "person_name_short")
    return Judged(value)


def judge_count(text: str, _circumstances: Circumstances) -> Judged:
    """A whole number from 1."""
    value = tidy(text)
    return (
        Judged(str(int(value)))
        if re.fullmatch(r"0*[1-9][0-9]{0,5}", value)
        else Judged(value, "count_format")
    )


def judge_tick(text: str, _circumstances: Circumstances) -> Judged:
    """A box: "x" when ticked, empty otherwise."""
    return Judged("x" if tidy(text).lower() in _TICKED else "")


def judge_province(text: str, circumstances: Circumstances) -> Judged:
    """A province that exists on the day, by its official name."""
    province = province_named(text, on=circumstances.today)
    if province is not None:
        return Judged(province.name)
    successor = merged_into(text, on=circumstances.today)
    if successor is not None:
        return Judged(tidy(text), "province_merged", {"successor": successor.name})
    return Judged(tidy(text), "province_unknown")


def _printable(value: str) -> Judged:
    if any(
        unicodedata.category(character) in {"Cc", "Cs", "Co", "Cn"} for character in value.replace("\n", "")
    ):
        return Judged(value, "text_not_printable")
    return Judged(value)
