"""What was entered by hand for a question, which the log keeps no longer than the question.

Added up with phones it may be kept, but alone it could be few people's.
"""

from collections.abc import Collection

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.plan import Sitting


def without_counts(entry: PlanEntry, questions: Collection[int]) -> PlanEntry | None:
    """The entry of a log without the counts that were entered for one of these questions, which are
    no more; None if it has none. The log leads to the same plan without them."""
    match entry.command:
        case c.EnterAnswers(question=question) if question in questions:
            facts = replace(entry.facts, deleted=True)
            return replace(entry, command=c.EnterAnswers(question, ()), facts=facts)
        case c.BringPlan(id=id, parts=parts):
            held = _without(parts.sittings, questions)
            command = c.BringPlan(id, replace(parts, sittings=held))
            return None if held == parts.sittings else replace(entry, command=command)
        case c.StartPlan(plan=plan):
            held = _without(plan.sittings, questions)
            begun = c.StartPlan(replace(plan, sittings=held))
            return None if held == plan.sittings else replace(entry, command=begun)
    return None


def _without(sittings: tuple[Sitting, ...], questions: Collection[int]) -> tuple[Sitting, ...]:
    return tuple(
        replace(one, question=replace(one.question, by_hand=(), cant_say=0))
        if one.question and one.question.id in questions
        else one
        for one in sittings
    )
