"""Ratings and commands that can't be taken: each gets its code and a sentence, nothing is lost."""

import pytest

from demo.client import Refused
from lab.rig.live_room import LiveRoom
from lab.rig.words import said

pytestmark = pytest.mark.live

VOTE = {"rating": 1, "vote_id": "vote-one", "sequence": 1}


def refusal(page, event: str, **payload) -> Refused:
    with pytest.raises(Refused) as refused:
        page.ask(event, **payload)
    assert " " in refused.value.sentence
    return refused.value


def someone_who_rated(room):
    """Somebody who has rated 2 in the open round, beside another who has not."""
    person = room.people(2)[0]
    room.opens("clarity")
    person.vote(2)
    return person


@pytest.fixture
def voter(room):
    return someone_who_rated(room)


@pytest.fixture(scope="module")
def shared(server):
    """One room for all that can't be read: nothing of it may change the vote that is held."""
    shared = LiveRoom(server)
    someone_who_rated(shared)
    yield shared
    shared.close()


def held(room) -> list[int | None]:
    return list(room.ballots(1).values())


RATINGS = [
    (-1, "rating-outside-scale"),
    (4, "rating-outside-scale"),
    (100, "rating-outside-scale"),
    (10**30, "malformed"),
    (-(10**6), "malformed"),
    ("2", "malformed"),
    (2.0, "malformed"),
    (1.5, "malformed"),
    (True, "malformed"),
    ([2], "malformed"),
    ({}, "malformed"),
]


@pytest.mark.parametrize(("rating", "code"), RATINGS)
def test_a_rating_that_is_none(shared, rating, code):
    sent = VOTE | {"round": 1, "sequence": 9, "rating": rating}
    assert refusal(shared.attendees[0], "vote", **sent).code == code
    assert held(shared) == [2]


@pytest.mark.parametrize(
    "changed",
    [
        {"sequence": 0},
        {"sequence": -1},
        {"sequence": 2**53},
        {"sequence": "2"},
        {"sequence": None},
        {"round": 0},
        {"round": "1"},
        {"round": 10**9},
        {"vote_id": ""},
        {"vote_id": "short"},
        {"vote_id": "x" * 65},
        {"vote_id": "spaces are none"},
        {"vote_id": 12345678},
        {"more": 1},
        {"person": "somebody else"},
    ],
    ids=str,
)
def test_a_vote_that_cannot_be_read(shared, changed):
    assert refusal(
        shared.attendees[0], "vote", **(VOTE | {"round": 1, "sequence": 9} | changed)
    ).code == ("malformed")
    assert held(shared) == [2]


@pytest.mark.parametrize("missing", ["round", "rating", "vote_id", "sequence"])
def test_a_vote_with_a_gap(shared, missing):
    sent = {name: value for name, value in (VOTE | {"round": 1}).items() if name != missing}
    assert refusal(shared.attendees[0], "vote", **sent).code == "malformed"
    assert held(shared) == [2]


def test_a_vote_on_a_round_that_was_never_opened(room, voter):
    assert refusal(voter, "vote", **VOTE, round=2).code == "round-never-opened"
    assert room.ballots(2) == {}


def test_a_vote_on_a_closed_round(room, voter):
    room.closes()
    problem = refusal(room.attendees[1], "vote", **VOTE, round=1)
    assert problem.code == "round-closed"
    assert refusal(voter, "vote", **VOTE | {"sequence": 9}, round=1).code == "round-closed"
    assert held(room) == [2]


def test_a_vote_on_a_closed_round_while_the_next_is_open(room, voter):
    room.closes()
    room.opens("clarity")
    assert refusal(voter, "vote", **VOTE | {"sequence": 9}, round=1).code == "round-closed"
    assert (held(room), room.ballots(2)) == ([2], {})


def test_a_vote_on_a_cancelled_round(room, voter):
    room.trainer.command("cancel_round", round=1)
    problem = refusal(room.attendees[1], "vote", **VOTE, round=1)
    assert problem.code == "round-cancelled"


def test_a_vote_by_somebody_who_has_left(room, voter):
    room.leaves(room.attendees[1])
    problem = refusal(room.attendees[1], "vote", **VOTE, round=1)
    assert problem.code == "person-left"
    assert said("attendee.left.button") in problem.sentence
    assert held(room) == [2]


def test_a_vote_by_somebody_who_was_removed(room, voter):
    other = room.attendees[1]
    room.trainer.command("remove_person", person=other.you["id"])
    other.socket.wait()
    assert other.ended["code"] == "person-removed"
    refused = room.browser()
    refused.http.cookies.update(other.browser.http.cookies)
    assert refused.get(f"/w/{room.id}").status_code == 403
    assert held(room) == [2]


@pytest.mark.other_servers
def test_whatever_was_refused_the_next_proper_vote_is_taken(room, voter):
    for bad in ({}, {"rating": 9}, {"round": 7}, {"sequence": 2.5}):
        refusal(voter, "vote", **(VOTE | {"round": 1, "sequence": 2} | bad) if bad else {})
    assert voter.vote(3)["rating"] == 3
    assert room.closes() == [0, 0, 0, 1]


# --- commands ---


@pytest.fixture(scope="module")
def lobby(server):
    """One room with nobody in it: whatever is refused leaves it as it was."""
    lobby = LiveRoom(server)
    yield lobby
    lobby.close()


NOT_NOW = {
    "close_round": {"round": 1},
    "cancel_round": {"round": 1},
    "start_discussion": {},
    "end_discussion": {},
    "record_ruling": {"domain": "clarity", "method": "consensus", "rating": 1},
    "reopen_workshop": {},
    "set_timer": {"seconds": 60},
    "extend_timer": {"seconds": 60},
    "clear_timer": {},
}


@pytest.mark.parametrize("event", NOT_NOW)
def test_a_command_that_the_phase_does_not_allow(lobby, event):
    before = lobby.stored()
    problem = refusal(lobby.trainer, event, id="request-one", **NOT_NOW[event])
    assert problem.code == "not-now"
    assert problem.sentence == said("refusals.not-now.lobby")
    assert lobby.stored() == before


COMMANDS = [
    ("open_round", {"domain": "nowhere"}, "unknown-domain"),
    ("open_round", {"domain": 7}, "malformed"),
    ("open_round", {"domain": None}, "malformed"),
    ("open_round", {}, "malformed"),
    ("open_round", {"domain": "clarity", "more": 1}, "malformed"),
    ("open_round", {"domain": "clarity", "id": "short"}, "malformed"),
    ("open_round", {"domain": "clarity", "id": None}, "malformed"),
    ("open_round", {"domain": "clarity", "step": "1"}, "malformed"),
    ("open_round", {"domain": "clarity", "step": 10**30}, "overtaken"),
    ("replace_link", {"link": "front door"}, "malformed"),
    ("remove_person", {"person": "nobody"}, "unknown-person"),
    ("set_auto_close", {"on": 1}, "malformed"),
    ("introduce", {"name": "x" * 61}, "text-too-long"),
    ("edit_details", {"details": {"area": "A"}}, "malformed"),
    ("show_domain", {"domain": "nowhere"}, "unknown-domain"),
    ("reopen_ruling", {"domain": "clarity"}, "nothing-to-reopen"),
    ("finish", {}, "domains-open"),
]


@pytest.mark.parametrize(("event", "payload", "code"), COMMANDS)
def test_a_command_that_cannot_be(lobby, event, payload, code):
    before = lobby.stored()
    assert refusal(lobby.trainer, event, **({"id": "request-one"} | payload)).code == code
    assert lobby.stored() == before


NOTES = [("x" * 1001, "text-too-long"), ("  ", "reason-needed"), ("\x00\u200b", "reason-needed")]


@pytest.mark.parametrize(("note", "code"), NOTES)
def test_a_note_that_is_none(room, note, code):
    room.people(2)
    room.rates("clarity", 1, 2)
    ruling = {"domain": "clarity", "method": "unresolved", "note": note}
    assert refusal(room.trainer, "record_ruling", id="request-one", **ruling).code == code
    assert room.stored().rulings == {}


@pytest.mark.parametrize("seconds", [0, -5, 4, 7201, 10**30])
def test_a_time_that_cannot_be(room, seconds):
    room.opens("clarity")
    problem = refusal(room.trainer, "set_timer", id="request-one", seconds=seconds)
    assert problem.code == "impossible-time"
    assert room.stored().timer is None
