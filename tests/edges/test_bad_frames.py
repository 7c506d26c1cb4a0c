"""What no page of ours would send: broken frames, unknown and reserved events, huge messages."""

import json

import pytest
import requests

from demo.client import Refused
from lab.rig.live_room import LiveRoom

pytestmark = pytest.mark.live

NO_OBJECTS = [None, 7, "text", [], [1, 2], True, [[]]]
BROKEN = {
    "no packet": "x",
    "an unknown packet": "9",
    "an unknown message": "49",
    "an empty message": "4",
    "no JSON": "42not json",
    "JSON cut short": '42["vote",{"round":1',
    "no event": "42[]",
    "an object for an event": '42{"vote":1}',
    "a number for an event": "42[1]",
    "a number": "427",
    "deeply nested": '42["vote",' + "[" * 6000,
    "a namespace that is not there": '42/admin,["vote",{}]',
    "an answer to nothing": "437[1]",
    "a refusal": '44{"message":"no"}',
    "a long id": "42" + "1" * 200 + '["vote"]',
    "a missing attachment": '451-["vote",{"_placeholder":true,"num":0}]',
    "too many attachments": '4599999999999-["vote"]',
    "bytes": b"\x00\x01\x02",
    "bytes that are no text": b"4\xff\xfe",
}


@pytest.fixture(scope="module")
def room(server):
    """One room for all: nothing that is sent here may change it."""
    room = LiveRoom(server)
    room.people(2)
    room.opens("clarity")
    yield room
    room.close()


@pytest.fixture
def own(server):
    """A room for one test alone."""
    room = LiveRoom(server)
    yield room
    room.close()


@pytest.fixture
def person(room):
    """Somebody in an open round, with another beside them."""
    return room.attendees[0]


def still_well(room) -> None:
    """The server is up, and everybody else goes on as if nothing had been."""
    assert room.server.is_well()
    assert room.attendees[1].vote(2)["rating"] == 2
    assert room.trainer.refresh()["view"]["round"]["id"] == 1


@pytest.mark.noisy
@pytest.mark.parametrize("frame", BROKEN.values(), ids=BROKEN)
def test_a_broken_frame_harms_nobody(room, raw, person, frame):
    before = room.stored()
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    socket.say(frame)
    still_well(room)
    assert room.stored() == before


@pytest.mark.noisy
@pytest.mark.parametrize("frame", BROKEN.values(), ids=BROKEN)
def test_a_broken_frame_from_a_stranger_harms_nobody(room, raw, person, frame):
    raw(room.browser()).say(frame)
    still_well(room)


def test_a_broken_frame_is_no_news_for_the_log(room, raw, person):
    before = room.server.output()
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    socket.say("42not json")
    assert socket.hear("nothing more", within=0.5) == ""
    assert room.server.output() == before


@pytest.mark.parametrize("payload", NO_OBJECTS, ids=json.dumps)
@pytest.mark.parametrize("event", ["vote", "join"])
def test_a_payload_that_is_no_object_is_refused_in_words(room, raw, person, event, payload):
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    error = socket.ask(event, payload)["error"]
    assert error["code"] == "malformed"
    assert error["sentence"]


def test_an_event_without_a_payload_or_with_too_many_is_answered(room, raw, person):
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    assert socket.ask("vote")["error"]["code"] == "malformed"
    assert socket.ask("vote", {}, {}, {})["error"]["code"] == "malformed"
    assert socket.ask("snapshot", 1, 2, 3)["ok"]


UNREADABLE = {
    "half an emoji": r'["vote",{"round":1,"rating":1,"vote_id":"\ud800 and more","sequence":1}]',
    "half an emoji for a rating": r'["vote",{"rating":"\udc00"}]',
    "half an emoji for a key": r'["join",{"\ud83d":1}]',
    "half an emoji for an event": r'["\ud800",{}]',
    "no number": '["vote",{"rating":NaN}]',
    "no JSON": "vote",
    "an object": '{"vote":1}',
    "an object in a list": '[{"vote":1}]',
    "a list in a list": '[["a"]]',
    "a number for an event": "[1]",
    "no event": "[]",
    "null": "null",
    "nothing": "",
    "nothing but depth": '["vote",' + "[" * 6000,
}


@pytest.mark.parametrize("said", UNREADABLE.values(), ids=UNREADABLE)
def test_an_event_that_cannot_be_read_is_answered(room, raw, person, said):
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    socket.say("4277" + said)
    assert '"code":"malformed"' in socket.hear("4377[")
    assert socket.ask("snapshot")["ok"]


def test_an_event_with_an_attachment_is_answered(room, raw, person):
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    socket.say('451-77["vote",{"round":{"_placeholder":true,"num":0}}]')
    socket.say(b"\x01")
    assert '"code":"malformed"' in socket.hear("4377[")
    assert socket.ask("snapshot")["ok"]


@pytest.mark.both_servers
@pytest.mark.parametrize("announced", ["451", "451000000000", "461000000000", "4５1000000000"])
def test_attachments_are_never_collected(room, raw, person, announced):
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    socket.say(announced + '-["vote",{"round":{"_placeholder":true,"num":0}}]')
    for _ in range(8):
        socket.say(bytes(16_000))
    # What comes after them is an event again, and no attachment.
    assert socket.ask("snapshot")["ok"]
    still_well(room)


def test_attachments_are_not_collected_by_long_polling_either(room, person):
    http, base = person.browser.http, f"{room.server.base}/socket.io/?EIO=4&transport=polling"
    session = f"{base}&sid=" + json.loads(http.get(base).text[1:])["sid"]
    hello = {"workshop": room.id, "audience": "attendee", "token": person.browser.token}
    http.post(session, data="40" + json.dumps(hello))
    http.post(session, data='451000000000-["x",{"_placeholder":true,"num":0}]\x1ebAAAA')
    http.post(session, data='427["snapshot"]')
    heard = "".join(http.get(session, timeout=20).text for _ in range(2))
    assert '437[{"ok":true' in heard


@pytest.mark.parametrize("event", ["open round", "votes", "", "x" * 300, "message", "*", "ended"])
def test_an_unknown_event_is_refused_in_words(room, person, event):
    with pytest.raises(Refused) as refused:
        person.ask(event, id="request-one")
    assert refused.value.code == "unknown-event"
    assert len(refused.value.sentence) < 200


@pytest.mark.parametrize("event", ["connect", "disconnect"])
def test_an_event_with_a_name_that_is_reserved_is_unknown(room, raw, person, event):
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    for payload in ([], [{}], [{"HTTP_COOKIE": ""}, {"workshop": room.id}]):
        assert socket.ask(event, *payload)["error"]["code"] == "unknown-event"
    assert socket.ask("snapshot")["ok"]


def test_nobody_slips_out_of_sight_and_listens_on(server, own, raw):
    """A trainer whose link is replaced hears nothing more, whatever they sent before."""
    room = own
    old = room.page("trainer").browser
    socket = raw(old)
    socket.hello(room.id, "trainer")
    socket.ask("snapshot")
    socket.say('42["disconnect"]')
    room.trainer.command("replace_link", link="trainer")
    socket.hear('42["ended"', within=1)
    heard = len(socket.frames)
    room.trainer.command("open_round", domain="clarity")
    assert not socket.hear('42["state"', within=1.5), socket.frames[heard:]


def test_saying_who_one_is_twice_leaves_no_ghost(server, own, raw):
    room, person = own, own.joins()
    room.loses(person)
    socket = raw(person.browser)
    assert socket.hello(room.id, "attendee") == {}
    assert socket.hello(room.id, "attendee")["code"] == "Unable to connect"
    room.trainer.wait_for(lambda state: state["view"]["people"]["connected"] == 1)
    socket.close()
    room.trainer.wait_for(lambda state: state["view"]["people"]["connected"] == 0)


@pytest.mark.parametrize("size", [20_000, 200_000])
def test_an_event_that_is_too_large_harms_nobody(room, raw, person, size):
    socket = raw(person.browser)
    socket.hello(room.id, "attendee")
    socket.say('42["join",{"name":"' + "x" * size + '"}]')
    assert socket.hear("43", within=2) == ""
    again = raw(person.browser)
    assert again.hello(room.id, "attendee") == {}
    still_well(room)


def test_a_polled_event_that_is_too_large_harms_nobody(room, person):
    base = f"{room.server.base}/socket.io/?EIO=4&transport=polling"
    session = f"{base}&sid=" + json.loads(requests.get(base).text[1:])["sid"]
    answer = requests.post(session, data="4" + "x" * 20_000, timeout=20)
    assert (answer.status_code, answer.json()["error"]["code"]) == (413, "too-large")
    still_well(room)


def test_a_polling_session_that_is_not_there_is_refused_without_a_word_on_why(room):
    address = f"{room.server.base}/socket.io/?EIO=4&transport=polling&sid=none"
    answer = requests.post(address, data="41", timeout=20)
    assert answer.status_code == 400
    assert "Traceback" not in answer.text


def test_a_socket_that_says_nothing_hears_nothing(server, own, raw):
    stranger = raw(own.browser())
    own.opens("clarity")
    assert stranger.hear("4", within=0.5) == ""
