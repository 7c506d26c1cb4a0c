"""Wilcoxon's signed-rank test of paired ratings, as SPSS prints it, with the exact p beside it."""

import math
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from typing import Literal

from msgspec import Struct

Basis = Literal["negative", "positive", "equal"]
_MOST_STEPS = 2_000_000  # about half a second


class SignedRank(Struct, frozen=True):
    """The test over ``n`` differences that are not 0.

    ``plus`` and ``minus`` are the sums of the ranks of rises and falls, ``t`` the smaller of them.
    ``z`` is never above 0 and ``p`` is its two-sided probability; ``exact`` is the two-sided
    probability without the normal approximation, None where that takes too long: see ``exact_p``.
    ``basis`` names the sum that ``z`` comes from: "negative" where falls have the smaller one,
    "positive" where rises do, "equal" where neither does. ``rank_biserial`` is
    (plus - minus) / (plus + minus), Kerby's simple difference (2014): it leaves out the areas that
    did not change, and is 1 as soon as some rose and none fell.
    """

    n: int
    plus: float
    minus: float
    t: float
    z: float
    p: float
    exact: float | None
    basis: Basis
    rank_biserial: float

    @property
    def chance(self) -> float:
        """What is corrected and judged by: the exact probability, or else the approximate one."""
        return self.p if self.exact is None else self.exact


def signed_rank(differences: Iterable[float]) -> SignedRank | None:
    """Wilcoxon's signed-rank test by the SPSS convention; None where every difference is 0.

    Zeros are dropped, and ``n`` differences are left. Their sizes are ranked, tied sizes share the
    mean rank, and T is the smaller of the two sums of ranks S+ and S-:

        Z = (T - n(n+1)/4) / sqrt(n(n+1)(2n+1)/24 - sum(t^3 - t)/48),  p = 2 Phi(Z)

    with t the sizes of the groups of ties and no correction for continuity. Sources: D. Nichols,
    SPSS Inc., SPSSX-L, 14 November 1996 (SPSS 6.1.2 on); IBM, NPAR TESTS, WILCOXON. scipy has the
    same as ``wilcoxon(x, y, zero_method="wilcox", correction=False, method="asymptotic")``.

    ``exact`` is by ``exact_p``.
    """
    changed = [difference for difference in differences if difference]
    if not changed:
        return None
    n, sizes = len(changed), Counter(abs(difference) for difference in changed)
    doubled = _doubled_ranks(sizes)
    plus2 = sum(doubled[abs(one)] for one in changed if one > 0)
    minus2 = n * (n + 1) - plus2
    t2 = min(plus2, minus2)
    ties = sum(t**3 - t for t in sizes.values())
    variance = n * (n + 1) * (2 * n + 1) / 24 - ties / 48
    z = (t2 / 2 - n * (n + 1) / 4) / math.sqrt(variance)
    return SignedRank(
        n=n,
        plus=plus2 / 2,
        minus=minus2 / 2,
        t=t2 / 2,
        z=z,
        p=math.erfc(-z / math.sqrt(2)),
        exact=exact_p({doubled[size]: many for size, many in sizes.items()}, t2),
        basis="equal" if plus2 == minus2 else "negative" if minus2 < plus2 else "positive",
        rank_biserial=(plus2 - minus2) / (plus2 + minus2),
    )


def _doubled_ranks(sizes: Mapping[float, int]) -> dict[float, int]:
    """Twice the mean rank of each size, which is a whole number: with ``before`` smaller ones, a
    group of t has the ranks before + 1 to before + t."""
    found, before = {}, 0
    for size, t in sorted(sizes.items()):
        found[size] = 2 * before + t + 1
        before += t
    return found


def exact_p(ranks: Mapping[int, int], t: int) -> float | None:
    """The share of all 2^n patterns of signs whose smaller sum of ranks is at most ``t``.

    ``ranks`` says how many differences have each rank; ranks and ``t`` are doubled, so that mean
    ranks are whole numbers. Given the ranks observed, each sign is as likely as the other where
    nothing changes on the whole, so a sum S of the ranks of rises has the chance (patterns that
    give S) / 2^n, and p = 2 P(S <= t), at most 1. Source: Wilcoxon 1945; with mean ranks Lehmann,
    Nonparametrics, 1975, chapter 4. R's ``coin::wilcoxsign_test`` has the same.

    Within a group of t ties, k rises can be chosen in C(t, k) ways, whichever they are: patterns
    are counted group by group, the largest last, where only how many are left up to ``t`` matters.
    None where that takes more than ``_MOST_STEPS``: never with up to 100 differences, nor with up
    to 1,000 of the few sizes that a scale of four ratings has, but with hundreds of many sizes or
    thousands of few, for which the approximation is good.
    """
    n = sum(ranks.values())
    *others, (last, many) = sorted(ranks.items(), key=lambda one: one[1])
    if _steps([size for _, size in others], t) > _MOST_STEPS:
        return None
    ways = {0: 1}
    for rank, size in others:
        ways = _with_group(ways, rank, size, t)
    up_to = list(accumulate(math.comb(many, k) for k in range(many + 1)))
    found = sum(count * up_to[min(many, (t - total) // last)] for total, count in ways.items())
    return float(min(1.0, 2 * found / 2**n))


def _steps(sizes: Iterable[int], t: int) -> int:
    """At most so many steps it takes to bring groups of these sizes together up to ``t``."""
    sums, steps = 1, 0
    for size in sizes:
        steps += sums * (size + 1)
        sums = min(t + 1, sums * (size + 1))
    return steps


def _with_group(ways: Mapping[int, int], rank: int, size: int, t: int) -> dict[int, int]:
    """In how many ways each sum up to ``t`` comes about once ``size`` more have this rank."""
    found: dict[int, int] = {}
    choices = [math.comb(size, k) for k in range(size + 1)]
    for total, count in ways.items():
        for k, choice in enumerate(choices[: (t - total) // rank + 1]):
            at = total + k * rank
            found[at] = found.get(at, 0) + count * choice
    return found
