"""What to check before a round is closed: whose rating it would give away, whom it would leave out.

Trainers are asked about all of it; the clock does not close a round that gives a rating away.
"""

from collections.abc import Iterable
from typing import Literal

from voting.core.rounds import present_now
from voting.core.state import Workshop

Doubt = Literal["empty", "one", "one_phone", "one_hand", "few"]

_ALONE: frozenset[Doubt] = frozenset({"one", "one_phone", "one_hand"})


def doubts(workshop: Workshop, voted: Iterable[str]) -> list[Doubt]:
    """Reasons not to close the open round yet, most serious first; ``voted`` have a ballot in it.

    "empty": nobody has rated. "one": a single ballot. "one_phone": a single one from phones, beside
    others by hand. "one_hand": by hand a single ballot, or a single rating beside any "Can't say".
    "few": fewer than half of those who could rate.
    """
    opened, phones = workshop.open_round, set(voted)
    if opened is None:
        return []
    rated = len(phones) + opened.by_hand
    if rated < 2:
        return ["one" if rated else "empty"]
    could = sum(each.people for each in present_now(workshop, phones)) + opened.by_hand
    rated_by_hand = sum(sum(hands.counts) for hands in opened.ratings_by_hand)
    found: dict[Doubt, bool] = {
        "one_phone": len(phones) == 1,
        "one_hand": 1 in (opened.by_hand, rated_by_hand),
        "few": 2 * rated < could,
    }
    return [doubt for doubt, holds in found.items() if holds]


def stands_alone(workshop: Workshop, voted: Iterable[str]) -> bool:
    """Would the open round, closed now, hold a single ballot from phones or a single rating by
    hand? Whoever knows the others then knows whose it is and what it was."""
    return not _ALONE.isdisjoint(doubts(workshop, voted))
