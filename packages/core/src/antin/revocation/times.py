"""Times as lists and answers carry them: whole seconds, in UTC, in years that both forms can write."""

from datetime import datetime
from functools import lru_cache

from antin.der import generalized_time
from antin.revocation.errors import RuleBroken

EARLIEST_YEAR = 1950  # two digits of a year mean 1950 to 2049 (RFC 5280 4.1.2.5.1)


def check_time(at: datetime, name: str) -> datetime:
    """The same time. Raises RuleBroken: without a zone, not at a whole second, or before 1950."""
    if at.tzinfo is None or at.microsecond or at.year < EARLIEST_YEAR:
        raise RuleBroken(rule=f"RFC 5280 4.1.2.5: {name} is an aware time of whole seconds")
    return at


def check_interval(this_update: datetime, next_update: datetime) -> None:
    """Raises RuleBroken: one of them is no such time, or the interval is empty."""
    if check_time(this_update, "thisUpdate") >= check_time(next_update, "nextUpdate"):
        raise RuleBroken(rule="RFC 5280 5.1.2.5: nextUpdate is after thisUpdate")


@lru_cache(maxsize=256)
def written_time(at: datetime) -> bytes:
    """GeneralizedTime; answers of one second share theirs. Raises RuleBroken as `check_time` does."""
    return generalized_time(check_time(at, "time"))
