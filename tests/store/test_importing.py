"""Workshops on paper become events and results: each once, whatever dies or races, replaced and
removed, and no more than that."""

import threading
from datetime import timedelta
from itertools import count

import pytest

from tests.store.areas import TEAM, StoredArea, a_service
from tests.store.test_placed_in_part import every_death
from voting.core.actors import CLOCK
from voting.programme import commands as c
from voting.programme.area import Event
from voting.programme.imported import OnPaper, Rated
from voting.refusals.areas import AreaHasWorkshops, UnknownArea
from voting.refusals.importing import HeldLive, NotImported
from voting.store.archive import dump, load
from voting.store.redis_store import RedisStore

_FORMS = count()
FIRST = OnPaper("workshop-1", "2014-11-20", {"trust": Rated(0, "a note"), "tools": Rated(None)})
SECOND = OnPaper("workshop-2", "2015-06-20", {"trust": Rated(2)})


def a_programme(store):
    service = a_service(store)
    return service.make_programme(f"form-{next(_FORMS)}", c.CreateProgramme("Link"), CLOCK)


def import_both(service, programme) -> str:
    found = service.programme(programme.id)
    (area,) = [one.id for one in service.areas_named(found, ["Ambridge"], TEAM)]
    framework = service.frameworks["three-by-five"]
    for one in (FIRST, SECOND):
        service.import_workshop(area, TEAM, one, framework)
    return area


def told(store, area: str) -> list[tuple]:
    """Its series with what is kept of each workshop."""
    results = store.results(area)
    found = []
    for event in store.area(area).series():
        kept = results.pop(event.workshop, None)
        ratings = {d.domain: d.decision and d.decision.rating for d in kept.domains} if kept else {}
        found.append((event.kind, event.day, event.state, ratings, bool(kept and kept.imported)))
    assert results == {}
    return found


def as_imported() -> list[tuple]:
    return [
        ("workshop-1", "2014-11-20", "held", {"trust": 0, "tools": None, "time": None}, True),
        ("workshop-2", "2015-06-20", "held", {"trust": 2, "tools": None, "time": None}, True),
    ]


def test_whatever_request_was_the_last_sent_again_all_is_there_once(redis):
    for programme in every_death(redis, a_programme, import_both):
        store = RedisStore(redis)
        service = a_service(store)
        area = import_both(service, programme)
        assert store.areas() == [area]
        assert service.programme(programme.id).areas == (area,)
        assert told(store, area) == as_imported()
        assert store.area(area).revision == len(store.area_log(area))


def test_two_who_import_the_same_at_once_make_it_once(store):
    programme = a_programme(store)
    started = threading.Barrier(4)
    areas = []

    def imports():
        service = a_service(store)
        started.wait()
        areas.append(import_both(service, programme))

    threads = [threading.Thread(target=imports) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    (area,) = set(areas)
    assert store.programme(programme.id).areas == (area,)
    assert told(store, area) == as_imported()


def test_an_area_of_the_name_goes_on_and_one_that_was_renamed_or_has_left_does_not(store):
    programme = a_programme(store)
    service = a_service(store)
    first = import_both(service, programme)
    (again,) = service.areas_named(service.programme(programme.id), [" AMBRIDGE "], TEAM)
    assert again.id == first
    service.act_on_area(first, TEAM, c.EditArea("Borchester"))
    second = import_both(service, programme)
    assert second != first
    service.act_on_programme(programme.id, TEAM, c.RemoveArea(second))
    third = import_both(service, programme)
    assert third not in (first, second)
    assert import_both(service, programme) == third
    service.erase_area(third, TEAM)
    assert import_both(service, programme) not in (first, second, third)


def test_it_takes_the_planned_event_of_its_kind_and_leaves_live_workshops_alone(store):
    at = StoredArea(store)
    framework = at.service.frameworks["three-by-five"]
    at.does(c.PlanEvent(Event("", "workshop-1", "2014-12-01T09:30")))
    at.does(c.PlanEvent(Event("", "workshop-1", "2014-01-01")))
    at.does(c.CancelEvent(at.area().events[1].id))
    at.service.import_workshop(at.id, TEAM, FIRST, framework)
    held = at.area().series()
    assert [(e.start, e.state) for e in held] == [
        ("2014-01-01", "cancelled"),
        ("2014-11-20T09:30", "held"),
    ]
    live = at.workshop("workshop-2", "2015-06-20")
    before = at.area()
    with pytest.raises(HeldLive) as refused:
        at.service.import_workshop(at.id, TEAM, SECOND, framework)
    assert refused.value.values == {"area": "Ambridge", "kind": "workshop-2"}
    assert at.area() == before
    with pytest.raises(NotImported):
        at.service.remove_imported(at.id, live.id, TEAM)
    with pytest.raises(AreaHasWorkshops) as still:
        at.service.erase_area(at.id, TEAM)
    assert still.value.values["n"] == 1


def test_imported_again_it_is_replaced_where_it_differs_and_only_then(store):
    at = StoredArea(store)
    framework = at.service.frameworks["three-by-five"]

    def imports(**changes):
        one = OnPaper(**({"kind": FIRST.kind, "date": FIRST.date, "rated": FIRST.rated} | changes))
        at.service.import_workshop(at.id, TEAM, one, framework)
        (kept,) = store.results(at.id).values()
        return kept, store.mark(kept.workshop), at.service.mark_of_area(at.id)

    first = imports()
    assert imports() == first
    second = imports(rated={"trust": Rated(1)}, date="2014-11-21")
    assert second[0].workshop == first[0].workshop
    assert (second[0].version, second[0].date) == (2, "2014-11-21")
    assert second[2] != first[2]
    assert [e.start for e in at.area().events] == ["2014-11-21"]


def test_removed_or_erased_with_its_area_nothing_is_left(store, redis):
    at = StoredArea(store)
    framework = at.service.frameworks["three-by-five"]
    for one in (FIRST, SECOND):
        at.service.import_workshop(at.id, TEAM, one, framework)
    gone, stays = at.area().workshops()
    at.service.remove_imported(at.id, gone, TEAM)
    assert list(store.results(at.id)) == [stays]
    assert [(e.state, e.workshop) for e in at.area().series()] == [
        ("cancelled", ""),
        ("held", stays),
    ]
    at.service.import_workshop(at.id, TEAM, FIRST, framework)  # there is room for it again
    assert len(store.results(at.id)) == 2
    at.service.erase_area(at.id, TEAM)
    with pytest.raises(UnknownArea):
        store.area(at.id)
    assert store.results(at.id) == {}
    assert not [key for key in redis.scan_iter() if at.id.encode() in key]


def test_the_sweep_keeps_it_as_results_are_kept_counted_from_the_import(store):
    at = StoredArea(store)
    framework = at.service.frameworks["three-by-five"]
    at.service.import_workshop(at.id, TEAM, FIRST, framework)

    def sweep(days, *, keep_results, after=timedelta()):
        began = at.service.clock
        at.service.clock = lambda: began() + after
        at.service.tidy_area(store.held_areas([at.id])[0], days, keep_results)
        at.service.clock = began
        return len(store.results(at.id))

    assert sweep(None, keep_results=False, after=timedelta(999)) == 1
    assert sweep(30, keep_results=True, after=timedelta(999)) == 1
    assert sweep(30, keep_results=False, after=timedelta(29)) == 1
    assert sweep(30, keep_results=False, after=timedelta(31)) == 0


def test_a_backup_holds_it(store, redis):
    at = StoredArea(store)
    for one in (FIRST, SECOND):
        at.service.import_workshop(at.id, TEAM, one, at.service.frameworks["three-by-five"])
    held, archive = told(store, at.id), dump(redis)
    redis.flushall()
    load(redis, archive)
    assert told(store, at.id) == held == as_imported()
    assert dump(redis) == archive
