"""The adversary of ``adversary.py`` against every kind of column and rounds of many cells.

Everybody answers what cells they like. In each cell, and the rounds of it that movement ties
together, people who are alike by what is disclosed of that cell exchange their answers: nobody may
see it. What is withheld may depend on who answered, never on what they said.
"""

import json
from collections.abc import Mapping
from random import Random

from msgspec import Struct

from tests.builders import Room, framework_data, recorded
from tests.sent import VIEWS
from voting.core import commands as c
from voting.core.rounds import people_by_hand
from voting.instruments.instrument import Cell, Instrument
from voting.instruments.parsing import parse_instrument
from voting.instruments.tally import Answer

Asked = tuple[int, str, str, str]  # round, cell, key on the ballot, person
Said = dict[Asked, Answer]


def instrument(chance: Random) -> Instrument:
    """Every kind of column, of two sides of two sectors; by chance with a threshold, or answered
    for several things of each person's own."""
    data = framework_data("tests/data/every-kind.json")
    data["sectors"] = [
        {"key": f"{side}-{n}", "name": f"{side} {n}", "side": side}
        for side in ("schools", "services")
        for n in (1, 2)
    ]
    if chance.random() < 0.3:
        data["gate"] = {"least": chance.choice([4, 8])}
    if chance.random() < 0.3:
        data["repeat"] = {"over": "experience", "most": 2, "by": "person"}
    return parse_instrument(data)


class CellCourse(Struct):
    """A workshop apart from what people say: ("join", person, sector), ("least", n), ("open",
    topic), ("hands", cell, sector, people), ("close",). ``asked`` is who answers where."""

    framework: Instrument
    steps: list[tuple]
    asked: list[Asked]

    def play(self, said: Said, by_hand: Mapping[tuple, list[Answer]]) -> tuple[Room, list[str]]:
        room, shown = Room(self.framework), []
        for what, *of in self.steps:
            opened = len(room.workshop.rounds)
            match what:
                case "join":
                    room.joins(of[0], sector=of[1])
                case "least":
                    room.does(c.SetLeastGroup(of[0]))
                case "open":
                    room.opens(of[0])
                    self._answer(room, said)
                case "hands":
                    _enter(room, of[0], of[1], by_hand[opened, of[0], of[1]])
                case "close":
                    room.does(c.CloseRound(opened))
                    shown.append(surface(room))
        return room, shown

    def _answer(self, room: Room, said: Said) -> None:
        opened = room.workshop.rounds[-1]
        one = room.workshop.framework.find(opened.domain)
        alone = one is not None and one.moves
        for person in dict.fromkeys(who for id, *_, who in self.asked if id == opened.id):
            mine = {
                key: said[id, cell, key, who]
                for id, cell, key, who in self.asked
                if (id, who) == (opened.id, person)
            }
            if alone:
                room.votes(person, next(iter(mine.values())))
            else:
                room.answers(person, mine, done=len(mine) > 1)


def _enter(room: Room, key: str, sector: str, answers: list[Answer]) -> None:
    cell = room.workshop.framework.domain(key)
    tally = cell.column.tally(answers)
    people = tally.answered if cell.column.several else None
    room.does(
        c.EnterHands(
            room.workshop.rounds[-1].id, list(tally.counts), tally.cant_say, sector, key, people
        )
    )


def surface(room: Room) -> str:
    """All that is shown to anybody at this moment, but for the trainers, who see who is done."""
    at = room.situation()
    views = {role: view(at) for role, view in VIEWS.items()}
    return json.dumps([views, recorded(room)], default=str)


def a_cell_course(chance: Random) -> CellCourse:
    framework = instrument(chance)
    sectors = [sector.key for sector in framework.sectors]
    people = [f"p{n}" for n in range(chance.randint(4, 22))]
    where = {person: chance.choice(sectors[: chance.randint(2, 4)]) for person in people}
    steps: list[tuple] = [("join", person, sector) for person, sector in where.items()]
    if chance.random() < 0.5:
        steps.append(("least", 3))
    asked: list[Asked] = []
    for id in range(1, chance.randint(2, 4)):
        topic = framework.topic(chance.choice(["*", "plan.*", "plan.score", "plan.who"]))
        steps.append(("open", topic.key))
        here = [person for person in people if chance.random() < 0.9] or people[:1]
        rare = chance.choice([0.0, 0.15, 0.6])
        for person in here:
            keys = [(cell.key, key) for cell in topic.cells for key in cell.ballot_keys]
            mine = [one for one in keys if chance.random() >= rare] or keys[:1]
            asked += [(id, cell, key, person) for cell, key in mine]
        for cell in topic.cells if chance.random() < 0.3 else ():
            steps.append(("hands", cell.key, chance.choice(["", *sectors]), chance.randint(2, 7)))
        steps.append(("close",))
    return CellCourse(framework, steps, asked)


def an_answer(cell: Cell, chance: Random) -> Answer:
    if cell.column.cant_say and chance.random() < 0.2:
        return None
    places = range(len(cell.column.places))
    if cell.column.several:
        return tuple(sorted(chance.sample(places, chance.randint(1, cell.column.most))))
    return chance.choice(places)


def said_in(course: CellCourse, chance: Random) -> tuple[Said, dict[tuple, list[Answer]]]:
    find = course.framework.domain
    said = {asked: an_answer(find(asked[1]), chance) for asked in course.asked}
    opened, by_hand = 0, {}
    for what, *of in course.steps:
        opened += what == "open"
        if what == "hands":
            key, sector, people = of
            by_hand[opened, key, sector] = [an_answer(find(key), chance) for _ in range(people)]
    return said, by_hand


def told_of(room: Room) -> dict[tuple[int, str], tuple]:
    """What is disclosed of each cell in each round: groups, movement, hands, or nothing at all."""
    return {
        where: (
            held.withheld,
            frozenset(group.sectors for group in held.judged.groups),
            held.judged.disclosed.moves,
            held.judged.disclosed.by_hand,
        )
        for where, held in room.counted().items()
    }


def tied(room: Room, key: str) -> list[tuple[int, ...]]:
    """The counted rounds of a cell, together where movement ties them."""
    found: list[tuple[int, ...]] = []
    told = told_of(room)
    for held in room.workshop.counted_rounds(key):
        if told[held.id, key][2]:
            found[-1] = (*found[-1], held.id)
        else:
            found.append((held.id,))
    return found


def kinds(room: Room, key: str, linked: tuple[int, ...], asked: list[Asked]) -> dict[tuple, list]:
    """Those who answered in these rounds of a cell, by all that tells them apart."""
    told, w = told_of(room), room.workshop
    found: dict[tuple, list[str]] = {}
    everybody = sorted({who for id, cell, _, who in asked if cell == key and id in linked})
    for person in everybody:
        sector = w.people[person].sector
        seen = []
        for id in linked:
            there = any((id, key, person) == (i, cl, who) for i, cl, _, who in asked)
            groups = frozenset(g for g in told[id, key][1] if sector in g)
            seen.append(groups if there else None)
        found.setdefault(tuple(seen), []).append(person)
    return found


def breaches(course: CellCourse, chance: Random) -> set[str]:
    """As in ``adversary.breaches``."""
    said, by_hand = said_in(course, chance)
    room, shown = course.play(said, by_hand)
    told, found, other = told_of(room), set(), dict(said)
    for cell in course.framework.domains:
        for linked in tied(room, cell.key):
            alike = kinds(room, cell.key, linked, course.asked)
            is_told = any(any(told[id, cell.key][1:]) for id in linked)
            least = max(room.workshop.rounds[id - 1].least for id in linked)
            if is_told and any(len(people) < least for people in alike.values()):
                found.add("few")
            everybody = [person for people in alike.values() for person in people]
            groups = list(alike.values()) if is_told else [everybody]
            other |= exchanged(course, cell, linked, groups, said, chance)
    if course.play(other, by_hand)[1] != shown:
        found.add("exchange")
    redrawn, _ = said_in(course, chance)
    if told_of(course.play(redrawn, by_hand)[0]) != told:
        found.add("silence")
    if few_are_told(room):
        found.add("threshold")
    return found


def exchanged(
    course: CellCourse,
    cell: Cell,
    linked: tuple[int, ...],
    groups: list[list[str]],
    said: Said,
    chance: Random,
) -> Said:
    """The answers once people who are alike have passed all of theirs in a cell on, by chance: of
    those who answered for several things of their own as many as both answered for."""
    takes: dict[str, str] = {}
    for people in groups:
        takes |= dict(zip(people, chance.sample(people, len(people)), strict=True))
    found: Said = {}
    for id in linked:
        for person, to in takes.items():
            theirs = [one for one in course.asked if one[:2] == (id, cell.key)]
            mine = [one for one in theirs if one[3] == person]
            wanted = [one for one in theirs if one[3] == to]
            if len(mine) == len(wanted):
                found |= {new: said[old] for old, new in zip(mine, wanted, strict=True)}
    back = {to: person for person, to in takes.items()}
    uneven = [
        to
        for to, person in back.items()
        for id in linked
        if _n(course, id, cell.key, to) != _n(course, id, cell.key, person)
    ]
    return {} if uneven else found


def _n(course: CellCourse, id: int, key: str, person: str) -> int:
    return sum(one[:2] == (id, key) and one[3] == person for one in course.asked)


def few_are_told(room: Room) -> bool:
    """Is anything told of a cell that fewer people answered than the instrument asks for?"""
    threshold = room.workshop.framework.threshold
    told = json.loads(surface(room))
    if threshold is None:
        return False
    for (id, key), held in room.counted().items():
        round_ = room.workshop.rounds[id - 1]
        phones = {p for p, b in room.ballots[id].items() if held.cell.answers_in(b)}
        if len(phones) + people_by_hand(round_, held.cell) < threshold.least:
            for view in (told[0]["lead"], told[0]["trainer"], told[1]):
                one = next(d for d in view["domains"] if d.get("domain", d.get("key")) == key)
                shown = next(r for r in one["rounds"] if r["id"] == id)
                if any(shown["counts"]) or shown["cant_say"] or shown["groups"]:
                    return True
    return False
