"""One vote each, however often, in whatever order and over however many sockets it is sent."""

import json
import random

import pytest

from demo.client import Page

pytestmark = pytest.mark.live

AGAIN = 100


def say_it_again(raw, page: Page, event: str, payload: dict) -> list[dict]:
    """The same frame a hundred times from one socket; every answer."""
    socket = raw(page.browser)
    assert socket.hello(page.workshop, page.audience) == {}
    return [socket.ask(event, payload) for _ in range(AGAIN)]


@pytest.mark.both_servers
def test_a_vote_replayed_a_hundred_times_counts_once(room, raw):
    person, _ = room.people(2)
    held = room.opens("clarity")
    vote = {"round": held, "rating": 2, "vote_id": "vote-one", "sequence": 1}
    answers = say_it_again(raw, person, "vote", vote)
    stored = {"rating": 2, "hidden": False, "vote_id": "vote-one", "sequence": 1}
    stored |= {"answers": None, "done": True}
    assert {json.dumps(answer["ballot"]) for answer in answers} == {json.dumps(stored)}
    assert room.closes() == [0, 0, 1, 0]


def test_a_vote_replayed_after_the_close_and_in_the_next_round_counts_once(room, raw):
    person, _ = room.people(2)
    held = room.opens("clarity")
    vote = {"round": held, "rating": 2, "vote_id": "vote-one", "sequence": 1}
    person.ask("vote", **vote)
    room.closes()
    assert all(answer["ok"] for answer in say_it_again(raw, person, "vote", vote))
    room.opens("clarity")
    say_it_again(raw, person, "vote", vote)
    assert room.closes() == [0, 0, 0, 0]
    assert room.ballots(held) == {person.you["id"]: 2}


def test_an_old_vote_replayed_after_a_change_changes_nothing_back(room, raw):
    person, _ = room.people(2)
    held = room.opens("clarity")
    old = {"round": held, "rating": 0, "vote_id": "vote-one", "sequence": 1}
    person.ask("vote", **old)
    person.ask("vote", **old | {"rating": 3, "vote_id": "vote-two", "sequence": 2})
    assert all(a["ballot"]["rating"] == 3 for a in say_it_again(raw, person, "vote", old))
    assert room.closes() == [0, 0, 0, 1]


COMMANDS = {
    "open_round": {"domain": "contact"},
    "close_round": {"round": 1},
    "cancel_round": {"round": 1},
    "set_timer": {"seconds": 60},
    "lock_joining": {},
}


@pytest.mark.parametrize("event", COMMANDS)
def test_a_command_replayed_a_hundred_times_is_done_once(room, raw, event):
    room.people(1)
    if event != "open_round":
        room.opens("clarity")
    before = room.stored()
    answers = say_it_again(raw, room.trainer, event, {"id": "request-one"} | COMMANDS[event])
    assert all(answer["ok"] for answer in answers)
    assert room.stored().revision == before.revision + 1


def test_a_join_and_a_leave_replayed_are_each_done_once(room, raw):
    person = room.joins()
    before = room.stored()
    join = {"id": "request-one", "name": "Attendee One", "sector": "school"}
    say_it_again(raw, person, "join", join)
    say_it_again(raw, person, "leave", {"id": "request-two"})
    assert room.stored().revision == before.revision + 2
    assert len(room.stored().people) == 1


def test_two_people_who_name_their_requests_alike_are_both_served(room):
    first, second = room.people(2)
    for page in (first, second):
        page.ask("leave", id="same-name-for-both")
    assert room.stored().taking_part() == []


def test_fuzz_of_repeats_changes_and_late_votes(room, pytestconfig):
    """Phones send new ratings, repeats and stragglers in any order; the newest stays."""
    chance = random.Random(1)
    people = room.people(8)
    held = room.opens("clarity")
    newest: dict[str, tuple[int, int | None]] = {}
    for number in range(pytestconfig.getoption("--fuzz")):
        page = chance.choice(people)
        sequence, rating = chance.randint(1, 40), chance.choice([0, 1, 2, 3, None])
        vote = {
            "round": held,
            "vote_id": f"vote-{number:08}",
            "sequence": sequence,
            "rating": rating,
        }
        known = newest.get(page.you["id"], (0, None))
        if sequence > known[0]:
            newest[page.you["id"]] = known = (sequence, rating)
        for _ in range(chance.choice([1, 1, 2, 3])):
            ballot = page.ask("vote", **vote)["ballot"]
            assert (ballot["sequence"], ballot["rating"]) == known
    ratings = [rating for _, rating in newest.values()]
    assert room.closes() == [ratings.count(level) for level in range(4)]
