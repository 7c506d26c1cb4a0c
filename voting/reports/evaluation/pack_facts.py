"""What the record of a programme's workshops holds of how their decisions came about."""

from collections import Counter
from collections.abc import Iterable, Sequence

from voting.evaluation.facts import Facts, PointFacts, Recorded
from voting.programme.imported import method_of
from voting.programme.result import DomainSettled, Result
from voting.reports.programme_dataset import UNKNOWN
from voting.views import heat
from voting.views.evaluation import Pair, is_swapped
from voting.views.evaluation_choosing import versions_of


def facts(found: Sequence[Pair], since: str, until: str) -> Facts:
    """The facts of a methods section, of the areas' workshops at both points. Of an area that may
    not be named no day is told."""
    first = [(pair.area, pair.before[1]) for pair in found if pair.before]
    second = [(pair.area, pair.after[1]) for pair in found if pair.after]
    return Facts(
        first=_point(since, first),
        second=_point(until, second),
        versions=versions_of(result.framework for _, result in (*first, *second)),
        swapped=sum(is_swapped(pair, since, until) for pair in found),
    )


def _point(point: str, held: Sequence[tuple[heat.Named, Result]]) -> PointFacts:
    results = [result for _, result in held]
    settled = [one for result in results for one in _domains(result)]
    live = [(named, result) for named, result in held if not result.imported]
    return PointFacts(
        point=point,
        areas=len(results),
        unresolved=sum(one.decision is not None and one.decision.rating is None for one in settled),
        undecided=sum(one.decision is None for one in settled),
        imported=len(results) - len(live),
        unfinished=sum(result.finished_at is None for result in results),
        recorded=_recorded(live) if live else None,
    )


def _domains(result: Result) -> Iterable[DomainSettled]:
    return [result.domain(cell.key) or DomainSettled(cell.key) for cell in result.framework.domains]


def _recorded(live: Sequence[tuple[heat.Named, Result]]) -> Recorded:
    results = [result for _, result in live]
    of_each = [(result, one) for result in results for one in _domains(result)]
    decided = [
        (result, one) for result, one in of_each if one.decision and one.decision.rating is not None
    ]
    last = [one.last for _, one in of_each if one.last]
    sectors: Counter[str] = Counter()
    for result in results:
        for key, many in result.sectors.items():
            sectors[key or UNKNOWN] += many
    return Recorded(
        people=tuple(result.people for result in results),
        sectors={key: many for key, many in sectors.items() if many},
        methods=Counter(method_of(result, one.decision) or "" for result, one in decided),
        rounds=tuple(one.live for _, one in decided),
        ratings=sum(held.ratings for held in last),
        cant_say=sum(held.cant_say for held in last),
        by_hand=sum(held.by_hand for held in last),
        days=tuple(sorted(result.date for named, result in live if named.id)),
    )
