"""The series of an area on a day: what is due, what comes next; and the templates as data."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import ROOT, WORDS
from tests.programme.ledger import SHORT_SERIES, AreaLedger
from voting.programme import commands as c
from voting.programme.area import Event
from voting.programme.days import after, on_a_weekday
from voting.programme.series import (
    TEMPLATES,
    due_on,
    next_event,
    parse_series,
    too_early,
)

FILES = sorted(ROOT.glob("voting/programme/library/*.json"))
LIBRARY = {path.stem: parse_series(path.read_bytes()) for path in FILES}


def day(text: str) -> date:
    return date.fromisoformat(text)


@pytest.fixture
def ledger():
    return AreaLedger()


# --- months -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "months", "days", "then"),
    [
        ("2026-01-31", 1, 0, "2026-02-28"),
        ("2028-01-31", 1, 0, "2028-02-29"),
        ("2026-03-31", -1, 0, "2026-02-28"),
        ("2026-10-31", 1, 0, "2026-11-30"),
        ("2026-10-31", 2, 0, "2026-12-31"),
        ("2026-11-30", 3, 0, "2027-02-28"),
        ("2026-01-15", -1, 0, "2025-12-15"),
        ("2026-01-31", -13, 0, "2024-12-31"),
        ("2026-12-31", 12, 1, "2028-01-01"),
        ("2026-01-31", 1, 1, "2026-03-01"),
        ("2028-02-29", 12, 0, "2029-02-28"),
        ("2026-03-01", 0, -1, "2026-02-28"),
    ],
)
def test_months_end_where_they_end(start, months, days, then):
    assert after(day(start), months, days) == day(then)


@given(st.dates(date(2000, 1, 1), date(2900, 1, 1)), st.integers(-500, 500))
def test_so_many_months_later_it_is_the_same_day_or_the_last_one(start, months):
    then = after(start, months, 0)
    assert (then.year * 12 + then.month) - (start.year * 12 + start.month) == months
    is_last = (then + timedelta(days=1)).day == 1
    assert then.day == start.day or (then.day < start.day and is_last)


@given(st.dates(date(2000, 1, 1), date(2900, 1, 1)))
def test_a_weekend_gives_way_to_its_monday(start):
    then = on_a_weekday(start)
    assert then == start if start.weekday() < 5 else then.weekday() == 0
    assert 0 <= (then - start).days <= 2


# --- what is due ------------------------------------------------------------------------------


def test_what_hangs_on_an_event_without_a_day_has_none(ledger):
    ledger.plans()
    ledger.adds(event="e1", days=-7)
    assert due_on(ledger.area, ledger.area.deadlines[0]) is None


def test_what_hangs_on_a_cancelled_event_hangs_on_the_last_other_one_of_its_kind(ledger):
    for start in ("2026-02-01", "2026-03-01", "2026-04-01"):
        ledger.plans("session", start)
    ledger.adds(event="e3", days=7)
    deadline = ledger.area.deadlines[0]
    ledger.does(c.CancelEvent("e3"))
    assert due_on(ledger.area, deadline) == day("2026-03-08")
    for event in ("e1", "e2"):
        ledger.does(c.CancelEvent(event))
    assert due_on(ledger.area, deadline) is None


def test_what_would_have_been_due_before_it_was_planned_is_left_out(ledger):
    soon = (ledger.now.date() + timedelta(days=3)).isoformat()
    area = ledger.does(c.FollowTemplate("link-2015", soon), series=SHORT_SERIES)
    assert [d.what for d in area.deadlines] == ["follow-up", "dates"]


# --- events -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("made", "series"),
    [
        ("2 @10:00 / 1 @09:30", "1 2"),
        ("1 @09:30 / 2", "1 2"),
        ("2 / 1 @09:30", "1 2"),
        ("2 @13:30 / 1", "1 2"),
        ("2 / 1", "1 2"),
        ("2 @09:00 / 1 @13:30", "2 1"),
        ("3 / 1 @13:30 / 2 @09:00 / 1", "1 2 1 3"),
        ("3 @09:00 / 1 @10:00 / 2", "2 3 1"),
    ],
)
def test_on_one_day_the_time_tells_the_order_or_else_the_kind(ledger, made, series):
    kinds = {"1": "workshop-1", "2": "workshop-2", "3": "review-3"}
    ledger.plans("other", "2026-10-11")
    ledger.plans("other")
    for one in made.split(" / "):
        kind, _, time = one.partition(" @")
        ledger.plans(kinds[kind], f"2026-10-10T{time}" if time else "2026-10-10")
    order = [event.kind for event in ledger.area.series()]
    assert order == [*(kinds[one] for one in series.split()), "other", "other"]


def test_events_without_a_day_come_last_and_are_in_the_order_of_their_kinds(ledger):
    for kind in ("review-3", "workshop-1", "other", "workshop-1"):
        ledger.plans(kind)
    ledger.plans("review-6", "2026-10-10")
    assert [event.id for event in ledger.area.series()] == ["e5", "e2", "e4", "e1", "e3"]


@pytest.mark.parametrize(
    ("second", "days"),
    [("2026-04-15", 41), ("2026-04-16", None), ("2026-03-01", -4), ("2026-03-05", 0), ("", None)],
)
def test_a_second_workshop_within_six_weeks_is_noticed_and_planned_all_the_same(
    ledger, second, days
):
    ledger.plans("workshop-1", "2026-03-05T09:30")
    event = ledger.plans("workshop-2", second)
    assert too_early(ledger.area, event) == days
    assert too_early(ledger.area, ledger.area.events[0]) is None


def test_only_what_counts_is_too_early(ledger):
    event = ledger.plans("workshop-2", "2026-03-06")
    assert too_early(ledger.area, event) is None
    ledger.places("r1", "workshop-1", "2026-03-05", rehearsal=True)
    ledger.places("r2", "workshop-2", "2026-03-05", rehearsal=True)
    assert [too_early(ledger.area, e) for e in ledger.area.events] == [None] * 3
    ledger.places("w1", "workshop-1", "2026-03-05")
    assert too_early(ledger.area, event) == 1
    ledger.does(c.CancelEvent("e1"))
    assert too_early(ledger.area, ledger.area.events[0]) is None


def test_the_next_workshop_follows_the_last(ledger):
    kinds = []
    for month in range(1, 7):
        event = next_event(ledger.area)
        kinds.append(event.kind)
        planned = Event("", event.kind, f"2026-0{month}-01", 180, "Library", capacity=20)
        ledger.does(c.PlanEvent(planned))
        ledger.places(f"w{month}", "other", f"2026-0{month}-01", event=ledger.area.events[-1].id)
    assert kinds == ["workshop-1", "workshop-2", "review-3", "review-6", "other", "other"]
    after_all = next_event(ledger.area)
    assert (after_all.id, after_all.place, after_all.minutes) == ("", "Library", 180)
    assert (after_all.start, after_all.workshop, after_all.title) == ("", "", "")


def test_the_next_workshop_is_the_first_that_is_planned(ledger):
    ledger.plans("review-3", "2026-06-01")
    ledger.plans("session", "2026-02-01")
    planned = ledger.plans("workshop-2", "2026-05-01")
    ledger.plans("workshop-1", "2026-01-01")
    ledger.does(c.CancelEvent("e4"))
    ledger.places("r1", "workshop-1", "2026-01-01", rehearsal=True)
    assert next_event(ledger.area) == planned
    ledger.places("w1", "workshop-2", "2026-05-01")
    assert next_event(ledger.area).kind == "review-3"


# --- the templates ----------------------------------------------------------------------------


def test_the_library_has_the_templates_that_the_machine_knows():
    assert {key: series.key for key, series in LIBRARY.items()} == {key: key for key in TEMPLATES}
    assert set(WORDS["area"]["templates"]) == set(TEMPLATES)


def test_each_step_has_its_words_and_there_are_none_without():
    steps = {step.key for series in LIBRARY.values() for step in series.steps}
    assert set(WORDS["area"]["steps"]) == steps


@pytest.mark.parametrize("key", TEMPLATES)
def test_a_template_is_planned_in_the_order_of_its_meetings_and_on_weekdays(ledger, key):
    start = "2027-01-12"
    area = ledger.does(c.FollowTemplate(key, start), series=LIBRARY[key])
    meetings = LIBRARY[key].meetings
    assert [e.kind for e in area.series()] == [m.kind for m in meetings]
    assert all(day(e.start).weekday() < 5 for e in area.events)
    assert {d.what for d in area.deadlines} == {s.key for s in LIBRARY[key].steps}
    seconds = [e for e in area.events if e.kind == "workshop-2"]
    assert [too_early(area, e) for e in seconds] == [None] * len(seconds)


def test_the_later_series_follows_the_programmes_own_calendar(ledger):
    """The dates of the programme of 2021: its meetings' first week began on 3 January."""
    area = ledger.does(c.FollowTemplate("link-2021", "2027-01-04"), series=LIBRARY["link-2021"])
    due = {d.what: str(due_on(area, d)) for d in area.deadlines}
    assert due["dates-suggested"] == "2026-09-28"
    assert due["dates-confirmed"] == "2026-10-05"
    assert due["survey-opened"] == "2026-11-02"
    assert due["survey-closed"] == "2026-11-27"
    assert due["review-dates-suggested"] == "2027-01-08"
    assert due["review-dates-confirmed"] == "2027-01-18"
    sessions = [e.start for e in area.events if e.kind == "session"]
    assert (sessions[0], sessions[-1]) == ("2027-02-02", "2027-04-01")


WRONG = {
    "no meetings": ({"meetings": []}, "the first meeting"),
    "first is later": ({"meetings": [{"key": "a", "kind": "other", "days": 1}]}, "the first"),
    "two keys": ({"meetings": [{"key": "a", "kind": "other"}] * 2}, "two of the key “a”"),
    "no kind": ({"meetings": [{"key": "a", "kind": "party"}]}, "“party”"),
    "below 0": ({"meetings": [{"key": "a", "kind": "other", "minutes": -1}]}, "below 0"),
    "no meeting": ({"steps": [{"key": "s", "owner": "lead", "meeting": "b"}]}, "“b”"),
    "no owner": ({"steps": [{"key": "s", "owner": "cat", "meeting": "a"}]}, "“cat”"),
    "unknown field": ({"colour": "red"}, "colour"),
    "a text": ({"meetings": [{"key": "a", "kind": "other", "days": "0"}]}, "days"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_template_that_cannot_be_used_is_refused_and_the_fault_is_named(name):
    changes, told = WRONG[name]
    right = {"key": "x", "meetings": [{"key": "a", "kind": "other"}], "steps": []}
    parse_series(json.dumps(right).encode())
    with pytest.raises(ValueError, match=told):
        parse_series(json.dumps(right | changes).encode())
