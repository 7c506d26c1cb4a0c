"""The page for evaluators: two points of a series compared over many areas.

Areas that may not be named have a number, also for the programme's own team: the page is what goes
into a paper. Only workshops of one instrument are compared.
"""

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from voting.evaluation.comparing import Comparison, compare
from voting.evaluation.panel import Panel
from voting.instruments.instrument import Instrument
from voting.instruments.tally import single
from voting.programme.result import Result
from voting.programme.situation import AreaSituation
from voting.views import heat
from voting.views.evaluation_choosing import (
    Asked,
    Choices,
    choices,
    chosen,
    identity,
    versions_of,
)
from voting.views.evaluation_decided import Decided, decided

Areas = Sequence[tuple[heat.Named, AreaSituation]]


class People(Struct, frozen=True):
    """Who joined the workshops at a point: ``total`` in so many ``workshops``, from ``fewest`` to
    ``most`` in one; ``sectors`` by the framework's, and last of no such one. Of imported workshops
    it is not known."""

    workshops: int = 0
    total: int = 0
    fewest: int = 0
    most: int = 0
    sectors: tuple[int, ...] = ()


class End(Struct, frozen=True):
    """One of the two points. ``held`` areas have a workshop there, of which some are ``imported``
    or ``unfinished``; ``absent`` are those that held the other one alone."""

    point: str
    held: int
    imported: int
    unfinished: int
    absent: tuple[heat.Named, ...]
    people: People
    decided: Mapping[str, Decided]


class EvaluationView(Struct, frozen=True):
    """``areas`` of ``all`` are chosen; ``neither`` of them held a workshop at either point;
    ``swapped`` held the workshop that is called the later one first. ``other_workshops`` of the
    chosen areas rated another instrument, ``other_kinds`` something that has no ratings to compare;
    ``versions`` are those rated at the two points. ``comparison`` and what belongs to it is None
    where there is nothing to compare: no area has held a workshop, or both points are the same."""

    asked: Asked
    choices: Choices
    all: int
    areas: int
    neither: int = 0
    swapped: int = 0
    other_workshops: int = 0
    other_kinds: int = 0
    framework: Instrument | None = None
    comparison: Comparison | None = None
    ends: tuple[End, ...] = ()
    versions: tuple[str, ...] = ()
    tables: tuple[heat.HeatTable, ...] = ()


class Pair(Struct, frozen=True):
    """An area with its workshops at the two points, the earlier one first."""

    area: heat.Named
    before: heat.AtPoint
    after: heat.AtPoint


def evaluation_view(
    areas: Areas,
    wanted: Asked,
    known: Mapping[str, Instrument],
    usual: Instrument | None = None,
) -> EvaluationView:
    """What is ``wanted`` of a programme's areas, which are as they may be named, in the order to be
    shown. ``known`` and ``usual`` as ``choices`` has them."""
    may = choices(areas, wanted, known, usual)
    some = [one for one in areas if chosen(one[1].area, may.asked)]
    plain = EvaluationView(may.asked, may, all=len(areas), areas=len(some))
    framework = may.framework
    if framework is None:
        return replace(plain, other_kinds=_others(some, None)[1])
    rated = [(named, only(each, framework)) for named, each in some]
    other_workshops, other_kinds = _others(some, framework)
    told = replace(
        plain, framework=framework, other_workshops=other_workshops, other_kinds=other_kinds
    )
    since, until = may.asked.since, may.asked.until
    if since == until:
        return told
    found = pairs(rated, since, until)
    return replace(
        told,
        neither=sum(one.before is None and one.after is None for one in found),
        swapped=sum(is_swapped(one, since, until) for one in found),
        comparison=compare(panel_of(found, framework, since, until), since, until),
        ends=(
            _end(since, [(one.area, one.before, one.after) for one in found], framework),
            _end(until, [(one.area, one.after, one.before) for one in found], framework),
        ),
        versions=versions_of(
            at[1].framework for one in found for at in (one.before, one.after) if at
        ),
        tables=tuple(
            heat.heat(
                rated,
                heat.CHANGE,
                since=since,
                until=until,
                usual=framework,
                sort=may.asked.sort,
                descending=may.asked.descending,
            )
        ),
    )


def only(area: AreaSituation, framework: Instrument) -> AreaSituation:
    """The area with those of its workshops alone that asked this very instrument."""
    wanted = identity(framework)
    return replace(
        area,
        results={
            id: result
            for id, result in area.results.items()
            if result.framework is framework or identity(result.framework) == wanted
        },
    )


def pairs(areas: Areas, since: str, until: str) -> list[Pair]:
    """Each area's workshops at the two points; ``areas`` have those of one instrument alone."""
    return [Pair(named, *heat.pair_at(each, since, until)) for named, each in areas]


def panel_of(found: Iterable[Pair], framework: Instrument, since: str, until: str) -> Panel:
    """The decisions of these areas as numbers. Areas that held neither workshop are not in it; of
    an area whose later workshop was held first, the one held first is at the first point."""
    there = [one for one in found if one.before or one.after]
    labels = {str(place): one for place, one in enumerate(there)}
    return Panel(
        domains=tuple(domain.key for domain in framework.domains),
        levels=len(framework.scale),
        points=(since, until),
        areas=tuple(labels),
        ratings={
            since: {label: _ratings(p.before[1]) for label, p in labels.items() if p.before},
            until: {label: _ratings(p.after[1]) for label, p in labels.items() if p.after},
        },
    )


def _ratings(result: Result) -> dict[str, int | None]:
    decisions = {domain.domain: domain.decision for domain in result.domains}
    return {
        cell.key: single(decision.rating) if (decision := decisions.get(cell.key)) else None
        for cell in result.framework.domains
    }


def is_swapped(pair: Pair, since: str, until: str) -> bool:
    """Is the workshop that is called the later one the one that was held first?"""
    if pair.before is None or pair.after is None:
        return False
    return (pair.before[0].kind, pair.after[0].kind) == (until, since)


def _end(
    point: str,
    found: Sequence[tuple[heat.Named, heat.AtPoint, heat.AtPoint]],
    framework: Instrument,
) -> End:
    """``found``: each area with its workshop here and the one at the other point."""
    results = [here[1] for _, here, _ in found if here]
    return End(
        point=point,
        held=len(results),
        imported=sum(result.imported for result in results),
        unfinished=sum(result.finished_at is None for result in results),
        absent=tuple(area for area, here, there in found if there and not here),
        people=_people([one for one in results if not one.imported], framework),
        decided=decided(results, framework),
    )


def _people(results: Sequence[Result], framework: Instrument) -> People:
    if not results:
        return People()
    joined = [result.people for result in results]
    keys = [sector.key for sector in framework.sectors]
    by_sector = [sum(result.sectors.get(key, 0) for result in results) for key in keys]
    return People(
        workshops=len(joined),
        total=sum(joined),
        fewest=min(joined),
        most=max(joined),
        sectors=(*by_sector, sum(joined) - sum(by_sector)),
    )


def _others(areas: Areas, framework: Instrument | None) -> tuple[int, int]:
    """How many workshops rated another instrument, and how many have no ratings to compare."""
    wanted = identity(framework) if framework else None
    results = [result for _, each in areas for _, result in heat.settled(each)]
    rated = [result for result in results if result.framework.scale]
    others = sum(
        result.framework is not framework and identity(result.framework) != wanted
        for result in rated
    )
    return others, len(results) - len(rated)
