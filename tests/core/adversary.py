"""Somebody who holds every screen and export of all times, and works out what can be worked out.

The adversary knows everybody's sector, who rated in which round, who did so without a phone, and
every number that was ever published; a trainer among them also knows what was entered by hand.
What remains unknown is who of those rated what. ``derived`` goes through all possible answers to
that and finds what is the same in all of them.
"""

from collections.abc import Iterator, Mapping
from itertools import product

from msgspec import Struct

from tests.builders import Room, recorded
from voting.core.framework import Framework
from voting.core.groups import groups_of
from voting.core.views import VIEWS

Counts = tuple[int, ...]
Cell = tuple[str, tuple[int, ...]]  # people alike to the adversary: sector, rounds rated in
Fact = tuple[str, int, frozenset[str]]  # "tally" or "flow", of which round, of which sectors

ALL = frozenset({"everybody"})
HANDS = frozenset({"hands"})  # everybody without a phone
BY_HAND = "by hand: "  # before the sector of people without a phone


class Known(Struct):
    """Published numbers by what they are of, and who rated when."""

    framework: Framework
    facts: dict[Fact, tuple[Counts, ...]]
    cells: dict[Cell, int]
    before: dict[int, int]  # the domain's round before, where there was one

    @property
    def sectors(self) -> frozenset[str]:
        return frozenset(sector.key for sector in self.framework.sectors)

    def rounds(self) -> list[int]:
        return sorted({round_ for kind, round_, _ in self.facts if kind == "tally"})

    def with_facts(self, facts: dict[Fact, tuple[Counts, ...]]) -> "Known":
        return Known(self.framework, facts, self.cells, self.before)


# --- what is published --------------------------------------------------------------------------


class Collector:
    """Reads all views and the record after every step, and keeps what it has read."""

    def __init__(self) -> None:
        self.seen: dict[tuple, object] = {}

    def looks(self, room: Room) -> None:
        at = room.situation()
        stories = [
            (story["domain"], held)
            for role in ("lead", "trainer")
            for story in VIEWS[role](at)["domains"]
            for held in story["rounds"]
        ]
        stories += [
            (domain["key"], held)
            for domain in recorded(room)["domains"]
            for held in domain["rounds"]
        ]
        last = at.workshop.last_round(at.workshop.domain) if at.workshop.domain else None
        for role in ("attendee", "room") if last and not at.workshop.open_round else ():
            view = VIEWS[role](at)
            held = next(held for held in view["rounds"] if held["id"] == last.id)
            stories.append((last.domain, held | view["shown"]))
        for _, held in stories:
            self._reads(held)

    def _reads(self, held: Mapping) -> None:
        id = held["id"]
        self._keeps((id, "all"), held["counts"])
        for group in held.get("groups") or ():
            self._keeps((id, group["kind"], group["key"]), group["counts"])
        if held.get("movement"):
            self._keeps((id, "flow"), held["movement"]["flow"])
        if held.get("hand_counts"):
            self._keeps((id, "hands"), held["hand_counts"])

    def _keeps(self, what: tuple, value: object) -> None:
        assert self.seen.setdefault(what, value) == value, f"{what} was told in two ways"


def known_of(room: Room, seen: Mapping[tuple, object], *, as_trainer: bool = False) -> Known:
    """What the adversary makes of what was published, and who rated when. A trainer subtracts what
    was entered by hand; to others its people are as unknown as everybody."""
    w = room.workshop
    groups = {(group.kind, group.key): group.sectors for group in groups_of(w.framework)}
    facts: dict[Fact, tuple[Counts, ...]] = {}
    for (id, *what), value in seen.items():
        hands = w.rounds[id - 1].hands if as_trainer else ()
        if what == ["flow"]:
            facts["flow", id, ALL] = tuple(map(tuple, value))
        elif what == ["hands"]:
            if not as_trainer:
                facts["tally", id, HANDS] = (tuple(value),)
        elif what[0] != "rest":  # the rest is the difference of others
            sectors = ALL if what == ["all"] else groups[what[0], what[1]]
            entered = [h.counts for h in hands if sectors == ALL or h.sector in sectors]
            columns = zip(value, *entered, strict=True)
            facts["tally", id, sectors] = (tuple(n - sum(rest) for n, *rest in columns),)
    rated: dict[str, list[int]] = {}
    before: dict[int, int] = {}
    cells: dict[Cell, int] = {}
    for held in (held for held in w.rounds if held.counts):
        for person, ballot in room.ballots.get(held.id, {}).items():
            if ballot.rating is not None:
                rated.setdefault(person, []).append(held.id)
        earlier = [r.id for r in w.counted_rounds(held.domain) if r.id < held.id]
        before |= {held.id: earlier[-1]} if earlier else {}
        for hands in () if as_trainer else held.hands:
            if any(hands.counts):
                cells[BY_HAND + hands.sector, (held.id,)] = sum(hands.counts)
    for person, rounds in rated.items():
        cell = (w.people[person].sector, tuple(rounds))
        cells[cell] = cells.get(cell, 0) + 1
    return Known(w.framework, facts, cells, before)


def _among(sector: str, sectors: frozenset[str]) -> bool:
    """Are people of ``sector``, as cells name it, among those that a fact is of?"""
    if sectors == HANDS:
        return sector.startswith(BY_HAND)
    return sectors == ALL or sector.removeprefix(BY_HAND) in sectors


# --- what can be worked out ---------------------------------------------------------------------


def derived(known: Known) -> set[tuple]:
    """What is certain: ("person", sector, rounds rated in, round, rating) of everybody alike, and
    ("group", round, sectors) for each side or sector whose own tally was not published."""
    found: set[tuple] = set()
    for linked in _linked(known):
        found |= _certain(known, linked)
    return found


def beyond_the_tallies(known: Known) -> set[tuple]:
    """What is certain and would not be if the overall tallies alone were published."""
    tallies = {fact: value for fact, value in known.facts.items() if fact[2] == ALL}
    tallies = {fact: value for fact, value in tallies.items() if fact[0] == "tally"}
    found = derived(known)
    return found - derived(known.with_facts(tallies)) if found else found


def _linked(known: Known) -> list[tuple[int, ...]]:
    """Rounds that a published flow ties together; others say nothing about one another."""
    found: list[tuple[int, ...]] = []
    for round_ in known.rounds():
        tied = ("flow", round_, ALL) in known.facts
        mine = next((c for c in found if tied and known.before[round_] in c), ())
        found = [c for c in found if c != mine or not mine] + [(*mine, round_)]
    return found


def _certain(known: Known, linked: tuple[int, ...]) -> set[tuple]:
    cells: dict[Cell, int] = {}
    for (sector, rounds), people in known.cells.items():
        cell = (sector, tuple(r for r in rounds if r in linked))
        if cell[1]:
            cells[cell] = cells.get(cell, 0) + people
    open_questions: dict[tuple, object] | None = None
    for answer in _answers(known, linked, cells):
        said = _said(known, cells, answer, linked)
        if open_questions is None:
            open_questions = {
                question: value for question, value in said.items() if value is not None
            }
        else:
            open_questions = {q: v for q, v in open_questions.items() if said[q] == v}
        if not open_questions:
            break
    assert open_questions is not None, "what really happened must be possible"
    certain = {question for question in open_questions if question[0] == "group"}
    for sector, rounds in known.cells:  # by all rounds they rated in, whatever is linked
        here = tuple(r for r in rounds if r in linked)
        for round_ in here:
            if ("person", sector, here, round_) in open_questions:
                rating = open_questions["person", sector, here, round_]
                certain.add(("person", sector, rounds, round_, rating))
    return certain


def _said(
    known: Known, cells: Mapping[Cell, int], answer: Mapping[Cell, tuple], linked: tuple[int, ...]
) -> dict[tuple, object]:
    """An answer as values to compare: each cell's rating if it is one, each group's tally."""
    levels = range(len(known.framework.levels))
    by_sector: dict[tuple[int, str], list[int]] = {}
    said: dict[tuple, object] = {}
    for cell, paths in answer.items():
        for place, round_ in enumerate(cell[1]):
            ratings = [path[place] for path in paths]
            said["person", *cell, round_] = ratings[0] if len(set(ratings)) == 1 else None
            counts = by_sector.setdefault((round_, cell[0]), [0] * len(levels))
            for rating in ratings:
                counts[rating] += 1
    for group, round_ in product(groups_of(known.framework), linked):
        if ("tally", round_, group.sectors) in known.facts:
            continue
        parts = [
            counts
            for (held, sector), counts in by_sector.items()
            if held == round_ and _among(sector, group.sectors)
        ]
        if parts:
            said["group", round_, group.sectors] = tuple(map(sum, zip(*parts, strict=True)))
    return said


def _answers(
    known: Known, linked: tuple[int, ...], cells: Mapping[Cell, int]
) -> Iterator[dict[Cell, tuple]]:
    """Every way in which the people could have rated, given all that is published of ``linked``."""
    levels = len(known.framework.levels)
    left: dict[tuple, int] = {}
    for (kind, round_, sectors), rows in known.facts.items():
        if round_ not in linked:
            continue
        for i, row in enumerate(rows):
            for j, n in enumerate(row):
                where = (i, j) if kind == "flow" else (j,)
                left[kind, round_, sectors, *where] = n
    facts = [fact for fact in known.facts if fact[1] in linked]
    tried = {
        cell: [
            (path, _touched(known, facts, cell, path))
            for path in product(range(levels), repeat=len(cell[1]))
        ]
        for cell in cells
    }
    order = sorted(cells, key=lambda cell: (len(cell[1]), cells[cell]), reverse=True)
    people = [cell for cell in order for _ in range(cells[cell])]
    chosen: list[int] = []

    def go() -> Iterator[dict[Cell, tuple]]:
        if len(chosen) == len(people):
            if not any(left.values()):
                answer: dict[Cell, list] = {}
                for cell, choice in zip(people, chosen, strict=True):
                    answer.setdefault(cell, []).append(tried[cell][choice][0])
                yield {cell: tuple(paths) for cell, paths in answer.items()}
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
    """The published numbers that one person of the cell adds one to by rating along ``path``."""
    sector, rounds = cell
    rated = dict(zip(rounds, path, strict=True))
    found = []
    for kind, round_, sectors in facts:
        if round_ not in rated or not _among(sector, sectors):
            continue
        if kind == "tally":
            found.append((kind, round_, sectors, rated[round_]))
        elif known.before[round_] in rated:
            found.append((kind, round_, sectors, rated[known.before[round_]], rated[round_]))
    return found
