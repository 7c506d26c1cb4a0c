"""Scores: the lower middle, 0 among them, what is kept of them, and when none is taken."""

from statistics import median_low

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import SECOND_TRAINER
from tests.goals.planned import GOAL, LATER, Planned
from voting.core.actors import Actor, Role
from voting.goals import commands as c
from voting.goals.answers import checked
from voting.goals.entries import PlanEntry
from voting.goals.machine import apply
from voting.goals.plan import TOP, Question, Wording
from voting.goals.scoring import change_since, checked_score, median
from voting.goals.table import PLAN_TABLE
from voting.refusals.asking import NotAllowed
from voting.refusals.goals import (
    DatePast,
    GoalChanged,
    GoalClosed,
    GoalNeedsDate,
    GoalNeedsText,
    NeedsOutside,
    NotSettled,
    NotTheMiddle,
    QuestionOpen,
    ScoreOutside,
    TextsDiffer,
    TooManyGoals,
    TooManySessionsChosen,
)

SCORE = Question(1, "score", None, "g1", 1)
NEEDS = Question(1, "needs", None)


@given(st.lists(st.integers(0, TOP)))
def test_the_middle_is_the_lower_of_two(scores):
    counts = [scores.count(score) for score in range(TOP + 1)]
    assert median(counts) == (median_low(scores) if scores else None)


@given(st.one_of(st.integers(), st.floats(), st.booleans(), st.text(max_size=2), st.none()))
def test_only_whole_numbers_from_0_to_10_are_scores(score):
    is_score = type(score) is int and 0 <= score <= TOP
    if is_score:
        assert checked_score(score) == score
    else:
        with pytest.raises(ScoreOutside):
            checked_score(score)


def test_a_phone_says_a_score_or_cant_say_or_up_to_three_domains():
    assert checked(SCORE, 0, None, ()) == 0
    assert checked(SCORE, None, None, ()) is None
    with pytest.raises(ScoreOutside):
        checked(SCORE, 4.5, None, ())
    domains = ["a", "b", "c", "d"]
    assert list(checked(NEEDS, None, ["b", "b", "a"], domains).answers) == ["b", "a"]
    for wrong in (domains, ["e"]):
        with pytest.raises(NeedsOutside):
            checked(NEEDS, None, wrong, domains)


def test_0_is_a_score_and_cant_say_none():
    meeting = Planned()
    goal = meeting.agrees()
    meeting.settles(goal, 0, 0, 0, None, 0, 0)
    (score,) = meeting.plan.goals[0].scores
    assert (score.score, score.scorers, score.cant_say) == (0, 5, 1)
    assert score.dots[0] == 5
    assert meeting.plan.goals[0].last_score is score


def test_another_text_is_another_version_and_breaks_the_line():
    meeting = Planned()
    goal = meeting.agrees()
    meeting.settles(goal, 2, 2)
    meeting.meeting = "workshop-later"
    meeting.settles(goal, 5, 5)
    assert change_since(meeting.plan.goals[0]) == 3
    meeting.does(c.RewordGoal(goal))
    meeting.does(c.WriteGoal(goal, "owner", "The council", 0))
    meeting.does(c.AgreeGoal(goal, meeting.plan.goals[0].draft))
    assert meeting.plan.goals[0].version.number == 1
    meeting.does(c.RewordGoal(goal))
    meeting.does(c.WriteGoal(goal, "text", "Every school has its link worker", 0))
    meeting.does(c.AgreeGoal(goal, meeting.plan.goals[0].draft))
    assert meeting.plan.goals[0].version.number == 2
    assert change_since(meeting.plan.goals[0]) is None
    assert [score.version for score in meeting.plan.goals[0].scores] == [1, 1]


def test_a_version_that_is_being_scored_stays_until_it_is_settled():
    meeting = Planned()
    goal = meeting.agrees()
    meeting.does(c.RewordGoal(goal))
    meeting.does(c.WriteGoal(goal, "text", "Other words", 0))
    meeting.does(c.AskScore(goal))
    for refused in (QuestionOpen, NotSettled):
        with pytest.raises(refused):
            meeting.does(c.AgreeGoal(goal, meeting.plan.goals[0].draft))
        with pytest.raises(refused):
            meeting.does(c.CloseGoal(goal, "reached"))
        meeting.does(c.CloseQuestion(meeting.question))
    meeting.does(c.CancelQuestion(meeting.question))
    meeting.does(c.DropDraft(goal))
    meeting.does(c.CloseGoal(goal, "reached"))
    for command in (c.AskScore(goal), c.RewordGoal(goal)):
        with pytest.raises(GoalClosed):
            meeting.does(command)


def test_what_people_answered_is_not_lost_to_another_question():
    meeting = Planned()
    first, second = meeting.agrees(), meeting.agrees(Wording("Another", due=LATER))
    meeting.does(c.AskScore(first))
    meeting.scores(1, 2, 3)
    meeting.does(c.CloseQuestion(meeting.question))
    for command in (c.AskScore(second), c.AskNeeds()):
        with pytest.raises(NotSettled):
            meeting.does(command)
    with pytest.raises(NotTheMiddle):
        meeting.does(c.SettleScore(first, meeting.question, "median", 3))
    meeting.does(c.AskScore(first))  # after the talk
    assert meeting.plan.sitting(meeting.workshop).question.round == 2


def test_a_fourth_goal_and_a_fourth_session_are_refused():
    meeting = Planned()
    for number in range(3):
        meeting.agrees(Wording(f"Goal {number}", due=LATER))
        meeting.does(c.AddSession("modules"))
    with pytest.raises(TooManyGoals):
        meeting.does(c.AddGoal())
    with pytest.raises(TooManySessionsChosen):
        meeting.does(c.AddSession("modules"))
    meeting.does(c.AddSession("modules"), sessions=4)
    meeting.does(c.AddGoal(replaces="g1"))
    assert sum(goal.counts for goal in meeting.plan.goals) == 3


def test_a_goal_is_agreed_as_it_is_on_screen_with_text_and_a_day_to_come():
    meeting = Planned()
    meeting.does(c.AddGoal(Wording("\u3164")))
    goal = meeting.plan.goals[0].id

    def agree():
        meeting.does(c.AgreeGoal(goal, meeting.plan.goals[0].draft))

    with pytest.raises(GoalNeedsText):
        agree()
    meeting.does(c.WriteGoal(goal, "text", GOAL.text, 0))
    with pytest.raises(GoalNeedsDate):
        agree()
    with pytest.raises(DatePast):
        meeting.does(c.WriteGoal(goal, "due", "2026-11-21", 0))
    meeting.does(c.WriteGoal(goal, "due", LATER, 0))
    with pytest.raises(GoalChanged):
        meeting.does(c.AgreeGoal(goal, Wording(GOAL.text)))
    meeting.does(c.WriteGoal(goal, "text", "Somebody else’s", 0), SECOND_TRAINER)
    with pytest.raises(TextsDiffer):
        agree()
    (rival,) = meeting.plan.goals[0].rivals
    meeting.does(c.ChooseText(goal, rival.id, use=True))
    agree()
    assert meeting.plan.goals[0].wording.text == "Somebody else’s"


def test_what_several_leads_typed_at_once_is_all_kept():
    meeting, lead = Planned(), Actor(Role.AREA)
    meeting.does(c.AddGoal(Wording("First")), lead)
    goal = meeting.plan.goals[0].id
    meeting.does(c.WriteGoal(goal, "text", "Second", 0), lead)
    for text in ("Third", "Fourth", "Fourth"):
        meeting.does(c.WriteGoal(goal, "text", text, 0), lead)
    assert [rival.value for rival in meeting.plan.goals[0].rivals] == ["Third", "Fourth"]
    meeting.does(c.WriteGoal(goal, "text", "Fifth", 0), SECOND_TRAINER)
    meeting.does(c.WriteGoal(goal, "text", "Fifth and more", 0), SECOND_TRAINER)
    rivals = meeting.plan.goals[0].rivals
    assert [rival.value for rival in rivals] == ["Third", "Fourth", "Fifth and more"]


def test_nothing_hangs_on_a_draft_that_is_dropped():
    meeting = Planned()
    old = meeting.agrees()
    meeting.does(c.AddGoal(Wording("New"), replaces=old))
    new = meeting.plan.goals[-1].id
    meeting.does(c.AddAction("Send the list", goal=new))
    meeting.does(c.DropDraft(new))
    assert meeting.plan.goal(old).replaced_by == ""
    assert meeting.plan.actions[0].goal == ""


@pytest.mark.parametrize("role", Role)
def test_who_may_not_is_told_so(role):
    meeting = Planned()
    for kind, (who, _) in PLAN_TABLE.items():
        if role not in who:
            fields = dict.fromkeys(kind.__struct_fields__, "")
            entry = PlanEntry(meeting.now, Actor(role), kind(**fields), meeting.facts())
            with pytest.raises(NotAllowed):
                apply(meeting.plan, entry)
