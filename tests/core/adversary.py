"""Somebody with every screen and export ever shown, who works out whatever can be worked out.

The adversary knows the rule, what was withheld, everybody's sector, who cast a ballot in which
round and how, who rated ahead, came or not, and every number that was ever published; as a trainer
also what was entered by hand, and the hints of how ratings from ahead lie. Whoever rated ahead may
have changed their mind unseen since a hint was taken. What remains unknown is who of those who cast
a ballot said what, "Can't say" among it.

A ``Course`` is a workshop apart from what people say, so that it can be played again with other
answers: ``breaches`` looks whether people who are alike can exchange theirs unseen and whether what
is withheld depends on any. ``possible`` goes through all answers that fit what was published.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import product
from random import Random

from msgspec import Struct

from tests.builders import WORDS, Room, attendee, recorded
from tests.sent import VIEWS
from voting.core import commands as c
from voting.disclosure.groups import groups_of
from voting.instruments.instrument import Instrument
from voting.programme.result import Result, Returning
from voting.reports.csv import ratings_csv, rounds_csv
from voting.reports.tables import groups_table

Who = str | tuple[str, int]  # a person, or a sector and a number: one of those without a phone
Answer = int | None  # None: "Can't say"
Answers = dict[tuple[int, Who], Answer]  # by round
Words = dict[tuple[int, Who], str]  # reasons


class Course(Struct):
    """What happens, in steps; what people answer is kept separately.

    ("least", n), ("join", person, sector), ("leave", person), ("remove", person),
    ("readmit", person), ("open", domain), ("vote", person), ("hands", sector, ballots),
    ("close",), ("cancel",). Before them: ("ahead", person, sector) rates every domain, ("again",
    person) once more, ("look",); and ("show", domain) shows what was rated ahead."""

    framework: Instrument
    steps: list[tuple]

    def asked(self) -> list[tuple[int, Who]]:
        """Whose answer in which round is needed."""
        found: list[tuple[int, Who]] = []
        opened = 0
        for what, *of in self.steps:
            opened += what in ("open", "show")
            if what in ("ahead", "again"):
                found += [(id, of[0]) for id in self.ahead(what).values()]
            elif what == "vote":
                found.append((opened, of[0]))
            elif what == "hands":
                found += [(opened, (of[0], number)) for number in range(of[1])]
        return list(dict.fromkeys(found))

    def ahead(self, what: str = "again") -> dict[str, int]:
        """Under which number of a round what is rated ahead in a domain is kept: of what counts in
        the end that in which it is shown."""
        domains = [domain.key for domain in self.framework.domains]
        found = {key: -1 - n for n, key in enumerate(domains)}
        if what == "ahead":
            return {key: number - len(domains) for key, number in found.items()}
        opened = 0
        for step in self.steps:
            opened += step[0] in ("open", "show")
            if step[0] == "show":
                found[step[1]] = opened
        return found

    def play(
        self,
        answers: Answers,
        words: Words,
        *,
        looks: bool = True,
        before: Sequence[Result] = (),
        returning: Callable[[Room], Returning | None] = lambda room: None,
    ) -> tuple[Room, dict[str, list[str]]]:
        """The workshop at its end, and, if somebody ``looks``, all it ever showed, by audience.
        ``before`` is what earlier workshops of its area settled, ``returning`` who was there."""
        room = Room(self.framework)
        room.before = before
        shown: dict[str, list[str]] = {}
        for what, *of in self.steps:
            self._step(room, what, of, answers, words)
            room.returning = returning(room)
            shown.setdefault("returning", []).append(repr(room.returning))
            if looks and what in ("hands", "close", "cancel", "look", "show"):
                for audience, text in surface(room).items():
                    shown.setdefault(audience, []).append(text)
        return room, shown

    def _step(self, room: Room, what: str, of: list, answers: Answers, words: Words) -> None:
        opened = len(room.workshop.rounds)
        match what:
            case "ahead" | "again":
                sector = of[1] if what == "ahead" else room.ahead_sectors[of[0]]
                ids = self.ahead(what)
                said = {key: answers[id, of[0]] for key, id in ids.items()}
                room.rates_ahead(of[0], sector, **said)
            case "show":
                room.does(c.RevealAhead(*of))
                self._show(room, opened + 1, words)
            case "least":
                room.does(c.SetLeastGroup(*of))
            case "join":
                room.joins(of[0], sector=of[1])
            case "leave":
                room.does(c.Leave(), attendee(of[0]))
            case "remove":
                room.does(c.RemovePerson(*of))
            case "readmit":
                room.does(c.ReadmitPerson(*of))
            case "open":
                room.opens(of[0])
            case "vote":
                room.votes(of[0], answers[opened, of[0]])
            case "hands":
                said = Counter(answers[opened, (of[0], number)] for number in range(of[1]))
                levels = range(len(self.framework.levels))
                room.hands(*(said[n] for n in levels), cant_say=said[None], sector=of[0])
            case "cancel":
                room.does(c.CancelRound(opened))
            case "close":
                ids = self._explain(room, opened, words)
                room.does(c.CloseRound(opened))
                self._show(room, opened, words, ids)

    def _explain(self, room: Room, id: int, words: Words) -> list[str]:
        mine = {who: text for (held, who), text in words.items() if held == id}
        return sorted(room.explains(str(who), text) for who, text in mine.items())

    def _show(self, room: Room, id: int, words: Words, ids: Sequence[str] | None = None) -> None:
        parts = ("picture", "movement", "groups", *(["last_time"] if room.before else []))
        for part in parts:
            room.does(c.ShowPart(part))
        for reason in self._explain(room, id, words) if ids is None else ids:
            room.does(c.ShowReason(reason))


def surface(room: Room) -> dict[str, str]:
    """All that is shown at this moment, by audience."""
    at, record = room.situation(), recorded(room)
    files = [
        record,
        ratings_csv(record, WORDS),
        rounds_csv(record, WORDS),
        groups_table(record, WORDS).rows,
    ]
    return {role: json.dumps(view(at)) for role, view in VIEWS.items()} | {
        "files": json.dumps(files)
    }


# --- exchanging answers -------------------------------------------------------------------------


class Alike(Struct):
    """People who should be free to exchange their answers in ``rounds``, and what was promised:
    that there are ``least`` of them."""

    rounds: tuple[int, ...]
    phones: list[Who]
    hands: list[Who]
    least: int


def told_of(room: Room) -> dict[int, tuple[frozenset[tuple[str, str]], bool, bool]]:
    """For each counted round: the groups shown, and whether movement and ratings by hand are. As
    the record has it, but that movement and hands of nobody are absent there, which is no
    secret."""
    found = {}
    counted = room.rounds()
    for domain in recorded(room)["domains"]:
        for held in domain["rounds"]:
            judged = counted[held["id"]].judged
            groups = frozenset((g["kind"], g["key"]) for g in held["groups"] if g["kind"] != "rest")
            found[held["id"]] = (groups, judged.disclosed.moves, judged.disclosed.by_hand)
    return found


def all_alike(room: Room) -> list[Alike]:
    """Who is alike, by what is disclosed; nobody if that is only the overall tallies."""
    w, told = room.workshop, told_of(room)
    holds = {(g.kind, g.key): g.sectors for g in groups_of(w.framework)}
    found = []
    for linked in _tied(room, told):
        if not any(any(told[id]) for id in linked):
            continue
        kinds: dict[tuple, Alike] = {}
        least = max(w.rounds[id - 1].least for id in linked)

        def of(id: int, sector: str, told=told) -> frozenset:
            return frozenset(group for group in told[id][0] if sector in holds[group])

        for person in {person for id in linked for person in room.ballots.get(id, {})}:
            seen = [
                of(id, sector_in(room, id, person)) if person in room.ballots.get(id, {}) else None
                for id in linked
            ]
            kind = kinds.setdefault(tuple(seen), Alike(linked, [], [], least))
            kind.phones.append(person)
        for place, id in enumerate(linked):
            for hands in w.rounds[id - 1].ratings_by_hand:
                seen = [None] * len(linked)
                seen[place] = of(id, hands.sector)
                key = (*seen, id) if told[id][2] else tuple(seen)
                kind = kinds.setdefault(key, Alike(linked, [], [], least))
                kind.hands += [(hands.sector, number) for number in range(hands.ballots)]
        found += kinds.values()
    return found


def sector_in(room: Room, id: int, person: str) -> str:
    """Somebody's sector in a round: of what they rated ahead the one they gave then."""
    if room.workshop.rounds[id - 1].is_ahead:
        return room.ahead_sectors[person]
    return room.workshop.people[person].sector


def _tied(room: Room, told: Mapping[int, tuple]) -> list[tuple[int, ...]]:
    """The counted rounds, together where movement ties them."""
    found: list[tuple[int, ...]] = []
    for domain in room.workshop.framework.domains:
        for held in room.workshop.counted_rounds(domain.key):
            if told[held.id][1]:
                found[-1] = (*found[-1], held.id)
            else:
                found.append((held.id,))
    return found


def breaches(course: Course, answers: Answers, words: Words, chance: Random) -> set[str]:
    """What is wrong: "few" if fewer are alike than was promised, "exchange" if it is seen when
    people who are alike exchange all they said, "silence" if what is withheld depends on what
    people say."""
    room, shown = course.play(answers, words)
    found = set()
    alikes = all_alike(room)
    for alike in alikes:
        enough = {0, *range(alike.least, 999)}
        if not {len(alike.phones), len(alike.phones + alike.hands)} <= enough:
            found.add("few")
    for rounds in {alike.rounds for alike in alikes}:
        mine = [alike for alike in alikes if alike.rounds == rounds]
        phones = [sorted(alike.phones) for alike in mine]
        _, after = course.play(*_exchanged(rounds, phones, answers, words, chance))
        if after != shown:
            found.add("exchange")
        if any(alike.hands for alike in mine) and len(rounds) == 1:
            kinds = [sorted(alike.phones) + sorted(alike.hands) for alike in mine]
            other = _exchanged(rounds, kinds, answers, {}, chance)
            _, before = course.play(answers, {})
            _, after = course.play(*other)
            if any(after[role] != before[role] for role in after if role != "trainer"):
                found.add("exchange")  # trainers see the hands until the round is closed
    levels = range(len(course.framework.levels))
    told = told_of(room)
    for anything in ([*levels, None], [0], [0, None, None]):
        redrawn = {asked: chance.choice(anything) for asked in answers} | {
            # That fewer than five gave a rating ahead is told: then nothing is shown.
            asked: answers[asked] if answers[asked] is None else chance.choice(levels)
            for asked in answers
            if asked[0] in course.ahead().values()
        }
        if told_of(course.play(redrawn, {}, looks=False)[0]) != told:
            found.add("silence")
    return found


def _exchanged(
    rounds: tuple[int, ...],
    kinds: list[list[Who]],
    answers: Answers,
    words: Words,
    chance: Random,
) -> tuple[Answers, Words]:
    """The answers and reasons once people of each kind have passed theirs on, by chance."""
    takes = {}
    for kind in kinds:
        takes |= dict(zip(kind, chance.sample(kind, len(kind)), strict=True))

    def passed_on(said: dict) -> dict:
        moved = {
            (id, takes[who]): text
            for (id, who), text in said.items()
            if id in rounds and who in takes
        }
        kept = {key: text for key, text in said.items() if key[0] not in rounds}
        return kept | {k: v for k, v in said.items() if k[1] not in takes} | moved

    return passed_on(answers), passed_on(words)


# --- going through all answers ------------------------------------------------------------------

Counts = tuple[int, ...]
Cell = tuple[str, tuple[int, ...]]  # people of whom the adversary knows the same: sector, rounds
# "tally", "flow" or "across" (movement from another workshop), of which round, of which sectors.
Fact = tuple[str, int, frozenset[str]]
World = Mapping[Cell, tuple[tuple[int, ...], ...]]  # each person's answers; "Can't say" comes last

ALL = frozenset({"everybody"})
HANDS = frozenset({"hands"})  # everybody without a phone
BY_HAND = "by hand: "  # before the sector of people without a phone


class Known(Struct):
    """Published numbers by what they count, and who cast a ballot when."""

    framework: Instrument
    facts: dict[Fact, tuple[Counts, ...]]
    cells: dict[Cell, int]
    before: dict[int, int]  # the domain's round before, where there was one
    across: dict[int, int] = {}  # the round of another workshop from which movement is known

    def rounds(self) -> list[int]:
        return sorted({round_ for kind, round_, _ in self.facts if kind == "tally"})

    def tallies_alone(self) -> "Known":
        facts = {f: value for f, value in self.facts.items() if f[0] == "tally" and f[2] == ALL}
        return Known(self.framework, facts, self.cells, self.before)

    def from_(self, kind: str, round_: int) -> int | None:
        """The round from which movement into this one is published."""
        known = (kind, round_, ALL) in self.facts
        return (self.before if kind == "flow" else self.across)[round_] if known else None


def known_of(room: Room, *, as_trainer: bool = False) -> Known:
    """What the adversary makes of the record. A trainer subtracts what was entered by hand; to
    others its people are as unknown as everybody."""
    w = room.workshop
    holds = {(group.kind, group.key): group.sectors for group in groups_of(w.framework)}
    facts: dict[Fact, tuple[Counts, ...]] = {}
    cells: Counter[Cell] = Counter()
    before: dict[int, int] = {}
    cast: dict[str, list[int]] = {}
    told = told_of(room)
    levels = len(w.framework.levels)
    for domain in recorded(room)["domains"]:
        for place, held in enumerate(domain["rounds"]):
            id = held["id"]
            entered = w.rounds[id - 1].ratings_by_hand
            facts["tally", id, ALL] = ((*held["counts"], held["cant_say"]),)
            for group in held["groups"]:
                if group["kind"] != "rest":  # the difference of others
                    sectors = holds[group["kind"], group["key"]]
                    facts["tally", id, sectors] = ((*group["counts"], group["cant_say"]),)
            if as_trainer:
                for fact in [fact for fact in facts if fact[:2] == ("tally", id)]:
                    mine = [h for h in entered if fact[2] == ALL or h.sector in fact[2]]
                    columns = zip(
                        *facts[fact], *((*h.counts, h.cant_say) for h in mine), strict=True
                    )
                    facts[fact] = (tuple(n - sum(rest) for n, *rest in columns),)
            elif told[id][2]:
                by_hand = held["hand_counts"] or [0] * levels
                facts["tally", id, HANDS] = ((*by_hand, held["by_hand"] - sum(by_hand)),)
            if told[id][1]:
                moved = held["movement"] or {"flow": [[0] * levels] * levels}
                facts["flow", id, ALL] = tuple(map(tuple, moved["flow"]))
            if place:
                before[id] = domain["rounds"][place - 1]["id"]
            for person in room.ballots.get(id, {}):
                cast.setdefault(person, []).append(id)
            for hands in () if as_trainer else entered:
                cells[BY_HAND + hands.sector, (id,)] += hands.ballots
    for person, rounds in cast.items():
        cells[sector_in(room, rounds[0], person), tuple(sorted(rounds))] += 1
    return Known(w.framework, facts, dict(cells), before)


class Possible(Struct):
    """What is possible: which answers people of a cell gave in a round, which tallies a group
    has."""

    said: dict[tuple[Cell, int], frozenset[int]]
    tallies: dict[tuple[int, frozenset[str]], frozenset[Counts]]


def possible(known: Known, fits: Callable[[World], bool] = lambda world: True) -> Possible:
    """What is possible given all that is known, in the worlds that ``fits`` accepts."""
    found = Possible({}, {})
    for linked in _linked(known):
        said: dict[tuple[Cell, int], set[int]] = {}
        tallies: dict[tuple[int, frozenset[str]], set[Counts]] = {}
        whole = _in_rounds(known.cells, linked)
        answers = set(range(len(known.framework.levels) + 1))
        for number, world in enumerate(filter(fits, _worlds(known, linked, whole))):
            for cell, paths in world.items():
                for place, round_ in enumerate(cell[1]):
                    said.setdefault((cell, round_), set()).update(path[place] for path in paths)
            for group, counts in _tallies(known, linked, world).items():
                tallies.setdefault(group, set()).add(counts)
            open_ = all(one == answers for one in said.values())
            if number > 20 and open_ and all(len(one) > 1 for one in tallies.values()):
                break  # nothing is certain: no need to see the rest
        for cell in known.cells:
            here = (cell[0], tuple(r for r in cell[1] if r in linked))
            for round_ in here[1]:
                found.said[cell, round_] = frozenset(said[here, round_])
        found.tallies |= {group: frozenset(counts) for group, counts in tallies.items()}
    return found


def singled_out(known: Known, least: int, fits: Callable[[World], bool] = lambda w: True) -> set:
    """Of whom more is known than the overall tallies alone tell, and of fewer than ``least`` alike:
    (cell, round, what they can have said)."""
    now = possible(known, fits).said
    anyway = possible(known.tallies_alone()).said
    people: Counter = Counter()
    for (cell, round_), answers in now.items():
        people[round_, answers] += known.cells[cell]
    return {
        (cell, round_, answers)
        for (cell, round_), answers in now.items()
        if answers < anyway[cell, round_] and people[round_, answers] < least
    }


def groups_worked_out(
    known: Known, fits: Callable[[World], bool] = lambda world: True
) -> set[tuple[int, frozenset[str]]]:
    """Sides and sectors that are withheld, and whose tally is certain all the same though it is
    not by the overall tallies alone."""
    anyway = possible(known.tallies_alone()).tallies
    return {
        group
        for group, counts in possible(known, fits).tallies.items()
        if len(counts) == 1 and len(anyway[group]) > 1 and ("tally", *group) not in known.facts
    }


def _among(sector: str, sectors: frozenset[str]) -> bool:
    """Are people of ``sector``, as cells name it, among those a fact is about?"""
    if sectors == HANDS:
        return sector.startswith(BY_HAND)
    return sectors == ALL or sector.removeprefix(BY_HAND) in sectors


def _linked(known: Known) -> list[tuple[int, ...]]:
    """Rounds that a published flow ties together; others say nothing about one another."""
    found: list[tuple[int, ...]] = []
    for round_ in known.rounds():
        tied = {known.from_(kind, round_) for kind in ("flow", "across")}
        mine = [c for c in found if tied & {*c}]
        found = [c for c in found if c not in mine] + [(*(r for c in mine for r in c), round_)]
    return found


def _in_rounds(cells: Mapping[Cell, int], linked: tuple[int, ...]) -> dict[Cell, int]:
    found: Counter[Cell] = Counter()
    for (sector, rounds), people in cells.items():
        if here := tuple(r for r in rounds if r in linked):
            found[sector, here] += people
    return dict(found)


def _tallies(
    known: Known, linked: tuple[int, ...], world: World
) -> dict[tuple[int, frozenset[str]], Counts]:
    """Each group's tally in a world, if somebody in it cast a ballot."""
    size = len(known.framework.levels) + 1
    found = {}
    for group, round_ in product(groups_of(known.framework), linked):
        counts = [0] * size
        for (sector, rounds), paths in world.items():
            if round_ in rounds and _among(sector, group.sectors):
                for path in paths:
                    counts[path[rounds.index(round_)]] += 1
        if any(counts):
            found[round_, group.sectors] = tuple(counts)
    return found


def _worlds(known: Known, linked: tuple[int, ...], cells: Mapping[Cell, int]) -> Iterator[World]:
    """Every way in which the people could have answered, given all that is published."""
    size = len(known.framework.levels) + 1
    left: dict[tuple, int] = {}
    for (kind, round_, sectors), rows in known.facts.items():
        if round_ not in linked:
            continue
        for i, row in enumerate(rows):
            for j, n in enumerate(row):
                where = (j,) if kind == "tally" else (i, j)
                left[kind, round_, sectors, *where] = n
    facts = [fact for fact in known.facts if fact[1] in linked]
    tried = {
        cell: [
            (path, _touched(known, facts, cell, path))
            for path in product(range(size), repeat=len(cell[1]))
        ]
        for cell in cells
    }
    order = sorted(cells, key=lambda cell: (len(cell[1]), cells[cell]), reverse=True)
    people = [cell for cell in order for _ in range(cells[cell])]
    chosen: list[int] = []

    def go() -> Iterator[World]:
        if len(chosen) == len(people):
            if not any(left.values()):
                world: dict[Cell, list] = {}
                for cell, choice in zip(people, chosen, strict=True):
                    world.setdefault(cell, []).append(tried[cell][choice][0])
                yield {cell: tuple(paths) for cell, paths in world.items()}
            return
        cell = people[len(chosen)]
        again = bool(chosen) and people[len(chosen) - 1] == cell
        for choice in range(chosen[-1] if again else 0, len(tried[cell])):
            touched = tried[cell][choice][1]
            if all(left[key] > 0 for key in touched):
                for key in touched:
                    left[key] -= 1
                chosen.append(choice)
                yield from go()
                chosen.pop()
                for key in touched:
                    left[key] += 1

    return go()


def _touched(known: Known, facts: list[Fact], cell: Cell, path: tuple[int, ...]) -> list[tuple]:
    """The published numbers that one person of the cell adds one to by answering along ``path``."""
    sector, rounds = cell
    cant_say = len(known.framework.levels)
    said = dict(zip(rounds, path, strict=True))
    found = []
    for kind, round_, sectors in facts:
        if round_ not in said or not _among(sector, sectors):
            continue
        if kind == "tally":
            found.append((kind, round_, sectors, said[round_]))
        elif (before := known.from_(kind, round_)) in said:
            moved = (said[before], said[round_])
            if cant_say not in moved:
                found.append((kind, round_, sectors, *moved))
    return found
