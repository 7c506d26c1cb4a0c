"""Which requests were applied, so that a repeat is recognised, and how long ago the last was."""

from collections.abc import Iterable
from datetime import datetime

from voting.core.actors import Actor
from voting.programme.area import LastChange
from voting.programme.commands import ReplaceAreaLink, ReplaceProgrammeLink
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


def last_replaced_by(one: Actor, log: Iterable[Logged]) -> bool:
    """Was it this browser that last replaced the link of the area's leads, or of the programme's
    team? Then it has the new one, even if the answer that says so never came, or was cut off by a
    second press of the button."""
    done = [entry.by for entry in log if _replaces(entry.command)]
    return bool(done) and same_sender(done[-1], one)


def _replaces(command: object) -> bool:
    return isinstance(command, ReplaceAreaLink) or (
        isinstance(command, ReplaceProgrammeLink) and command.link == "programme"
    )


def seconds_since(last: LastChange, at: datetime) -> int:
    """Whole seconds; 0 if a clock was set back in between."""
    return max(0, int((at - last.at).total_seconds()))
