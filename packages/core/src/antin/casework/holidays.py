"""Days off of Vietnam's public service, 2019 to 2030, as data.

Fixed days: 1/1, 30/4, 1/5, 2/9 (BLLĐ 2019 Đ.112). By the moon: Tết (five days) and Giỗ Tổ (10/3).
Since 2021 one day beside 2/9. A holiday on a Saturday or Sunday moves to the next working day (Đ.111 k.3).
In some years the Government swaps a day between two holidays for a Saturday.

Lunar days are computed for Vietnam's own zone (a test recomputes them). How Tết and 2/9 were laid out is from
memory: high confidence up to 2026; later years follow the habit (low) until the notice is entered here.
24/11 (Ngày Văn hóa Việt Nam) is not counted: no law that makes it a day off was read.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from antin.casework.provenance import Confidence, Provenance, memory

_SATURDAY = 5
_TET_DAYS = 5
_SECOND_DAY_SINCE = 2021  # BLLĐ 2019 in force


@dataclass(frozen=True)
class YearOfHolidays:
    """What differs from year to year.

    tet: the first day of the lunar year. eves: how many of the five days off lie before it.
    hung_kings: Giỗ Tổ. beside_national_day: the second day off of 2/9, None before 2021.
    swaps: (day off, Saturday worked instead).
    """

    year: int
    tet: date
    eves: int
    hung_kings: date
    beside_national_day: date | None
    provenance: Provenance
    swaps: tuple[tuple[date, date], ...] = ()


def _year(
    year: int,
    tet: tuple[int, int],
    eves: int,
    hung_kings: tuple[int, int],
    september: int,
    *swaps: tuple[int, int, int, int],
) -> YearOfHolidays:
    """Days as (day, month); september: the day beside 2/9, 0 for none; swaps as (day, month, day, month)."""
    return YearOfHolidays(
        year,
        date(year, tet[1], tet[0]),
        eves,
        date(year, hung_kings[1], hung_kings[0]),
        date(year, 9, september) if september else None,
        memory(Confidence.HIGH if year <= 2026 else Confidence.LOW),
        tuple((date(year, b, a), date(year, d, c)) for a, b, c, d in swaps),
    )


YEARS = (
    _year(2019, (5, 2), 1, (14, 4), 0, (29, 4, 4, 5)),
    _year(2020, (25, 1), 2, (2, 4), 0),
    _year(2021, (12, 2), 2, (21, 4), 3),
    _year(2022, (1, 2), 1, (10, 4), 1),
    _year(2023, (22, 1), 2, (29, 4), 1),
    _year(2024, (10, 2), 2, (18, 4), 3, (29, 4, 4, 5)),
    _year(2025, (29, 1), 2, (7, 4), 1, (2, 5, 26, 4)),
    _year(2026, (17, 2), 1, (26, 4), 1, (2, 1, 10, 1), (31, 8, 22, 8)),
    _year(2027, (6, 2), 2, (16, 4), 3),
    _year(2028, (26, 1), 2, (4, 4), 1),
    _year(2029, (13, 2), 1, (23, 4), 3),
    _year(2030, (2, 2), 2, (12, 4), 3),
)


def holidays(year: YearOfHolidays) -> Iterator[date]:
    """The holidays themselves, wherever in the week they fall."""
    for month, day in ((1, 1), (4, 30), (5, 1), (9, 2)):
        yield date(year.year, month, day)
    first = year.tet - timedelta(days=year.eves)
    yield from (first + timedelta(days=place) for place in range(_TET_DAYS))
    yield year.hung_kings
    if year.beside_national_day:
        yield year.beside_national_day


def days_off(year: YearOfHolidays) -> frozenset[date]:
    """Every day of the year on which offices are closed for a holiday: holidays, days moved, days swapped."""
    closed = set(holidays(year))
    for holiday in sorted(holidays(year)):
        if holiday.weekday() >= _SATURDAY:
            closed.add(_next_open(holiday, closed))
    return frozenset(closed | {off for off, _ in year.swaps})


def _next_open(day: date, closed: set[date]) -> date:
    while day.weekday() >= _SATURDAY or day in closed:
        day += timedelta(days=1)
    return day
