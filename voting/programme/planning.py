"""The events of an area's series: planned, moved, cancelled, held."""

import re
from collections import Counter
from datetime import date, time

from msgspec.structs import replace

from voting.programme import commands as c
from voting.programme.area import EVENT_KINDS, Area, Deadline, Event
from voting.programme.days import YEARS, after, on_a_weekday
from voting.programme.deadlines import keep_those_done, with_deadlines
from voting.programme.entries import AreaEntry
from voting.programme.series import Meeting, Series, due_on
from voting.programme.texts import line, one_of
from voting.refusals.areas import (
    BadVideoLink,
    ImpossibleCapacity,
    ImpossibleMinutes,
    ImpossibleStart,
    MeetingHasPeople,
    MeetingNotHeld,
    TooManyOfArea,
    TooManySessions,
)
from voting.refusals.sent import ImpossibleDate, MissingText, UnknownChoice
from voting.refusals.together import all_of

MOST_EVENTS = 100
MOST_MINUTES = 24 * 60
MOST_CAPACITY = 1000
LINK_LIMIT = 500
_WEB_ADDRESS = re.compile(r"https?://[^\s/?#@\\]+([/?#]\S*)?", re.IGNORECASE)
_TIME = re.compile(r"\d\d:\d\d")


def plan_event(area: Area, command: c.PlanEvent, entry: AreaEntry) -> Area:
    planned = _checked(command.event)
    if planned.kind == "session":
        _room_for_a_session(area, entry)
    return added(area, planned)


def change_event(area: Area, command: c.ChangeEvent, entry: AreaEntry) -> Area:
    """Its state and its workshop stay."""
    held = area.event(command.event.id)
    asked = _checked(command.event)
    if asked.kind == "session" != held.kind and held.counts:
        _room_for_a_session(area, entry)
    changed = replace(
        asked,
        id=held.id,
        state=held.state,
        workshop=held.workshop,
        rehearsal=held.rehearsal,
        sequence=held.sequence,
    )
    return changed_to(area, changed)


def cancel_event(area: Area, command: c.CancelEvent, entry: AreaEntry) -> Area:
    """Its workshop stays where it is, with all that was rated, and counts no longer."""
    held = area.event(command.event)
    if command.cancelled == (held.state == "cancelled"):
        return area
    if command.cancelled:
        if entry.facts.joined and not command.confirmed:
            raise MeetingHasPeople(n=entry.facts.joined)
        return _with(keep_those_done(area), replace(held, state="cancelled"))
    if held.kind == "session" and not held.rehearsal:
        _room_for_a_session(area, entry)
    return _with(area, replace(held, state="planned"))


def hold_event(area: Area, command: c.HoldEvent, entry: AreaEntry) -> Area:
    held = area.event(command.event)
    state = "held" if command.held else "planned"
    if held.state == "cancelled":
        raise MeetingNotHeld()
    return area if held.state == state else _with(area, replace(held, state=state))


def follow_template(area: Area, command: c.FollowTemplate, entry: AreaEntry) -> Area:
    """What is there stays as it is: a meeting of the series is one of its kind that counts. What
    would have been due before today is left out."""
    series, start = all_of(lambda: _series(entry), lambda: _day(command.start, "start"))
    there = [e for e in area.series() if e.counts]
    taken: Counter[str] = Counter()
    ids: dict[str, str] = {}  # of the meeting's event, by the meeting's key
    last: dict[str, str] = {}  # and of the last of its kind
    for meeting in series.meetings:
        of_kind = [e for e in there if e.kind == meeting.kind]
        if taken[meeting.kind] < len(of_kind):
            last[meeting.kind] = of_kind[taken[meeting.kind]].id
            taken[meeting.kind] += 1
        elif meeting.kind != "session" or _sessions(area) < entry.facts.most_sessions:
            area = added(area, _planned(meeting, start))
            last[meeting.kind] = area.events[-1].id
        if meeting.kind in last:  # what hangs on a session too many hangs on the last
            ids[meeting.key] = last[meeting.kind]
    after = _with_steps(area, series, ids, entry.at.date())
    return after if after.template == series.key else replace(after, template=series.key)


def added(area: Area, event: Event) -> Area:
    """The area with one more event, which is given its id; raises TooManyOfArea."""
    if len(area.events) >= MOST_EVENTS:
        raise TooManyOfArea(why="events", n=MOST_EVENTS)
    made = area.made + 1
    return replace(area, made=made, events=(*area.events, replace(event, id=f"e{made}")))


def changed_to(area: Area, event: Event) -> Area:
    """The area with ``event`` as it is now; if it moved, what hangs on it and is done stays."""
    held = area.event(event.id)
    if held == event:
        return area
    still = area if held.day == event.day else keep_those_done(area)
    return _with(still, event)


def _with(area: Area, event: Event) -> Area:
    held = area.event(event.id)
    changes = held.in_calendars != event.in_calendars
    now = replace(event, sequence=held.sequence + changes)
    return replace(area, events=tuple(now if e.id == event.id else e for e in area.events))


def _with_steps(area: Area, series: Series, ids: dict[str, str], today: date) -> Area:
    known = {d.what for d in area.deadlines}
    new = []
    for step in series.steps:
        if step.key in known or step.meeting not in ids:
            continue
        deadline = Deadline(
            id=f"d{area.made + 1}",
            what=step.key,
            owner=step.owner,
            event=ids[step.meeting],
            months=step.months,
            days=step.days,
        )
        if (due := due_on(area, deadline)) and due < today:
            continue
        area = replace(area, made=area.made + 1)
        new.append(deadline)
    return with_deadlines(area, (*area.deadlines, *new)) if new else area


def _planned(meeting: Meeting, start: date) -> Event:
    """On the Monday after, if it would be at a weekend and the first meeting is not."""
    day = after(start, meeting.months, meeting.days)
    if on_a_weekday(start) == start:
        day = on_a_weekday(day)
    return Event(
        "", meeting.kind, day.isoformat(), minutes=meeting.minutes, capacity=meeting.capacity
    )


def _series(entry: AreaEntry) -> Series:
    if entry.facts.series is None:
        raise UnknownChoice("template", why="template")
    return entry.facts.series


def _sessions(area: Area) -> int:
    return sum(e.kind == "session" and e.counts for e in area.events)


def _room_for_a_session(area: Area, entry: AreaEntry) -> None:
    if _sessions(area) >= entry.facts.most_sessions:
        raise TooManySessions(n=entry.facts.most_sessions)


def _checked(event: Event) -> Event:
    """What was typed of an event, tidied; its start to the minute, or a date alone."""
    day, _, at = event.start.partition("T")
    kind, day, at, minutes, place, link, capacity, title = all_of(
        lambda: one_of(event.kind, EVENT_KINDS, "kind", "event"),
        lambda: _day(day, "date").isoformat() if day or at else "",
        lambda: _time(at),
        lambda: _minutes(event.minutes),
        lambda: line(event.place, "place", "place"),
        lambda: _link(event.link),
        lambda: _capacity(event.capacity),
        lambda: line(event.title, "title", "title"),
    )
    start = f"{day}T{at}" if at else day
    return Event(
        "", kind, start, minutes=minutes, place=place, link=link, capacity=capacity, title=title
    )


def _day(given: str, field: str) -> date:
    if not given:
        raise MissingText(field, why="day")
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise ImpossibleDate(field, why="area") from None
    if day.year not in YEARS:
        raise ImpossibleDate(field, why="area")
    return day


def _time(given: str) -> str:
    """Hours and minutes; seconds, which some browsers add, are dropped."""
    if not given:
        return ""
    try:
        at = time.fromisoformat(given)
    except ValueError:
        raise ImpossibleStart() from None
    if at.tzinfo or not _TIME.match(given):
        raise ImpossibleStart()
    return at.strftime("%H:%M")


def _minutes(many: int) -> int:
    if not 0 <= many <= MOST_MINUTES:
        raise ImpossibleMinutes(n=MOST_MINUTES)
    return many


def _capacity(many: int) -> int:
    if not 0 <= many <= MOST_CAPACITY:
        raise ImpossibleCapacity(n=MOST_CAPACITY)
    return many


def _link(given: str) -> str:
    link = line(given, "link", "link", LINK_LIMIT)
    if link and not _WEB_ADDRESS.fullmatch(link):
        raise BadVideoLink()
    return link
