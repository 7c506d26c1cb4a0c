"""Rounds: the open one, and the counted ones with all that may be told of them."""

from typing import Annotated
from weakref import WeakKeyDictionary

from voting.core.rounds import could_answer, people_by_hand
from voting.core.state import Phase, Round, Workshop
from voting.disclosure.judged import Counted
from voting.views.declared import Sent, about, time_text
from voting.views.groups import GroupView, MovementView, group_views, movement_view
from voting.views.picture import PictureView, SpreadView, picture_view, spread_view
from voting.views.situation import Situation


class OpenRound(Sent, frozen=True):
    """The open round."""

    id: Annotated[int, about("to vote with; counts over the workshop")]
    number: Annotated[int, about("counts in the domain")]
    cells: Annotated[tuple[str, ...], about("keys of the domains that it asks about")]
    opened_at: Annotated[str, about("time")]
    nudges: Annotated[int, about("how many reminders were sent; see `nudge`")]


class CountedRound(Sent, frozen=True):
    """A round that is closed and counts."""

    id: Annotated[int, about("counts over the workshop")]
    number: Annotated[int, about("counts in the domain")]
    opened_at: Annotated[str, about("time")]
    closed_at: Annotated[str, about("time")]
    counts: Annotated[tuple[int, ...], about("how many gave each rating, lowest first")]
    cant_say: Annotated[int, about("how many said “Can't say”")]
    ratings: Annotated[int, about("how many ratings: the sum of `counts`")]
    turnout: Annotated[
        int,
        about(
            "how many people answered: `ratings` and `cant_say`, or fewer where people answer for "
            "several things of their own"
        ),
    ]
    present: Annotated[
        int | None,
        about(
            "how many could have rated: all who took part at the close, those who had rated and "
            "left, and hands; null: not known, of a round closed by an older release"
        ),
    ]
    by_hand: Annotated[int, about("how many of the ballots were entered by hand")]
    top: Annotated[
        tuple[int, ...],
        about("the ratings with most votes; more than one is a tie, none means no ratings"),
    ]
    spread: Annotated[
        SpreadView | None,
        about(
            "of ordered answers on a scale without a picture in words; null on one with, of "
            "choices and ticks, and without answers"
        ),
    ]
    withheld: Annotated[
        bool,
        about(
            "too few answered for the instrument to show what they said: then the counts, "
            "`ratings` and `cant_say` are 0 and say nothing, and `turnout` is how many answered"
        ),
    ]


class RoundResult(CountedRound, frozen=True):
    """A counted round with its measures, who moved since the round before, the sides and sectors
    that may be shown, and what may be told of the ratings entered by hand."""

    picture: Annotated[PictureView | None, about("null with fewer than two ratings")]
    movement: Annotated[
        MovementView | None,
        about("null in a first round, where it is withheld, and where nobody rated in both rounds"),
    ]
    groups: Annotated[
        tuple[GroupView, ...], about("those that may be shown; the others are absent")
    ]
    hand_counts: Annotated[
        tuple[int, ...] | None,
        about(
            "the ratings among those entered by hand, lowest first; null where there are none and "
            "where it could give somebody away"
        ),
    ]


def open_round(w: Workshop) -> OpenRound | None:
    opened = w.open_round
    if opened is None:
        return None
    return OpenRound(
        opened.id, opened.number, opened.asks, time_text(opened.opened_at), opened.nudges
    )


def rounds_on_screen(at: Situation) -> tuple[CountedRound, ...]:
    """Counted rounds of the domain in hand; none while one of its rounds is open, so that nobody is
    swayed.

    Rating again is private rating too: the earlier shape is off the screens until the reveal.
    """
    w = at.workshop
    cell = w.cell_in_hand()
    if cell is None or w.phase is Phase.OPEN:
        return ()
    return tuple(counted_round(at, round_, cell.key) for round_ in w.counted_rounds(cell.key))


def counted_round(at: Situation, round_: Round, cell: str) -> CountedRound:
    """A round in one of its cells."""
    assert round_.closed_at
    held = at.rounds[round_.id, cell]
    tally = held.told
    return CountedRound(
        id=round_.id,
        number=round_.number,
        opened_at=time_text(round_.opened_at),
        closed_at=time_text(round_.closed_at),
        counts=tally.counts,
        cant_say=tally.cant_say,
        ratings=tally.ratings,
        turnout=held.people,
        present=could_answer(round_, held.cell),
        by_hand=people_by_hand(round_, held.cell),
        top=tally.top,
        spread=spread_view(held),
        withheld=held.withheld,
    )


# A counted round never changes: what was made of one is made once, and goes when it does.
_made: WeakKeyDictionary[Counted, RoundResult] = WeakKeyDictionary()


def round_result(at: Situation, round_: Round, cell: str) -> RoundResult:
    held = at.rounds[round_.id, cell]
    known = _made.get(held)
    if known is None:
        known = _made[held] = _result(at, round_, held)
    return known


def _result(at: Situation, round_: Round, held: Counted) -> RoundResult:
    plain = counted_round(at, round_, held.cell.key)
    return RoundResult(
        id=plain.id,
        number=plain.number,
        opened_at=plain.opened_at,
        closed_at=plain.closed_at,
        counts=plain.counts,
        cant_say=plain.cant_say,
        ratings=plain.ratings,
        turnout=plain.turnout,
        present=plain.present,
        by_hand=plain.by_hand,
        top=plain.top,
        spread=plain.spread,
        withheld=plain.withheld,
        picture=picture_view(held),
        movement=movement_view(held),
        groups=group_views(at.workshop.framework, round_, held),
        hand_counts=held.judged.by_hand,
    )
