"""What the evaluator's pack is made of, as plain data: the decisions of the dataset, every round,
and two points of the series side by side.

It holds no more about a workshop than its result, which is what its results page shows: a round
that is withheld there is not in it, nor is how anyone moved between rounds, nor a sector's ratings.
Areas are called as the dataset calls them.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from voting.evaluation.comparing import compare
from voting.instruments.agreement import RULES
from voting.instruments.instrument import Instrument
from voting.instruments.tally import single
from voting.programme.area import EVENT_KINDS
from voting.programme.result import DomainSettled, Result
from voting.programme.situation import AreaSituation
from voting.reports.evaluation.methods import methods_text
from voting.reports.evaluation.pack_facts import facts
from voting.reports.evaluation.pack_tables import point_said
from voting.reports.goals.programme import called
from voting.reports.programme_dataset import Areas, Known, Row, workshops_of
from voting.views import heat
from voting.views.evaluation import Pair, only, pairs, panel_of
from voting.views.evaluation_choosing import versions_of
from voting.words import Words

Data = dict[str, Any]


def pack_told(
    areas: Areas, framework: Instrument, since: str, until: str, known: Known, words: Words
) -> Data:
    """``areas`` as they may be named, in the order to be shown; ``since`` and ``until`` are the two
    points that are compared, ``framework`` what was rated there. ``known`` as ``dataset`` has
    it."""
    rated = [(named, only(each, framework)) for named, each in areas]
    compared = pairs(rated, since, until)
    versions = versions_of(
        result.framework for _, each in rated for _, result in heat.settled(each)
    )
    others = _other_kinds(rated, (since, until))
    return {
        "rules": RULES,
        "points": [since, until],
        "other_kinds": others,
        "framework": {
            "key": framework.key,
            "name": framework.name,
            "versions": list(versions) or [framework.version],
            "domains": [{"key": cell.key, "name": cell.name} for cell in framework.domains],
            "levels": [level.label for level in framework.scale],
        },
        "methods": _methods(compared, framework, since, until, words),
        "rounds": [row for named, each in areas for row in _rounds(named, each, known)],
        "wide": [
            _wide(pair, each, others)
            for pair, (_, each) in zip(compared, rated, strict=True)
            if heat.settled(each)
        ],
    }


def _methods(
    compared: Sequence[Pair], framework: Instrument, since: str, until: str, words: Words
) -> str:
    panel = panel_of(compared, framework, since, until)
    return methods_text(
        facts(compared, since, until),
        compare(panel, since, until),
        framework,
        {point: point_said(point, words) for point in (since, until)},
        words,
        areas=len(compared),
    )


def _rounds(named: heat.Named, each: AreaSituation, known: Known) -> Iterable[Row]:
    for about, result, is_told in workshops_of(named, each, known):
        if not result.framework.is_framework:
            continue
        for number, cell in enumerate(result.framework.domains, start=1):
            settled = result.domain(cell.key) or DomainSettled(cell.key)
            domain = {
                "domain": cell.key if is_told else str(number),
                "domain_name": cell.name if is_told else None,
            }
            for held in settled.rounds:
                if held.withheld is True:
                    continue
                counts = {f"votes_{level}": many for level, many in enumerate(held.counts)}
                yield (
                    about
                    | domain
                    | {
                        "round": held.number,
                        "ratings": held.ratings,
                        "cant_say": held.cant_say,
                        "by_hand": held.by_hand,
                    }
                    | counts
                )


def _other_kinds(areas: Areas, points: Sequence[str]) -> list[str]:
    there = {event.kind for _, each in areas for event, _ in heat.comparable(each)}
    return [kind for kind in EVENT_KINDS if kind in there and kind not in points]


def _wide(pair: Pair, each: AreaSituation, others: Iterable[str]) -> Data:
    """An area with its decisions at the two points, and at every other kind of event."""
    last = {event.kind: result for event, result in heat.comparable(each)}
    return {
        "area": called(pair.area),
        "region": pair.area.region,
        "tags": ", ".join(pair.area.tags),
        "at": [_ratings(here[1] if here else None) for here in (pair.before, pair.after)],
        "others": {kind: _ratings(last.get(kind)) for kind in others},
    }


def _ratings(result: Result | None) -> Mapping[str, int | None] | None:
    """By domain; None where no workshop was held."""
    if result is None:
        return None
    found = {}
    for cell in result.framework.domains:
        settled = result.domain(cell.key)
        decision = settled.decision if settled else None
        found[cell.key] = single(decision.rating) if decision else None
    return found
