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


def sessions_cleared(at: datetime) -> None:
    """Sign-ins that ran out are forgotten."""
    from django.core.management import call_command

    call_command("clearsessions")


DUE = (
    Work("cases_follow_orders", 1, cases_follow_orders),
    Work("sessions_cleared", 3600, sessions_cleared),
)
