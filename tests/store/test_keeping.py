"""What outlives a workshop: kept when it is finished or erased, whoever dies in between; and what
is kept no longer."""

import json
import threading
from functools import partial

import pytest
from msgspec.structs import replace

from lab.rig.processes import kill_all
from lab.rig.server import wait_until
from tests.builders import FIRST_TRAINER, attendee, details
from tests.store.areas import LEAD, StoredArea, a_service
from tests.store.rooms import at, everything, on_disk, race
from voting.config import read_settings
from voting.core import commands as c
from voting.edges.retention import Keep, Sweep
from voting.instruments.tally import count
from voting.programme import commands as p
from voting.programme.area import Deadline, Event
from voting.programme.machine import fold
from voting.programme.result import Returning
from voting.programme.situation import Lead
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import Busy
from voting.store import keys
from voting.store.archive import dump
from voting.store.connection import connect
from voting.store.embedded import EmbeddedStore
from voting.store.redis_store import RedisStore
from voting.views.result import result_of
from voting.web import create_app
from voting.wire.messages import ReasonGiven, Vote

NOW = at(0)
TODAY = NOW().date().isoformat()
PLANTED = "Zebulon Quillfeather"


@pytest.fixture
def ambridge(store):
    return StoredArea(store)


def kept_of(store, workshop: str):
    """The result of a workshop, and the event it was held at."""
    home = store.area_of(workshop)
    area = store.area(home)
    return store.result(home, workshop), area.event_of(workshop)


def sweep(service, days: int | None = None, results: bool = True) -> None:
    Sweep(service, Keep(days, results), threading.Event()).run()


class Dies(BaseException):
    """The process is killed here."""


def dies(*arguments, **named):
    raise Dies


# --- finishing ------------------------------------------------------------------------------------


def test_finishing_keeps_the_result_and_finishing_again_replaces_it(ambridge):
    made = ambridge.finishes(ambridge.workshop().id)
    kept, event = kept_of(ambridge.store, made.id)
    assert (kept.version, event.state) == (1, "held")
    assert kept == result_of(a_service(ambridge.store).situation(made), 1)
    log = ambridge.store.area_log(ambridge.id)
    ambridge.service.settle(made.id)
    assert ambridge.store.area_log(ambridge.id) == log
    act = partial(ambridge.service.act, made.id, FIRST_TRAINER)
    act(c.ReopenWorkshop())
    act(c.ReopenRuling("trust"))
    act(c.ShowDomain("trust"))
    act(c.RecordRuling("trust", c.Method.CONSENSUS, 4))
    assert kept_of(ambridge.store, made.id) == (kept, event)
    act(c.Finish())
    again, _ = kept_of(ambridge.store, made.id)
    assert (again.version, again.domain("trust").decision.rating) == (2, 4)


def test_a_workshop_of_no_area_is_taken_into_one_when_it_is_finished(store):
    service = a_service(store)
    made = service.set_up("form", "three-by-five", details(area="Penny Hassett"), of_trainer)
    room = StoredArea(store, "Elsewhere")
    room.finishes(made.id)
    kept, event = kept_of(store, made.id)
    assert (kept.version, event.state) == (1, "held")
    assert store.area(store.area_of(made.id)).name == "Penny Hassett"


def of_trainer(id: str):
    return FIRST_TRAINER


@pytest.mark.parametrize("mended_by", ["look", "sweep"])
def test_what_was_finished_by_a_process_that_died_is_kept_by_whoever_looks(
    ambridge, monkeypatch, mended_by
):
    made = ambridge.workshop()
    monkeypatch.setattr(ambridge.service, "settle_soon", dies)
    with pytest.raises(Dies):
        ambridge.finishes(made.id)
    assert kept_of(ambridge.store, made.id)[0] is None
    other = a_service(ambridge.store)
    if mended_by == "look":
        seen = other.look_at_area(ambridge.area())
        assert seen.results[made.id].version == 1
    else:
        sweep(other)
    kept, event = kept_of(ambridge.store, made.id)
    assert (kept.version, event.state) == (1, "held")


def test_a_result_that_the_store_does_not_take_now_keeps_nobody_from_finishing(
    ambridge, monkeypatch, caplog
):
    def fails(*arguments, **named):
        raise ValueError("not now")

    made = ambridge.workshop()
    with monkeypatch.context() as patched:
        patched.setattr(ambridge.service, "keep_result", fails)
        assert ambridge.finishes(made.id).is_finished()
    assert "is not kept yet" in caplog.text
    sweep(ambridge.service)
    assert kept_of(ambridge.store, made.id)[0].version == 1


def test_a_rehearsal_leaves_no_result(ambridge):
    made = ambridge.workshop(rehearsal=True)
    ambridge.finishes(made.id)
    sweep(ambridge.service)
    assert ambridge.store.results(ambridge.id) == {}
    ambridge.does(p.EditArea("Ambridge and Borchester"))
    ambridge.service.delete(ambridge.store.load(made.id))
    assert ambridge.area().events == ()


# --- what a workshop is called --------------------------------------------------------------------


def test_its_event_follows_a_workshop_whose_kind_or_date_is_corrected(ambridge):
    ambridge.does(p.PlanEvent(Event("", "workshop-1", "2026-03-05T09:30", minutes=180)))
    made = ambridge.workshop(title="A try-out")
    act = partial(ambridge.service.act, made.id, FIRST_TRAINER)
    step = ambridge.area().step
    act(c.EditDetails(details(kind="workshop-1", date="2026-03-12", title="Renamed")))
    [event] = ambridge.area().events
    assert (event.start, event.minutes, event.sequence) == ("2026-03-12T09:30", 180, 2)
    assert ambridge.area().step == step + 1  # a lead who is changing it meanwhile is told
    act(c.EditDetails(details(kind="review", date="2026-03-12")))
    act(c.EditDetails(details(kind="review", date="2026-03-12", title="Only the title")))
    [event] = ambridge.area().events
    assert (event.kind, event.sequence, event.workshop) == ("review-3", 3, made.id)
    assert ambridge.area().step == step + 2


def test_a_consultation_stays_one_and_a_rehearsal_follows_too(ambridge):
    ambridge.does(p.PlanEvent(Event("", "consultation", "2026-03-05")))
    made = ambridge.workshop("other")
    rehearsed = ambridge.workshop(date="2026-03-01", rehearsal=True)
    consultation = next(e for e in ambridge.area().events if e.kind == "consultation")
    ambridge.service.place(made, ambridge.id, LEAD, event=consultation.id)
    for id in (made.id, rehearsed.id):
        said = details(kind="other", date="2026-04-01")
        ambridge.service.act(id, FIRST_TRAINER, c.EditDetails(said))
    area = ambridge.area()
    assert (area.event_of(made.id).kind, area.event_of(made.id).start) == (
        "consultation",
        "2026-04-01",
    )
    after = area.event_of(rehearsed.id)
    assert (after.rehearsal, after.kind, after.start) == (True, "other", "2026-04-01")


def test_an_area_that_can_not_follow_keeps_nobody_from_correcting(ambridge, monkeypatch, caplog):
    def fails(*arguments, **named):
        raise ValueError("not now")

    made = ambridge.workshop()
    monkeypatch.setattr(ambridge.service, "act_on_area", fails)
    said = details(date="2026-04-01")
    ambridge.service.act(made.id, FIRST_TRAINER, c.EditDetails(said))
    assert ambridge.store.load(made.id).details.date == "2026-04-01"
    assert "does not follow it" in caplog.text


# --- reasons taken down ---------------------------------------------------------------------------


def a_finished_room_with_reasons(area: StoredArea) -> str:
    """A finished workshop in which two reasons were shown."""
    made, service = area.workshop(), area.service
    area.decides(made.id, "trust")
    act = partial(service.act, made.id, FIRST_TRAINER)
    act(c.ReopenRuling("trust"))
    held = act(c.OpenRound("trust")).rounds[-1].id
    for number in range(6):
        service.cast(made.id, f"p{number}", Vote(held, f"again-{number}", 1, 2))
    for number, text in enumerate((f"{PLANTED} said so", "We meet weekly")):
        service.give_reason(made.id, f"p{number}", ReasonGiven(held, text))
    after = act(c.CloseRound(held))
    given = {one.text: one.id for one in service.situation(after).reasons[held]}
    for reason in given.values():
        act(c.ShowReason(reason))
    act(c.RecordRuling("trust", c.Method.CONSENSUS, 2))
    area.finishes(made.id)
    return made.id


def texts(area: StoredArea, workshop: str) -> list[str]:
    return [one.text for one in kept_of(area.store, workshop)[0].domain("trust").reasons]


@pytest.mark.parametrize("when", ["finished", "reopened", "the process died"])
def test_a_reason_taken_down_later_leaves_the_result_too(redis, ambridge, monkeypatch, when):
    id = a_finished_room_with_reasons(ambridge)
    assert sorted(texts(ambridge, id)) == ["We meet weekly", f"{PLANTED} said so"]
    act = partial(ambridge.service.act, id, FIRST_TRAINER)
    if when == "reopened":
        act(c.ReopenWorkshop())
    taken_down = next(one for one in ambridge.store.load(id).reasons if PLANTED in one.text)
    if when == "the process died":
        with monkeypatch.context() as patched:
            patched.setattr(ambridge.service, "settle", dies)
            with pytest.raises(Dies):
                act(c.WithdrawReason(taken_down.id))
        sweep(a_service(ambridge.store))
    else:
        act(c.WithdrawReason(taken_down.id))
    assert texts(ambridge, id) == ["We meet weekly"]
    assert PLANTED not in everything(redis)
    assert kept_of(ambridge.store, id)[0].version == 1


def test_a_result_made_before_a_reason_was_taken_down_is_not_kept_after_it(ambridge, monkeypatch):
    """One process makes the result while another takes a reason down and keeps it without."""
    id = a_finished_room_with_reasons(ambridge)
    taken_down = next(one for one in ambridge.store.load(id).reasons if PLANTED in one.text)
    slow = a_service(ambridge.store)
    keep, once = slow.keep_result, []

    def overtaken(result):
        if not once:
            once.append(True)
            ambridge.service.act(id, FIRST_TRAINER, c.WithdrawReason(taken_down.id))
        return keep(result)

    monkeypatch.setattr(slow, "keep_result", overtaken)
    slow.keep_finished(ambridge.store.load(id))
    assert texts(ambridge, id) == ["We meet weekly"]


def test_taking_one_reason_back_does_not_bring_back_another_that_went_meanwhile(
    ambridge, monkeypatch
):
    id = a_finished_room_with_reasons(ambridge)
    act = partial(ambridge.service.act, id, FIRST_TRAINER)
    first, second = ambridge.store.load(id).reasons
    slow = a_service(ambridge.store)
    keep, once = slow.keep_result, []

    def overtaken(result):
        if not once:
            once.append(True)
            act(c.WithdrawReason(second.id))
        return keep(result)

    monkeypatch.setattr(slow, "keep_result", overtaken)
    slow.act(id, FIRST_TRAINER, c.WithdrawReason(first.id))
    assert once
    assert texts(ambridge, id) == []


def test_who_came_again_stays_as_it_was_when_the_workshop_before_is_gone(ambridge):
    made = ambridge.finishes(ambridge.workshop(date=TODAY).id)
    kept, _ = kept_of(ambridge.store, made.id)
    told = replace(kept, returning=Returning("workshop-before", 4, 6))
    ambridge.service.keep_result(told)
    act = partial(ambridge.service.act, made.id, FIRST_TRAINER)
    act(c.ReopenWorkshop())
    act(c.Finish())
    again, _ = kept_of(ambridge.store, made.id)
    assert (again.version, again.returning) == (2, told.returning)
    sweep(later(ambridge.store), 30)
    assert ambridge.store.results(ambridge.id) == {made.id: again}


# --- the end of a workshop ------------------------------------------------------------------------


def test_a_workshop_set_up_by_mistake_leaves_nothing_and_its_event_is_free_again(redis, ambridge):
    ambridge.does(p.PlanEvent(Event("", "workshop-1", "2026-03-05T09:30", minutes=180)))
    made = ambridge.finishes(ambridge.workshop(date=TODAY).id)
    act = partial(ambridge.service.act, made.id, FIRST_TRAINER)
    after = act(c.ReopenWorkshop())
    for domain in list(after.rulings):
        after = act(c.ReopenRuling(domain))
    ambridge.service.delete(after, "Ambridge")
    assert made.id not in everything_but_the_log(redis, ambridge)
    [event] = ambridge.area().events
    assert (event.workshop, event.state, event.minutes) == ("", "planned", 180)


def everything_but_the_log(redis, area: StoredArea) -> str:
    """An area's log names each workshop by its id, which says nothing by itself."""
    held = redis.dump(keys.area_log(area.id))
    redis.delete(keys.area_log(area.id))
    try:
        return everything(redis)
    finally:
        redis.restore(keys.area_log(area.id), 0, held)


@pytest.mark.parametrize("by", ["a trainer", "its time", "moved away"])
def test_an_area_made_for_a_rehearsal_goes_with_it(redis, ambridge, by):
    made = ambridge.workshop(rehearsal=True)
    if by == "a trainer":
        ambridge.service.delete(made)
    elif by == "its time":
        sweep(later(ambridge.store), 30)
    else:
        other = StoredArea(ambridge.store, "Borchester")
        ambridge.service.place(made, other.id, LEAD)
        sweep(ambridge.service)
        assert len(ambridge.store.areas()) == 2  # somebody may be filling in a form for it
        sweep(later(ambridge.store, 2))
        assert ambridge.store.areas() == [other.id]
        return
    assert not redis.keys("*")


@pytest.mark.parametrize(
    "by_people",
    [
        p.EditArea("Ambridge", "South"),
        p.PlanEvent(Event("", "review-3")),
        p.AddDeadline(Deadline("", text="Write to all", due="2026-05-05")),
    ],
)
def test_an_area_that_somebody_has_looked_after_stays(ambridge, by_people):
    made = ambridge.workshop(rehearsal=True)
    ambridge.does(by_people)
    ambridge.service.delete(made)
    sweep(later(ambridge.store))
    assert ambridge.store.areas() == [ambridge.id]


def later(store, days: float = 400, **options):
    return a_service(store, at(days), **options)


def test_what_a_workshop_decided_outlives_it_and_is_what_its_ballots_said(redis, ambridge):
    made = ambridge.finishes(ambridge.workshop(date=TODAY).id, rating=3)
    store = ambridge.store
    cast = {r.id: store.ballots(made.id, r.id).values() for r in made.rounds}
    tallies = {id: count([ballot.rating for ballot in ballots], 5) for id, ballots in cast.items()}
    kept, _ = kept_of(store, made.id)
    assert later(store, 20).erase_if_due(made.id, 30) is False
    sweep(later(store, 32), 30)
    assert made.id not in {key.decode().split("{")[1].split("}")[0] for key in redis.keys("*{*")}
    after = store.results(ambridge.id)
    assert after == {made.id: kept}
    for settled in kept.domains:
        for held in settled.rounds:
            assert (held.counts, held.cant_say) == (tallies[held.id].counts, 0)
        assert settled.decision.votes == tallies[settled.decision.round].counts[3] == 6
    seen = later(store).look_at_area(ambridge.area())
    assert (seen.results, seen.running) == ({made.id: kept}, {})


def test_one_that_was_never_finished_leaves_how_it_stood(ambridge):
    made = ambridge.workshop(date=TODAY)
    ambridge.decides(made.id)
    other = ambridge.workshop("workshop-2", date=TODAY)
    sweep(later(ambridge.store), 30)
    results = ambridge.store.results(ambridge.id)
    assert {id: (one.version, one.finished_at) for id, one in results.items()} == {
        made.id: (0, None)
    }
    first, second = ambridge.area().events
    assert (first.workshop, first.state) == (made.id, "held")
    assert (second.workshop, second.state) == ("", "planned")
    assert other.id not in ambridge.store.workshops()


@pytest.mark.parametrize("fault", ["ballots", "the one before", "the area", "a passing one"])
def test_a_fault_in_what_is_stored_keeps_no_workshop_in_the_store(
    redis, ambridge, monkeypatch, caplog, fault
):
    before = ambridge.finishes(ambridge.workshop(date=TODAY).id)
    made = ambridge.workshop("workshop-2", date=TODAY)
    for domain in ("trust", "tools"):
        made = ambridge.decides(made.id, domain)
    whole = ambridge.service.settled_by(made)
    process = later(ambridge.store, 32)
    if fault == "ballots":
        redis.hset(keys.ballots(made.id, made.rounds[0].id), "p0", b"\xff")
    elif fault == "the one before":

        def fails(*arguments):
            raise ValueError("unreadable")

        monkeypatch.setattr(process, "_returning", fails)
    elif fault == "the area":
        document = redis.hget(keys.area(ambridge.id), "document")
        redis.hset(keys.area(ambridge.id), "document", b"\xff")
    else:
        monkeypatch.setattr(process, "is_unsettled", refuses)
    sweep(process, 30)
    if fault == "a passing one":
        assert sorted(ambridge.store.workshops()) == sorted([before.id, made.id])
        return
    assert ambridge.store.workshops() == []
    assert "can't be read" in caplog.text or "can be kept" in caplog.text
    if fault == "the area":
        redis.hset(keys.area(ambridge.id), "document", document)
        return
    kept = ambridge.store.results(ambridge.id)[made.id]
    assert ambridge.area().event_of(made.id).state == "held"
    if fault == "ballots":
        trust, tools = kept.domain("trust"), kept.domain("tools")
        assert (trust.decision.rating, trust.rounds) == (1, ())
        assert tools == whole.domain("tools")
        assert tools.rounds
    elif fault == "the one before":
        assert kept == replace(whole, returning=None)


def refuses(*arguments):
    raise Busy


def test_an_operator_may_have_results_go_with_their_workshops(redis, ambridge):
    made = ambridge.finishes(ambridge.workshop(date=TODAY).id)
    ambridge.service.change_leads(ambridge.id, LEAD, (Lead("A. Archer"),))
    ambridge.does(p.PlanEvent(Event("", "review-3", at(60)().date().isoformat())))
    sweep(later(ambridge.store, 32), 30, results=False)
    assert ambridge.store.results(ambridge.id) == {}
    assert ambridge.store.workshops() == []
    first, _ = ambridge.area().series()
    assert (first.kind, first.workshop, first.state) == ("workshop-1", "", "held")
    assert ambridge.service.leads(ambridge.id) == (Lead("A. Archer"),)  # a review is to come
    assert made.id not in everything_but_the_log(redis, ambridge)
    sweep(later(ambridge.store), 30, results=False)  # and an area with nothing left goes as well
    assert ambridge.store.areas() == []
    assert not redis.keys("*:area*") + redis.keys("*:results") + redis.keys("*:leads")


@pytest.mark.parametrize("by", ["its time", "a trainer"])
def test_a_workshop_that_is_being_erased_is_not_put_back_into_its_area(store, monkeypatch, by):
    """One process is held when the area has let go of the workshop, before that is erased."""
    area, rehearsed = StoredArea(store), by == "a trainer"
    area.does(p.PlanEvent(Event("", "review-3", at(60)().date().isoformat())))
    made = area.workshop(date=TODAY, rehearsal=rehearsed)
    if not rehearsed:
        made = area.finishes(made.id)
    other = later(RedisStore(store._redis), 32)
    late = other.settled_by(made)
    erasing, erase = later(store, 32), store.erase

    def held(id: str) -> None:
        sweep(other)
        other.look_at_area(area.area())
        other.before(made)
        assert other.keep_result(late) is None  # made a moment before
        erase(id)

    monkeypatch.setattr(store, "erase", held)
    if rehearsed:
        erasing.delete(made)
    else:
        assert erasing.erase_if_due(made.id, 30, keep_results=False)
    assert (store.areas(), store.results(area.id)) == ([area.id], {})
    expected = [] if rehearsed else [("workshop-1", "", "held")]
    after = [(e.kind, e.workshop, e.state) for e in area.area().series()]
    assert after == [*expected, ("review-3", "", "planned")]


@pytest.mark.parametrize("by", ["its time", "a trainer"])
def test_an_erasing_begun_and_cut_short_is_taken_up_again_without_a_result(
    ambridge, monkeypatch, by
):
    made = ambridge.workshop(date=TODAY, rehearsal=by == "a trainer")
    if by == "its time":
        ambridge.finishes(made.id)
    dying = later(ambridge.store, 32)
    erases = partial(dying.erase_if_due, made.id, 30, keep_results=False)
    with monkeypatch.context() as patched:
        patched.setattr(dying, "_let_go", dies)
        with pytest.raises(Dies):
            erases() if by == "its time" else dying.delete(made)
    sweep(later(ambridge.store, 32), 30, results=False)
    assert (ambridge.store.workshops(), ambridge.store.results(ambridge.id)) == ([], {})


def test_results_kept_until_an_operator_decides_otherwise_go_then(ambridge):
    made = ambridge.finishes(ambridge.workshop(date=TODAY).id)
    sweep(later(ambridge.store, 32), 30)
    assert set(ambridge.store.results(ambridge.id)) == {made.id}
    sweep(later(ambridge.store, 32), None, results=False)  # nothing is erased without KEEP_DAYS
    assert set(ambridge.store.results(ambridge.id)) == {made.id}
    sweep(later(ambridge.store, 32), 30, results=False)
    assert ambridge.store.results(ambridge.id) == {}


def test_leads_and_what_people_wrote_go_when_all_events_are_long_over(redis, ambridge):
    does, day = ambridge.does, at(50)().date().isoformat()
    ambridge.service.change_leads(ambridge.id, LEAD, (Lead(PLANTED, "z@example.org"),))
    link, place = f"https://example.org/{PLANTED.replace(' ', '')}", f"Chez {PLANTED}"
    planned = Event("", "workshop-1", day, place=place, link=link, title=f"With {PLANTED}")
    [event] = does(p.PlanEvent(planned)).events
    does(p.ChangeEvent(replace(event, title=f"Not with {PLANTED}")))
    does(p.PlanEvent(Event("", "other")))
    rehearsed = ambridge.workshop(date=TODAY, rehearsal=True, title=f"{PLANTED} tries it")
    for text in (f"Phone {PLANTED}", f"Write to {PLANTED}"):
        does(p.AddDeadline(Deadline("", text=text, due=day)))
    does(p.RemoveDeadline("d4"))
    does(p.ChangeDeadline(Deadline("d5", text=f"Thank {PLANTED}", event=event.id)))
    ambridge.service.delete(rehearsed)
    before = ambridge.area()
    sweep(later(ambridge.store, 80), 30)
    assert ambridge.service.leads(ambridge.id) == (Lead(PLANTED, "z@example.org"),)
    sweep(later(ambridge.store, 81.5), None)
    assert ambridge.service.leads(ambridge.id)
    assert ambridge.area() == before
    sweep(later(ambridge.store, 81.5), 30)
    assert ambridge.service.leads(ambridge.id) == ()
    left = everything(redis)
    assert not [one for one in (PLANTED, PLANTED.split()[0], "example.org") if one in left]
    area = ambridge.area()
    assert fold(ambridge.store.area_log(ambridge.id)) == area
    [first, _] = area.series()
    assert first == replace(event, place="", link="", title="", sequence=first.sequence)
    assert [(d.text, d.event) for d in area.deadlines] == [("", event.id)]
    sweep(later(ambridge.store, 81.5), 30)  # and once is enough
    assert ambridge.area() == area
    # What is written after that goes in its turn.
    late = a_service(ambridge.store, at(100))
    late.act_on_area(ambridge.id, LEAD, p.ChangeEvent(replace(first, place=place)))
    sweep(later(ambridge.store, 129), 30)
    assert ambridge.area().series()[0].place == place
    sweep(later(ambridge.store, 132), 30)
    assert PLANTED not in everything(redis)
    assert fold(ambridge.store.area_log(ambridge.id)) == ambridge.area()


def test_what_is_written_while_it_is_forgotten_is_not_lost(ambridge, monkeypatch):
    [event] = ambridge.does(p.PlanEvent(Event("", "workshop-1", TODAY, place="Here"))).events
    forgetting, save = later(RedisStore(ambridge.store._redis)), ambridge.store.area_lines

    def overtaken(id: str):
        monkeypatch.undo()
        ambridge.does(p.ChangeEvent(replace(event, place="There", minutes=90)))
        return save(id)

    monkeypatch.setattr(forgetting.store, "area_lines", overtaken)
    sweep(forgetting, 30)
    [after] = ambridge.area().events
    assert (after.place, after.minutes) == ("", 90)
    assert fold(ambridge.store.area_log(ambridge.id)) == ambridge.area()


def test_an_event_is_free_again_where_a_server_of_the_release_before_erased_its_workshop(ambridge):
    made = ambridge.workshop(date=TODAY)
    kept = ambridge.finishes(ambridge.workshop("workshop-2", date=TODAY).id)
    for id in (made.id, kept.id):
        ambridge.store.erase(id)
    sweep(ambridge.service)
    assert ambridge.area().workshops() == [kept.id]
    assert set(ambridge.store.results(ambridge.id)) == {kept.id}


@pytest.mark.parametrize("at_step", ["settle", "_part_with", "erased in part", "erased"])
def test_an_erasing_that_is_cut_short_keeps_the_result_and_is_taken_up_again(
    ambridge, monkeypatch, at_step
):
    made = ambridge.finishes(ambridge.workshop(date=TODAY).id)
    kept, _ = kept_of(ambridge.store, made.id)
    dying = later(ambridge.store)
    with monkeypatch.context() as patched:
        if at_step == "erased in part":
            patched.setattr(
                dying.store, "erase", lambda id: dying.store._redis.delete(keys.gate(id)) and dies()
            )
        elif at_step == "erased":
            patched.setattr(dying.store, "erase", dies)
        else:
            patched.setattr(dying, at_step, dies)
        with pytest.raises(Dies):
            dying.erase_if_due(made.id, 30)
    sweep(later(ambridge.store), 30)
    assert ambridge.store.workshops() == []
    assert ambridge.store.results(ambridge.id) == {made.id: kept}


def test_processes_that_sweep_at_once_leave_one_result_of_each(store):
    for number in range(3):
        area = StoredArea(store, f"Area {number}")
        made = area.finishes(area.workshop(date=TODAY).id)
        area.service.place(made, area.id, LEAD)
        kept, _ = kept_of(store, made.id)
        answers = race(*[partial(later(store).erase_if_due, made.id, 30) for _ in range(4)])
        assert True in answers
        assert all(isinstance(one, bool | UnknownWorkshop) for one in answers), answers
        assert store.results(area.id) == {made.id: kept}
        assert store.area(area.id).event_of(made.id).state == "held"


def test_nothing_is_looked_at_again_that_has_not_changed(ambridge, monkeypatch):
    made = ambridge.finishes(ambridge.workshop().id)
    other = ambridge.workshop("workshop-2", "2026-05-05")
    going = Sweep(ambridge.service, Keep(), threading.Event())
    going.run()
    loaded = []
    load = ambridge.store.load
    monkeypatch.setattr(ambridge.store, "load", lambda id: loaded.append(id) or load(id))
    going.run()
    assert loaded == []
    ambridge.service.act(made.id, FIRST_TRAINER, c.ReopenWorkshop())
    loaded.clear()
    going.run()
    assert set(loaded) == {made.id}
    assert other.id not in loaded


@pytest.mark.parametrize(
    ("said", "keep", "one_organisation"),
    [
        ({}, Keep(None, True), False),
        ({"KEEP_DAYS": "30", "KEEP_RESULTS": "no"}, Keep(30, False), False),
        ({"KEEP_RESULTS": "yes", "CREATE_PASSPHRASE": "open sesame"}, Keep(None, True), True),
    ],
)
def test_the_settings_say_what_is_kept_and_whose_names_are_one(store, said, keep, one_organisation):
    settings = read_settings({"SECRET_KEY": "k" * 40, "ASYNC_MODE": "threading"} | said)
    made = create_app(settings, store)
    assert (made.keep, made.service.one_organisation) == (keep, one_organisation)


# --- on disk --------------------------------------------------------------------------------------


@pytest.fixture
def embedded(tmp_path_factory):
    store = EmbeddedStore(tmp_path_factory.mktemp("kept") / "data")
    store.start()
    yield store
    store.stop()
    kill_all(store.data_dir)


def test_after_the_time_that_is_stated_no_key_file_or_backup_names_anybody(embedded):
    client = connect(embedded.url)
    store = RedisStore(client)
    area = StoredArea(store)
    area.service.change_leads(area.id, LEAD, (Lead(f"Lead {PLANTED}", "z@quillfeather.org"),))
    made = area.workshop(date=TODAY)
    act = area.service.act
    act(made.id, FIRST_TRAINER, c.Introduce(f"Trainer {PLANTED}"))
    act(made.id, attendee("planted-person"), c.Join(PLANTED, "primary"))
    held = act(made.id, FIRST_TRAINER, c.OpenRound("trust")).rounds[-1].id
    area.service.cast(made.id, "planted-person", Vote(held, "a-vote", 1, 1))
    area.service.give_reason(made.id, "planted-person", ReasonGiven(held, f"{PLANTED} wrote it"))
    act(made.id, FIRST_TRAINER, c.CloseRound(held))
    client.hset(keys.known(made.id), "planted-person", f"pseudonym of {PLANTED}")
    act(made.id, FIRST_TRAINER, c.RecordRuling("trust", c.Method.CONSENSUS, 1))
    area.finishes(made.id)
    kept = store.results(area.id)
    marks = (PLANTED, "quillfeather", "planted-person")
    before = everything(client)
    assert all(mark in before for mark in marks)
    assert on_disk(embedded.data_dir, "planted-person")  # the rest may be compressed there
    assert all(mark not in repr(kept) for mark in marks)
    sweep(later(store), 30)
    wait_until(lambda: not any(on_disk(embedded.data_dir, mark) for mark in marks))
    held, backup = everything(client), json.dumps(dump(client))
    assert not [mark for mark in marks if mark in held or mark in backup]
    assert store.results(area.id) == kept
    client.connection_pool.disconnect()
