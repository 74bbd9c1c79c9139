"""Holidays recomputed from the moon, and deadlines counted across them."""

from datetime import UTC, date, datetime, timedelta
from math import floor, pi, sin

import pytest
from hypothesis import given
from hypothesis import strategies as st

from antin.casework import VIETNAM, law_set
from antin.casework.errors import CalendarUnknown, TimeWithoutZone
from antin.casework.holidays import YEARS, YearOfHolidays, days_off
from antin.casework.working_days import CALENDAR, deadline, due, working_day_after


def named(year: YearOfHolidays) -> str:
    return str(year.year)


@pytest.mark.parametrize("year", YEARS, ids=named)
class TestAYearOfHolidays:
    def test_has_tet_and_the_hung_kings_on_their_days_of_the_moon(self, year: YearOfHolidays) -> None:
        assert year.tet == lunar_new_year(year.year)
        assert year.hung_kings == lunar_day(year.year, month=3, day=10)

    def test_closes_eleven_days_at_most_and_never_the_same_twice(self, year: YearOfHolidays) -> None:
        closed_in_the_week = {day for day in days_off(year) if day.weekday() < 5}
        swapped = len(year.swaps)

        assert len(closed_in_the_week) == (11 if year.year >= 2021 else 10) + swapped

    def test_swaps_a_day_of_the_week_for_a_saturday(self, year: YearOfHolidays) -> None:
        assert all(off.weekday() < 5 and worked.weekday() == 5 for off, worked in year.swaps)


class TestTheCalendar:
    @pytest.mark.parametrize(
        ("first", "last"),
        [
            (date(2020, 1, 23), date(2020, 1, 29)),
            (date(2021, 2, 10), date(2021, 2, 16)),
            (date(2022, 4, 30), date(2022, 5, 3)),
            (date(2023, 4, 29), date(2023, 5, 3)),
            (date(2024, 4, 27), date(2024, 5, 1)),
            (date(2025, 4, 30), date(2025, 5, 4)),
            (date(2025, 8, 30), date(2025, 9, 2)),
            (date(2026, 1, 1), date(2026, 1, 4)),
            (date(2026, 2, 14), date(2026, 2, 22)),
            (date(2026, 8, 29), date(2026, 9, 2)),
        ],
    )
    def test_agrees_with_the_breaks_that_were_announced(self, first: date, last: date) -> None:
        days = [first + timedelta(days=place) for place in range((last - first).days + 1)]

        assert [day for day in days if CALENDAR.is_worked(day)] == []
        assert CALENDAR.is_worked(last + timedelta(days=1))

    def test_works_the_saturdays_that_were_swapped(self) -> None:
        assert CALENDAR.is_worked(date(2026, 8, 22))
        assert not CALENDAR.is_worked(date(2026, 8, 15))

    def test_says_so_beyond_the_years_it_knows(self) -> None:
        with pytest.raises(CalendarUnknown):
            CALENDAR.is_worked(date(2031, 1, 1))


class TestDeadline:
    @pytest.mark.parametrize(
        ("received_at", "last_day"),
        [
            (datetime(2020, 6, 19, 14, 47, tzinfo=VIETNAM), date(2020, 6, 24)),  # a Friday
            (datetime(2026, 2, 12, 16, 0, tzinfo=VIETNAM), date(2026, 2, 24)),  # Tết lies between
            (datetime(2026, 8, 20, 9, 0, tzinfo=VIETNAM), date(2026, 8, 24)),  # Saturday 22/8 is worked
            (datetime(2026, 11, 22, 10, 0, tzinfo=VIETNAM), date(2026, 11, 25)),  # a Sunday
            (datetime(2026, 11, 23, 18, 0, tzinfo=UTC), date(2026, 11, 27)),  # already 24/11 in Vietnam
        ],
    )
    def test_counts_three_working_days_from_the_day_after_receipt(
        self, received_at: datetime, last_day: date
    ) -> None:
        assert deadline(received_at, 3) == datetime(
            last_day.year, last_day.month, last_day.day, 23, 59, 59, tzinfo=VIETNAM
        )

    def test_follows_the_unit_of_the_parameter(self) -> None:
        since = datetime(2026, 11, 20, 9, 0, tzinfo=VIETNAM)
        current = law_set("nd68_2024")

        assert due(current.parameter("revoke_hours"), since) == since + timedelta(hours=12)
        assert due(current.parameter("renew_remaining_days"), since) == since + timedelta(days=30)
        assert due(current.parameter("issue_days"), since) == deadline(since, 3)

    def test_wants_a_zone(self) -> None:
        with pytest.raises(TimeWithoutZone):
            deadline(datetime(2026, 11, 20, 9, 0), 3)
        with pytest.raises(TimeWithoutZone):
            due(law_set("nd68_2024").parameter("revoke_hours"), datetime(2026, 11, 20, 9, 0))

    @given(day=st.dates(date(2019, 1, 1), date(2030, 6, 30)), count=st.integers(1, 30))
    def test_ends_on_a_worked_day_with_just_that_many_worked_days_before(self, day: date, count: int) -> None:
        last = working_day_after(day, count)
        passed = [day + timedelta(days=place) for place in range(1, (last - day).days + 1)]

        assert CALENDAR.is_worked(last)
        assert sum(map(CALENDAR.is_worked, passed)) == count


# An oracle of its own for the moon: Hồ Ngọc Đức's published algorithm after Meeus, in Vietnam's zone (UTC+7).

ZONE = 7


def new_moon_day(count: int) -> int:
    """Julian day number, in Vietnam, of the count-th new moon after 1/1/1900."""
    century = count / 1236.85
    degree = pi / 180
    mean = 2415020.75933 + 29.53058868 * count + 0.0001178 * century**2 - 0.000000155 * century**3
    mean += 0.00033 * sin((166.56 + 132.87 * century - 0.009173 * century**2) * degree)
    sun = 359.2242 + 29.10535608 * count - 0.0000333 * century**2 - 0.00000347 * century**3
    moon = 306.0253 + 385.81691806 * count + 0.0107306 * century**2 + 0.00001236 * century**3
    node = 21.2964 + 390.67050646 * count - 0.0016528 * century**2 - 0.00000239 * century**3
    change = (0.1734 - 0.000393 * century) * sin(sun * degree) + 0.0021 * sin(2 * degree * sun)
    change += -0.4068 * sin(moon * degree) + 0.0161 * sin(degree * 2 * moon) - 0.0004 * sin(degree * 3 * moon)
    change += 0.0104 * sin(degree * 2 * node) - 0.0051 * sin(degree * (sun + moon))
    change += -0.0074 * sin(degree * (sun - moon)) + 0.0004 * sin(degree * (2 * node + sun))
    change += -0.0004 * sin(degree * (2 * node - sun)) - 0.0006 * sin(degree * (2 * node + moon))
    change += 0.0010 * sin(degree * (2 * node - moon)) + 0.0005 * sin(degree * (2 * moon + sun))
    delta = -0.000278 + 0.000265 * century + 0.000262 * century**2
    return floor(mean + change - delta + 0.5 + ZONE / 24)


def sun_sector(julian: int) -> int:
    """Which twelfth of the zodiac the sun stands in at midnight in Vietnam."""
    century = (julian - 0.5 - ZONE / 24 - 2451545.0) / 36525
    degree = pi / 180
    anomaly = 357.52910 + 35999.05030 * century - 0.0001559 * century**2 - 0.00000048 * century**3
    mean = 280.46645 + 36000.76983 * century + 0.0003032 * century**2
    turn = (1.914600 - 0.004817 * century - 0.000014 * century**2) * sin(degree * anomaly)
    turn += (0.019993 - 0.000101 * century) * sin(2 * degree * anomaly) + 0.000290 * sin(3 * degree * anomaly)
    return floor(((mean + turn) * degree % (2 * pi)) / pi * 6)


def julian(day: date) -> int:
    return day.toordinal() + 1721425


def month_eleven(year: int) -> int:
    """The count of the new moon that opens the lunar month of the winter solstice."""
    count = floor((julian(date(year, 12, 31)) - 2415021) / 29.530588853)
    return count - 1 if sun_sector(new_moon_day(count)) >= 9 else count


def leap_place(first: int) -> int:
    """Which month after month eleven repeats; the sun changes no sector in it."""
    place = 1
    last, arc = -1, sun_sector(new_moon_day(first + 1))
    while arc != last and place < 14:
        last, place = arc, place + 1
        arc = sun_sector(new_moon_day(first + place))
    return place - 1


def lunar_day(year: int, *, month: int, day: int) -> date:
    """The day of the common calendar; months 1 to 10 of the lunar year that begins in `year`."""
    before, after = month_eleven(year - 1), month_eleven(year)
    place = month + 1
    has_leap = new_moon_day(after) - new_moon_day(before) > 365
    if has_leap and place >= leap_place(before):
        place += 1
    return date.fromordinal(new_moon_day(before + place) + day - 1 - 1721425)


def lunar_new_year(year: int) -> date:
    return lunar_day(year, month=1, day=1)
