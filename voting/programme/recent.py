"""Which requests were applied, so that a repeat is recognised, and how long ago the last was."""

from datetime import datetime

from voting.core.actors import Actor
from voting.programme.area import LastChange
from voting.programme.entries import AreaEntry, ProgrammeEntry

_REMEMBERED = 50

Logged = AreaEntry | ProgrammeEntry


def request_of(entry: Logged) -> str:
    """Ids of requests are unique to their sender only."""
    return f"{entry.by.role}/{entry.by.id}/{entry.id}"


def remembered(recent: tuple[str, ...], entry: Logged) -> tuple[str, ...]:
    return (*recent, request_of(entry))[-_REMEMBERED:] if entry.id else recent


def same_sender(one: Actor, other: Actor) -> bool:
    """Are they the same browser, whichever link let it in?"""
    return (one.role, one.id) == (other.role, other.id)


def seconds_since(last: LastChange, at: datetime) -> int:
    """Whole seconds; 0 if a clock was set back in between."""
    return max(0, int((at - last.at).total_seconds()))
