"""What the clock process does, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Work:
    """name: for the log. every_s: seconds between two times. do: told the time."""

    name: str
    every_s: float
    do: Callable[[datetime], object]


def cases_follow_orders(at: datetime) -> None:
    """Cases move on when their orders were carried out or refused."""
    from antin_server.registration import services

    services.cases_follow_orders(at=at)


def old_data_removed(at: datetime) -> None:
    """What was kept long enough goes (docs/reference/retention.md)."""
    from antin_server.common import retention

    retention.enforce(at)


DUE = (
    Work("cases_follow_orders", 1, cases_follow_orders),
    Work("old_data_removed", 3600, old_data_removed),
)
