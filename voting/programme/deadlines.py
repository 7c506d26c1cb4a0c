"""What is to be done by when: deadlines added, changed, met and removed."""

from datetime import date

from msgspec.structs import replace

from voting.programme import commands as c
from voting.programme.area import OWNERS, Area, Deadline
from voting.programme.days import YEARS
from voting.programme.entries import AreaEntry
from voting.programme.series import due_on
from voting.programme.texts import line, one_of
from voting.refusals.areas import DayNeeded, ImpossibleOffset, NoSuchMeeting, TooManyOfArea
from voting.refusals.sent import ImpossibleDate
from voting.refusals.together import all_of

MOST_DEADLINES = 100
TEXT_LIMIT = 200
MOST_DAYS = 1000  # and as many months, before or after


def add_deadline(area: Area, command: c.AddDeadline, entry: AreaEntry) -> Area:
    made = area.made + 1
    new = replace(_checked(area, replace(command.deadline, what="")), id=f"d{made}")
    return with_deadlines(replace(area, made=made), (*area.deadlines, new))


def change_deadline(area: Area, command: c.ChangeDeadline, entry: AreaEntry) -> Area:
    """A step of the series stays one while its text is left empty."""
    held = area.deadline(command.deadline.id)
    asked = replace(command.deadline, what=held.what)
    if held.event and (asked.due, asked.event) == (held.due, held.event):
        asked = replace(asked, due="")  # the day it is kept at was not typed
    deadline = replace(_checked(area, asked), id=held.id, done_at=held.done_at)
    return _with(area, _kept_still(area, deadline) if deadline.done_at else deadline)


def mark_done(area: Area, command: c.MarkDone, entry: AreaEntry) -> Area:
    """When it was first marked stays; not done after all, it moves with its event again."""
    held = area.deadline(command.deadline)
    if command.done == (held.done_at is not None):
        return area
    if command.done:
        return _with(area, replace(held, done_at=entry.at))
    return _with(area, replace(held, done_at=None, due="" if held.event else held.due))


def remove_deadline(area: Area, command: c.RemoveDeadline, entry: AreaEntry) -> Area:
    area.deadline(command.deadline)
    return with_deadlines(area, tuple(d for d in area.deadlines if d.id != command.deadline))


def with_deadlines(area: Area, deadlines: tuple[Deadline, ...]) -> Area:
    """The area with these; raises TooManyOfArea."""
    if len(deadlines) > MOST_DEADLINES:
        raise TooManyOfArea(why="deadlines", n=MOST_DEADLINES)
    return replace(area, deadlines=deadlines)


def keep_those_done(area: Area) -> Area:
    """The area before an event moves: what is done stays at the day on which it was due."""
    kept = (_kept_still(area, d) if d.done_at else d for d in area.deadlines)
    return replace(area, deadlines=tuple(kept))


def with_days_kept(before: Area, after: Area) -> Area:
    """The area after its events changed in any way: what was done is due on the day on which it was
    before. What hangs on a cancelled event is due by another one, so more than a move counts."""
    if after.events is before.events:
        return after
    days = {d.id: due_on(before, d) for d in before.deadlines if d.done_at}
    kept = tuple(
        replace(d, due=day.isoformat())
        if (day := days.get(d.id)) and due_on(after, d) != day
        else d
        for d in after.deadlines
    )
    return replace(after, deadlines=kept)


def let_hang_on_nothing(area: Area, event: str) -> Area:
    """The area before an event is taken out: what hangs on it stays at the day it has."""
    kept = (
        replace(_kept_still(area, d), event="", months=0, days=0) if d.event == event else d
        for d in area.deadlines
    )
    return replace(area, deadlines=tuple(kept))


def _kept_still(area: Area, deadline: Deadline) -> Deadline:
    due = due_on(area, deadline)
    return replace(deadline, due=due.isoformat() if due else "")


def _with(area: Area, deadline: Deadline) -> Area:
    if area.deadline(deadline.id) == deadline:
        return area
    changed = (deadline if d.id == deadline.id else d for d in area.deadlines)
    return replace(area, deadlines=tuple(changed))


def _checked(area: Area, d: Deadline) -> Deadline:
    """As it was typed, tidied: with a date, or hanging on an event."""
    text, owner, due, event, months, days = all_of(
        lambda: line(d.text, "text", "deadline", TEXT_LIMIT, required=not d.what),
        lambda: one_of(d.owner, OWNERS, "owner", "owner"),
        lambda: _due(d),
        lambda: _event(area, d),
        lambda: _offset(d.months, "months"),
        lambda: _offset(d.days, "days"),
    )
    if due:
        event, months, days = "", 0, 0
    return Deadline(
        id=d.id, what="" if text else d.what, text=text, owner=owner, due=due, event=event,
        months=months, days=days,
    )  # fmt: skip


def _due(d: Deadline) -> str:
    if d.due:
        try:
            day = date.fromisoformat(d.due)
        except ValueError:
            raise ImpossibleDate("due", why="area") from None
        if day.year not in YEARS:
            raise ImpossibleDate("due", why="area")
        return day.isoformat()
    if not d.event:
        raise DayNeeded()
    return ""


def _event(area: Area, d: Deadline) -> str:
    if d.event and not d.due and all(e.id != d.event for e in area.events):
        raise NoSuchMeeting()
    return d.event


def _offset(many: int, field: str) -> int:
    if not -MOST_DAYS <= many <= MOST_DAYS:
        raise ImpossibleOffset(field, n=MOST_DAYS)
    return many
