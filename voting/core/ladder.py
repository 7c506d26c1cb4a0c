"""The ladder: rate, look, talk, rate again, rule; before it, what was rated ahead. What the method
suggests next, and why.

Advice names a rung and what to say there (a key into the words, filled with ratings and counts);
the choice stays with the trainer. Two revotes are a sensible end, not a limit.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from voting.core.state import Person, Phase, Workshop
from voting.instruments.agreement import Picture, telling
from voting.instruments.kinds import AnyColumn
from voting.instruments.tally import Tally

ENOUGH_ROUNDS = 3

Rung = Literal["ahead", "rate", "look", "talk", "rate-again", "rule"]


class Advice(Struct, frozen=True):
    """``rung`` is where the domain stands, ``say`` what to suggest, ``values`` what fills it in."""

    rung: Rung
    say: str
    values: Mapping[str, int | None]


class Rated(Struct, frozen=True):
    """The last counted tally of the cell in hand."""

    column: AnyColumn
    tally: Tally


def advise(workshop: Workshop, last: Rated | None, rated: int, missing: Sequence[Person]) -> Advice:
    """The next step for what is in hand.

    ``last`` is its last counted tally, None where several cells are in hand; ``rated`` is in how
    many of its rounds here somebody gave a rating; ``missing`` are those taking part who have not
    rated in the open round.
    """
    rounds = len(workshop.live_rounds(workshop.domain)) if workshop.domain else 0
    match workshop.phase:
        case Phase.LOBBY:
            return Advice("rate", _before_rating(workshop), {})
        case Phase.OPEN:
            return Advice(
                "rate-again" if rounds else "rate",
                _while_rating(workshop, missing),
                {"missing": len(missing)},
            )
        case Phase.RULED:
            return Advice("rule", "finish" if workshop.is_done() else "next", {})
        case Phase.FINISHED:
            return Advice("rule", "finished", {})
    rung: Rung = "talk" if workshop.phase is Phase.DISCUSSION else "look"
    if last is None:
        wanted = any(cell.column.is_decided for cell in workshop.cells_in_hand())
        return Advice(rung, f"{rung}-rows" if wanted else f"{rung}-undecided", {})
    tally = last.tally
    if tally.ratings < 2:
        return Advice(rung, "too-few", {"ratings": tally.ratings})
    shape = last.column.measures(tally)
    if shape is None:
        return _without_picture(rung, last, rated)
    values = telling(tally.counts) | {"rounds": rated}
    if not rounds:
        return Advice("ahead", _ahead(workshop, shape.picture), values)
    if shape.picture is Picture.UNANIMOUS:
        return Advice("rule", "unanimous", values)
    if rated >= ENOUGH_ROUNDS:
        return Advice("rule", "tied-enough" if tally.is_tied else "enough", values)
    # Close together: two neighbours, or the ratings on either side of one.
    pair = (values["low"], values["high"])
    around = shape.picture is Picture.CLOSE and values["top"] not in (*pair, None)
    return Advice(rung, f"{rung}-{shape.picture.value}{'-around' if around else ''}", values)


def _without_picture(rung: Rung, last: Rated, rated: int) -> Advice:
    """Where no picture in words is defined."""
    values = {"ratings": last.tally.ratings, "rounds": rated}
    if not last.column.is_decided:
        return Advice(rung, f"{rung}-undecided", values)
    if last.tally.is_unanimous:
        return Advice("rule", "unanimous-plain", values)
    if rated >= ENOUGH_ROUNDS:
        return Advice("rule", "enough-plain", values)
    return Advice(rung, f"{rung}-plain", values)


def _ahead(workshop: Workshop, picture: Picture) -> str:
    """Of what was rated ahead, before the domain's first round here."""
    if picture is Picture.UNANIMOUS:
        return "ahead-unanimous"
    return "ahead-talk" if workshop.phase is Phase.DISCUSSION else "ahead-look"


def _while_rating(workshop: Workshop, missing: Sequence[Person]) -> str:
    opened = workshop.open_round
    if not workshop.taking_part() and not (opened and opened.ratings_by_hand):
        return "nobody-practice" if workshop.rehearsal else "nobody"
    if not missing:
        return "close"
    # They rate when the trainer asks them to, and never on their own.
    return "wait-practice" if all(person.practice for person in missing) else "wait"


def _before_rating(workshop: Workshop) -> str:
    if workshop.is_done():
        return "finish"
    # With ratings by hand alone nobody ever joins, and while joining is locked nobody can.
    if workshop.taking_part() or workshop.rounds or workshop.locked:
        return "open"
    return "gather-practice" if workshop.rehearsal else "gather"
