"""The ways to record a decision on a rating, of a tally alone."""

from voting.instruments.deciding import Method, Option
from voting.instruments.kinds.rating import Level, RatingColumn
from voting.instruments.tally import Answer, Tally


def options(tally: Tally, *, ahead: bool = False) -> list[Option]:
    return _column(tally).options(tally, ahead=ahead)


def check(
    method: Method, rating: Answer, note: str, tally: Tally, *, ahead: bool = False
) -> Answer:
    return _column(tally).decide(method, rating, note, tally, ahead=ahead)


def _column(tally: Tally) -> RatingColumn:
    levels = tuple(Level(k, f"Level {k}") for k in range(len(tally.counts)))
    return RatingColumn(key="rating", settle="ruling", cant_say=True, levels=levels)
