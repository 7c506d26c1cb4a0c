"""A counted round with all that its ballots say together: what views and exports are made from.

Ballots are frozen once a round is closed, so this never changes and is computed once.
"""

from collections.abc import Mapping

from msgspec import Struct

from voting.core.groups import BySector, Counts, Moves, by_sector, moves
from voting.core.state import Round, Workshop
from voting.core.tally import Ballot, Tally
from voting.core.workshop import round_tally


class Counted(Struct, frozen=True):
    """``tally`` counts phones and hands; ``phones`` and ``hands`` are ratings by sector ("" when
    not known); ``moves`` is from the domain's round before, None in its first."""

    tally: Tally
    phones: BySector = {}
    hands: BySector = {}
    moves: Moves | None = None


def counted(
    workshop: Workshop,
    round_: Round,
    ballots: Mapping[str, Ballot],
    before: Mapping[str, Ballot] | None = None,
) -> Counted:
    """Count a closed round; ``ballots`` and those of the round ``before`` are by person."""
    levels = len(workshop.framework.levels)
    sector_of = {person.id: person.sector for person in workshop.people.values()}
    hands: dict[str, Counts] = {entered.sector: entered.counts for entered in round_.hands}
    return Counted(
        tally=round_tally(round_, ballots.values(), levels),
        phones=by_sector(ballots, sector_of, levels),
        hands=hands,
        moves=None if before is None else moves(before, ballots, sector_of, levels),
    )
