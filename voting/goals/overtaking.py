"""Who was first: what people changed in a plan since a form was made, and whether that concerns it.

A form is overtaken only by a change of what it is about: two leads who change two actions, or one
who does so while the trainers settle scores, are in nobody's way.
"""

from collections.abc import Sequence

from voting.core.commands import Retired
from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.table import is_step

_KINDS = ("goal", "action", "session")
_AMONG_SESSIONS = (c.AddSession, c.RemoveSession)  # how many there are matters to each other


def changes_since(log: Sequence[PlanEntry], step: int) -> list[PlanEntry]:
    """What counted as a step after ``step``, oldest first; see ``machine``."""
    counted = [one for one in log if is_step(one.command)]
    first = log[0].command if log else None
    before = first.plan.step if isinstance(first, c.StartPlan) else 0  # steps it no longer has
    return counted[max(0, step - before) :]


def overtaking(command: c.AnyPlanCommand, since: Sequence[PlanEntry]) -> list[PlanEntry]:
    """Those of the changes ``since`` that are about what ``command`` is about, or that this release
    does not know."""
    about = _about(command)
    return [one for one in since if isinstance(one.command, Retired) or about & _about(one.command)]


def _about(command: c.AnyPlanCommand) -> set[tuple[str, str]]:
    found = {(kind, id) for kind in _KINDS if (id := getattr(command, kind, ""))}
    if isinstance(command, c.ChangeAction):  # not about the goal that it is for
        found = {("action", command.action)}
    return found | ({("session", "")} if isinstance(command, _AMONG_SESSIONS) else set())
