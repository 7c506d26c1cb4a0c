"""What people wrote into a plan and may name somebody, kept no longer.

What an area agreed stays: goals with their measure, days and scores, needs, which sessions were
held. The log begins anew with that (``StartPlan``), so no line of it has what went.
"""

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.plan import Goal, Plan, Wording


def start_plan(plan: Plan, command: c.StartPlan, entry: PlanEntry) -> Plan:
    return command.plan


def forgotten(plan: Plan) -> Plan | None:
    """The plan without owners, first steps, drafts, notes, actions, and what the area leads of
    sessions, speakers with it; None if nothing was done since that was forgotten."""
    if plan.revision in (0, plan.forgot):
        return None
    return replace(
        plan,
        goals=tuple(_bare(one) for one in plan.goals if one.versions),
        sessions=tuple(replace(one, led=()) for one in plan.sessions),
        actions=(),
        sittings=tuple(replace(one, part="", goal="", question=None) for one in plan.sittings),
        last_change=None,
        recent=(),
        forgot=plan.revision + 1,
    )


def _bare(goal: Goal) -> Goal:
    versions = tuple(replace(one, wording=_plain(one.wording)) for one in goal.versions)
    return replace(goal, versions=versions, draft=None, edits={}, rivals=(), notes=())


def _plain(said: Wording) -> Wording:
    return replace(said, achievable="", owner="", first_step="")
