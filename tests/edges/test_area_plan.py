"""An area's goals, actions and support sessions over HTTP: each form, bad input, two at once."""

import csv
import html
import io
from datetime import date, timedelta

import pytest

from demo.client import WAIT, Refused
from lab.rig.words import said
from tests.days import today
from tests.edges.areas import LiveArea
from tests.edges.programmes import Team
from voting.core.actors import Actor, Role
from voting.goals import commands as c
from voting.identity import new_request
from voting.moments import now

pytestmark = pytest.mark.live


@pytest.fixture
def area(server):
    area = LiveArea(server)
    yield area
    area.close()


def due(days: int) -> str:
    return (date.fromisoformat(today()) + timedelta(days=days)).isoformat()


def plan(area):
    return area.service.plan(area.id)


def sends(area, command, by=None, **fields):
    """A form as its page had it."""
    fields.setdefault("step", str(plan(area).step))
    return area.sends(command, by, **fields)


def does(area, command, by=None, **fields):
    answer = sends(area, command, by, **fields)
    assert answer.status_code == 303, html.unescape(answer.text)[:3000]
    return plan(area)


def shown(answer) -> str:
    return html.unescape(answer.text)


def typed(area, goal, by=None, **changed):
    """What the form of a goal sends, with these fields changed."""
    held = plan(area).goal(goal)
    wording, edits = held.draft or held.wording, held.edits if held.draft else {}
    names = ("text", "measure", "achievable", "due", "owner", "first_step")
    now = {name: getattr(wording, name) for name in names}
    fields = now | {f"domain_{key}": "yes" for key in wording.domains}
    fields |= {f"was_{name}": text for name, text in now.items()}
    fields |= {f"edit_{name}": str(edits.get(name, 0)) for name in (*names, "domains")}
    return fields | {"was_domains": ",".join(wording.domains), "goal": goal} | changed


GOAL = {"text": "Every school knows its link worker", "domain_clarity": "yes", "agree": "yes"}


# --- goals --------------------------------------------------------------------------------------


def test_a_goal_is_added_reworded_noted_closed_and_opened_again(area):
    assert said("goals_area.goals.empty") in area.page("/goals")
    does(area, "add_goal", **GOAL, due="5 March 2099", owner="Head of inclusion", measure="")
    (goal,) = plan(area).goals
    assert (goal.state, goal.wording.due, goal.wording.domains) == (
        "open",
        "2099-03-05",
        ("clarity",),
    )
    page = area.page("/goals")
    for text in (GOAL["text"], "Head of inclusion", "5 March 2099", said("goals.states.open")):
        assert text in page
    form = area.page("/write_goal?goal=g1")
    assert 'name="was_text" value="Every school knows' in form
    does(area, "write_goal", **typed(area, "g1", owner="Deputy head", agree="yes"))
    assert [one.wording.owner for one in plan(area).goals[0].versions] == ["Deputy head"]
    does(area, "write_goal", **typed(area, "g1", text="All know it", agree="yes"))
    assert [one.number for one in plan(area).goals[0].versions] == [1, 2], "worded anew"
    does(area, "note_goal", goal="g1", hinders="Posts change", helps="One shared mailbox")
    does(area, "note_goal", goal="g1", hinders="Posts change often", helps="One shared mailbox")
    assert [note.hinders for note in plan(area).goals[0].notes] == ["Posts change often"]
    assert "Posts change often" in area.page("/goals")
    does(area, "close_goal", goal="g1", state="reached")
    page = area.page("/goals")
    assert said("goals_area.goals.closed", n=1) in page
    assert does(area, "reopen_goal", goal="g1").goals[0].state == "open"


def test_a_draft_is_saved_as_far_as_it_is_and_agreed_later(area):
    does(area, "add_goal", text="Something about", agree="no")
    assert said("goals_area.goals.draft_new") in area.page("/goals")
    answer = sends(area, "write_goal", **typed(area, "g1", text="Something about", agree="yes"))
    assert answer.status_code == 400
    assert said("refusals.goal-needs-date") in shown(answer)
    assert plan(area).goals[0].state == "draft"
    does(area, "write_goal", **typed(area, "g1", due=due(60), agree="yes"))
    assert plan(area).goals[0].state == "open"
    does(area, "write_goal", **typed(area, "g1", text="Something else", agree="no"))
    assert said("goals_area.goals.draft") in area.page("/goals")
    assert said("goals_area.form.drop_draft.wording_lead") in area.page("/drop_draft?goal=g1")
    assert does(area, "drop_draft", goal="g1").goals[0].draft is None


def test_a_goal_takes_the_place_of_another_and_a_fourth_is_refused(area):
    for text in ("One", "Two", "Three"):
        does(area, "add_goal", text=text, due=due(30), agree="yes")
    answer = sends(area, "add_goal", text="Four", due=due(30), agree="yes")
    assert answer.status_code == 409
    page = shown(answer)
    assert said("refusals.too-many-goals", n=3) in page
    assert "Four" in page
    assert "One" in area.page("/add_goal?replaces=g1")
    does(area, "add_goal", text="Four", due=due(30), agree="yes", replaces="g1")
    one = plan(area).goals[0]
    assert (one.state, one.replaced_by) == ("changed", plan(area).goals[-1].id)


def test_the_same_form_sent_twice_makes_one_goal(area):
    asked = {"request_id": new_request(), "text": "Once", "due": due(9), "agree": "yes"}
    for _ in range(2):
        does(area, "add_goal", **asked)
    assert [goal.state for goal in plan(area).goals] == ["open"]


def test_what_a_trainer_wrote_meanwhile_stands_and_the_leads_text_is_kept_beside_it(area):
    does(area, "add_goal", text="A goal", owner="Somebody", agree="no")
    mine = typed(area, "g1", text="A goal, as the lead has it", owner="Somebody", due=due(50))
    trainer = Actor(Role.TRAINER, "a trainer")
    for field, value in (("text", "A goal, as the trainer has it"), ("measure", "By phone")):
        area.service.act_on_plan_of(area.id, trainer, c.WriteGoal("g1", field, value, 0))
    answer = sends(area, "write_goal", **mine, agree="no")
    assert (answer.status_code, answer.headers["Location"].partition("?")[0]) == (
        303,
        f"{area.path}/write_goal",
    )
    draft = plan(area).goals[0].draft
    assert (draft.text, draft.measure, draft.due) == (
        "A goal, as the trainer has it",
        "By phone",
        due(50),
    ), "what only one of them touched is theirs"
    page = area.page("/write_goal?goal=g1&done=rivals")
    for text in ("as the trainer has it", "as the lead has it", said("goals_area.rivals.title")):
        assert text in page
    answer = sends(area, "write_goal", **typed(area, "g1", agree="yes"))
    assert answer.status_code == 409
    assert said("refusals.texts-differ") in shown(answer)
    does(area, "choose_text", goal="g1", rival=plan(area).goals[0].rivals[0].id, use="yes")
    does(area, "write_goal", **typed(area, "g1", agree="yes"))
    assert plan(area).goals[0].wording.text == "A goal, as the lead has it"


def test_nobody_agrees_what_they_have_not_seen(area):
    does(area, "add_goal", text="A goal", due=due(50), agree="no")
    mine = typed(area, "g1", owner="Head of inclusion")
    trainer = Actor(Role.TRAINER, "a trainer")
    area.service.act_on_plan_of(area.id, trainer, c.WriteGoal("g1", "text", "Another goal", 0))
    answer = sends(area, "write_goal", **mine, agree="yes")
    assert answer.status_code == 409
    page = shown(answer)
    for text in (said("refusals.goal-changed"), "Another goal", "Head of inclusion"):
        assert text in page
    assert plan(area).goals[0].state == "draft"
    does(area, "write_goal", **typed(area, "g1", agree="yes"))
    assert plan(area).goals[0].wording.text == "Another goal"


# --- actions ------------------------------------------------------------------------------------


def test_an_action_is_added_changed_done_opened_dropped_and_removed(area):
    does(area, "add_action", text="Send the list", due=due(7), domain="clarity")
    page = area.page("/actions")
    assert said("goals.no_owner") in page
    assert said("goals_area.summary.nobodys", n=1) in area.page()
    does(area, "change_action", action="a1", text="Send the new list", owner="Link worker")
    assert plan(area).actions[0].owner == "Link worker"
    assert does(area, "mark_action", action="a1", state="done").actions[0].state == "done"
    assert said("goals_area.actions.all_done") in area.page("/actions")
    assert does(area, "mark_action", action="a1", state="open").actions[0].state == "open"
    assert does(area, "mark_action", action="a1", state="dropped").actions[0].state == "dropped"
    assert said("goals_area.form.remove_action.lead") in area.page("/remove_action?action=a1")
    assert does(area, "remove_action", action="a1").actions == ()


def test_what_is_overdue_and_what_is_next_is_on_the_areas_page(area):
    area.service.clock = lambda: now() - timedelta(days=9)
    lead = Actor(Role.AREA, "a lead")
    area.service.act_on_plan_of(area.id, lead, c.AddAction("Long ago", due=due(-3)))
    does(area, "add_action", text="Next week", due=due(7))
    does(area, "add_goal", text="The goal of next week", due=due(7), agree="yes")
    page = area.page()
    top = page.partition('id="plan"')[0]
    for text in ("Long ago", said("goals.overdue"), "Next week", "The goal of next week"):
        assert text in top
    answer = sends(area, "mark_action", action="a1", state="done", back="area")
    assert answer.headers["Location"] == f"{area.path}?done=mark_action"
    assert "Long ago" not in area.page().partition('id="plan"')[0]


def test_a_planner_takes_the_actions_and_what_is_missing_stays_missing(area):
    does(area, "add_goal", text="A goal; with “signs”", due=due(30), agree="yes")
    texts = ['Send "the list", now', "=SUM(A1)", "0", "Ünïcode — ’tis; here"]
    for text in texts:
        does(area, "add_action", text=text, owner="0" if text == "0" else "", goal="g1")
    does(area, "add_action", text="Done", due=due(9), domain="clarity")
    does(area, "mark_action", action="a6", state="done")
    answer = area.lead.http.get(f"{area.lead.base}{area.path}/actions.csv", timeout=WAIT)
    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    assert "-planner.csv" in answer.headers["Content-Disposition"]
    raw = answer.content.decode()
    assert raw.startswith("\ufeff")
    rows = list(csv.DictReader(io.StringIO(raw.removeprefix("\ufeff"), newline="")))
    assert [row["Name"].removeprefix("'") for row in rows] == [*texts, "Done"]
    assert rows[1]["Name"] == "'=SUM(A1)", "no spreadsheet runs it"
    assert [row["Assigned To"] for row in rows] == ["", "", "0", "", ""]
    assert '"0",' in raw, "an owner of that name is no gap"
    assert rows[0]["Description"].endswith("A goal; with “signs”")
    assert [row["Due Date"] for row in rows] == ["", "", "", "", due(9)]
    assert (rows[4]["Status"], rows[4]["Labels"]) == (
        said("goals.action_states.done"),
        "Clarity on roles",
    )


# --- support sessions ---------------------------------------------------------------------------


def test_a_session_has_its_content_first_and_its_date_later(area):
    area.decided("workshop-1", due(-60), (1, 0, 1, None, 2, 1, 1))
    page = area.page("/sessions")
    assert said("goals_area.sessions.recommended") in page
    assert said("goals_area.sessions.because", why="rated Major challenge") in page
    assert 'name="area_contact" value="yes" checked' in area.page("/add_session?area=contact")
    led = {"led_1": "Referral routes", "speaker_1": "Dr Example", "led_3": "What schools need"}
    does(area, "add_session", format="discussion", area_contact="yes", **led)
    (session,) = plan(area).sessions
    assert [(part.text, part.speaker) for part in session.led] == [
        ("Referral routes", "Dr Example"),
        ("What schools need", ""),
    ]
    page = area.page("/sessions")
    for text in ("Dr Example", said("goals_area.sessions.no_date")):
        assert text in page
    form = area.page(f"/plan_event?kind=session&session={session.id}")
    assert said("goals_area.back", page=said("goals_area.pages.sessions")) in form
    asked = {"kind": "session", "date": due(30), "time": "13:00", "place": " Town  hall"}
    answer = area.sends("plan_event", session=session.id, **asked)
    assert answer.headers["Location"] == f"{area.path}/sessions?done=date_session"
    event = plan(area).sessions[0].event
    assert area.area.event(event).place == "Town hall"
    page = area.page("/sessions")
    assert said("goals_area.sessions.registered", n=0) in page
    assert f'href="{area.path}/people?event={event}"' in page
    assert f"/?area={area.id}&event={event}" in page, "to ask for feedback"
    does(area, "change_session", session=session.id, format="modules", event=event, item_x="no")
    assert plan(area).sessions[0].led == ()
    assert does(area, "remove_session", session=session.id).sessions == ()
    assert area.area.event(event).state == "planned", "its meeting stays"


def test_the_page_says_how_a_fourth_session_is_allowed(area, server):
    team = Team(server)
    team.does("take_in", link=area.link)
    for _ in range(3):
        does(area, "add_session", format="discussion")
    assert said("goals_area.sessions.full", n=3) in area.page("/sessions")
    answer = sends(area, "add_session", format="discussion", item_x="no", led_1="Kept")
    assert answer.status_code == 409
    page = shown(answer)
    assert said("refusals.too-many-sessions-chosen", n=3) in page
    assert "Kept" in page
    fields = {"name": "Link", "template": "link-2015", "framework": "cascade"}
    told = fields | {"timezone": "Europe/London", "most_sessions": "4"}
    team.browser.post(f"{team.page}/edit_programme", **told)
    assert len(does(area, "add_session", format="discussion").sessions) == 4


def test_a_programmes_page_counts_what_is_agreed_and_evaluators_see_scores_alone(area, server):
    team = Team(server)
    team.does("take_in", link=area.link)
    before = team.browser.get_json(f"{team.page}/mark")["mark"]
    does(area, "add_goal", text="A goal of theirs", owner="Jo", due=due(30), agree="yes")
    does(area, "add_action", text="Send the list")
    does(area, "add_session", format="discussion", led_1="Routes", speaker_1="Dr Example")
    assert team.browser.get_json(f"{team.page}/mark")["mark"] != before
    page = shown(team.browser.get(team.page))
    told = said("goals_area.programme.sessions_of", n=1, all=3, dated=0)
    for text in (told, "A goal of theirs", said("goals_area.programme.most", n=3)):
        assert text in page
    evaluator = team.browser.__class__(server.base)
    evaluator.post("/enter", link=team.links["evaluator"])
    page = shown(evaluator.get(f"{team.page}/evaluation"))
    assert said("goals_area.programme.scores") in page
    for text in ("A goal of theirs", "Jo", "Dr Example", told):
        assert text not in page.replace("Join", "")
    area.does("edit_area", name="Ambridge", named="yes")
    page = shown(evaluator.get(f"{team.page}/evaluation"))
    assert "A goal of theirs" in page
    assert "Dr Example" not in page


def test_feedback_on_a_session_is_set_up_from_its_form_filled_in(area):
    area.does("plan_event", kind="session", date=due(-2), place="Town hall")
    (event,) = area.area.events
    form = shown(area.lead.get(f"/?area={area.id}&event={event.id}"))
    assert said("goals_area.feedback.title") in form
    assert '<option value="meeting-feedback" selected>' in form
    assert f'value="{due(-2)}"' in form, "it is about the day of the session"
    asked = {"kind": "other", "date": due(-2), "framework": "meeting-feedback", "title": ""}
    made = area.lead.post("/workshops", area_id=area.id, event=event.id, **asked)
    held = area.area.event(event.id)
    assert (held.workshop, held.kind, held.day) == (made["workshop"], "session", due(-2))
    does(area, "add_session", format="discussion", event=event.id)
    page = area.page("/sessions")
    assert f'href="{area.path}/workshops/{made["workshop"]}"' in page
    upcoming = shown(area.lead.get(f"/?area={area.id}"))
    assert '<option value="meeting-feedback" selected>' not in upcoming


def test_a_review_says_what_it_will_open_with(area):
    area.does("plan_event", kind="review-3", date=due(40))
    assert said("goals_area.review.nothing") in area.page()
    does(area, "add_goal", text="A goal", due=due(40), agree="yes")
    does(area, "add_action", text="Send the list")
    form = shown(area.lead.get(f"/?area={area.id}"))
    for page in (area.page(), form):
        assert said("goals_area.review.opens") in page
        assert said("goals_area.review.actions", n=1) in page
        assert said("goals_area.review.goals", n=1) in page


# --- bad input, and two at once -----------------------------------------------------------------

WRONG = [
    ("add_goal", {"text": " ", "due": "soon", "owner": "x" * 300, "agree": "yes"},
     ["text", "due", "owner"]),
    ("add_goal", {"text": "A goal", "due": "2020-03-05", "agree": "yes"}, ["due"]),
    ("add_goal", {"text": "x" * 201, "measure": "x" * 501, "agree": "no"}, ["text", "measure"]),
    ("add_action", {"text": "", "owner": "x" * 201, "due": "2020-03-05"},
     ["text", "owner", "due"]),
    ("add_session", {"format": "", "led_1": "x" * 201, "speaker_2": "y" * 201},
     ["format", "led_1", "speaker_2"]),
    ("note_goal", {"goal": "g1", "hinders": "x" * 501, "helps": "y" * 501}, ["hinders", "helps"]),
    ("close_goal", {"goal": "g1", "state": ""}, ["state"]),
]  # fmt: skip


@pytest.mark.parametrize(("command", "fields", "faults"), WRONG)
def test_a_refused_form_comes_back_with_all_that_was_typed_and_all_faults(
    area, command, fields, faults
):
    does(area, "add_goal", text="Agreed before", due=due(20), agree="yes")
    before = plan(area)
    answer = sends(area, command, **fields)
    assert answer.status_code == 400
    page = shown(answer)
    assert all(f'href="#{fault}"' in page for fault in faults)
    assert all(f'id="{fault}"' in page for fault in faults)
    assert all(value in page for value in fields.values())
    with pytest.raises(Refused):
        area.asks(command, **fields)
    sent = area.lead.http.post(
        f"{area.lead.base}{area.path}/{command}",
        json=fields,
        headers={"X-Cascade-Token": area.lead.token},
    ).json()
    assert {one["field"] for one in sent["errors"]} == set(faults)
    assert plan(area) == before


def test_a_form_without_its_token_comes_back_filled_in(area):
    answer = sends(area, "add_action", token="", text="Not lost", due="2099-03-05")
    assert answer.status_code == 403
    assert "Not lost" in answer.text
    assert plan(area).actions == ()


def test_the_second_of_two_leads_is_told_and_loses_nothing(area):
    does(area, "add_action", text="Send the list")
    does(area, "add_action", text="Book the hall")
    seen, other = str(plan(area).step), area.enters()
    does(area, "change_action", by=other, action="a1", text="Send their list")
    does(area, "change_action", by=other, step=seen, action="a2", text="Book the large hall")
    answer = sends(area, "change_action", step=seen, action="a1", text="Send my list")
    assert answer.status_code == 409
    page = shown(answer)
    who, did = said("goals_area.who.area"), said("goals_area.did.change_action")
    for text in (said("goals_area.overtaken.title"), f"{who} {did}: Send their list", "my list"):
        assert text in page
    assert "large hall" not in page.partition("<form")[0], "that is in nobody's way"
    assert plan(area).actions[0].text == "Send their list"
    does(area, "change_action", action="a1", text="Send my list")
    assert plan(area).actions[0].text == "Send my list"


def test_what_another_lead_removed_can_be_added_again_as_it_was_typed(area):
    does(area, "add_action", text="Send the list")
    does(area, "remove_action", action="a1")
    answer = sends(area, "change_action", action="a1", text="My text")
    assert answer.status_code == 404
    page = shown(answer)
    assert said("refusals.no-such-action") in page
    assert "My text" in page
    assert f'action="{area.path}/add_action"' in page
    assert sends(area, "mark_action", action="a1", state="done").status_code == 404


def test_programs_get_the_plan_and_change_it(area):
    asked = {"text": "A goal", "due": due(30), "domains": "clarity,contact", "agree": "yes"}
    changed = area.asks("add_goal", **asked)
    headers = {"Accept": "application/json"}
    for page in ("goals", "actions", "sessions"):
        answer = area.lead.http.get(f"{area.lead.base}{area.path}/{page}", headers=headers)
        told = answer.json()
        assert told["plan"]["step"] == changed["step"]
        assert told["plan"]["goals"][0]["wording"]["domains"] == ["clarity", "contact"]
    area.asks("write_goal", goal="g1", owner="Head of inclusion", agree="yes")
    wording = plan(area).goals[0].wording
    assert (wording.owner, wording.text) == ("Head of inclusion", "A goal")
