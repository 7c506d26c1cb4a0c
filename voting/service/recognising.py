"""Who of a workshop's people was at the one before it, and how their own ratings moved since."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from voting.core.machine import at_first_count
from voting.core.state import Workshop
from voting.disclosure.across import (
    Attended,
    Flow,
    People,
    Tie,
    attended,
    came_back,
    flow_between,
    in_time,
    people_of,
    same_people,
)
from voting.instruments.tally import Ballot
from voting.programme.result import Result, Returning
from voting.refusals.joining import UnknownWorkshop
from voting.service.caching import remember_some
from voting.service.reading import Reading
from voting.views.situation import Situation

Results = Mapping[str, Result]
Seal = tuple[bytes | int | None, ...]

_MOST_HOMES = 3000  # workshops whose area is remembered
_MOST_VISITED = 200  # earlier workshops that are cached with their people
_MOST_FIRST = 200  # workshops of which the people of their first round are cached


class Visited(Struct):
    """A workshop with its people, and those it had at its first round (none before one was closed);
    its rounds and ballots are read when first asked for."""

    workshop: Workshop
    people: People
    at_first: People
    at: Situation | None = None
    ballots: Mapping[int, Mapping[str, Ballot]] = {}


class Recognising(Reading):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._homes: dict[str, str] = {}  # the area of a workshop, as it was last seen
        self._visits: dict[str, tuple[Seal, Visited]] = {}
        self._first_people: dict[str, People] = {}

    def remember(self, workshop: str, person: str, pseudonym_in: Callable[[str], str]) -> None:
        """Keep who a person is to the area that the workshop is one of, if any; ``pseudonym_in``
        names them in an area of that id. Raises UnknownWorkshop.

        In which area it was when somebody joined last is remembered, since a join waits for this;
        if it was moved meanwhile, the store says so."""
        area = self._homes.get(workshop) or self.store.area_of(workshop)
        while area:
            there = self.store.know(workshop, person, pseudonym_in(area), area)
            if there == area:
                remember_some(self._homes, workshop, area, _MOST_HOMES)
                return
            self._homes.pop(workshop, None)
            area = there

    def recognised(self, workshop: Workshop, since: str, results: Results) -> Returning | None:
        """Who of the workshop's people at its first round was at the workshop ``since``; once both
        are finished, also how their own ratings moved, where it may be shown. None until that round
        is closed, and if too few are known to have been. ``results`` are those of the area.

        What was said when it was last finished stays, as far as no round was added: people may have
        seen it, and the earlier workshop may be erased by now."""
        visits: dict[str, Visited] = {}
        kept = results.get(workshop.id)
        told = kept.returning if kept else None
        if told and told.tied:
            since = told.since
        then = self._visit(since, visits)
        if then is None:
            return _as_before(told, kept, workshop)
        now = visits.setdefault(workshop.id, self._visited(workshop))
        returned, people = came_back(then.people, now.at_first)
        flows: dict[str, Flow] = {}
        if returned and workshop.is_finished() and _is_settled(then.workshop, results):
            tie = (since, workshop.id)
            for domain in workshop.framework.domains:
                if flow := self._flow(domain.key, tie, results, visits):
                    flows[domain.key] = flow
        tied = tuple(dict.fromkeys((*(told.tied if told else ()), *flows)))
        if not returned and not tied:
            return None
        return Returning(since, returned, people, flows, tied)

    def _flow(
        self, domain: str, tie: tuple[str, str], results: Results, visits: dict[str, Visited]
    ) -> Flow | None:
        """From the last round of the first workshop of ``tie`` to that of the second."""
        ties = [*_tied_to(domain, tie, results), tie]
        workshops = list(dict.fromkeys(id for pair in ties for id in pair))
        if any(id in results and domain in results[id].tied_elsewhere for id in workshops):
            return None  # nor without a workshop of another area that one of them is tied to
        found = [self._visit(id, visits) for id in workshops]
        visited = [one for one in found if one]
        if len(visited) < len(workshops):
            return None  # it can't be judged without all
        places = _places_of(domain, visited)
        there = [self._attended(one, domain) for one in visited]
        rated = [one for one in there if one]
        if places is None or len(rated) < len(there):
            return None
        order = {id: place for place, id in enumerate(workshops)}
        linked = [
            Tie(order[one], order[other], self._same(one, other, visits)) for one, other in ties
        ]
        return flow_between(rated, linked, places)

    def _same(self, then: str, now: str, visits: Mapping[str, Visited]) -> dict[str, str]:
        later = visits[now]
        return same_people(visits[then].people, in_time(later.people, later.at_first))

    def _attended(self, one: Visited, domain: str) -> Attended | None:
        if one.at is None:
            one.at = self.by_itself(one.workshop)
            one.ballots = {
                r.id: self._frozen(one.workshop.id, r.id, r.closed_at)
                for r in one.workshop.rounds
                if r.counts
            }
        ahead = self.sectors_ahead(one.workshop)
        return attended(one.workshop, domain, one.ballots, one.at.rounds, ahead)

    def _visit(self, workshop: str, visits: dict[str, Visited]) -> Visited | None:
        """None if it is not in the store any more."""
        if workshop not in visits:
            seal = self.store.known_seal(workshop)
            cached = self._visits.get(workshop)
            if cached is None or cached[0] != seal:
                try:
                    cached = (seal, self._visited(self.store.load(workshop)))
                except UnknownWorkshop:
                    return None
                remember_some(self._visits, workshop, cached, _MOST_VISITED)
            visits[workshop] = replace(cached[1])  # its rounds are read for one question at a time
        return visits[workshop]

    def _visited(self, workshop: Workshop) -> Visited:
        known = self.store.known(workshop.id)
        return Visited(workshop, people_of(workshop, known), self._at_first(workshop, known))

    def _at_first(self, workshop: Workshop, known: Mapping[str, str]) -> People:
        """The people there were when the first round was closed: what is done later to those who
        were there (merged, removed) changes nothing about it."""
        if not workshop.any_live():
            return {}
        if (found := self._first_people.get(workshop.id)) is None:
            first = at_first_count(self.store.log(workshop.id))
            found = people_of(first, known) if first else {}
            remember_some(self._first_people, workshop.id, found, _MOST_FIRST)
        return found


def _is_settled(workshop: Workshop, results: Results) -> bool:
    """Is it finished, and what may be shown of it kept? Of two that are finished at the same moment
    only one is judged first."""
    kept = results.get(workshop.id)
    return kept is not None and kept.finished_at == workshop.finished_at is not None


def _tied_to(domain: str, tie: tuple[str, str], results: Results) -> list[tuple[str, str]]:
    """The pairs of workshops between which movement is shown already and that a further ``tie``
    would join to each other."""
    shown = [
        (one.returning.since, one.workshop)
        for one in results.values()
        if one.workshop != tie[1] and one.returning and domain in one.returning.tied
    ]
    found: list[tuple[str, str]] = []
    reached = {*tie}
    while more := [pair for pair in shown if pair not in found and reached & {*pair}]:
        found += more
        reached |= {id for pair in more for id in pair}
    return found


def _as_before(told: Returning | None, kept: Result | None, workshop: Workshop) -> Returning | None:
    """What was told before, without the movement into rounds that are not the last any more."""
    if told is None or kept is None:
        return None
    last = {d.domain: d.last.id for d in kept.domains if d.last}
    ends = {domain: workshop.last_round(domain) for domain in told.flows}
    flows = {
        domain: flow
        for domain, flow in told.flows.items()
        if (end := ends[domain]) and end.id == last.get(domain)
    }
    return replace(told, flows=flows)


def movement_was_shown(results: Results, workshop: str, domain: str) -> bool:
    """Was movement of the domain shown into this workshop from another, or out of it?"""
    own = results.get(workshop)
    return (own is not None and domain in own.tied_elsewhere) or any(
        one.returning
        and domain in one.returning.tied
        and workshop in (one.workshop, one.returning.since)
        for one in results.values()
    )


def _places_of(domain: str, visited: Iterable[Visited]) -> int | None:
    """On how many places a cell is answered; None unless there is movement in it, and it asks the
    same on the same places in all of them."""
    asked = set()
    for one in visited:
        cell = one.workshop.framework.find(domain)
        if cell is None or not cell.moves:
            return None
        values = tuple(place.value for place in cell.column.places)
        instrument = one.workshop.framework
        asked.add((instrument.key, instrument.asks_as(cell), cell.column.kind, values))
    return len(asked.pop()[-1]) if len(asked) == 1 else None
