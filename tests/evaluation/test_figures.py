"""How numbers are printed, and corrections, alpha, descriptions and remarks at their edges."""

import math
import random
import time
from fractions import Fraction

import pytest

from voting.evaluation.alpha import alpha_at, cronbach
from voting.evaluation.comparing import compare
from voting.evaluation.corrections import bonferroni, holm, least_changed, limit
from voting.evaluation.describing import describe, paired_t
from voting.evaluation.figures import bare, percentage, probability, signed, step
from voting.evaluation.panel import Panel
from voting.evaluation.wilcoxon import signed_rank


@pytest.mark.parametrize(
    ("count", "of", "said"),
    [
        (1, 26, "3.8"), (14, 26, "53.8"), (1, 16, "6.3"), (3, 16, "18.8"), (1, 3, "33.3"),
        (2, 3, "66.7"), (0, 5, "0.0"), (5, 5, "100.0"), (1999, 2000, "100.0"), (1, 2001, "0.0"),
    ],
)  # fmt: skip
def test_a_share_is_rounded_once(count, of, said):
    assert percentage(Fraction(count, of)) == said


@pytest.mark.parametrize(
    ("p", "said"),
    [
        (0.00049, "< .001"), (0.0005, ".001"), (0.003, ".003"), (0.0413, ".041"),
        (0.99951, "1.000"), (1.0, "1.000"), (0.0, "< .001"), (None, ""),
    ],
)  # fmt: skip
def test_a_probability_is_never_nothing(p, said):
    assert probability(p) == said


def test_numbers_have_a_true_minus_sign_and_no_nought_that_says_nothing():
    assert [signed(-3.5777), signed(-0.001), signed(2), signed(None)] == [
        "−3.58",
        "0.00",
        "2.00",
        "",
    ]
    assert [bare(0.889), bare(1.0), bare(-0.3788, 3), bare(None)] == [".89", "1.00", "−.379", ""]
    assert [step(2), step(0), step(-1)] == ["+2", "0", "−1"]


def test_pingouins_example_of_the_rank_biserial_correlation():
    then = (38, 37, 33, 29, 14, 12, 20, 22, 17, 25, 26, 16)
    now = (20, 22, 19, 20, 22, 18, 24, 20, 19, 24, 26, 13)
    test = signed_rank(b - a for a, b in zip(then, now, strict=True))
    assert (test.t, round(abs(test.rank_biserial), 3)) == (20.5, 0.379)


def test_corrections_count_every_domain():
    chances = [0.01, None, 0.04, 0.03, 0.2]
    assert bonferroni(chances) == [0.05, None, 0.2, 0.15, 1.0]
    assert holm(chances) == [0.05, None, 0.12, 0.12, 0.4]
    assert holm([0.02, 0.01]) == [0.02, 0.02]
    assert (round(limit(7), 5), least_changed(7), least_changed(1)) == (0.00714, 9, 6)


@pytest.mark.parametrize("domains", [1, 3, 7, 20])
def test_one_area_fewer_can_never_pass_the_limit(domains):
    least = least_changed(domains)
    assert signed_rank([1] * least).exact < limit(domains) <= signed_rank([1] * (least - 1)).exact


def test_the_exact_p_of_many_areas_takes_no_time_and_comes_to_the_approximation():
    chance = random.Random(7)
    steps = [chance.randrange(4) - chance.randrange(4) for _ in range(1000)]
    since = time.process_time()
    test = signed_rank(steps)
    assert time.process_time() - since < 1
    assert test.n > 700
    assert math.isclose(test.exact, test.p, rel_tol=0.01)


def test_where_the_exact_p_would_take_too_long_there_is_none():
    chance = random.Random(7)
    steps = [chance.randrange(11) - chance.randrange(11) for _ in range(500)]
    test = signed_rank(steps)
    assert test.exact is None
    assert test.chance == test.p
    assert signed_rank(steps[:100]).exact is not None


def panel(*areas: tuple[int | None, ...], domains: int = 2) -> Panel:
    keys = tuple("abcdefg"[:domains])
    names = tuple(str(place) for place in range(len(areas)))
    held = {
        name: dict(zip(keys, each, strict=True)) for name, each in zip(names, areas, strict=True)
    }
    return Panel(keys, 4, ("workshop-1",), names, {"workshop-1": held})


def test_alpha_is_of_complete_areas_and_never_of_fewer_than_ten():
    rows = [(k % 4, (k + k // 4) % 4) for k in range(10)]
    whole = alpha_at(panel(*rows), "workshop-1")
    assert (whole.n, whole.value) == (10, cronbach(rows))
    one_missing = alpha_at(panel(*rows[:-1], (1, None)), "workshop-1")
    assert (one_missing.n, one_missing.value, one_missing.why) == (9, None, "few-areas")
    assert alpha_at(panel(*[(1, 2)] * 12), "workshop-1").why == "no-variance"
    assert alpha_at(panel(*[(1,)] * 12, domains=1), "workshop-1").why == "one-domain"
    assert alpha_at(panel(*rows), "workshop-2").n == 0


def test_areas_at_neither_point_are_absent_from_both():
    held = panel((1, None), (2, 3))
    found = compare(held, "workshop-1", "workshop-2").domains[1]
    assert (found.first.n, found.first.missing, found.first.absent) == (1, 1, 0)
    assert (found.second.n, found.second.missing, found.second.absent) == (0, 0, 2)
    assert found.second.share(0) is None
    assert (found.changes.pairs, found.changes.net, found.test) == (0, None, None)


def test_what_cannot_be_described_is_not():
    assert describe([]) is None
    alone = describe([3])
    assert (alone.n, alone.sd, alone.lower, alone.upper) == (1, None, 3, 3)
    pair = describe([1, 2])
    assert (pair.lower, pair.median, pair.upper) == (1, 1.5, 2)
    assert paired_t([1]) is None
    assert paired_t([2, 2, 2]) is None
