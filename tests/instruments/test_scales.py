"""Scores over several rows: mean or sum, of those who answered enough, some rows reversed."""

from fractions import Fraction
from statistics import mean

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tests.builders import cascade
from tests.instruments.test_parsing import NUMBER, RATING, a_file
from voting.instruments.instrument import Scale
from voting.instruments.parsing import parse_instrument
from voting.instruments.scales import score

KEYS = ["one", "two", "three", "four"]
ROWS = [{"key": key, "name": key} for key in KEYS]
TENTHS = NUMBER | {"min": 10, "max": 50, "step": 10}
NUMBERS = parse_instrument(a_file(rows=ROWS, columns=[TENTHS]), cascade())
SCALE = Scale("all", "All", tuple(KEYS))
answers = st.dictionaries(st.sampled_from(KEYS), st.none() | st.integers(0, 4))


@given(answers, st.sets(st.sampled_from(KEYS)), st.sampled_from([0.25, 0.5, 0.75, 1.0]))
def test_a_score_is_the_mean_of_what_was_answered(said, reverse, least):
    scale = replace(SCALE, reverse=tuple(reverse), least_answered=least)
    values = [
        60 - (10 + place * 10) if key in reverse else 10 + place * 10
        for key, place in said.items()
        if place is not None
    ]
    found = score(scale, NUMBERS, said)
    if not values or len(values) < least * 4:
        assert found is None
    else:
        assert found == mean(map(Fraction, values))
        assert 10 <= found <= 50
        assert score(replace(scale, how="sum"), NUMBERS, said) == found * 4


def test_a_sum_is_the_sum_where_everything_is_answered():
    said = dict(zip(KEYS, (0, 1, 2, 4), strict=True))
    assert score(replace(SCALE, how="sum"), NUMBERS, said) == 10 + 20 + 30 + 50


@pytest.mark.parametrize(("given_", "least", "is_scored"), [(4, 0.8, True), (3, 0.8, False)])
def test_a_share_that_no_number_of_rows_makes_up_is_rounded_up(given_, least, is_scored):
    said = dict.fromkeys(KEYS[:given_], 1)
    assert (score(replace(SCALE, least_answered=least), NUMBERS, said) is None) != is_scored


def test_other_columns_of_a_row_do_not_count():
    tick = {"key": "there", "name": "There", "kind": "tick"}
    both = parse_instrument(a_file(rows=ROWS, columns=[RATING, tick]), cascade())
    said = {f"{key}.how": 1 for key in KEYS} | {f"{key}.there": 0 for key in KEYS}
    assert score(SCALE, both, said) == 1
