"""The plan on the room view and on phones: no more of it than is shown there now, and of a workshop
that is over as it was then.

Nothing here says who answered, what somebody suggested or what two trainers wrote at once; counts
are those of a closed question, and of settled scores only the score.
"""

from msgspec.structs import replace

from voting.goals.ended import as_at_end
from voting.goals.reach import is_before
from voting.goals.situation import PlanSituation
from voting.views import plan as v
from voting.views.plan_made import shared_plan
from voting.views.situation import Situation

FINISHED = "closing"  # what stays once a workshop is finished
_WITH_GOALS = ("goals", "scores", "closing")


def plan_on_screens(at: Situation, *, for_room: bool = False) -> v.PlanView | None:
    """None where nothing of it is on the screens; ``for_room`` with the notes under goals,
    where they are read out."""
    held = at.plan
    if held is None or not (is_before(held.sitting, at.workshop) or at.workshop.is_finished()):
        return None
    if held.ended:
        ended = as_at_end(held.plan, held.workshop, held.ended)
        held = replace(held, plan=ended, today=held.ended)
    if held.plan.is_empty and not held.sitting:
        return None
    view = shared_plan(at, held, v.PlanView)
    part = view.part if view.on_screen else FINISHED
    actions = part in ("actions", "closing")
    return replace(
        view,
        needs=view.needs if part in ("needs", "goals") else None,
        goals=tuple(
            _goal(one, part, for_room)
            for one in view.goals
            if part == "goals" or (part in _WITH_GOALS and one.wording)
            if part != "closing" or one.closed_on in ("", held.today)
        ),
        sessions=_sessions(view, part, held.today),
        actions=tuple(one for one in view.actions if _is_told(one, held)) if actions else (),
        question=_question(view, for_room),
        reviews=view.reviews if part == "closing" else (),
    )


def _question(view: v.PlanView, for_room: bool) -> v.QuestionView | None:
    """Phones are not told how many have answered: what others do makes nothing come to them."""
    question = view.question if view.on_screen else None
    if question is None or for_room or not question.open:
        return question
    return replace(question, answered=0, of=0)


def _goal(goal: v.GoalView, part: str, notes: bool) -> v.GoalView:
    """Of a closed one how it ended; the wordings that scores were given to, where these are shown;
    the draft while it takes shape."""
    scores = tuple(replace(one, dots=None) for one in goal.scores)
    return replace(
        goal,
        draft=goal.draft if part == "goals" else None,
        versions=goal.versions if part == "scores" else (),
        scores=scores if part == "scores" else scores[-1:],
        notes=goal.notes[-1:] if notes and part == "scores" else (),
    )


def _sessions(view: v.PlanView, part: str, today: str) -> tuple[v.SessionView, ...]:
    if part == "sessions":
        return view.sessions
    if part == "closing":  # when and what about those to come are, not who leads which part
        coming = (one for one in view.sessions if not one.day or one.day >= today)
        return tuple(replace(one, items=(), led=()) for one in coming)
    return ()


def _is_told(action: v.ActionView, held: PlanSituation) -> bool:
    """Those open, and those that were done or dropped today, perhaps before everybody's eyes."""
    if action.state == "open":
        return True
    return held.plan.action(action.id).closed_on == held.today
