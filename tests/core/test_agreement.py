"""Measures of disagreement and the pictures in words, against published values and by properties.

Published: van der Eijk (2001), p. 331, the distribution with its seven layers, and his Dutch
parties; as repeated, with Tastle & Wierman's consensus of the same distribution, in the manual and
the vignette of the R package agrmt (CRAN, version 1.42).
"""

from fractions import Fraction
from math import isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from voting.core.commands import KINDS
from voting.instruments.agreement import (
    Picture,
    agreement,
    consensus,
    firmness,
    measure,
    picture,
    telling,
)
from voting.instruments.tally import Tally
from voting.words import load

VAN_DER_EIJK = (30, 40, 210, 130, 530, 50, 10)

tallies = st.integers(2, 9).flatmap(
    lambda levels: (
        st.lists(st.integers(0, 30), min_size=levels, max_size=levels)
        .map(tuple)
        .filter(lambda counts: sum(counts) >= 2)
    )
)


# --- published values ---------------------------------------------------------------------------


def test_agreement_is_van_der_eijks_of_his_own_example():
    assert round(float(agreement(VAN_DER_EIJK)), 4) == 0.6113


@pytest.mark.parametrize(
    ("layer", "published"),
    [
        ((10, 10, 10, 10, 10, 10, 10), 0),
        ((20, 20, 20, 20, 20, 20, 0), 0.167),
        ((0, 10, 10, 10, 10, 10, 0), 0.333),
        ((0, 0, 10, 10, 10, 10, 0), 0.5),
        ((0, 0, 80, 80, 80, 0, 0), 0.667),
        ((0, 0, 80, 0, 80, 0, 0), 0.467),
        ((0, 0, 0, 0, 320, 0, 0), 1),
    ],
)
def test_each_of_his_layers_has_its_published_agreement(layer, published):
    assert round(float(agreement(layer)), 3) == published


@pytest.mark.parametrize(
    ("counts", "published"),
    [
        ((24, 28, 32, 62, 135, 304, 416), 0.61),  # PvdA, in tenths of a per cent
        ((16, 26, 82, 210, 293, 270, 103), 0.48),  # D66
        ((2, 0, 1, 1), 0.08),
        ((2, 0, 0, 2), -1),
        ((1, 1, 1, 1), 0),
    ],
)
def test_agreement_is_as_published_for_parties_and_ideal_shapes(counts, published):
    assert round(float(agreement(counts)), 2) == published


def test_consensus_is_tastle_and_wiermans_as_published():
    assert round(consensus(VAN_DER_EIJK), 7) == 0.7256876


@pytest.mark.parametrize(
    ("counts", "top_share", "cns", "a"),
    [
        ((0, 15, 15, 0), 0.50, 0.74, 0.67),
        ((4, 16, 16, 4), 0.40, 0.59, 0.40),
        ((15, 0, 15, 0), 0.50, 0.42, -0.17),
        ((21, 0, 0, 9), 0.70, 0.12, -0.20),
        ((15, 0, 0, 5), 0.75, 0.19, 0.00),
    ],
)
def test_the_table_of_the_method(counts, top_share, cns, a):
    found = measure(Tally(counts))
    told = (round(found.top_share, 2), round(found.consensus, 2), round(found.agreement, 2))
    assert told == (top_share, cns, a)


# --- properties, on two to nine levels ----------------------------------------------------------


@given(tallies)
def test_every_measure_stays_within_its_bounds(counts):
    found = measure(Tally(counts))
    assert 0 <= found.consensus <= 1
    assert -1 <= found.agreement <= 1
    assert 1 / len(counts) <= found.top_share <= 1
    assert 0 <= found.firmness <= (sum(counts) + 1) // 2
    assert 0 <= found.lowest <= found.quartiles[0] <= found.quartiles[1] <= found.highest
    assert found.highest < len(counts)


@given(tallies)
def test_turning_the_scale_round_changes_neither_picture_nor_measures(counts):
    turned = counts[::-1]
    assert picture(counts) is picture(turned)
    assert agreement(counts) == agreement(turned)
    assert isclose(consensus(counts), consensus(turned), abs_tol=1e-9)
    assert firmness(counts) == firmness(turned)


@given(tallies, st.integers(2, 5))
def test_picture_and_indices_depend_on_shares_and_not_on_how_many_rated(counts, times):
    more = tuple(n * times for n in counts)
    assert picture(counts) is picture(more)
    assert agreement(counts) == agreement(more)
    assert isclose(consensus(counts), consensus(more), abs_tol=1e-9)


@given(tallies)
def test_only_ratings_that_are_all_equal_are_unanimous_and_in_full_agreement(counts):
    one = sum(n > 0 for n in counts) == 1
    assert (picture(counts) is Picture.UNANIMOUS) == one
    assert (agreement(counts) == 1) == one
    assert isclose(consensus(counts), 1) == one


@given(st.integers(2, 9), st.integers(1, 40))
def test_half_at_each_end_is_no_consensus_and_two_camps(levels, half):
    counts = (half, *[0] * (levels - 2), half)
    assert consensus(counts) == 0
    assert picture(counts) is Picture.TWO_CAMPS
    assert agreement(counts) == (-1 if levels > 2 else 0)


@given(tallies)
def test_it_takes_that_many_changes_and_no_fewer_to_undo_the_lead(counts):
    needed = firmness(counts)
    top = max(range(len(counts)), key=lambda k: counts[k])
    second = max((k for k in range(len(counts)) if k != top), key=lambda k: counts[k])

    def stands_alone(changes: int) -> bool:
        after = list(counts)
        after[top] -= changes
        after[second] += changes
        return after[top] > max(n for k, n in enumerate(after) if k != top)

    assert not stands_alone(needed)
    assert needed == 0 or stands_alone(needed - 1)


@given(tallies)
def test_another_vote_for_the_largest_never_makes_it_less_firm(counts):
    top = max(range(len(counts)), key=lambda k: counts[k])
    more = tuple(n + (k == top) for k, n in enumerate(counts))
    assert firmness(counts) <= firmness(more) <= firmness(counts) + 1


# --- the picture in words -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("counts", "expected"),
    [
        ((0, 2, 0, 0), Picture.UNANIMOUS),
        ((6, 8, 0, 6), Picture.TWO_CAMPS),  # 30% at both ends exactly
        ((59, 82, 0, 59), Picture.TWO_CAMPS),  # 29.5%: by agreement below 0
        ((0, 75, 11, 14), Picture.STRONG),  # 75% on one, 14% two steps away
        ((0, 75, 10, 15), Picture.CLOSE),  # 15% two steps from the one: no strong agreement
        ((14, 0, 75, 11), Picture.STRONG),
        ((15, 0, 75, 10), Picture.SPREAD),  # nobody between the 15% and the rest
        ((15, 1, 74, 10), Picture.CLOSE),
        ((0, 74, 26, 0), Picture.CLOSE),  # just below 75% on one
        ((10, 40, 35, 15), Picture.CLOSE),  # 75% on two neighbours
        ((10, 40, 34, 16), Picture.SPREAD),  # 74%
        ((75, 0, 0, 25), Picture.SPREAD),  # agreement exactly 0
        ((70, 0, 0, 30), Picture.TWO_CAMPS),
        ((0, 20, 0, 20), Picture.TWO_CAMPS),
        ((10, 10, 10, 10), Picture.SPREAD),  # flat: agreement 0
        ((1, 1), Picture.TWO_CAMPS),
        ((9, 1), Picture.STRONG),
        ((3, 1), Picture.STRONG),
        ((71, 29), Picture.CLOSE),
    ],
)
def test_labels_at_the_edges_of_their_thresholds(counts, expected):
    assert picture(counts) is expected


def test_thirty_per_cent_at_both_ends_are_two_camps_even_on_a_level_scale():
    assert agreement((30, 20, 20, 30)) < 0
    assert picture((31, 38, 31)) is Picture.TWO_CAMPS
    assert agreement((31, 38, 31)) > 0
    assert picture((29, 42, 29)) is not Picture.TWO_CAMPS


def test_agreement_just_below_zero_makes_two_camps_and_zero_does_not():
    assert agreement((15, 0, 0, 5)) == 0
    assert Fraction(-1, 50) <= agreement((149, 0, 0, 51)) < 0
    assert picture((15, 0, 0, 5)) is Picture.SPREAD
    assert picture((149, 0, 0, 51)) is Picture.TWO_CAMPS


def test_fewer_than_two_ratings_have_no_shape():
    assert measure(Tally((0, 1, 0, 0), cant_say=9)) is None
    assert measure(Tally((0, 0, 0, 0))) is None


def test_cant_say_changes_no_measure():
    assert measure(Tally((3, 2, 1, 0), cant_say=7)) == measure(Tally((3, 2, 1, 0)))


def test_every_picture_and_every_kind_of_workshop_has_a_name():
    common = load()["common"]
    assert set(Picture) <= set(common["pictures"])
    assert set(common["kinds"]) == set(KINDS)


@pytest.mark.parametrize(
    ("counts", "named"),
    [
        ((9, 0, 8, 0), (0, 9, 2, 8)),
        ((7, 1, 1, 9), (0, 7, 3, 9)),
        ((6, 8, 0, 6), (0, 6, 3, 6)),  # camps at both ends, though neither is the largest
        ((31, 38, 31), (0, 31, 2, 31)),
        ((4, 9, 0, 8), (1, 9, 3, 8)),  # the largest, and the largest two steps from it
        ((1, 2), (0, 1, 1, 2)),
        ((0, 0, 6, 0), (2, 6, 2, 6)),
        ((1, 9, 1, 0), (1, 9, 1, 9)),
        ((0, 5, 6, 1), (1, 5, 2, 6)),
        ((15, 1, 74, 10), (1, 1, 2, 74)),  # 2 and 3 hold more, with 15% two steps away
        ((3, 3, 3, 3), (0, 3, 3, 3)),
        ((0, 4, 1, 3, 0), (1, 4, 3, 3)),
    ],
)
def test_the_sentence_names_the_right_ratings(counts, named):
    told = telling(counts)
    assert (told["low"], told["low_votes"], told["high"], told["high_votes"]) == named
    assert (told["low_to"], told["high_to"]) == (told["low"], told["high"])
    assert told["ratings"] == sum(counts)


@pytest.mark.parametrize(
    ("counts", "low", "high"),
    [
        ((0, 1, 4, 1), (1, 1, 1), (3, 3, 1)),  # 1 and 2 hold as many as 2 and 3
        ((1, 3, 12, 3), (1, 1, 3), (3, 3, 3)),
        ((3, 0, 4, 4), (0, 0, 3), (2, 3, 8)),
        ((2, 2, 0, 3), (0, 1, 4), (3, 3, 3)),
        ((2, 0, 2, 0, 3), (0, 2, 4), (4, 4, 3)),
        ((0, 3, 0, 3, 0, 3, 0), (1, 1, 3), (5, 5, 3)),  # three as large: those farthest apart
    ],
)
def test_tied_ratings_are_named_together_or_not_at_all(counts, low, high):
    told = telling(counts)
    assert (told["low"], told["low_to"], told["low_votes"]) == low
    assert (told["high"], told["high_to"], told["high_votes"]) == high


@given(tallies)
def test_the_sentence_is_the_same_from_either_end_of_the_scale(counts):
    told, turned, last = telling(counts), telling(counts[::-1]), len(counts) - 1
    assert told["top"] is None or told["top"] == last - turned["top"]
    if picture(counts) in (Picture.TWO_CAMPS, Picture.CLOSE, Picture.SPREAD):
        assert (told["low"], told["low_to"]) == (last - turned["high_to"], last - turned["high"])
        assert (told["low_votes"], told["high_votes"]) == (
            turned["high_votes"],
            turned["low_votes"],
        )


@given(tallies)
def test_the_sentence_names_ratings_that_somebody_gave_with_their_votes(counts):
    told = telling(counts)
    for end in ("low", "high"):
        assert sum(counts[told[end] : told[f"{end}_to"] + 1]) == told[f"{end}_votes"]
    assert 0 <= told["low"] <= told["low_to"] < len(counts)
    assert told["low"] <= told["high"] <= told["high_to"] < len(counts)


@st.composite
def apart(draw: st.DrawFn) -> tuple[int, ...]:
    """Two large groups, at least two steps from each other, and a few between or beside them."""
    levels = draw(st.integers(3, 7))
    low = draw(st.integers(0, levels - 3))
    high = draw(st.integers(low + 2, levels - 1))
    votes = [draw(st.integers(0, 2)) for _ in range(levels)]
    votes[low], votes[high] = (draw(st.integers(8, 14)) for _ in range(2))
    return tuple(votes)


@given(apart())
def test_two_camps_are_two_different_ratings_that_people_gave(counts):
    assume(picture(counts) is Picture.TWO_CAMPS)
    told = telling(counts)
    assert told["low"] < told["high"]
    assert told["low_votes"] > 0
    assert told["high_votes"] > 0
