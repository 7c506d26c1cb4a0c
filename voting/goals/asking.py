"""What the room is asked in private: opened, filled by hand, closed, taken back."""

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.facts import places
from voting.goals.meeting import sitting_of, with_sitting
from voting.goals.plan import Plan, Question, Sitting
from voting.refusals.goals import (
    CountsUnfit,
    GoalClosed,
    GoalNotAgreed,
    NoSuchQuestion,
    QuestionClosed,
    QuestionOpen,
)

MOST_BY_HAND = 500


def ask_needs(plan: Plan, command: c.AskNeeds, entry: PlanEntry) -> Plan:
    return _asked(plan, entry, part="needs", kind="needs", goal="")


def ask_score(plan: Plan, command: c.AskScore, entry: PlanEntry) -> Plan:
    goal = plan.goal(command.goal)
    if not goal.versions:
        raise GoalNotAgreed()
    if goal.state != "open":
        raise GoalClosed()
    return _asked(plan, entry, part="scores", kind="score", goal=goal.id)


def _asked(plan: Plan, entry: PlanEntry, part: str, kind: str, goal: str) -> Plan:
    held = sitting_of(plan, entry)
    before = held.question
    if before and before.is_open:
        raise QuestionOpen()
    again = before is not None and (before.kind, before.goal) == (kind, goal)
    number = before.round + 1 if before and again else 1
    question = Question(plan.asked + 1, kind, entry.at, goal=goal, round=number)
    asked = replace(plan, asked=plan.asked + 1)
    return with_sitting(asked, replace(held, part=part, goal=goal, question=question))


def close_question(plan: Plan, command: c.CloseQuestion, entry: PlanEntry) -> Plan:
    held, question = the_question(plan, command.question, entry)
    if not question.is_open:
        return plan
    return with_sitting(plan, replace(held, question=replace(question, closed_at=entry.at)))


def cancel_question(plan: Plan, command: c.CancelQuestion, entry: PlanEntry) -> Plan:
    held, _ = the_question(plan, command.question, entry)
    return with_sitting(plan, replace(held, question=None))


def enter_answers(plan: Plan, command: c.EnterAnswers, entry: PlanEntry) -> Plan:
    held, question = the_question(plan, command.question, entry)
    if not question.is_open:
        raise QuestionClosed()
    wanted = places(question, len(entry.facts.domains))
    numbers = (*command.counts, command.cant_say)
    if len(command.counts) != wanted or not all(0 <= n <= MOST_BY_HAND for n in numbers):
        raise CountsUnfit(n=wanted, most=MOST_BY_HAND)
    counts = command.counts if any(command.counts) else ()
    entered = replace(question, by_hand=counts, cant_say=command.cant_say)
    return with_sitting(plan, replace(held, question=entered))


def the_question(plan: Plan, id: int, entry: PlanEntry) -> tuple[Sitting, Question]:
    """The meeting's question, if it has this id; raises NoSuchQuestion."""
    held = plan.sitting(entry.workshop)
    if held is None or held.question is None or held.question.id != id:
        raise NoSuchQuestion(why="settled" if 0 < id <= plan.asked else "never")
    return held, held.question
