"""What an area has agreed beyond ratings, as its own pages show it: beside no workshop."""

from collections.abc import Iterable
from typing import Annotated

from voting.goals.needs import Standing
from voting.goals.plan import Goal
from voting.goals.sessions import recommended
from voting.goals.situation import PlanSituation
from voting.instruments.deciding import Method
from voting.instruments.instrument import Instrument
from voting.instruments.tally import single
from voting.programme.result import Result
from voting.programme.situation import AreaSituation
from voting.views import plan as v
from voting.views.declared import Sent, about
from voting.views.plan_made import action_views, goal_views, needs_view, proposals, session_views


class AreaPlan(Sent, frozen=True):
    """The goals, support sessions and actions of an area."""

    revision: Annotated[int, about("rises with every change of the plan")]
    step: Annotated[int, about("to send with a command to the plan")]
    today: Annotated[str, about("year-month-day, where the programme is")]
    needs: Annotated[v.NeedsView | None, about("what the last meeting named that named any")]
    goals: Annotated[tuple[v.GoalView, ...], about("all goals, oldest first")]
    sessions: Annotated[tuple[v.SessionView, ...], about("support sessions chosen")]
    actions: Annotated[
        tuple[v.ActionView, ...], about("all actions, those open and soonest due first")
    ]
    overdue: Annotated[tuple[str, ...], about("ids of open actions whose day is over")]
    passed: Annotated[tuple[str, ...], about("ids of agreed goals whose day is over")]
    next_due: Annotated[
        tuple[str, ...],
        about("ids of the actions and goals that are due on the next day with any"),
    ]
    recommended: Annotated[
        tuple[v.ProposalView, ...],
        about("areas of the catalogue for support sessions, with reasons"),
    ]
    most_sessions: Annotated[int, about("how many support sessions the programme allows")]
    rivals: Annotated[tuple[v.RivalView, ...], about("texts to choose from, in drafts")]
    edits: Annotated[tuple[v.EditsView, ...], about("of each draft")]

    @property
    def open_goals(self) -> tuple[v.GoalView, ...]:
        """Those that count: agreed, or taking shape."""
        return tuple(goal for goal in self.goals if goal.state in ("draft", "open"))

    @property
    def open_actions(self) -> tuple[v.ActionView, ...]:
        return tuple(action for action in self.actions if action.state == "open")


def area_plan(at: AreaSituation, held: PlanSituation) -> AreaPlan:
    """``held`` is the plan of the area ``at``."""
    plan, today = held.plan, held.today
    actions = action_views(held)
    goals = [goal for goal in plan.goals if goal.state == "open"]
    drafts = [goal for goal in plan.goals if goal.draft is not None]
    days = {one.id: one.due for one in actions if one.state == "open"} | _days(goals)
    ahead = sorted({day for day in days.values() if day >= today})
    keys = [topic.key for topic in held.catalogue.areas]
    return AreaPlan(
        revision=plan.revision,
        step=plan.step,
        today=today,
        needs=needs_view(plan.needs[-1] if plan.needs else None),
        goals=goal_views(plan),
        sessions=session_views(held),
        actions=actions,
        overdue=tuple(one.id for one in actions if one.overdue),
        passed=tuple(id for id, day in _days(goals).items() if day < today),
        next_due=tuple(id for id, day in days.items() if ahead and day == ahead[0]),
        recommended=proposals(recommended(plan, standings_in(last_decided(at)), keys)),
        most_sessions=held.sessions,
        rivals=tuple(
            v.RivalView(goal.id, rival.id, rival.field, rival.value, by="")
            for goal in drafts
            for rival in goal.rivals
        ),
        edits=tuple(v.EditsView(goal.id, goal.edits) for goal in drafts),
    )


def last_decided(at: AreaSituation) -> Result | None:
    """The last workshop of the series with a decision."""
    decided = [one for one in at.settled() if any(each.decision for each in one.domains)]
    return decided[-1] if decided else None


def standings_in(result: Result | None) -> list[Standing]:
    """How each domain came out, from what is kept of a workshop."""
    return [_standing(result, cell.key) for cell in result.framework.domains] if result else []


def _standing(result: Result, domain: str) -> Standing:
    settled = result.domain(domain)
    decision = settled.decision if settled else None
    if decision is None:
        return Standing(domain)
    column = result.framework.domain(domain).column
    rating, top = single(decision.rating), len(column.places) - 1
    return Standing(
        domain,
        rating,
        rating / top if rating is not None and column.ordered else None,
        decided=True,
        unresolved=decision.method == Method.UNRESOLVED,
        firmness=(decision.votes or 0) / decision.ratings if decision.ratings else 1.0,
    )


def domains_named(at: AreaSituation, usual: Instrument) -> dict[str, str]:
    """What domains are called, by key: as in the workshops of the series, the last one's first, and
    else as in the ``usual`` instrument."""
    decided = [one.framework for one in at.settled() if any(each.decision for each in one.domains)]
    found: dict[str, str] = {}
    for instrument in (*reversed(decided), usual):
        for cell in instrument.domains:
            found.setdefault(cell.key, cell.short)
    return found


def domains_offered(at: AreaSituation, usual: Instrument) -> tuple[str, ...]:
    """Keys of the domains that goals and actions may be for: those of the last workshop that rated
    a framework, else of the ``usual`` one."""
    rated = [one.framework for one in at.settled() if one.framework.is_framework]
    return tuple(cell.key for cell in (rated[-1] if rated else usual).domains)


def _days(goals: Iterable[Goal]) -> dict[str, str]:
    return {goal.id: goal.wording.due for goal in goals}
