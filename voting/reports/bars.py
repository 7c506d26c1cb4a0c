"""Rows as bars whose numbers can be edited, for slides and the workbook."""

from collections.abc import Sequence

from msgspec import Struct


class Series(Struct, frozen=True):
    """A value for each row, or none, and the colours of its bars and of what stands on them."""

    name: str
    values: Sequence[float | None]
    ground: str
    ink: str


class Bars(Struct, frozen=True):
    """``stacking``: ``full`` (a row's bars are all of its answers), ``stacked`` or ``beside``.
    ``scale`` is from, to and by how much."""

    stacking: str
    series: tuple[Series, ...]
    scale: tuple[float, float, float]


def by_how_much(most: float) -> float:
    """From one number of an axis to the next, so that there are few."""
    return max(1.0, float(-(-int(most) // 6)))
