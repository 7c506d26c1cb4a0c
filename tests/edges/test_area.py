"""An area's page over HTTP: who may open it, each of its forms, and each bad input."""

import html

import pytest

from demo.client import Browser, Refused
from lab.rig.words import said
from tests.edges.areas import LiveArea
from tests.edges.programmes import Team
from voting.identity import new_request

pytestmark = pytest.mark.live


@pytest.fixture
def area(server):
    area = LiveArea(server)
    yield area
    area.close()


def shown(answer) -> str:
    return html.unescape(answer.text)


# --- who may ------------------------------------------------------------------------------------


def test_an_area_opens_by_its_link_and_by_nothing_else(area, server):
    stranger = Browser(server.base)
    for path in ("", "/mark", "/plan_event", "/erase", "/workshops/none"):
        assert stranger.get(area.path + path).status_code == 403
    answer = area.sends("plan_event", by=stranger, kind="other")
    assert answer.status_code == 403
    assert area.area.events == ()
    with pytest.raises(Refused) as refused:
        area.asks("edit_area", by=stranger, name="Taken over")
    assert refused.value.code == "not-allowed"
    assert "Ambridge" in area.page()


def test_a_lead_that_comes_by_a_replaced_link_is_told_so(area):
    other = area.enters()
    answer = area.sends("replace_area_link")
    assert answer.status_code == 303
    assert area.link in area.page(), "the new link is on the page of the browser that asked"
    assert said("refusals.old-link") in shown(other.get(area.path))
    assert other.get(f"{area.path}/mark").status_code == 403


def test_whoever_replaces_the_link_stays_in_also_when_the_answer_is_lost(area):
    lead, saved = area.lead, area.lead.saved()
    asked = {"request_id": new_request(), "step": str(area.area.step)}
    area.sends("replace_area_link", **asked)
    twice, late = (Browser.reopened(lead.base, saved) for _ in range(2))  # as it was before
    assert area.sends("replace_area_link", by=twice, **asked).status_code == 303
    assert area.area.links["area"] == 1, "pressed twice, it is replaced once"
    assert area.link in area.page(by=late)
    other = area.enters()
    area.sends("replace_area_link", by=other)
    for out in (twice, late, Browser.reopened(lead.base, saved)):
        assert out.get(area.path).status_code == 403


def test_nothing_of_a_person_is_on_the_page(area, room):
    planted = room.joins("Planted Person")
    area.holds(room)
    room.rates("clarity", 1)
    page = area.page()
    assert said("area.series.joined", n=1) in page
    assert "Planted Person" not in page
    assert planted.you["id"] not in page


# --- each form ----------------------------------------------------------------------------------

MEETING = {
    "kind": "workshop-2",
    "date": "2031-03-05",
    "time": "09:30",
    "minutes": "180",
    "place": "Village hall",
    "link": "https://call.example/1",
    "capacity": "40",
    "title": "The second",
}


def test_a_meeting_is_added_changed_cancelled_and_planned_again(area):
    (event,) = area.does("plan_event", **MEETING).events
    assert (event.kind, event.start, event.minutes) == ("workshop-2", "2031-03-05T09:30", 180)
    assert (event.place, event.link, event.capacity) == (
        "Village hall",
        "https://call.example/1",
        40,
    )
    page = area.page()
    for text in ("Wednesday 5 March 2031, 09:30 to 12:30", "Village hall", "The second"):
        assert text in page
    form = area.page(f"/change_event?event={event.id}")
    for value in MEETING.values():
        assert value in form
    changed = area.does("change_event", **MEETING | {"event": event.id, "date": "5 April 2031"})
    assert changed.events[0].start == "2031-04-05T09:30"
    assert area.does("cancel_event", event=event.id).events[0].state == "cancelled"
    assert said("area.act.plan_again") in area.page()
    assert area.does("cancel_event", event=event.id, cancelled="no").events[0].state == "planned"


def test_a_meeting_without_a_workshop_is_marked_as_held_and_not(area):
    (event,) = area.does("plan_event", kind="other", date="2020-03-05").events
    asked = said("area.next.was_held", event=said("area.kinds.other"), day="Thursday 5 March 2020")
    assert asked in area.page()
    assert area.does("hold_event", event=event.id).events[0].state == "held"
    held = area.page()
    assert asked not in held
    assert said("area.act.people_held") in held
    assert area.does("hold_event", event=event.id, held="no").events[0].state == "planned"


def test_a_series_shows_all_its_dates_before_it_plans_them(area):
    preview = area.page("/follow_template?template=link-2015&start=2031-03-05")
    for day in ("Wednesday 5 March 2031", "Wednesday 16 April 2031"):
        assert day in preview
    assert said("area.steps.invitations-sent") in preview
    assert area.area.events == (), "nothing is planned by looking"
    planned = area.does("follow_template", template="link-2015", start="2031-03-05")
    assert [event.kind for event in planned.series()][:2] == ["workshop-1", "workshop-2"]
    assert planned.deadlines
    again = area.page("/follow_template?template=link-2015&start=2031-03-05")
    assert said("area.form.follow_template.nothing") in again


def test_moving_a_meeting_moves_what_hangs_on_it_but_not_what_is_done(area):
    (event,) = area.does("plan_event", kind="workshop-1", date="2031-03-05").events
    rule = {"owner": "lead", "when": "event", "event": event.id, "unit": "weeks", "side": "before"}
    area.does("add_deadline", text="Book the hall", count="2", **rule)
    area.does("add_deadline", text="Write to schools", count="1", **rule)
    done, open_ = area.area.deadlines
    area.does("mark_done", deadline=done.id)
    area.does("change_event", event=event.id, kind="workshop-1", date="2031-04-05")
    view = area.view()
    dues = {one["id"]: one["due"] for one in view["deadlines"]}
    assert dues == {done.id: "2031-02-19", open_.id: "2031-03-29"}


def test_a_deadline_is_added_changed_done_undone_and_removed(area):
    asked = {"text": "Book the hall", "owner": "lead", "when": "day", "due": "5/3/2031"}
    (deadline,) = area.does("add_deadline", **asked).deadlines
    assert (deadline.text, deadline.due) == ("Book the hall", "2031-03-05")
    assert said("area.deadlines.due_on", day="5 March 2031", until="")[:20] in area.page()
    form = area.page(f"/change_deadline?deadline={deadline.id}")
    assert "Book the hall" in form
    area.does("change_deadline", **asked | {"deadline": deadline.id, "owner": "trainers"})
    assert area.area.deadlines[0].owner == "trainers"
    assert area.does("mark_done", deadline=deadline.id).deadlines[0].done_at
    assert area.does("mark_done", deadline=deadline.id, done="no").deadlines[0].done_at is None
    assert said("area.form.remove_deadline.title") in area.page(
        f"/remove_deadline?deadline={deadline.id}"
    )
    assert area.does("remove_deadline", deadline=deadline.id).deadlines == ()


def test_what_is_overdue_says_so_in_words(area):
    area.does("add_deadline", text="Long ago", owner="lead", when="day", due="2020-03-05")
    page = area.page()
    assert page.count(said("area.deadlines.overdue")) == 2, "at the top, and in the list"
    assert said("area.owners.lead") in page


def test_leads_are_kept_apart_and_removed_by_clearing_them(area):
    leads = {"name_1": "Jo Archer", "email_1": "jo@example.org", "name_2": "Sam Grundy"}
    area.does("change_leads", **leads)
    assert [lead.name for lead in area.store.leads(area.id)] == ["Jo Archer", "Sam Grundy"]
    page = area.page()
    assert "Jo Archer" in page
    assert said("area.leads.who_sees") in page
    area.does("change_leads", **leads | {"name_1": "", "email_1": ""})
    assert [lead.name for lead in area.store.leads(area.id)] == ["Sam Grundy"]
    assert "Jo Archer" not in area.page()


def test_its_details_are_corrected(area):
    told = {"name": "Felpersham", "region": "Borsetshire", "tags": "pilot, rural", "named": "yes"}
    after = area.does("edit_area", codes="E06000001", **told)
    assert (after.name, after.tags, after.codes) == (
        "Felpersham",
        ("pilot", "rural"),
        ("E06000001",),
    )
    assert after.named
    assert not area.does("edit_area", name="Felpersham").named, "an empty tick is a no"


def test_its_programmes_team_sees_whether_it_may_be_named_and_cannot_say_so(area, server):
    team = Team(server)
    team.does("take_in", link=area.link)
    form = area.page("/edit_area", by=team.browser)
    assert 'name="named"' not in form
    assert said("area.hints.named_by_leads") in form
    assert 'name="named"' in area.page("/edit_area")
    answer = area.sends("edit_area", by=team.browser, name="Ambridge", named="yes")
    assert answer.status_code == 403
    assert said("refusals.only-leads-may-name") in shown(answer)
    area.does("edit_area", name="Ambridge", named="yes")
    assert area.sends("edit_area", by=team.browser, name="Lower", step="0").status_code == 409
    assert area.sends("edit_area", by=team.browser, name="Lower").status_code == 303
    assert area.area.named


def test_an_area_without_workshops_is_erased_and_one_with_them_is_not(area, server, room):
    area.holds(room)
    assert area.sends("erase").status_code == 409
    assert said("area.erase.not_empty", n=1) in area.page("/erase")
    other = LiveArea(server, "Borchester")
    assert said("area.erase.lead") in other.page("/erase")
    assert other.sends("erase").status_code == 303
    assert other.lead.get(other.path).status_code == 404
    other.close()


# --- bad input ----------------------------------------------------------------------------------

WRONG = [
    ("plan_event", {"kind": "", "date": "soon", "time": "late"}, ["kind", "date", "time"]),
    ("plan_event", {"kind": "other", "time": "10:00"}, ["date"]),
    (
        "plan_event",
        {"kind": "other", "minutes": "lots", "capacity": "-1", "link": "teams", "place": "x" * 999},
        ["minutes", "place", "link", "capacity"],
    ),
    ("add_deadline", {"text": "", "owner": "", "when": "day"}, ["text", "owner", "due"]),
    ("add_deadline", {"text": "x", "owner": "lead", "when": "event"}, ["event"]),
    (
        "add_deadline",
        {"text": "x", "owner": "lead", "when": "event", "event": "e1", "count": "many"},
        ["count"],
    ),
    ("edit_area", {"name": " ", "region": "x" * 999, "tags": "x" * 99}, ["name", "region", "tags"]),
    ("change_leads", {"email_1": "jo"}, ["name_1", "email_1"]),
    ("follow_template", {"template": "link-1066", "start": "soon"}, ["start", "template"]),
]


@pytest.mark.parametrize(("command", "fields", "faults"), WRONG)
def test_a_refused_form_comes_back_with_all_that_was_typed_and_all_faults(
    area, command, fields, faults
):
    area.does("plan_event", kind="workshop-1", date="2031-03-05")
    before = area.area
    answer = area.sends(command, **fields)
    assert answer.status_code == 400
    page = shown(answer)
    if command != "follow_template":  # its faults are told above the form that shows the dates
        assert all(f'href="#{fault}"' in page for fault in faults)
        assert all(f'id="{fault}"' in page for fault in faults)
        assert all(value in page for value in fields.values())
        says_which_dates = said("refusals.impossible-date.area") in page
        assert says_which_dates == (fields.get("date") == "soon")
    with pytest.raises(Refused):
        area.asks(command, **fields)
    sent = area.lead.http.post(
        f"{area.lead.base}{area.path}/{command}",
        json=fields,
        headers={"X-Cascade-Token": area.lead.token},
    ).json()
    told = {one["field"].replace("days", "count") for one in sent["errors"]}
    assert told == set(faults)
    assert area.area == before


def test_a_form_without_its_token_comes_back_filled_in(area):
    answer = area.sends("add_deadline", token="", text="Not lost", owner="lead")
    assert answer.status_code == 403
    assert "Not lost" in answer.text
    assert said("refusals.form-too-old") in shown(answer)
    assert area.area.deadlines == ()


def test_the_same_form_sent_twice_is_carried_out_once(area):
    fields = {"kind": "other", "request_id": new_request(), "step": "0"}
    for _ in range(2):
        assert area.sends("plan_event", **fields).status_code == 303
    assert len(area.area.events) == 1


def test_the_second_of_two_leads_is_told_and_loses_nothing(area):
    (event,) = area.does("plan_event", **MEETING).events
    seen, other = str(area.area.step), area.enters()
    area.sends("change_event", by=other, **MEETING | {"event": event.id, "place": "Their hall"})
    mine = MEETING | {"event": event.id, "place": "My hall", "title": "My title"}
    answer = area.sends("change_event", step=seen, **mine)
    assert answer.status_code == 409
    page = shown(answer)
    assert said("area.overtaken.title") in page
    who, did = said("area.overtaken.who.area"), said("area.overtaken.did.change_event")
    assert f"{who} {did}" in page
    for text in ("Their hall", "My hall", "My title"):
        assert text in page
    assert area.area.events[0].place == "Their hall"
    after = area.does("change_event", **mine)  # the step of the page that told them
    assert (after.events[0].place, after.events[0].title) == ("My hall", "My title")


def test_one_who_comes_second_to_themselves_is_not_told_of_others(area):
    seen = str(area.area.step)
    for number in range(10):  # more than are told one by one
        area.does("plan_event", kind="other", title=f"Meeting {number}")
    told = shown(area.sends("edit_area", step=seen, name="Borchester"))
    assert said("area.overtaken.title_self") in told
    assert said("area.overtaken.title") not in told
    assert told.count(said("area.overtaken.did.plan_event")) == 8
    seen = str(area.area.step - 10)
    area.sends("plan_event", by=area.enters(), kind="other")
    told = shown(area.sends("edit_area", step=seen, name="Borchester"))
    assert said("area.overtaken.title") in told


def test_what_another_lead_removed_can_be_added_again_as_it_was_typed(area):
    asked = {"text": "Book the hall", "owner": "lead", "when": "day", "due": "2031-03-05"}
    (deadline,) = area.does("add_deadline", **asked).deadlines
    area.does("remove_deadline", deadline=deadline.id)
    answer = area.sends("change_deadline", **asked | {"deadline": deadline.id, "text": "My text"})
    assert answer.status_code == 404
    page = shown(answer)
    assert said("refusals.no-such-deadline") in page
    assert "My text" in page
    assert f'action="{area.path}/add_deadline"' in page
    answer = area.sends("mark_done", deadline=deadline.id)
    assert answer.status_code == 404
    assert said("refusals.no-such-deadline") in shown(answer)


def test_a_workshop_ii_within_42_days_is_warned_of_and_not_blocked(area):
    area.does("plan_event", kind="workshop-1", date="2031-03-05")
    area.does("plan_event", kind="workshop-2", date="2031-04-05")
    assert said("area.series.early", n=31) in area.page()
    second = area.area.series()[1]
    area.does("change_event", event=second.id, kind="workshop-2", date="2031-04-16")
    assert said("area.series.early", n=31)[-60:] not in area.page()


def test_a_meeting_whose_workshop_people_have_joined_is_cancelled_only_when_confirmed(area, room):
    event = area.holds(room)
    room.people(3)
    with pytest.raises(Refused) as refused:
        area.asks("cancel_event", event=event)
    assert refused.value.code == "meeting-has-people"
    answer = area.sends("cancel_event", event=event)
    assert answer.status_code == 409
    for page in (shown(answer), area.page(f"/cancel_event?event={event}")):
        assert said("area.form.cancel_event.joined", n=3) in page
        assert 'name="confirmed"' in page
    after = area.does("cancel_event", event=event, confirmed="yes")
    assert after.event(event).state == "cancelled"


def test_a_program_does_all_by_json_and_is_told_the_next_step(area):
    made = area.asks("plan_event", **MEETING)
    assert (made["step"], made["to"]) == (area.area.step, area.path)
    seen = area.lead.get_json(f"{area.path}/mark")
    assert seen["step"] == made["step"]
    area.asks("edit_area", name="Felpersham", step=str(made["step"]))
    with pytest.raises(Refused) as refused:
        area.asks("edit_area", name="Too late", step=str(made["step"]))
    assert refused.value.code == "area-overtaken"
    with pytest.raises(Refused) as refused:
        area.asks("edit_area", name="Odd", step="two")
    assert refused.value.code == "malformed"


def test_the_mark_changes_with_all_that_the_page_shows(area, room):
    def mark() -> str:
        return area.lead.get_json(f"{area.path}/mark")["mark"]

    seen = [mark()]
    assert mark() == seen[0], "and with nothing else"
    assert area.lead.get(area.path).text.count(seen[0]) == 1
    area.does("plan_event", kind="other")
    seen.append(mark())
    area.does("change_leads", name_1="Jo Archer")
    seen.append(mark())
    area.holds(room)
    seen.append(mark())
    room.joins()
    seen.append(mark())
    assert len(set(seen)) == len(seen)
