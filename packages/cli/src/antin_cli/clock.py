"""The one place of the command that reads the clock; each run reads it once and hands it on."""

from datetime import UTC, datetime


def now() -> datetime:
    """The time, aware, UTC, whole seconds."""
    return datetime.now(UTC).replace(microsecond=0)
