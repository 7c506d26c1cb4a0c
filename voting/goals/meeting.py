"""Where a workshop is in its plan, and what of it is on the screens."""

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.checking import one_of
from voting.goals.entries import PlanEntry
from voting.goals.plan import PARTS, Plan, Sitting
from voting.refusals.goals import QuestionOpen


def show_plan(plan: Plan, command: c.ShowPlan, entry: PlanEntry) -> Plan:
    one_of(command.part, PARTS, "part")
    if command.goal:
        plan.goal(command.goal)
    held = sitting_of(plan, entry)
    if held.question and held.question.is_open and command.part != held.part:
        raise QuestionOpen()
    return with_sitting(plan, replace(held, part=command.part, goal=command.goal))


def hide_plan(plan: Plan, command: c.HidePlan, entry: PlanEntry) -> Plan:
    held = plan.sitting(entry.workshop)
    if held is None or not held.part:
        return plan
    if held.question and held.question.is_open:
        raise QuestionOpen()
    return with_sitting(plan, replace(held, part="", goal=""))


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
    others = tuple(one for one in plan.sittings if one.workshop != sitting.workshop)
    return replace(plan, sittings=(*others, sitting))
