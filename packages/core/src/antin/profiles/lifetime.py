"""How long a certificate may live, counted by the calendar as the law does."""

from dataclasses import dataclass
from datetime import datetime, timedelta


@dataclass(frozen=True)
class Lifetime:
    """Years by the calendar and days after them."""

    years: int = 0
    days: int = 0

    def end(self, start: datetime) -> datetime:
        """The last moment of a life that begins at `start`; 29 February ends on 28 February."""
        year = start.year + self.years
        try:
            moved = start.replace(year=year)
        except ValueError:
            moved = start.replace(year=year, day=28)
        return moved + timedelta(days=self.days)
