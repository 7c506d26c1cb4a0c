"""What every kind of column keeps to, for any answers."""

from collections import Counter
from statistics import median_low
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from voting.instruments.deciding import Method, Settle
from voting.instruments.kinds import ChoiceColumn, NumberColumn, RatingColumn, TickColumn
from voting.instruments.kinds.choice import Choice
from voting.instruments.kinds.column import Column
from voting.instruments.kinds.rating import Level
from voting.instruments.tally import Answer, Tally
from voting.refusals import Refusal
from voting.refusals.ahead import RoundNeeded
from voting.refusals.rounds import RatingOutsideScale, WrongChoice
from voting.words import load


def rating(levels: int) -> RatingColumn:
    made = tuple(Level(k, f"Level {k}") for k in range(levels))
    return RatingColumn(key="how", settle=Settle.RULING, cant_say=True, levels=made)


def choice(options: int, most: int) -> ChoiceColumn:
    made = tuple(Choice(f"o{k}", f"Option {k}") for k in range(options))
    return ChoiceColumn(
        key="which", settle=Settle.IN_PLACE, cant_say=True, options_=made, at_most=most
    )


@st.composite
def numbers(draw: st.DrawFn) -> NumberColumn:
    least, step = draw(st.integers(-20, 20)), draw(st.integers(1, 5))
    most = least + step * draw(st.integers(1, 15))
    return NumberColumn(
        key="n", settle=Settle.MEDIAN, cant_say=True, min=least, max=most, step=step
    )


choices = st.integers(2, 6).flatmap(lambda n: st.integers(1, n).map(lambda most: choice(n, most)))
columns = (
    st.integers(2, 11).map(rating)
    | st.just(TickColumn(key="there", settle=Settle.IN_PLACE, cant_say=True))
    | choices
    | numbers()
)


def answers_of(column: Column) -> st.SearchStrategy[Answer]:
    places = st.integers(0, len(column.places) - 1)
    if column.several:
        some = st.lists(places, min_size=1, max_size=column.most, unique=True)
        return st.none() | some.map(lambda found: tuple(sorted(found)))
    return st.none() | places


@st.composite
def answered(draw: st.DrawFn) -> tuple[Any, list[Answer], Tally]:
    column = draw(columns)
    said = [column.check(one) for one in draw(st.lists(answers_of(column), max_size=30))]
    return column, said, column.tally(said)


anything = st.none() | st.integers(-3, 30) | st.lists(st.integers(-3, 30), max_size=7).map(tuple)


@given(columns, anything)
def test_what_is_taken_is_on_the_scale_and_all_else_is_refused(column, answer):
    found: Answer = None
    refused = False
    try:
        found = column.check(answer, "trust")
    except (RatingOutsideScale, WrongChoice) as problem:
        refused = problem.field == "trust"
        assert refused
    places = range(len(column.places))
    if column.several:
        fits = isinstance(answer, tuple) and 0 < len(answer) <= column.most
        fits = fits and len(set(answer)) == len(answer) and all(one in places for one in answer)
    else:
        fits = isinstance(answer, int) and answer in places
    assert refused != (fits or answer is None)
    if fits:
        assert found == (tuple(sorted(answer)) if column.several else answer)


def test_nobody_can_say_so_unless_the_column_has_it():
    tick = TickColumn(key="there")
    with pytest.raises(RatingOutsideScale):
        tick.check(None)
    assert [place.value for place in tick.places] == [0, 1]


@given(columns)
def test_a_scale_is_in_order_and_no_value_stands_twice(column):
    values = [place.value for place in column.places]
    assert len(set(values)) == len(values) >= 2
    assert not column.has_values or values == sorted(values)
    assert list(column.problems()) == []


@given(answered())
def test_a_tally_adds_up(found):
    column, said, tally = found
    assert len(tally.counts) == len(column.places)
    assert tally.cant_say == sum(one is None for one in said)
    assert tally.ratings == sum(one is not None for one in said)
    used = [one if isinstance(one, tuple) else (one,) for one in said if one is not None]
    chosen = Counter(place for one in used for place in one)
    assert list(tally.counts) == [chosen[k] for k in range(len(column.places))]
    assert all(n <= tally.ratings for n in tally.counts)
    assert column.tally(said[:5]).plus(column.tally(said[5:])) == tally
    assert column.tally(reversed(said)) == tally


@given(answered())
def test_spread_is_that_of_the_answers_laid_out_in_order(found):
    column, said, tally = found
    spread = column.spread(tally)
    places = sorted(one for one in said if isinstance(one, int))
    if spread is None:
        assert column.pictured or not column.has_values or not places
        return
    n = len(places)
    assert (spread.lowest, spread.highest) == (places[0], places[-1])
    assert spread.median == median_low(places)
    # The smallest answer that at least a quarter, and three quarters, do not exceed.
    assert spread.quartiles == (places[-(-n // 4) - 1], places[-(-3 * n // 4) - 1])
    assert spread.lowest <= spread.quartiles[0] <= spread.median
    assert spread.median <= spread.quartiles[1] <= spread.highest


@given(answered())
def test_a_picture_and_a_spread_are_never_both_told(found):
    column, _, tally = found
    assert column.measures(tally) is None or column.spread(tally) is None
    assert column.measures(tally) is None or column.pictured


@given(answered(), st.booleans())
def test_what_is_offered_can_be_decided(found, ahead):
    column, _, tally = found
    for option in column.options(tally, ahead=ahead):
        assert all(place in range(len(column.places)) for place in option.ratings)
        assert option.most in (1, column.most)
        rating = option.proposed
        if rating is None and option.method is Method.CONSENSUS:
            rating = (option.ratings[0],) if column.several else option.ratings[0]
        decided = column.decide(option.method, rating, "Because", tally, ahead=ahead)
        assert decided == rating
        assert (decided is None) == (option.method is Method.UNRESOLVED)


@given(answered())
def test_what_has_no_order_is_never_decided_by_what_was_rated_ahead(found):
    column, _, tally = found
    if column.ordered:
        return
    assert column.options(tally, ahead=True) == []
    for option in column.options(tally):
        with pytest.raises(RoundNeeded):
            column.decide(option.method, option.proposed, "Because", tally, ahead=True)


@given(answered(), st.sampled_from(Method), anything, st.sampled_from(["", "Because"]))
def test_whatever_is_decided_was_offered(found, method, rating, note):
    column, _, tally = found
    offered = {option.method: option for option in column.options(tally)}
    try:
        decided = column.decide(method, rating, note, tally)
    except Refusal:
        return
    option = offered[method]
    chosen = () if decided is None else decided if isinstance(decided, tuple) else (decided,)
    assert set(chosen) <= set(option.ratings)
    assert len(chosen) <= option.most
    assert bool(note) or not option.needs_reason


@given(answered())
def test_nothing_is_offered_where_nothing_is_decided(found):
    column, _, tally = found
    assert replace(column, settle=Settle.NONE).options(tally) == []


@given(answered())
def test_files_have_a_value_for_each_of_their_columns(found):
    column, said, tally = found
    assert list(column.file_values(tally)) == list(column.file_columns())
    assert len(set(column.file_columns())) == len(column.file_columns())
    counted = [n for n in column.file_values(tally).values() if n is not None]
    assert said or not any(counted)


@pytest.mark.parametrize("cant_say", [True, False])
def test_whoever_gave_no_answer_is_told_what_there_is_to_choose(cant_say):
    columns = [
        NumberColumn(key="how", min=1, max=9, cant_say=cant_say),
        TickColumn(key="there", cant_say=cant_say),
    ]
    for column in columns:
        with pytest.raises(RatingOutsideScale) as problem:
            column.check(99)
        sentence = load().refusal(problem.value)
        assert "{" not in sentence
        assert ("Can’t say" in sentence) == cant_say
        assert ("1 to 9" in sentence) == (column.kind == "number")
