"""Workshops and the events they are held at."""

from collections.abc import Iterable
from datetime import date

from msgspec.structs import replace

from voting.programme import commands as c
from voting.programme.area import Area, Event
from voting.programme.days import day_of
from voting.programme.deadlines import let_hang_on_nothing
from voting.programme.entries import AreaEntry
from voting.programme.planning import added, changed_to
from voting.refusals.areas import MeetingCancelled, MeetingTaken

# Which events a workshop of a kind fits, in the order in which they are held.
FITS = {
    "workshop-1": ("workshop-1",),
    "workshop-2": ("workshop-2",),
    "review": ("review-3", "review-6"),
    "other": ("other",),
}


def place_workshop(area: Area, command: c.PlaceWorkshop, entry: AreaEntry) -> Area:
    """Without an event's id it is held at the planned one of its kind that is nearest to its date
    and free, or at a new one; and placed again it stays where it is. A rehearsal takes no planned
    event: that stays free for the workshop itself. The event moves to the workshop's date."""
    there = area.event_of(command.workshop)
    if there and (not command.event or there.rehearsal):
        return area
    event = there if there and command.event == there.id else _chosen(area, command)
    if there and event is not there:
        area = _without(area, there)
    if event is None:
        return added(area, _new(area, command))
    title = event.title or command.title
    start = _start_on(command.date, event)
    return changed_to(area, replace(event, workshop=command.workshop, title=title, start=start))


def as_corrected(area: Area, event: Event, kind: str, date: str) -> Event:
    """An event whose workshop's kind or date was corrected. Consultations and support sessions stay
    what they are, since no kind of workshop says so."""
    moved = replace(event, start=_start_on(date, event))
    is_workshops = any(event.kind in kinds for kinds in FITS.values())
    if not is_workshops or event.kind in FITS.get(kind, FITS["other"]):
        return moved
    others = replace(area, events=tuple(e for e in area.events if e.id != event.id))
    return replace(moved, kind=_next_kind(others, kind))


def release_workshop(area: Area, command: c.ReleaseWorkshop, entry: AreaEntry) -> Area:
    """Its event is planned again, unless it was cancelled; that of a rehearsal goes with it."""
    there = area.event_of(command.workshop)
    return _without(area, there) if there else area


def _chosen(area: Area, command: c.PlaceWorkshop) -> Event | None:
    if command.rehearsal:
        return None
    if command.event:
        event = area.event(command.event)
        if event.state == "cancelled":
            raise MeetingCancelled()
        if event.workshop or event.rehearsal:
            raise MeetingTaken()
        return event
    kinds = FITS.get(command.kind, FITS["other"])
    free = (e for e in area.series() if e.kind in kinds and _is_free(e))
    return _nearest(free, date.fromisoformat(command.date))


def _is_free(event: Event) -> bool:
    return event.state == "planned" and not event.workshop and not event.rehearsal


def _nearest(events: Iterable[Event], to: date) -> Event | None:
    """The nearest in time; those without a date come last."""

    def distance(event: Event) -> tuple[bool, int]:
        day = day_of(event)
        return day is None, abs((day - to).days) if day else 0

    return min(events, key=distance, default=None)


def _new(area: Area, command: c.PlaceWorkshop) -> Event:
    return Event(
        "", _next_kind(area, command.kind), command.date, title=command.title,
        workshop=command.workshop, rehearsal=command.rehearsal,
    )  # fmt: skip


def _next_kind(area: Area, kind: str) -> str:
    """The kind of event for a workshop of this kind: the first review is that after three months,
    for instance."""
    kinds = FITS.get(kind, FITS["other"])
    held = {e.kind for e in area.events if e.counts}
    return next((one for one in kinds if one not in held), kinds[-1])


def _start_on(date: str, event: Event) -> str:
    """Its start on another day, at the same time of day if it has one."""
    return event.start if event.day == date else date + event.start[len(event.day) :]


def _without(area: Area, event: Event) -> Area:
    if event.rehearsal:
        area = let_hang_on_nothing(area, event.id)
        return replace(area, events=tuple(e for e in area.events if e.id != event.id))
    state = "cancelled" if event.state == "cancelled" else "planned"
    return changed_to(area, replace(event, workshop="", state=state))
