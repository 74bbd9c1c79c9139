"""The one place where the server reads the clock. Each process edge asks once and passes the time on."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time, aware, UTC."""
    return datetime.now(UTC)
