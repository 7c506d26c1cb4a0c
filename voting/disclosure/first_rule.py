"""The rule by which rounds were judged before ``groups.RULE``, kept for those rounds alone.

It judged by ratings: each set into which the shown groups divide the room had to hold enough of
them, and not all the same. So "Can't say" could be tied to a person, and what was withheld could
reveal that a group was of one mind. What it disclosed cannot be made unseen, and to disclose more
could complete it; so ``judged`` shows of such a round only what both this rule and today's allow.
"""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from msgspec import Struct

from voting.core.state import NOT_KNOWN, SMALLEST_GROUP_FROM
from voting.disclosure import groups
from voting.disclosure.groups import Counts, Group, groups_of
from voting.instruments.instrument import Instrument

BySector = Mapping[str, Counts]  # one round: ratings per level, by sector key
Ratings = Mapping[str, int]  # one round: rating by person; "Can't say" is none


class Rated(Struct, frozen=True):
    """A counted round: each phone's rating, those entered by hand, and its ``least``."""

    phones: Ratings
    by_hand: BySector
    least: int


def disclosed(
    framework: Instrument, rounds: Sequence[Rated], sector_of: Mapping[str, str]
) -> groups.Disclosed:
    """What was disclosed about the last of ``rounds``, which are a domain's up to it."""
    levels = len(framework.levels)
    heard: list[_Heard] = []
    found: list[groups.Disclosed] = []
    judged: list[_Disclosed] = []
    for round_ in rounds:
        phones = _by_sector(round_.phones, sector_of, levels)
        heard.append(_Heard(phones, _both(phones, round_.by_hand, levels)))
        shown = _shown_groups(framework, heard, round_.least)
        judged.append(_Disclosed(round_.phones, shown, round_.by_hand))
        first = max(0, len(found) - 1)
        while first > 0 and found[first].moves:
            first -= 1
        moves = bool(found) and _may_disclose_moves(
            judged[first:], sector_of, framework, round_.least
        )
        by_hand = bool(round_.by_hand) and _may_disclose_by_hand(
            judged[-1], sector_of, framework, round_.least
        )
        found.append(groups.Disclosed(shown, moves, by_hand))
    return found[-1]


class _Heard(Struct, frozen=True):
    """Ratings by sector: those of phones, and everybody's."""

    phones: BySector
    everybody: BySector


def _shown_groups(framework: Instrument, rounds: Sequence[_Heard], least: int) -> list[Group]:
    """The groups whose split of the last of ``rounds`` may be shown, sides before sectors.

    ``rounds`` are the domain's counted rounds up to that one. Groups are taken in order as long as
    every atom is safe in all these rounds: by phone alone, since whoever entered the ratings by
    hand can subtract them, and with those, since to everybody else they are people like any. A
    group whose raters are exactly those of some atoms reveals nothing beyond them, so it is shown
    as well.
    """
    least = max(least, SMALLEST_GROUP_FROM)
    judged = [counts for heard in rounds for counts in (heard.phones, heard.everybody)]
    last = rounds[-1]
    there = [group for group in groups_of(framework) if any(_add(last.everybody, group.sectors))]
    taken: list[Group] = []
    for group in there:
        atoms = _atoms([*taken, group], framework)
        if all(_safe(counts, atom, least) for counts in judged for atom in atoms):
            taken.append(group)
    if not taken:
        return []
    atoms = _atoms(taken, framework)
    return [group for group in there if group in taken or not _cuts(group, atoms, last.everybody)]


def _atoms(shown: Sequence[Group], framework: Instrument) -> list[frozenset[str]]:
    """The sets of sectors into which ``shown`` divides the room, including the remainder."""
    atoms: dict[Hashable, set[str]] = defaultdict(set)
    for sector in (*(sector.key for sector in framework.sectors), NOT_KNOWN):
        atoms[_seen_in(sector, shown)].add(sector)
    return [frozenset(atom) for atom in atoms.values()]


def _seen_in(sector: str, shown: Sequence[Group]) -> Hashable:
    return tuple(sector in group.sectors for group in shown)


def _safe(round_: BySector, atom: frozenset[str], least: int) -> bool:
    """No ratings at all, or enough of them and not all the same, unless the whole room's are."""
    counts = _add(round_, atom)
    votes = sum(counts)
    return votes == 0 or (votes >= least and (max(counts) < votes or _unanimous(round_)))


def _unanimous(round_: BySector) -> bool:
    room = _add(round_, round_)
    return max(room, default=0) == sum(room)


def _cuts(group: Group, atoms: Iterable[frozenset[str]], round_: BySector) -> bool:
    """Does the group hold some raters of an atom, and not all?"""
    return any(
        any(_add(round_, atom & group.sectors)) and any(_add(round_, atom - group.sectors))
        for atom in atoms
    )


def _add(round_: BySector, sectors: Iterable[str]) -> Counts:
    parts = [round_[sector] for sector in sectors if sector in round_]
    return tuple(map(sum, zip(*parts, strict=True))) if parts else ()


def _both(phones: BySector, by_hand: BySector, levels: int) -> BySector:
    found = dict(phones)
    for sector, entered in by_hand.items():
        before = phones.get(sector, (0,) * levels)
        found[sector] = tuple(map(sum, zip(before, entered, strict=True)))
    return found


def _by_sector(rated: Ratings, sector_of: Mapping[str, str], levels: int) -> dict[str, Counts]:
    """Ratings per level of each sector."""
    found: dict[str, list[int]] = {}
    for person, rating in rated.items():
        found.setdefault(sector_of[person], [0] * levels)[rating] += 1
    return {sector: tuple(counts) for sector, counts in found.items()}


class _Disclosed(Struct, frozen=True):
    rated: Ratings
    groups: Sequence[Group]
    by_hand: BySector


def _may_disclose_moves(
    linked: Sequence[_Disclosed],
    sector_of: Mapping[str, str],
    framework: Instrument,
    least: int,
) -> bool:
    """May the movement into the last of ``linked`` be shown?

    ``linked`` are the rounds of a domain, in order, between which movement is shown, this one last.
    Movement ties a person's ratings together, so more tells people apart: the rounds in which they
    rated, and the groups they are in there. Those alike must be at least ``least``, must not all
    have rated the same in any round (unless the whole room did), and must not all be known to
    belong to a group that is withheld. Movement is of phones: subtracting it leaves what was
    entered by hand, which must be fit to be shown as well.
    """
    least = max(least, SMALLEST_GROUP_FROM)
    known = [_known_in(one, sector_of) for one in linked]
    alike: dict[Hashable, list[str]] = defaultdict(list)
    for person in {person for one in linked for person in one.rated}:
        alike[tuple(seen.get(person) for seen in known)].append(person)
    if any(len(people) < least for people in alike.values()):
        return False
    return all(
        _stays_hidden(one, list(alike.values()), sector_of, framework, least) for one in linked
    )


def _may_disclose_by_hand(
    one: _Disclosed, sector_of: Mapping[str, str], framework: Instrument, least: int
) -> bool:
    """May the ratings entered by hand be shown separately from the phones'?

    They are a group like any other, and so are the phones beside them.
    """
    least = max(least, SMALLEST_GROUP_FROM)
    phones = [list(one.rated)] if one.rated else []
    enough = all(len(people) >= least for people in phones)
    return enough and _stays_hidden(one, phones, sector_of, framework, least)


def _known_in(one: _Disclosed, sector_of: Mapping[str, str]) -> Mapping[str, Hashable]:
    """The shown groups that each person of the round is in."""
    sectors = {sector_of[person] for person in one.rated}
    seen = {sector: _seen_in(sector, one.groups) for sector in sectors}
    return {person: seen[sector_of[person]] for person in one.rated}


def _stays_hidden(
    one: _Disclosed,
    alike: Sequence[Sequence[str]],
    sector_of: Mapping[str, str],
    framework: Instrument,
    least: int,
) -> bool:
    """Could each person in this round have rated otherwise, and each withheld group?

    The people without a phone are alike too. They are never shown beside groups, each of which may
    hold some of them.
    """
    by_hand = {sector: sum(counts) for sector, counts in one.by_hand.items() if any(counts)}
    said = Counter(one.rated.values())
    said_by_hand = Counter(dict(enumerate(_add(one.by_hand, one.by_hand))))
    if len(+(said + said_by_hand)) == 1:
        return True  # the overall tally gives everything away
    raters = [people for people in alike if people[0] in one.rated]
    if any(len({one.rated[person] for person in people}) == 1 for people in raters):
        return False
    sectors = [Counter(sector_of[person] for person in people) for people in raters]
    if by_hand:
        if one.groups or sum(by_hand.values()) < least or len(+said_by_hand) == 1:
            return False
        sectors.append(Counter(by_hand))
    present = {sector for counted in sectors for sector in counted}
    withheld = [g for g in groups_of(framework) if g not in one.groups and g.sectors & present]
    return all(
        present <= group.sectors
        or any(
            counted.keys() & group.sectors and counted.keys() - group.sectors for counted in sectors
        )
        for group in withheld
    )
