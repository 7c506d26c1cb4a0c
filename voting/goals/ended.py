"""A plan as it was when a meeting was over: what it has agreed, whatever later ones made of it.

Of support sessions it is not known when they were chosen, and of an action's words when they were
changed: these are as they are now.
"""

from typing import Protocol, TypeVar

from msgspec.structs import replace

from voting.goals.plan import Action, Goal, Plan


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
    """The plan at the end of a meeting that was over on ``day``, without what takes shape. A goal
    that was not agreed by then has no versions: so the others keep their numbers."""
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
