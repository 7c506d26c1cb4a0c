"""A counted round with all that may be told of it: what views and exports are made from.

Ballots are frozen once a round is closed, so this never changes and is computed once.
"""

from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from voting.core.groups import (
    BySector,
    Group,
    Moves,
    Told,
    by_sector,
    may_tell_moves,
    moves,
    ratings,
    shown_groups,
)
from voting.core.rounds import round_tally
from voting.core.state import Round, Workshop
from voting.core.tally import Ballot, Tally


class Counted(Struct, frozen=True):
    """``tally`` counts phones and hands; ``phones`` and ``hands`` are ratings by sector ("" when
    not known), of which only the shown ``groups`` may be told; ``moves`` is from the domain's
    round before, None in its first and where it is withheld."""

    tally: Tally
    phones: BySector = {}
    hands: BySector = {}
    groups: tuple[Group, ...] = ()
    moves: Moves | None = None


def counted(
    workshop: Workshop,
    round_: Round,
    ballots: Sequence[Mapping[str, Ballot]],
    earlier: Sequence[Counted],
) -> Counted:
    """Count a closed round: ``ballots`` are those of the domain's counted rounds up to this one,
    by person, and ``earlier`` are those rounds as counted, this one left out."""
    framework, least = workshop.framework, round_.least_group
    levels = len(framework.levels)
    sector_of = {person.id: person.sector for person in workshop.people.values()}
    rated = [ratings(each) for each in ballots]
    phones = by_sector(rated[-1], sector_of, levels)
    groups = shown_groups(framework, [*(one.phones for one in earlier), phones], least)
    found = Counted(
        tally=round_tally(round_, ballots[-1].values(), levels),
        phones=phones,
        hands={entered.sector: entered.counts for entered in round_.hands},
        groups=tuple(groups),
    )
    rounds = [*earlier, found]
    linked = [Told(rated[i], rounds[i].groups) for i in _linked(earlier)]
    if not earlier or not may_tell_moves(linked, sector_of, framework, least):
        return found
    return replace(found, moves=moves(rated[-2], rated[-1], levels))


def _linked(earlier: Sequence[Counted]) -> range:
    """Places of the rounds that movement into the one after ``earlier`` would tie to it."""
    first = max(0, len(earlier) - 1)
    while first > 0 and earlier[first].moves is not None:
        first -= 1
    return range(first, len(earlier) + 1)
