"""A workshop is erased for good: no key, no name, on no disk, and nothing comes back."""

import re
from functools import partial

import pytest
from msgspec.structs import replace

from lab.rig.processes import kill_all
from lab.rig.server import wait_until
from tests.builders import FIRST_TRAINER, details
from tests.docs import pages
from tests.store.rooms import WORKSHOP, StoredRoom, at, everything, on_disk, race
from voting.core import commands as c
from voting.refusals import Refusal
from voting.refusals.erasing import NotErasable
from voting.refusals.joining import UnknownWorkshop
from voting.store import keys
from voting.store.connection import connect
from voting.store.embedded import EmbeddedStore
from voting.store.redis_store import RedisStore
from voting.wire.messages import ReasonGiven

PLANTED = "Zebulon Quillfeather"
OTHER = "workshop-two"


def a_used_room(store) -> StoredRoom:
    """A rehearsal in which somebody with a telling name has done all that can be done."""
    room = StoredRoom(store, people=2, rehearsal=True)
    room.joins("planted-person", PLANTED)
    room.does(c.AddPractice(6))
    held = room.opens()
    room.votes("planted-person", held)
    room.service.give_reason(WORKSHOP, "planted-person", ReasonGiven(held, f"{PLANTED} says so"))
    room.does(c.CloseRound(held))
    room.does(c.CancelRound(room.opens()))
    room.does(c.ReplaceLink("join"))
    store.seen(WORKSHOP, [("planted-person", "socket-one")], 1000)
    return room


def a_room_beside(store, room: StoredRoom) -> set[str]:
    """Another workshop; what is in the store of it."""
    room.service.create(OTHER, "three-by-five", details(), FIRST_TRAINER)
    return {key for key in keys_of(store) if WORKSHOP not in key}


def keys_of(store) -> set[str]:
    return {key.decode() for key in store._redis.scan_iter()}


def test_no_key_no_code_and_no_name_is_left_and_other_workshops_stay(redis, store):
    room = a_used_room(store)
    codes = {key.decode() for key in redis.scan_iter(match=keys.code("*"))}
    a_room_beside(store, room)
    beside = store.load(OTHER)
    assert PLANTED in everything(redis)
    room.service.delete(room.workshop())
    left = everything(redis)
    for trace in (WORKSHOP, PLANTED, "planted-person", *codes):
        assert trace not in left
    assert store.load(OTHER) == beside
    assert store.workshop_of_code(beside.code) == OTHER
    with pytest.raises(UnknownWorkshop):
        store.load(WORKSHOP)


def test_a_real_workshop_is_deleted_by_its_trainers_within_a_day_only(redis, store):
    room = StoredRoom(store, people=2)
    before = room.workshop()
    room.service.clock = at(days=1.001)
    with pytest.raises(NotErasable):
        room.service.delete(before)
    assert room.workshop() == before
    room.service.clock = at(days=0.999)
    room.service.delete(before)
    assert WORKSHOP not in everything(redis)


def test_nothing_of_it_comes_back(redis, store):
    room = a_used_room(store)
    workshop = room.workshop()
    held = room.opens()
    store.erase(WORKSHOP)
    attempts = [
        lambda: room.votes("planted-person", held),
        lambda: room.joins("planted-person", PLANTED),
        lambda: room.does(c.CloseRound(held)),
        lambda: room.service.give_reason(WORKSHOP, "planted-person", ReasonGiven(held, PLANTED)),
        lambda: room.service.find_by_code(workshop.code, "somebody"),
    ]
    for attempt in attempts:
        with pytest.raises(Refusal):
            attempt()
    store.seen(WORKSHOP, [("planted-person", "socket-one")], 2000)
    store.socket_gone(WORKSHOP, "planted-person", "socket-one")
    assert not any(trace in everything(redis) for trace in (WORKSHOP, "planted-person"))


def test_what_was_cut_short_takes_no_votes_and_can_be_asked_for_again(redis, store):
    room = a_used_room(store)
    held = room.opens()
    redis.delete(keys.gate(WORKSHOP))
    with pytest.raises(Refusal):
        room.votes("planted-person", held, 2, sequence=2)
    room.service.delete(room.workshop())
    assert keys_of(store) == set()


def test_people_who_act_while_it_is_erased_leave_nothing_behind(store):
    for _ in range(5):
        room = a_used_room(store)
        held = room.opens("time")
        people = [f"person-{n}" for n in range(2)]
        race(
            lambda room=room: room.service.delete(room.workshop()),
            *(lambda p=p, room=room, held=held: room.votes(p, held) for p in people),
            *(lambda p=p: store.seen(WORKSHOP, [(p, "socket-two")], 3000) for p in people),
            lambda room=room: room.joins("late", PLANTED),
        )
        assert {key for key in keys_of(store) if "tries" not in key} == set()


def test_whoever_listens_hears_that_it_is_gone(store):
    room = a_used_room(store)
    with store._redis.pubsub(ignore_subscribe_messages=True) as subscription:
        subscription.subscribe(keys.HINTS)
        room.service.delete(room.workshop())
        told = wait_until(lambda: subscription.get_message(timeout=0.1))
    assert told["data"].decode() == f"{WORKSHOP} erased"


# --- after a stated time --------------------------------------------------------------------------


@pytest.mark.parametrize(("age", "gone"), [(29, False), (32, True)])
def test_a_workshop_is_erased_when_it_has_been_kept_for_its_days(store, age, gone):
    StoredRoom(store, people=1, clock=at(-age))
    service = StoredRoom(store).service  # creates nothing: it is there
    dated = replace(details(), date=at(-age)().date().isoformat())
    service.act(WORKSHOP, FIRST_TRAINER, c.EditDetails(dated))
    assert service.erase_if_due(WORKSHOP, 30) is gone
    assert (store.workshops() == []) is gone


def test_a_workshop_that_lies_ahead_is_kept_however_long_ago_it_was_set_up(store):
    room = StoredRoom(store, clock=at(-400))
    ahead = replace(details(), date=at(1)().date().isoformat())
    room.does(c.EditDetails(ahead))
    assert not StoredRoom(store).service.erase_if_due(WORKSHOP, 1)


def test_processes_that_sweep_at_once_erase_it_and_nothing_else(store):
    for _ in range(5):
        room = StoredRoom(store, people=3, clock=at(-40))
        old = replace(details(), date=at(-40)().date().isoformat())
        room.does(c.EditDetails(old))
        service = StoredRoom(store).service
        a_room_beside(store, room)
        answers = race(*[partial(service.erase_if_due, WORKSHOP, 30) for _ in range(4)])
        assert True in answers
        assert all(isinstance(a, bool | UnknownWorkshop) for a in answers)
        assert store.workshops() == [OTHER]
        store.erase(OTHER)


# --- on disk --------------------------------------------------------------------------------------


@pytest.fixture
def embedded(tmp_path_factory):
    store = EmbeddedStore(tmp_path_factory.mktemp("erased") / "data")
    store.start()
    yield store
    store.stop()
    kill_all(store.data_dir)


def test_no_file_of_the_data_directory_holds_a_name_of_it_any_more(embedded):
    client = connect(embedded.url)
    store = RedisStore(client)
    room = a_used_room(store)
    room.service.create(OTHER, "three-by-five", details(area="Kept area"), FIRST_TRAINER)
    assert on_disk(embedded.data_dir, PLANTED)
    room.service.delete(room.workshop())
    wait_until(lambda: not on_disk(embedded.data_dir, PLANTED))
    assert (
        on_disk(embedded.data_dir, "planted-person") == on_disk(embedded.data_dir, WORKSHOP) == []
    )
    client.connection_pool.disconnect()
    embedded.stop()
    again = EmbeddedStore(embedded.data_dir)
    again.start()
    client = connect(again.url)
    assert PLANTED not in everything(client)
    assert RedisStore(client).load(OTHER).details.area == "Kept area"
    client.connection_pool.disconnect()
    again.stop()


def test_a_user_with_the_rights_that_the_documents_name_may_do_all_of_it(embedded, caplog):
    rights = re.search(r"ACL SETUSER cascade (.*?)```", pages.text("docs/deploy.md"), re.DOTALL)[1]
    root = connect(embedded.url)
    root.execute_command("ACL SETUSER cascade " + rights.replace("PASSWORD", "a-password"))
    client = connect(embedded.url.replace("unix://", "unix://cascade:a-password@"))
    room = a_used_room(RedisStore(client))
    assert room.store.weaknesses() == []
    assert room.store.workshops() == [WORKSHOP]
    room.service.delete(room.workshop())
    assert root.keys("*") == []
    assert caplog.text == ""
    root.execute_command("ACL SETUSER cascade -bgrewriteaof")
    room.service.forget()
    assert "still in its append-only file" in caplog.text
    for each in (client, root):
        each.connection_pool.disconnect()


def test_no_file_holds_the_words_of_a_reason_that_was_taken_down(embedded):
    client = connect(embedded.url)
    room = a_used_room(RedisStore(client))
    (given,) = room.service.situation(room.does(c.ShowDomain("trust"))).reasons[1]
    room.does(c.ShowReason(given.id))
    assert on_disk(embedded.data_dir, f"{PLANTED} says so")
    room.does(c.WithdrawReason(given.id))
    wait_until(lambda: not on_disk(embedded.data_dir, f"{PLANTED} says so"))
    assert f"{PLANTED} says so" not in everything(client)
    client.connection_pool.disconnect()


def test_a_rewrite_that_began_before_is_followed_by_another(embedded):
    client = connect(embedded.url)
    room = a_used_room(RedisStore(client))
    client.config_set("rdb-key-save-delay", 20_000)  # microseconds for each key: it takes its time
    client.bgrewriteaof()
    wait_until(lambda: client.info("persistence")["aof_rewrite_in_progress"])
    room.service.delete(room.workshop())
    client.config_set("rdb-key-save-delay", 0)
    wait_until(lambda: not client.info("persistence")["aof_rewrite_in_progress"])
    wait_until(lambda: not on_disk(embedded.data_dir, PLANTED))
    client.connection_pool.disconnect()
