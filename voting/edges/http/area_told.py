"""What the second of two leads is told: who changed what, and where it is not what they typed."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from msgspec import Struct

from voting.core.actors import Actor
from voting.core.commands import Retired
from voting.programme import commands as c
from voting.programme.entries import AreaEntry
from voting.programme.table import PEOPLE

MOST_TOLD = 8


class Told(Struct, frozen=True):
    """A change of the area: ``who`` is "self", "area" (another lead) or "programme"; ``event`` and
    ``deadline`` are ids of what it was about, "" for neither; ``text`` is what it was called."""

    who: str
    command: str
    at: datetime
    event: str = ""
    deadline: str = ""
    text: str = ""


def changes_since(log: Iterable[AreaEntry], step: int, by: Actor) -> list[Told]:
    """What people changed after ``step``, the newest first. Each of their changes is a step, and
    the log holds nothing that changed nothing."""
    done = [entry for entry in log if entry.by.role in PEOPLE]
    return [_told(entry, by) for entry in done[step:]][::-1]


def _told(entry: AreaEntry, by: Actor) -> Told:
    who = who_was(entry.by, by)
    event = deadline = text = ""
    match entry.command:
        case c.ChangeEvent(told):
            event = told.id
        case c.CancelEvent(event) | c.HoldEvent(event):
            pass
        case c.PlanEvent(told):
            text = told.title
        case c.ChangeDeadline(told):
            deadline, text = told.id, told.text
        case c.MarkDone(deadline) | c.RemoveDeadline(deadline):
            pass
        case c.AddDeadline(told):
            text = told.text
    name = "retired" if isinstance(entry.command, Retired) else c.name_of(entry.command)
    return Told(who, _as_done(entry.command, name), entry.at, event, deadline, text)


def who_was(did: Actor, by: Actor) -> str:
    """Who did something, for ``by``: "self", or the role."""
    return "self" if (did.role, did.id) == (by.role, by.id) else did.role.value


def _as_done(command: object, name: str) -> str:
    """The key of what was done: taken back, it is another thing."""
    match command:
        case c.CancelEvent(_, False):
            return "plan_again"
        case c.HoldEvent(_, False):
            return "not_held"
        case c.MarkDone(_, False):
            return "not_done"
    return name


def differences(
    now: Mapping[str, str], typed: Mapping[str, str], fields: Sequence[str]
) -> list[tuple[str, str, str]]:
    """Field, what it is now and what was typed, where these are not the same."""
    found = []
    for field in fields:
        there, here = now.get(field, "").strip(), typed.get(field, "").strip()
        if there != here:
            found.append((field, there, here))
    return found
