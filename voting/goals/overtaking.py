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
_OF_FORMS = (c.NoteGoal, c.ChangeAction, c.AddSession, c.ChangeSession, c.EnterAnswers)


def changes_since(log: Sequence[PlanEntry], step: int) -> list[PlanEntry]:
    """What counted as a step after ``step``, oldest first; see ``machine``."""
    counted = [one for one in log if is_step(one.command)]
    first = log[0].command if log else None
    before = first.plan.step if isinstance(first, c.StartPlan) else 0  # steps it no longer has
    return counted[max(0, step - before) :]


def overtaking(
    command: c.AnyPlanCommand, since: Sequence[PlanEntry], workshop: str = ""
) -> list[PlanEntry]:
    """Those of the changes ``since`` that are about what ``command`` is about, or that this release
    does not know. ``workshop`` is the one whose trainer gives the command, "" for a lead."""
    about = _about(command, workshop)
    return [
        one
        for one in since
        if isinstance(one.command, Retired) or about & _about(one.command, one.workshop)
    ]


def is_of_a_form(command: c.AnyPlanCommand) -> bool:
    """Does it replace what a form was filled in from? What trainers did since to something else is
    in nobody's way; any other command of theirs rests on all that was on the screen."""
    return isinstance(command, _OF_FORMS)


def _about(command: c.AnyPlanCommand, workshop: str) -> set[tuple[str, str]]:
    match command:
        case c.ChangeAction():  # not about the goal that it is for
            return {("action", command.action)}
        case c.NoteGoal():  # one of each meeting, whatever the goal comes to
            return {("note", f"{command.goal} {workshop}")}
        case c.EnterAnswers():
            return {("by hand", str(command.question))}
    found = {(kind, id) for kind in _KINDS if (id := getattr(command, kind, ""))}
    return found | ({("session", "")} if isinstance(command, _AMONG_SESSIONS) else set())
