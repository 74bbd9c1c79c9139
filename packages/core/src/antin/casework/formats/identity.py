"""Numbers of identity papers: số định danh cá nhân (CCCD), CMND, hộ chiếu.

12 digits: 3 of the place of birth registration, 1 of century and sex, 2 of the birth year, 6 of chance.
All rules are from memory, high confidence; that Excel drops the first zero was read (S20).
"""

import re
from datetime import date

from antin.casework.formats.judged import Circumstances, Judged, bare, tidy

_OLD_PROVINCES = frozenset(
    {
        1,
        2,
        4,
        6,
        8,
        10,
        11,
        12,
        14,
        15,
        17,
        19,
        20,
        22,
        24,
        25,
        26,
        27,
        30,
        31,
        33,
        34,
        35,
        36,
        37,
        38,
        40,
        42,
        44,
    }
    | {
        45,
        46,
        48,
        49,
        51,
        52,
        54,
        56,
        58,
        60,
        62,
        64,
        66,
        67,
        68,
        70,
        72,
        74,
        75,
        77,
        79,
        80,
        82,
        83,
        84,
        86,
        87,
    }
    | {89, 91, 92, 93, 94, 95, 96}
)
_LAST_HOME = 100  # above stand codes of countries: born abroad
_PASSPORT = re.compile(r"[A-Z][0-9]{7,8}")


def judge_personal_number(text: str, _circumstances: Circumstances) -> Judged:
    """Exactly 12 digits with a known place."""
    value = bare(text)
    if not re.fullmatch(r"[0-9]+", value):
        return Judged(tidy(text), "personal_number_not_digits")
    if len(value) == 11:
        return Judged(value, "personal_number_lost_zero")
    if len(value) != 12:
        return Judged(value, "personal_number_length", {"length": len(value)})
    if int(value[:3]) not in _OLD_PROVINCES and int(value[:3]) <= _LAST_HOME:
        return Judged(value, "personal_number_place")
    return Judged(value)


def judge_identity_paper(text: str, circumstances: Circumstances) -> Judged:
    """What tt185_2019 allowed: CMND of 9 digits, CCCD of 12, or a passport."""
    value = bare(text).upper()
    if re.fullmatch(r"[0-9]{9}", value) or _PASSPORT.fullmatch(value):
        return Judged(value)
    if re.fullmatch(r"[0-9]{8}", value):
        return Judged(value, "personal_number_lost_zero")
    return judge_personal_number(text, circumstances)


def contradiction(number: str, *, birth: date | None, sex: str) -> str:
    """The code of what birth day or sex contradict in a number of 12 digits; empty: nothing."""
    if not re.fullmatch(r"[0-9]{12}", number):
        return ""
    century, female = divmod(int(number[3]), 2)
    if birth is not None and birth.year != 1900 + 100 * century + int(number[4:6]):
        return "personal_number_birth_year"
    if sex and (sex == "Nữ") != bool(female):
        return "personal_number_sex"
    return ""
