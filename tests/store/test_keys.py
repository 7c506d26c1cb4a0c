"""The table of keys in voting/store/keys.py is what is really written."""

import re
from threading import Event, Thread

import pytest

from lab.rig.server import WITHIN, wait_until
from tests.builders import attendee
from tests.store.areas import LEAD, StoredArea
from tests.store.plans import Meeting
from tests.store.rooms import WORKSHOP, StoredRoom
from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.core.ahead import AheadRating
from voting.core.state import AHEAD_LEAST
from voting.moments import now
from voting.programme.commands import CreateProgramme
from voting.programme.situation import Lead
from voting.registration.commands import Invite
from voting.registration.roster import About
from voting.store import keys
from voting.views.result import result_of
from voting.wire.messages import ReasonGiven

ROW = re.compile(r"^\| `(cascade:[^`]+)` \| (\w[\w ]*?) \| .* \| ([^|]+?) \|$", re.MULTILINE)
A_DAY = 24 * 3600
LIVES = {
    "as long as the workshop": -1,
    "the same": -1,
    "until erased": -1,
    "until settled": -1,
    "until finished": -1,
    "for good": -1,
    "a day": A_DAY,
    "a minute": 60,
    "the same, 400 days at most": keys.REQUEST_KEPT,
}


def pattern(name: str) -> re.Pattern:
    """``cascade:{<id>}:round:<n>`` as an expression; ``<...>`` stands for something."""
    parts = re.split(r"<[^>]+>", name)
    return re.compile("[^:{}]+".join(map(re.escape, parts)))


ROWS = [
    (pattern(name), kind.replace("sorted set", "zset"), lives)
    for name, kind, lives in ROW.findall(keys.__doc__)
]
STORED = [row for row in ROWS if row[1] != "channel"]


def row_of(key: str, kind: str):
    """An area's document and a workshop's way to its area are told apart by their types."""
    return [row for row in STORED if row[0].fullmatch(key) and row[1] == kind]


@pytest.fixture
def used(redis, store):
    """Every key of a store on which a workshop has run."""
    room = StoredRoom(store, people=3)
    for number in range(AHEAD_LEAST):
        rated = {domain: AheadRating(1, "Why") for domain in ("trust", "time", "tools")}
        room.service.rate_ahead(WORKSHOP, f"ahead-{number}", "primary", rated)
    room.service.situation(room.workshop())
    held = room.opens()
    room.votes("person-0", held)
    room.service.give_reason(WORKSHOP, "person-0", ReasonGiven(held, "A few words"))
    room.does(c.CloseRound(held))
    room.does(c.Leave(), attendee("person-1"))
    store.seen(WORKSHOP, [("person-0", "socket-one")], 1000)
    store.count_try("somebody")
    store.count_mail_to("somebody")
    store.claim_request("request-one", "workshop-two")
    area = StoredArea(store)
    area.service.place(room.workshop(), area.id, CLOCK)
    area.service.change_leads(area.id, LEAD, [Lead("A. Archer")])
    area.service.keep_result(result_of(room.service.situation(room.workshop())))
    area.service.make_programme("form", CreateProgramme("Link"), CLOCK)
    event = area.area().event_of(WORKSHOP).id
    area.service.mails = True
    about = About("Jo Bloggs", "jo@ambridge.test")
    area.service.act_on_roster(area.id, LEAD, Invite(event, (about,), tell=True))
    room.does(c.ShowOverview())
    meeting = Meeting(room.service, WORKSHOP)
    meeting.chooses("person-0", meeting.asks(), "trust")
    meeting.suggests("person-0")
    store.may_send_mail(60_000)
    redis.hset(keys.known(WORKSHOP), "person-0", "pseudonym")
    store.claim_person(WORKSHOP, "person-0", "person-1")
    store.check()
    return {key.decode(): redis.type(key).decode() for key in redis.scan_iter()}


def test_every_key_written_is_in_the_table_with_its_type(used):
    for key, kind in used.items():
        assert len(row_of(key, kind)) == 1, (key, kind)


def test_every_key_in_the_table_is_written(used):
    for described, kind, _ in STORED:
        written = [key for key in used if described.fullmatch(key) and used[key] == kind]
        assert written, described.pattern


def test_every_key_lives_as_long_as_the_table_says(redis, store, used):
    code = keys.code_kept(store.load(WORKSHOP).code_expires, now())
    for key, kind in used.items():
        for _, _, lives in row_of(key, kind):
            expected, left = (LIVES | {"its life and a month": code})[lives], redis.ttl(key)
            # Redis rounds to whole seconds, and one may have passed since it was reckoned.
            assert left == expected == -1 or expected - 60 < left <= expected + 1, key


def test_all_keys_of_one_thing_share_one_cluster_slot(store, used):
    for id in (WORKSHOP, *store.areas(), *store.programmes()):
        own = [key for key in used if id in key]
        assert len(own) > 1
        assert {key.partition("}")[0] for key in own} == {f"cascade:{{{id}"}


def test_hints_go_where_the_table_says(redis, store):
    heard: list[tuple[str, str]] = []
    with redis.pubsub(ignore_subscribe_messages=True) as subscription:
        subscription.psubscribe("cascade:*")
        room = StoredRoom(store, people=1)
        room.votes("person-0", room.opens())
        wait_until(lambda: take(subscription, heard) and heard[-1][1].endswith(" votes"))
    assert {channel for channel, _ in heard} == {"cascade:hints"}
    assert heard[-2][1] == f"{WORKSHOP} {room.workshop().revision}"


def take(subscription, heard: list) -> list:
    message = subscription.get_message(timeout=0.2)
    if message:
        heard.append((message["channel"].decode(), message["data"].decode()))
    return heard


def test_whoever_listens_hears_of_every_change(store):
    heard: list[tuple[str, str]] = []
    stop = Event()
    room = StoredRoom(store)
    listener = Thread(target=store.listen, args=(lambda *hint: heard.append(hint), stop.is_set))
    listener.start()
    wait_until(lambda: room.does(c.ShowCode()) and heard)
    stop.set()
    listener.join(WITHIN)
    assert heard[-1] == (WORKSHOP, str(room.workshop().revision))
