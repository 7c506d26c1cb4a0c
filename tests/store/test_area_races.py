"""Several processes that change one area at the same moment; each has a service of its own."""

from functools import partial

import pytest

from lab.rig.clusters import Cluster
from lab.rig.server import check_logs
from tests.builders import FIRST_TRAINER, details
from tests.store.areas import LEAD, OTHER_LEAD, TEAM, StoredArea, a_service
from tests.store.rooms import everything, race
from voting.core import commands as w
from voting.core.actors import CLOCK
from voting.programme import commands as c
from voting.programme.area import Area, Event
from voting.programme.situation import Lead
from voting.refusals.areas import AreaHasWorkshops, AreaOvertaken, UnknownArea
from voting.registration.commands import Invite, Remind
from voting.registration.roster import About
from voting.store import keys
from voting.store.archive import dump, load
from voting.store.connection import connect
from voting.store.redis_store import RedisStore


@pytest.fixture
def processes(store):
    return [a_service(store) for _ in range(2)]


def test_of_two_leads_at_once_one_wins_and_the_other_is_told(store, processes):
    area = StoredArea(store)
    for number in range(200):
        step = area.area().step
        edits = [
            partial(one.act_on_area, area.id, by, c.EditArea(f"{by.id} {number}"), step=step)
            for one, by in zip(processes, (LEAD, OTHER_LEAD), strict=True)
        ]
        first, second = sorted(race(*edits), key=lambda done: isinstance(done, Exception))
        assert isinstance(first, Area)
        assert isinstance(second, AreaOvertaken)
        assert second.values["why"] == "area"
        assert area.area() == first
    assert len(store.area_log(area.id)) == 201


def test_everything_that_people_plan_at_once_is_there_once(store, processes):
    area = StoredArea(store)
    asked = [
        partial(
            processes[number % 2].act_on_area,
            area.id,
            (LEAD, OTHER_LEAD)[number % 2],
            c.PlanEvent(Event("", "other", f"2026-03-{number + 1:02}")),
            id_of_request=f"request-{number // 4}",  # each is sent twice
        )
        for number in range(24)
    ]
    assert all(isinstance(done, Area) for done in race(*asked))
    sent = {f"request-{n // 4}-{n % 2}" for n in range(24)}
    assert len(area.area().events) == len(sent) == len(store.area_log(area.id)) - 1


def test_leads_that_two_change_at_once_are_those_of_one(store, processes):
    area = StoredArea(store)
    for number in range(20):
        step = area.area().step
        changes = [
            partial(one.change_leads, area.id, by, [Lead(by.id)] * (n + 1), step)
            for n, (one, by) in enumerate(zip(processes, (LEAD, OTHER_LEAD), strict=True))
        ]
        done = race(*changes)
        assert sum(isinstance(one, AreaOvertaken) for one in done) == 1, number
        winner = 1 if isinstance(done[0], Exception) else 0
        assert store.leads(area.id) == (Lead((LEAD, OTHER_LEAD)[winner].id),) * (winner + 1)


def test_workshops_are_placed_finished_and_moved_while_leads_edit(store, processes):
    area, other = StoredArea(store), StoredArea(store, "Borchester")
    made = [area.workshop("workshop-1", f"2026-03-{n:02}") for n in (5, 6)]
    for workshop in made:
        area.finishes(workshop.id)
        processes[0].act(workshop.id, FIRST_TRAINER, w.ReopenWorkshop())
    done = race(
        *(partial(processes[0].act, one.id, FIRST_TRAINER, w.Finish()) for one in made),
        partial(processes[1].place, made[0], other.id, LEAD),
        *(partial(processes[1].act_on_area, area.id, LEAD, c.EditArea(f"{n}")) for n in range(6)),
        partial(area.service.look_at_areas, [area.id, other.id]),
    )
    assert not [one for one in done if isinstance(one, Exception)]
    seen = a_service(store).look_at_areas([area.id, other.id])
    assert [list(one.results) for one in seen] == [[made[1].id], [made[0].id]]
    assert [one.version for at in seen for one in at.results.values()] == [2, 2]
    assert {event.state for at in seen for event in at.area.events if event.workshop} == {"held"}


def test_an_area_is_erased_while_somebody_edits_it(redis, store, processes):
    for number in range(10):
        area = StoredArea(store, f"Area {number}")
        erased, edited, lead = race(
            partial(processes[0].erase_area, area.id),
            partial(processes[1].act_on_area, area.id, LEAD, c.EditArea("Edited")),
            partial(processes[1].change_leads, area.id, LEAD, [Lead("A. Archer")]),
        )
        assert erased is None
        assert isinstance(edited, Area | UnknownArea)
        assert isinstance(lead, Area | UnknownArea)
        assert area.id not in everything(redis)
    assert "Archer" not in everything(redis)


def test_an_area_that_gets_a_workshop_while_its_lead_erases_it_keeps_it_or_was_gone(
    redis, store, processes
):
    for number in range(20):
        area = StoredArea(store, f"Area {number}")
        made = area.service.set_up(
            f"form-{number}", "three-by-five", details(), lambda id: FIRST_TRAINER
        )
        erased, placed = race(
            partial(processes[0].erase_area, area.id, LEAD),
            partial(processes[1].place, made, area.id, CLOCK),
        )
        assert isinstance(placed, Area | UnknownArea)
        if isinstance(erased, AreaHasWorkshops):
            assert area.area().workshops() == [made.id]
        else:
            assert erased is None
            assert not redis.exists(keys.area(area.id), keys.area_log(area.id))
            a_service(store).situation(made)  # a look forgets a way that leads nowhere
            assert store.area_of(made.id) in (None, *store.areas())


# --- a store of several parts ----------------------------------------------------------------


def test_areas_are_kept_on_a_cluster(tmp_path):
    """Each script has its keys in one slot; what spans several is asked in parts."""
    nodes = Cluster(tmp_path)
    client = connect(nodes.url)
    try:
        store = RedisStore(client)
        areas = [StoredArea(store, f"Area {number}") for number in range(6)]
        service = areas[0].service
        link = service.make_programme("form", c.CreateProgramme("Link"), TEAM)
        for area in areas:
            service.act_on_programme(link.id, TEAM, c.AddArea(area.id))
            service.change_leads(area.id, LEAD, [Lead("A. Archer")])
            area.workshop(date="2999-03-05")
            invited = Invite("e1", (About("Jo", "jo@ambridge.test"),))
            service.act_on_roster(area.id, LEAD, invited)
        service.mails = True
        service.act_on_roster(areas[2].id, LEAD, Remind("e1", "register"))
        assert len(store.outbox(areas[2].id)) == 1
        service.mails = False
        made = areas[0].finishes(areas[0].area().workshops()[0])
        service.place(made, areas[1].id, LEAD)
        service.situation(made)
        slots = {client.keyslot(keys.area(area.id)) * 3 // 16384 for area in areas}
        assert len(slots) > 1
        seen = service.look_at_programme(service.programme(link.id))
        assert [len(one.running) for one in seen] == [0, 2, 1, 1, 1, 1]
        assert [len(one.results) for one in seen] == [0, 1, 0, 0, 0, 0]
        assert sorted(store.areas_with_rosters()) == sorted(area.id for area in areas)
        service.erase_area(areas[2].id)
        assert not store.roster(areas[2].id).revision
        archive = dump(client)
        for id in (*store.workshops(), *store.areas(), *store.programmes()):
            for key in client.scan_iter(match=keys.all_of(id)):
                client.delete(key)
        assert load(client, archive) == len(archive["workshops"])
        assert dump(client) == archive
        check_logs(client)
    finally:
        client.close()
        nodes.stop()
