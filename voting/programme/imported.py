"""Workshops that were held without this software: what they decided, typed in from paper.

Each becomes an event that was held and a ``Result``, like that of a workshop whose own data have
been erased: so it is compared, shown and kept like one, and earlier releases can read it. Nothing
else is known of it: not how a decision came about, nor who was there.
"""

from collections.abc import Mapping
from datetime import date, datetime

from msgspec import Struct

from voting.instruments.deciding import Method
from voting.instruments.instrument import Instrument
from voting.programme.agreeing import kind_at
from voting.programme.area import EVENT_KINDS, Area, Event
from voting.programme.result import Decision, DomainSettled, Result

KINDS = tuple(kind for kind in EVENT_KINDS if kind != "session")  # of which there are ratings
# What is stored as the method where it is not known: earlier releases have words for it alone.
_METHOD = Method.CONSENSUS.value


class Rated(Struct, frozen=True):
    """What a workshop on paper decided on a domain: ``rating`` None is left unresolved."""

    rating: int | None
    note: str = ""


class OnPaper(Struct, frozen=True):
    """A workshop held without this software: the ``kind`` of its event, one of KINDS, its ``date``,
    and what was decided by domain; a domain that is not among ``rated`` is missing."""

    kind: str
    date: str
    rated: Mapping[str, Rated]


def held_as(on_paper: OnPaper, area: Area, results: Mapping[str, Result]) -> Event | None:
    """The event of that kind that has a workshop: an imported one first, then one held with this
    software or planned to be. None: there is none."""
    there = [
        event
        for event in area.series()
        if event.kind == on_paper.kind and event.workshop and event.counts
    ]
    imported = [event for event in there if is_imported(event, results)]
    return next(iter(imported or there), None)


def is_imported(event: Event, results: Mapping[str, Result]) -> bool:
    kept = results.get(event.workshop)
    return kept is not None and kept.imported


def held_live(area: Area, results: Mapping[str, Result]) -> list[str]:
    """The ids of its workshops without those that were imported."""
    return [e.workshop for e in area.series() if e.workshop and not is_imported(e, results)]


def free_event(on_paper: OnPaper, area: Area) -> Event | None:
    """The event without a workshop that it was held at: the nearest of its kind in time."""
    day = date.fromisoformat(on_paper.date)

    def distance(event: Event) -> tuple[bool, int]:
        return not event.day, abs((date.fromisoformat(event.day) - day).days) if event.day else 0

    free = [e for e in area.series() if e.kind == on_paper.kind and not e.workshop and e.counts]
    return min(free, key=distance, default=None)


def result_of(
    on_paper: OnPaper,
    workshop: str,
    framework: Instrument,
    at: datetime,
    before: Result | None,
    language: str,
) -> Result:
    """What is kept of it, in the place of what was kept ``before``; ``at`` is when it was typed
    in. Typed in again as it is, it is the same."""
    if before and says(before, on_paper, framework):
        return before
    return Result(
        workshop=workshop,
        version=before.version + 1 if before else 1,
        kind=kind_at(Event("", on_paper.kind), "other"),
        date=on_paper.date,
        title="",
        framework=framework,
        language=language,
        finished_at=at,
        people=0,
        sectors={},
        domains=_domains(on_paper, framework),
        imported=True,
    )


def says(result: Result, on_paper: OnPaper, framework: Instrument) -> bool:
    """Is this very workshop what is kept?"""
    kept = result.date, result.framework, result.domains
    return kept == (on_paper.date, framework, _domains(on_paper, framework))


def _domains(on_paper: OnPaper, framework: Instrument) -> tuple[DomainSettled, ...]:
    return tuple(_settled(cell.key, on_paper.rated) for cell in framework.domains)


def _settled(domain: str, rated: Mapping[str, Rated]) -> DomainSettled:
    if (found := rated.get(domain)) is None:
        return DomainSettled(domain)
    method = _METHOD if found.rating is not None else Method.UNRESOLVED.value
    return DomainSettled(domain, Decision(method, found.rating, found.note))


def method_of(result: Result, decision: Decision | None) -> str | None:
    """How a decision came about; None where there is none, and where it is not known."""
    if decision is None:
        return None
    is_known = not result.imported or decision.rating is None or decision.ratings > 0
    return decision.method if is_known else None


def people_of(result: Result) -> int | None:
    """How many there were; None where it is not known."""
    return None if result.imported and not result.people else result.people


def rounds_of(result: Result, domain: DomainSettled) -> int | None:
    """How many rounds a domain took; None where it is not known."""
    return None if result.imported and not domain.live else domain.live
