"""A series of meetings: as a template, and as it stands in an area on a day.

The templates lie as data in ``library/`` beside this file.
"""

from datetime import date

import msgspec
from msgspec import Struct

from voting.programme.area import EVENT_KINDS, OWNERS, Area, Deadline, Event
from voting.programme.days import after, day_of

TEMPLATES = ("link-2015", "link-2021")  # the keys of the library
LEAST_DAYS = 42  # between workshop I and workshop II: "at least six weeks apart"
# What is planned next once all that was planned has a workshop, by the kind of the last.
_FOLLOWS = {
    "": "workshop-1",
    "workshop-1": "workshop-2",
    "workshop-2": "review-3",
    "consultation": "review-3",
    "review-3": "review-6",
}


class Meeting(Struct, frozen=True, forbid_unknown_fields=True):
    """A meeting of a template. ``key`` is its own there, ``kind`` one of EVENT_KINDS; it is planned
    so many ``months`` and then ``days`` after the first meeting."""

    key: str
    kind: str
    months: int = 0
    days: int = 0
    minutes: int = 0
    capacity: int = 0


class Step(Struct, frozen=True, forbid_unknown_fields=True):
    """Something to be done, by one of OWNERS, so many ``months`` and then ``days`` after (below 0:
    before) the meeting of the key ``meeting``."""

    key: str
    owner: str
    meeting: str
    months: int = 0
    days: int = 0


class Series(Struct, frozen=True, forbid_unknown_fields=True):
    """A template: ``meetings`` in their order, the first of them on the day that all hang on."""

    key: str
    meetings: tuple[Meeting, ...]
    steps: tuple[Step, ...]


def parse_series(data: bytes) -> Series:
    """A template from its JSON file; raises ValueError naming what is wrong with it."""
    series = msgspec.json.decode(data, type=Series)
    keys = [m.key for m in series.meetings]
    if not keys or (series.meetings[0].months, series.meetings[0].days) != (0, 0):
        raise ValueError("the first meeting has to be at 0 months and 0 days")
    for name in _twice(keys) or _twice([s.key for s in series.steps]):
        raise ValueError(f"there are two of the key “{name}”")
    for meeting in series.meetings:
        if meeting.kind not in EVENT_KINDS:
            raise ValueError(f"meeting “{meeting.key}” is of no kind there is: “{meeting.kind}”")
        if min(meeting.minutes, meeting.capacity) < 0:
            raise ValueError(f"meeting “{meeting.key}” has a number below 0")
    for step in series.steps:
        if step.meeting not in keys:
            raise ValueError(f"step “{step.key}” hangs on no meeting there is: “{step.meeting}”")
        if step.owner not in OWNERS:
            raise ValueError(f"step “{step.key}” is for nobody there is: “{step.owner}”")
    return series


def _twice(keys: list[str]) -> list[str]:
    return [key for key in keys if keys.count(key) > 1]


# --- what is due ------------------------------------------------------------------------------


def due_on(area: Area, deadline: Deadline) -> date | None:
    """The day by which it is to be done; None while the event that it hangs on has no date.

    Where that event is cancelled, it hangs on the last other one of the same kind: a survey after
    the third session is due after the second if there is no third."""
    if deadline.due:
        return date.fromisoformat(deadline.due)
    event = _hangs_on(area, deadline)
    day = day_of(event) if event else None
    try:
        return after(day, deadline.months, deadline.days) if day else None
    except OverflowError:  # beyond the calendar
        return None


def _hangs_on(area: Area, deadline: Deadline) -> Event | None:
    found = next((e for e in area.events if e.id == deadline.event), None)
    if found is None or found.state != "cancelled":
        return found
    others = [e for e in area.series() if e.kind == found.kind and e.counts and e.day]
    return others[-1] if others else None


# --- the events -------------------------------------------------------------------------------


def too_early(area: Area, event: Event) -> int | None:
    """The days between workshop I and this workshop II where they are fewer than LEAST_DAYS (below
    0 if it comes first); else None. That is a warning and never a refusal."""
    day = day_of(event)
    if event.kind != "workshop-2" or not event.counts or day is None:
        return None
    firsts = [d for e in area.events if e.kind == "workshop-1" and e.counts and (d := day_of(e))]
    if not firsts:
        return None
    between = (day - max(firsts)).days
    return between if between < LEAST_DAYS else None


def next_event(area: Area) -> Event:
    """What "plan the next workshop" is filled in with: the first planned event of the series that
    has no workshop, else one that does not exist yet (its ``id`` is ""), of the kind that follows,
    with the place and length of the last. Nothing is rated at support sessions."""
    counted = [e for e in area.series() if e.counts and e.kind != "session"]
    for event in counted:
        if event.state == "planned" and not event.workshop:
            return event
    last = counted[-1] if counted else None
    kind = _next_kind(counted)
    if last is None:
        return Event("", kind)
    return Event(
        "", kind, minutes=last.minutes, place=last.place, link=last.link, capacity=last.capacity
    )


def _next_kind(counted: list[Event]) -> str:
    """The kind after the furthest in the order of a series."""
    there = [e.kind for e in counted if e.kind != "other"]
    return _FOLLOWS.get(max(there, key=EVENT_KINDS.index, default=""), "other")
