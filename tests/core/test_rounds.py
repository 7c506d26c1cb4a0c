"""Rounds: opened, rated, closed or cancelled; and which ratings are taken."""

import msgspec
import pytest

from tests.builders import WORDS, Room, a_room_of, attendee, recorded
from tests.sent import VIEWS, attendee_view, trainer_view
from voting.core import commands as c
from voting.core.actors import CLOCK, Role
from voting.core.ballots_in import in_one_cell
from voting.core.closing import stands_alone
from voting.core.machine import allowed, fold
from voting.core.rounds import everybody_rated, may_close_itself
from voting.core.state import Entry, Phase, Workshop
from voting.instruments.tally import Tally
from voting.refusals.decisions import AlreadyRuled
from voting.refusals.people import PersonLeft, PersonRemoved, UnknownPerson
from voting.refusals.rounds import (
    ClockMayNotClose,
    RoundCancelled,
    RoundClosed,
    RoundNeverOpened,
    UnknownDomain,
)
from voting.reports.charts import profile_svg
from voting.reports.tables import rounds_table


def test_rounds_are_numbered_over_the_workshop_and_within_the_domain():
    room = Room()
    room.rates("trust", 0, 1)
    room.rates("time", 0, 1)
    room.rates("trust", 1, 1)
    assert [(held.id, held.domain, held.number) for held in room.workshop.rounds] == [
        (1, "trust", 1),
        (2, "time", 1),
        (3, "trust", 2),
    ]


def test_a_room_rates_and_cant_say_counts_in_turnout_only():
    room = Room()
    room.rates("trust", 0, 3, 3, None, 4)
    tally = room.tallies()[1]
    assert tally == Tally(counts=(1, 0, 0, 2, 1), cant_say=1)
    assert (tally.ratings, tally.turnout, tally.top) == (4, 5, (3,))


def test_only_the_last_rating_of_a_person_counts():
    room = a_room_of(2)
    held = room.opens("trust")
    for rating in (0, 4, None, 2):
        room.votes("1", rating)
    room.does(c.CloseRound(held))
    assert room.tallies()[held] == Tally(counts=(0, 0, 1, 0, 0), cant_say=0)


def test_somebody_who_joins_in_the_middle_of_a_round_rates_at_once():
    room = a_room_of(1)
    held = room.opens("trust")
    room.joins("late")
    room.votes("late", 4)
    room.does(c.CloseRound(held))
    assert room.tallies()[held].counts == (0, 0, 0, 0, 1)


def test_somebody_who_leaves_or_is_removed_keeps_the_rating_they_gave():
    room = a_room_of(2)
    held = room.opens("trust")
    room.votes("1", 3)
    room.votes("2", 3)
    room.does(c.Leave(), attendee("1"))
    room.does(c.RemovePerson("2"))
    room.does(c.CloseRound(held))
    assert room.tallies()[held].counts == (0, 0, 0, 2, 0)


def test_a_round_keeps_how_many_could_have_rated_in_it():
    room = a_room_of(6)
    held = room.opens("trust")
    room.votes("1", 3)
    room.votes("2", None)
    room.does(c.Leave(), attendee("2"))  # has rated, so was there
    room.does(c.Leave(), attendee("3"))
    room.does(c.RemovePerson("4"))
    told = trainer_view(room.situation())["turnout"]
    room.does(c.CloseRound(held))
    room.does(c.Leave(), attendee("5"))
    room.joins("late")
    shown = attendee_view(room.situation())["rounds"][-1]
    assert (shown["turnout"], shown["present"]) == (2, 4) == (told["rated"], told["of"])


def test_who_was_present_is_unknown_for_a_round_that_an_older_release_closed():
    room = a_room_of(2)
    room.rates("trust", 3, 3)
    data = msgspec.to_builtins(room.workshop)
    log = msgspec.to_builtins(room.entries)
    del data["rounds"][0]["present"]
    for entry in log:
        entry.get("facts", {}).pop("present", None)
    room.workshop = msgspec.convert(data, Workshop)
    assert fold(msgspec.convert(log, list[Entry])) == room.workshop
    assert attendee_view(room.situation())["rounds"][0]["present"] is None
    room.rules("trust", "unanimous")
    assert trainer_view(room.situation())["ruling"]["present"] is None
    assert [row["present"] for row in rounds_table(recorded(room), WORDS).rows] == [None]
    assert "3 Mostly, unanimous, 2 of 2 · 2 rated" in profile_svg(recorded(room), WORDS)


def test_a_round_cancelled_at_the_start_leads_back_to_the_lobby_and_counts_nowhere():
    room = a_room_of(2)
    held = room.opens("trust")
    room.votes("1", 3)
    after = room.does(c.CancelRound(held))
    assert (after.phase, after.domain) == (Phase.LOBBY, None)
    assert after.counted_rounds("trust") == []
    assert room.tallies() == {}


def test_a_second_round_cancelled_leads_back_to_the_first_and_its_number_is_free_again():
    room = Room()
    room.rates("trust", 0, 1)
    after = room.does(c.CancelRound(room.opens("trust")))
    assert (after.phase, after.domain) == (Phase.REVEALED, "trust")
    room.rates("trust", 1, 1)
    assert [held.number for held in room.workshop.counted_rounds("trust")] == [1, 2]


@pytest.mark.parametrize(
    ("ended_by", "refusal"), [(c.CloseRound, RoundClosed), (c.CancelRound, RoundCancelled)]
)
@pytest.mark.parametrize("click", [c.CloseRound, c.CancelRound])
def test_a_late_click_for_an_ended_round_leaves_the_next_one_open(ended_by, refusal, click):
    room = a_room_of(2)
    room.does(ended_by(room.opens("trust")))
    room.opens("time")
    with pytest.raises(refusal):
        room.does(click(1))
    assert room.workshop.open_round.id == 2


def test_a_round_that_never_was_cannot_be_closed():
    room = a_room_of(2)
    room.opens("trust")
    with pytest.raises(RoundNeverOpened):
        room.does(c.CloseRound(7))


def test_no_round_opens_on_a_domain_that_has_its_ruling():
    room = Room()
    room.rates("trust", 1, 1)
    room.rules("trust", "unanimous")
    with pytest.raises(AlreadyRuled, match="Trust"):
        room.opens("trust")


@pytest.mark.parametrize("command", [c.OpenRound("nowhere"), c.ShowDomain("nowhere")])
def test_a_domain_that_is_not_in_the_framework_is_refused(command):
    with pytest.raises(UnknownDomain):
        Room().does(command)


def test_a_domain_is_shown_with_its_ratings_or_before_its_first_round():
    room = Room()
    room.rates("trust", 1, 2)
    room.rates("time", 1, 2)
    after = room.does(c.ShowDomain("trust"))
    assert (after.phase, after.domain) == (Phase.REVEALED, "trust")
    after = room.does(c.ShowDomain("tools"))
    assert (after.phase, after.domain, after.timer) == (Phase.LOBBY, "tools", None)
    for audience in (Role.ATTENDEE, Role.ROOM):
        view = VIEWS[audience](room.situation())
        assert (view["phase"], view["domain"], view["rounds"]) == ("lobby", "tools", [])
        assert view["reasons_for"] is None
        assert not any(view["shown"].values())


def test_a_domain_that_is_shown_unrated_stays_until_a_trainer_moves_on():
    room = a_room_of(2)
    room.does(c.ShowDomain("tools"))
    room.joins("late")
    assert room.does(c.LockJoining()).domain == "tools"
    offered = allowed(room.workshop, Role.TRAINER)
    assert {"open_round", "show_overview", "show_domain"} <= set(offered)
    after = room.does(c.ShowOverview())
    assert (after.phase, after.domain) == (Phase.LOBBY, None)
    assert "show_overview" not in allowed(after, Role.TRAINER)
    room.does(c.ShowDomain("tools"))
    after = room.does(c.CancelRound(room.opens("tools")))
    assert (after.phase, after.domain) == (Phase.LOBBY, None)


# --- ratings that come too late, too early or from somebody else --------------------------------


@pytest.mark.parametrize(
    ("ended_by", "refusal"), [(c.CloseRound, RoundClosed), (c.CancelRound, RoundCancelled)]
)
def test_a_rating_for_an_ended_round_is_refused_with_what_became_of_it(ended_by, refusal):
    room = a_room_of(2)
    room.does(ended_by(room.opens("trust")))
    room.opens("time")
    with pytest.raises(refusal):
        room.votes("1", 3, round_id=1)
    assert room.ballots.get(1, {}) == {}


def test_a_rating_for_a_round_not_opened_yet_is_refused():
    room = a_room_of(1)
    with pytest.raises(RoundNeverOpened):
        room.votes("1", 3)
    room.opens("trust")
    with pytest.raises(RoundNeverOpened):
        room.votes("1", 3, round_id=2)


def test_strangers_leavers_and_removed_people_cannot_rate():
    room = a_room_of(2)
    room.opens("trust")
    room.does(c.Leave(), attendee("1"))
    room.does(c.RemovePerson("2"))
    for person, refusal in (("1", PersonLeft), ("2", PersonRemoved), ("3", UnknownPerson)):
        with pytest.raises(refusal):
            room.votes(person, 3)


def test_somebody_who_comes_back_or_is_readmitted_rates_again():
    room = a_room_of(2)
    room.opens("trust")
    room.does(c.Leave(), attendee("1"))
    room.does(c.RemovePerson("2"))
    room.joins("1")
    room.does(c.ReadmitPerson("2"))
    room.votes("1", 3)
    room.votes("2", 3)
    assert set(room.ballots[1]) == {"1", "2"}


# --- rounds that close by themselves ------------------------------------------------------------


def test_the_clock_closes_only_what_a_trainer_allowed_it_to():
    room = a_room_of(1)
    held = room.opens("trust")
    room.does(c.SetTimer(60))
    assert not may_close_itself(room.workshop)
    with pytest.raises(ClockMayNotClose):
        room.does(c.CloseRound(held), CLOCK)
    assert room.workshop.phase is Phase.OPEN


@pytest.mark.parametrize("allowing", [c.SetAutoClose(True), c.SetTimer(60, closes=True)])
def test_the_clock_closes_a_round_that_a_trainer_allowed_it_to(allowing):
    room = a_room_of(1)
    held = room.opens("trust")
    room.does(allowing)
    assert may_close_itself(room.workshop)
    assert room.does(c.CloseRound(held), CLOCK).phase is Phase.REVEALED
    assert not may_close_itself(room.workshop)


@pytest.mark.parametrize("allowing", [c.SetAutoClose(True), c.SetTimer(60, closes=True)])
@pytest.mark.parametrize(
    ("phones", "hands"),
    [
        (1, None),
        (1, [2, 1, 0, 0, 0]),
        (2, [0, 1, 0, 0, 0]),
        (0, [0, 1, 0, 0, 0]),
        (2, [0, 1, 0, 0, 0, 3]),
    ],
    ids=[
        "one phone",
        "one phone beside hands",
        "one hand",
        "one hand alone",
        "one hand that rates",
    ],
)
def test_the_clock_never_closes_a_round_in_which_a_rating_stands_alone(allowing, phones, hands):
    room = a_room_of(2)
    held = room.opens("trust")
    room.does(allowing)
    for person in range(phones):
        room.votes(str(person + 1), 2)
    if hands:
        room.hands(*hands[:5], cant_say=sum(hands[5:]))
    with pytest.raises(ClockMayNotClose):
        room.does(c.CloseRound(held), CLOCK)
    assert room.does(c.CloseRound(held)).phase is Phase.REVEALED  # a trainer was asked


def test_everybody_has_rated_once_all_who_take_part_have():
    room = a_room_of(3)
    assert not everybody_rated(room.workshop, {"1", "2", "3"})
    room.opens("trust")
    assert not everybody_rated(room.workshop, {"1", "2"})
    room.does(c.Leave(), attendee("3"))
    assert everybody_rated(room.workshop, {"1", "2"})


def test_an_empty_room_never_counts_as_everybody():
    room = Room()
    room.opens("trust")
    assert not everybody_rated(room.workshop, set())


def test_whether_a_rating_would_stand_alone():
    room = a_room_of(1)
    room.opens("trust")
    assert stands_alone(room.workshop, in_one_cell("trust", {"1"}))
    room.hands(2, 1, 0, 0, 0)
    assert stands_alone(room.workshop, in_one_cell("trust", {"1"}))
    room.joins("2")
    assert stands_alone(room.workshop, in_one_cell("trust", {"1"}))
    assert not stands_alone(room.workshop, in_one_cell("trust", {"1", "2"}))
    room.hands(0, 0, 1, 0, 0)
    assert stands_alone(room.workshop, in_one_cell("trust", {"1", "2"}))
    room.hands(0, 0, 1, 0, 0, cant_say=3)
    assert stands_alone(room.workshop, in_one_cell("trust", {"1", "2"}))
