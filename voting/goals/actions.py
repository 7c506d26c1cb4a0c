"""Actions: who does what by when."""

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.checking import a_day, day_ahead, known_domains, one_of, said
from voting.goals.entries import PlanEntry
from voting.goals.plan import ACTION_STATES, Action, Plan
from voting.refusals.goals import TooManyOfPlan
from voting.refusals.together import all_of

TEXT_LIMIT = 300
OWNER_LIMIT = 200
MOST_ACTIONS = 200


def add_action(plan: Plan, command: c.AddAction, entry: PlanEntry) -> Plan:
    if len(plan.actions) >= MOST_ACTIONS:
        raise TooManyOfPlan(why="actions", n=MOST_ACTIONS)
    action = Action(f"a{plan.made + 1}", "", workshop=entry.workshop, made_on=entry.facts.today)
    made = _checked(plan, action, command, entry)
    return replace(plan, made=plan.made + 1, actions=(*plan.actions, made))


def change_action(plan: Plan, command: c.ChangeAction, entry: PlanEntry) -> Plan:
    """A day that has passed may stay as it was."""
    held = plan.action(command.action)
    made = _checked(plan, held, command, entry)
    return _undated(_with(plan, made), held, made.due)


def mark_action(plan: Plan, command: c.MarkAction, entry: PlanEntry) -> Plan:
    held = plan.action(command.action)
    one_of(command.state, ACTION_STATES, "state")
    if command.state == held.state:
        return plan
    closed = "" if command.state == "open" else entry.facts.today
    return _with(plan, replace(held, state=command.state, closed_on=closed))


def remove_action(plan: Plan, command: c.RemoveAction, entry: PlanEntry) -> Plan:
    held = plan.action(command.action)
    left = tuple(one for one in plan.actions if one.id != held.id)
    return _undated(replace(plan, actions=left), held, "")


def open_actions(plan: Plan) -> list[Action]:
    """Those still open, the soonest first; those without a day last."""
    held = [one for one in plan.actions if one.state == "open"]
    return sorted(held, key=lambda one: (not one.due, one.due))


def overdue(plan: Plan, today: str) -> list[Action]:
    return [one for one in open_actions(plan) if one.overdue(today)]


def _checked(
    plan: Plan, held: Action, asked: c.AddAction | c.ChangeAction, entry: PlanEntry
) -> Action:
    """The action as asked for; raises all that is wrong with it."""
    text, owner, due, *_ = all_of(
        lambda: said(asked.text, "text", "action", TEXT_LIMIT, required=True),
        lambda: said(asked.owner, "owner", "action-owner", OWNER_LIMIT),
        lambda: _due(asked.due, held, entry),
        lambda: asked.goal and plan.goal(asked.goal),
        lambda: asked.session and plan.session(asked.session),
        lambda: asked.domain and known_domains([asked.domain], entry),
    )
    return replace(
        held,
        text=text,
        owner=owner,
        due=due,
        goal=asked.goal,
        domain=asked.domain,
        session=asked.session,
    )


def _due(given: str, held: Action, entry: PlanEntry) -> str:
    """A day that has passed may stay as it was."""
    due = a_day(given, "due") if given.strip() else ""
    return due if due in ("", held.due) else day_ahead(due, "due", entry.facts.today)


def _undated(plan: Plan, held: Action, due: str) -> Plan:
    """The plan once the action ``held`` is due on another day, or on none ("")."""
    others = {id: day for id, day in plan.undated.items() if id != held.id}
    day = "" if due else held.due or plan.undated.get(held.id, "")
    undated = others | ({held.id: day} if day else {})
    return plan if undated == plan.undated else replace(plan, undated=undated)


def _with(plan: Plan, action: Action) -> Plan:
    if action == plan.action(action.id):
        return plan
    changed = tuple(action if one.id == action.id else one for one in plan.actions)
    return replace(plan, actions=changed)
