"""A plan as it was when a meeting was over: what it has agreed, whatever later ones made of it.

When a workshop is finished it is noted what there is (``End``). Where that is not known, as after a
move, things are told by their meeting and day. Words that were put right since are as they are now.
"""

from collections.abc import Mapping
from typing import Protocol, TypeVar

from msgspec.structs import replace

from voting.goals.plan import Action, End, Goal, Plan


def end_of(plan: Plan, finished: str) -> End:
    """How the plan is at this moment."""
    return End(
        finished,
        {one.id: (one.state, len(one.versions), len(one.scores)) for one in plan.goals},
        {one.id: one.state for one in plan.actions},
        tuple(one.id for one in plan.sessions),
    )


def renamed(end: End, new: Mapping[str, str]) -> End:
    """The same in another plan, as far as it has come there under ``new`` ids."""
    return End(
        end.finished,
        {new[id]: then for id, then in end.goals.items() if id in new},
        {new[id]: state for id, state in end.actions.items() if id in new},
        tuple(new[id] for id in end.sessions if id in new),
        moved=True,
    )


def as_at_end(plan: Plan, workshop: str, day: str) -> Plan:
    """The plan at the end of a meeting, which was over on ``day``, without what takes shape. A goal
    that was not agreed by then has no versions: so the others keep their numbers."""
    told, sitting = as_it_was(plan, workshop, day), plan.sitting(workshop)
    end = sitting.end if sitting else None
    if end is None:
        return told
    as_told = {one.id: one for one in told.actions} if end.moved else {}
    actions = {one.id: _noted_action(one, end) for one in plan.actions if one.id in end.actions}
    return replace(
        told,
        goals=tuple(
            _noted_goal(now, then, end) for now, then in zip(plan.goals, told.goals, strict=True)
        ),
        actions=tuple((as_told | actions).values()),
        sessions=tuple(one for one in plan.sessions if end.moved or one.id in end.sessions),
    )


def _noted_goal(now: Goal, told: Goal, end: End) -> Goal:
    """``told`` is what its days tell of it."""
    if now.id not in end.goals:
        return told if end.moved else replace(told, versions=(), scores=())
    state, versions, scores = end.goals[now.id]
    is_same = now.state == state
    return replace(
        told,
        state=state,
        versions=now.versions[:versions],
        scores=now.scores[:scores],
        closed_on=now.closed_on if is_same else "",
        replaced_by=now.replaced_by if is_same else "",
    )


def _noted_action(action: Action, end: End) -> Action:
    state = end.actions[action.id]
    return replace(action, state=state, closed_on="" if state == "open" else action.closed_on)


class Dated(Protocol):
    """Something that a meeting, or a lead ("") on a day, has added."""

    @property
    def workshop(self) -> str: ...
    @property
    def day(self) -> str: ...


One = TypeVar("One", bound=Dated)


class Ended:
    """The end of the meeting of ``workshop``, which was on ``day``, where the area is."""

    def __init__(self, plan: Plan, workshop: str, day: str) -> None:
        meetings = [one.workshop for one in plan.sittings]
        here = meetings.index(workshop) if workshop in meetings else None
        self._day = day
        self._before = set() if here is None else set(meetings[: here + 1])
        self._after = set() if here is None else set(meetings[here + 1 :])

    def knew(self, workshop: str, day: str) -> bool:
        """Was it there by then? Meetings are told by their order: the day of one may be the one
        that it was planned for."""
        return workshop in self._before or (workshop not in self._after and day <= self._day)

    def of(self, all: tuple[One, ...]) -> tuple[One, ...]:
        return tuple(one for one in all if self.knew(one.workshop, one.day))

    def had_closed(self, day: str) -> bool:
        return "" < day <= self._day


def as_it_was(plan: Plan, workshop: str, day: str) -> Plan:
    """The same as far as meetings and days tell it."""
    end = Ended(plan, workshop, day)
    actions = [_action(one, end) for one in plan.actions if end.knew(one.workshop, one.made_on)]
    return replace(
        plan,
        needs=end.of(plan.needs),
        goals=tuple(_goal(one, end) for one in plan.goals),
        actions=tuple(actions),
    )


def _goal(goal: Goal, end: Ended) -> Goal:
    is_closed = end.had_closed(goal.closed_on)
    return replace(
        goal,
        state="open" if goal.closed_on and not is_closed else goal.state,
        draft=None,
        versions=end.of(goal.versions),
        scores=end.of(goal.scores),
        notes=end.of(goal.notes),
        closed_on=goal.closed_on if is_closed else "",
        replaced_by=goal.replaced_by if is_closed else "",
    )


def _action(action: Action, end: Ended) -> Action:
    if action.state == "open" or end.had_closed(action.closed_on):
        return action
    return replace(action, state="open", closed_on="")
