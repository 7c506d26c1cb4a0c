"""What this browser holds, as the start page lists it."""

from collections.abc import Sequence
from itertools import accumulate

from flask import g
from msgspec import Struct

from voting.core.actors import Actor, Role
from voting.core.state import Workshop
from voting.edges.http.site import site
from voting.edges.http.visitor import page_of
from voting.programme.area import Area, Event
from voting.programme.programme import Programme
from voting.refusals.serving import StoreUnavailable

MOST_LISTED = 40  # workshops that are looked up for a browser
_LINES = 7  # that are shown at once, or a phone's join box would be far below


class Held(Struct, frozen=True):
    """A workshop, an area or a programme. ``role`` is who the browser is there, None for a workshop
    that only its area opens; ``kind`` is that of the workshop or, ``within`` the area of that name,
    of its event; ``date`` of an area is that of its last workshop."""

    id: str
    to: str
    name: str
    role: str | None
    kind: str = ""
    date: str = ""
    area: str = ""
    rehearsal: bool = False
    within: str = ""
    workshops: tuple["Held", ...] = ()


def held_here() -> list[Held]:
    """All that the browser holds, newest first: programmes, then areas, each with its workshops,
    areas that somebody here is invited to, and workshops of no area that it holds. Three round
    trips to the store, or four, however many there are. What can't be read is left out."""
    service = site().service
    try:
        programmes = service.programmes_held(g.holds.areas)
        areas = service.areas_held(g.holds.areas)
        invited = service.areas_invited_to(g.holds.areas)
        signed_in = [(one.workshop, one.actor) for one in g.holds.held]
        workshops = {w.id: (w, a) for w, a in service.signed_in_to(signed_in, MOST_LISTED)}
    except StoreUnavailable:  # the page is good without
        return []
    dated = [(_newest(area), _of_area(area, workshops)) for area in areas]
    listed = {id for area in areas for id in area.workshops()}
    dated += [(_newest(area), _invited_to(area)) for area in invited]
    dated += [(_made(w), _alone(w, a)) for w, a in workshops.values() if w.id not in listed]
    dated.sort(key=lambda one: one[0], reverse=True)
    return [_of_programme(role, each) for role, each in programmes] + [one for _, one in dated]


def at_once(mine: Sequence[Held]) -> int:
    """How many of these are shown before the page is asked for more."""
    lines = accumulate(1 + len(one.workshops) for one in mine)
    return max(1, sum(so_far <= _LINES for so_far in lines))


def _of_programme(role: Role, programme: Programme) -> Held:
    return Held(programme.id, page_of(role, programme.id), programme.name, role.value)


def _of_area(area: Area, workshops: dict[str, tuple[Workshop, Actor]]) -> Held:
    to = page_of(Role.AREA, area.id)
    events = [event for event in reversed(area.series()) if event.workshop]
    below = tuple(_at(event, workshops.get(event.workshop), area) for event in events)
    last = max((event.day for event in events), default="")
    return Held(area.id, to, area.name, Role.AREA.value, date=last, workshops=below)


def _at(event: Event, signed_in: tuple[Workshop, Actor] | None, area: Area) -> Held:
    """The workshop of an area's event: where this browser opens it, or else its area's page."""
    role = signed_in[1].role if signed_in else None
    return Held(
        id=event.workshop,
        to=page_of(role, event.workshop) if role else f"{page_of(Role.AREA, area.id)}#{event.id}",
        name=event.title,
        role=role.value if role else None,
        kind=event.kind,
        date=event.day,
        rehearsal=event.rehearsal,
        within=area.name,
    )


def _invited_to(area: Area) -> Held:
    role = Role.INVITED
    return Held(area.id, page_of(role, area.id), area.name, role.value)


def _alone(workshop: Workshop, actor: Actor) -> Held:
    about = workshop.details
    return Held(
        id=workshop.id,
        to=page_of(actor.role, workshop.id),
        name=about.title or about.area,
        role=actor.role.value,
        kind=about.kind,
        date=about.date,
        area=about.area if about.title else "",
        rehearsal=workshop.rehearsal,
    )


def _newest(area: Area) -> tuple[str, str]:
    """The day of its last workshop, or else the one on which it was set up."""
    made = area.created_at.isoformat()
    return max((e.day for e in area.events if e.workshop), default=made[:10]), made


def _made(workshop: Workshop) -> tuple[str, str]:
    return workshop.details.date, workshop.created_at.isoformat()
