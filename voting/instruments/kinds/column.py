"""What every kind of column offers."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, ClassVar, Literal

from msgspec import Struct

from voting.instruments.agreement import Measures
from voting.instruments.deciding import (
    Method,
    Option,
    Settle,
    ahead_options,
    decide,
    decide_ahead,
    median,
    quantile,
)
from voting.instruments.tally import Answer, Tally, count
from voting.refusals.ahead import RoundNeeded
from voting.refusals.decisions import NothingToDecide
from voting.refusals.rounds import RatingOutsideScale

KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")  # of a row, a column, an option and so on
MOST_PLACES = 11  # levels or options: as many as every screen shows in a legible size
_FIFTH = 5
PICTURED = 5  # the two-camps picture is defined up to about five levels (docs/method.md)


class Place(Struct, frozen=True):
    """A place on a column's scale: ``value`` is what files have for it, a number or a key,
    ``label`` and ``meaning`` what people read; ``label`` is empty where the value says it."""

    value: int | str
    label: str
    meaning: str = ""


class Spread(Struct, frozen=True):
    """How far apart ordered answers are where no picture in words is defined: all are places.
    ``median`` is the lower one where they are even in number."""

    lowest: int
    highest: int
    quartiles: tuple[int, int]
    median: int


class Column(
    Struct,
    frozen=True,
    omit_defaults=True,
    kw_only=True,
    dict=True,
    tag_field="kind",
    tag=lambda name: name.removesuffix("Column").lower(),
):
    """One thing asked of each row. ``settle`` says how its cells are settled, ``cant_say`` whether
    people may say so, ``optional`` that somebody may be done without it."""

    key: str
    name: str = ""
    settle: Settle = Settle.NONE
    cant_say: bool = False
    optional: bool = False

    settles: ClassVar[frozenset[Settle]] = frozenset({Settle.NONE})  # the ways that it may be
    by_ballot: ClassVar[bool] = True  # answered on a ballot, not in words
    talked_about: ClassVar[Literal["scale", "presence", "options"]] = "scale"  # in a discussion
    ordered: ClassVar[bool] = True  # have places an order, so that there is up and down?
    has_values: ClassVar[bool] = False  # are its values numbers that can be added up?

    @property
    def kind(self) -> str:
        """What files call its kind."""
        return type(self).__name__.removesuffix("Column").lower()

    @property
    def places(self) -> Sequence[Place]:
        """The scale, lowest first."""
        raise NotImplementedError

    @property
    def most(self) -> int:
        """How many places an answer may be."""
        return 1

    @property
    def several(self) -> bool:
        """May an answer be several places?"""
        return self.most > 1

    @property
    def spoken(self) -> Iterable[str]:
        """The words that it brings, besides its name."""
        return [word for place in self.places for word in (place.label, place.meaning)]

    @property
    def pictured(self) -> bool:
        """Is there a picture in words of how far apart its answers are?"""
        return False

    @property
    def is_decided(self) -> bool:
        """Is something recorded for its cells?"""
        return self.settle is not Settle.NONE

    def check(self, answer: Answer, named: str = "rating") -> Answer:
        """The answer as it is kept; raises RatingOutsideScale, which names ``named``."""
        if answer is None and self.cant_say:
            return None
        if not isinstance(answer, int) or not 0 <= answer < len(self.places):
            raise self.refused(named)
        return answer

    def refused(self, named: str) -> RatingOutsideScale:
        """What says to whoever gave no place on the scale how to answer."""
        places = self.places
        ends = {"from": places[0].value, "to": places[-1].value} if self.has_values else {}
        why = self.kind if self.cant_say else f"{self.kind}-only"
        return RatingOutsideScale(named, why=why, least=0, n=len(places) - 1, **ends)

    def around(self, place: int) -> Answer:
        """An answer at a place, for those who only practise."""
        return place

    def tally(self, answers: Iterable[Answer]) -> Tally:
        return count(answers, len(self.places), several=self.several)

    def measures(self, tally: Tally) -> Measures | None:
        """How far apart its answers are, as a picture; None where there is none."""
        return None

    def spread(self, tally: Tally) -> Spread | None:
        """The same for ordered places without a picture; None where there are no answers."""
        return None

    def contested(self, tally: Tally) -> bool:
        """Do people differ enough to talk about it (docs/method.md, "Where people differ")?"""
        raise NotImplementedError

    def options(self, tally: Tally, *, ahead: bool = False) -> list[Option]:
        """The methods that ``tally``, the cell's last, allows, most fitting first; ``ahead``: it
        was rated ahead, which only what has an order can be."""
        if not self.is_decided or (ahead and not self.ordered):
            return []
        return ahead_options(tally) if ahead else self._options(tally)

    def _options(self, tally: Tally) -> list[Option]:
        raise NotImplementedError

    def decide(
        self, method: Method, rating: Answer, note: str, tally: Tally, *, ahead: bool = False
    ) -> Answer:
        """The answer to record by ``method`` after ``tally``, or raises the refusal that fits. For
        the methods that leave no choice ``rating`` may be None."""
        if not self.is_decided:
            raise NothingToDecide()
        if rating is not None:
            self.check(rating)
        if ahead and not self.ordered:
            raise RoundNeeded()
        if ahead:
            return decide_ahead(method, rating, tally)
        return decide(self._options(tally), method, rating, note, tally)

    def file_columns(self) -> tuple[str, ...]:
        """Names of the columns that tables of results have for it, after those that all have."""
        raise NotImplementedError

    def file_values(self, tally: Tally) -> Mapping[str, int | float | str | None]:
        """A tally's values for ``file_columns``."""
        raise NotImplementedError

    def problems(self) -> Iterable[tuple[str, dict[str, Any]]]:
        """What is wrong with it, each as the key of the case and the values of its sentence, which
        has the column's name besides."""
        if self.settle not in self.settles:
            allowed = ", ".join(sorted(one.value for one in self.settles))
            yield "settle", {"settle": self.settle.value, "allowed": allowed}


def far_apart(tally: Tally) -> bool:
    """Do the quartiles of ordered answers lie more than a fifth of the scale apart?"""
    found = spread(tally)
    if found is None:
        return False
    low, high = found.quartiles
    return (high - low) * _FIFTH > len(tally.counts) - 1


def spread(tally: Tally) -> Spread | None:
    """The spread of any ordered tally; None without answers."""
    used = [k for k, n in enumerate(tally.counts) if n]
    if not used:
        return None
    quartiles = (quantile(tally.counts, 1), quantile(tally.counts, 3))
    return Spread(used[0], used[-1], quartiles, median(tally))
