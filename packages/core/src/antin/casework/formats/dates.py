"""Days and moments as people here write them: dd/MM/yyyy, dd/MM/yyyy HH:mm."""

import re
from datetime import date, datetime, timedelta, timezone

from antin.casework.formats.judged import Circumstances, Judged, tidy

VIETNAM = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")
"""UTC+7, without summer time: what Asia/Ho_Chi_Minh has meant since 1975, with no need of a zone database."""

_DAY = re.compile(r"([0-9]{1,2})[/.\-]([0-9]{1,2})[/.\-]([0-9]{4})")
_MOMENT = re.compile(_DAY.pattern + r"[ ,]+([0-9]{1,2})[:hg]([0-9]{2})")


def parse_date(text: str) -> date | None:
    """The day that dd/MM/yyyy names, or None when it names none."""
    parts = _DAY.fullmatch(tidy(text))
    if parts is None:
        return None
    try:
        return date(int(parts[3]), int(parts[2]), int(parts[1]))
    except ValueError:  # 31/02: looks like a day and is none
        return None


def parse_moment(text: str) -> datetime | None:
    """The moment that dd/MM/yyyy HH:mm names in Vietnam, aware, or None."""
    parts = _MOMENT.fullmatch(tidy(text))
    if parts is None:
        return None
    try:
        day, month, year, hour, minute = map(int, parts.groups())
        return datetime(year, month, day, hour, minute, tzinfo=VIETNAM)
    except ValueError:  # 25:61 looks like a time and is none
        return None


def write_date(day: date) -> str:
    """dd/MM/yyyy."""
    return f"{day:%d/%m/}{day.year:04}"


def write_moment(at: datetime) -> str:
    """dd/MM/yyyy HH:mm in Vietnam, of an aware time."""
    local = at.astimezone(VIETNAM)
    return f"{write_date(local.date())} {local:%H:%M}"


def judge_date(text: str, _circumstances: Circumstances) -> Judged:
    """A day that exists, from 1900 on."""
    day = parse_date(text)
    if day is None:
        return Judged(tidy(text), "date_not_read")
    if day.year < 1900:
        return Judged(tidy(text), "date_too_early")
    return Judged(write_date(day))


def judge_moment(text: str, _circumstances: Circumstances) -> Judged:
    """A moment that exists, from 1900 on."""
    at = parse_moment(text)
    if at is None:
        return Judged(tidy(text), "moment_not_read")
    if at.year < 1900:
        return Judged(tidy(text), "date_too_early")
    return Judged(write_moment(at))
