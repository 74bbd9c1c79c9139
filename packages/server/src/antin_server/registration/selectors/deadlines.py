"""How much time is left, in the working days that people count."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from antin.casework import VIETNAM
from antin.casework.errors import CalendarUnknown
from antin.casework.working_days import CALENDAR


@dataclass(frozen=True)
class Deadline:
    """days: working days left after today, 0 on the last one; negative when overdue. kind: good, warn or bad."""

    at: datetime
    days: int

    @property
    def kind(self) -> str:
        """The colour, always beside its words."""
        if self.days < 0:
            return "bad"
        return "good" if self.days > 1 else "warn"

    @property
    def days_over(self) -> int:
        """Working days too late."""
        return -self.days


def deadline_of(due_at: datetime | None, *, at: datetime) -> Deadline | None:
    """None: nothing is owed."""
    if due_at is None:
        return None
    if at > due_at:
        return Deadline(due_at, -max(working_days_between(due_at, at), 1))
    return Deadline(due_at, working_days_between(at, due_at))


def working_days_between(earlier: datetime, later: datetime) -> int:
    """Working days after the day of `earlier` up to the day of `later`, in Vietnam."""
    day, last = earlier.astimezone(VIETNAM).date(), later.astimezone(VIETNAM).date()
    if (last - day).days > 366:  # nobody counts further; the calendar need not know so many years
        return 250
    count = 0
    while day < last:
        day += timedelta(days=1)
        try:
            count += CALENDAR.is_worked(day)
        except CalendarUnknown:
            count += day.weekday() < 5
    return count
