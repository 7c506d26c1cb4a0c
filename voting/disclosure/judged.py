"""A counted round with all that may be shown about it: what views and exports are made from.

Ballots are frozen once a round is closed, so this never changes and is computed once.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from voting.core.rounds import people_by_hand, round_tally
from voting.core.state import NOT_KNOWN, Round, Workshop
from voting.disclosure import first_rule
from voting.disclosure.groups import (
    ALONE,
    RULE,
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
from voting.instruments.agreement import Measures
from voting.instruments.instrument import Cell, Given, Instrument
from voting.instruments.kinds.column import Spread
from voting.instruments.tally import Answer, Tally

NOBODY: Mapping[str, str] = MappingProxyType({})


class Judged(Struct, frozen=True):
    """What may be shown about a counted round besides its tally.

    ``answers`` are those of phones and by hand, added up by sector ("" when not known), of which
    only those of ``groups`` may be shown. ``moves`` is from the cell's previous round, None in its
    first, if nobody rated in both, or if withheld. ``by_hand`` are the ratings entered by hand,
    None if there are none or if withheld. ``disclosed`` is all that was ever disclosed about the
    round, by the rule of its time, also where it came to nothing: whoever knows the rule can tell a
    None that means nobody from one that is withheld. ``withheld``: nothing is told of the round,
    nor of how anybody came from it to the next."""

    answers: Mapping[str, Tally]
    groups: tuple[Group, ...] = ()
    moves: Moves | None = None
    by_hand: Counts | None = None
    disclosed: Disclosed = Disclosed()
    withheld: bool = False


class Counted:
    """A counted round in one of its cells: ``tally`` counts answers from phones and by hand, which
    is not to be shown if ``withheld``: too few have answered. ``people`` is how many did, which are
    fewer than the answers where people answer for several things of their own. What else may be
    shown is worked out when first asked for, by when the bars are on their way to every phone."""

    def __init__(
        self,
        cell: Cell,
        tally: Tally,
        judge: Callable[[], Judged],
        withheld: bool = False,
        people: int | None = None,
    ) -> None:
        self.cell = cell
        self.tally = tally
        self.withheld = withheld
        self.people = tally.turnout if people is None else people
        self._judge: Callable[[], Judged] | None = judge

    @cached_property
    def measures(self) -> Measures | None:
        return None if self.withheld else self.cell.column.measures(self.tally)

    @property
    def spread(self) -> Spread | None:
        return None if self.withheld else self.cell.column.spread(self.tally)

    @property
    def told(self) -> Tally:
        """The tally as far as it may be told: empty where it is withheld."""
        return Tally((0,) * len(self.tally.counts)) if self.withheld else self.tally

    @property
    def contested(self) -> bool:
        """Do people differ, by the rule for the column's kind?"""
        return not self.withheld and self.cell.column.contested(self.tally)

    @cached_property
    def judged(self) -> Judged:
        assert self._judge
        judged = self._judge()
        self._judge = None  # it refers to ballots, which need not stay in memory
        return judged


def counted(
    workshop: Workshop,
    round_: Round,
    cell: Cell,
    answered: Sequence[Given],
    earlier: Sequence[Counted],
    ahead: Mapping[str, str] = NOBODY,
) -> Counted:
    """Count a closed round in one of its cells: ``answered`` is what people answered in the cell's
    counted rounds up to this one; ``earlier`` are those before it, counted; ``ahead`` has the
    sector of each person who rated ahead."""
    tally = round_tally(round_, cell, answered[-1])
    return Counted(
        cell,
        tally,
        lambda: _judge(workshop, round_, cell, answered, [r.judged for r in earlier], ahead),
        is_withheld(workshop.framework, round_, cell, answered[-1]),
        len(answered[-1]) + people_by_hand(round_, cell),
    )


def told_tally(framework: Instrument, round_: Round, cell: Cell, answered: Given) -> Tally:
    """What a closed round adds up to in a cell, as far as it may be told: what a decision on it
    stands on."""
    if is_withheld(framework, round_, cell, answered):
        return Tally((0,) * len(cell.column.places))
    return round_tally(round_, cell, answered)


def is_withheld(framework: Instrument, round_: Round, cell: Cell, answered: Given) -> bool:
    """Did too few answer here for the instrument to show what they said? Looks at how many did,
    never at what they said."""
    least = framework.threshold.least if framework.threshold else 0
    return len(answered) + people_by_hand(round_, cell) < least


def _judge(
    workshop: Workshop,
    round_: Round,
    cell: Cell,
    answered: Sequence[Given],
    earlier: Sequence[Judged],
    ahead: Mapping[str, str],
) -> Judged:
    framework = workshop.framework
    rounds = [r for r in workshop.counted_rounds(cell.key) if r.id <= round_.id]
    sector_of = _sectors(workshop, round_, answered[-1], ahead)
    casts = casts_of(workshop, rounds, cell, answered, ahead)
    by_hand_here = round_.hands_in(cell.key)
    if is_withheld(framework, round_, cell, answered[-1]):
        return Judged(answers={}, withheld=True)
    ties = bool(earlier) and not earlier[-1].withheld and round_.rule != ALONE and cell.moves
    at_most = Disclosed(
        groups_of(framework),
        moves=ties,
        by_hand=bool(by_hand_here),
    )
    if round_.rule < RULE:  # such rounds were all live
        rated = [_rated(*one) for one in zip(rounds, answered, strict=True)]
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
    places = len(cell.column.places)
    made = moves(answered[-2], answered[-1], places) if now.moves else None
    by_hand = tuple(map(sum, zip(*(entered.counts for entered in by_hand_here), strict=True)))
    return Judged(
        answers=_answers(round_, cell, answered[-1], sector_of),
        groups=tuple(now.groups),
        moves=made if made and any(map(any, made.flow)) else None,
        by_hand=by_hand if now.by_hand and any(by_hand) else None,
        disclosed=at_most if round_.rule < RULE else now,
    )


def casts_of(
    workshop: Workshop,
    rounds: Sequence[Round],
    cell: Cell,
    answered: Sequence[Given],
    ahead: Mapping[str, str] = NOBODY,
) -> list[Cast]:
    """Who answered in a cell in these counted rounds, where people ``answered`` this; ``ahead`` as
    in ``counted``."""
    return [
        _cast(round_, cell, each, _sectors(workshop, round_, each, ahead))
        for round_, each in zip(rounds, answered, strict=True)
    ]


def _sectors(
    workshop: Workshop, round_: Round, ballots: Given, ahead: Mapping[str, str]
) -> dict[str, str]:
    """The sector of each person who answered in the round: of what was rated ahead the one that
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


def _cast(round_: Round, cell: Cell, answered: Given, sector_of: Mapping[str, str]) -> Cast:
    phones = {person: sector_of[person] for person in answered}
    entered = {one.sector for one in round_.hands_in(cell.key)}
    by_hand = {sector: people_by_hand(round_, cell, sector) for sector in entered}
    return Cast(phones, by_hand)


def _answers(
    round_: Round, cell: Cell, answered: Given, sector_of: Mapping[str, str]
) -> Mapping[str, Tally]:
    said: dict[str, list[Answer]] = {}
    for person, answers in answered.items():
        said.setdefault(sector_of[person], []).extend(answers)
    found = {sector: cell.column.tally(answers) for sector, answers in said.items()}
    for entered in round_.hands_in(cell.key):
        mine = found.get(entered.sector)
        found[entered.sector] = mine.plus(entered.tally) if mine else entered.tally
    return found


def _rated(round_: Round, answered: Given) -> first_rule.Rated:
    """A round of a framework, of the time when there were no other instruments."""
    phones = {person: one for person, (one,) in answered.items() if isinstance(one, int)}
    by_hand = {entered.sector: entered.counts for entered in round_.ratings_by_hand}
    return first_rule.Rated(phones, by_hand, round_.least)
