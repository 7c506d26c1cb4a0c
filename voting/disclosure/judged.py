"""A counted round with all that may be shown about it: what views and exports are made from.

Ballots are frozen once a round is closed, so this never changes and is computed once.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from voting.core.rounds import round_tally
from voting.core.state import NOT_KNOWN, Round, Workshop
from voting.disclosure import first_rule
from voting.disclosure.groups import (
    ALONE,
    RULE,
    Answers,
    Cast,
    Counts,
    Disclosed,
    Group,
    Moves,
    groups_of,
    may_disclose,
    moves,
    shown_groups,
)
from voting.instruments.agreement import Measures, measure
from voting.instruments.tally import Ballot, Tally

NOBODY: Mapping[str, str] = MappingProxyType({})


class Judged(Struct, frozen=True):
    """What may be shown about a counted round besides its tally.

    ``answers`` are those of phones and by hand, by sector ("" when not known), of which only those
    of ``groups`` may be shown. ``moves`` is from the domain's previous round, None in its first,
    if nobody rated in both, or if withheld. ``by_hand`` are the ratings entered by hand, None if
    there are none or if withheld. ``disclosed`` is all that was ever disclosed about the round, by
    the rule of its time, also where it came to nothing: whoever knows the rule can tell a None that
    means nobody from one that is withheld."""

    answers: Answers
    groups: tuple[Group, ...] = ()
    moves: Moves | None = None
    by_hand: Counts | None = None
    disclosed: Disclosed = Disclosed()


class Counted:
    """A counted round: ``tally`` counts ballots from phones and by hand. What else may be shown is
    worked out when first asked for, by when the bars are on their way to every phone."""

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
        self._judge = None  # it refers to ballots, which need not stay in memory
        return judged


def counted(
    workshop: Workshop,
    round_: Round,
    ballots: Sequence[Mapping[str, Ballot]],
    earlier: Sequence[Counted],
    ahead: Mapping[str, str] = NOBODY,
) -> Counted:
    """Count a closed round: ``ballots`` are those of the domain's counted rounds up to this one,
    by person; ``earlier`` are the counted rounds before it; ``ahead`` has the sector of each person
    who rated ahead."""
    tally = round_tally(round_, ballots[-1].values(), len(workshop.framework.levels))
    return Counted(
        tally, lambda: _judge(workshop, round_, ballots, [r.judged for r in earlier], ahead)
    )


def _judge(
    workshop: Workshop,
    round_: Round,
    ballots: Sequence[Mapping[str, Ballot]],
    earlier: Sequence[Judged],
    ahead: Mapping[str, str],
) -> Judged:
    framework = workshop.framework
    rounds = [r for r in workshop.counted_rounds(round_.domain) if r.id <= round_.id]
    sector_of = _sectors(workshop, round_, ballots[-1], ahead)
    casts = casts_of(workshop, rounds, ballots, ahead)
    at_most = Disclosed(
        groups_of(framework),
        moves=bool(earlier) and round_.rule != ALONE,
        by_hand=bool(round_.ratings_by_hand),
    )
    if round_.rule < RULE:  # such rounds were all live
        rated = [_rated(*one) for one in zip(rounds, ballots, strict=True)]
        known = {p: sector for cast in casts for p, sector in cast.phones.items()}
        at_most = first_rule.disclosed(framework, rounds=rated, sector_of=known)
    groups = shown_groups(framework, casts, round_.least, at_most.groups)

    def may(now: Disclosed, linked: Sequence[Judged]) -> bool:
        """May this be shown about the round, with the earlier rounds that are ``linked`` to it?"""
        since = -1 - len(linked)
        least = max(r.least for r in rounds[since:])  # a later round must not promise less
        return may_disclose(casts[since:], [*(held.disclosed for held in linked), now], least)

    now = Disclosed(groups)
    linked = earlier[_first_linked(earlier) :] if at_most.moves else []
    if linked and may(now, linked):
        now = replace(now, moves=True)
    else:
        linked = []
    if at_most.by_hand and may(replace(now, by_hand=True), linked):
        now = replace(now, by_hand=True)
    levels = len(framework.levels)
    made = moves(ballots[-2], ballots[-1], levels) if now.moves else None
    by_hand = tuple(
        map(sum, zip(*(entered.counts for entered in round_.ratings_by_hand), strict=True))
    )
    return Judged(
        answers=_answers(round_, ballots[-1], sector_of, levels),
        groups=tuple(now.groups),
        moves=made if made and any(map(any, made.flow)) else None,
        by_hand=by_hand if now.by_hand and any(by_hand) else None,
        disclosed=at_most if round_.rule < RULE else now,
    )


def casts_of(
    workshop: Workshop,
    rounds: Sequence[Round],
    ballots: Sequence[Mapping[str, Ballot]],
    ahead: Mapping[str, str] = NOBODY,
) -> list[Cast]:
    """Who cast a ballot in these counted rounds, whose ballots by person are ``ballots``; ``ahead``
    as in ``counted``."""
    return [
        _cast(round_, each, _sectors(workshop, round_, each, ahead))
        for round_, each in zip(rounds, ballots, strict=True)
    ]


def _sectors(
    workshop: Workshop, round_: Round, ballots: Mapping[str, Ballot], ahead: Mapping[str, str]
) -> dict[str, str]:
    """The sector of each person with a ballot in the round: of what was rated ahead the one that
    they gave then, also of those who did not come."""
    # A store that lost a join in a failover may hold a ballot of somebody it does not know.
    found = {p: workshop.people[p].sector if p in workshop.people else NOT_KNOWN for p in ballots}
    if round_.is_ahead:
        found |= {person: ahead[person] for person in ballots if person in ahead}
    return found


def _first_linked(earlier: Sequence[Judged]) -> int:
    """Index of the first round that movement into the round after ``earlier`` would tie to it."""
    first = max(0, len(earlier) - 1)
    while first > 0 and earlier[first].disclosed.moves:
        first -= 1
    return first


def _cast(round_: Round, ballots: Mapping[str, Ballot], sector_of: Mapping[str, str]) -> Cast:
    phones = {person: sector_of[person] for person in ballots}
    return Cast(phones, {entered.sector: entered.ballots for entered in round_.ratings_by_hand})


def _answers(
    round_: Round, ballots: Mapping[str, Ballot], sector_of: Mapping[str, str], levels: int
) -> Answers:
    found: dict[str, list[int]] = {}
    for person, ballot in ballots.items():
        answer = levels if ballot.rating is None else ballot.rating
        found.setdefault(sector_of[person], [0] * (levels + 1))[answer] += 1
    for entered in round_.ratings_by_hand:
        mine = found.setdefault(entered.sector, [0] * (levels + 1))
        for answer, ballots_by_hand in enumerate((*entered.counts, entered.cant_say)):
            mine[answer] += ballots_by_hand
    return {sector: tuple(counts) for sector, counts in found.items()}


def _rated(round_: Round, ballots: Mapping[str, Ballot]) -> first_rule.Rated:
    phones = {person: b.rating for person, b in ballots.items() if b.rating is not None}
    by_hand = {entered.sector: entered.counts for entered in round_.ratings_by_hand}
    return first_rule.Rated(phones, by_hand, round_.least)
