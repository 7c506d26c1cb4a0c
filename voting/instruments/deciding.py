"""What can be recorded after a tally: the methods of docs/method.md, which each kind of column
takes as they apply to it."""

from enum import StrEnum

from msgspec import Struct

from voting.instruments.tally import Answer, Tally
from voting.refusals.ahead import RoundNeeded
from voting.refusals.decisions import (
    MajorityTied,
    MethodNotHere,
    NoRatings,
    NotAmongTied,
    NotTheMajority,
    NotTheMedian,
    NotTied,
    NotUnanimous,
    RatingNeeded,
    RatingNotWanted,
    ReasonNeeded,
)


class Method(StrEnum):
    UNANIMOUS = "unanimous"
    CONSENSUS = "consensus"
    MAJORITY = "majority"
    MEDIAN = "median"
    TIE_BREAK = "tie-break"
    UNRESOLVED = "unresolved"


class Settle(StrEnum):
    """How a cell is settled: rated as CASCADE is, in place or not, by the median, by statements or
    clusters of notes, or not at all."""

    RULING = "ruling"
    IN_PLACE = "in-place"
    MEDIAN = "median"
    STATEMENT = "statement"
    CLUSTERS = "clusters"
    NONE = "none"


class Option(Struct, frozen=True):
    """A method the rules allow now: the places it may record, the answer proposed, and whether it
    needs a reason. ``most`` is how many places may be recorded together."""

    method: Method
    ratings: tuple[int, ...]
    proposed: Answer
    needs_reason: bool
    most: int = 1


def by_votes(tally: Tally) -> list[Option]:
    """The methods after a tally of single places, most fitting first."""
    scale = tuple(range(len(tally.counts)))
    found = []
    if tally.is_unanimous:
        found.append(Option(Method.UNANIMOUS, tally.top, tally.top[0], False))
    found.append(Option(Method.CONSENSUS, scale, None, False))
    if len(tally.top) == 1:
        found.append(Option(Method.MAJORITY, tally.top, tally.top[0], False))
    if tally.is_tied:
        found.append(Option(Method.TIE_BREAK, tally.top, tally.top[0], True))
    found.append(Option(Method.UNRESOLVED, (), None, True))
    return found


def by_median(tally: Tally) -> list[Option]:
    """The methods after a tally of numbers, most fitting first."""
    scale = tuple(range(len(tally.counts)))
    found = []
    if tally.is_unanimous:
        found.append(Option(Method.UNANIMOUS, tally.top, tally.top[0], False))
    found.append(Option(Method.CONSENSUS, scale, None, False))
    if tally.ratings:
        middle = median(tally)
        found.append(Option(Method.MEDIAN, (middle,), middle, False))
    found.append(Option(Method.UNRESOLVED, (), None, True))
    return found


def most_chosen(tally: Tally, most: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The options that are among the ``most`` with most votes, without a doubt; and those tied for
    what places are left, none where there is no doubt. Options that nobody chose are neither."""
    sure: list[int] = []
    for votes in sorted({n for n in tally.counts if n}, reverse=True):
        alike = [k for k, n in enumerate(tally.counts) if n == votes]
        if len(sure) + len(alike) > most:
            return tuple(sorted(sure)), tuple(alike)
        sure += alike
        if len(sure) == most:
            break
    return tuple(sorted(sure)), ()


def by_choices(tally: Tally, most: int) -> list[Option]:
    """The methods after a tally of choices of up to ``most`` options, most fitting first."""
    every = tuple(range(len(tally.counts)))
    sure, tied = most_chosen(tally, most)
    found = []
    if tally.is_unanimous:
        found.append(Option(Method.UNANIMOUS, tally.top, tally.top, False, most))
    found.append(Option(Method.CONSENSUS, every, None, False, most))
    if sure and not tied:
        found.append(Option(Method.MAJORITY, sure, sure, False, most))
    if tied:
        left = tied[: most - len(sure)]
        proposed = tuple(sorted((*sure, *left)))
        found.append(Option(Method.TIE_BREAK, (*sure, *tied), proposed, True, most))
    found.append(Option(Method.UNRESOLVED, (), None, True, most))
    return found


def median(tally: Tally) -> int:
    """The place of the middle answer, the lower of both middle ones where they are even in number;
    there must be one."""
    return quantile(tally.counts, 2)


def quantile(counts: tuple[int, ...], quarter: int) -> int:
    """The smallest place that at least ``quarter`` quarters of the answers do not exceed."""
    votes, reached = sum(counts), 0
    for k, n in enumerate(counts):
        reached += n
        if reached * 4 >= votes * quarter:
            return k
    raise AssertionError("every answer is on the scale")


def decide(
    options: list[Option], method: Method, rating: Answer, note: str, tally: Tally
) -> Answer:
    """The answer to record by ``method``, of those that ``options`` allows after ``tally``; or
    raises the refusal that fits. ``rating`` may be None where the method leaves no choice."""
    found = next((one for one in options if one.method is method), None)
    if found is None:
        raise _why_not(method, tally, options)
    if method is Method.UNRESOLVED:
        if rating is not None:
            raise RatingNotWanted()
        if not note:
            raise ReasonNeeded()
        return None
    if method in (Method.UNANIMOUS, Method.MAJORITY, Method.MEDIAN):
        if rating not in (None, found.proposed):
            raise _OTHER_THAN[method](rating=found.proposed)
        return found.proposed
    if rating is None or rating == ():
        raise RatingNeeded()
    if method is Method.TIE_BREAK:
        chosen = (rating,) if isinstance(rating, int) else rating
        sure = most_chosen(tally, found.most)[0] if found.most > 1 else ()
        if not set(sure) <= set(chosen) <= set(found.ratings):
            raise NotAmongTied(tied=found.ratings)
        if not note:
            raise ReasonNeeded()
    return rating


_OTHER_THAN = {
    Method.UNANIMOUS: NotUnanimous,
    Method.MAJORITY: NotTheMajority,
    Method.MEDIAN: NotTheMedian,
}


def _why_not(
    method: Method, tally: Tally, options: list[Option]
) -> NotUnanimous | NoRatings | MajorityTied | NotTied | MethodNotHere:
    ways = {one.method for one in options}
    if method is Method.UNANIMOUS:
        return NotUnanimous()
    if method in (Method.MAJORITY, Method.MEDIAN) and not tally.ratings:
        return NoRatings()
    if method is Method.MAJORITY and Method.TIE_BREAK in ways:
        return MajorityTied(tied=tally.top)
    if method is Method.TIE_BREAK and Method.MEDIAN not in ways:
        return NotTied()
    return MethodNotHere(method=method.value)


def ahead_options(tally: Tally) -> list[Option]:
    """After what was rated ahead: where all agree, people may be asked aloud; else a round is
    needed."""
    if not tally.is_unanimous:
        return []
    return [Option(Method.CONSENSUS, tally.top, tally.top[0], False)]


def decide_ahead(method: Method, rating: Answer, tally: Tally) -> Answer:
    """The same as ``decide`` after what was rated ahead."""
    agreed = [one.proposed for one in ahead_options(tally)]
    if method is not Method.CONSENSUS or rating not in agreed:
        raise RoundNeeded()
    return rating
