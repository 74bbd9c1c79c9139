"""Deadlines as people here count them: working days, from the day after receipt."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from antin.casework.errors import CalendarUnknown, TimeWithoutZone
from antin.casework.formats.dates import VIETNAM
from antin.casework.holidays import YEARS, YearOfHolidays, days_off
from antin.casework.parameters import Parameter, Unit

_SATURDAY = 5
_LAST_SECOND = time(23, 59, 59)


@dataclass(frozen=True)
class Calendar:
    """Which days are worked. `years`: those it knows; a question about another raises CalendarUnknown."""

    years: frozenset[int]
    closed: frozenset[date]
    worked: frozenset[date]

    @classmethod
    def of(cls, years: Iterable[YearOfHolidays]) -> "Calendar":
        """A calendar of these years."""
        years = tuple(years)
        return cls(
            frozenset(each.year for each in years),
            frozenset(day for each in years for day in days_off(each)),
            frozenset(worked for each in years for _, worked in each.swaps),
        )

    def is_worked(self, day: date) -> bool:
        """Whether offices are open. Raises CalendarUnknown."""
        if day.year not in self.years:
            raise CalendarUnknown(year=day.year)
        return day in self.worked or (day.weekday() < _SATURDAY and day not in self.closed)


CALENDAR = Calendar.of(YEARS)


def working_day_after(day: date, count: int, calendar: Calendar = CALENDAR) -> date:
    """The count-th working day after `day`, which never counts itself (BLDS 2015 Đ.147). Count 0: `day`."""
    while count > 0:
        day += timedelta(days=1)
        count -= calendar.is_worked(day)
    return day


def deadline(received_at: datetime, working_days: int, calendar: Calendar = CALENDAR) -> datetime:
    """The last second of the last day (BLDS 2015 Đ.148) in Vietnam.

    received_at: aware; its day in Vietnam is the day of receipt. Raises TimeWithoutZone, CalendarUnknown.
    """
    if received_at.tzinfo is None:
        raise TimeWithoutZone()
    received_on = received_at.astimezone(VIETNAM).date()
    return datetime.combine(working_day_after(received_on, working_days, calendar), _LAST_SECOND, VIETNAM)


def due(parameter: Parameter, since: datetime, calendar: Calendar = CALENDAR) -> datetime:
    """The deadline that a parameter in working days, days or hours sets, counted from an aware time.

    Raises TimeWithoutZone, CalendarUnknown.
    """
    if parameter.unit is Unit.WORKING_DAYS:
        return deadline(since, parameter.value, calendar)
    if since.tzinfo is None:
        raise TimeWithoutZone()
    length = (
        timedelta(hours=parameter.value) if parameter.unit is Unit.HOURS else timedelta(days=parameter.value)
    )
    return since.astimezone(VIETNAM) + length
