"""What every command to a plan goes through: the table, its own function, the bookkeeping.

``apply(plan, entry)`` returns the next plan, or raises a named refusal and changes nothing. The log
folds to the plan: ``fold(owner, entries)``; a plan that nothing was done to is empty. A log that
was begun anew starts with the plan as it was then (``StartPlan``).
"""

from collections.abc import Iterable
from datetime import datetime

from msgspec.structs import replace

from voting.core.actors import Actor, Role
from voting.core.commands import Retired
from voting.goals.commands import WriteGoal, name_of
from voting.goals.entries import PlanEntry
from voting.goals.plan import LastChange, Plan
from voting.goals.table import PEOPLE, PLAN_TABLE, is_step
from voting.refusals.asking import NotAllowed
from voting.refusals.goals import PlanOvertaken

_REMEMBERED = 60


def apply(plan: Plan, entry: PlanEntry) -> Plan:
    """The plan after ``entry``; the same object if the entry was applied before or asks for what is
    already so. Raises NotAllowed, PlanOvertaken, or the refusal of the command's own function."""
    command, by = entry.command, entry.by
    if isinstance(command, Retired):  # only ever read from a log
        return _counted(plan, entry, command.name)
    who, does = PLAN_TABLE[type(command)]
    if by.role not in who:
        raise NotAllowed()
    if entry.id and request_of(entry) in plan.recent:
        return plan
    if is_step(command) and entry.step not in (None, plan.step):
        raise overtaken_by(plan.last_change, by, entry.at)
    after = does(plan, command, entry)
    return plan if after is plan else _counted(after, entry, name_of(type(command)))


def fold(owner: str, entries: Iterable[PlanEntry]) -> Plan:
    """The plan that a whole log leads to."""
    plan = Plan(owner)
    for entry in entries:
        plan = apply(plan, entry)
    return plan


def request_of(entry: PlanEntry) -> str:
    """Ids of requests are unique to their sender only."""
    return f"{entry.by.role}/{entry.workshop}/{entry.by.id}/{entry.id}"


def allowed(role: Role) -> list[str]:
    """The commands that ``role`` may ever give."""
    return [name_of(kind) for kind, (who, _) in PLAN_TABLE.items() if role in who]


def _counted(after: Plan, entry: PlanEntry, command: str) -> Plan:
    """``after`` with the bookkeeping of one more change than it has."""
    counts = is_step(entry.command)
    # Typing would use all of them up, and is known by the count of its field.
    remembers = bool(entry.id) and not isinstance(entry.command, WriteGoal)
    recent = (*after.recent, request_of(entry))[-_REMEMBERED:] if remembers else after.recent
    return replace(
        after,
        revision=after.revision + entry.times,
        step=after.step + counts,
        last_change=LastChange(entry.by, command, entry.at) if counts else after.last_change,
        recent=recent,
    )


def overtaken_by(last: LastChange | None, by: Actor, at: datetime) -> PlanOvertaken:
    """What the second of two is told of the change that came first."""
    if last is None:
        return PlanOvertaken(why="changed", ago=0)
    ago = max(0, int((at - last.at).total_seconds()))
    is_own = (last.by.role, last.by.id) == (by.role, by.id)
    by_people = last.by.role in PEOPLE  # else another release's doing
    why = "self" if is_own else last.by.role.value if by_people else "changed"
    return PlanOvertaken(why=why, ago=ago)
