"""What the room decided on a domain, and how (docs/method.md, "One domain, step by step")."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from voting.instruments.tally import Tally
from voting.refusals.ahead import RoundNeeded
from voting.refusals.decisions import (
    MajorityTied,
    NoRatings,
    NotAmongTied,
    NotTheMajority,
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
    TIE_BREAK = "tie-break"
    UNRESOLVED = "unresolved"


class Ruling(Struct, frozen=True):
    """One domain's ruling.

    ``rating`` is None when unresolved. ``round`` is the last counted round and ``tally`` its
    tally; ``votes`` of ``tally.ratings`` went to the recorded rating. ``by`` is a trainer's id.
    """

    domain: str
    method: Method
    rating: int | None
    note: str
    round: int
    tally: Tally
    at: datetime
    by: str

    @property
    def votes(self) -> int | None:
        """How many gave the recorded rating; None without a rating or ratings."""
        if self.rating is None or not self.tally.ratings:
            return None
        return self.tally.counts[self.rating]

    @property
    def share(self) -> float | None:
        """The recorded rating's share of the ratings, 0 to 1; None as with ``votes``."""
        return None if self.votes is None else self.votes / self.tally.ratings

    @property
    def over_half(self) -> bool | None:
        return None if self.share is None else self.share > 0.5


class Option(Struct, frozen=True):
    """A method the rules allow now: the ratings it may record, the one proposed, and whether it
    needs a reason."""

    method: Method
    ratings: tuple[int, ...]
    proposed: int | None
    needs_reason: bool


def options(tally: Tally, *, ahead: bool = False) -> list[Option]:
    """The methods that ``tally``, the domain's last, allows, most fitting first. ``ahead``: it was
    rated ahead, and where all agree, people may be asked aloud; else a round is needed."""
    if ahead:
        agreed = tally.is_unanimous
        return [Option(Method.CONSENSUS, tally.top, tally.top[0], False)] if agreed else []
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


def check(
    method: Method, rating: int | None, note: str, tally: Tally, *, ahead: bool = False
) -> int | None:
    """Return the rating to record by ``method`` after ``tally``, or raise the refusal that fits.

    For the methods that leave no choice (unanimous, majority) ``rating`` may be None. ``ahead`` as
    in ``options``.
    """
    if ahead and (
        method is not Method.CONSENSUS or not tally.is_unanimous or rating not in tally.top
    ):
        raise RoundNeeded()
    match method:
        case Method.UNANIMOUS:
            if not tally.is_unanimous or rating not in (None, *tally.top):
                raise NotUnanimous()
            return tally.top[0]
        case Method.CONSENSUS:
            if rating is None:
                raise RatingNeeded()
            return rating
        case Method.MAJORITY:
            if not tally.ratings:
                raise NoRatings()
            if tally.is_tied:
                raise MajorityTied(tied=tally.top)
            if rating not in (None, *tally.top):
                raise NotTheMajority(rating=tally.top[0])
            return tally.top[0]
        case Method.TIE_BREAK:
            if not tally.is_tied:
                raise NotTied()
            if rating is None:
                raise RatingNeeded()
            if rating not in tally.top:
                raise NotAmongTied(tied=tally.top)
            if not note:
                raise ReasonNeeded()
            return rating
        case Method.UNRESOLVED:
            if rating is not None:
                raise RatingNotWanted()
            if not note:
                raise ReasonNeeded()
            return None
