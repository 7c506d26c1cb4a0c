"""Descriptive statistics and the paired t test, for scores of surveys.

Ratings of areas are steps, not distances: for them there is ``wilcoxon``.
"""

import math
from collections.abc import Sequence
from statistics import fmean, median, quantiles, stdev
from typing import Literal

from msgspec import Struct

from voting.evaluation.student import above, quantile

Sides = Literal["two", "greater", "less"]


class Described(Struct, frozen=True):
    """``n`` values. ``sd`` is the sample's (n - 1), None for a single value; ``lower`` and
    ``upper`` are the quartiles."""

    n: int
    mean: float
    sd: float | None
    least: float
    lower: float
    median: float
    upper: float
    most: float


def describe(values: Sequence[float]) -> Described | None:
    """Descriptive statistics of values; None without any.

    Quartiles are the weighted average at (n + 1)p, never beyond the least and most value: SPSS's
    HAVERAGE, numpy's "weibull". Source: Hyndman and Fan 1996, definition 6.
    """
    if not values:
        return None
    least, most = min(values), max(values)
    quarters = quantiles(values, n=4) if len(values) > 1 else [values[0]] * 3
    return Described(
        n=len(values),
        mean=fmean(values),
        sd=stdev(values) if len(values) > 1 else None,
        least=least,
        lower=max(least, quarters[0]),
        median=median(values),
        upper=min(most, quarters[2]),
        most=most,
    )


class PairedT(Struct, frozen=True):
    """The test of the mean of ``n`` differences against 0. ``sides`` says what it was tested
    against: "two" sides, or a mean "greater" or "less" than 0. ``low`` to ``high`` is the
    confidence interval of the mean at ``level``, None where it has no bound."""

    n: int
    mean: float
    sd: float
    t: float
    df: int
    p: float
    sides: Sides
    level: float
    low: float | None
    high: float | None


def paired_t(
    differences: Sequence[float], sides: Sides = "two", level: float = 0.95
) -> PairedT | None:
    """Student's paired t test; None with fewer than two differences, and where all are the same.

        t = mean / (sd / sqrt(n)),  df = n - 1

    with the sample's sd (n - 1). The interval is mean +- t(level) sd / sqrt(n) for two sides, and
    has one bound for a single side. Source: Student 1908. scipy has the same as ``ttest_rel`` and
    its ``confidence_interval``.
    """
    n = len(differences)
    if n < 2 or (sd := stdev(differences)) == 0:
        return None
    mean, error, df = fmean(differences), sd / math.sqrt(n), n - 1
    t = mean / error
    p = {"two": 2 * above(abs(t), df), "greater": above(t, df), "less": above(-t, df)}[sides]
    reach = error * quantile((1 + level) / 2 if sides == "two" else level, df)
    return PairedT(
        n=n,
        mean=mean,
        sd=sd,
        t=t,
        df=df,
        p=p,
        sides=sides,
        level=level,
        low=None if sides == "less" else mean - reach,
        high=None if sides == "greater" else mean + reach,
    )
