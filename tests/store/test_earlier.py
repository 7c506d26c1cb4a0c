"""What a look takes from earlier workshops: renewed by one at a time, read only if it changed."""

import threading
from concurrent.futures import ThreadPoolExecutor

from tests.builders import FIRST_TRAINER, attendee
from tests.store.areas import StoredArea, a_service
from tests.store.rooms import CountingClient
from voting.core import commands as c
from voting.service import earlier
from voting.store.redis_store import RedisStore


def test_one_look_renews_what_is_too_old_and_others_take_the_old_one(store, monkeypatch):
    monkeypatch.setattr(earlier, "_BEFORE_KEPT", 0.0)
    area = StoredArea(store)
    first, second = area.workshop(), area.workshop("workshop-2", "2026-05-05")
    area.decides(first.id)
    service = a_service(store)
    old, renew = service.before(second), service._before_now
    area.decides(first.id, "time")
    begun, go_on = threading.Event(), threading.Event()

    def held(workshop):
        assert not begun.is_set()  # nobody else renews it meanwhile
        begun.set()
        assert go_on.wait(20)
        return renew(workshop)

    monkeypatch.setattr(service, "_before_now", held)
    with ThreadPoolExecutor(2) as pool:
        renewing = pool.submit(service.before, second)
        assert begun.wait(20)
        assert pool.submit(service.before, second).result(20) == old
        go_on.set()
        new = renewing.result(20)
    assert new != old
    assert service._before[second.id].results == new


def test_people_of_an_earlier_workshop_are_read_again_only_after_a_change(store, redis):
    area = StoredArea(store)
    first, second = area.workshop(), area.workshop("workshop-2", "2026-05-05")
    for workshop in (first.id, second.id):
        for number in range(6):
            who = f"p{number}"
            area.service.act(workshop, attendee(who), c.Join(f"P {number}", "primary"))
            area.service.remember(workshop, who, lambda area, number=number: f"{area}-{number}")
        area.decides(workshop)
    client = CountingClient(connection_pool=redis.connection_pool)
    process = a_service(RedisStore(client))

    def trips() -> int:
        process.area_changed(area.id)
        client.trips = 0
        assert process.returning(store.load(second.id)).returned == 6
        return client.trips

    read, load = [], process.store.load
    process.store.load = lambda id: read.append(id) or load(id)
    at_first = trips()
    for told in ("read", "changed"):
        assert first.id in read
        read.clear()
        again = trips()
        assert read == []
        assert again < at_first
        if told == "read":
            area.service.act(first.id, FIRST_TRAINER, c.LockJoining())
            assert trips() > again
