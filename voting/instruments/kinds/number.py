"""Numbers: one of equal steps from the lowest to the highest."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from voting.instruments.deciding import Option, Settle, by_median
from voting.instruments.kinds.column import Column, Place, Spread, far_apart, spread
from voting.instruments.tally import Tally

LARGEST = 1_000_000
MOST_STEPS = 501  # "how many in the last year?" needs no more, and counts stay short


class NumberColumn(Column, frozen=True, kw_only=True):
    """``anchors`` are words for some of the numbers, by the number as text."""

    min: int
    max: int
    step: int = 1
    anchors: Mapping[str, str] = {}

    settles: ClassVar[frozenset[Settle]] = frozenset({Settle.MEDIAN, Settle.NONE})
    has_values: ClassVar[bool] = True

    @cached_property
    def places(self) -> Sequence[Place]:
        numbers = range(self.min, self.max + 1, self.step)
        return tuple(Place(number, self.anchors.get(str(number), "")) for number in numbers)

    @property
    def spoken(self) -> Iterable[str]:
        return self.anchors.values()

    def spread(self, tally: Tally) -> Spread | None:
        return spread(tally)

    def contested(self, tally: Tally) -> bool:
        return far_apart(tally)

    def _options(self, tally: Tally) -> list[Option]:
        return by_median(tally)

    def file_columns(self) -> tuple[str, ...]:
        shape = ("median", "lower_quartile", "upper_quartile", "lowest", "highest")
        return (*shape, *(f"n_{place.value}" for place in self.places))

    def file_values(self, tally: Tally) -> Mapping[str, int | float | str | None]:
        values = [place.value for place in self.places]
        found = spread(tally)
        shape: tuple[int | str | None, ...] = (None,) * 5
        if found:
            at = (found.median, *found.quartiles, found.lowest, found.highest)
            shape = tuple(values[place] for place in at)
        return dict(zip(self.file_columns(), (*shape, *tally.counts), strict=True))

    def problems(self) -> Iterable[tuple[str, dict[str, Any]]]:
        yield from super().problems()
        if self.step < 1 or self.max <= self.min or (self.max - self.min) % self.step:
            yield "steps", {}
        elif max(abs(self.min), abs(self.max)) > LARGEST:
            yield "too-large", {"n": LARGEST}
        elif (self.max - self.min) // self.step >= MOST_STEPS:
            yield "too-many-steps", {"n": MOST_STEPS}
        else:
            for number in self.anchors:
                if number not in {str(place.value) for place in self.places}:
                    yield "anchor", {"anchor": number}
