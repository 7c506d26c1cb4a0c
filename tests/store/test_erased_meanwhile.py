"""Whatever reads a workshop while it is erased says that there is none, or what was there before.

An erasing client takes the workshop away just before the n-th request of what is tried, for every
n, wholly or only as far as an erasing that is under way has come.
"""

import contextlib
import json

import pytest
import redis as library
from msgspec.structs import replace

from tests.builders import FIRST_TRAINER, START, WORDS, attendee, details
from tests.store.rooms import WORKSHOP, StoredRoom, everything
from voting.core import commands as c
from voting.core.ruling import Method
from voting.refusals.joining import UnknownWorkshop
from voting.reports import downloads
from voting.reports.record import record
from voting.store import keys
from voting.store.archive import dump, load
from voting.store.redis_store import RedisStore
from voting.wire.messages import ReasonGiven, Vote

BY = "person-1"


class ErasingClient(library.Redis):
    """Erases before one of its requests: ``erase`` after ``left`` more."""

    left = -1
    erase = staticmethod(lambda: None)

    def _count(self) -> None:
        if self.left == 0:
            self.erase()
        self.left -= 1

    def execute_command(self, *arguments, **options):
        self._count()
        return super().execute_command(*arguments, **options)

    def pipeline(self, *arguments, **options):
        self._count()
        return super().pipeline(*arguments, **options)


def wholly(client) -> None:
    RedisStore(client).erase(WORKSHOP)


def in_part(client) -> None:
    """As far as an erasing has come that is under way: the document is still there."""
    document = keys.document(WORKSHOP).encode()
    client.delete(keys.gate(WORKSHOP))
    for key in client.scan_iter(match=keys.all_of(WORKSHOP)):
        if key != document:
            client.delete(key)


def download(room, file):
    found = room.workshop()
    situation = room.service.situation(found)
    told = record(situation, room.store.log(WORKSHOP), START, WORDS)
    return downloads.write(file, told, WORDS)


def you(room):
    found = room.workshop()
    reason = room.service.own_reasons(found, BY).get("")
    return reason and reason.text, room.service.own_ballot(found, BY)


def cast(room):
    return room.service.cast(WORKSHOP, BY, Vote(2, "vote-later", 2, 2)).rating


def explain(room):
    return room.service.give_reason(WORKSHOP, BY, ReasonGiven(2, "Later")).text


def command(given, by=FIRST_TRAINER):
    return lambda room: room.does(given, by).revision


def shown(kind):
    return lambda room: room.does(kind(room.reason)).revision


def held(room):
    """What a backup has of it: all or nothing."""
    found = dump(room.client)["workshops"]
    if not found:
        raise UnknownWorkshop(workshop=WORKSHOP)
    return {round_id: len(ballots) for round_id, ballots in found[0]["ballots"].items()}


# By name: what is tried, and whether the domain in hand has an open round or a closed one.
TRIED = {
    "a download of the counts": (lambda room: download(room, "ratings.csv"), "closed"),
    "a download of everything": (lambda room: download(room, "record.json"), "open"),
    "what a phone is told of its own": (you, "open"),
    "a vote": (cast, "open"),
    "a reason": (explain, "open"),
    "a close": (command(c.CloseRound(2)), "open"),
    "a ruling": (command(c.RecordRuling("trust", Method.MAJORITY)), "closed"),
    "another round": (command(c.OpenRound("trust")), "closed"),
    "a reason shown": (shown(c.ShowReason), "closed"),
    "a reason withdrawn": (shown(c.WithdrawReason), "closed"),
    "a new code": (command(c.ReplaceLink("join")), "closed"),
    "a later date": (command(c.EditDetails(replace(details(), date="2031-06-01"))), "closed"),
    "somebody joins": (command(c.Join("Late", "primary"), attendee("late")), "open"),
    "a backup": (held, "closed"),
}


def a_room(redis, then: str) -> StoredRoom:
    redis.flushall()
    client = ErasingClient(connection_pool=redis.connection_pool)
    room = StoredRoom(RedisStore(client), people=3, clock=lambda: START)
    room.client = client
    first = room.opens()
    for number, rating in enumerate((1, 1, 2)):
        room.votes(f"person-{number}", first, rating)
    room.reason = room.service.give_reason(WORKSHOP, BY, ReasonGiven(first, "Words")).id
    room.does(c.CloseRound(first))
    if then == "open":
        room.votes(BY, room.opens())
    return room


@pytest.mark.parametrize("erase", [wholly, in_part], ids=["wholly", "in part"])
@pytest.mark.parametrize("name", TRIED)
def test_what_is_erased_meanwhile_is_whole_or_unknown(redis, name, erase):
    tried, then = TRIED[name]
    undisturbed = tried(a_room(redis, then))
    for before in range(60):
        room = a_room(redis, then)
        room.client.erase, room.client.left = lambda: erase(redis), before
        with contextlib.suppress(UnknownWorkshop):
            assert tried(room) == undisturbed
        if erase is wholly and room.client.left < 0:
            assert WORKSHOP not in everything(redis)
        if room.client.left >= 0:  # it was through before
            break
        room.client.left = -1
    else:
        raise AssertionError("it asked more often than was looked at")
    assert before > 0


# --- the seal ---------------------------------------------------------------------------------


def test_what_was_restored_has_its_seal_and_a_gate_without_one_gets_it(redis, store):
    StoredRoom(store)
    before = store.mark(WORKSHOP)
    archive = json.loads(json.dumps(dump(redis)))
    redis.flushall()
    load(redis, archive)
    assert store.mark(WORKSHOP) == before
    assert redis.hget(keys.gate(WORKSHOP), "seal") == before[1]
    redis.hdel(keys.gate(WORKSHOP), "seal")  # as earlier versions restored it
    assert store.mark(WORKSHOP) == before
    assert redis.hget(keys.gate(WORKSHOP), "seal") == before[1]
    redis.delete(keys.gate(WORKSHOP))  # it is being erased
    assert store.mark(WORKSHOP) == (None, None)
    assert not redis.exists(keys.gate(WORKSHOP))
    redis.delete(keys.document(WORKSHOP))
