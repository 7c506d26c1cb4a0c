"""A workshop and its area say the same: day, kind and name. Whoever changes one, the other follows,
whoever dies in between."""

import threading
from datetime import timedelta
from functools import partial

from msgspec.structs import replace

from tests.builders import FIRST_TRAINER, details
from tests.store.areas import LEAD, StoredArea, a_service
from tests.store.rooms import race
from tests.store.test_placed_in_part import every_death
from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.core.settings import code_expiry
from voting.edges.retention import Keep, Sweep
from voting.moments import now
from voting.programme import commands as p
from voting.programme.area import Event
from voting.refusals.serving import StoreUnavailable


def in_days(many: int) -> str:
    return (now().date() + timedelta(many)).isoformat()


def an_area(store) -> tuple[StoredArea, str]:
    """An area with a workshop in three weeks."""
    area = StoredArea(store)
    return area, area.workshop(date=in_days(21)).id


def moved(area: StoredArea, workshop: str, **to) -> p.ChangeEvent:
    return p.ChangeEvent(replace(area.area().event_of(workshop), **to))


def look(store) -> None:
    process = a_service(store)
    for id in store.areas():
        process.look_at_area(store.area(id))


def test_a_workshop_whose_event_moves_moves_with_it_whoever_dies(redis):
    def moves(process, began):
        area, id = began
        process.act_on_area(area.id, LEAD, moved(area, id, start=in_days(51), kind="workshop-2"))

    for number, (area, id) in enumerate(every_death(redis, an_area, moves)):
        before = area.store.load(id)
        if number % 2:
            look(area.store)
        else:
            Sweep(a_service(area.store), Keep(), threading.Event()).run()
        after, event = area.store.load(id), area.area().event_of(id)
        if event.day == in_days(21):  # the lead's process died before anything was saved
            assert after == before
            continue
        assert (event.day, event.kind) == (in_days(51), "workshop-2")
        assert (after.details.date, after.details.kind) == (in_days(51), "workshop-2")
        assert after.code_expires == code_expiry(after.details, after.created_at)
        assert redis.ttl(f"cascade:code:{after.code}") > timedelta(days=57).total_seconds()
        assert (after.step, after.last_step) == (before.step, before.last_step)
        revisions = (after.revision, area.area().revision)
        look(area.store)
        assert (area.store.load(id).revision, area.area().revision) == revisions


def test_an_event_whose_workshop_moves_moves_with_it_whoever_dies(redis):
    def corrects(process, began):
        area, id = began
        said = details(area=area.name, kind="review", date=in_days(50))
        process.act(id, FIRST_TRAINER, c.EditDetails(said))

    def after_the_lead(store):
        area, id = an_area(store)
        area.does(moved(area, id, start=in_days(30)))
        return area, id

    for area, id in every_death(redis, after_the_lead, corrects):
        look(area.store)
        found, event = area.store.load(id), area.area().event_of(id)
        assert found.details.date == event.day
        if found.details.kind == "review":
            assert (event.day, event.kind) == (in_days(50), "review-3")
        else:
            assert (event.day, event.kind) == (in_days(30), "workshop-1")


def test_leads_and_trainers_who_move_it_at_once_end_up_with_one_day(store):
    area, id = an_area(store)
    others = [a_service(store) for _ in range(3)]
    asked = [
        partial(others[0].act_on_area, area.id, LEAD, moved(area, id, start=in_days(40))),
        partial(others[1].act, id, FIRST_TRAINER, c.EditDetails(details(date=in_days(41)))),
        partial(others[2].act_on_area, area.id, LEAD, moved(area, id, start=in_days(42))),
    ]
    race(*asked)
    look(store)
    assert store.load(id).details.date == area.area().event_of(id).day
    revisions = (store.load(id).revision, area.area().revision)
    look(store)
    assert (store.load(id).revision, area.area().revision) == revisions


def test_workshops_are_in_the_area_by_the_name_it_has_finished_ones_too(store):
    area = StoredArea(store)
    finished = area.finishes(area.workshop(date=in_days(-9)).id).id
    goes_on, rehearsed = area.workshop("workshop-2").id, area.workshop(rehearsal=True).id
    trainers_own = area.workshop("other", date=in_days(3)).id
    area.service.act(
        trainers_own, FIRST_TRAINER, c.EditDetails(details(area="Penny", date=in_days(3)))
    )
    look(store)
    assert store.load(trainers_own).details.area == "Penny"
    area.does(p.EditArea("Ambridge and Borchester"))
    ids = (finished, goes_on, rehearsed, trainers_own)
    assert {store.load(id).details.area for id in ids} == {"Ambridge and Borchester"}
    other = StoredArea(store, "Felpersham")
    area.service.place(store.load(finished), other.id, LEAD)
    assert store.load(finished).details.area == "Felpersham"
    assert store.log(finished)[-1].by == CLOCK


def test_a_finished_workshop_and_what_is_kept_of_it_take_the_day_of_its_event(store):
    area = StoredArea(store)
    id = area.finishes(area.workshop(date=in_days(-9)).id).id
    area.does(moved(area, id, start=in_days(-8)))
    kept = store.result(area.id, id)
    assert (store.load(id).details.date, kept.date, kept.version) == (in_days(-8), in_days(-8), 1)
    store.erase(id)
    area.does(moved(area, id, start=in_days(-7), kind="review-3"))
    after = store.result(area.id, id)
    assert after == replace(kept, date=in_days(-7), kind="review")


def test_what_the_store_did_not_take_the_next_look_does(store, monkeypatch, caplog):
    area, id = an_area(store)
    process = a_service(store)

    def fails(*arguments, **named):
        raise StoreUnavailable(reason="down")

    with monkeypatch.context() as patched:
        patched.setattr(process, "act", fails)
        process.act_on_area(area.id, LEAD, moved(area, id, start=in_days(51)))
        process.look_at_area(area.area())
    assert store.load(id).details.date == in_days(21)
    assert "does not follow its area" in caplog.text
    process.look_at_area(area.area())
    assert store.load(id).details.date == in_days(51)


def test_a_kind_chosen_for_another_event_stays_as_it_was_chosen(store):
    area = StoredArea(store)
    area.does(p.PlanEvent(Event("", "consultation", in_days(5))))
    made = area.workshop("workshop-1", date=in_days(6))
    area.service.place(made, area.id, CLOCK, event=area.area().events[0].id)
    revisions = (store.load(made.id).revision, area.area().revision)
    look(store)
    assert (store.load(made.id).revision, area.area().revision) == revisions
