"""What closes by itself, and what never does."""

import time

import pytest

from lab.rig.live_room import LiveRoom
from lab.rig.server import wait_until

pytestmark = pytest.mark.live

SHORTEST = 5  # seconds, of a countdown


def phase(room) -> str:
    return room.trainer.refresh()["view"]["phase"]


def rounds_by_clock(room) -> int:
    store = room.server.store()
    entries = store.log(room.id)
    store._redis.close()
    return sum(entry.by.role == "clock" for entry in entries)


@pytest.mark.both_servers
def test_a_round_closes_when_all_have_rated_if_a_trainer_said_so(room):
    room.people(3)
    room.trainer.command("set_auto_close", on=True)
    room.opens("clarity")
    room.votes(1, 2)
    assert phase(room) == "open"
    room.attendees[2].vote(None)
    room.trainer.wait_for_phase("revealed")
    assert room.trainer.view["rounds"][0]["counts"] == [0, 1, 1, 0]
    assert rounds_by_clock(room) == 1


def test_no_round_closes_by_itself_unasked_nor_in_an_empty_room(server, room):
    empty = LiveRoom(server)
    empty.trainer.command("set_auto_close", on=True)
    empty.opens("clarity")
    room.people(2)
    room.opens("clarity")
    room.votes(1, 2)
    time.sleep(1.5)  # longer than the server takes to look
    assert (phase(room), phase(empty)) == ("open", "open")
    empty.close()


def test_the_last_one_missing_leaves_and_the_round_closes(room):
    room.people(3)
    room.trainer.command("set_auto_close", on=True)
    room.opens("clarity")
    room.votes(2, 3)
    room.leaves(room.attendees[2])
    room.trainer.wait_for_phase("revealed")


def test_countdowns_close_only_what_they_were_set_to_close(server, room):
    """Four workshops at once, so that the waiting is done once."""
    shown, extended, alone = LiveRoom(server), LiveRoom(server), LiveRoom(server)
    for one, closes in ((alone, True), (room, True), (shown, False), (extended, True)):
        one.people(1)
        one.opens("clarity")
        if one is alone:  # a close would show whose rating it is
            one.votes(2)
        one.trainer.command("set_timer", seconds=SHORTEST, closes=closes)
    extended.trainer.command("extend_timer", seconds=60)
    room.trainer.wait_for(lambda state: state["view"]["phase"] == "revealed")
    time.sleep(1)
    rooms = (room, shown, extended, alone)
    assert [phase(one) for one in rooms] == ["revealed", "open", "open", "open"]
    assert [rounds_by_clock(one) for one in rooms] == [1, 0, 0, 0]
    for one in (shown, extended, alone):
        one.close()


def test_an_extended_countdown_shows_the_time_that_is_left(room):
    room.opens("clarity")
    began = time.monotonic()
    room.trainer.command("set_timer", seconds=30)
    assert_left(room, 30_000, began)
    room.trainer.command("extend_timer", seconds=60)
    assert_left(room, 90_000, began)
    room.trainer.command("clear_timer")
    assert room.trainer.state["timer_left_ms"] is None


def assert_left(room, most: int, began: float) -> None:
    """As much is left of ``most`` ms as can have passed since it ``began``."""
    passed = 1000 * (time.monotonic() - began)
    assert most - passed - 1 <= room.trainer.state["timer_left_ms"] <= most


def test_a_discussion_has_a_timer_that_closes_nothing(room):
    room.people(2)
    room.rates("clarity", 1, 2)
    room.trainer.command("start_discussion", seconds=60)
    assert room.trainer.view["timer"]["seconds"] == 60
    room.trainer.command("end_discussion")
    assert room.trainer.view["timer"] is None


@pytest.mark.noisy
def test_a_workshop_that_cannot_be_read_does_not_hold_up_the_others(server, room):
    """One damaged document must not stop turnout and closings elsewhere."""
    damaged, other = room, LiveRoom(server)
    client = server.redis()
    said = len(server.output())
    key = f"cascade:{{{damaged.id}}}:document"
    whole = client.get(key)
    client.set(key, b"{}")
    client.hset(f"cascade:{{{damaged.id}}}:gate", "revision", 99)
    try:
        # Until it has been looked at, which the server's output tells.
        wait_until(lambda: "ERROR" in server.output()[said:])
        other.people(2)
        other.trainer.command("set_auto_close", on=True)
        other.opens("clarity")
        other.votes(2, 2)
        other.trainer.wait_for(lambda state: state["view"]["phase"] == "revealed")
    finally:
        client.set(key, whole)
        client.hset(f"cascade:{{{damaged.id}}}:gate", "revision", damaged.stored().revision)
        client.connection_pool.disconnect()
        other.close()
