"""What a trainer would do next with a plan on the screens, the most likely first."""

from typing import Literal

from msgspec import Struct

from voting.goals.plan import MOST_GOALS, Goal
from voting.goals.situation import PlanSituation

Kind = Literal[
    "show_actions",
    "show_needs",
    "ask_needs",
    "close_question",
    "choose_needs",
    "show_goals",
    "add_goal",
    "agree_goal",
    "show_scores",
    "ask_score",
    "settle_score",
    "show_sessions",
    "show_closing",
    "finish",
]
REVIEWS = ("review-3", "review-6")


class PlanStep(Struct, frozen=True):
    """``kind`` names the wording of its button; ``goal`` and ``question`` are what it is about."""

    kind: Kind
    goal: str = ""
    question: int = 0


def is_review(kind: str) -> bool:
    """Does a meeting of this kind of event begin with what was agreed before?"""
    return kind in REVIEWS or kind == "review"


def unscored(at: PlanSituation) -> list[Goal]:
    """The agreed goals that have no settled score of this meeting yet, in their order."""
    return [
        goal
        for goal in at.plan.goals
        if goal.state == "open"
        and goal.version
        and not any(
            s.workshop == at.workshop and s.version == goal.version.number for s in goal.scores
        )
    ]


def next_steps(at: PlanSituation) -> list[PlanStep]:
    """Leads from part to part: at a workshop needs, goals, scores, sessions, the close; at a review
    open actions first, then scores, and new goals if the room likes."""
    plan, sitting = at.plan, at.sitting
    part = sitting.part if sitting else ""
    question = sitting.question if sitting else None
    review = sitting is not None and is_review(sitting.kind)
    if question and question.is_open:
        return [PlanStep("close_question", goal=question.goal, question=question.id)]
    drafts = [goal for goal in plan.goals if goal.draft is not None and goal.counts]
    left = unscored(at)
    room_for_more = sum(goal.counts for goal in plan.goals) < MOST_GOALS
    match part:
        case "actions":
            return [PlanStep("show_scores" if left else "show_goals")]
        case "needs":
            named = plan.needs_of(at.workshop) is not None
            if question:
                return [PlanStep("choose_needs", question=question.id), PlanStep("ask_needs")]
            if named:
                return [PlanStep("show_goals"), PlanStep("ask_needs")]
            return [PlanStep("ask_needs"), PlanStep("show_goals")]
        case "goals":
            steps = [PlanStep("agree_goal", goal=drafts[0].id)] if drafts else []
            after = PlanStep("show_scores") if left else PlanStep("show_sessions")
            more = [PlanStep("add_goal")] if room_for_more else []
            agreed = any(goal.versions and goal.counts for goal in plan.goals)
            return [*steps, *([after, *more] if agreed else [*more, after])]
        case "scores":
            if question:
                asked = question.goal
                settle = PlanStep("settle_score", goal=asked, question=question.id)
                return [settle, PlanStep("ask_score", goal=asked)]
            if left:
                return [PlanStep("ask_score", goal=left[0].id), PlanStep("show_sessions")]
            return [PlanStep("show_sessions")]
        case "sessions":
            return [PlanStep("show_closing")]
        case "closing":
            return [PlanStep("finish")]
    if review:
        return [PlanStep("show_actions")]
    return [PlanStep("show_needs")]
