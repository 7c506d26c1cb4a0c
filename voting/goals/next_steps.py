"""What a trainer would do next with a plan, the most likely first: part after part, from the last
decision to the close.

A workshop goes through needs, goals, their first scores, support sessions, actions and the close; a
review through open actions, scores, goals and the close. At any meeting open actions from before
can be gone through first.
"""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from voting.core.agenda import next_domain
from voting.core.conditions import all_decided
from voting.core.state import Phase, Workshop
from voting.goals.asking import waits
from voting.goals.plan import MOST_GOALS, Goal, Question, Sitting
from voting.goals.reach import is_before, may_change
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
SHOW: dict[str, Kind] = {
    "actions": "show_actions",
    "needs": "show_needs",
    "goals": "show_goals",
    "scores": "show_scores",
    "sessions": "show_sessions",
    "closing": "show_closing",
}
REVIEWS = ("review-3", "review-6")
AT_WORKSHOP = ("needs", "goals", "scores", "sessions", "actions", "closing")
AT_REVIEW = ("actions", "scores", "goals", "closing")
AFTER = {"needs": ("goals", "closing"), "sessions": ("closing",)}  # what a review can do besides


class PlanStep(Struct, frozen=True):
    """``kind`` names the wording of its button; ``goal`` and ``question`` are what it is about:
    "show_goals" with one goes back to its draft."""

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


def next_steps(at: PlanSituation, w: Workshop) -> list[PlanStep]:
    """The steps to offer now, each of which can be done; none where the core's come first, as
    between the actions that opened a workshop and its first round."""
    if not may_change(w):
        return []
    sitting = at.sitting
    if sitting is None or not is_before(sitting, w):
        return _to_the_screens(at, w, sitting)
    question = sitting.question
    if question and question.is_open:
        return [PlanStep("close_question", goal=question.goal, question=question.id)]
    held = question if question and waits(at.plan, question) else None
    onwards = _onwards(at, w, sitting.part)
    match sitting.part:
        case "needs":
            return _needs(at, held, onwards)
        case "goals":
            return _goals(at, onwards)
        case "scores":
            return _scores(at, held, onwards)
    return onwards


def leads(at: PlanSituation, w: Workshop) -> bool:
    """Is the first of the steps likelier than what the core would do next? Once all is decided, or
    while the plan is on the screens; and before the first round while open actions of earlier
    meetings have not been gone through."""
    if not next_steps(at, w):
        return False
    if is_before(at.sitting, w):
        return True
    if w.phase not in (Phase.LOBBY, Phase.RULED) or (w.phase is Phase.LOBBY and w.domain):
        return False
    if all_decided(w):
        return _is_review(at, w) or next_domain(w) is None
    seen = at.sitting.seen if at.sitting else ()
    return not w.rounds and "actions" not in seen and from_before(at)


def from_before(at: PlanSituation) -> bool:
    """Are there open actions of earlier meetings?"""
    return any(one.state == "open" and one.workshop != at.workshop for one in at.plan.actions)


def _needs(at: PlanSituation, held: Question | None, onwards: list[PlanStep]) -> list[PlanStep]:
    if held and held.kind == "needs":
        return [PlanStep("choose_needs", question=held.id), PlanStep("ask_needs"), *onwards]
    ask = [PlanStep("ask_needs")] if held is None else []
    return [*onwards, *ask] if at.plan.needs_of(at.workshop) else [*ask, *onwards]


def _goals(at: PlanSituation, onwards: list[PlanStep]) -> list[PlanStep]:
    goals = [goal for goal in at.plan.goals if goal.counts]
    drafts = [PlanStep("agree_goal", goal=one.id) for one in goals if one.draft is not None]
    more = [PlanStep("add_goal")] if len(goals) < MOST_GOALS else []
    if any(goal.versions for goal in goals):
        return [*drafts[:1], *onwards, *more]
    return [*drafts[:1], *more, *onwards]


def _scores(at: PlanSituation, held: Question | None, onwards: list[PlanStep]) -> list[PlanStep]:
    if held and held.kind == "score":
        settle = PlanStep("settle_score", goal=held.goal, question=held.id)
        return [settle, PlanStep("ask_score", goal=held.goal), *onwards]
    free = [one for one in unscored(at) if one.id not in at.elsewhere]
    ask = [] if held else [PlanStep("ask_score", goal=one.id) for one in free[:1]]
    return [*ask, *onwards]


def _to_the_screens(at: PlanSituation, w: Workshop, sitting: Sitting | None) -> list[PlanStep]:
    """Nothing of the plan is before the room: where it left off, or where it begins."""
    if sitting is None or not sitting.seen:
        return _begin(at, w)
    if sitting.part and not _is_opening(at, w, sitting.part):  # a domain has taken it off
        back = [_show(sitting.part)]
        return [*_onwards(at, w, sitting.part), *back] if _is_scored(at, sitting) else back
    onwards, last = _onwards(at, w, sitting.seen[-1]), sitting.seen[-1]
    return onwards if _is_opening(at, w, last) else [*onwards, _show(last)]


def _is_scored(at: PlanSituation, sitting: Sitting) -> bool:
    """Were the scores before the room, and is none of them still to be given or settled?"""
    asked = sitting.question
    waiting = asked is not None and (asked.is_open or waits(at.plan, asked))
    return sitting.part == "scores" and not waiting and not unscored(at)


def _begin(at: PlanSituation, w: Workshop) -> list[PlanStep]:
    review = _is_review(at, w)
    if review and not at.plan.actions:
        return [_show("scores" if unscored(at) else "goals")]
    if review or (from_before(at) and not all_decided(w)):
        return [_show("actions")]
    first = [_show("needs")]
    return [_show("actions"), *first] if from_before(at) else first


def _onwards(at: PlanSituation, w: Workshop, part: str) -> list[PlanStep]:
    """What comes after a part: the next that there is something to do in."""
    if part == "closing":
        return [*_drafts_left(at), PlanStep("finish")] if all_decided(w) else []
    if _is_opening(at, w, part):
        return [_show("needs")] if all_decided(w) else []
    agenda = AT_REVIEW if _is_review(at, w) else AT_WORKSHOP
    after = agenda[agenda.index(part) + 1 :] if part in agenda else AFTER[part]
    seen: Sequence[str] = at.sitting.seen if at.sitting else ()
    has_some = {"scores": bool(unscored(at)), "sessions": _has_sessions(at, w)}
    if agenda is AT_REVIEW:
        if part == "goals" and has_some["scores"]:  # the first of a new goal
            return [_show("scores")]
        has_some["goals"] = "goals" not in seen
    then = next(one for one in after if has_some.get(one, True))
    is_past = part in agenda and "goals" in agenda[: agenda.index(part)]
    return [*(_drafts_left(at) if is_past else ()), _show(then)]


def _drafts_left(at: PlanSituation) -> list[PlanStep]:
    """Back to a goal that was left before it was agreed: the first of them."""
    drafts = [goal for goal in at.plan.goals if goal.counts and goal.draft is not None]
    return [PlanStep("show_goals", goal=one.id) for one in drafts[:1]]


def _has_sessions(at: PlanSituation, w: Workshop) -> bool:
    """Has the catalogue anything on what the instrument asks about?"""
    areas = {topic.key for topic in at.catalogue.areas}
    return bool(at.plan.sessions) or any(cell.key in areas for cell in w.framework.domains)


def _is_opening(at: PlanSituation, w: Workshop, part: str) -> bool:
    """Are these the actions that a workshop began with?"""
    seen: Sequence[str] = at.sitting.seen if at.sitting else ()
    return part == "actions" and not _is_review(at, w) and not {"needs", "goals"} & set(seen)


def _is_review(at: PlanSituation, w: Workshop) -> bool:
    return is_review(at.sitting.kind if at.sitting else w.details.kind)


def _show(part: str) -> PlanStep:
    return PlanStep(SHOW[part])
