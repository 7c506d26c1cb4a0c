"""How decisions came about, over the workshops of many areas: methods, rounds, turnout, and the
disagreement that stayed. Nothing that is not known is 0: it is counted as not known."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache

from msgspec import Struct

from voting.instruments.agreement import Picture, picture
from voting.instruments.deciding import Method
from voting.instruments.instrument import Cell, Instrument
from voting.programme.imported import method_of
from voting.programme.result import Counts, DomainSettled, Result, RoundResult

UNDECIDED, UNKNOWN = "undecided", "unknown"  # beside the names of methods
METHODS = (*(method.value for method in Method), UNDECIDED, UNKNOWN)
DISAGREEING = (Picture.SPREAD.value, Picture.TWO_CAMPS.value)
MOST_ROUNDS = 3  # so many, or more, are counted together


class Turnout(Struct, frozen=True):
    """Of ``present`` people ``answered``, "can't say" among them, in the last rounds of so many
    ``areas``; of others it is not known how many were present, or it may not be told."""

    answered: int = 0
    present: int = 0
    areas: int = 0

    @property
    def share(self) -> Fraction | None:
        """0 to 1; None where nothing is known."""
        return Fraction(self.answered, self.present) if self.present else None


class Decided(Struct, frozen=True):
    """A domain at a point, in how many ``areas`` of those with a workshop there. ``methods`` by
    METHODS; ``rounds`` by how many there were, up to MOST_ROUNDS, without imported workshops;
    ``pictures`` of the last round, without ``unpictured``: fewer than two ratings, no round, not
    known or withheld, or more levels than have a pattern."""

    areas: int
    methods: Mapping[str, int]
    rounds: Mapping[int, int]
    turnout: Turnout
    pictures: Mapping[str, int]
    unpictured: int

    @property
    def apart(self) -> int:
        """In how many areas the ratings of the last round were spread or in two camps."""
        return sum(self.pictures.get(one, 0) for one in DISAGREEING)


def decided(results: Sequence[Result], framework: Instrument) -> dict[str, Decided]:
    """Each domain over these workshops, which all asked ``framework``."""
    return {cell.key: _decided(results, cell) for cell in framework.domains}


def _decided(results: Sequence[Result], cell: Cell) -> Decided:
    settled = [(one, one.domain(cell.key) or DomainSettled(cell.key)) for one in results]
    live = [held for result, held in settled if not result.imported]
    pictured = live if cell.column.pictured else []
    shapes = Counter(_shape_of(held.last) for held in pictured)
    unpictured = shapes.pop(None, 0) + len(settled) - len(pictured)
    return Decided(
        areas=len(settled),
        methods=Counter(_method(one, held) for one, held in settled),
        rounds=Counter(min(held.live, MOST_ROUNDS) for held in live),
        turnout=_turnout(live) if cell.own == 1 else Turnout(),
        pictures={shape: many for shape, many in shapes.items() if shape},
        unpictured=unpictured,
    )


def _method(result: Result, held: DomainSettled) -> str:
    if held.decision is None:
        return UNDECIDED
    return method_of(result, held.decision) or UNKNOWN


def _turnout(live: Iterable[DomainSettled]) -> Turnout:
    known = [held.last for held in live if held.last and held.last.present is not None]
    return Turnout(
        answered=sum(last.ratings + last.cant_say for last in known),
        present=sum(last.present or 0 for last in known),
        areas=len(known),
    )


def _shape_of(last: RoundResult | None) -> str | None:
    return None if last is None or sum(last.counts) < 2 else _shape(last.counts)


@lru_cache(16_384)
def _shape(counts: Counts) -> str:
    """As ``picture``: rooms of like size answer alike, so that few are worked out anew."""
    return picture(counts).value
