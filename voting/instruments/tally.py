"""Ballots and what they add up to."""

from collections.abc import Iterable

from msgspec import Struct


class Ballot(Struct, frozen=True, array_like=True):
    """One person's rating in one round, as stored.

    ``sequence`` rises with each change a person makes, ``vote_id`` is the phone's own id for
    the change, ``rating`` is a level or None for "Can't say", ``at`` is in ms since 1970 UTC.
    """

    sequence: int
    vote_id: str
    rating: int | None
    at: int


class Reason(Struct, frozen=True):
    """Why somebody rated as they did, in a few words. ``id`` is random; ``device`` is the
    id of the device that sent it: no other device of the same person is shown it."""

    id: str
    text: str
    device: str = ""


class Tally(Struct, frozen=True):
    """Ratings counted per level, lowest first, and how many said "Can't say"."""

    counts: tuple[int, ...]
    cant_say: int = 0

    @property
    def ratings(self) -> int:
        """How many ratings there are; "Can't say" does not count as one."""
        return sum(self.counts)

    @property
    def turnout(self) -> int:
        """How many ballots there are, "Can't say" among them."""
        return self.ratings + self.cant_say

    @property
    def top(self) -> tuple[int, ...]:
        """The ratings with most votes, lowest first; more than one is a tie, none is no ratings."""
        most = max(self.counts)
        return tuple(k for k, n in enumerate(self.counts) if n == most) if most else ()

    @property
    def is_tied(self) -> bool:
        return len(self.top) > 1

    @property
    def is_unanimous(self) -> bool:
        """All ratings equal, and at least two of them."""
        return self.ratings >= 2 and max(self.counts) == self.ratings


def count(ballots: Iterable[Ballot], levels: int) -> Tally:
    """Count ballots on a scale of ``levels`` ratings, 0 to levels - 1."""
    counts = [0] * levels
    cant_say = 0
    for ballot in ballots:
        if ballot.rating is None:
            cant_say += 1
        else:
            counts[ballot.rating] += 1
    return Tally(counts=tuple(counts), cant_say=cant_say)
