"""Rulings: what each method asks for, and that what is offered is exactly what is accepted."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import Room, a_room_in
from tests.methods import check, options
from voting.core import commands as c
from voting.core.ruling import Method, Ruling
from voting.core.state import Phase
from voting.instruments.tally import Tally, count
from voting.refusals import Refusal
from voting.refusals.decisions import (
    DomainsOpen,
    MajorityTied,
    NoRatings,
    NotAmongTied,
    NothingToReopen,
    NotTheMajority,
    NotTied,
    NotUnanimous,
    RatingNeeded,
    RatingNotWanted,
    ReasonNeeded,
)
from voting.refusals.rounds import NotNow, RatingOutsideScale
from voting.refusals.sent import TextTooLong

UNANIMOUS = Tally((0, 0, 5, 0))
CLEAR = Tally((1, 4, 0, 2), cant_say=3)
TIED = Tally((0, 3, 1, 3))
ONE_RATING = Tally((0, 1, 0, 0))
CANT_SAY_ONLY = Tally((0, 0, 0, 0), cant_say=6)
NOBODY = Tally((0, 0, 0, 0))

some_counts = st.lists(st.integers(0, 4), min_size=2, max_size=7).map(tuple)
tallies = st.builds(Tally, some_counts, st.integers(0, 3))


@pytest.mark.parametrize(
    ("tally", "method", "rating", "note", "refusal"),
    [
        (CLEAR, "unanimous", 1, "", NotUnanimous),
        (ONE_RATING, "unanimous", 1, "", NotUnanimous),
        (CANT_SAY_ONLY, "unanimous", None, "", NotUnanimous),
        (UNANIMOUS, "unanimous", 3, "", NotUnanimous),
        (CLEAR, "consensus", None, "", RatingNeeded),
        (NOBODY, "majority", None, "", NoRatings),
        (CANT_SAY_ONLY, "majority", 1, "", NoRatings),
        (TIED, "majority", None, "", MajorityTied),
        (TIED, "majority", 1, "", MajorityTied),
        (CLEAR, "majority", 3, "", NotTheMajority),
        (CLEAR, "tie-break", 1, "why", NotTied),
        (NOBODY, "tie-break", 1, "why", NotTied),
        (TIED, "tie-break", None, "why", RatingNeeded),
        (TIED, "tie-break", 2, "why", NotAmongTied),
        (TIED, "tie-break", 1, "", ReasonNeeded),
        (CLEAR, "unresolved", 1, "why", RatingNotWanted),
        (CLEAR, "unresolved", None, "", ReasonNeeded),
    ],
)
def test_a_ruling_that_the_rules_do_not_allow_is_refused(tally, method, rating, note, refusal):
    with pytest.raises(refusal):
        check(Method(method), rating, note, tally)


@pytest.mark.parametrize(
    ("tally", "method", "rating", "note", "recorded"),
    [
        (UNANIMOUS, "unanimous", None, "", 2),
        (UNANIMOUS, "majority", None, "", 2),
        (CLEAR, "consensus", 3, "", 3),
        (NOBODY, "consensus", 0, "", 0),
        (CLEAR, "majority", None, "", 1),
        (ONE_RATING, "majority", 1, "", 1),
        (TIED, "tie-break", 3, "why", 3),
        (TIED, "unresolved", None, "why", None),
        (NOBODY, "unresolved", None, "why", None),
    ],
)
def test_a_ruling_that_the_rules_allow_is_recorded(tally, method, rating, note, recorded):
    assert check(Method(method), rating, note, tally) == recorded


@given(tallies)
def test_what_is_offered_is_accepted_and_nothing_else(tally):
    offered = {(o.method, rating) for o in options(tally) for rating in o.ratings or (None,)}
    for method in Method:
        for rating in (None, *range(len(tally.counts))):
            try:
                accepted = check(method, rating, "a reason", tally)
            except Refusal:
                assert (method, rating) not in offered
            else:
                assert (method, accepted) in offered


@given(tallies)
def test_a_reason_is_asked_for_where_it_is_needed_and_nowhere_else(tally):
    for option in options(tally):
        rating = option.ratings[0] if option.ratings else None
        if option.needs_reason:
            with pytest.raises(ReasonNeeded):
                check(option.method, rating, "", tally)
        else:
            assert check(option.method, rating, "", tally) == rating


@given(tallies)
def test_what_is_proposed_is_one_of_the_choices_and_the_lowest_of_a_tie(tally):
    for option in options(tally):
        assert option.proposed is None or option.proposed in option.ratings
        if option.method is Method.TIE_BREAK:
            assert option.proposed == min(tally.top)


@given(st.lists(st.sampled_from([None, 0, 1, 2, 3])))
def test_a_tally_is_what_the_ballots_say_whatever_their_order(ratings):
    tally = count(ratings, 4)
    assert tally.counts == tuple(ratings.count(k) for k in range(4))
    assert (tally.cant_say, tally.turnout) == (ratings.count(None), len(ratings))


def a_ruling_on(tally: Tally, rating: int | None) -> Ruling:
    return Ruling("trust", Method.CONSENSUS, rating, "", 1, tally, Room().now, "trainer-one")


@pytest.mark.parametrize(
    ("tally", "rating", "votes", "share", "over_half"),
    [
        (Tally((2, 2, 0, 0)), 0, 2, 0.5, False),
        (Tally((3, 2, 0, 0), cant_say=9), 0, 3, 0.6, True),
        (Tally((2, 1, 1, 0)), 3, 0, 0.0, False),
        (CANT_SAY_ONLY, 1, None, None, None),
        (CLEAR, None, None, None, None),
    ],
)
def test_a_share_is_of_the_ratings_and_exactly_half_is_not_over_half(
    tally, rating, votes, share, over_half
):
    ruled = a_ruling_on(tally, rating)
    assert (ruled.votes, ruled.share, ruled.over_half) == (votes, share, over_half)


# --- rulings in a workshop ----------------------------------------------------------------------


def test_a_ruling_keeps_its_method_tally_round_time_author_and_note():
    room = Room()
    room.rates("trust", 0, 3)
    held = room.rates("trust", 1, 1, 2)
    room.does(c.RecordRuling("trust", Method.MAJORITY, None, "  Close   call "))
    ruled = room.workshop.rulings["trust"]
    assert (ruled.method, ruled.rating, ruled.note) == ("majority", 1, "Close call")
    assert (ruled.tally, ruled.round) == (room.tallies()[held], held)
    assert (ruled.at, ruled.by) == (room.now, "trainer-one")


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (c.RecordRuling("trust", Method.CONSENSUS, 2), NotNow),
        (c.RecordRuling("tools", Method.CONSENSUS, 2), NotNow),
        (c.RecordRuling("time", Method.CONSENSUS, 5), RatingOutsideScale),
        (c.RecordRuling("time", Method.CONSENSUS, -1), RatingOutsideScale),
        (c.RecordRuling("time", Method.UNRESOLVED, None, "   "), ReasonNeeded),
        (c.RecordRuling("time", Method.UNRESOLVED, None, "n" * 1001), TextTooLong),
    ],
)
def test_a_ruling_on_another_domain_off_the_scale_or_without_a_needed_reason_is_refused(
    command, refusal
):
    room = a_room_in(Phase.REVEALED)
    with pytest.raises(refusal):
        room.does(command)
    assert set(room.workshop.rulings) == {"trust"}


def test_a_reopened_ruling_is_gone_from_the_workshop_and_stays_in_the_log():
    room = a_room_in(Phase.RULED)
    after = room.does(c.ReopenRuling("trust"))
    assert (after.phase, after.domain) == (Phase.REVEALED, "trust")
    assert set(after.rulings) == {"time"}
    assert any(entry.command == c.RecordRuling("trust", Method.MAJORITY) for entry in room.entries)


def test_a_domain_without_a_ruling_has_none_to_reopen():
    with pytest.raises(NothingToReopen, match="Tools"):
        a_room_in(Phase.RULED).does(c.ReopenRuling("tools"))


def test_a_workshop_is_finished_only_when_every_domain_has_its_ruling():
    room = a_room_in(Phase.RULED)
    with pytest.raises(DomainsOpen, match="Tools"):
        room.does(c.Finish())
    room.rates("tools", 0, 4)
    room.rules("tools", "unresolved", note="The room could not settle it.")
    assert room.does(c.Finish()).finished_at == room.now


def test_a_finished_workshop_can_be_reopened_and_corrected():
    room = a_room_in(Phase.FINISHED)
    assert room.does(c.ReopenWorkshop()).finished_at is None
    room.does(c.ReopenRuling("tools"))
    room.rules("tools", "consensus", 4)
    assert room.does(c.Finish()).rulings["tools"].rating == 4


def test_a_review_is_finished_once_what_it_rated_has_its_ruling():
    room = Room(kind="review")
    room.rates("tools", 0, 4)
    room.does(c.ShowOverview())
    with pytest.raises(DomainsOpen) as refused:
        room.does(c.Finish())
    assert refused.value.values["domains"] == ["Tools"]  # and not those it left alone
    assert Room(kind="review").does(c.Finish()).is_finished()
