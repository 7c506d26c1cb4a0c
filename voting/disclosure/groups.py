"""Sides and sectors side by side, and who moved between rounds, without giving anybody away.

Even with every screen and export ever shown, nobody must be able to single a person out. People are
alike if they could exchange their answers without changing anything that is disclosed: they are in
the same shown groups and, where movement ties rounds together, cast a ballot in the same rounds.
There must be none or at least ``least`` of each kind, so whatever can be worked out about one
person is equally true of that many.

The rule looks only at who cast a ballot, "Can't say" included, never at what it says: then what is
withheld reveals nothing about anybody's answer. A round is judged when it is closed, on itself and
the domain's earlier rounds, and a later round never changes the outcome. What fails is left out,
not hidden. docs/method.md says what this protects and what it cannot.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Mapping, Sequence, Set
from functools import reduce

from msgspec import Struct

from voting.core.state import SMALLEST_GROUP_FROM
from voting.instruments.instrument import Given, Instrument
from voting.instruments.tally import Tally

RULE = 2  # stored with each closed round; rounds without it were judged by first_rule.py
# The same, but movement into the round is withheld: movement from or to another workshop, which was
# shown before the round was opened, ends at the one before it. See across.py.
ALONE = 3

Counts = tuple[int, ...]
Answers = Mapping[str, Tally]  # one round of a cell: what was answered, by sector key
Path = tuple[str | None, ...]  # a person's sector in each round, None where they cast no ballot


class Group(Struct, frozen=True):
    """A side or a sector: ``kind`` "side" or "sector", its key, and the sectors it is made of."""

    kind: str
    key: str
    sectors: frozenset[str]


class Moves(Struct, frozen=True):
    """From one round of a domain to the next: ``flow[i][j]`` people went from rating i to rating j,
    of those who rated in both.
    """

    flow: tuple[Counts, ...]

    @property
    def up(self) -> int:
        return sum(n for i, row in enumerate(self.flow) for j, n in enumerate(row) if j > i)

    @property
    def down(self) -> int:
        return sum(n for i, row in enumerate(self.flow) for j, n in enumerate(row) if j < i)

    @property
    def stayed(self) -> int:
        return sum(row[i] for i, row in enumerate(self.flow))


def groups_of(framework: Instrument) -> list[Group]:
    """Every side, then every sector, in the framework's order.

    A side of one sector is that sector; it is listed once, as the side.
    """
    sides = []
    for side in framework.sides:
        sectors = frozenset(s.key for s in framework.sectors if s.side == side.key)
        if sectors:
            sides.append(Group("side", side.key, sectors))
    whole = {side.sectors for side in sides}
    singles = [Group("sector", s.key, frozenset({s.key})) for s in framework.sectors]
    return sides + [single for single in singles if single.sectors not in whole]


# --- the rule -----------------------------------------------------------------------------------


class Cast(Struct, frozen=True):
    """Who cast a ballot in a counted round: all that the rule may look at.

    ``phones`` has the sector of each person who did by phone, ``by_hand`` how many ballots trainers
    entered by hand, by sector."""

    phones: Mapping[str, str]
    by_hand: Mapping[str, int] = {}

    @property
    def sectors(self) -> frozenset[str]:
        """Sectors from which a ballot was cast."""
        return frozenset((*self.phones.values(), *self.by_hand))


class Disclosed(Struct, frozen=True):
    """What is disclosed about a counted round besides its tally: the groups shown, whether movement
    into it is, and whether the answers entered by hand are."""

    groups: Sequence[Group] = ()
    moves: bool = False
    by_hand: bool = False


def may_disclose(casts: Sequence[Cast], disclosed: Sequence[Disclosed], least: int) -> bool:
    """May ``disclosed`` be shown about these rounds of a domain, and the movement between them?

    People can be told apart by the rounds in which they cast a ballot, by the shown groups they are
    in and, where answers by hand are shown separately, by having no phone. There must be none or at
    least ``least`` of each kind: counting phones alone, since whoever entered the ballots by hand
    can subtract them, and counting those too, since to everybody else they are people like any.
    """
    return _nobody_alone(_paths(casts), [cast.by_hand for cast in casts], disclosed, least)


def shown_groups(
    framework: Instrument,
    casts: Sequence[Cast],
    least: int,
    among: Sequence[Group] | None = None,
) -> list[Group]:
    """The groups whose split of the last of ``casts`` may be shown, sides before sectors.

    ``casts`` are the domain's counted rounds up to that one; ``among`` are the groups to choose
    from, all if None. Groups are taken in order as long as they may be shown for
    each of these rounds. A group that separates nobody who cast a ballot from those alike reveals
    nothing beyond the groups taken, so it is shown as well.
    """
    rounds = [(_paths([cast]), [cast.by_hand]) for cast in casts]
    there = casts[-1].sectors
    found = [g for g in (groups_of(framework) if among is None else among) if g.sectors & there]
    taken: list[Group] = []
    for group in found:
        disclosed = [Disclosed([*taken, group])]
        if all(_nobody_alone(paths, by_hand, disclosed, least) for paths, by_hand in rounds):
            taken.append(group)
    if not taken:
        return []
    alike: dict[Hashable, set[str]] = defaultdict(set)
    for sector in there:
        alike[_seen_in(sector, taken)].add(sector)
    return [g for g in found if g in taken or not any(_parts(g, kind) for kind in alike.values())]


def _nobody_alone(
    paths: Mapping[Path, int],
    by_hand: Sequence[Mapping[str, int]],
    disclosed: Sequence[Disclosed],
    least: int,
) -> bool:
    """Are there at least ``least`` of each kind: by phone, and together with each round's ballots
    by hand?"""
    least = max(least, SMALLEST_GROUP_FROM)
    alike: Counter[Hashable] = Counter()
    for path, people in paths.items():
        alike[_seen_along(path, disclosed)] += people
    if any(people < least for people in alike.values()):
        return False
    for place, (entered, one) in enumerate(zip(by_hand, disclosed, strict=True)):
        for sector, ballots in entered.items():
            path = tuple(sector if place == other else None for other in range(len(disclosed)))
            seen = _seen_along(path, disclosed)
            alike[("by hand", seen) if one.by_hand else seen] += ballots
    return all(people >= least for people in alike.values())


def _paths(casts: Sequence[Cast]) -> Counter[Path]:
    """How many people cast ballots along each path."""
    everybody = {person for cast in casts for person in cast.phones}
    return Counter(tuple(cast.phones.get(person) for cast in casts) for person in everybody)


def _seen_along(path: Path, disclosed: Sequence[Disclosed]) -> Hashable:
    return tuple(
        None if sector is None else _seen_in(sector, one.groups)
        for sector, one in zip(path, disclosed, strict=True)
    )


def _seen_in(sector: str, shown: Sequence[Group]) -> Hashable:
    return tuple(sector in group.sectors for group in shown)


def _parts(group: Group, alike: Set[str]) -> bool:
    """Does the group hold some of these sectors, and not all?"""
    return bool(alike & group.sectors) and bool(alike - group.sectors)


# --- what is shown ------------------------------------------------------------------------------


def split(answers: Answers, group: Group) -> Tally | None:
    """A group's answers in one round, added up; None if nobody in it gave one."""
    parts = [answers[sector] for sector in group.sectors if sector in answers]
    return reduce(Tally.plus, parts) if parts else None


def moves(before: Given, after: Given, places: int) -> Moves:
    """Who moved from one round of a cell to the next, of those who answered in both: each gives one
    answer of one of ``places``."""
    flow = [[0] * places for _ in range(places)]
    for person in before.keys() & after.keys():
        (was,), (became,) = before[person], after[person]
        if isinstance(was, int) and isinstance(became, int):
            flow[was][became] += 1
    return Moves(flow=tuple(tuple(row) for row in flow))
