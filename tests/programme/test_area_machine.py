"""Commands to an area: who may give them, what they change, and how they are refused."""

from datetime import date

import pytest
from msgspec.structs import replace

from tests.programme.ledger import (
    EVALUATOR,
    LEAD,
    OTHER_LEAD,
    SHORT_SERIES,
    TEAM,
    AreaLedger,
)
from voting.core.actors import CLOCK, Actor, Role
from voting.core.commands import Retired
from voting.programme import commands as c
from voting.programme.area import Deadline, Event
from voting.programme.deadlines import MOST_DEADLINES
from voting.programme.machine import apply, create, fold
from voting.programme.planning import MOST_EVENTS
from voting.programme.series import due_on
from voting.programme.table import AREA_TABLE
from voting.programme.texts import same_name
from voting.refusals import Refusal
from voting.refusals.areas import (
    AreaOvertaken,
    BadVideoLink,
    InAnotherProgramme,
    MeetingCancelled,
    MeetingHasPeople,
    MeetingNotHeld,
    MeetingTaken,
    NoSuchDeadline,
    NoSuchMeeting,
    OnlyLeadsMayName,
    TooManyOfArea,
    TooManySessions,
)
from voting.refusals.asking import NotAllowed, OldLink
from voting.refusals.sent import MissingText, TextTooLong, UnknownChoice

FIRST = "2026-03-05"
SECOND = "2026-04-16"


@pytest.fixture
def ledger():
    return AreaLedger()


# --- who, and in which order ----------------------------------------------------------------


def test_every_command_has_a_row_but_the_first():
    assert {*AREA_TABLE, c.CreateArea} == set(c.AreaCommand.__subclasses__())


@pytest.mark.parametrize("role", Role)
def test_only_the_server_places_workshops(ledger, role):
    command = c.PlaceWorkshop("w1", "workshop-1", FIRST)
    if role is Role.CLOCK:
        assert ledger.does(command, Actor(role)).events[0].workshop == "w1"
    else:
        with pytest.raises(NotAllowed):
            ledger.does(command, Actor(role, "x"))


@pytest.mark.parametrize("command", list(AREA_TABLE))
def test_an_evaluator_changes_nothing(command):
    assert Role.EVALUATOR not in AREA_TABLE[command][0]


def test_an_area_is_made_by_those_who_may(ledger):
    with pytest.raises(NotAllowed):
        create(replace(ledger.entries[0], by=EVALUATOR))


def test_the_second_of_two_leads_is_told_who_was_first_and_when(ledger):
    step = ledger.area.step
    ledger.does(c.EditArea("Borchester"), step=step)
    with pytest.raises(AreaOvertaken) as told:
        ledger.does(c.EditArea("Felpersham"), OTHER_LEAD, step=step, minutes=3)
    assert told.value.values == {"why": "area", "ago": 180}
    assert ledger.area.name == "Borchester"
    ledger.does(c.EditArea("Felpersham"), TEAM, step=ledger.area.step)
    with pytest.raises(AreaOvertaken) as told:
        ledger.does(c.EditArea("Penny Hassett"), step=step)
    assert told.value.values["why"] == "programme"
    with pytest.raises(AreaOvertaken) as told:
        ledger.does(c.EditArea("Penny Hassett"), replace(TEAM, link=3), step=step)
    assert told.value.values["why"] == "self"


def test_the_server_overtakes_nobody(ledger):
    step = ledger.area.step
    ledger.places("w1", "workshop-1", FIRST)
    assert ledger.does(c.EditArea("Borchester"), step=step).name == "Borchester"


def test_a_repeat_is_harmless_also_after_others_have_changed_it(ledger):
    asked = c.PlanEvent(Event("", "workshop-1", FIRST))
    ledger.does(asked, id="one", step=0)
    ledger.does(c.EditArea("Borchester"), OTHER_LEAD)
    before = ledger.area
    assert ledger.does(asked, id="one", step=0) is before
    assert len(ledger.does(asked, OTHER_LEAD, id="one").events) == 2


def test_an_old_link_no_longer_edits(ledger):
    first = replace(LEAD, link=0)
    ledger.does(c.ReplaceAreaLink(), first)
    with pytest.raises(OldLink):
        ledger.does(c.EditArea("Borchester"), first)
    assert ledger.does(c.EditArea("Borchester"), replace(LEAD, link=1)).name == "Borchester"


def test_a_retired_command_in_the_log_is_passed_over(ledger):
    old = replace(ledger.entries[0], command=Retired("dissolve_area", {"how": "at once"}))
    after = fold([*ledger.entries, old])
    assert (after.revision, after.step, after.name) == (2, 1, "Ambridge")
    assert apply(after, replace(old, command=c.EditArea("Borchester"))).name == "Borchester"


# --- names ------------------------------------------------------------------------------------


def test_texts_are_tidied_and_all_faults_are_told_at_once():
    assert AreaLedger("  Am\u200bbridge \n").area.name == "Ambridge"
    with pytest.raises(MissingText) as told:
        AreaLedger(" ", template="party", language="", region="x" * 200, tags=["t"] * 20)
    others = [(type(fault), fault.field) for fault in told.value.also]
    assert (told.value.field, told.value.values["why"]) == ("name", "area")
    assert others == [
        (UnknownChoice, "language"),
        (UnknownChoice, "template"),
        (TextTooLong, "region"),
    ]


def test_tags_are_kept_once_each_in_order(ledger):
    after = ledger.does(c.EditArea("Ambridge", tags=(" North", "rural", "north", "")))
    assert after.tags == ("North", "rural")
    assert ledger.does(c.EditArea("Ambridge", tags=("North", "rural"))) is after
    with pytest.raises(TooManyOfArea):
        ledger.does(c.EditArea("Ambridge", codes=tuple(map(str, range(13)))))


@pytest.mark.parametrize("name", ["Ambridge", " ambRIDGE ", "Am\u200bbridge"])
def test_a_second_area_of_the_same_name_is_noticed(ledger, name):
    assert same_name(name, ledger.area.name)
    assert not same_name("Borchester", ledger.area.name)


def test_a_lead_may_leave_a_programme_and_only_its_team_takes_an_area_in(ledger):
    with pytest.raises(NotAllowed):
        ledger.does(c.EnterProgramme("p1"))
    assert ledger.does(c.EnterProgramme("p1"), TEAM).programme == "p1"
    with pytest.raises(InAnotherProgramme):
        ledger.does(c.EnterProgramme("p2"), TEAM)
    assert ledger.does(c.EnterProgramme("")).programme == ""


def test_only_leads_say_that_an_area_may_be_named(ledger):
    """What they agreed to is neither widened nor taken back by their programme's team."""
    with pytest.raises(OnlyLeadsMayName) as refused:
        ledger.does(c.EditArea("Ambridge", named=True), TEAM)
    assert refused.value.field == "named"
    assert ledger.does(c.EditArea("Ambridge", "North"), TEAM).region == "North"
    assert ledger.does(c.EditArea("Ambridge", "North", named=True)).named
    assert ledger.does(c.EditArea("Ambridge", "South"), TEAM).named
    assert not ledger.does(c.EditArea("Ambridge", "South")).named


def test_other_leads_are_a_change_each_time(ledger):
    first = ledger.does(c.ChangeLeads(2))
    assert ledger.does(c.ChangeLeads(2)).step == first.step + 1


# --- events -----------------------------------------------------------------------------------


def test_an_event_is_planned_as_it_was_typed_and_no_more(ledger):
    typed = Event(
        "e99", "workshop-1", "2026-03-05T09:30:00", 180, " Town  hall ", "https://video.example/a?b",
        20, "First", "held", "stolen", True, 7,
    )  # fmt: skip
    planned = ledger.does(c.PlanEvent(typed)).events[0]
    assert planned == Event(
        "e1", "workshop-1", "2026-03-05T09:30", 180, "Town hall", "https://video.example/a?b",
        20, "First",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"kind": "party"}, "kind"),
        ({"start": "2026-02-30"}, "date"),
        ({"start": "T09:30"}, "date"),
        ({"start": "1999-01-01"}, "date"),
        ({"start": "2026-03-05T25:00"}, "time"),
        ({"start": "2026-03-05T9"}, "time"),
        ({"start": "2026-03-05T09:30+01:00"}, "time"),
        ({"start": "2026-03-05T09:30Z"}, "time"),
        ({"minutes": -1}, "minutes"),
        ({"minutes": 1441}, "minutes"),
        ({"capacity": -1}, "capacity"),
        ({"capacity": 1001}, "capacity"),
        ({"place": "x" * 121}, "place"),
        ({"link": "https://" + "x" * 500}, "link"),
    ],
)
def test_an_impossible_event_is_refused_and_the_field_is_named(ledger, changes, field):
    with pytest.raises(Refusal) as told:
        ledger.does(c.PlanEvent(replace(Event("", "workshop-1"), **changes)))
    assert told.value.field == field
    assert ledger.area.events == ()


@pytest.mark.parametrize(
    "link",
    [
        "javascript:alert(1)", "data:text/html,x", "//video.example", "video.example", "https://",
        "https:///path", "https://user@evil.example", "https://a b", "ftp://video.example",
        "http:\\\\video.example", "https://video.example/a b",
    ],
)  # fmt: skip
def test_a_link_of_a_video_call_is_a_web_address(ledger, link):
    with pytest.raises(BadVideoLink):
        ledger.plans(link=link)


def test_all_faults_of_an_event_are_told_at_once(ledger):
    with pytest.raises(UnknownChoice) as told:
        ledger.plans("party", "2026-13-01T99:00", minutes=-1, link="x", capacity=-1)
    fields = [told.value.field, *(fault.field for fault in told.value.also)]
    assert fields == ["kind", "date", "time", "minutes", "link", "capacity"]


def test_changing_an_event_keeps_its_workshop_and_counts_moves(ledger):
    event = ledger.plans(start=FIRST)
    ledger.places("w1", "workshop-1", FIRST)
    ledger.does(c.HoldEvent("e1"), CLOCK)
    asked = Event(event.id, "workshop-1", "2026-03-12T10:00", place="Library")
    after = ledger.does(c.ChangeEvent(asked)).events[0]
    assert (after.workshop, after.state, after.sequence) == ("w1", "held", 1)
    assert ledger.does(c.ChangeEvent(asked)) is ledger.area
    with pytest.raises(NoSuchMeeting):
        ledger.does(c.ChangeEvent(replace(asked, id="e9")))


def test_a_fourth_session_is_refused_unless_the_programme_raises_the_limit(ledger):
    for _ in range(3):
        ledger.plans("session")
    other = ledger.plans("other")
    fourth = Event("", "session")
    for command in (c.PlanEvent(fourth), c.ChangeEvent(replace(fourth, id=other.id))):
        with pytest.raises(TooManySessions):
            ledger.does(command)
    ledger.does(c.ChangeEvent(Event("e1", "session", place="Library")))  # it is one already
    ledger.does(c.CancelEvent("e1"))
    ledger.does(c.PlanEvent(fourth))
    with pytest.raises(TooManySessions):
        ledger.does(c.CancelEvent("e1", cancelled=False))
    assert ledger.does(c.CancelEvent("e1", cancelled=False), most_sessions=4).events[0].counts


def test_cancelling_a_meeting_where_people_have_joined_asks_first_and_loses_nothing(ledger):
    ledger.places("w1", "workshop-1", FIRST)
    with pytest.raises(MeetingHasPeople) as told:
        ledger.does(c.CancelEvent("e1"), joined=14)
    assert (told.value.field, told.value.values["n"]) == ("confirmed", 14)
    after = ledger.does(c.CancelEvent("e1", confirmed=True), joined=14)
    assert (after.events[0].state, after.events[0].workshop) == ("cancelled", "w1")
    assert ledger.does(c.CancelEvent("e1", cancelled=False)).events[0].workshop == "w1"


def test_a_cancelled_meeting_was_not_held(ledger):
    ledger.plans()
    ledger.does(c.CancelEvent("e1"))
    with pytest.raises(MeetingNotHeld):
        ledger.does(c.HoldEvent("e1"), CLOCK)


def test_an_area_holds_so_many_events_and_deadlines(ledger):
    for _ in range(MOST_EVENTS):
        ledger.plans("other")
    with pytest.raises(TooManyOfArea):
        ledger.plans("other")
    for _ in range(MOST_DEADLINES):
        ledger.adds(due=FIRST)
    with pytest.raises(TooManyOfArea):
        ledger.adds(due=FIRST)


# --- workshops --------------------------------------------------------------------------------


def test_a_workshop_takes_the_planned_event_that_is_nearest(ledger):
    for start in ("", "2026-01-10", "2026-03-01T09:30", "2026-06-01"):
        ledger.plans("other", start)
    assert ledger.places("w1", "other", FIRST).id == "e3"
    assert ledger.area.events[2].start == f"{FIRST}T09:30"
    assert ledger.places("w2", "other", FIRST).id == "e2"
    ledger.does(c.CancelEvent("e4"))
    assert ledger.places("w3", "other", FIRST).id == "e1"
    assert ledger.places("w4", "other", FIRST).id == "e5"


def test_placing_again_changes_nothing(ledger):
    ledger.places("w1", "workshop-1", FIRST)
    before = ledger.area
    ledger.places("w1", "workshop-1", "2026-04-01")
    assert ledger.area is before
    assert ledger.places("w1", "workshop-1", "2026-04-01", event="e1").day == "2026-04-01"


def test_reviews_take_the_next_review(ledger):
    ledger.plans("review-6", "2026-09-05")
    ledger.plans("review-3", "2026-06-05")
    assert ledger.places("w1", "review", "2026-06-08").kind == "review-3"
    assert ledger.places("w2", "review", "2026-09-01").kind == "review-6"
    assert ledger.places("w3", "review", "2026-12-01").kind == "review-6"
    assert AreaLedger().places("w1", "review", FIRST).kind == "review-3"


def test_an_event_is_named_and_must_be_free(ledger):
    ledger.plans("consultation", "2026-02-01")
    ledger.plans("other")
    assert ledger.places("w1", "other", FIRST, event="e1").kind == "consultation"
    with pytest.raises(MeetingTaken):
        ledger.places("w2", "other", FIRST, event="e1")
    ledger.does(c.CancelEvent("e2"))
    with pytest.raises(MeetingCancelled):
        ledger.places("w2", "other", FIRST, event="e2")
    with pytest.raises(NoSuchMeeting):
        ledger.places("w2", "other", FIRST, event="e7")
    assert ledger.area.workshops() == ["w1"]


def test_a_workshop_moves_to_another_event(ledger):
    ledger.plans("other", FIRST)
    ledger.plans("other", "2026-05-05")
    ledger.places("w1", "other", FIRST)
    assert ledger.places("w1", "other", FIRST, event="e2").id == "e2"
    assert [e.workshop for e in ledger.area.events] == ["", "w1"]


def test_a_rehearsal_takes_no_planned_event(ledger):
    ledger.plans("workshop-1", FIRST)
    rehearsal = ledger.places("r1", "workshop-1", FIRST, rehearsal=True, event="e1")
    assert (rehearsal.id, rehearsal.counts) == ("e2", False)
    assert ledger.places("w1", "workshop-1", FIRST).id == "e1"
    ledger.does(c.ReleaseWorkshop("r1"), CLOCK)
    assert [e.id for e in ledger.area.events] == ["e1"]
    assert ledger.plans("other").id == "e3"  # no id is given twice


def test_what_hangs_on_a_rehearsal_keeps_its_day_when_that_goes(ledger):
    ledger.places("r1", "workshop-1", FIRST, rehearsal=True)
    ledger.adds(event="e1", days=-7)
    after = ledger.does(c.ReleaseWorkshop("r1"), CLOCK)
    assert (after.deadlines[0].due, after.deadlines[0].event) == ("2026-02-26", "")


def test_a_released_workshop_leaves_its_event_planned(ledger):
    ledger.places("w1", "workshop-1", FIRST)
    ledger.does(c.HoldEvent("e1"), CLOCK)
    after = ledger.does(c.ReleaseWorkshop("w1"), CLOCK)
    assert (after.events[0].workshop, after.events[0].state) == ("", "planned")
    assert ledger.does(c.ReleaseWorkshop("w1"), CLOCK) is after


# --- deadlines --------------------------------------------------------------------------------


def test_what_hangs_on_an_event_moves_with_it_and_what_is_done_stays(ledger):
    ledger.plans(start=FIRST)
    for _ in range(2):
        ledger.adds(event="e1", days=-7)
    ledger.does(c.MarkDone("d3"))
    ledger.does(c.ChangeEvent(Event("e1", "workshop-1", "2026-04-05")))
    due = [due_on(ledger.area, d) for d in ledger.area.deadlines]
    assert due == [date(2026, 3, 29), date(2026, 2, 26)]
    ledger.does(c.MarkDone("d3", done=False))
    assert due_on(ledger.area, ledger.area.deadlines[1]) == date(2026, 3, 29)


@pytest.mark.parametrize(
    "command",
    [
        c.ChangeEvent(Event("e2", "workshop-2", SECOND)),
        c.ChangeEvent(Event("e1", "workshop-2", FIRST)),
        c.ChangeEvent(Event("e1", "session", SECOND)),
        c.CancelEvent("e1"),
        c.CancelEvent("e2", cancelled=False),
        c.PlanEvent(Event("", "session", "2026-11-11")),
    ],
)
def test_what_was_done_after_its_event_was_cancelled_stays_as_well(ledger, command):
    ledger.plans("session", FIRST)
    ledger.plans("session", SECOND)
    ledger.adds(event="e2", days=-7)
    ledger.does(c.CancelEvent("e2"))
    ledger.does(c.MarkDone("d3"))
    assert due_on(ledger.area, ledger.area.deadlines[0]) == date(2026, 2, 26)  # by the first
    ledger.does(command)
    assert due_on(ledger.area, ledger.area.deadlines[0]) == date(2026, 2, 26)
    after = ledger.does(c.MarkDone("d3", done=False))
    assert after.deadlines[0].due == ""


def test_what_is_done_stays_also_if_it_is_corrected_later(ledger):
    ledger.plans(start=FIRST)
    ledger.adds(event="e1", days=-7)
    ledger.does(c.MarkDone("d2"))
    ledger.does(c.ChangeEvent(Event("e1", "workshop-1", "2026-04-05")))
    held = ledger.area.deadline("d2")
    after = ledger.does(c.ChangeDeadline(replace(held, text="Book a hall"))).deadline("d2")
    assert (after.event, after.text, after.done_at) == ("e1", "Book a hall", held.done_at)


def test_a_placed_workshop_moves_the_deadlines_of_its_event(ledger):
    ledger.plans(start=FIRST)
    ledger.adds(event="e1", days=-7)
    ledger.places("w1", "workshop-1", "2026-03-15")
    assert due_on(ledger.area, ledger.area.deadlines[0]) == date(2026, 3, 8)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"text": " "}, "text"),
        ({"text": "x" * 201}, "text"),
        ({"owner": "nobody"}, "owner"),
        ({"due": "2026-02-30"}, "due"),
        ({"due": ""}, "due"),
        ({"due": "", "event": "e9"}, "event"),
        ({"due": "", "event": "e1", "days": 1001}, "days"),
        ({"due": "", "event": "e1", "months": -1001}, "months"),
    ],
)
def test_an_impossible_deadline_is_refused_and_the_field_is_named(ledger, changes, field):
    ledger.plans()
    with pytest.raises(Refusal) as told:
        ledger.does(c.AddDeadline(replace(Deadline("", text="Book", due=FIRST), **changes)))
    assert told.value.field == field


def test_a_deadline_is_changed_and_removed(ledger):
    ledger.does(c.FollowTemplate("link-2015", FIRST), series=SHORT_SERIES)
    step = ledger.area.deadlines[0]
    changed = ledger.does(c.ChangeDeadline(Deadline(step.id, owner="trainers", due=FIRST)))
    assert changed.deadlines[0] == Deadline(step.id, "registration", owner="trainers", due=FIRST)
    changed = ledger.does(c.ChangeDeadline(Deadline(step.id, text="Invite them all", due=FIRST)))
    assert (changed.deadlines[0].what, changed.deadlines[0].text) == ("", "Invite them all")
    assert len(ledger.does(c.RemoveDeadline(step.id)).deadlines) == 2
    for command in (c.RemoveDeadline(step.id), c.MarkDone(step.id), c.ChangeDeadline(step)):
        with pytest.raises(NoSuchDeadline):
            ledger.does(command)


# --- templates --------------------------------------------------------------------------------


def test_a_series_is_planned_around_the_day_of_its_first_meeting(ledger):
    after = ledger.does(c.FollowTemplate("link-2015", FIRST), series=SHORT_SERIES)
    assert [(e.kind, e.start) for e in after.events] == [
        ("workshop-1", "2026-03-05"),
        ("workshop-2", "2026-04-16"),
        ("session", "2026-05-04"),
        ("session", "2026-05-14"),
        ("review-3", "2026-06-05"),
    ]
    due = [due_on(after, d) for d in after.deadlines]
    assert due == [date(2026, 2, 26), date(2026, 5, 21), date(2026, 5, 5)]
    assert after.template == "link-2015"
    assert ledger.does(c.FollowTemplate("link-2015", FIRST), series=SHORT_SERIES) is after


def test_what_an_area_has_already_is_not_planned_again(ledger):
    ledger.places("w1", "workshop-1", "2026-03-02")
    ledger.plans("session", "2026-05-01")
    after = ledger.does(c.FollowTemplate("link-2015", FIRST), series=SHORT_SERIES)
    assert sorted(e.kind for e in after.events) == sorted(m.kind for m in SHORT_SERIES.meetings)
    assert due_on(after, after.deadlines[0]) == date(2026, 2, 23)


def test_a_series_has_no_more_sessions_than_the_programme_allows(ledger):
    command = c.FollowTemplate("link-2015", FIRST)
    after = ledger.does(command, series=SHORT_SERIES, most_sessions=1)
    assert sum(e.kind == "session" for e in after.events) == 1
    follow_up = next(d for d in after.deadlines if d.what == "follow-up")
    assert due_on(after, follow_up) == date(2026, 5, 11)


def test_an_unknown_series_or_day_is_refused(ledger):
    with pytest.raises(UnknownChoice) as told:
        ledger.does(c.FollowTemplate("link-1999", "someday"))
    assert [fault.field for fault in told.value.also] == ["start"]
    with pytest.raises(MissingText):
        ledger.does(c.FollowTemplate("link-2015", ""), series=SHORT_SERIES)
