"""Rounds: the open one, and the counted ones with all that may be told of them."""

from typing import Annotated
from weakref import WeakKeyDictionary

from voting.core.state import Phase, Round, Workshop
from voting.disclosure.judged import Counted
from voting.views.declared import Sent, about, time_text
from voting.views.groups import GroupView, MovementView, group_views, movement_view
from voting.views.picture import PictureView, picture_view
from voting.views.situation import Situation


class OpenRound(Sent, frozen=True):
    """The open round."""

    id: Annotated[int, about("to vote with; counts over the workshop")]
    number: Annotated[int, about("counts in the domain")]
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
    turnout: Annotated[int, about("how many ballots: `ratings` and `cant_say`")]
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
    return OpenRound(opened.id, opened.number, time_text(opened.opened_at), opened.nudges)


def rounds_on_screen(at: Situation) -> tuple[CountedRound, ...]:
    """Counted rounds of the domain in hand; none while one of its rounds is open, so that nobody is
    swayed.

    Rating again is private rating too: the earlier shape is off the screens until the reveal.
    """
    w = at.workshop
    if w.domain is None or w.phase is Phase.OPEN:
        return ()
    return tuple(counted_round(at, round_) for round_ in w.counted_rounds(w.domain))


def counted_round(at: Situation, round_: Round) -> CountedRound:
    assert round_.closed_at
    tally = at.rounds[round_.id].tally
    return CountedRound(
        id=round_.id,
        number=round_.number,
        opened_at=time_text(round_.opened_at),
        closed_at=time_text(round_.closed_at),
        counts=tally.counts,
        cant_say=tally.cant_say,
        ratings=tally.ratings,
        turnout=tally.turnout,
        present=round_.people,
        by_hand=round_.by_hand,
        top=tally.top,
    )


# A counted round never changes: what was made of one is made once, and goes when it does.
_made: WeakKeyDictionary[Counted, RoundResult] = WeakKeyDictionary()


def round_result(at: Situation, round_: Round) -> RoundResult:
    held = at.rounds[round_.id]
    known = _made.get(held)
    if known is None:
        known = _made[held] = _result(at, round_, held)
    return known


def _result(at: Situation, round_: Round, held: Counted) -> RoundResult:
    plain = counted_round(at, round_)
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
        picture=picture_view(held),
        movement=movement_view(held),
        groups=group_views(at.workshop.framework, round_, held),
        hand_counts=held.judged.by_hand,
    )
