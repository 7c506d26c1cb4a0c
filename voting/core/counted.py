"""A counted round with all that may be told of it: what views and exports are made from.

Ballots are frozen once a round is closed, so this never changes and is computed once.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from voting.core.groups import (
    NOT_KNOWN,
    BySector,
    Counts,
    Group,
    Heard,
    Moves,
    Ratings,
    Told,
    by_sector,
    may_tell_hands,
    may_tell_moves,
    moves,
    ratings,
    shown_groups,
)
from voting.core.rounds import round_tally
from voting.core.state import Round, Workshop
from voting.core.tally import Ballot, Tally


class Judged(Struct, frozen=True):
    """What else may be told of a counted round.

    ``heard`` has the ratings by sector ("" when not known), of which only the shown ``groups`` may
    be told; ``moves`` is from the domain's round before, None in its first and where withheld;
    ``by_hand`` are the ratings entered by hand, None where there are none and where withheld."""

    heard: Heard
    groups: tuple[Group, ...] = ()
    moves: Moves | None = None
    by_hand: Counts | None = None


class Counted:
    """A counted round: ``tally`` counts phones and hands. What else may be told is worked out when
    it is first asked for, so that the bars are on their way to every phone before."""

    def __init__(self, tally: Tally, judge: Callable[[], Judged]) -> None:
        self.tally = tally
        self._judge: Callable[[], Judged] | None = judge

    @cached_property
    def judged(self) -> Judged:
        assert self._judge
        judged = self._judge()
        self._judge = None  # it holds ballots, which need not be kept
        return judged


def counted(
    workshop: Workshop,
    round_: Round,
    ballots: Sequence[Mapping[str, Ballot]],
    earlier: Sequence[Counted],
) -> Counted:
    """Count a closed round: ``ballots`` are those of the domain's counted rounds up to this one,
    by person, and ``earlier`` are those rounds as counted, this one left out."""
    tally = round_tally(round_, ballots[-1].values(), len(workshop.framework.levels))
    return Counted(tally, lambda: _judge(workshop, round_, ballots, [r.judged for r in earlier]))


def _judge(
    workshop: Workshop,
    round_: Round,
    ballots: Sequence[Mapping[str, Ballot]],
    earlier: Sequence[Judged],
) -> Judged:
    framework, least = workshop.framework, round_.least_group
    levels = len(framework.levels)
    # A store that lost a join in a failover may hold a ballot of somebody it does not know.
    sector_of = {person: NOT_KNOWN for each in ballots for person in each}
    sector_of |= {person.id: person.sector for person in workshop.people.values()}
    rated = [ratings(each) for each in ballots]
    phones = by_sector(rated[-1], sector_of, levels)
    heard = Heard(phones, _with_hands(phones, round_))
    groups = shown_groups(framework, [*(one.heard for one in earlier), heard], least)
    found = Judged(heard, tuple(groups))
    rounds = [*earlier, found]
    linked = [_told(rated[i], rounds[i]) for i in _linked(earlier)]
    if earlier and may_tell_moves(linked, sector_of, framework, least):
        found = replace(found, moves=moves(rated[-2], rated[-1], levels))
    if round_.hands and may_tell_hands(linked[-1], sector_of, framework, least):
        entered = zip(*(hands.counts for hands in round_.hands), strict=True)
        found = replace(found, by_hand=tuple(map(sum, entered)))
    return found


def _told(rated: Ratings, held: Judged) -> Told:
    return Told(rated, held.groups, held.heard.by_hand)


def _with_hands(phones: BySector, round_: Round) -> BySector:
    nobody = (0,) * max((len(hands.counts) for hands in round_.hands), default=0)
    entered = {
        hands.sector: tuple(
            map(sum, zip(hands.counts, phones.get(hands.sector, nobody), strict=True))
        )
        for hands in round_.hands
    }
    return {**phones, **entered}


def _linked(earlier: Sequence[Judged]) -> range:
    """Places of the rounds that movement into the one after ``earlier`` would tie to it."""
    first = max(0, len(earlier) - 1)
    while first > 0 and earlier[first].moves is not None:
        first -= 1
    return range(first, len(earlier) + 1)
