"""A counted round with all that may be told of it: what views and exports are made from.

Ballots are frozen once a round is closed, so this never changes and is computed once.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from voting.core.rounds import round_tally
from voting.core.state import NOT_KNOWN, Round, Workshop
from voting.disclosure import first_rule
from voting.disclosure.groups import (
    RULE,
    Answers,
    Cast,
    Counts,
    Group,
    Moves,
    Told,
    groups_of,
    may_tell,
    moves,
    shown_groups,
)
from voting.instruments.agreement import Measures, measure
from voting.instruments.tally import Ballot, Tally


class Judged(Struct, frozen=True):
    """What else may be told of a counted round.

    ``answers`` are phones' and hands' by sector ("" when not known), of which only those of the
    shown ``groups`` may be told; ``moves`` is from the domain's round before, None in its first,
    where nobody rated in both and where withheld; ``by_hand`` are the ratings entered by hand, None
    where there are none and where withheld. ``told`` is all that was ever told of the round, by the
    rule of its time: whoever knows that rule knows a None that means nobody."""

    answers: Answers
    groups: tuple[Group, ...] = ()
    moves: Moves | None = None
    by_hand: Counts | None = None
    told: Told = Told()


class Counted:
    """A counted round: ``tally`` counts phones and hands. What else may be told is worked out when
    it is first asked for, so that the bars are on their way to every phone before."""

    def __init__(self, tally: Tally, judge: Callable[[], Judged]) -> None:
        self.tally = tally
        self._judge: Callable[[], Judged] | None = judge

    @cached_property
    def measures(self) -> Measures | None:
        return measure(self.tally)

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
    framework = workshop.framework
    rounds = [r for r in workshop.counted_rounds(round_.domain) if r.id <= round_.id]
    # A store that lost a join in a failover may hold a ballot of somebody it does not know.
    sector_of = {person: NOT_KNOWN for each in ballots for person in each}
    sector_of |= {person.id: person.sector for person in workshop.people.values()}
    casts = [_cast(*one, sector_of) for one in zip(rounds, ballots, strict=True)]
    was_told = Told(groups_of(framework), moves=bool(earlier), hands=bool(round_.ratings_by_hand))
    if round_.rule < RULE:
        rated = [_rated(*one) for one in zip(rounds, ballots, strict=True)]
        was_told = first_rule.told(framework, rounds=rated, sector_of=sector_of)
    groups = shown_groups(framework, casts, round_.smallest_group, was_told.groups)

    def may(now: Told, linked: Sequence[Judged]) -> bool:
        """May this be told of the round, tied to the rounds before that are ``linked`` to it?"""
        since = -1 - len(linked)
        least = max(r.smallest_group for r in rounds[since:])  # nobody is promised less later
        return may_tell(casts[since:], [*(held.told for held in linked), now], least)

    now = Told(groups)
    linked = earlier[_first_linked(earlier) :] if was_told.moves else []
    if linked and may(now, linked):
        now = replace(now, moves=True)
    else:
        linked = []
    if was_told.hands and may(replace(now, hands=True), linked):
        now = replace(now, hands=True)
    levels = len(framework.levels)
    made = moves(ballots[-2], ballots[-1], levels) if now.moves else None
    entered = tuple(map(sum, zip(*(hands.counts for hands in round_.ratings_by_hand), strict=True)))
    return Judged(
        answers=_answers(round_, ballots[-1], sector_of, levels),
        groups=tuple(now.groups),
        moves=made if made and any(map(any, made.flow)) else None,
        by_hand=entered if now.hands and any(entered) else None,
        told=was_told if round_.rule < RULE else now,
    )


def _first_linked(earlier: Sequence[Judged]) -> int:
    """Where the rounds begin that movement into the one after ``earlier`` would tie to it."""
    first = max(0, len(earlier) - 1)
    while first > 0 and earlier[first].told.moves:
        first -= 1
    return first


def _cast(round_: Round, ballots: Mapping[str, Ballot], sector_of: Mapping[str, str]) -> Cast:
    phones = {person: sector_of[person] for person in ballots}
    return Cast(phones, {hands.sector: hands.ballots for hands in round_.ratings_by_hand})


def _answers(
    round_: Round, ballots: Mapping[str, Ballot], sector_of: Mapping[str, str], levels: int
) -> Answers:
    found: dict[str, list[int]] = {}
    for person, ballot in ballots.items():
        answer = levels if ballot.rating is None else ballot.rating
        found.setdefault(sector_of[person], [0] * (levels + 1))[answer] += 1
    for hands in round_.ratings_by_hand:
        mine = found.setdefault(hands.sector, [0] * (levels + 1))
        for answer, ballots_by_hand in enumerate((*hands.counts, hands.cant_say)):
            mine[answer] += ballots_by_hand
    return {sector: tuple(counts) for sector, counts in found.items()}


def _rated(round_: Round, ballots: Mapping[str, Ballot]) -> first_rule.Rated:
    phones = {person: b.rating for person, b in ballots.items() if b.rating is not None}
    by_hand = {hands.sector: hands.counts for hands in round_.ratings_by_hand}
    return first_rule.Rated(phones, by_hand, round_.smallest_group)
