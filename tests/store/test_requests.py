"""Forms that set up a workshop, and changes that people make to who they are: both are known to all
processes, each of which has a service of its own."""

import pytest

from tests.builders import FIRST_TRAINER, attendee, details, three_by_five
from tests.store.rooms import WORKSHOP, StoredRoom, everything, race
from voting.core import commands as c
from voting.identity import new_workshop
from voting.limits import CHANGES_A_MINUTE
from voting.moments import now
from voting.refusals.pace import TooManyChanges, TooManyJoin
from voting.refusals.sent import MissingText
from voting.refusals.serving import StoreUnavailable
from voting.service import Service
from voting.store import keys
from voting.store.archive import dump, load
from voting.store.redis_store import RedisStore

REQUEST = new_workshop()


def service(store, **limits) -> Service:
    return Service(store, {"three-by-five": three_by_five()}, now, **limits)


def set_up(service: Service, **said):
    return service.set_up(
        REQUEST, "three-by-five", details(), lambda id: FIRST_TRAINER, rehearsal=True, **said
    )


def test_a_person_changes_so_often_a_minute_whichever_process_they_ask(store):
    room = StoredRoom(store)
    processes = [room.service, service(store), service(store)]

    def changes(number: int):
        command = c.Join(f"Attendee {number}", "primary")
        processes[number % 3].act(WORKSHOP, attendee("person-0"), command)

    for number in range(CHANGES_A_MINUTE):
        changes(number)
    for number in range(3):
        with pytest.raises(TooManyChanges):
            changes(CHANGES_A_MINUTE + number)
    room.joins("person-1")  # and nobody else


def test_so_many_join_from_one_address_whichever_process_they_ask(store):
    room = StoredRoom(store)
    processes = [service(store, joins_a_minute=4) for _ in range(2)]

    def joins(number: int):
        command = c.Join(f"Attendee {number}", "primary")
        who = attendee(f"person-{number}")
        processes[number % 2].act(WORKSHOP, who, command, address="an-office")

    for number in range(4):
        joins(number)
    with pytest.raises(TooManyJoin):
        joins(4)
    assert len(room.workshop().people) == 4


def test_a_change_costs_one_count_in_the_store_as_joining_did(redis, store):
    room = StoredRoom(store)
    before = redis.info("commandstats").get("cmdstat_evalsha", {"calls": 0})["calls"]
    room.does(c.Join("Somebody", "primary"), attendee("somebody"), address="an-office")
    after = redis.info("commandstats")["cmdstat_evalsha"]["calls"]
    assert after - before == 2  # counted, and saved


def test_a_form_that_is_sent_twice_at_once_makes_one(store):
    made = race(*[lambda: set_up(service(store))] * 8)
    assert len({workshop.id for workshop in made}) == 1
    assert len(store.workshops()) == 1


def test_what_a_server_of_the_version_before_made_is_found_by_the_same_form(store):
    older = service(store)
    older.create(REQUEST, "three-by-five", details(), FIRST_TRAINER, rehearsal=True)
    assert set_up(older).id == REQUEST
    older.delete(store.load(REQUEST))
    assert set_up(older).id not in (REQUEST, "")
    assert store.workshops() != [REQUEST]


def test_what_is_refused_leaves_nothing(redis, store):
    with pytest.raises(MissingText):
        service(store).set_up(
            REQUEST, "three-by-five", details(area=""), lambda id: FIRST_TRAINER, rehearsal=True
        )
    assert redis.keys("*") == []


def test_a_form_sent_again_after_a_restore_makes_another_and_leaves_the_restored_one(redis, store):
    """Which form made a workshop is in no backup."""
    first = set_up(service(store))
    archive = dump(redis)
    redis.flushall()
    load(redis, archive)
    again = set_up(service(store))
    assert again.id != first.id
    assert store.load(first.id) == first
    assert set_up(service(store)).id == again.id


class ErasedInBetween:
    """A store that erases a workshop in the moment after it was found by its form."""

    def __init__(self, store) -> None:
        self._store = store

    def __getattr__(self, name):
        return getattr(self._store, name)

    def claim_request(self, name, workshop):
        found = self._store.claim_request(name, workshop)
        if found != workshop:
            self._store.erase(found)
        return found


def test_what_is_erased_while_its_form_is_sent_again_stays_erased(redis, store):
    first = set_up(service(store))
    again = set_up(service(ErasedInBetween(store)))
    assert again.id != first.id
    assert store.workshops() == [again.id]
    assert first.id not in everything(redis)
    assert redis.get(keys.request(REQUEST)).decode() == again.id


class ErasedOnceSeen(ErasedInBetween):
    """The same, in the moment after it was seen to be there."""

    def claim_request(self, name, workshop):
        return self._store.claim_request(name, workshop)

    def mark(self, workshop):
        found = self._store.mark(workshop)
        if any(found):
            self._store.erase(workshop)
        return found


def test_what_is_erased_once_its_form_has_found_it_stays_erased(redis, store):
    first = set_up(service(store))
    again = set_up(service(ErasedOnceSeen(store)))
    assert again.id != first.id
    assert store.workshops() == [again.id]
    assert first.id not in everything(redis)


class CutShort:
    """A connection that is lost as soon as a gate has been deleted."""

    def __init__(self, client) -> None:
        self._client = client

    def __getattr__(self, name):
        return getattr(self._client, name)

    def delete(self, key):
        self._client.delete(key)
        if key == keys.gate(WORKSHOP):
            raise ConnectionError


def test_a_form_makes_another_workshop_even_if_erasing_was_cut_short(redis, store):
    assert store.claim_request(REQUEST, WORKSHOP) == WORKSHOP
    StoredRoom(store, rehearsal=True)
    with pytest.raises(StoreUnavailable):
        RedisStore(CutShort(redis)).erase(WORKSHOP)
    assert set_up(service(store)).id != WORKSHOP
    store.erase(WORKSHOP)  # asked for again
    assert WORKSHOP not in everything(redis)
