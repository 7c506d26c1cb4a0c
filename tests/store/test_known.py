"""Who the people of a workshop are to its area: kept as they join, and gone with the workshop."""

from functools import partial

import pytest

from tests.store.rooms import WORKSHOP, CountingClient, StoredRoom
from voting.refusals.joining import UnknownWorkshop
from voting.store import keys
from voting.store.redis_store import RedisStore


def test_a_pseudonym_is_kept_and_corrected(store):
    StoredRoom(store, people=1)
    assert store.known(WORKSHOP) == {}
    assert store.know(WORKSHOP, "person-0", "one", "ambridge") == ""  # in no area yet
    assert store.known(WORKSHOP) == {}
    store.belong(WORKSHOP, "ambridge")
    for person, pseudonym in (("person-0", "one"), ("person-0", "another"), ("person-1", "one")):
        assert store.know(WORKSHOP, person, pseudonym, "ambridge") == "ambridge"
    assert store.known(WORKSHOP) == {"person-0": "another", "person-1": "one"}


def test_it_goes_with_the_workshop_and_does_not_come_back(store, redis):
    StoredRoom(store, people=1)
    store.belong(WORKSHOP, "ambridge")
    store.know(WORKSHOP, "person-0", "one", "ambridge")
    store.erase(WORKSHOP)
    with pytest.raises(UnknownWorkshop):
        store.know(WORKSHOP, "person-0", "one", "ambridge")
    assert not redis.exists(keys.known(WORKSHOP))


def test_a_join_asks_the_store_once_and_follows_a_workshop_that_was_moved(store, redis):
    room = StoredRoom(store, people=3)
    store.belong(WORKSHOP, "ambridge")
    remember = partial(room.service.remember, WORKSHOP)
    remember("person-0", "{}-0".format)
    trips = CountingClient(connection_pool=redis.connection_pool)
    room.service.store = RedisStore(trips)
    remember("person-1", "{}-1".format)
    assert trips.trips == 1
    store.belong(WORKSHOP, "borchester")
    remember("person-2", "{}-2".format)
    assert sorted(store.known(WORKSHOP).values()) == ["ambridge-0", "ambridge-1", "borchester-2"]
