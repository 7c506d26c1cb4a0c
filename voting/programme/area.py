"""An area as a value: its series of events, what is due, and whose programme it belongs to.

No person is in it: names and addresses of leads are kept beside it, so that they can be erased
alone. Workshops are named by id; what they settled is a ``result`` of its own.
"""

from datetime import datetime

from msgspec import Struct, field

from voting.core.actors import Actor
from voting.refusals.areas import NoSuchDeadline, NoSuchMeeting

EVENT_KINDS = (
    "workshop-1",
    "workshop-2",
    "consultation",
    "session",
    "review-3",
    "review-6",
    "other",
)
OWNERS = ("programme", "lead", "trainers", "attendees")
STATES = ("planned", "held", "cancelled")


class Event(Struct, frozen=True, omit_defaults=True):
    """A meeting of the series. ``id`` counts over the area ("e1"); ``start`` is local time to the
    minute, "2026-03-05T09:30", a date alone, or "" until one is set; ``minutes`` and ``capacity``
    are 0 until they are set; ``link`` is that of a video call. ``workshop`` is the id of the one
    held at it, "" for none; a ``rehearsal`` counts for nothing. ``sequence`` says how often
    something changed that a calendar shows."""

    id: str
    kind: str
    start: str = ""
    minutes: int = 0
    place: str = ""
    link: str = ""
    capacity: int = 0
    title: str = ""
    state: str = "planned"
    workshop: str = ""
    rehearsal: bool = False
    sequence: int = 0

    @property
    def day(self) -> str:
        """Its date, year-month-day; "" until one is set."""
        return self.start[:10]

    @property
    def time(self) -> str:
        """Its time of day, "09:30"; "" until one is set."""
        return self.start[11:]

    @property
    def in_calendars(self) -> tuple[str | int | bool, ...]:
        """What calendars show of it: if this changes, they have to be told."""
        cancelled = self.state == "cancelled"
        return (self.kind, self.start, self.minutes, self.place, self.link, self.title, cancelled)

    @property
    def counts(self) -> bool:
        """Is it one of the series: neither a rehearsal nor cancelled?"""
        return not self.rehearsal and self.state != "cancelled"


class Deadline(Struct, frozen=True, omit_defaults=True):
    """Something to be done by a day. ``id`` counts over the area ("d1"); ``what`` is a key of a
    template's step, or else ``text`` says it; ``owner`` is one of OWNERS. It is due on ``due``, or,
    where that is "", so many ``months`` and then ``days`` after ``event`` (before it, below 0), and
    then moves with it. ``done_at`` is when it was marked as done; from then on it stays: if the
    event moves, ``due`` keeps the day on which it was due."""

    id: str
    what: str = ""
    text: str = ""
    owner: str = "lead"
    due: str = ""
    event: str = ""
    days: int = 0
    months: int = 0
    done_at: datetime | None = None


class LastChange(Struct, frozen=True):
    """The last change of an area or programme, to be told to whoever comes second."""

    by: Actor
    command: str
    at: datetime


class Left(Struct, frozen=True):
    """The programme that an area has left, whose team may still have its link."""

    programme: str
    at: datetime


class Area(Struct, frozen=True):
    """Everything about an area but people and results.

    ``revision`` rises with every change, ``step`` with every change by people: a form shows the one
    it was made of, so that the second of two leads is told. ``links`` count how often each link was
    replaced; ``template`` is the key of its series, "" for none; ``named`` says that reports and
    evaluators may name it; ``left`` is the programme it was in last, until its link is replaced;
    ``recent`` are the ids of the last commands applied."""

    id: str
    revision: int
    step: int
    name: str
    created_at: datetime
    template: str = ""
    language: str = "en"
    region: str = ""
    tags: tuple[str, ...] = ()
    named: bool = False
    codes: tuple[str, ...] = ()
    programme: str = ""
    events: tuple[Event, ...] = ()
    deadlines: tuple[Deadline, ...] = ()
    links: dict[str, int] = field(default_factory=lambda: {"area": 0})
    made: int = 0  # events and deadlines ever made, for their ids
    forgot: int = 0  # the revision at which what people wrote was last erased
    left: Left | None = None
    last_change: LastChange | None = None
    recent: tuple[str, ...] = ()

    def event(self, id: str) -> Event:
        """The event of this id; raises NoSuchMeeting."""
        for event in self.events:
            if event.id == id:
                return event
        raise NoSuchMeeting()

    def deadline(self, id: str) -> Deadline:
        """The deadline of this id; raises NoSuchDeadline."""
        for deadline in self.deadlines:
            if deadline.id == id:
                return deadline
        raise NoSuchDeadline()

    def event_of(self, workshop: str) -> Event | None:
        """The event at which this workshop is held."""
        return next((e for e in self.events if workshop and e.workshop == workshop), None)

    def workshops(self) -> list[str]:
        """Ids of all its workshops, rehearsals among them, in the order of the series."""
        return [e.workshop for e in self.series() if e.workshop]

    def series(self) -> list[Event]:
        """All events by their day, those without one last. On one day they are by the time of day;
        one without a time is before the first later kind of meeting. Else they are in the order of
        their kinds, and then in that in which they were made."""
        found: list[Event] = []
        for event in sorted(self.events, key=_by_time):
            found.insert(len(found) if event.time else _place_among(found, event), event)
        return found


def _by_time(event: Event) -> tuple[bool, str, bool, str, tuple[int, int]]:
    return not event.day, event.day, not event.time, event.time, _by_kind(event)


def _by_kind(event: Event) -> tuple[int, int]:
    return EVENT_KINDS.index(event.kind), int(event.id[1:])


def _place_among(found: list[Event], event: Event) -> int:
    """The place of an event without a time among those of its day, which are the last ``found``."""
    later = (n for n, one in enumerate(found) if one.day == event.day and one.time)
    return next((n for n in later if _by_kind(found[n]) > _by_kind(event)), len(found))
