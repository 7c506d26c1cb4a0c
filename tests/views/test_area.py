"""What an area's page shows: the series with its workshops, what is due, what is overdue."""

from datetime import UTC, date, datetime

import pytest

from tests.builders import cascade, three_by_five
from voting.programme.area import Area, Deadline, Event
from voting.programme.result import Decision, DomainSettled, Result
from voting.programme.situation import AreaSituation, Lead, Running
from voting.views.area import AreaView, area_view

AT = datetime(2026, 3, 1, 9, tzinfo=UTC)
TODAY = date(2026, 3, 10)


def view(*events: Event, deadlines=(), results=(), running=(), leads=()) -> AreaView:
    area = Area("area-one", 7, 3, "Ambridge", AT, events=events, deadlines=tuple(deadlines))
    return area_view(
        AreaSituation(
            area,
            {one.workshop: one for one in results},
            {one.workshop: one for one in running},
            TODAY,
            tuple(leads),
        )
    )


def result(workshop: str, framework=None, **said) -> Result:
    held = framework or three_by_five()
    about = {"people": 9, "sectors": {}, "domains": (), "finished_at": AT} | said
    return Result(workshop, 1, "workshop-1", "2026-03-01", "", held, "en", **about)


def test_the_series_is_in_its_order_and_says_how_far_off_each_is():
    seen = view(
        Event("e1", "workshop-2", "2026-04-20T09:30"),
        Event("e2", "other"),
        Event("e3", "workshop-1", "2026-03-09", state="held"),
    )
    told = [(e.id, e.days, e.past, e.early) for e in seen.events]
    assert told == [("e3", -1, True, None), ("e1", 41, False, None), ("e2", None, False, None)]
    assert (seen.next_event, seen.unsettled) == ("e1", ())


@pytest.mark.parametrize(("day", "early"), [("2026-04-19", 41), ("2026-04-20", None)])
def test_a_second_workshop_is_early_up_to_the_41st_day(day, early):
    seen = view(Event("e1", "workshop-1", "2026-03-09"), Event("e2", "workshop-2", day))
    assert seen.events[1].early == early


def test_what_is_planned_for_a_day_that_is_over_is_to_be_settled():
    seen = view(
        Event("e1", "workshop-1", "2026-03-09"),
        Event("e2", "other", "2026-03-09", state="cancelled"),
        Event("e3", "other", "2026-03-09", rehearsal=True),
        Event("e4", "other", "2026-03-10T09:30"),
    )
    assert (seen.unsettled, seen.next_event) == (("e1",), "e4")


def test_deadlines_are_by_their_day_and_overdue_from_the_day_after():
    seen = view(
        Event("e1", "workshop-1", "2026-03-17"),
        deadlines=(
            Deadline("d1", text="No day yet", event="e9"),
            Deadline("d2", text="Today", due="2026-03-10"),
            Deadline("d3", text="A week before", event="e1", days=-8),
            Deadline("d4", text="Met", due="2026-03-01", done_at=AT),
            Deadline("d5", text="As well", due="2026-03-10", owner="trainers"),
            Deadline("d6", text="Later", due="2026-03-11"),
        ),
    )
    told = [(d.id, d.due, d.days, d.overdue) for d in seen.deadlines]
    assert told == [
        ("d4", "2026-03-01", -9, False),
        ("d3", "2026-03-09", -1, True),
        ("d2", "2026-03-10", 0, False),
        ("d5", "2026-03-10", 0, False),
        ("d6", "2026-03-11", 1, False),
        ("d1", "", None, False),
    ]
    assert (seen.overdue, seen.next_deadlines) == (("d3",), ("d2", "d5"))


def test_a_running_workshop_shows_how_it_goes_and_what_it_has_decided():
    held = Event("e1", "workshop-1", "2026-03-10", workshop="w1")
    going = Running("w1", joined=14, decided=1, domains=3, phase="open")
    so_far = result(
        "w1",
        finished_at=None,
        domains=(
            DomainSettled("trust", Decision("majority", 0, "", 8, 14)),
            DomainSettled("time", Decision("unresolved", None)),
        ),
    )
    seen = view(held, running=[going], results=[so_far]).events[0].workshop
    assert (seen.here, seen.finished, seen.joined) == (True, False, 14)
    assert (seen.decided, seen.domains) == (1, 3)
    told = [(d.domain, d.rating, d.method) for d in seen.decisions]
    assert told == [
        ("trust", 0, "majority"),
        ("time", None, "unresolved"),
        ("tools", None, None),
    ]
    assert view(held, running=[going]).events[0].workshop.decisions == ()


def test_of_an_erased_workshop_there_is_what_it_settled_and_nobody():
    held = Event("e1", "workshop-1", "2026-03-01", state="held", workshop="w1")
    kept = result(
        "w1",
        framework=cascade(),
        domains=(DomainSettled("clarity", Decision("consensus", 2)),),
        imported=True,
    )
    seen = view(held, results=[kept], leads=[Lead("Jo Archer", "jo@example.org")])
    workshop = seen.events[0].workshop
    assert (workshop.here, workshop.finished, workshop.imported) == (False, True, True)
    assert (workshop.joined, workshop.decided, workshop.domains) == (9, 1, 7)
    assert [lead.name for lead in seen.leads] == ["Jo Archer"]


def test_a_workshop_of_which_nothing_is_known_still_takes_its_event():
    event = view(Event("e1", "workshop-1", "2026-03-10", workshop="w1")).events[0]
    assert (event.workshop, event.workshop_id) == (None, "w1")
