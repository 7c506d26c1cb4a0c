"""Goals in words: written together, agreed, worded anew, closed."""

from functools import partial

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.asking import check_not_asked
from voting.goals.checking import day_ahead, is_said, known_domains, one_of, said
from voting.goals.entries import PlanEntry
from voting.goals.meeting import sitting_of, with_sitting
from voting.goals.plan import ENDS, FIELDS, MOST_GOALS, Goal, Plan, Rival, Version, Wording
from voting.refusals.goals import (
    GoalBeingReworded,
    GoalChanged,
    GoalClosed,
    GoalNeedsDate,
    GoalNeedsText,
    GoalNotAgreed,
    NoDraft,
    NoSuchGoal,
    TextsDiffer,
    TooManyGoals,
    TooManyOfPlan,
)
from voting.refusals.together import all_of

TEXT_LIMIT = 200
MORE_LIMIT = 500
MOST_RIVALS = 20
LIMITS = {"text": TEXT_LIMIT, "owner": TEXT_LIMIT}


def add_goal(plan: Plan, command: c.AddGoal, entry: PlanEntry) -> Plan:
    """Written at a meeting, it is the goal in hand there, unless another is being scored."""
    id = f"g{plan.made + 1}"
    if command.replaces:
        plan = _closed(plan, command.replaces, "changed", id, entry)
    _room_for_one(plan)
    checks = (
        partial(_checked, name, _said(getattr(command.wording, name)), entry) for name in FIELDS
    )
    draft = Wording(**dict(zip(FIELDS, all_of(*checks), strict=True)))
    goal = Goal(id, draft=draft, begun_at=entry.workshop)
    after = replace(plan, made=plan.made + 1, goals=(*plan.goals, goal))
    held = sitting_of(after, entry)
    if not entry.workshop or (held.question and held.question.is_open):
        return after
    return with_sitting(after, replace(held, goal=id))


def write_goal(plan: Plan, command: c.WriteGoal, entry: PlanEntry) -> Plan:
    """Where the field is as it was on screen, it is replaced. If somebody else has changed it
    since, their text stands and this one is kept beside it: nothing that was typed is lost. What a
    trainer types on takes the place of what they typed before; whose it is that has the area's
    link is not known, so each of their texts is kept."""
    goal = plan.goal(command.goal)
    draft = _draft_of(goal)
    field = command.field
    one_of(field, FIELDS, "field")
    value = _checked(field, command.value, entry)
    if value == getattr(draft, field) and entry.times == 1:
        return plan
    by, text = entry.by.id, _said(value)
    before = next((r for r in goal.rivals if by and (r.field, r.by) == (field, by)), None)
    if command.edit == goal.edits.get(field, 0):
        others = tuple(r for r in goal.rivals if r is not before)
        held = replace(goal, rivals=others)
        return _with(plan, _written(held, draft, field, value, entry.times))
    if before:
        rivals = tuple(replace(r, value=text) if r is before else r for r in goal.rivals)
        is_same = rivals == goal.rivals and entry.times == 1
        return plan if is_same else _with(plan, replace(goal, rivals=rivals))
    if any((r.field, r.value) == (field, text) for r in goal.rivals):
        return plan
    if len(goal.rivals) >= MOST_RIVALS:
        raise TooManyOfPlan(why="rivals", n=MOST_RIVALS)
    rival = Rival(f"t{plan.made + 1}", field, text, by)
    return _with(replace(plan, made=plan.made + 1), replace(goal, rivals=(*goal.rivals, rival)))


def choose_text(plan: Plan, command: c.ChooseText, entry: PlanEntry) -> Plan:
    goal = plan.goal(command.goal)
    draft = _draft_of(goal)
    rival = next((r for r in goal.rivals if r.id == command.rival), None)
    if rival is None:
        return plan
    without = replace(goal, rivals=tuple(r for r in goal.rivals if r is not rival))
    if not command.use:
        return _with(plan, without)
    value = _checked(rival.field, rival.value, entry)
    return _with(plan, _written(without, draft, rival.field, value))


def agree_goal(plan: Plan, command: c.AgreeGoal, entry: PlanEntry) -> Plan:
    goal = plan.goal(command.goal)
    draft = _draft_of(goal)
    if goal.rivals:
        raise TextsDiffer()
    if command.wording != draft:
        raise GoalChanged()
    if not is_said(draft.text):
        raise GoalNeedsText()
    if not draft.due:
        raise GoalNeedsDate()
    day_ahead(draft.due, "due", entry.facts.today)
    before = goal.version
    is_new = before is None or _key(before.wording) != _key(draft)
    if before and is_new:
        check_not_asked(plan, goal.id, entry)
    number = (before.number if before else 0) + is_new
    version = Version(number, draft, entry.facts.today, entry.workshop)
    if before and not is_new:
        version = replace(before, wording=draft)
    kept = goal.versions if is_new else goal.versions[:-1]
    agreed = replace(goal, state="open", draft=None, edits={}, versions=(*kept, version))
    return _with(plan, agreed)


def reword_goal(plan: Plan, command: c.RewordGoal, entry: PlanEntry) -> Plan:
    goal = plan.goal(command.goal)
    if goal.draft is not None:
        return plan
    if goal.state != "open" or goal.version is None:
        raise GoalClosed()
    return _with(plan, replace(goal, draft=goal.version.wording, edits={}, rivals=()))


def drop_draft(plan: Plan, command: c.DropDraft, entry: PlanEntry) -> Plan:
    goal = plan.goal(command.goal)
    _draft_of(goal)
    if goal.versions:
        return _with(plan, replace(goal, draft=None, edits={}, rivals=()))
    gone = goal.id
    left = replace(plan, goals=tuple(one for one in plan.goals if one.id != gone))
    for one in left.goals:
        if one.replaced_by == gone:  # what it was to replace is a goal again, if there is room
            without = replace(one, replaced_by="")
            if sum(each.counts for each in left.goals) < MOST_GOALS:
                without = replace(without, state="open", closed_on="")
            left = _with(left, without)
    return replace(
        left,
        actions=tuple(replace(a, goal="") if a.goal == gone else a for a in plan.actions),
        sittings=tuple(replace(s, goal="") if s.goal == gone else s for s in plan.sittings),
    )


def close_goal(plan: Plan, command: c.CloseGoal, entry: PlanEntry) -> Plan:
    one_of(command.state, ENDS, "state")
    by = command.replaced_by if command.state == "changed" else ""
    if by and plan.goal(by).id == command.goal:
        raise NoSuchGoal("replaced_by")
    return _closed(plan, command.goal, command.state, by, entry)


def reopen_goal(plan: Plan, command: c.ReopenGoal, entry: PlanEntry) -> Plan:
    goal = plan.goal(command.goal)
    if goal.counts:
        return plan
    _room_for_one(plan)
    return _with(plan, replace(goal, state="open", closed_on="", replaced_by=""))


def _room_for_one(plan: Plan) -> None:
    n = sum(goal.counts for goal in plan.goals)
    if n >= MOST_GOALS:
        raise TooManyGoals(n=n)


def _closed(plan: Plan, id: str, state: str, replaced_by: str, entry: PlanEntry) -> Plan:
    goal = plan.goal(id)
    if goal.state == "draft":
        raise GoalNotAgreed()
    if goal.state != "open":
        raise GoalClosed()
    check_not_asked(plan, id, entry)
    if goal.draft is not None:  # somebody's text, perhaps as they type it
        raise GoalBeingReworded()
    closed = replace(
        goal,
        state=state,
        closed_on=entry.facts.today,
        replaced_by=replaced_by,
    )
    return _with(plan, closed)


def _draft_of(goal: Goal) -> Wording:
    if not goal.counts:
        raise GoalClosed()
    if goal.draft is None:
        raise NoDraft()
    return goal.draft


def _written(
    goal: Goal, draft: Wording, field: str, value: str | tuple[str, ...], times: int = 1
) -> Goal:
    edits = {**goal.edits, field: goal.edits.get(field, 0) + times}
    return replace(goal, draft=replace(draft, **{field: value}), edits=edits)


def _checked(field: str, value: str, entry: PlanEntry) -> str | tuple[str, ...]:
    """A field's value made safe to store; raises what is wrong with it."""
    if field == "domains":
        return known_domains(value.split(","), entry)
    if field == "due":
        return day_ahead(value, "due", entry.facts.today) if value.strip() else ""
    return said(value, field, f"goal-{field}", LIMITS.get(field, MORE_LIMIT))


def _said(value: str | tuple[str, ...]) -> str:
    """A field as it is sent."""
    return ",".join(value) if isinstance(value, tuple) else value


def _key(wording: Wording) -> tuple[str, str]:
    """What makes another version of a goal if it changes: scores of the one are none of the
    other."""
    return wording.text, wording.measure


def _with(plan: Plan, goal: Goal) -> Plan:
    return replace(plan, goals=tuple(goal if one.id == goal.id else one for one in plan.goals))
