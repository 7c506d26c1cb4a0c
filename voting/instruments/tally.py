"""Answers, ballots, and what they add up to.

An answer is a place on the scale of its column, counted from 0, lowest first: a level, 0 and 1 for
a tick that is not there or is, the first, second … number or option. Of a column that takes several
it is several places; None is "Can't say".
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from voting.instruments.written import written

Answer = int | tuple[int, ...] | None


def single(answer: Answer) -> int | None:
    """The answer where it is one place."""
    return answer if isinstance(answer, int) else None


class Answers(Struct, frozen=True):
    """What somebody answers in a round of several cells: one answer for each cell that they have
    come to so far, by its key on the ballot, and whether they say that they are done."""

    answers: Mapping[str, Answer]
    done: bool = False


class Ballot(Struct, frozen=True, array_like=True):
    """One person's ballot in one round, as stored.

    ``sequence`` rises with each change a person makes, ``vote_id`` is the phone's own id for
    the change, ``rating`` is their answer in a round of one cell whose answers are single places,
    and all of their answers in any other; ``at`` is in ms since 1970 UTC.
    """

    sequence: int
    vote_id: str
    rating: int | Answers | None
    at: int

    @property
    def is_empty(self) -> bool:
        """Was every answer on it taken back?"""
        return isinstance(self.rating, Answers) and not self.rating.answers

    @property
    def done(self) -> bool:
        """Does whoever cast it say that they are done? In a round of one cell it is an answer."""
        return self.rating.done if isinstance(self.rating, Answers) else True

    def explained(self, cell: str) -> Answer:
        """The answer in a cell, "" for the only one of its round; None where there is none."""
        if not isinstance(self.rating, Answers):
            return self.rating
        held = self.rating.answers
        return held.get(cell) if cell else next(iter(held.values()), None)

    def answers(self, cell: str) -> bool:
        """Is there an answer in it? One that somebody gave a reason for may be taken back."""
        if not isinstance(self.rating, Answers):
            return True
        return cell in self.rating.answers if cell else bool(self.rating.answers)


class Reason(Struct, frozen=True):
    """Why somebody rated as they did, in a few words. ``id`` is random; ``device`` is the
    id of the device that sent it: no other device of the same person is shown it."""

    id: str
    text: str
    device: str = ""


class Tally(Struct, frozen=True, omit_defaults=True):
    """Answers counted per place, lowest first, and how many said "Can't say".

    ``answered`` is how many answers there are where one may be several places; else None, as each
    is in one of the counts.
    """

    counts: tuple[int, ...]
    cant_say: int = written(0)
    answered: int | None = None

    @property
    def ratings(self) -> int:
        """How many answers there are; "Can't say" does not count as one."""
        return sum(self.counts) if self.answered is None else self.answered

    @property
    def turnout(self) -> int:
        """How many have answered, "Can't say" among it."""
        return self.ratings + self.cant_say

    @property
    def top(self) -> tuple[int, ...]:
        """The places with most votes, lowest first; more than one is a tie, none is no answers."""
        most = max(self.counts, default=0)
        return tuple(k for k, n in enumerate(self.counts) if n == most) if most else ()

    @property
    def is_tied(self) -> bool:
        return len(self.top) > 1

    @property
    def is_unanimous(self) -> bool:
        """All answers equal, and at least two of them: of several places, all chose the same."""
        used = [n for n in self.counts if n]
        return self.ratings >= 2 and all(n == self.ratings for n in used)

    def plus(self, other: "Tally") -> "Tally":
        """Both together; they are of one column."""
        answered = None
        if self.answered is not None or other.answered is not None:
            answered = self.ratings + other.ratings
        counts = tuple(map(sum, zip(self.counts, other.counts, strict=True)))
        return Tally(counts, self.cant_say + other.cant_say, answered)


def count(answers: Iterable[Answer], places: int, *, several: bool = False) -> Tally:
    """Count answers on a scale of ``places``; ``several``: an answer may be several of them."""
    counts = [0] * places
    cant_say = answered = 0
    for answer in answers:
        if answer is None:
            cant_say += 1
            continue
        answered += 1
        for place in (answer,) if isinstance(answer, int) else answer:
            counts[place] += 1
    return Tally(tuple(counts), cant_say, answered if several else None)
