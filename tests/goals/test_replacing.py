"""A goal in the place of another."""

import pytest

from tests.goals.planned import GOAL, Planned
from voting.goals import commands as c
from voting.refusals.goals import GoalBeingReworded, GoalClosed, GoalNotAgreed, TooManyGoals
from voting.views.plan_made import plan_for_trainers


def test_one_of_three_goals_is_replaced_at_once():
    meeting = Planned()
    first, *_ = [meeting.agrees() for _ in range(3)]
    meeting.settles(first, 3, 4, 4)
    with pytest.raises(TooManyGoals):
        meeting.does(c.AddGoal())
    meeting.does(c.AddGoal(replaces=first))
    closed, new = meeting.plan.goals[0], meeting.plan.goals[-1]
    assert (closed.state, closed.replaced_by, closed.scores[-1].score) == ("changed", new.id, 4)
    assert new.draft
    assert new.draft.text == ""
    with pytest.raises(GoalClosed):
        meeting.does(c.AddGoal(replaces=first))


def test_a_goal_whose_replacement_is_dropped_is_one_again():
    meeting = Planned()
    first, *_ = [meeting.agrees() for _ in range(3)]
    step = meeting.plan.step
    meeting.does(c.AddGoal(replaces=first))
    assert meeting.plan.step == step + 1
    meeting.does(c.DropDraft(meeting.plan.goals[-1].id))
    assert meeting.plan.goal(first).state == "open"
    assert len(meeting.plan.goals) == 3


def test_a_goal_is_not_closed_while_a_new_wording_is_written():
    meeting = Planned()
    goal = meeting.agrees()
    meeting.does(c.RewordGoal(goal))
    with pytest.raises(GoalBeingReworded):
        meeting.does(c.CloseGoal(goal, "reached"))
    meeting.does(c.DropDraft(goal))
    meeting.does(c.CloseGoal(goal, "reached"))


def test_a_draft_is_not_replaced():
    meeting = Planned()
    meeting.does(c.AddGoal(GOAL))
    with pytest.raises(GoalNotAgreed):
        meeting.does(c.AddGoal(replaces="g1"))


def test_the_console_is_told_what_was_entered_by_hand_for_the_open_question():
    meeting = Planned()
    goal = meeting.agrees()
    meeting.does(c.AskScore(goal))
    counts = (0, 2, *[0] * 9)
    meeting.does(c.EnterAnswers(meeting.question, counts, 1))
    told = plan_for_trainers(meeting.situation())
    assert told
    assert (told.by_hand, told.by_hand_cant_say) == (counts, 1)
    meeting.does(c.CloseQuestion(meeting.question))
    told = plan_for_trainers(meeting.situation())
    assert told
    assert told.by_hand == ()
