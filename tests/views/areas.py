"""Areas of a programme with results, without a server."""

from datetime import UTC, date, datetime, timedelta

from msgspec.structs import replace

from tests.builders import cascade
from voting.instruments.instrument import Instrument
from voting.programme.area import Area, Deadline, Event
from voting.programme.programme import Programme
from voting.programme.result import Decision, DomainSettled, Result, RoundResult
from voting.programme.situation import AreaSituation, Running

AT = datetime(2026, 3, 5, 11, 0, tzinfo=UTC)
TODAY = date(2026, 6, 1)
FIRST_DAY = date(2026, 3, 5)
APART = 49  # days between two workshops
KINDS = ("workshop-1", "workshop-2", "review-3")
UNDECIDED, UNRESOLVED = "undecided", None


def decided(key: str, rating: int | str | None, levels: int) -> DomainSettled:
    if rating == UNDECIDED:
        return DomainSettled(key)
    counts = [0] * levels
    counts[rating or 0] = 7
    counts[-1] += 2
    held = RoundResult(1, 1, AT, AT, tuple(counts), 1)
    if rating is None:
        return DomainSettled(key, Decision("unresolved", None, "a note", None, 9, 1), (held,))
    votes = counts[rating]
    return DomainSettled(key, Decision("majority", rating, "a note", votes, 9, 1), (held,))


def result(workshop: str, *ratings, framework: Instrument | None = None, **changes) -> Result:
    """A rating for each domain, in order; UNRESOLVED, UNDECIDED; those left out are undecided."""
    of = framework or cascade()
    all_ = (*ratings, *[UNDECIDED] * (len(of.domains) - len(ratings)))
    made = Result(
        workshop=workshop,
        version=1,
        kind="workshop-1",
        date="2026-03-05",
        title="",
        framework=of,
        language="en",
        finished_at=AT,
        people=10,
        sectors={"school": 7, "cypmhs": 3},
        domains=tuple(
            decided(d.key, rating, len(of.levels))
            for d, rating in zip(of.domains, all_, strict=True)
        ),
    )
    return replace(made, **changes)


def area(
    id: str, *workshops: tuple, name: str = "", framework: Instrument | None = None, **changes
) -> AreaSituation:
    """An area with a workshop of the series for each tuple of ratings, seven weeks apart."""
    events, results = [], {}
    for place, ratings in enumerate(workshops):
        day = (FIRST_DAY + timedelta(days=APART * place)).isoformat()
        workshop = f"{id}-{place + 1}"
        events.append(Event(f"e{place + 1}", KINDS[place], day, state="held", workshop=workshop))
        results[workshop] = result(workshop, *ratings, framework=framework, date=day)
    made = Area(
        id=id,
        revision=3,
        step=2,
        name=name or id,
        created_at=AT,
        programme="prog",
        events=tuple(events),
    )
    return AreaSituation(replace(made, **changes), results, {}, TODAY)


def with_deadline(at: AreaSituation, **deadline) -> AreaSituation:
    held = at.area.deadlines
    one = Deadline(f"d{len(held) + 1}", **deadline)
    return replace(at, area=replace(at.area, deadlines=(*held, one)))


def with_running(at: AreaSituation, joined: int, phase: str = "open", **running) -> AreaSituation:
    """Its workshop II goes on now."""
    event = Event("e9", "workshop-2", TODAY.isoformat(), workshop=f"{at.area.id}-now")
    going = Running(event.workshop, joined, running.pop("decided", 2), 7, phase, **running)
    moved = replace(at.area, events=(*at.area.events, event))
    return replace(at, area=moved, running={event.workshop: going})


def programme(*areas: AreaSituation) -> Programme:
    ids = tuple(each.area.id for each in areas)
    return Programme(
        id="prog",
        revision=9,
        step=8,
        name="The Link",
        created_at=AT,
        organisation="An organisation",
        areas=ids,
        numbers={id: number for number, id in enumerate(ids, start=1)},
    )
