"""What the areas of a programme have agreed beyond ratings: counts, what is overdue, and goals with
their scores.

Texts that people typed may name an area: of one that may not be known there are none, and no days
either. Owners and speakers are left out of what evaluators see.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct

from voting.goals.actions import open_actions, overdue
from voting.goals.plan import Goal, Plan
from voting.goals.scoring import change_since
from voting.programme.situation import AreaSituation
from voting.views.heat import Named


class Agreed(Struct, frozen=True):
    """How much an area has agreed: ``goals`` are open or taking shape, ``reached`` were reached;
    ``dated`` of its ``sessions`` have a meeting; ``actions`` are open, ``overdue`` of them."""

    area: Named
    goals: int
    reached: int
    sessions: int
    dated: int
    actions: int
    overdue: int


class LateAction(Struct, frozen=True):
    """An open action whose day is over, by so many ``days``. ``owner`` "": nobody, or it may not be
    told, as the ``text`` may not."""

    area: Named
    text: str
    owner: str
    due: str
    days: int


class GoalScored(Struct, frozen=True):
    """An agreed goal with the first and the last score of its wording in force, None for none;
    ``change`` is between them, None with fewer than two; ``scorers`` gave the last one. ``text``
    and ``due`` are "" where the area may not be known."""

    area: Named
    number: int
    state: str
    text: str
    due: str
    first: int | None
    last: int | None
    change: int | None
    scorers: int


class PlansView(Struct, frozen=True):
    agreed: tuple[Agreed, ...] = ()
    late: tuple[LateAction, ...] = ()
    goals: tuple[GoalScored, ...] = ()


def plans_view(
    areas: Sequence[tuple[Named, AreaSituation]], plans: Mapping[str, Plan], *, evaluating: bool
) -> PlansView:
    """Of areas with anything in their plans, in their order; what is overdue by the day. Evaluators
    get the goals alone."""
    held = [
        (named, each, plans[each.area.id])
        for named, each in areas
        if each.area.id in plans and not plans[each.area.id].is_empty
    ]
    goals = tuple(goal for named, _, plan in held for goal in _goals(named, plan))
    if evaluating:
        return PlansView(goals=goals)
    agreed = tuple(_agreed(named, each, plan) for named, each, plan in held)
    late = [one for named, each, plan in held for one in _late(named, each, plan)]
    return PlansView(agreed, tuple(sorted(late, key=lambda one: -one.days)), goals)


def _agreed(named: Named, at: AreaSituation, plan: Plan) -> Agreed:
    dated = {event.id for event in at.area.events if event.day and event.counts}
    return Agreed(
        area=named,
        goals=sum(goal.counts for goal in plan.goals),
        reached=sum(goal.state == "reached" for goal in plan.goals),
        sessions=len(plan.sessions),
        dated=sum(one.event in dated for one in plan.sessions),
        actions=len(open_actions(plan)),
        overdue=len(overdue(plan, at.today.isoformat())),
    )


def _late(named: Named, at: AreaSituation, plan: Plan) -> Iterable[LateAction]:
    is_known = bool(named.id)
    for one in overdue(plan, at.today.isoformat()):
        days = (at.today - date.fromisoformat(one.due)).days
        text, owner = (one.text, one.owner) if is_known else ("", "")
        yield LateAction(named, text, owner, one.due if is_known else "", days)


def _goals(named: Named, plan: Plan) -> Iterable[GoalScored]:
    for number, goal in enumerate(plan.goals, 1):
        if goal.versions:
            yield _scored(named, number, goal)


def _scored(named: Named, number: int, goal: Goal) -> GoalScored:
    version = goal.versions[-1].number
    scores = [one for one in goal.scores if one.version == version]
    is_known = bool(named.id)
    return GoalScored(
        area=named,
        number=number,
        state=goal.state,
        text=goal.wording.text if is_known else "",
        due=goal.wording.due if is_known else "",
        first=scores[0].score if scores else None,
        last=scores[-1].score if scores else None,
        change=change_since(goal),
        scorers=scores[-1].scorers if scores else 0,
    )
