"""A process that dies while it makes an area, puts a workshop into it or moves one to another: for
every request to the store that could have been its last, asking again or the next look puts all
right."""

import contextlib
from functools import partial

import pytest
import redis as library

from tests.builders import FIRST_TRAINER, details
from tests.store.areas import LEAD, TEAM, StoredArea, a_service
from voting.core.actors import CLOCK
from voting.programme import commands as c
from voting.programme.area import Event
from voting.store.redis_store import RedisStore


class Died(BaseException):
    """No part of the service may catch this."""


class DyingClient(library.Redis):
    """Dies instead of making one of its requests, after ``left`` more."""

    left = -1
    died = False

    def _count(self) -> None:
        if self.left == 0:
            self.died = True
            raise Died
        self.left -= 1

    def execute_command(self, *arguments, **options):
        self._count()
        return super().execute_command(*arguments, **options)

    def pipeline(self, *arguments, **options):
        self._count()
        return super().pipeline(*arguments, **options)


def every_death(redis, begin, happens):
    """``happens(service, began)`` with a process that dies before its n-th request, for every n,
    each on a store on which only ``begin(store)`` has happened; yields what that returned."""
    for before in range(80):
        redis.flushall()
        began = begin(RedisStore(redis))
        client = DyingClient(connection_pool=redis.connection_pool)
        process = a_service(RedisStore(client))
        client.left = before
        with contextlib.suppress(Died):
            happens(process, began)
        if not client.died:  # it was through before
            assert before > 3
            return
        yield began
    raise AssertionError("it asked more often than was looked at")


def a_form(process):
    """As the start page does it."""
    area = process.make_area("form", c.CreateArea("Ambridge"), CLOCK)
    made = process.set_up("form", "three-by-five", details(), lambda id: FIRST_TRAINER)
    process.place(made, area.id, CLOCK)
    return area.id, made.id


def where_it_is(store, workshop: str) -> list[str]:
    """The areas whose pages show a workshop; the back link leads to the only one."""
    seen = a_service(store).look_at_areas(store.areas())
    found = [one.area.id for one in seen if workshop in one.running]
    assert [store.area_of(workshop)] == found
    return found


def test_a_form_whose_process_died_is_sent_again(redis, store):
    for _ in every_death(redis, lambda store: None, lambda process, _: a_form(process)):
        area, workshop = a_form(a_service(store))
        assert (store.areas(), store.workshops()) == ([area], [workshop])
        assert where_it_is(store, workshop) == [area]


def test_a_look_mends_what_a_process_that_died_has_placed(redis, store):
    def begins(store):
        area = StoredArea(store)
        made = area.service.set_up("form", "three-by-five", details(), lambda id: FIRST_TRAINER)
        return area.id, made

    placed = 0
    for area, made in every_death(
        redis, begins, lambda process, began: process.place(began[1], began[0], CLOCK)
    ):
        if store.area(area).workshops():
            placed += 1
            assert where_it_is(store, made.id) == [area]
    assert placed >= 2  # at least once without its back link


@pytest.mark.parametrize("asked_again", [True, False])
def test_a_workshop_that_is_moved_is_always_in_one_area_with_what_it_settled(
    redis, store, asked_again
):
    def begins(store):
        one, other = StoredArea(store), StoredArea(store, "Borchester")
        other.does(c.PlanEvent(Event("", "workshop-1", "2026-04-01", place="The hall")))
        made = one.finishes(one.workshop().id)
        one.service.keep_finished(made)
        return one, other, made

    ends = set()
    for one, other, made in every_death(
        redis, begins, lambda process, began: process.place(began[2], began[1].id, LEAD)
    ):
        if asked_again:
            a_service(store).place(made, other.id, LEAD)
        [there] = where_it_is(store, made.id)
        ends.add(there == other.id)
        kept = {area.id: store.results(area.id).keys() for area in (one, other)}
        assert made.id in kept[there]
        situation = a_service(store).look_at_areas([one.id, other.id])
        assert [made.id in seen.results for seen in situation] == [there == one.id, there != one.id]
        assert len(other.area().events) == 1
        assert other.area().events[0].place == "The hall"
    assert ends == ({True} if asked_again else {True, False})


def test_two_who_move_a_workshop_at_once_leave_it_in_one_area(redis, store):
    """Each looks, in turn, in the moment before the other's back link is set."""
    areas = [StoredArea(store, name) for name in ("Ambridge", "Borchester", "Felpersham")]
    made = areas[0].workshop()

    class MeanwhileTo(RedisStore):
        def belong(self, workshop, area):
            if area == areas[1].id:
                a_service(store).place(made, areas[2].id, LEAD)
                a_service(store).look_at_areas([one.id for one in areas])
            return super().belong(workshop, area)

    a_service(MeanwhileTo(redis)).place(made, areas[1].id, LEAD)
    assert where_it_is(store, made.id) == [areas[1].id]


def test_a_workshop_whose_area_lost_its_event_is_placed_again_by_a_look_at_it(redis, store):
    """As after a failover of one part of a cluster."""
    area = StoredArea(store)
    made = area.workshop()
    area.service._release(area.id, made.id)
    assert area.area().workshops() == []
    a_service(store).situation(made)
    assert where_it_is(store, made.id) == [area.id]


def test_a_back_link_to_an_area_that_is_gone_is_forgotten_by_a_look(redis, store):
    area = StoredArea(store)
    made = area.workshop()
    store.erase_area(area.id)
    assert a_service(store).situation(made).before == ()
    assert store.area_of(made.id) is None


def enters(process, began):
    process.act_on_programme(began[0], TEAM, c.AddArea(began[1]))


def leaves(process, began):
    process.act_on_programme(began[0], TEAM, c.RemoveArea(began[2]))


def takes_itself_out(process, began):
    process.act_on_area(began[2], LEAD, c.EnterProgramme(""))


def is_made_in_it(process, began):
    process.make_area("made in it", c.CreateArea("Felpersham", programme=began[0]), TEAM)


@pytest.mark.parametrize("happens", [enters, leaves, takes_itself_out, is_made_in_it])
def test_a_programme_and_its_areas_agree_after_a_look(redis, store, happens):
    def begins(store):
        one, other = StoredArea(store), StoredArea(store, "Borchester")
        made = one.service.make_programme("form", c.CreateProgramme("Link"), TEAM)
        one.service.act_on_programme(made.id, TEAM, c.AddArea(other.id))
        return made.id, one.id, other.id

    for programme, *_ in every_death(redis, begins, happens):
        process = a_service(store)
        process.look_at_areas(store.areas())
        seen = process.look_at_programme(process.programme(programme))
        listed = process.programme(programme).areas
        assert tuple(one.area.id for one in seen) == listed
        within = {id for id in store.areas() if store.area(id).programme == programme}
        assert set(listed) == within
        assert len(store.areas()) in (2, 3)


# --- erased meanwhile -------------------------------------------------------------------------


class ErasingClient(DyingClient):
    """Another process erases something before one of its requests."""

    def _count(self) -> None:
        if self.left == 0:
            self.died = True
            self.erase()
        self.left -= 1


@pytest.mark.parametrize("erased", ["a workshop", "the area"])
def test_what_looks_at_an_area_while_something_is_erased_shows_what_is_left(redis, erased):
    for before in range(80):
        redis.flushall()
        store = RedisStore(redis)
        area = StoredArea(store)
        first = area.finishes(area.workshop().id)
        second = area.workshop("workshop-2", "2026-05-05")
        area.decides(second.id)
        kept = store.result(area.id, first.id)
        gone = first if before % 2 else second
        client = ErasingClient(connection_pool=redis.connection_pool)
        process = a_service(RedisStore(client))
        client.erase = (
            partial(store.erase, gone.id)
            if erased == "a workshop"
            else partial(area.service.erase_area, area.id)
        )
        client.left = before
        seen = process.look_at_areas([area.id])
        earlier = process.before(second)
        assert [one.area.workshops() for one in seen] in ([[first.id, second.id]], [])
        assert seen or erased == "the area"
        for one in seen:
            assert one.results[first.id] == kept
            assert {first.id, second.id} - one.running.keys() <= {gone.id}
        assert earlier in ((kept,), ())
        if not client.died:
            assert before > 5
            return
    raise AssertionError("it asked more often than was looked at")
