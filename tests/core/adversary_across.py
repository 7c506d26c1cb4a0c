"""The adversary with two workshops of an area before them: every screen, file and result of both,
the area's page and files and the programme's, for these two and with a third.

As ``adversary``, who knows besides who was recognised in the second workshop as somebody from the
first. People of both go by the same name in the two courses; whether the area knows them again is
said by ``Two.known``.
"""

from collections import Counter
from random import Random

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from tests.builders import WORDS, Room, recorded
from tests.core.adversary import (
    ALL,
    BY_HAND,
    Answers,
    Cell,
    Course,
    Known,
    Words,
    known_of,
    surface,
    told_of,
)
from tests.core.area_surface import shown_of
from voting.core.machine import at_first_count
from voting.disclosure.across import (
    Attended,
    People,
    Tie,
    attended,
    came_back,
    flow_between,
    in_time,
    may_be_tied,
    people_of,
    same_people,
)
from voting.disclosure.groups import groups_of
from voting.programme.result import Result, Returning
from voting.reports.changed import changed
from voting.views.result import result_of

LATER = 100  # added to the ids of the second workshop's rounds

Who = str | tuple
Said = tuple[Answers, Words]


class Two(Struct):
    """Two workshops; ``known`` are the people of both whom the area knows again."""

    first: Course
    second: Course
    known: frozenset[str]

    def play(self, first: Said, second: Said, *, looks: bool = True) -> "Played":
        one, shown = self.first.play(*first, looks=looks)
        before = [result_of(one.situation(), 1)]
        two, later = self.second.play(
            *second, looks=looks, before=tuple(before), returning=lambda at: self.live(one, at)
        )
        two.returning = self.returning(one, two)
        results = [*before, result_of(two.situation(), 1)]
        shown = {role: [*texts, *later.get(role, [])] for role, texts in (shown | later).items()}
        if looks:
            for audience, text in surface(two).items():
                shown[audience] = [*shown.get(audience, []), text]
            told = [msgspec.json.encode(results).decode(), repr(changed(results, WORDS))]
            shown["results"] = told
            shown["area"] = [*shown_of(results), *shown_of([*results, results[0]])]
        return Played(one, two, shown, results)

    def live(self, one: Room, two: Room) -> Returning | None:
        """What is told while the second goes on."""
        then = people_of(one.workshop, {person: person for person in one.workshop.people})
        returned, people = came_back(then, self.at_first(two))
        return Returning("workshop-one", returned, people) if returned else None

    def at_first(self, two: Room) -> People:
        first = at_first_count(two.entries)
        return people_of(first, self.names(two)) if first else {}

    def names(self, two: Room) -> dict[str, str]:
        return {p: p if p in self.known else f"{p}, new" for p in two.workshop.people}

    def returning(self, one: Room, two: Room) -> Returning | None:
        same, told = self.same(one, two), self.live(one, two)
        flows = {}
        for domain in self.first.framework.domains:
            there = at_both(one, two, domain.key)
            if len(there) == 2:
                levels = len(self.first.framework.levels)
                if flow := flow_between(there, [Tie(0, 1, same)], levels):
                    flows[domain.key] = flow
        return replace(told, flows=flows, tied=tuple(flows)) if told else None

    def same(self, one: Room, two: Room) -> dict[str, str]:
        """The earlier person of each later one whom the area knows again."""
        then = people_of(one.workshop, {person: person for person in one.workshop.people})
        now = people_of(two.workshop, self.names(two))
        return same_people(then, in_time(now, self.at_first(two)))

    def tied(self, one: Room, two: Room) -> list[str]:
        """The domains whose movement between the workshops may be shown: also where it comes to
        nothing, which whoever knows the rule can tell."""
        same = self.same(one, two)
        if self.live(one, two) is None:
            return []
        tie = Tie(0, 1, same)
        domains = [domain.key for domain in self.first.framework.domains]
        rated = {key: there for key in domains if len(there := at_both(one, two, key)) == 2}
        return [key for key, there in rated.items() if may_be_tied(there, [tie])]


class Played(Struct):
    one: Room
    two: Room
    shown: dict[str, list[str]]
    results: list[Result]


def at_both(one: Room, two: Room, domain: str) -> list[Attended]:
    """The domain in each of the workshops in which it was rated."""
    found = []
    for room in (one, two):
        ballots = {held.id: room.ballots.get(held.id, {}) for held in room.workshop.rounds}
        if there := attended(room.workshop, domain, ballots, room.counted()):
            found.append(there)
    return found


# --- exchanging answers -------------------------------------------------------------------------


def breaches_across(two: Two, first: Said, second: Said, chance: Random) -> set[str]:
    """As ``adversary.breaches``: "few", "exchange" or "silence", over both workshops; and "late":
    something tells whether those who came after the first round of the second had been there."""
    played = two.play(first, second)
    found = set()
    first_round = at_first_count(played.two.entries)
    late = set(played.two.workshop.people) - set(first_round.people if first_round else ())
    others = replace(two, known=two.known ^ (late & set(played.one.workshop.people)))
    if late and others.play(first, second).shown != played.shown:
        found.add("late")
    tied = two.tied(played.one, played.two)
    for domain in tied:
        kinds, least = _alike(two, played, domain)
        for phones, hands in kinds:
            if not {len(phones), len(phones) + hands} <= {0, *range(least, 999)}:
                found.add("few")
        swapped = _exchanged(played, domain, [phones for phones, _ in kinds], first, second, chance)
        if two.play(*swapped).shown != played.shown:
            found.add("exchange")
    levels = range(len(two.first.framework.levels))
    for anything in ([*levels, None], [0], [0, None, None]):
        redrawn = [
            ({asked: chance.choice(anything) for asked in said[0]}, {}) for said in (first, second)
        ]
        other = two.play(*redrawn, looks=False)
        if two.tied(other.one, other.two) != tied:
            found.add("silence")
    return found


Person = tuple[str | None, str | None]  # what somebody is called in the first, in the second


def _alike(two: Two, played: Played, domain: str) -> tuple[list[tuple[list[Person], int]], int]:
    """The kinds of people that the domain's rounds of both workshops tell apart: those with a
    phone, and how many without; and what was promised."""
    rooms = (played.one, played.two)
    same = two.same(*rooms)
    earlier = {before: person for person, before in same.items()}
    rounds = [
        (at, held) for at, room in enumerate(rooms) for held in room.workshop.counted_rounds(domain)
    ]
    told = [told_of(room) for room in rooms]
    holds = {(g.kind, g.key): g.sectors for g in groups_of(two.first.framework)}

    def seen(at: int, id: int, sector: str) -> frozenset:
        return frozenset(group for group in told[at][id][0] if sector in holds[group])

    people: set[Person] = set()
    for at, held in rounds:
        for person in rooms[at].ballots.get(held.id, {}):
            people.add((person, earlier.get(person)) if at == 0 else (same.get(person), person))
    kinds: dict[tuple, tuple[list[Person], int]] = {}
    for both in sorted(people, key=str):
        path = tuple(
            seen(at, held.id, rooms[at].workshop.people[both[at]].sector)
            if both[at] in rooms[at].ballots.get(held.id, {})
            else None
            for at, held in rounds
        )
        kinds.setdefault(path, ([], 0))[0].append(both)
    for place, (at, held) in enumerate(rounds):
        for hands in held.ratings_by_hand:
            path = tuple(
                seen(at, held.id, hands.sector) if place == other else None
                for other in range(len(rounds))
            )
            key = ("by hand", *path) if told[at][held.id][2] else path
            phones, entered = kinds.get(key, ([], 0))
            kinds[key] = (phones, entered + hands.ballots)
    return list(kinds.values()), max(held.least for _, held in rounds)


def _exchanged(
    played: Played,
    domain: str,
    kinds: list[list[Person]],
    first: Said,
    second: Said,
    chance: Random,
) -> tuple[Said, Said]:
    """What is said once people of each kind have passed on all they said of the domain."""
    takes: list[dict[str, str]] = [{}, {}]
    for kind in kinds:
        for giver, taker in zip(kind, chance.sample(kind, len(kind)), strict=True):
            for at in (0, 1):
                if giver[at] is not None and taker[at] is not None:
                    takes[at][giver[at]] = taker[at]
    found = []
    for at, (room, said) in enumerate(((played.one, first), (played.two, second))):
        rounds = {held.id for held in room.workshop.counted_rounds(domain)}

        def passed_on(all_: dict, at=at, rounds=rounds) -> dict:
            moved = {
                (id, takes[at].get(who, who) if id in rounds else who): text
                for (id, who), text in all_.items()
            }
            assert len(moved) == len(all_)
            return moved

        answers, words = said
        cast = {(id, who) for id in rounds for who in room.ballots.get(id, {})}
        gone = {key: text for key, text in answers.items() if key not in cast}
        here = {key: text for key, text in answers.items() if key in cast}
        explained = {key: text for key, text in words.items() if key in cast}
        other = {key: text for key, text in words.items() if key not in cast}
        found.append((gone | passed_on(here), other | passed_on(explained)))
    return found[0], found[1]


# --- going through all answers ------------------------------------------------------------------


def known_of_both(two: Two, played: Played, *, as_trainer: bool = False) -> Known:
    """What the adversary makes of both records and of the movement between them."""
    one, other = (known_of(room, as_trainer=as_trainer) for room in (played.one, played.two))
    facts = one.facts | {(kind, id + LATER, who): v for (kind, id, who), v in other.facts.items()}
    before = one.before | {id + LATER: was + LATER for id, was in other.before.items()}
    cells: Counter[Cell] = Counter()
    for known, later in ((one, 0), (other, LATER)):
        for (sector, rounds), people in known.cells.items():
            if sector.startswith(BY_HAND):
                cells[sector, tuple(id + later for id in rounds)] += people
    same = two.same(played.one, played.two)
    rated = [_rated(played.one, 0), _rated(played.two, LATER)]
    for person, rounds in rated[0].items():
        back = next((now for now, was in same.items() if was == person), None)
        cells[_sector(played.one, person), (*rounds, *rated[1].pop(back, ()))] += 1
    for person, rounds in rated[1].items():
        cells[_sector(played.two, person), rounds] += 1
    across = {}
    for domain in two.tied(played.one, played.two):
        last = [room.workshop.last_round(domain) for room in (played.one, played.two)]
        then, now = (held.id for held in last if held)
        across[now + LATER] = then
        returning = played.results[1].returning
        levels = len(two.first.framework.levels)
        nothing = [[0] * levels] * levels
        flow = returning.flows.get(domain, nothing) if returning else nothing
        facts["across", now + LATER, ALL] = tuple(map(tuple, flow))
    return Known(two.first.framework, facts, dict(cells), before, across)


def _rated(room: Room, later: int) -> dict[str, tuple[int, ...]]:
    """The counted rounds in which each person cast a ballot by phone."""
    found: dict[str, tuple[int, ...]] = {}
    counted = {held["id"] for domain in recorded(room)["domains"] for held in domain["rounds"]}
    for id in sorted(counted):
        for person in room.ballots.get(id, {}):
            found[person] = (*found.get(person, ()), id + later)
    return found


def _sector(room: Room, person: str) -> str:
    return room.workshop.people[person].sector
