"""What each screen is told: no name but the trainers', no tally while a round is open."""

import json

import pytest

from lab.rig.live_room import LiveRoom
from lab.rig.server import wait_until
from tests.edges.raw import RawSocket

pytestmark = pytest.mark.live

NAME = "Namemarker"
AUDIENCES = ("attendee", "room", "trainer", "lead")


def frames(socket) -> list[tuple[str, dict]]:
    """Every event that came, with its payload; answers count as events of their own."""
    heard = []
    for frame in socket.frames:
        if frame.startswith("42"):
            event, payload = json.loads(frame[2:])
            heard.append((event, payload))
        elif frame.startswith("43"):
            heard.append(("answer", json.loads(frame[frame.index("[") :])[0]))
    return heard


def views(socket) -> list[dict]:
    """Every view in whatever came."""
    found = []
    for _, payload in frames(socket):
        state = payload.get("state", payload)
        if "view" in state:
            found.append(state["view"])
    return found


@pytest.fixture(scope="module")
def heard(server):
    """What every audience heard of a whole scripted workshop, one socket each."""
    room = LiveRoom(server)
    people = [room.joins(f"{NAME} {number}") for number in range(1, 5)]
    browsers = {
        "attendee": room.joins(f"{NAME} watching").browser,
        "room": room.page("room").browser,
        "trainer": room.page("trainer").browser,
        "lead": room.page("lead").browser,
    }
    sockets = {audience: RawSocket(browsers[audience]) for audience in AUDIENCES}
    for audience, socket in sockets.items():
        socket.hello(room.id, audience)
        socket.ask("snapshot")
        socket.listen()
    scripted_workshop(room, people)
    for socket in sockets.values():
        wait_until(lambda socket=socket: views(socket)[-1]["phase"] == "finished")
    yield sockets
    for socket in sockets.values():
        socket.close()
    room.close()


def scripted_workshop(room: LiveRoom, people: list) -> None:
    """Two rounds on the first domain, a cancelled one, people coming and going, a finish."""
    watcher = room.attendees.pop()
    room.rates("clarity", 3, 3, 0, None)
    room.trainer.command("start_discussion", seconds=60)
    room.rates("clarity", 3, 3, 3, None)
    room.rules("clarity", "consensus", 3, "agreed aloud")
    room.opens("contact")
    room.votes(1, 1)
    room.trainer.command("cancel_round", round=room.trainer.view["round"]["id"])
    room.leaves(people[0])
    people[0].ask("join", id="coming-back", name=f"{NAME} back", sector="school")
    room.trainer.command("remove_person", person=people[3].you["id"])
    room.attendees[:] = people[:3]
    for domain in room.stored().unruled():
        room.rates(domain, 1, 1, 2)
        room.rules(domain, "majority")
    room.trainer.command("finish")
    room.attendees.append(watcher)


def test_names_reach_trainers_and_nobody_else(heard):
    assert NAME in json.dumps(frames(heard["trainer"]))
    for audience in ("room", "lead"):
        assert NAME not in json.dumps(frames(heard[audience]))
    told = json.dumps(frames(heard["attendee"]))
    assert f"{NAME} watching" in told
    assert NAME not in told.replace(f"{NAME} watching", "")


@pytest.mark.parametrize("audience", AUDIENCES)
def test_no_tally_is_sent_of_an_open_round(heard, audience):
    seen = [view for view in views(heard[audience]) if view["phase"] == "open"]
    assert seen
    for view in seen:
        assert view["rounds"] == []
        counted = [round for story in view.get("domains", []) for round in story["rounds"]]
        assert view["round"]["id"] not in {round["id"] for round in counted}


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_cancelled_round_is_never_shown(heard, audience):
    cancelled = 3
    for view in views(heard[audience]):
        shown = [*view["rounds"], *(r for s in view.get("domains", []) for r in s["rounds"])]
        assert cancelled not in {round["id"] for round in shown}


@pytest.mark.parametrize("audience", ["room", "trainer", "lead"])
def test_nothing_ties_a_person_to_a_rating(heard, audience):
    for _, payload in frames(heard[audience]):
        said = json.dumps(payload)
        assert "vote_id" not in said
        assert "ballot" not in said
    for view in views(heard[audience]):
        for person in view.get("persons", []):
            assert set(person) == {
                "id",
                "name",
                "sector",
                "presence",
                "joined_at",
                "practice",
                "rated",
                "started",
            }


def test_an_attendee_hears_of_no_ballot_but_their_own(heard):
    for event, payload in frames(heard["attendee"]):
        if event == "you":
            assert payload["name"] == f"{NAME} watching"
            assert payload["ballot"] is None


@pytest.mark.other_servers
def test_turnout_is_told_while_a_round_is_open_and_nothing_else_changes(room):
    room.people(3)
    screen = room.page("room")
    room.opens("clarity")
    room.votes(0, 3)
    screen.wait_for(lambda state: (state["view"]["turnout"] or {}).get("rated") == 2)
    assert screen.view["turnout"] == {"rated": 2, "started": 2, "of": 3, "by_hand": 0}
    room.trainer.wait_for(lambda state: state["view"]["turnout"]["rated"] == 2)
    rated = {person["name"]: person["rated"] for person in room.trainer.view["persons"]}
    assert rated == {"Attendee 1": True, "Attendee 2": True, "Attendee 3": False}


PAGES = {"attendee": "w", "room": "room", "trainer": "trainer", "lead": "lead"}


def test_pages_are_delivered_with_no_more_than_their_view(room):
    room.joins(f"{NAME} 1")
    room.opens("clarity")
    room.votes(3)
    person = room.joins("Attendee 2")
    browsers = {audience: room.page(audience).browser for audience in ("room", "lead")}
    browsers |= {"attendee": person.browser, "trainer": room.trainer.browser}
    for audience, browser in browsers.items():
        page = browser.get(f"/{PAGES[audience]}/{room.id}").text
        assert (NAME in page) == (audience == "trainer")
        assert '"counts":[' not in page


def test_the_record_names_nobody_and_opens_nothing(room):
    room.joins(f"{NAME} 1")
    room.rates("clarity", 2)
    lead = room.page("lead").browser
    for file in ("ratings.csv", "rounds.csv", "record.json", "profile.svg"):
        said = lead.get(f"/results/{room.id}/{file}").text
        assert NAME not in said
        assert room.code not in said
        assert room.attendees[0].you["id"] not in said
