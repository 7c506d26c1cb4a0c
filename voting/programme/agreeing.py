"""What an area and a workshop of it both say: its day and kind, and what the area is called.

Two documents say so, and either may be changed: the event on the area's page, the details on the
console. No step writes both, so the other one follows. Where one has not (a process died), what
people said last holds; the two logs tell when that was.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from voting.core.actors import Actor, Role
from voting.core.commands import Create, Details, EditDetails
from voting.core.state import Entry
from voting.programme import machine
from voting.programme.area import Area, Event
from voting.programme.commands import ChangeEvent
from voting.programme.entries import AreaEntry
from voting.programme.placing import FITS, as_corrected
from voting.programme.texts import name_for, same_name

Field = Literal["area", "date", "kind", "placed"]
_NONE = Event("", "")


class Said(Struct, frozen=True):
    """When somebody changed something last, and who."""

    at: datetime
    by: Actor


Sayings = Mapping[Field, Said]


def kind_at(event: Event, kind: str) -> str:
    """The kind of a workshop, said to be of this ``kind``, that is held at the event."""
    if event.kind in FITS.get(kind, ()):
        return kind
    return next((one for one, kinds in FITS.items() if event.kind in kinds), "other")


def agree(area: Area, event: Event, details: Details) -> bool:
    """Do a workshop and its area say the same? An event without a date says none."""
    return (
        details.area == area.name
        and event.day in ("", details.date)
        and details.kind == kind_at(event, details.kind)
    )


def said_of_area(log: Iterable[AreaEntry], workshop: str) -> Sayings:
    """When the area was given another name, the workshop was placed in it, and people changed the
    day and kind of the event that it is held at."""
    said: dict[Field, Said] = {}
    first, *rest = log
    before = machine.create(first)
    for entry in rest:
        after = machine.apply(before, entry)
        now = Said(entry.at, entry.by)
        was, event = before.event_of(workshop), after.event_of(workshop)
        if after.name != before.name:
            said["area"] = now
        if event and was is None:
            said["placed"] = now
        if event != was:
            by_people = now if isinstance(entry.command, ChangeEvent) else None
            then, after_it = was or _NONE, event or _NONE
            _note(said, "date", then.day, after_it.day, by_people)
            _note(said, "kind", then.kind, after_it.kind, by_people)
        before = after
    return said


def said_of_workshop(log: Iterable[Entry]) -> Sayings:
    """When trainers changed a workshop's area, day and kind."""
    said: dict[Field, Said] = {}
    details: Details | None = None
    for entry in log:
        command = entry.command
        if not isinstance(command, Create | EditDetails):
            continue
        if details and entry.by.role is not Role.CLOCK:
            now = Said(entry.at, entry.by)
            _note(said, "area", details.area, command.details.area, now)
            _note(said, "date", details.date, command.details.date, now)
            _note(said, "kind", details.kind, command.details.kind, now)
        details = command.details
    return said


def as_area_says(
    area: Area, event: Event, details: Details, theirs: Sayings, own: Sayings
) -> Details:
    """The details with what was said last on the area's page. A name that only differs in capitals
    stays when a workshop is placed: it was taken in under that."""
    name = details.area
    moved_in = _is_later("placed", theirs, own, "area")
    if _is_later("area", theirs, own) or (
        moved_in and not same_name(name_for(details.area, event.workshop), area.name)
    ):
        name = area.name
    date = event.day if event.day and _is_later("date", theirs, own) else details.date
    kind = kind_at(event, details.kind) if _is_later("kind", theirs, own) else details.kind
    return replace(details, area=name, date=date, kind=kind)


def as_workshop_says(
    area: Area, event: Event, details: Details, theirs: Sayings, own: Sayings
) -> tuple[Event, str]:
    """The event with what was said last on the console, and the id of who said it."""
    fields: tuple[Field, ...] = ("date", "kind")
    later = [field for field in fields if _is_later(field, own, theirs)]
    date = details.date if "date" in later else event.day
    kind = details.kind if "kind" in later else kind_at(event, details.kind)
    return as_corrected(area, event, kind, date), own[later[-1]].by.id if later else ""


def _is_later(field: Field, one: Sayings, other: Sayings, against: Field | None = None) -> bool:
    """Was it said by ``one`` and not after that by the ``other``?"""
    said, answer = one.get(field), other.get(against or field)
    return said is not None and (answer is None or said.at >= answer.at)


def _note(said: dict[Field, Said], field: Field, before: str, after: str, now: Said | None) -> None:
    """Note a change by people; one by the server takes back what was noted before it."""
    if before == after:
        return
    if now:
        said[field] = now
    else:
        said.pop(field, None)
