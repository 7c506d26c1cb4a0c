"""What is typed into a draft, pause after pause: the log keeps the last of it.

Until something else happens to the plan, what a person types on in a field takes the place of what
they typed there before, and stands for so many changes (``PlanEntry.times``), so that the log leads
to the same plan.
"""

from collections.abc import Sequence

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.plan import Plan

MOST_TYPED = 60  # entries, before they are logged for good


def is_typing(entry: PlanEntry) -> bool:
    return isinstance(entry.command, c.WriteGoal)


def typed_on(typed: Sequence[PlanEntry], before: Plan, entry: PlanEntry) -> tuple[PlanEntry, ...]:
    """What was ``typed`` since the last line of the log, and now this, judged on ``before``. Texts
    of two who write in one field at once stay apart."""
    command = entry.command
    assert isinstance(command, c.WriteGoal)
    place = _place(typed, command)
    merged = _merged(typed[place], before, entry, command) if place is not None else None
    if place is None or merged is None:
        return (*typed, entry)
    return (*typed[:place], merged, *typed[place + 1 :])


def _place(typed: Sequence[PlanEntry], command: c.WriteGoal) -> int | None:
    """Where the field was last typed in."""
    for place in reversed(range(len(typed))):
        held = typed[place].command
        if isinstance(held, c.WriteGoal) and (held.goal, held.field) == (
            command.goal,
            command.field,
        ):
            return place
    return None


def _merged(
    held: PlanEntry, before: Plan, entry: PlanEntry, command: c.WriteGoal
) -> PlanEntry | None:
    """One entry for both; None where they are not of one writer, or one of them stood and the other
    was kept beside what stood."""
    line, by = held.command, entry.by
    assert isinstance(line, c.WriteGoal)
    if (held.by.role, held.by.id, held.workshop) != (by.role, by.id, entry.workshop):
        return None
    goal = before.goal(command.goal)
    stands = command.edit == goal.edits.get(command.field, 0)
    is_rival = any((one.field, one.by) == (command.field, by.id) for one in goal.rivals)
    if stands and (is_rival or line.edit + held.times != command.edit):
        return None
    if not stands and not (is_rival and by.id):
        return None
    said = replace(command, edit=line.edit)
    return replace(entry, command=said, times=held.times + 1)
