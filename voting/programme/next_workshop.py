"""What the form for an area's next workshop is filled in with."""

from datetime import date, timedelta

from msgspec import Struct

from voting.programme.area import Area, Event
from voting.programme.days import day_of
from voting.programme.placing import FITS
from voting.programme.series import LEAST_DAYS

_KINDS = {event: kind for kind, events in FITS.items() for event in events}


class Plan(Struct, frozen=True):
    """``kind`` is one of a workshop's, ``day`` year-month-day. A workshop II should be no earlier
    than ``earliest``, for the workshop I of that area was on ``first``; both are None otherwise.
    ``missed`` is the day for which the meeting was planned, where that is over."""

    kind: str
    day: str
    title: str
    first: date | None = None
    earliest: date | None = None
    missed: date | None = None


def plan_for(area: Area, event: Event, today: date) -> Plan:
    """What a workshop held at ``event`` would be. At a support session it asks how that was, on
    the session's own day."""
    if event.kind == "session":
        return Plan("other", (day_of(event) or today).isoformat(), event.title)
    kind = _KINDS.get(event.kind, "other")
    first = first_day(area) if kind == "workshop-2" else None
    earliest = first + timedelta(days=LEAST_DAYS) if first else None
    planned = day_of(event)
    missed = planned if planned and planned < today else None
    day = planned if planned and not missed else max(filter(None, (today, earliest)))
    return Plan(kind, day.isoformat(), event.title, first, earliest, missed)


def first_day(area: Area) -> date | None:
    """The day of the last workshop I that counts."""
    days = [day_of(e) for e in area.events if e.kind == "workshop-1" and e.counts]
    return max(filter(None, days), default=None)


def last_held(area: Area) -> str | None:
    """The last workshop of the series, rehearsals and feedback on support sessions aside."""
    counted = (e for e in area.series() if e.counts and e.kind != "session")
    held = [e.workshop for e in counted if e.workshop]
    return held[-1] if held else None
