"""What to check before a round is closed: whose rating it would give away, whom it would leave out.

Trainers are asked about all of it; the clock does not close a round that gives a rating away.
"""

from typing import Literal

from voting.core.ballots_in import BallotsIn
from voting.core.rounds import most_by_hand, people_by_hand, present_now
from voting.core.state import Round, Workshop
from voting.instruments.instrument import Cell

Doubt = Literal["empty", "one", "one_phone", "one_hand", "few", "unfinished"]

_ALONE: tuple[Doubt, ...] = ("one", "one_phone", "one_hand")


def doubts(workshop: Workshop, ballots: BallotsIn) -> list[Doubt]:
    """Reasons not to close the open round yet, most serious first.

    "empty": nobody has rated. "one": a single ballot. "one_phone": a single one from phones, beside
    others by hand. "one_hand": by hand a single ballot, or a single rating beside any "Can't say".
    "few": fewer than half of those who could rate are done. "unfinished": somebody has begun and
    not said that they are done. In a round of several cells an answer may stand alone in any one of
    them: ``alone_in`` says in which.
    """
    opened = workshop.open_round
    if opened is None:
        return []
    if not any(ballots.answered.values()) and not opened.ratings_by_hand:
        return ["empty"]
    alone = alone_in(workshop, ballots)
    if "one" in alone:
        return ["one"]
    by_hand = most_by_hand(workshop, opened)
    could = sum(each.people for each in present_now(workshop, ballots.people)) + by_hand
    found: dict[Doubt, bool] = {
        "one_phone": "one_phone" in alone,
        "one_hand": "one_hand" in alone,
        "few": 2 * (len(ballots.done) + by_hand) < could,
        "unfinished": bool(ballots.people - ballots.done),
    }
    return [doubt for doubt, holds in found.items() if holds]


def alone_in(workshop: Workshop, ballots: BallotsIn) -> dict[Doubt, tuple[str, ...]]:
    """The cells of the open round in which an answer stands alone, by the way in which it does."""
    opened = workshop.open_round
    cells = [workshop.framework.domain(key) for key in opened.asks] if opened else []
    ways = [(cell.key, _alone_in(opened, cell, ballots)) for cell in cells if opened]
    found = {doubt: tuple(key for key, held in ways if doubt in held) for doubt in _ALONE}
    return {doubt: cells for doubt, cells in found.items() if cells}


def _alone_in(opened: Round, cell: Cell, ballots: BallotsIn) -> set[Doubt]:
    """In which ways an answer stands alone in a cell."""
    phones, by_hand = ballots.answered.get(cell.key, 0), people_by_hand(opened, cell)
    rated_by_hand = sum(hands.tally.ratings for hands in opened.hands_in(cell.key))
    found: dict[Doubt, bool] = {
        "one": phones + by_hand == 1,
        "one_phone": phones == 1,
        "one_hand": 1 in (by_hand, rated_by_hand),
    }
    return {doubt for doubt, holds in found.items() if holds}


def stands_alone(workshop: Workshop, ballots: BallotsIn) -> bool:
    """Would the open round, closed now, hold a cell with a single answer from phones or a single
    rating by hand? Whoever knows the others then knows whose it is and what it was."""
    return not set(_ALONE).isdisjoint(doubts(workshop, ballots))
