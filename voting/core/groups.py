"""Sides and sectors side by side, and who moved between rounds, without giving anybody away.

What is shown must not let anybody who holds every screen and export work out how one person
rated. Whoever holds the overall tally and some groups' tallies also holds every difference of
them, so the rule looks at the *atoms*: the smallest sets of people that the shown groups cut the
room into. Every atom must hold at least ``least`` ratings, or none, and more than one rating
among them, in every counted round of the workshop. What fails is absent, not hidden.
docs/method.md says what this protects against and what it cannot.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from voting.core.framework import Framework
from voting.core.tally import Ballot

LEAST_EVER = 3
LEAST = 5

Counts = tuple[int, ...]
BySector = Mapping[str, Counts]  # one round: ratings per level, by sector key


class Group(Struct, frozen=True):
    """A side or a sector: ``kind`` "side" or "sector", its key, and the sectors it is made of."""

    kind: str
    key: str
    sectors: frozenset[str]


class Moves(Struct, frozen=True):
    """From one round of a domain to the next: ``flow[i][j]`` people went from rating i to j.

    Of people who rated in both; ``only_before`` and ``only_after`` count the others, by sector.
    """

    flow: tuple[Counts, ...]
    only_before: Mapping[str, int] = {}
    only_after: Mapping[str, int] = {}

    @property
    def up(self) -> int:
        return sum(n for i, row in enumerate(self.flow) for j, n in enumerate(row) if j > i)

    @property
    def down(self) -> int:
        return sum(n for i, row in enumerate(self.flow) for j, n in enumerate(row) if j < i)

    @property
    def stayed(self) -> int:
        return sum(row[i] for i, row in enumerate(self.flow))


def groups_of(framework: Framework) -> list[Group]:
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


def shown_groups(framework: Framework, rounds: Sequence[BySector], least: int) -> list[Group]:
    """The groups whose split may be shown in every one of ``rounds``, sides before sectors.

    Groups are taken in order as long as no atom of all that is then shown falls short in any
    round. ``rounds`` are all counted rounds of the workshop, each by sector.
    """
    least = max(least, LEAST_EVER)
    shown: list[Group] = []
    for group in groups_of(framework):
        atoms = _atoms([*shown, group], framework)
        rated = any(sum(_add(round_, group.sectors)) for round_ in rounds)
        if rated and all(_safe(_add(round_, a), least) for round_ in rounds for a in atoms):
            shown.append(group)
    return shown


def split(round_: BySector, group: Group) -> Counts:
    """A group's ratings per level in one round."""
    return _add(round_, group.sectors)


def by_sector(
    ballots: Mapping[str, Ballot], sector_of: Mapping[str, str], levels: int
) -> dict[str, Counts]:
    """Ratings per level of each sector; ballots of people without a known sector are left out."""
    found: dict[str, list[int]] = {}
    for person, ballot in ballots.items():
        if ballot.rating is not None and person in sector_of:
            found.setdefault(sector_of[person], [0] * levels)[ballot.rating] += 1
    return {sector: tuple(counts) for sector, counts in found.items()}


def moves(
    before: Mapping[str, Ballot],
    after: Mapping[str, Ballot],
    sector_of: Mapping[str, str],
    levels: int,
) -> Moves:
    """Who moved from one round of a domain to the next, and how many rated in only one of them."""
    first = {p: b.rating for p, b in before.items() if b.rating is not None}
    second = {p: b.rating for p, b in after.items() if b.rating is not None}
    flow = [[0] * levels for _ in range(levels)]
    for person in first.keys() & second.keys():
        flow[first[person]][second[person]] += 1
    return Moves(
        flow=tuple(tuple(row) for row in flow),
        only_before=dict(Counter(sector_of[p] for p in first.keys() - second.keys())),
        only_after=dict(Counter(sector_of[p] for p in second.keys() - first.keys())),
    )


def may_show_moves(made: Moves, shown: Sequence[Group], framework: Framework, least: int) -> bool:
    """May the movement be shown beside the ``shown`` groups without giving anybody away?

    Besides those who rated in both rounds there are those who rated only in one. If everybody
    else stayed, the difference of two tallies is exactly theirs; so in every atom they must be
    none or at least ``least``, and so must those who rated in both, over the whole room.
    """
    least = max(least, LEAST_EVER)
    if sum(map(sum, made.flow)) < least:
        return False
    return not any(
        0 < sum(only.get(sector, 0) for sector in atom) < least
        for atom in _atoms(shown, framework)
        for only in (made.only_before, made.only_after)
    )


def _atoms(shown: Sequence[Group], framework: Framework) -> list[frozenset[str]]:
    """The sets of sectors that ``shown`` cuts the room into, the rest of the room among them."""
    atoms: dict[tuple[bool, ...], set[str]] = {}
    for sector in framework.sectors:
        belongs = tuple(sector.key in group.sectors for group in shown)
        atoms.setdefault(belongs, set()).add(sector.key)
    return [frozenset(atom) for atom in atoms.values()]


def _safe(counts: Counts, least: int) -> bool:
    """No ratings at all, or enough of them and not all the same."""
    votes = sum(counts)
    return votes == 0 or (votes >= least and max(counts) < votes)


def _add(round_: BySector, sectors: Iterable[str]) -> Counts:
    parts = [round_[sector] for sector in sectors if sector in round_]
    return tuple(map(sum, zip(*parts, strict=True))) if parts else ()
