"""The signed-rank test against published values and against every pattern of signs."""

import itertools
import math

import pytest

from voting.evaluation.wilcoxon import signed_rank

# Darwin's plants, crossed against self-fertilised, in eighths of an inch (scipy's own example).
DARWIN = [6, 8, 14, 16, 23, 24, 28, 29, 41, -48, 49, 56, 60, -67, 75]


def test_darwins_plants():
    test = signed_rank(DARWIN)
    assert (test.n, test.t, test.basis) == (15, 24, "negative")
    assert (round(test.z, 3), round(test.p, 4), round(test.exact, 4)) == (-2.045, 0.0409, 0.0413)


@pytest.mark.parametrize("n", [1, 2, 7, 25, 500])
def test_equal_rises_give_minus_the_root_of_their_number(n):
    test = signed_rank([1] * n + [0] * 3)
    assert math.isclose(test.z, -math.sqrt(n))
    assert math.isclose(test.exact, 2 / 2**n)


def test_eight_areas_pass_by_the_approximation_alone():
    test = signed_rank([1] * 8)
    assert (round(test.p, 4), round(test.exact, 4)) == (0.0047, 0.0078)


def test_no_change_is_no_test():
    assert signed_rank([0, 0, 0]) is None
    assert signed_rank([]) is None


def test_the_basis_is_the_smaller_sum():
    assert signed_rank([1, 1, -1]).basis == "negative"
    assert signed_rank([-1, -1, 1]).basis == "positive"
    even = signed_rank([1, -1, 2, -2])
    assert (even.basis, even.z, even.p, even.exact, even.rank_biserial) == ("equal", 0, 1, 1, 0)


def by_every_pattern(differences: list[int]) -> float:
    sizes = [abs(one) for one in differences if one]
    ranks = [sum(s < one for s in sizes) + (sizes.count(one) + 1) / 2 for one in sizes]
    total = sum(ranks)
    found = sum(rank for rank, one in zip(ranks, filter(None, differences), strict=True) if one > 0)
    least = min(found, total - found)
    patterns = list(itertools.product((0, 1), repeat=len(ranks)))
    sums = [sum(itertools.compress(ranks, pattern)) for pattern in patterns]
    return sum(min(one, total - one) <= least for one in sums) / len(patterns)


@pytest.mark.parametrize("n", range(1, 13))
def test_the_exact_p_is_that_of_every_pattern_of_signs(n):
    for turn in range(6):
        steps = [((k * 7 + turn * 5 + k * k * turn) % 7) - 3 for k in range(n)]
        test = signed_rank(steps)
        if test:
            assert test.exact == by_every_pattern(steps), steps
