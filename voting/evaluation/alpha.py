"""Cronbach's alpha: do the domains of a workshop go together?"""

from collections.abc import Sequence
from fractions import Fraction
from statistics import variance
from typing import Literal

from msgspec import Struct

from voting.evaluation.panel import Panel

LEAST_AREAS = 10

# Why there is none: fewer than ``LEAST_AREAS`` complete areas; fewer than two domains; all complete
# areas have the same total.
WhyNone = Literal["few-areas", "one-domain", "no-variance"]


class Alpha(Struct, frozen=True):
    """``value`` over the ``n`` areas with a rating in all ``domains``; None: ``why`` not."""

    point: str
    domains: int
    n: int
    value: float | None
    why: WhyNone | None = None


def alpha_at(panel: Panel, point: str) -> Alpha:
    """Cronbach's alpha of the workshops at a point, over the areas with a rating in every domain.
    No number is given for fewer than ``LEAST_AREAS`` of them."""
    k = len(panel.domains)
    ratings = [
        [panel.rating(point, area, domain) for domain in panel.domains]
        for area in panel.held(point)
    ]
    complete = [[one for one in row if one is not None] for row in ratings if None not in row]
    n = len(complete)
    if k < 2:
        return Alpha(point, k, n, None, "one-domain")
    if n < LEAST_AREAS:
        return Alpha(point, k, n, None, "few-areas")
    value = cronbach(complete)
    return Alpha(point, k, n, value, None if value is not None else "no-variance")


def cronbach(rows: Sequence[Sequence[float]]) -> float | None:
    """k/(k-1) (1 - sum(var(item)) / var(total)) over complete rows, with sample variances (n - 1);
    None where the totals do not vary. Source: Cronbach 1951, Psychometrika 16, 297-334.

    ``rows`` has at least two, each with the same two or more items. pingouin's
    ``cronbach_alpha(nan_policy="listwise")`` has the same.
    """
    exact = [[Fraction(one) for one in row] for row in rows]
    k = len(exact[0])
    total = variance([sum(row, Fraction()) for row in exact])
    if not total:
        return None
    items = sum((variance(item) for item in zip(*exact, strict=True)), Fraction())
    return float(Fraction(k, k - 1) * (1 - items / total))
