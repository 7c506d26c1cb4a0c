"""Workshops that were set up before there were areas come into one."""

from datetime import timedelta
from functools import partial

import pytest
from msgspec.structs import replace

from tests.builders import FIRST_TRAINER, details
from tests.days import IN_A_WEEK
from tests.store.areas import StoredArea, a_service
from tests.store.rooms import at, race
from tests.store.test_keeping import sweep
from voting.edges import retention
from voting.moments import now
from voting.programme import planning
from voting.programme.machine import fold
from voting.refusals.serving import StoreUnavailable
from voting.store import codec, keys

EARLIER = at(-10)


def set_up(store, form: str, area: str, *, clock=EARLIER, rehearsal=False, **said):
    """A workshop as earlier releases left it: in no area."""
    return a_service(store, clock).set_up(
        form, "three-by-five", details(area=area, **said), lambda id: FIRST_TRAINER,
        rehearsal=rehearsal,
    )  # fmt: skip


def homes(store) -> dict[str, list[str]]:
    """The workshops of each area, by the area's name and number."""
    areas = [store.area(id) for id in store.areas()]
    for area in areas:
        assert fold(store.area_log(area.id)) == area
        assert {store.area_of(id) for id in area.workshops()} <= {area.id}
    return {area.id: area.workshops() for area in areas}


def test_where_a_passphrase_is_asked_for_the_same_name_is_the_same_area(store):
    second = set_up(store, "b", " test  AREA", kind="review", date="2026-09-02")
    first = set_up(store, "a", "Test area", kind="review", date="2026-06-02")
    rehearsed = set_up(store, "c", "Test Area", rehearsal=True, date="2026-01-02")
    other = set_up(store, "d", "Another area")
    service = a_service(store, one_organisation=True)
    sweep(service)
    sweep(service)
    assert sorted(homes(store).values(), key=len) == [
        [other.id],
        [rehearsed.id, first.id, second.id],
    ]
    area = store.area(store.area_of(first.id))
    events = {e.workshop: e for e in area.events}
    assert (area.name, area.language) == ("Test Area", "en")
    assert [events[id].kind for id in (first.id, second.id)] == ["review-3", "review-6"]
    assert events[rehearsed.id].rehearsal
    assert [one.workshop for one in service.look_at_area(area).settled()] == []


def test_on_an_open_server_each_comes_into_an_area_of_its_own(store):
    """The same name may be another place."""
    made = [set_up(store, form, "Test area", date=IN_A_WEEK) for form in "abc"]
    for one in made:
        StoredArea(store, "Elsewhere").finishes(one.id)  # which takes each in
    sweep(a_service(store))
    found = homes(store)
    assert sorted(ids[0] for ids in found.values() if ids) == sorted(one.id for one in made)
    assert all(len(ids) <= 1 for ids in found.values())
    for one in made:
        assert a_service(store).before(one) == ()


def test_all_areas_are_read_once_for_all_that_are_in_none_and_never_for_a_look(store, monkeypatch):
    made = [set_up(store, f"form-{n}", f"Test area {n}", date=f"2026-0{n}-02") for n in (1, 2, 3)]
    read, find = [], store.areas_naming
    monkeypatch.setattr(store, "areas_naming", lambda text: read.append(text) or find(text))
    service = a_service(store)
    assert service.situation(made[0]).before == ()
    assert (read, store.areas()) == ([], [])
    sweep(service)
    assert len(read) == 1
    assert sorted(homes(store).values()) == sorted([one.id] for one in made)


def test_one_that_is_being_set_up_is_left_to_whoever_does_that(store):
    made = set_up(store, "a", "Test area", clock=now)
    sweep(a_service(store))
    a_service(store).situation(made)
    assert store.areas() == []
    a_minute_later = a_service(store, lambda: now() + timedelta(minutes=1.1))
    sweep(a_minute_later)
    assert list(homes(store).values()) == [[made.id]]


def test_one_whose_back_link_was_never_written_stays_in_the_area_that_has_it(redis, store):
    area = StoredArea(store)
    made = set_up(store, "a", "Test area")
    area.service.place(made, area.id, FIRST_TRAINER)
    redis.delete(keys.area_of(made.id))
    sweep(a_service(store, one_organisation=True))
    assert homes(store) == {area.id: [made.id]}


@pytest.mark.parametrize("one_organisation", [True, False])
def test_processes_that_start_at_once_make_one_area_where_one_is_wanted(store, one_organisation):
    made = [set_up(store, f"form-{number}", "Test area") for number in range(4)]
    processes = [a_service(store, one_organisation=one_organisation) for _ in range(4)]
    race(*[partial(sweep, service) for service in processes])
    found = homes(store)
    assert sorted(id for ids in found.values() for id in ids) == sorted(one.id for one in made)
    assert len(found) == (1 if one_organisation else 4)


def test_a_process_that_dies_after_any_step_leaves_what_the_next_one_takes_up(redis, store):
    """Each write of taking a workshop in, as if it were the last."""

    class Dies(BaseException):
        pass

    made = set_up(store, "a", "Test area")
    for step in range(20):
        service = a_service(store, one_organisation=True)
        run, count = store._run, iter(range(99))

        def counted(*said, run=run, count=count, step=step, **more):
            if next(count) == step:
                raise Dies
            return run(*said, **more)

        store._run = counted
        try:
            service.take_in(made)
        except Dies:
            continue
        finally:
            store._run = run
        break
    assert 1 <= step < 19
    sweep(a_service(store, one_organisation=True))
    assert list(homes(store).values()) == [[made.id]]


def test_more_of_one_name_than_an_area_holds_come_into_another(store, monkeypatch):
    monkeypatch.setattr(planning, "MOST_EVENTS", 4)
    service = a_service(store, one_organisation=True)
    made = [set_up(store, f"form-{n}", "Test", rehearsal=True) for n in range(6)]
    for one in made:
        service.take_in(one)
    assert sorted(len(ids) for ids in homes(store).values()) == [2, 4]


def test_areas_of_one_place_can_be_brought_together_later(store):
    made = [
        set_up(store, form, "Test area", date=f"2026-0{n}-02") for n, form in enumerate("ab", 5)
    ]
    service = a_service(store)
    sweep(service)
    home = store.area_of(made[0].id)
    service.place(made[1], home, FIRST_TRAINER)
    sweep(service)
    assert sorted(homes(store).values(), key=len)[-1] == [one.id for one in made]


def test_a_name_that_an_earlier_release_took_and_this_one_does_not_keeps_nothing(redis, store):
    made = set_up(store, "a", "Test area")
    for name, called in (("\u200b", made.id), ("x" * 300, "x" * 120)):
        older = replace(made, details=replace(made.details, area=name))
        redis.set(keys.document(made.id), codec.encode_workshop(older))
        a_service(store).take_in(older)
        [id] = store.areas()
        assert store.area(id).name == called
        store.erase_area(id)
        redis.delete(keys.area_of(made.id))
    redis.set(keys.document(made.id), codec.encode_workshop(made))


def test_a_sweep_that_the_store_does_not_answer_begins_again(store, monkeypatch):
    made = set_up(store, "a", "Test area")
    monkeypatch.setattr(retention, "_AGAIN_AFTER", 0.01)
    places, down = store.places, iter((True, True))

    def answering(ids):
        if next(down, False):
            raise StoreUnavailable(reason="down")
        return places(ids)

    monkeypatch.setattr(store, "places", answering)
    sweep(a_service(store))
    assert list(homes(store).values()) == [[made.id]]
