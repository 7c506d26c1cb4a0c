"""What changed between the workshops of an area: one domain, then and now.

The rule (docs/method.md, "What changed"): ratings are compared only for equal domain keys of the
same instrument on the same places, which have an order. A domain without a rating is missing, and
never 0. If the version or what the domain or a level is called differs, that is told beside it.
"""

from collections.abc import Hashable, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from voting.instruments.agreement import Picture, picture
from voting.instruments.instrument import Cell, Instrument
from voting.instruments.tally import Answer, single
from voting.programme.imported import method_of, people_of
from voting.programme.result import Counts, DomainSettled, Result

# Why there is no number: "levels" is another scale, "order" one that has no up and down.
Why = Literal["instrument", "absent", "levels", "order", "undecided", "unresolved"]
Note = Literal["version", "name", "labels"]
Status = Literal["decided", "unresolved", "undecided"]


class Point(Struct, frozen=True):
    """A workshop of the series, without its domains. ``framework`` and ``framework_version`` say
    what was rated; ``people`` is None where it is not known; ``sectors`` is how many people of
    each, "" not known."""

    workshop: str
    kind: str
    date: str
    title: str
    framework: str
    framework_version: str
    people: int | None
    sectors: Mapping[str, int]
    finished: bool
    version: int


class Then(Struct, frozen=True):
    """One domain at one workshop. ``rating`` is None unless it was decided; ``votes`` of
    ``ratings`` in the round the decision stands on went to it. ``counts`` and ``cant_say`` are of
    the last round, None and 0 where there was none, and ``picture`` is its shape, None with fewer
    than two ratings. ``rounds`` is how many were counted; ``levels`` is what each rating was
    called, lowest first, ``label`` what the decided one was, "" for none. ``answer`` is the
    decision also where it is several options; ``kind``, ``settle`` and ``values`` are of its
    column. Places without an order are not compared, and only of some is there a ``picture``."""

    status: Status
    name: str
    levels: tuple[str, ...]
    method: str | None = None
    rating: int | None = None
    votes: int | None = None
    ratings: int = 0
    counts: Counts | None = None
    cant_say: int = 0
    rounds: int = 0
    picture: Picture | None = None
    answer: Answer = None
    values: tuple[int | str, ...] = ()
    kind: str = "rating"
    settle: str = "ruling"
    ordered: bool = True
    pictured: bool = True

    @property
    def label(self) -> str:
        return "" if self.rating is None else self.levels[self.rating]


class Change(Struct, frozen=True):
    """From one workshop to another: ``steps`` up, or down below 0; None where there is no number,
    and then ``why`` says the reason. ``notes`` are what to bear in mind beside a number."""

    steps: int | None
    why: Why | None = None
    notes: tuple[Note, ...] = ()


class DomainHistory(Struct, frozen=True):
    """A domain over the series: one ``then`` for each point, None where it was not asked about.
    ``name``, ``short`` and ``letter`` are those of the last workshop that asked."""

    domain: str
    name: str
    short: str
    letter: str
    then: tuple[Then | None, ...]


class SectorMix(Struct, frozen=True):
    """How many people of a sector there were at each point, 0 where the sector did not exist; the
    ``sector`` "" is that of people whose sector is not known."""

    sector: str
    name: str
    people: tuple[int, ...]


class History(Struct, frozen=True):
    """The workshops of a series in its order, and each domain that any of them asked about: those
    of the last workshop in its order, then those that only earlier ones had."""

    points: tuple[Point, ...]
    domains: tuple[DomainHistory, ...]
    sectors: tuple[SectorMix, ...]

    def earlier(self, later: int = -1) -> int | None:
        """Which point to compare ``later`` with: the nearest before it with the same instrument;
        if there is none, the nearest. None: it is the first."""
        place = range(len(self.points))[later]
        rated = [point.framework for point in self.points[:place]]
        same = nearest(rated, self.points[place].framework)
        return same if same is not None or not place else place - 1

    def domain(self, key: str) -> DomainHistory | None:
        return next((one for one in self.domains if one.domain == key), None)

    def change(self, domain: str, earlier: int, later: int = -1) -> Change:
        """What changed in a domain between two points."""
        found = self.domain(domain)
        then = (found.then[earlier], found.then[later]) if found else (None, None)
        return change(self.points[earlier], then[0], self.points[later], then[1])


def history(results: Sequence[Result]) -> History:
    """Workshops of one area side by side, in the order given, oldest first. Rehearsals count for
    nothing: leave them out, unless it is the last and what its own pages show."""
    return History(
        points=tuple(_point(each) for each in results),
        domains=tuple(_domains(results)),
        sectors=tuple(_sectors(results)),
    )


def nearest(frameworks: Sequence[str], framework: str) -> int | None:
    """The place of the last of ``frameworks``, by key, that is this one; None if none is."""
    return max((k for k, one in enumerate(frameworks) if one == framework), default=None)


def change(before: Point, then: Then | None, after: Point, now: Then | None) -> Change:
    """What changed in one domain from ``then``, at the workshop ``before``, to ``now``."""
    if before.framework != after.framework:
        return Change(None, "instrument")
    if then is None or now is None:
        return Change(None, "absent")
    if not now.ordered:
        return Change(None, "order")
    if then.values != now.values:
        return Change(None, "levels")
    notes = tuple(_notes(before, then, after, now))
    for missing in ("undecided", "unresolved"):
        if missing in (then.status, now.status):
            return Change(None, missing, notes)
    assert then.rating is not None
    assert now.rating is not None
    return Change(_up(then, now), None, notes)


def _up(then: Then, now: Then) -> int:
    """How far up, in the units of the scale: a level, or what a number counts."""
    assert then.rating is not None
    assert now.rating is not None
    was, became = then.values[then.rating], now.values[now.rating]
    if isinstance(was, int) and isinstance(became, int):
        return became - was
    return now.rating - then.rating


def _notes(before: Point, then: Then, after: Point, now: Then) -> Iterable[Note]:
    if before.framework_version != after.framework_version:
        yield "version"
    if then.name != now.name:
        yield "name"
    if then.levels != now.levels:
        yield "labels"


def _point(result: Result) -> Point:
    return Point(
        workshop=result.workshop,
        kind=result.kind,
        date=result.date,
        title=result.title,
        framework=result.framework.key,
        framework_version=result.framework.version,
        people=people_of(result),
        sectors=result.sectors,
        finished=result.finished_at is not None,
        version=result.version,
    )


def _domains(results: Sequence[Result]) -> Iterable[DomainHistory]:
    asked = {one: d for each in results for one, d in _asked_as(each)}
    keys = [{one: d.key for one, d in _asked_as(each)} for each in results]
    last = [one for each in reversed(results) for one, _ in _asked_as(each)]
    for one in dict.fromkeys(last):
        domain = asked[one]
        yield DomainHistory(
            domain=domain.key,
            name=domain.name,
            short=domain.short,
            letter=domain.letter,
            then=tuple(
                then_of(each, held[one]) if one in held else None
                for each, held in zip(results, keys, strict=True)
            ),
        )


def _asked_as(result: Result) -> Iterable[tuple[Hashable, Cell]]:
    """Its cells with what tells each from all others over a series: the key where it is a
    framework's, which other frameworks may have too, else what it asks in its instrument."""
    framework = result.framework
    for cell in framework.domains:
        is_plain = framework.is_framework
        yield (cell.key if is_plain else (framework.key, framework.asks_as(cell))), cell


def changed(before: Result, after: Result) -> dict[str, Change]:
    """What changed in each domain of ``after`` since ``before``, as ``History.change`` tells it;
    nothing is measured for it, so that hundreds of areas can be asked at once."""
    points = _point(before), _point(after)
    asked = after.framework.domains
    same = {cell.key: before.framework.counterpart(after.framework, cell) for cell in asked}
    return {
        key: change(
            points[0],
            _asked(before, then.key) if then else None,
            points[1],
            _asked(after, key),
        )
        for key, then in same.items()
    }


def then_of(result: Result, key: str) -> Then | None:
    """The domain of this key at one workshop; None where it was not asked about."""
    then = _asked(result, key)
    if then is None or then.counts is None or sum(then.counts) < 2 or not then.pictured:
        return then
    return replace(then, picture=_shape(then.counts))


@lru_cache(1024)
def _shape(counts: Counts) -> Picture:
    """As ``picture``, kept: every look at a workshop asks it of the earlier ones again."""
    return picture(counts)


def _asked(result: Result, key: str) -> Then | None:
    """The same without its picture."""
    domain = next((d for d in result.framework.domains if d.key == key), None)
    if domain is None:
        return None
    column = domain.column
    levels = tuple(place.label or str(place.value) for place in column.places)
    settled = result.domain(key) or DomainSettled(key)
    decision, last = settled.decision, settled.last
    return Then(
        status=_status(settled),
        name=domain.name,
        levels=levels,
        method=method_of(result, decision),
        rating=single(decision.rating) if decision else None,
        answer=decision.rating if decision else None,
        values=tuple(place.value for place in column.places),
        kind=column.kind,
        settle=column.settle.value,
        ordered=column.ordered,
        pictured=column.pictured,
        votes=decision.votes if decision else None,
        ratings=decision.ratings if decision else last.ratings if last else 0,
        counts=last.counts if last else None,
        cant_say=last.cant_say if last else 0,
        rounds=settled.live,
    )


def _status(settled: DomainSettled) -> Status:
    if settled.decision is None:
        return "undecided"
    return "unresolved" if settled.decision.rating is None else "decided"


def _sectors(results: Sequence[Result]) -> Iterable[SectorMix]:
    """Every sector that a framework has or somebody belongs to: the last workshop's first, people
    whose sector is not known last."""
    names = _sector_names(each.framework for each in results)
    there = sorted({key for each in results for key in each.sectors}, reverse=True)
    for key in dict.fromkeys([*names, *there]):
        people = tuple(each.sectors.get(key, 0) for each in results)
        if key in names or any(people):
            yield SectorMix(key, names.get(key, ""), people)


def _sector_names(frameworks: Iterable[Instrument]) -> dict[str, str]:
    found: dict[str, str] = {}
    for framework in reversed(list(frameworks)):
        for sector in framework.sectors:
            found.setdefault(sector.key, sector.name)
    return found
