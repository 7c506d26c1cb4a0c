"""The app is killed in the middle of a round and started again: everything is as it was."""

import pytest
import requests

from demo.client import Page
from lab.rig.live_room import SteadyPage
from lab.rig.processes import alive, processes_naming
from lab.rig.server import wait_until

pytestmark = pytest.mark.live


def comes_back(room, page: Page) -> Page:
    """The same browser after the restart; the old socket is gone with the old server."""
    room.loses(page)
    return room.opened(page)


@pytest.fixture
def restarted(own_room):
    """A room whose server was killed with a round open and two of three votes in."""
    own_room.people(3)
    own_room.opens("clarity")
    own_room.votes(2, 3)
    own_room.before = own_room.stored()
    own_room.server.kill()
    own_room.server.start()
    return own_room


@pytest.mark.both_servers
def test_a_killed_app_goes_on_with_the_same_people_votes_and_phase(restarted):
    room = restarted
    assert room.stored() == room.before
    known = [page.you["id"] for page in room.attendees]
    room.attendees = [comes_back(room, page) for page in room.attendees]
    assert [page.you["id"] for page in room.attendees] == known
    assert [page.you["ballot"]["rating"] for page in room.attendees[:2]] == [2, 3]
    room.attendees[2].vote(3)
    room.trainer = comes_back(room, room.trainer)
    assert room.closes() == [0, 0, 1, 2]


def test_links_and_code_open_what_they_opened(restarted):
    room = restarted
    for audience in ("trainer", "lead", "room"):
        assert room.page(audience).view["phase"] == "open"
    assert room.joins().view["phase"] == "open"
    assert room.trainer.browser.get_json(f"/trainer/{room.id}/links") == room.links


def test_a_command_sent_before_and_after_the_kill_is_done_once(own_room):
    room = own_room
    room.people(2)
    room.trainer.ask("open_round", id="request-one", domain="clarity")
    room.server.kill()
    room.server.start()
    room.trainer = comes_back(room, room.trainer)
    room.trainer.ask("open_round", id="request-one", domain="clarity")
    assert len(room.stored().rounds) == 1


def test_pages_that_stay_open_connect_again_by_themselves(own_room):
    room = own_room
    made = room.browser().join(room.code, "A. B.", "school")
    person = SteadyPage(made.browser, room.id, "attendee", transports=["websocket"])
    room.pages.append(person.open())
    room.server.kill()
    room.server.start()
    room.trainer = comes_back(room, room.trainer)
    room.trainer.command("open_round", domain="clarity")
    person.wait_for_phase("open")
    assert person.vote(1)["rating"] == 1


def test_never_two_stores_on_one_data_directory(own_server):
    for _ in range(2):
        left_over = own_server.store_pid
        own_server.kill()
        own_server.start()
        assert not alive(left_over)
    own = {own_server.process.pid, own_server.store_pid}
    # A process of the store's that writes its file anew bears its name for a moment.
    wait_until(lambda: set(processes_naming(own_server.data_dir)) == own)


def test_a_killed_store_comes_back_and_no_vote_is_lost(own_room):
    room = own_room
    room.people(2)
    held = room.opens("clarity")
    room.votes(2)
    room.server.kill_store()
    wait_until(room.server.is_well)
    assert room.ballots(held) == {room.attendees[0].you["id"]: 2}
    room.attendees[1].vote(1)
    assert room.closes() == [0, 1, 1, 0]


def test_healthz_says_when_the_store_does_not_answer(own_server):
    with own_server.frozen_store():
        answer = requests.get(f"{own_server.base}/healthz", timeout=20)
    assert (answer.status_code, answer.json()["store"]) == (503, False)
    reason = "the store does not answer or can't be written to (TimeoutError)"
    assert answer.json()["reason"] == reason  # the rest is for the log
    assert "store: TimeoutError: Timeout reading" in own_server.output()
    wait_until(own_server.is_well)
