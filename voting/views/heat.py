"""The decisions of many areas side by side: areas by domains, a table for each instrument.

Nothing is averaged: what stands below a table is how many areas have each rating. What has no
rating is missing, says why, and is never 0.
"""

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from msgspec import Struct

from voting.instruments.instrument import Instrument
from voting.instruments.tally import single
from voting.programme.area import EVENT_KINDS, Event
from voting.programme.changes import changed
from voting.programme.result import Result
from voting.programme.situation import AreaSituation

FIRST, LATEST = "first", "latest"
CHANGE = "change"
AREA, REGION, DATE = "area", "region", "date"

# Why a cell has no number: "no-workshop" is none at that point (or not two different ones), the
# others as ``programme.changes`` has them.
Missing = Literal[
    "no-workshop", "undecided", "unresolved", "absent", "levels", "order", "instrument"
]
MISSING: tuple[Missing, ...] = (
    "unresolved", "undecided", "absent", "levels", "order", "instrument", "no-workshop",
)  # fmt: skip


AtPoint = tuple[Event, Result] | None  # a workshop with its event, or none there


class Named(Struct, frozen=True):
    """An area as it may be named to whoever looks: without a ``name``, ``number`` stands for it,
    and then ``id``, ``region`` and ``tags`` are empty too."""

    number: int
    id: str = ""
    name: str = ""
    region: str = ""
    tags: tuple[str, ...] = ()


class Cell(Struct, frozen=True):
    """A domain of an area: its ``rating`` (and the one before, ``was``, where changes are shown, as
    ``steps``), or why there is none. ``method``, ``votes`` and ``ratings`` are the decision's."""

    rating: int | None = None
    missing: Missing | None = None
    method: str = ""
    votes: int | None = None
    ratings: int = 0
    was: int | None = None
    steps: int | None = None

    @property
    def value(self) -> int | None:
        """What it is sorted and counted by."""
        return None if self.missing else self.rating if self.steps is None else self.steps


class Held(Struct, frozen=True):
    """A workshop that a row shows: ``kind`` is its event's; ``version`` the framework's. Its
    ``date`` and id would tell which area it was in: they are "" where the area has no name."""

    kind: str
    date: str
    people: int
    finished: bool
    version: str
    workshop: str = ""
    imported: bool = False


class Line(Struct, frozen=True):
    """An area's row. ``held`` is the workshop it shows, ``before`` the one that is compared with it
    where changes are shown; ``notes`` are those of ``programme.changes``. ``mix`` is then who was
    in both rooms: how many of each sector of the framework, and last of no such one, before and
    after; empty where one of them was imported."""

    area: Named
    cells: tuple[Cell, ...]
    held: Held | None = None
    before: Held | None = None
    notes: tuple[str, ...] = ()
    mix: tuple[tuple[int, int], ...] = ()


class Tally(Struct, frozen=True):
    """How many areas have each value in a domain: ``n`` with one, ``counts`` of each in the order
    of the table's ``values``; ``missing`` by reason, those that occur."""

    n: int
    counts: tuple[int, ...]
    missing: dict[str, int]


class HeatTable(Struct, frozen=True):
    """The areas that rated one version of a framework. ``values`` are what is counted: each rating,
    the highest first, or -1, 0 and 1 for down, same and up."""

    framework: Instrument
    lines: tuple[Line, ...]
    values: tuple[int, ...]
    tallies: tuple[Tally, ...]


def points(areas: Iterable[AreaSituation]) -> list[str]:
    """Which workshops of a series may be chosen: the first, the latest, and each kind there is."""
    there = {event.kind for area in areas for event, _ in comparable(area)}
    return [FIRST, LATEST, *(kind for kind in EVENT_KINDS if kind in there)]


def place_of(point: str) -> int:
    """Its place in the order of a series."""
    return (FIRST, *EVENT_KINDS, LATEST).index(point)


def settled(area: AreaSituation) -> list[tuple[Event, Result]]:
    """The workshops of an area that have a decision or are finished, in the order of the series."""
    found = [(area.area.event_of(result.workshop), result) for result in area.settled()]
    return [
        (event, result)
        for event, result in found
        if event and (result.finished_at or any(one.decision for one in result.domains))
    ]


def comparable(area: AreaSituation) -> list[tuple[Event, Result]]:
    """Those of instruments whose decisions can be compared between areas: ``Instrument.scale``."""
    return [(event, result) for event, result in settled(area) if result.framework.scale]


def heat(
    areas: Sequence[tuple[Named, AreaSituation]],
    at: str,
    *,
    since: str = FIRST,
    until: str = LATEST,
    usual: Instrument | None = None,
    sort: str = AREA,
    descending: bool = False,
) -> list[HeatTable]:
    """The tables at a point (``points``), or of the change between ``since`` and ``until``, from
    the earlier of an area's two workshops to the later. An area without a workshop there is in the
    table of the ``usual`` framework, or the largest one."""
    found: dict[tuple[str, str], tuple[Instrument, list[Line]]] = {}
    without: list[Named] = []
    for named, area in areas:
        lines = _change(named, area, since, until) if at == CHANGE else _point(named, area, at)
        if lines is None:
            without.append(named)
            continue
        framework, line = lines
        found.setdefault(_version(framework), (framework, []))[1].append(line)
    if without:
        framework, some = _home(found, usual)
        some += [_empty(named, framework) for named in without]
    tables = [_table(*one, at=at, sort=sort, descending=descending) for one in found.values()]
    return sorted(tables, key=lambda table: (-len(table.lines), *_version(table.framework)))


def _home(
    found: dict[tuple[str, str], tuple[Instrument, list[Line]]], usual: Instrument | None
) -> tuple[Instrument, list[Line]]:
    """The table that areas without a workshop are in."""
    if found:
        of_usual = [one for one in found.values() if usual and one[0].key == usual.key]
        return max(of_usual or found.values(), key=lambda one: (len(one[1]), _version(one[0])))
    assert usual is not None
    return found.setdefault(_version(usual), (usual, []))


def _version(framework: Instrument) -> tuple[str, str]:
    return framework.key, framework.version


def _point(named: Named, area: AreaSituation, at: str) -> tuple[Instrument, Line] | None:
    found = _at(comparable(area), at)
    if found is None:
        return None
    event, result = found
    cells = tuple(_cell(result, domain.key) for domain in result.framework.domains)
    return result.framework, Line(named, cells, _held(named, event, result))


def _at(held: Sequence[tuple[Event, Result]], at: str) -> tuple[Event, Result] | None:
    """Which of an area's workshops is at a point: the last of its kind, where there are several."""
    if at == FIRST:
        return held[0] if held else None
    of_kind = [one for one in held if at in (LATEST, one[0].kind)]
    return of_kind[-1] if of_kind else None


def pair_at(area: AreaSituation, since: str, until: str) -> tuple[AtPoint, AtPoint]:
    """An area's workshops at two points, the earlier one first; None where it held none there. One
    that is at both counts at one of them: that of its kind, or else the first. Alone, a first
    workshop counts only if it is of an earlier kind than the other point, and a latest one only if
    it is of a later one."""
    held = comparable(area)
    before, after = _at(held, since), _at(held, until)
    if before and before == after:
        return (None, after) if since == FIRST and until not in (FIRST, LATEST) else (before, None)
    if before and after:
        return (after, before) if held.index(before) > held.index(after) else (before, after)
    if before and place_of(before[0].kind) > place_of(until):
        return None, None
    if after and place_of(after[0].kind) < place_of(since):
        return None, None
    return before, after


def _cell(result: Result, key: str) -> Cell:
    domain = result.domain(key)
    decision = domain.decision if domain else None
    if decision is None:
        return Cell(missing="undecided")
    if decision.rating is None:
        return Cell(missing="unresolved", method=decision.method, ratings=decision.ratings)
    return Cell(
        rating=single(decision.rating),
        method=decision.method,
        votes=decision.votes,
        ratings=decision.ratings,
    )


def _change(
    named: Named, area: AreaSituation, since: str, until: str
) -> tuple[Instrument, Line] | None:
    before, after = pair_at(area, since, until)
    if before is None or after is None:
        return None
    changes = changed(before[1], after[1]).values()
    cells = []
    for domain, change in zip(after[1].framework.domains, changes, strict=True):
        was, now = _cell(before[1], domain.key), _cell(after[1], domain.key)
        cells.append(Cell(now.rating, change.why, was=was.rating, steps=change.steps))
    notes = dict.fromkeys(note for change in changes for note in change.notes)
    line = Line(
        named,
        tuple(cells),
        _held(named, *after),
        _held(named, *before),
        tuple(notes),
        _mix(before[1], after[1]),
    )
    return after[1].framework, line


def _mix(before: Result, after: Result) -> tuple[tuple[int, int], ...]:
    if before.imported or after.imported:  # who was there is not known
        return ()
    known = [
        (before.sectors.get(sector.key, 0), after.sectors.get(sector.key, 0))
        for sector in after.framework.sectors
    ]
    then, now = (sum(one[at] for one in known) for at in (0, 1))
    return (*known, (before.people - then, after.people - now))


def _held(named: Named, event: Event, result: Result) -> Held:
    return Held(
        kind=event.kind,
        date=result.date if named.id else "",
        people=result.people,
        finished=result.finished_at is not None,
        version=result.framework.version,
        workshop=result.workshop if named.id else "",
        imported=result.imported,
    )


def _empty(named: Named, framework: Instrument) -> Line:
    return Line(named, tuple(Cell(missing="no-workshop") for _ in framework.domains))


def _table(
    framework: Instrument, lines: Sequence[Line], *, at: str, sort: str, descending: bool
) -> HeatTable:
    values = (1, 0, -1) if at == CHANGE else tuple(range(len(framework.scale)))[::-1]
    columns = list(zip(*(line.cells for line in lines), strict=True))
    return HeatTable(
        framework,
        tuple(_sorted(framework, lines, sort, descending=descending)),
        values,
        tuple(_tally(cells, values, at) for cells in columns),
    )


def _tally(cells: Sequence[Cell], values: Sequence[int], at: str) -> Tally:
    found = [cell.value for cell in cells]
    there = [_sign(one) if at == CHANGE else one for one in found if one is not None]
    why = [cell.missing for cell in cells if cell.missing]
    return Tally(
        n=len(there),
        counts=tuple(there.count(value) for value in values),
        missing={reason: why.count(reason) for reason in MISSING if reason in why},
    )


def _sign(steps: int) -> int:
    return (steps > 0) - (steps < 0)


def _sorted(
    framework: Instrument, lines: Sequence[Line], by: str, *, descending: bool
) -> Iterable[Line]:
    """By name or number, or by what is asked for; what is missing there comes last either way."""
    in_order = sorted(lines, key=lambda line: name_key(line.area))
    if by not in (REGION, DATE, *(domain.key for domain in framework.domains)):
        return in_order[::-1] if descending else in_order
    keys = {domain.key: place for place, domain in enumerate(framework.domains)}

    def value(line: Line) -> str | int | None:
        if by == REGION:
            return line.area.region.casefold() or None
        if by == DATE:
            return line.held.date or None if line.held else None
        return line.cells[keys[by]].value

    there = [line for line in in_order if value(line) is not None]
    there.sort(key=lambda line: (value(line),), reverse=descending)
    return [*there, *(line for line in in_order if value(line) is None)]


def name_key(area: Named) -> tuple[object, ...]:
    """Areas with a name by it, "Area 2" before "Area 10", then those with a number alone."""
    parts = re.split(r"(\d+)", area.name.casefold())
    by_number = tuple((int(one), "") if one.isdecimal() else (-1, one) for one in parts)
    return (not area.name, by_number, area.number)
