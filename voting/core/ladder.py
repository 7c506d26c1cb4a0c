"""The ladder: rate, look, talk, rate again, rule; before it, what was rated ahead. What the method
suggests next, and why.

Advice names a rung and what to say there (a key into the words, filled with ratings and counts);
the choice stays with the trainer. Two revotes are a sensible end, not a limit. Where several rows
are on the screens together, those on which all agree are recorded at once, those on which people
differ are taken up one by one, and the rest is recorded by most votes or the median.
"""

from collections.abc import Mapping, Sequence
from typing import Literal

from msgspec import Struct

from voting.core.agenda import next_domain
from voting.core.state import Person, Phase, Workshop
from voting.instruments.agreement import Picture, telling
from voting.instruments.deciding import Method
from voting.instruments.kinds import AnyColumn
from voting.instruments.tally import Tally

ENOUGH_ROUNDS = 3
AT_ONCE = (Method.UNANIMOUS, Method.MEDIAN, Method.MAJORITY)  # methods that leave no choice

Rung = Literal["ahead", "rate", "look", "talk", "rate-again", "rule"]


class AtOnce(Struct, frozen=True):
    """Cells that can be recorded together by a method that leaves no choice."""

    method: Method
    cells: tuple[str, ...]


class Advice(Struct, frozen=True):
    """``rung`` is where the domain stands, ``say`` what to suggest, ``values`` what fills it in.

    Of several cells on the screens ``at_once`` are those that can be recorded together, and
    ``alone`` those to take up one by one; of one cell ``alone`` has it where people differ."""

    rung: Rung
    say: str
    values: Mapping[str, int | None]
    at_once: tuple[AtOnce, ...] = ()
    alone: tuple[str, ...] = ()


class Rated(Struct, frozen=True):
    """The last counted tally of a cell in hand, as far as it may be told; ``withheld``: too few
    have answered for that."""

    column: AnyColumn
    tally: Tally
    withheld: bool = False

    @property
    def contested(self) -> bool:
        return not self.withheld and self.column.contested(self.tally)


def advise(
    workshop: Workshop, last: Mapping[str, Rated], rated: int, missing: Sequence[Person]
) -> Advice:
    """The next step for what is in hand.

    ``last`` has the last counted tallies of its cells by key; ``rated`` is in how many rounds of a
    cell that is in hand alone somebody gave a rating; ``missing`` are those taking part who are not
    done with the open round.
    """
    rounds = max(
        (len(workshop.live_rounds(one.key)) for one in workshop.cells_in_hand()), default=0
    )
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
            return Advice("rule", "next" if next_domain(workshop) else "finish", {})
        case Phase.FINISHED:
            return Advice("rule", "finished", {})
    rung: Rung = "talk" if workshop.phase is Phase.DISCUSSION else "look"
    cell = workshop.cell_in_hand()
    if cell is None:
        return _together(workshop, rung, last)
    return _alone(workshop, rung, cell.key, last[cell.key], rounds, rated)


def _alone(
    workshop: Workshop, rung: Rung, key: str, last: Rated, rounds: int, rated: int
) -> Advice:
    tally = last.tally
    if last.withheld:
        return Advice(rung, "withheld", {})
    if tally.ratings < 2:
        return Advice(rung, "too-few", {"ratings": tally.ratings})
    shape = last.column.measures(tally)
    if shape is None and not rounds and last.column.is_decided:
        return Advice("ahead", "ahead-talk" if rung == "talk" else "ahead-look", {})
    if shape is None or not last.column.is_decided:
        return _without_picture(rung, key, last, rated)
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


def _without_picture(rung: Rung, key: str, last: Rated, rated: int) -> Advice:
    """Where no picture in words is defined, or nothing is recorded."""
    values = {"ratings": last.tally.ratings, "rounds": rated}
    alone = (key,) if last.contested else ()
    if not last.column.is_decided:
        return Advice(rung, f"{rung}-undecided", values, alone=alone)
    if last.tally.is_unanimous:
        return Advice("rule", "unanimous-plain", values)
    if rated >= ENOUGH_ROUNDS:
        return Advice("rule", "enough-plain", values)
    if not last.contested:
        return Advice("rule", "near-plain", values)
    return Advice(rung, f"{rung}-plain", values, alone=alone)


def _together(workshop: Workshop, rung: Rung, last: Mapping[str, Rated]) -> Advice:
    """Several cells on the screens."""
    contested = [key for key, one in last.items() if one.contested]
    wanting = [
        cell.key
        for cell in workshop.cells_in_hand()
        if cell.column.is_decided and cell.key not in workshop.rulings and cell.key in last
    ]
    if last and all(one.withheld for one in last.values()):
        return Advice(rung, "withheld", {}, alone=tuple(wanting))
    if not any(cell.column.is_decided for cell in workshop.cells_in_hand()):
        return Advice(rung, f"{rung}-undecided", {}, alone=tuple(contested))
    ways = {key: _leaving_no_choice(last[key]) for key in wanting}
    agreed = [key for key in wanting if ways[key] is Method.UNANIMOUS]
    differ = [key for key in wanting if key in contested]
    rest = [key for key in wanting if ways[key] and key not in (*agreed, *differ)]
    found = [
        AtOnce(method, tuple(key for key in (*agreed, *rest) if ways[key] is method))
        for method in AT_ONCE
    ]
    at_once = tuple(one for one in found if one.cells)
    alone = (*differ, *(key for key in wanting if not ways[key] and key not in differ))
    if agreed:
        return Advice("rule", "rows-agreed", {}, at_once, alone)
    if differ:
        return Advice(rung, f"{rung}-rows", {}, at_once, alone)
    return Advice("rule", "rows-rest" if rest else "rows-left", {}, at_once, alone)


def _leaving_no_choice(rated: Rated) -> Method | None:
    ways = {option.method for option in rated.column.options(rated.tally)}
    return next((method for method in AT_ONCE if method in ways), None)


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
    if not workshop.framework.domains:
        return "unnamed"
    if workshop.domain is None and next_domain(workshop) is None:
        return "finish"
    # With ratings by hand alone nobody ever joins, and while joining is locked nobody can.
    if workshop.taking_part() or workshop.rounds or workshop.locked:
        return "open"
    return "gather-practice" if workshop.rehearsal else "gather"
