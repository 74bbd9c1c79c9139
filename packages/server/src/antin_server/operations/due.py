"""What the clock process does, and how often."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta


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


def flows_remind(at: datetime) -> None:
    """Whoever has kept a document waiting is reminded."""
    from django.conf import settings

    from antin_server.signing import services

    if settings.ANTIN_FLOW_REMIND_DAYS:
        services.flows_remind(after=timedelta(days=settings.ANTIN_FLOW_REMIND_DAYS), at=at)


def checks_expire(at: datetime) -> None:
    """Files and results of the public page whose minutes are over go, also those that a process left behind."""
    from antin_server.signing import services

    services.checks_expire(at=at)


DUE = (
    Work("cases_follow_orders", 1, cases_follow_orders),
    Work("flows_remind", 600, flows_remind),
    Work("checks_expire", 60, checks_expire),
    Work("old_data_removed", 3600, old_data_removed),
)
