"""What a workshop made goes with it into another plan, once and whole; what is forgotten goes."""

import msgspec
import pytest
from msgspec.structs import replace

from tests.goals.planned import GOAL, LATER, Planned, a_plan
from voting.core.actors import CLOCK, Actor, Role
from voting.goals import commands as c
from voting.goals.carrying import arrived, goes_along
from voting.goals.entries import PlanEntry, PlanFacts
from voting.goals.forgetting import forgotten
from voting.goals.machine import apply, fold
from voting.goals.overtaking import changes_since
from voting.goals.plan import Parts, Plan, Sitting, Wording
from voting.refusals.asking import NotAllowed

THERE = "area-two"


def given(plan: Plan, command: c.PlanCommand, workshop: str = "") -> tuple[Plan, PlanEntry]:
    entry = PlanEntry(Planned().now, CLOCK, command, PlanFacts(today=""), workshop=workshop)
    return apply(plan, entry), entry


def brought(plan: Plan, *, into: Plan, workshop: str = "", events=()) -> tuple[Plan, Plan]:
    """Both plans after what a workshop made, or all, has gone from the one into the other."""
    left, _ = given(plan, c.LeavePlan(into.owner, workshop, events))
    (leaving,) = left.leaving
    after, _ = given(into, c.BringPlan(leaving.id, leaving.parts))
    assert given(after, c.BringPlan(leaving.id, leaving.parts))[0] is after
    return left, after


def test_all_of_a_plan_comes_into_another_under_new_ids():
    here, into = a_plan(), a_plan()
    second = replace(into.plan, owner=THERE)
    left, after = brought(here.plan, into=second, events=((here.plan.sessions[0].event, "e9"),))
    assert left.is_empty
    assert [goal.wording.text for goal in after.goals] == [
        *(goal.wording.text for goal in second.goals),
        *(goal.wording.text for goal in here.plan.goals),
    ]
    ids = [one.id for one in (*after.goals, *after.sessions, *after.actions)]
    ids += [rival.id for goal in after.goals for rival in goal.rivals]
    assert len(set(ids)) == len(ids)
    old, new = here.plan, after
    named = {one.id: one.wording.text for one in old.goals} | {"": ""}
    renamed = {one.id: one.wording.text for one in new.goals} | {"": ""}
    came = new.actions[len(second.actions) :]
    assert [renamed[one.goal] for one in came] == [named[one.goal] for one in old.actions]
    assert [one.session != "" for one in came] == [one.session != "" for one in old.actions]
    assert new.sessions[-1].event == "e9"
    assert len(new.needs) == 1  # of the same meeting what was there stays


def test_more_goals_than_three_may_come_and_none_is_added_then():
    here, into = Planned(), Planned(plan=Plan(THERE))
    for meeting in (here, into):
        for text in ("One", "Two"):
            meeting.agrees(Wording(text, due=LATER))
    _, after = brought(here.plan, into=into.plan)
    assert [goal.wording.text for goal in after.goals] == ["One", "Two", "One", "Two"]
    into.plan = after
    with pytest.raises(Exception, match="too-many-goals"):
        into.does(c.AddGoal(GOAL))


def test_with_a_workshop_goes_what_it_alone_has_made():
    first = a_plan()
    first.does(c.AskScore("g1"))
    later = Planned(plan=first.plan)
    later.meeting = "workshop-two"
    kept = later.agrees(Wording("Of the later meeting", due=LATER))
    later.does(c.AddAction("Of the later meeting", goal="g1"))
    left, after = brought(later.plan, into=Plan(THERE), workshop=first.workshop)
    assert [goal.wording.text for goal in after.goals] == [GOAL.text, "Second goal"]
    assert [one.text for one in after.actions] == ["Send the list", "Book the hall"]
    assert [one.workshop for one in after.needs] == [first.workshop]
    (question,) = after.questions().values()  # comes with its goal, and with its id
    assert (question.id, after.goal(question.goal).wording.text) == (first.question, GOAL.text)
    assert after.asked == question.id
    assert set(left.questions()) == {question.id}  # its answers are held until it has arrived
    assert [goal.id for goal in left.goals] == [kept]
    assert [(one.text, one.goal) for one in left.actions] == [("Of the later meeting", "")]
    assert left.sessions == first.plan.sessions  # the area's
    assert not left.sitting(first.workshop)
    assert not arrived(left, left.leaving[0].id).questions()


def test_a_goal_that_another_meeting_has_scored_stays():
    first = a_plan()
    later = Planned(plan=first.plan)
    later.meeting = "workshop-two"
    later.settles("g1", 3, 4, 5, 6, 7)
    left, after = brought(later.plan, into=Plan(THERE), workshop=first.workshop)
    assert [goal.wording.text for goal in left.goals] == [GOAL.text]
    assert [goal.wording.text for goal in after.goals] == ["Second goal"]
    assert [one.goal for one in after.actions] == ["", ""]


def test_a_score_of_a_goal_that_stays_does_not_go():
    first = a_plan()
    later = Planned(plan=first.plan)
    later.meeting = "workshop-two"
    later.does(c.AskScore("g1"))
    assert not goes_along(later.plan, later.workshop)
    assert goes_along(later.plan, first.workshop)
    left, after = brought(later.plan, into=Plan(THERE), workshop=first.workshop)
    assert [goal.id for goal in left.goals] == ["g1"]  # another meeting asks about it
    assert left.questions() == later.plan.questions()
    assert not after.questions()


def test_what_is_on_the_screens_goes_where_nothing_was_agreed_yet():
    meeting = Planned()
    assert given(meeting.plan, c.LeavePlan(THERE))[0] is meeting.plan
    meeting.does(c.AskNeeds())
    left, after = brought(meeting.plan, into=Plan(THERE), workshop=meeting.workshop)
    assert left.sittings == ()
    assert after.sittings == meeting.plan.sittings


def test_a_meeting_that_both_plans_know_asks_on():
    meeting, there = Planned(), Planned(plan=Plan(THERE))
    there.does(c.ShowPlan("actions"))
    meeting.does(c.AskNeeds())
    _, after = brought(meeting.plan, into=there.plan)
    held = after.sitting(meeting.workshop)
    assert (held.question, held.seen) == (
        meeting.plan.sitting(meeting.workshop).question,
        ("actions", "needs"),
    )
    there.does(c.AskNeeds())
    _, after = brought(meeting.plan, into=there.plan)
    assert after.sittings == there.plan.sittings  # one question at a time


def test_ids_of_what_leaves_are_the_senders():
    meeting = a_plan()
    left, _ = given(meeting.plan, c.LeavePlan(THERE, id="never-again"))
    assert [one.id for one in left.leaving] == ["never-again"]


def test_a_meeting_that_is_over_asks_nothing_and_stays_in_mind():
    meeting = a_plan()
    meeting.does(c.AskScore("g1"))
    after, _ = given(meeting.plan, c.EndSitting(), meeting.workshop)
    held = after.sitting(meeting.workshop)
    assert (held.part, held.goal, held.question) == ("", "", None)
    assert (held.kind, held.seen) == (meeting.kind, meeting.plan.sitting(meeting.workshop).seen)
    assert after.step == meeting.plan.step  # overtakes nobody
    assert given(after, c.EndSitting(), meeting.workshop)[0] is after
    assert given(after, c.EndSitting(), "another")[0] is after


def test_what_may_name_somebody_is_forgotten_and_what_was_agreed_stays():
    meeting = a_plan()
    bare = forgotten(meeting.plan)
    goal = bare.goals[0]
    assert len(bare.goals) == 1  # a draft was never agreed
    assert goal.scores == meeting.plan.goals[0].scores
    assert (goal.wording.text, goal.wording.due) == (GOAL.text, LATER)
    assert bare.needs == meeting.plan.needs
    assert [one.areas for one in bare.sessions] == [one.areas for one in meeting.plan.sessions]
    left = msgspec.json.encode(bare).decode()
    for text in ("Staff change", "The council", "Elm School", "Send the list", "By asking"):
        assert text in msgspec.json.encode(meeting.plan).decode()
        assert text not in left
    after, entry = given(meeting.plan, c.StartPlan(bare))
    assert after.revision == meeting.plan.revision + 1
    assert forgotten(after) is None
    assert fold(after.owner, [entry]) == after  # the log begins with it


def test_people_go_on_after_a_log_has_begun_anew():
    meeting = a_plan()
    meeting.plan, first = given(meeting.plan, c.StartPlan(forgotten(meeting.plan)))
    step = meeting.plan.step
    meeting.entries = [first]
    meeting.does(c.NoteGoal("g1", "", "A list"), step=step)
    assert fold(meeting.plan.owner, meeting.entries) == meeting.plan
    assert [one.command.helps for one in changes_since(meeting.entries, step)] == ["A list"]
    assert changes_since(meeting.entries, step + 1) == []


def test_nobody_but_the_server_gives_these():
    meeting = Planned()
    for command in (c.EndSitting(), c.LeavePlan(THERE), c.BringPlan("x", Parts()),
                    c.StartPlan(Plan("area-one"))):  # fmt: skip
        for role in set(Role) - {Role.CLOCK}:
            with pytest.raises(NotAllowed):
                meeting.does(command, Actor(role, "somebody"))


def test_suggestions_are_taken_while_needs_or_goals_are_on_the_screens():
    parts = ("", "actions", "needs", "goals", "scores", "sessions", "closing")
    taken = [part for part in parts if Sitting("w", "", "", part).takes_suggestions]
    assert taken == ["needs", "goals"]
