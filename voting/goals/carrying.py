"""What goes from one plan to another: with a workshop that moves, or where two areas become one.

They have two documents, and no step writes both. So parts leave the one into its ``leaving``, are
brought into the other once under the id they left with, and only then are deleted from the first:
whoever looks next takes it up where a process that died has left it. What people sent to a question
that goes along comes with it; meanwhile none is taken.
"""

from collections.abc import Collection

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.ended import renamed
from voting.goals.entries import PlanEntry
from voting.goals.meeting import with_sitting
from voting.goals.plan import Action, Goal, Leaving, Parts, Plan, Sitting


def leave_plan(plan: Plan, command: c.LeavePlan, entry: PlanEntry) -> Plan:
    parts = made_at(plan, command.workshop) if command.workshop else all_of(plan)
    if parts.is_empty:
        return plan
    there = dict(command.events)
    sessions = tuple(replace(one, event=there.get(one.event, "")) for one in parts.sessions)
    id = command.id or f"{plan.owner}-{plan.revision + 1}"
    leaving = Leaving(id, command.to, replace(parts, sessions=sessions))
    return replace(without(plan, parts), leaving=(*plan.leaving, leaving))


def arrived(plan: Plan, id: str) -> Plan | None:
    """The plan without what has left it and arrived; None if that is so already."""
    left = tuple(one for one in plan.leaving if one.id != id)
    return None if left == plan.leaving else replace(plan, leaving=left)


def without_workshop(plan: Plan, workshop: str) -> Plan | None:
    """The plan without what a workshop made; None if it made nothing."""
    parts = made_at(plan, workshop)
    return None if parts.is_empty else without(plan, parts)


def bring_plan(plan: Plan, command: c.BringPlan, entry: PlanEntry) -> Plan:
    """Everything comes, under new ids and after what is here, also more than could be added: what
    was agreed is no one's to drop but the area's. Of a meeting that both know, what is here
    stays; what it asks comes if nothing is asked here."""
    if command.id in plan.brought:
        return plan
    parts = command.parts
    new = {old: f"{old[0]}{plan.made + n}" for n, old in enumerate(_ids(parts), 1)}
    named = {one.workshop for one in plan.needs}
    needs = [*plan.needs, *(one for one in parts.needs if one.workshop not in named)]
    after = plan
    for one in parts.sittings:
        after = with_sitting(after, _both(plan.sitting(one.workshop), _moved(one, new)))
    asked = (one.question.id for one in after.sittings if one.question)
    return replace(
        after,
        made=plan.made + len(new),
        asked=max(plan.asked, *asked, 0),
        needs=tuple(sorted(needs, key=lambda one: one.day)),
        goals=(*plan.goals, *(_renamed(one, new) for one in parts.goals)),
        sessions=(*plan.sessions, *(replace(one, id=new[one.id]) for one in parts.sessions)),
        actions=(*plan.actions, *(_for(replace(a, id=new[a.id]), new) for a in parts.actions)),
        brought=(*plan.brought, command.id),
    )


def all_of(plan: Plan) -> Parts:
    return Parts(plan.needs, plan.goals, plan.sessions, plan.actions, plan.sittings)


def made_at(plan: Plan, workshop: str) -> Parts:
    """What one workshop made: the needs it named, the actions it agreed, and the goals that it
    began and that no other meeting, nor a lead, has agreed or scored since, or asks about. Support
    sessions are the area's."""
    sitting = plan.sitting(workshop)
    others = [one.question for one in plan.sittings if one.workshop != workshop and one.question]
    asked = {question.goal for question in others}
    goals = tuple(one for one in plan.goals if _meetings(one) == {workshop} and one.id not in asked)
    gone = {one.id: one.id for one in goals}
    return Parts(
        needs=tuple(one for one in plan.needs if one.workshop == workshop),
        goals=tuple(replace(one, replaced_by=gone.get(one.replaced_by, "")) for one in goals),
        actions=tuple(_for(one, gone) for one in plan.actions if one.workshop == workshop),
        sittings=(_of_goals(sitting, gone),) if sitting else (),
    )


def goes_along(plan: Plan, workshop: str) -> bool:
    """Would what a workshop asks go along with it? A score of a goal that stays can't."""
    sitting = plan.sitting(workshop)
    return sitting is None or sitting in made_at(plan, workshop).sittings


def without(plan: Plan, parts: Parts) -> Plan:
    """The plan without these, and with nothing that names them."""
    gone = set(_ids(parts))
    sat = {one.workshop for one in parts.sittings}
    named = {one.workshop for one in parts.needs}
    named_still = [*(one.id for one in plan.goals), *(one.id for one in plan.sessions)]
    left = {id: id for id in named_still if id not in gone}
    return replace(
        plan,
        needs=tuple(one for one in plan.needs if one.workshop not in named),
        goals=tuple(
            replace(one, replaced_by=left.get(one.replaced_by, ""))
            for one in plan.goals
            if one.id not in gone
        ),
        sessions=tuple(one for one in plan.sessions if one.id not in gone),
        actions=tuple(_for(one, left) for one in plan.actions if one.id not in gone),
        sittings=tuple(
            replace(one, goal=left.get(one.goal, ""))
            for one in plan.sittings
            if one.workshop not in sat
        ),
    )


def _ids(parts: Parts) -> list[str]:
    """Of everything in it that has one: the first letter tells what it is."""
    rivals = [rival.id for goal in parts.goals for rival in goal.rivals]
    goals, sessions = [one.id for one in parts.goals], [one.id for one in parts.sessions]
    return [*goals, *rivals, *sessions, *(one.id for one in parts.actions)]


def _meetings(goal: Goal) -> set[str]:
    """The workshops that had a part in a goal, "" for people with the area's link."""
    held = [one.workshop for one in goal.versions] + [one.workshop for one in goal.scores]
    return {goal.begun_at, *held}


def _of_goals(sitting: Sitting, going: Collection[str]) -> Sitting:
    """Without what is about a goal that is not among those ``going``."""
    question = sitting.question
    if question and question.goal and question.goal not in going:
        question = None
    return replace(sitting, question=question)


def _moved(sitting: Sitting, new: dict[str, str]) -> Sitting:
    question = sitting.question
    if question and question.goal:
        question = replace(question, goal=new[question.goal])
    end = renamed(sitting.end, new) if sitting.end else None
    return replace(sitting, goal=new.get(sitting.goal, ""), question=question, end=end)


def _both(here: Sitting | None, came: Sitting) -> Sitting:
    """One sitting of a meeting that two plans know."""
    if here is None:
        return came
    if here.question or not came.question:
        return here
    before = tuple(one for one in here.seen if one not in came.seen)
    return replace(came, seen=(*before, *came.seen))


def _renamed(goal: Goal, new: dict[str, str]) -> Goal:
    rivals = tuple(replace(one, id=new[one.id]) for one in goal.rivals)
    replaced_by = new.get(goal.replaced_by, "")
    return replace(goal, id=new[goal.id], replaced_by=replaced_by, rivals=rivals)


def _for(action: Action, new: dict[str, str]) -> Action:
    """The action for what these are called now."""
    return replace(action, goal=new.get(action.goal, ""), session=new.get(action.session, ""))
