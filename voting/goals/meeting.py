"""Where a workshop is in its plan, and what of it is on the screens."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.checking import one_of
from voting.goals.ended import end_of
from voting.goals.entries import PlanEntry
from voting.goals.plan import PARTS, Plan, Sitting
from voting.refusals.goals import QuestionOpen

One = TypeVar("One")


def show_plan(plan: Plan, command: c.ShowPlan, entry: PlanEntry) -> Plan:
    one_of(command.part, PARTS, "part")
    if command.goal:
        plan.goal(command.goal)
    held = sitting_of(plan, entry)
    goal, question = command.goal, held.question
    if question and question.is_open:
        goal = goal or question.goal
        if (command.part, goal) != (held.part, question.goal):
            raise QuestionOpen()
    return with_sitting(plan, shown(held, command.part, goal))


def hide_plan(plan: Plan, command: c.HidePlan, entry: PlanEntry) -> Plan:
    held = plan.sitting(entry.workshop)
    if held is None or not held.part:
        return plan
    if held.question and held.question.is_open:
        raise QuestionOpen()
    return with_sitting(plan, replace(held, part="", goal=""))


def shown(sitting: Sitting, part: str, goal: str = "") -> Sitting:
    """With a part on the screens, which is then the last that was."""
    seen = (*(one for one in sitting.seen if one != part), part)
    return replace(sitting, part=part, goal=goal, seen=seen)


def end_sitting(plan: Plan, command: c.EndSitting, entry: PlanEntry) -> Plan:
    """A question that is not settled is cancelled; what kind of meeting it was, and what was on its
    screens, stays, and how the plan is now."""
    held = plan.sitting(entry.workshop)
    if held is None:
        return plan
    end, finished = held.end, command.finished
    if finished and (end is None or end.finished != finished):
        end = end_of(plan, finished)
    return with_sitting(plan, replace(held, part="", goal="", question=None, end=end))


def sitting_of(plan: Plan, entry: PlanEntry) -> Sitting:
    """That of the workshop whose trainer gives the command, new if there is none yet."""
    kind, day = entry.facts.kind, entry.facts.day
    held = plan.sitting(entry.workshop)
    if held is None:
        return Sitting(entry.workshop, kind, day)
    return replace(held, kind=kind, day=day) if kind else held


def with_sitting(plan: Plan, sitting: Sitting) -> Plan:
    """``plan`` with this sitting in the place of the one of its workshop; the same object if it is
    as it was."""
    if sitting == plan.sitting(sitting.workshop):
        return plan
    return replace(plan, sittings=in_place(plan.sittings, sitting, lambda one: one.workshop))


def in_place(held: tuple[One, ...], new: One, what: Callable[[One], Hashable]) -> tuple[One, ...]:
    """With ``new`` in the place of the one that is about the same ``what``, else at the end."""
    if any(what(one) == what(new) for one in held):
        return tuple(new if what(one) == what(new) else one for one in held)
    return (*held, new)
