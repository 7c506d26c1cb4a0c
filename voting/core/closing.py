"""What a trainer should think of before a round is closed: whom it would give away, whom leave out.

What gives a rating away is a question to a trainer, and for the clock a reason to wait.
"""

from collections.abc import Iterable
from typing import Literal

from voting.core.rounds import present_now
from voting.core.state import Workshop

Doubt = Literal["empty", "one", "one_phone", "one_hand", "few"]

_ALONE: frozenset[Doubt] = frozenset({"one", "one_phone", "one_hand"})


def doubts(workshop: Workshop, voted: Iterable[str]) -> list[Doubt]:
    """Why the open round had better stay open, the gravest first; ``voted`` have a ballot in it.

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
