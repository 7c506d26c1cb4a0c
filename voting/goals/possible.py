"""Which commands to a plan could do something now: pages offer no others."""

from collections.abc import Callable

from voting.core.actors import Role
from voting.core.conditions import practising
from voting.core.state import Workshop
from voting.goals import commands as c
from voting.goals.actions import MOST_ACTIONS
from voting.goals.asking import waits
from voting.goals.commands import name_of
from voting.goals.plan import MOST_GOALS, Question
from voting.goals.reach import may_change
from voting.goals.situation import PlanSituation
from voting.goals.table import PLAN_TABLE

Condition = Callable[[PlanSituation], bool]


def question_of(at: PlanSituation) -> Question | None:
    return at.sitting.question if at.sitting else None


def is_asked(at: PlanSituation) -> bool:
    question = question_of(at)
    return question is not None and question.is_open


def nothing_asked(at: PlanSituation) -> bool:
    return not is_asked(at)


def no_needs_asked(at: PlanSituation) -> bool:
    question = question_of(at)
    return question is None or not question.is_open or question.kind != "needs"


def any_question(at: PlanSituation) -> bool:
    return question_of(at) is not None


def score_to_settle(at: PlanSituation) -> bool:
    question = question_of(at)
    return question is not None and question.kind == "score" and waits(at.plan, question)


def part_shown(at: PlanSituation) -> bool:
    return at.sitting is not None and bool(at.sitting.part) and nothing_asked(at)


def any_goal_open(at: PlanSituation) -> bool:
    return any(goal.state == "open" for goal in at.plan.goals)


def goal_to_score(at: PlanSituation) -> bool:
    return nothing_asked(at) and any_goal_open(at)


def any_goal_closed(at: PlanSituation) -> bool:
    return any(not goal.counts for goal in at.plan.goals)


def any_goal_agreed(at: PlanSituation) -> bool:
    return any(goal.versions for goal in at.plan.goals)


def any_draft(at: PlanSituation) -> bool:
    return any(goal.draft is not None for goal in at.plan.goals)


def any_rival(at: PlanSituation) -> bool:
    return any(goal.rivals for goal in at.plan.goals)


def room_for_goal(at: PlanSituation) -> bool:
    return sum(goal.counts for goal in at.plan.goals) < MOST_GOALS


def goal_to_add(at: PlanSituation) -> bool:
    return room_for_goal(at) or any_goal_open(at)  # in the place of which it may be


def goal_to_reopen(at: PlanSituation) -> bool:
    return any_goal_closed(at) and room_for_goal(at)


def room_for_session(at: PlanSituation) -> bool:
    return len(at.plan.sessions) < at.sessions


def any_session(at: PlanSituation) -> bool:
    return bool(at.plan.sessions)


def room_for_action(at: PlanSituation) -> bool:
    return len(at.plan.actions) < MOST_ACTIONS


def any_action(at: PlanSituation) -> bool:
    return bool(at.plan.actions)


CONDITIONS: dict[type[c.PlanCommand], Condition] = {
    c.HidePlan: part_shown,
    c.AskNeeds: nothing_asked,
    c.AskScore: goal_to_score,
    c.CloseQuestion: is_asked,
    c.CancelQuestion: any_question,
    c.EnterAnswers: is_asked,
    c.PracticeAnswer: is_asked,
    c.ChooseNeeds: no_needs_asked,
    c.AddGoal: goal_to_add,
    c.WriteGoal: any_draft,
    c.ChooseText: any_rival,
    c.AgreeGoal: any_draft,
    c.RewordGoal: any_goal_open,
    c.DropDraft: any_draft,
    c.CloseGoal: any_goal_open,
    c.ReopenGoal: goal_to_reopen,
    c.SettleScore: score_to_settle,
    c.NoteGoal: any_goal_agreed,
    c.AddSession: room_for_session,
    c.ChangeSession: any_session,
    c.RemoveSession: any_session,
    c.AddAction: room_for_action,
    c.ChangeAction: any_action,
    c.MarkAction: any_action,
    c.RemoveAction: any_action,
}


def possible(at: PlanSituation, workshop: Workshop, role: Role) -> list[str]:
    """The commands to the plan that ``role`` may give at this workshop now, and that could change
    something."""
    if not may_change(workshop):
        return []
    return [
        name_of(kind)
        for kind, (who, _) in PLAN_TABLE.items()
        if role in who
        and (kind not in CONDITIONS or CONDITIONS[kind](at))
        and (kind is not c.PracticeAnswer or practising(workshop))
    ]
