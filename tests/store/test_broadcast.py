"""The broadcaster by itself, on the real store, without a socket."""

import json

import pytest

from tests.builders import FIRST_TRAINER, attendee
from tests.store.areas import StoredArea, a_service
from tests.store.plans import Meeting
from tests.store.rooms import WORKSHOP, StoredRoom
from voting.core import commands as c
from voting.core.actors import Actor, Role
from voting.edges.broadcast.broadcaster import Broadcaster
from voting.edges.broadcast.listeners import Listener
from voting.goals import commands as p
from voting.programme.commands import CancelEvent
from voting.store import keys
from voting.wire.codec import encode


def drops_none(sid: str) -> None:
    """Nobody is let go here."""


def as_sent(message):
    """Plain data, as it goes over the wire."""
    return json.loads(encode(message))


def broadcaster_of(room, sent: list) -> Broadcaster:
    """One that puts into ``sent`` what it sends: event, data and to whom."""
    return Broadcaster(
        room.service,
        emit=lambda event, data, to: sent.append((event, as_sent(data), to)),
        drop=drops_none,
    )


@pytest.fixture
def room(store):
    return StoredRoom(store, people=1)


class ThenSomethingHappens:
    """A lock after whose second use, the one that a snapshot is made under, something happens."""

    def __init__(self, lock, happens) -> None:
        self.lock, self.happens, self.uses = lock, happens, 0

    def __enter__(self):
        self.lock.acquire()

    def __exit__(self, *problem):
        self.lock.release()
        self.uses += 1
        if self.uses == 2:
            self.happens()


def test_a_persons_rating_in_a_snapshot_is_of_the_round_that_is_in_it(room):
    """Else a phone would take a stored rating for lost, when the round closes in that moment."""
    held = room.opens()
    room.votes("person-0", held, 2)
    broadcaster = Broadcaster(room.service, emit=lambda *what: None, drop=drops_none)
    listener = Listener("socket", WORKSHOP, "attendee", attendee("person-0"))
    broadcaster.add(listener)
    channel = broadcaster._channels.get(WORKSHOP)

    def the_round_closes():
        room.does(c.CloseRound(held))
        broadcaster._refresh(WORKSHOP, channel)

    channel.lock = ThenSomethingHappens(channel.lock, the_round_closes)
    state = as_sent(broadcaster.snapshot(listener))
    assert channel.workshop.open_round is None
    assert state["view"]["round"]["id"] == held
    assert state["you"]["ballot"]["rating"] == 2


def test_a_pulse_says_since_when_a_view_is_as_it_is(room):
    """A phone has nothing to fetch because somebody joins; it has when a round opens."""
    sent = []
    broadcaster = broadcaster_of(room, sent)
    for audience, actor in (("attendee", attendee("person-0")), ("trainer", FIRST_TRAINER)):
        broadcaster.add(Listener(audience, WORKSHOP, audience, actor))
    held = {}

    def look():
        sent.clear()
        broadcaster._look(WORKSHOP, broadcaster._channels.get(WORKSHOP), pulse=True)
        held.update({to: data["revision"] for event, data, to in sent if event == "state"})
        return {
            to.partition("/")[2]: (data["since"] <= held[to] <= data["revision"], data["since"])
            for event, data, to in sent
            if event == "pulse" and to in held
        }

    before = look()
    room.joins("newcomer")
    after = look()
    assert after["attendee"] == before["attendee"]
    assert after["trainer"][1] > before["trainer"][1]
    room.opens()
    last = look()
    assert last["attendee"][1] > after["attendee"][1]
    assert all(is_current for view in (before, after, last) for is_current, _ in view.values())


class GoesAsItIsSeen:
    """A store in which a socket closes just before its sign of life is written."""

    def __init__(self, store) -> None:
        self._store = store
        self.goes = lambda: None

    def __getattr__(self, name):
        return getattr(self._store, name)

    def seen(self, *sign_of_life):
        self.goes()
        self._store.seen(*sign_of_life)


def test_a_socket_that_closes_as_its_sign_of_life_is_written_leaves_no_ghost(store):
    room = StoredRoom(GoesAsItIsSeen(store), people=2)
    broadcaster = broadcaster_of(room, [])
    going, staying = (
        Listener(p, WORKSHOP, "attendee", attendee(p)) for p in room.workshop().people
    )
    for listener in (going, staying):
        broadcaster.add(listener)

    def goes():
        broadcaster.remove(going)
        store.socket_gone(WORKSHOP, going.actor.id, going.sid)

    room.store.goes = goes
    broadcaster._look(WORKSHOP, broadcaster._channels.get(WORKSHOP), pulse=True)
    assert room.service.presence(WORKSHOP) == {"person-0": "reconnecting", "person-1": "connected"}


def test_a_page_is_made_of_the_workshop_that_its_request_has_loaded(redis, room):
    broadcaster = broadcaster_of(room, [])
    room.opens()
    loaded = room.workshop()

    def gets():
        return redis.info("commandstats")["cmdstat_get"]["calls"]

    room.service.before(loaded)  # which area it is in is known for a few seconds
    before = gets()
    state = broadcaster.first_state(loaded, "trainer", FIRST_TRAINER)
    assert gets() == before
    newest = broadcaster.snapshot(Listener("", WORKSHOP, "trainer", FIRST_TRAINER))
    assert as_sent(state) == as_sent(newest)


def test_whose_vote_the_store_lost_is_told_once_and_nobody_else(room):
    sent = []
    broadcaster = broadcaster_of(room, sent)
    room.joins("person-1")
    pages = [Listener(p, WORKSHOP, "attendee", attendee(p)) for p in ("person-0", "person-1")]
    for page in pages:
        broadcaster.add(page)
    held = room.opens()

    def votes(page, sequence):
        room.votes(page.sid, held, 2, sequence)
        broadcaster.vote_kept(page, held, sequence)

    def told():
        sent.clear()
        broadcaster._look(WORKSHOP, broadcaster._channels.get(WORKSHOP), pulse=True)
        return {to: data["you"]["ballot"] for event, data, to in sent if "you" in data}

    for page in pages:
        votes(page, 1)
    ballots = keys.ballots(WORKSHOP, held)
    before = room.store._redis.dump(ballots)
    votes(pages[0], 2)
    assert told() == {}
    room.store._redis.restore(ballots, 0, before, replace=True)
    assert told()["person-0"]["sequence"] == 1
    assert told() == {}
    room.store._redis.hdel(ballots, "person-1")
    assert told() == {"person-1": None}
    votes(pages[1], 1)
    room.does(c.RemovePerson("person-1", with_ballot=True))
    assert told() == {}
    room.does(c.CloseRound(held))
    assert told() == {}


def test_no_view_is_made_that_nobody_watches_and_whoever_comes_back_hears_what_they_missed(room):
    sent = []
    broadcaster = broadcaster_of(room, sent)
    pages = {
        audience: Listener(audience, WORKSHOP, audience, actor)
        for audience, actor in (("attendee", attendee("person-0")), ("trainer", FIRST_TRAINER))
    }
    for page in pages.values():
        broadcaster.add(page)

    def look():
        sent.clear()
        broadcaster._look(WORKSHOP, broadcaster._channels.get(WORKSHOP), pulse=True)
        return [(event, data, to.partition("/")[2]) for event, data, to in sent]

    def states():
        return [to for event, data, to in look() if event == "state"]

    assert states() == ["attendee", "trainer"]
    shown = broadcaster.snapshot(pages["trainer"]).revision
    broadcaster.remove(pages["trainer"])
    room.joins("newcomer")
    assert {to for event, data, to in look()} == {"attendee"}
    assert broadcaster._channels.get(WORKSHOP).views._current == {"attendee"}
    broadcaster.add(pages["trainer"])
    (since,) = [data["since"] for event, data, to in look() if (event, to) == ("pulse", "trainer")]
    assert since > shown  # so the page, which still shows the old one, looks
    assert states() == []


def test_a_page_is_sent_what_an_earlier_workshop_settles_on_another_server(store):
    area = StoredArea(store)
    first, second = area.workshop(), area.workshop("workshop-2", "2026-05-05")
    area.finishes(first.id)
    here = a_service(store)
    sent: list = []
    broadcaster = Broadcaster(
        here,
        emit=lambda event, data, to: sent.append((event, as_sent(data), to)),
        drop=drops_none,
    )
    lead = Listener("socket", second.id, "lead", Actor(Role.LEAD, "0"))
    broadcaster.add(lead)
    assert as_sent(broadcaster.snapshot(lead))["view"]["changed"]
    area.does(CancelEvent(area.area().event_of(first.id).id, confirmed=True))
    broadcaster._hint(area.id, "area")
    sent.clear()
    broadcaster._tick()
    assert [(event, data["view"]["changed"]) for event, data, _ in sent if event == "state"] == [
        ("state", None)
    ]


@pytest.fixture
def planned(store):
    """A meeting of an area, and what the broadcaster of another process sends its pages."""
    area = StoredArea(store)
    meeting = Meeting(area.service, area.workshop().id, people=3)
    sent = []
    there = Broadcaster(
        a_service(store),
        emit=lambda event, data, to: sent.append((event, as_sent(data), to)),
        drop=drops_none,
    )
    pages = [Listener("s1", meeting.id, "attendee", attendee("person-0"))]
    pages += [
        Listener(f"s-{role}", meeting.id, role, Actor(Role(role), "0")) for role in ("room", "lead")
    ]
    pages.append(Listener("s-trainer", meeting.id, "trainer", FIRST_TRAINER))
    for page in pages:
        there.add(page)
    there._tick()
    sent.clear()
    return meeting, there, sent, pages


def newest(sent, audience: str):
    """The plan in the newest state that this audience was sent."""
    found = [data for event, data, to in sent if event == "state" and to.endswith(audience)]
    return found[-1]["view"]["plan"] if found else None


def test_a_hint_of_a_plan_reaches_the_pages_of_another_process(planned):
    meeting, there, sent, _ = planned
    revision = meeting.workshop.revision
    there._hint(meeting.owner, "plan")  # nothing has changed
    there._tick()
    assert sent == []
    meeting.does(p.ShowPlan("goals"))
    there._hint(meeting.owner, "plan")
    there._tick()
    assert newest(sent, "room")["part"] == "goals"
    assert newest(sent, "attendee")["part"] == "goals"
    assert newest(sent, "lead") is None  # nothing is agreed yet
    assert {data["revision"] for _, data, _ in sent} == {revision}  # the workshop's, as it was
    there._hint("another-area", "plan")
    assert not there._channels.get(meeting.id).look_due


def test_while_people_answer_phones_are_sent_nothing_and_consoles_who_has(planned):
    meeting, there, sent, _ = planned
    question = meeting.asks()
    there._hint(meeting.owner, "plan")
    there._tick()
    sent.clear()
    meeting.chooses("person-0", question, "trust")
    there._hint(meeting.owner, "plan")
    there._tick()
    assert newest(sent, "trainer")["answered"] == ["person-0"]
    assert newest(sent, "room")["question"]["answered"] == 1
    sent.clear()
    meeting.chooses("person-0", question, "time", sequence=2)  # nobody sees what
    there._hint(meeting.owner, "plan")
    there._tick()
    assert sent == []


def test_a_page_that_comes_again_sees_its_own_answer_and_no_other(planned):
    meeting, there, _, (page, *_) = planned
    question = meeting.asks()
    meeting.chooses("person-0", question, "trust", sequence=4)
    told = as_sent(there.snapshot(page))
    own, asked = told["you"]["plan"], told["view"]["plan"]["question"]
    assert own["answer"] | {"vote_id": ""} == {
        "question": question, "opened": asked["opened"], "kind": "needs", "vote_id": "",
        "sequence": 4, "score": None, "domains": ["trust"], "hidden": False,
    }  # fmt: skip
    other = Listener("s9", meeting.id, "attendee", attendee("person-1"))
    there.add(other)
    assert as_sent(there.snapshot(other))["you"]["plan"] == {"answer": None, "suggestions": 3}
    meeting.does(p.CancelQuestion(question))
    meeting.does(p.HidePlan())
    assert as_sent(there.snapshot(page))["you"]["plan"] is None
