"""The wall clock, for everything but the core, to which time is an argument."""

from datetime import UTC, datetime


def now() -> datetime:
    """The present moment in UTC; the only place that reads the wall clock."""
    return datetime.now(UTC)


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
