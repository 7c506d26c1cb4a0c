"""Ratings: one level of an ordinal scale in words."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar

from msgspec import Struct

from voting.instruments.agreement import Measures, Picture, measure
from voting.instruments.deciding import Option, Settle, by_votes
from voting.instruments.kinds.column import (
    MOST_PLACES,
    PICTURED,
    Column,
    Place,
    Spread,
    far_apart,
    spread,
)
from voting.instruments.tally import Tally


class Level(Struct, frozen=True):
    """One rating: its number on the ordinal scale, its label and what it means anywhere."""

    rating: int
    label: str
    meaning: str = ""


class RatingColumn(Column, frozen=True, kw_only=True):
    levels: tuple[Level, ...]

    settles: ClassVar[frozenset[Settle]] = frozenset({Settle.RULING, Settle.NONE})
    has_values: ClassVar[bool] = True

    @cached_property
    def places(self) -> Sequence[Place]:
        return tuple(Place(one.rating, one.label, one.meaning) for one in self.levels)

    @property
    def pictured(self) -> bool:
        return len(self.levels) <= PICTURED

    def measures(self, tally: Tally) -> Measures | None:
        return measure(tally) if self.pictured else None

    def spread(self, tally: Tally) -> Spread | None:
        return None if self.pictured else spread(tally)

    def contested(self, tally: Tally) -> bool:
        """Two camps, spread or tied; on a scale without a picture as numbers are."""
        found = self.measures(tally)
        if found is None:
            return not self.pictured and (tally.is_tied or far_apart(tally))
        return tally.is_tied or found.picture in (Picture.TWO_CAMPS, Picture.SPREAD)

    def _options(self, tally: Tally) -> list[Option]:
        return by_votes(tally)

    def file_columns(self) -> tuple[str, ...]:
        return tuple(f"votes_{k}" for k in range(len(self.levels)))

    def file_values(self, tally: Tally) -> Mapping[str, int | float | str | None]:
        return dict(zip(self.file_columns(), tally.counts, strict=True))

    def problems(self) -> Iterable[tuple[str, dict[str, Any]]]:
        yield from super().problems()
        if not 2 <= len(self.levels) <= MOST_PLACES:
            yield "levels", {"n": MOST_PLACES, "found": len(self.levels)}
        if [level.rating for level in self.levels] != list(range(len(self.levels))):
            yield "numbering", {}
        labels = [level.label.strip().casefold() for level in self.levels]
        if not all(labels):
            yield "label", {"level": labels.index("") + 1}
        elif len(set(labels)) < len(labels):
            yield "same-labels", {}
