"""Countdowns: shown, extended, taken away, and gone with what they were for."""

from datetime import timedelta

import pytest

from tests.builders import Room, a_room_in
from voting.core import commands as c
from voting.core.ruling import Method
from voting.core.state import Phase
from voting.refusals.rounds import NoTimer, TimerClosesOnlyRounds
from voting.refusals.sent import ImpossibleTime


def a_room_with_a_round_open() -> Room:
    room = Room()
    room.opens("trust")
    return room


def test_a_running_timer_gets_longer_and_keeps_its_start():
    room = a_room_with_a_round_open()
    started_at = room.does(c.SetTimer(60)).timer.started_at
    timer = room.does(c.ExtendTimer(30)).timer
    assert (timer.started_at, timer.seconds) == (started_at, 90)


@pytest.mark.parametrize(("closes", "over"), [(False, 90), (True, 5)])
def test_a_timer_that_has_run_out_starts_again(closes, over):
    room = a_room_with_a_round_open()
    room.does(c.SetTimer(60, closes=closes))
    room.now += timedelta(seconds=60 + over)
    timer = room.does(c.ExtendTimer(30)).timer
    assert (timer.started_at, timer.seconds, timer.closes) == (room.now, 30, closes)


def test_a_timer_that_should_have_closed_the_round_long_ago_loses_nothing_to_a_clock_that_jumped():
    room = a_room_with_a_round_open()
    room.does(c.SetTimer(600, closes=True))
    room.now += timedelta(hours=1)
    timer = room.does(c.ExtendTimer(60)).timer
    assert (timer.started_at, timer.seconds, timer.closes) == (room.now, 660, True)


def test_a_timer_is_removed():
    room = a_room_with_a_round_open()
    room.does(c.SetTimer(60))
    assert room.does(c.ClearTimer()).timer is None


@pytest.mark.parametrize("command", [c.ExtendTimer(30), c.ClearTimer()])
def test_there_must_be_a_timer_to_change(command):
    with pytest.raises(NoTimer):
        a_room_with_a_round_open().does(command)


@pytest.mark.parametrize("seconds", [-1, 0, 4, 7201])
def test_a_timer_runs_between_five_seconds_and_two_hours(seconds):
    room = a_room_with_a_round_open()
    with pytest.raises(ImpossibleTime, match="least=5, n=7200"):
        room.does(c.SetTimer(seconds))


def test_a_discussion_starts_with_or_without_a_timer():
    room = a_room_in(Phase.REVEALED)
    assert room.does(c.StartDiscussion()).timer is None
    room.does(c.EndDiscussion())
    assert room.does(c.StartDiscussion(120)).timer.seconds == 120


def test_no_countdown_ends_a_discussion():
    with pytest.raises(TimerClosesOnlyRounds):
        a_room_in(Phase.DISCUSSION).does(c.SetTimer(60, closes=True))


@pytest.mark.parametrize(
    ("phase", "ending"),
    [
        (Phase.OPEN, c.CloseRound(2)),
        (Phase.OPEN, c.CancelRound(2)),
        (Phase.DISCUSSION, c.EndDiscussion()),
        (Phase.DISCUSSION, c.OpenRound("time")),
        (Phase.DISCUSSION, c.RecordRuling("time", Method.MAJORITY)),
        (Phase.DISCUSSION, c.ShowDomain("trust")),
    ],
)
def test_a_timer_goes_with_the_round_or_discussion_it_was_for(phase, ending):
    room = a_room_in(phase)
    assert room.workshop.timer is not None
    assert room.does(ending).timer is None
