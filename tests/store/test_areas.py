"""Areas and programmes in the store and in the service: made, changed, placed, looked at."""

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from tests.builders import FIRST_TRAINER, details
from tests.store.areas import LEAD, OTHER_LEAD, TEAM, StoredArea, a_service
from tests.store.rooms import CountingClient, everything
from voting.core import commands as w
from voting.core.actors import CLOCK, Role
from voting.identity import Held
from voting.programme import commands as c
from voting.programme.area import Event
from voting.programme.situation import Lead
from voting.refusals.areas import (
    AreaHasWorkshops,
    AreaOvertaken,
    InAnotherProgramme,
    MeetingHasPeople,
    MeetingTaken,
    UnknownArea,
    UnknownProgramme,
)
from voting.refusals.asking import NotAllowed
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.sent import MissingText
from voting.store import keys
from voting.store.redis_store import RedisStore


@pytest.fixture
def ambridge(store):
    return StoredArea(store)


# --- made and changed -----------------------------------------------------------------------


def test_a_form_makes_one_area_however_often_it_is_sent(store):
    service = a_service(store)
    made = service.make_area("form", c.CreateArea("Ambridge"), CLOCK)
    assert service.make_area("form", c.CreateArea("Ambridge"), CLOCK) == made
    assert service.make_area("another", c.CreateArea("Ambridge"), CLOCK).id != made.id
    assert len(store.areas()) == 2
    service.erase_area(made.id)
    again = service.make_area("form", c.CreateArea("Ambridge"), CLOCK)
    assert again.id != made.id


def test_what_is_refused_leaves_nothing(redis, store):
    with pytest.raises(MissingText):
        a_service(store).make_area("form", c.CreateArea(" "), CLOCK)
    with pytest.raises(UnknownProgramme):
        a_service(store).make_area("form", c.CreateArea("Ambridge", programme="none"), CLOCK)
    assert redis.keys("*") == []


def test_a_form_sent_while_its_area_is_erased_makes_another(redis, store):
    """Another process erased it in the moment after the form had found it."""
    service = a_service(store)
    made = service.make_area("form", c.CreateArea("Ambridge"), CLOCK)

    class Erases(type(store)):
        def claim_request(self, name, wanted):
            found = super().claim_request(name, wanted)
            if found == made.id:
                store.erase_area(found)
            return found

    erasing = a_service(Erases(redis))
    again = erasing.make_area("form", c.CreateArea("Ambridge"), CLOCK)
    assert again.id != made.id
    assert store.areas() == [again.id]
    assert made.id not in everything(redis)


def test_the_log_folds_to_what_is_stored(ambridge):
    ambridge.does(c.EditArea("Ambridge and Borchester", "South", ("rural",)))
    ambridge.does(c.PlanEvent(Event("", "workshop-1", "2026-03-05T09:30", minutes=180)))
    ambridge.workshop()
    assert [one.command.__class__.__name__ for one in ambridge.store.area_log(ambridge.id)] == [
        "CreateArea", "EditArea", "PlanEvent", "PlaceWorkshop",
    ]  # fmt: skip


def test_a_repeat_changes_nothing_and_the_second_of_two_leads_is_told(ambridge):
    step = ambridge.area().step
    first = ambridge.does(c.EditArea("One"), id_of_request="once", step=step)
    assert ambridge.does(c.EditArea("One"), id_of_request="once", step=step) == first
    with pytest.raises(AreaOvertaken) as told:
        ambridge.does(c.EditArea("Two"), OTHER_LEAD, step=step)
    assert told.value.values["why"] == "area"
    assert ambridge.area() == first


def test_a_save_on_an_older_revision_writes_nothing(redis, store, ambridge):
    before = ambridge.area()
    ambridge.does(c.EditArea("Newer"))
    kept = everything(redis)
    entry = store.area_log(ambridge.id)[-1]
    assert not store.save_area(before.revision, before, entry, leads=[Lead("Somebody")])
    assert everything(redis) == kept


def test_whoever_leads_is_kept_beside_the_area_and_erased_alone(redis, ambridge):
    leads = (Lead("A. Archer", "a@example.org"), Lead("B. Bellamy"))
    ambridge.service.change_leads(ambridge.id, LEAD, leads, 0)
    assert ambridge.service.leads(ambridge.id) == leads
    with pytest.raises(AreaOvertaken):
        ambridge.service.change_leads(ambridge.id, OTHER_LEAD, (), 0)
    ambridge.service.change_leads(ambridge.id, LEAD, leads[1:], 1)
    assert ambridge.service.leads(ambridge.id) == leads[1:]
    assert "Archer" not in everything(redis)


def test_a_change_of_leads_that_is_sent_twice_is_made_once(ambridge):
    said = {"step": 0, "id_of_request": "once"}
    first = ambridge.service.change_leads(ambridge.id, LEAD, (Lead("A. Archer"),), **said)
    again = ambridge.service.change_leads(ambridge.id, LEAD, (Lead("A. Archer"),), **said)
    assert again == first
    assert ambridge.service.leads(ambridge.id) == (Lead("A. Archer"),)


def test_an_area_without_workshops_may_be_erased_by_its_leads(redis, ambridge):
    made = ambridge.workshop()
    with pytest.raises(AreaHasWorkshops):
        ambridge.service.erase_area(ambridge.id, LEAD)
    ambridge.service.erase_area(ambridge.id)  # the operator
    assert ambridge.service.area_of(made.id) is None
    assert ambridge.id not in everything(redis)
    assert ambridge.store.load(made.id)
    with pytest.raises(UnknownArea):
        ambridge.does(c.EditArea("Nowhere"))


def test_an_area_that_is_not_erased_after_all_keeps_the_form_that_made_it(store, ambridge):
    """Somebody changed it meanwhile; and whatever else forms made stays."""
    other, revision = StoredArea(store, "Borchester"), ambridge.area().revision
    ambridge.does(c.EditArea("Ambridge", "South"))
    assert not store.erase_area(ambridge.id, revision)
    again = ambridge.service.make_area("form-Ambridge", c.CreateArea("Ambridge"), CLOCK)
    assert again.id == ambridge.id
    assert store.erase_area(ambridge.id, again.revision)
    assert ambridge.service.area_made_by("form-Ambridge") is None
    assert ambridge.service.area_made_by("form-Borchester") == other.id


def test_an_event_is_cancelled_with_people_in_it_only_when_that_is_confirmed(ambridge):
    """The service counts them."""
    made = ambridge.workshop()
    ambridge.decides(made.id)
    [event] = ambridge.area().events
    with pytest.raises(MeetingHasPeople) as told:
        ambridge.does(c.CancelEvent(event.id))
    assert told.value.values["n"] == 6
    assert ambridge.does(c.CancelEvent(event.id, confirmed=True)).events[0].state == "cancelled"


# --- placed ---------------------------------------------------------------------------------


def test_a_workshop_is_placed_once_however_often_it_is_asked(ambridge):
    made = ambridge.workshop()
    area = ambridge.service.place(made, ambridge.id, LEAD)
    assert area.workshops() == [made.id]
    assert ambridge.service.area_of(made.id) == ambridge.id


def test_the_id_of_a_workshop_is_that_of_no_area(store, ambridge):
    workshop = ambridge.workshop().id
    ambridge.service.place(store.load(workshop), ambridge.id, LEAD)
    for ask in (store.area, store.area_and_seals):
        with pytest.raises(UnknownArea):
            ask(workshop)


def test_a_workshop_moves_with_what_it_settled(store, ambridge):
    other = StoredArea(store, "Borchester")
    made = ambridge.finishes(ambridge.workshop().id)
    settled = ambridge.service.keep_finished(made)
    before = ambridge.area()
    area = ambridge.service.place(made, other.id, LEAD)
    assert area.workshops() == [made.id]
    assert ambridge.service.area_of(made.id) == other.id
    assert ambridge.area().workshops() == []
    assert before.revision < ambridge.area().revision
    assert store.results(ambridge.id) == {}
    assert store.results(other.id) == {made.id: settled}


def test_a_workshop_that_another_area_does_not_take_stays_where_it_was(store, ambridge):
    made = ambridge.workshop()
    other = StoredArea(store, "Borchester")
    taken = other.workshop()
    event = other.area().event_of(taken.id)
    with pytest.raises(MeetingTaken):
        ambridge.service.place(made, other.id, LEAD, event=event.id)
    with pytest.raises(UnknownArea):
        ambridge.service.place(made, "nowhere", LEAD)
    assert ambridge.area().workshops() == [made.id]
    assert ambridge.service.area_of(made.id) == ambridge.id


def test_a_workshop_that_was_erased_is_placed_nowhere(redis, ambridge):
    made = ambridge.workshop()
    gone = ambridge.service.set_up(
        "another", "three-by-five", details(), lambda id: FIRST_TRAINER, rehearsal=True
    )
    ambridge.store.erase(gone.id)
    with pytest.raises(UnknownWorkshop):
        ambridge.service.place(gone, ambridge.id, LEAD)
    assert ambridge.area().workshops() == [made.id]
    assert not redis.exists(keys.area_of(gone.id))


# --- looked at ------------------------------------------------------------------------------


def test_a_look_shows_results_and_how_workshops_go(ambridge):
    ambridge.service.change_leads(ambridge.id, LEAD, (Lead("A. Archer"),))
    first = ambridge.finishes(ambridge.workshop().id, rating=2)
    second = ambridge.workshop("workshop-2", "2026-05-05")
    ambridge.decides(second.id, rating=3)
    rehearsed = ambridge.workshop("review", "2026-06-05", rehearsal=True)
    seen = ambridge.service.look_at_area(ambridge.area())
    assert seen.area.event_of(first.id).state == "held"
    assert {id: result.version for id, result in seen.results.items()} == {
        first.id: 1,
        second.id: 0,
    }
    assert [one.workshop for one in seen.settled()] == [first.id, second.id]
    assert seen.leads == (Lead("A. Archer"),)
    running = {id: (r.joined, r.decided, r.domains, r.phase) for id, r in seen.running.items()}
    assert running == {
        first.id: (6, 3, 3, "finished"),
        second.id: (6, 1, 3, "ruled"),
        rehearsed.id: (0, 0, 3, "lobby"),
    }
    assert ambridge.service.look_at_areas([ambridge.id, "nowhere"]) == [seen]


def test_the_event_of_a_finished_workshop_was_held_whatever_became_of_it(store, ambridge):
    made = ambridge.workshop()
    (event,) = ambridge.area().events
    ambridge.does(c.CancelEvent(event.id, confirmed=True))
    ambridge.finishes(made.id)
    service = ambridge.service
    assert service.look_at_area(ambridge.area()).area.events[0].state == "cancelled"
    ambridge.does(c.CancelEvent(event.id, cancelled=False))
    assert service.look_at_area(ambridge.area()).area.events[0].state == "held"
    other = StoredArea(store, "Borchester")
    service.place(store.load(made.id), other.id, LEAD)
    moved = service.look_at_area(other.area()).area.event_of(made.id)
    assert moved.state == "held"
    service.act(made.id, FIRST_TRAINER, w.ReopenWorkshop())
    other.does(c.HoldEvent(moved.id, held=False))
    assert service.look_at_area(other.area()).area.event_of(made.id).state == "planned"


def test_a_result_is_kept_again_only_when_it_is_finished_again(ambridge):
    made = ambridge.finishes(ambridge.workshop().id)
    service = ambridge.service
    assert service.keep_finished(made).version == 1
    service.keep_finished(made)
    log = ambridge.store.area_log(ambridge.id)
    assert [isinstance(one.command, c.HoldEvent) for one in log].count(True) == 1
    reopened = service.act(made.id, FIRST_TRAINER, w.ReopenWorkshop())
    assert service.keep_finished(reopened) is None
    assert ambridge.store.result(ambridge.id, made.id).version == 1
    again = service.act(made.id, FIRST_TRAINER, w.Finish())
    assert service.look_at_area(ambridge.area()).results[made.id].version == 2
    older = replace(ambridge.store.result(ambridge.id, made.id), version=1, title="Older")
    service.keep_result(older)
    assert ambridge.store.result(ambridge.id, made.id).finished_at == again.finished_at


def test_what_earlier_workshops_settled_is_beside_a_workshop(ambridge):
    first = ambridge.finishes(ambridge.workshop().id)
    ambridge.workshop("workshop-1", "2026-03-20", rehearsal=True)
    standing = ambridge.workshop("workshop-2", "2026-05-05")
    ambridge.decides(standing.id, rating=3)
    undecided = ambridge.workshop("review", "2026-07-01")
    last = ambridge.workshop("review", "2026-09-01")
    service = a_service(ambridge.store)  # of another process
    earlier = service.before(last)
    assert [one.workshop for one in earlier] == [first.id, standing.id]
    assert service.situation(last).before == earlier
    assert service.before(first) == ()
    assert [one.workshop for one in service.before(undecided)] == [first.id, standing.id]
    # It is renewed when the area says so, wherever that was.
    cancelled = ambridge.area().event_of(standing.id)
    ambridge.does(c.CancelEvent(cancelled.id, confirmed=True))
    assert service.before(last) == earlier
    assert set(service.area_changed(ambridge.id)) == {first.id, last.id, undecided.id}
    assert [one.workshop for one in service.before(last)] == [first.id]


def test_a_mark_changes_with_everything_that_a_page_of_an_area_shows(ambridge):
    service = ambridge.service
    marks = [service.mark_of_area(ambridge.id)]

    def changed(did) -> bool:
        assert service.mark_of_area(ambridge.id) == marks[-1]
        did()
        marks.append(service.mark_of_area(ambridge.id))
        return marks[-1] not in marks[:-1]

    assert changed(lambda: ambridge.does(c.EditArea("Another")))
    assert changed(lambda: service.change_leads(ambridge.id, LEAD, (Lead("A. Archer"),)))
    assert changed(ambridge.workshop)
    [id] = ambridge.area().workshops()
    assert changed(lambda: ambridge.finishes(id))
    kept = service.keep_finished(ambridge.store.load(id))
    marks.append(service.mark_of_area(ambridge.id))
    assert changed(lambda: service.keep_result(replace(kept, title="Changed")))
    assert not changed(lambda: service.keep_result(replace(kept, title="Changed")))


# --- programmes -----------------------------------------------------------------------------


@pytest.fixture
def link(store):
    return a_service(store).make_programme("form", c.CreateProgramme("Link"), TEAM)


def test_a_programme_is_made_once_and_its_log_folds(store, link):
    service = a_service(store)
    assert service.make_programme("form", c.CreateProgramme("Link"), TEAM) == link
    service.act_on_programme(link.id, TEAM, c.EditProgramme("Link up"), step=0)
    assert [one.step for one in store.programme_log(link.id)] == [None, 0]
    assert store.programmes() == [link.id]


def test_areas_enter_a_programme_and_leave_it_from_either_side(store, link, ambridge):
    service = ambridge.service
    made = service.make_area("in it", c.CreateArea("Felpersham", programme=link.id), TEAM)
    assert service.programme(link.id).areas == (made.id,)
    service.act_on_programme(link.id, TEAM, c.AddArea(ambridge.id))
    assert service.programme(link.id).areas == (made.id, ambridge.id)
    assert ambridge.area().programme == link.id
    other = service.make_programme("other", c.CreateProgramme("Other"), TEAM)
    with pytest.raises(InAnotherProgramme):
        service.act_on_programme(other.id, TEAM, c.AddArea(ambridge.id))
    assert service.programme(other.id).areas == ()
    with pytest.raises(NotAllowed):
        service.act_on_programme(link.id, LEAD, c.RemoveArea(made.id))
    ambridge.does(c.EnterProgramme(""))
    assert service.programme(link.id).areas == (made.id,)
    service.act_on_programme(link.id, TEAM, c.RemoveArea(made.id))
    assert (service.programme(link.id).areas, service.area(made.id).programme) == ((), "")


def test_an_erased_area_leaves_its_programme(store, link, ambridge):
    service = ambridge.service
    service.act_on_programme(link.id, TEAM, c.AddArea(ambridge.id))
    service.erase_area(ambridge.id, LEAD)
    assert service.programme(link.id).areas == ()


def test_the_day_is_that_of_the_programme(store):
    late = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)
    area = StoredArea(store, clock=lambda: late)
    assert area.service.look_at_area(area.area()).today == date(2026, 3, 5)
    zone = c.CreateProgramme("Link", timezone="Europe/Warsaw")
    link = area.service.make_programme("form", zone, TEAM)
    area.service.act_on_programme(link.id, TEAM, c.AddArea(area.id))
    assert area.service.look_at_area(area.area()).today == date(2026, 3, 6)


def test_a_look_at_many_areas_takes_as_few_round_trips_as_one_at_few(redis, store):
    made = [StoredArea(store, f"Area {number}") for number in range(12)]
    for area in made:
        area.workshop()
        undecided = area.workshop("workshop-2", "2026-05-05")
        area.service.act(undecided.id, FIRST_TRAINER, w.LockJoining())
    client = CountingClient(connection_pool=redis.connection_pool)
    trips = []
    for many in (2, 12, 12):
        process = a_service(RedisStore(client))
        client.trips = 0
        assert len(process.look_at_areas([area.id for area in made[:many]])) == many
        trips.append(client.trips)
    assert trips[0] == trips[1] == trips[2] <= 5
    client.trips = 0
    process.look_at_areas([area.id for area in made])
    assert client.trips <= 2  # nothing has changed: seals and marks
    made[3].does(c.EditArea(made[3].name, "North"))
    client.trips = 0
    seen = process.look_at_areas([area.id for area in made])
    assert (seen[3].area.region, client.trips) == ("North", 3)


def test_a_programmes_mark_reads_no_area_that_has_not_changed(redis, ambridge):
    service = ambridge.service
    link = service.make_programme("link", c.CreateProgramme("LINK"), TEAM)
    ambridge.does(c.FollowTemplate("link-2021", "2031-03-05"))
    service.act_on_programme(link.id, TEAM, c.AddArea(ambridge.id))
    link = service.programme(link.id)
    mark = service.mark_of_programme(link)

    def sent() -> int:
        return redis.info("stats")["total_net_output_bytes"]

    about_itself = -sent() + sent()
    before = sent()
    assert service.mark_of_programme(link) == mark
    document = redis.hstrlen(keys.area(ambridge.id), "document")
    assert sent() - before - about_itself < document / 2
    ambridge.does(c.EditArea("Ambridge", "North"))
    assert service.mark_of_programme(link) != mark


def test_what_can_not_be_read_is_left_out_and_takes_nothing_with_it(redis, store, caplog):
    made = [StoredArea(store, f"Area {number}") for number in range(3)]
    ids = [area.id for area in made]
    well, hurt = made[1].finishes(made[1].workshop().id), made[2].workshop()
    other = made[2].finishes(made[2].workshop("workshop-2", "2026-05-05").id)
    for area in made:
        area.service.look_at_area(area.area())
    redis.hset(keys.area(ids[0]), "document", "{")
    redis.hset(keys.results(ids[2]), "paper", '{"workshop":7}')
    redis.set(keys.document(hurt.id), "[]")
    redis.hset(keys.leads(ids[2]), "0", "[]")
    seen = a_service(store).look_at_areas(ids)
    assert [one.area.id for one in seen] == ids[1:]
    assert list(seen[0].results) == [well.id]
    assert (list(seen[1].results), list(seen[1].running)) == ([other.id], [other.id])
    for id in (ids[0], "paper", hurt.id):
        assert id in caplog.text
    assert a_service(store).before(other) == ()
    assert service_sees_well(store, ids) == ids[1:]
    redis.flushall()


def service_sees_well(store, ids: list[str]) -> list[str]:
    """The areas that a start page lists, of links to all of them and to a damaged programme."""
    service = a_service(store)
    link = service.make_programme("damaged", c.CreateProgramme("Link"), TEAM)
    store._redis.hset(keys.programme(link.id), "document", "[]")
    held = [Held(id, Role.AREA, "", 0) for id in ids]
    held.append(Held(link.id, Role.PROGRAMME, "", 0))
    assert service.programmes_held(held) == []
    return [area.id for area in service.editable_areas(held)]
