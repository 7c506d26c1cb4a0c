"""Time as it is told outside the core, which is given it."""

from datetime import UTC, datetime


def now() -> datetime:
    """The wall clock, in UTC: the one place that it comes from."""
    return datetime.now(UTC)


def milliseconds(at: datetime) -> int:
    return int(at.timestamp() * 1000)
