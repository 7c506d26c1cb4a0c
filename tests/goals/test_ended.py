"""What a meeting that is over has agreed, whatever later ones make of it."""

import pytest
from msgspec.structs import replace

from tests.goals.planned import LATER, TODAY, Planned, a_plan
from voting.core import commands as core
from voting.core.actors import Actor, Role
from voting.goals import commands as c
from voting.goals.ended import as_it_was
from voting.goals.plan import Plan, Wording
from voting.views.audiences import VIEWS

LEAD = Actor(Role.AREA)
NEXT_DAY, REVIEW_DAY = "2026-11-24", "2027-02-22"


def agreed(plan: Plan) -> tuple:
    goals = [replace(one, draft=None, edits={}, rivals=()) for one in plan.goals if one.versions]
    return plan.needs, tuple(goals), plan.actions


def of_then(plan: Plan, meeting: Planned, day: str) -> tuple:
    return agreed(as_it_was(plan, meeting.room.workshop.id, day))


def at_a_review(meeting: Planned, day: str) -> None:
    """The room's next meeting changes whatever can be changed."""
    meeting.meeting, meeting.kind, meeting.today = "review-one", "review-3", day
    goal, action = meeting.plan.goals[0].id, meeting.plan.actions[0].id
    meeting.settles(goal, 7, 7, 8, 8, 9)
    meeting.does(c.NoteGoal(goal, "One office left", ""))
    meeting.does(c.RewordGoal(goal))
    meeting.does(c.WriteGoal(goal, "text", "Every school meets its link worker", 0))
    meeting.does(c.AgreeGoal(goal, meeting.plan.goals[0].draft))
    meeting.does(c.MarkAction(action, "done"))
    meeting.does(c.AddAction("Ask the schools"))
    meeting.does(c.ChooseNeeds(("contact",)))
    meeting.agrees(Wording("A third goal", due="2027-06-01"))
    meeting.does(c.CloseGoal(goal, "reached"))


def test_nothing_that_a_later_meeting_does_changes_what_was_agreed():
    meeting = a_plan()
    day, before = meeting.today, agreed(meeting.plan)
    at_a_review(meeting, REVIEW_DAY)
    assert agreed(meeting.plan) != before
    assert of_then(meeting.plan, meeting, day) == before
    # That of the later one has it all, and meetings are told by their order on one day, too.
    assert agreed(as_it_was(meeting.plan, "review-one", REVIEW_DAY)) == agreed(meeting.plan)


@pytest.mark.parametrize("day", [NEXT_DAY, REVIEW_DAY])
def test_what_leads_do_after_it_comes_later(day):
    meeting = a_plan()
    ended, before = meeting.today, agreed(meeting.plan)
    meeting.today = day
    goal = meeting.plan.goals[0].id
    meeting.does(c.NoteGoal(goal, "They left", ""), LEAD, day=day)
    meeting.does(c.AddAction("Ask them"), LEAD)
    meeting.does(c.MarkAction(meeting.plan.actions[0].id, "dropped"), LEAD)
    meeting.does(c.CloseGoal(goal, "dropped"), LEAD)
    assert of_then(meeting.plan, meeting, ended) == before


def test_meetings_of_one_day_are_told_by_their_order():
    meeting = a_plan()
    day = meeting.today
    goal = meeting.plan.goals[0].id
    scores = meeting.plan.goals[0].scores
    meeting.meeting = "second-one"
    meeting.settles(goal, 7, 7, 8, 8, 9)
    assert as_it_was(meeting.plan, meeting.room.workshop.id, day).goals[0].scores == scores


@pytest.mark.parametrize("audience", ["attendee", "room"])
def test_screens_of_a_finished_workshop_show_what_it_agreed(audience):
    meeting = a_plan()
    for cell in meeting.room.workshop.framework.domains[1:]:
        meeting.room.rates(cell.key, 1, 1, 1, 1, 1, 1)
        meeting.room.rules(cell.key, "unanimous", 1)
    meeting.room.does(core.Finish())
    before = VIEWS[audience](meeting.situation(ended=meeting.today)).plan
    assert before.actions
    assert before.goals
    at_a_review(meeting, LATER)
    meeting.meeting = ""
    after = VIEWS[audience](meeting.situation(ended=TODAY)).plan
    assert after == before
