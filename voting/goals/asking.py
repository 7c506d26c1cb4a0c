"""What the room is asked in private: opened, filled by hand, closed, taken back."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.facts import places
from voting.goals.meeting import shown, sitting_of, with_sitting
from voting.goals.plan import Plan, Question, Sitting
from voting.refusals.goals import (
    CountsUnfit,
    GoalClosed,
    GoalNotAgreed,
    GoalScoredElsewhere,
    NoSuchQuestion,
    NotSettled,
    QuestionClosed,
    QuestionOpen,
)

MOST_BY_HAND = 500
A_MEETING = timedelta(hours=12)  # at most
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def ask_needs(plan: Plan, command: c.AskNeeds, entry: PlanEntry) -> Plan:
    return _asked(plan, entry, part="needs", kind="needs")


def ask_score(plan: Plan, command: c.AskScore, entry: PlanEntry) -> Plan:
    goal = plan.goal(command.goal)
    version = goal.version
    if version is None:
        raise GoalNotAgreed()
    if goal.state != "open":
        raise GoalClosed()
    _check_alone(plan, goal.id, entry)
    return _asked(plan, entry, "scores", "score", goal.id, version.number)


def _asked(
    plan: Plan, entry: PlanEntry, part: str, kind: str, goal: str = "", version: int = 0
) -> Plan:
    """Asked again about the same, the answers before it are no more; those about something else
    have to be settled first."""
    held = sitting_of(plan, entry)
    before = held.question
    if before and before.is_open:
        raise QuestionOpen()
    again = before and (before.kind, before.goal, before.version) == (kind, goal, version)
    if before and not again and waits(plan, before):
        raise NotSettled()
    number = before.round + 1 if before and again else 1
    id = _new_id(plan, entry.at)
    question = Question(id, kind, entry.at, goal, version, number)
    asked = replace(plan, asked=id)
    return with_sitting(asked, replace(shown(held, part, goal), question=question))


def _new_id(plan: Plan, at: datetime) -> int:
    """The moment in microseconds since 1970: a phone may hold an answer to a question of another
    plan that the workshop worked on before, or of one that a failover has lost. JavaScript counts
    so far."""
    return max(plan.asked + 1, (at - _EPOCH) // timedelta(microseconds=1))


def close_question(plan: Plan, command: c.CloseQuestion, entry: PlanEntry) -> Plan:
    held, question = the_question(plan, command.question, entry)
    if not question.is_open:
        return plan
    closed = replace(question, closed_at=entry.at, present=entry.facts.present)
    return with_sitting(plan, replace(held, question=closed))


def cancel_question(plan: Plan, command: c.CancelQuestion, entry: PlanEntry) -> Plan:
    held, _ = the_question(plan, command.question, entry)
    return with_sitting(plan, replace(held, question=None))


def enter_answers(plan: Plan, command: c.EnterAnswers, entry: PlanEntry) -> Plan:
    held, question = the_question(plan, command.question, entry)
    if not question.is_open:
        raise QuestionClosed()
    if entry.facts.deleted:  # only ever read from a log
        return replace(plan)
    wanted = places(question, len(entry.facts.domains))
    numbers = (*command.counts, command.cant_say)
    if len(command.counts) != wanted or not all(0 <= n <= MOST_BY_HAND for n in numbers):
        raise CountsUnfit(n=wanted, most=MOST_BY_HAND)
    counts = command.counts if any(command.counts) else ()
    entered = replace(question, by_hand=counts, cant_say=command.cant_say)
    return with_sitting(plan, replace(held, question=entered))


def practice_answer(plan: Plan, command: c.PracticeAnswer, entry: PlanEntry) -> Plan:
    """Only checks that there is something to answer; what they say is sent as by phones."""
    _, question = the_question(plan, command.question, entry)
    if not question.is_open:
        raise QuestionClosed()
    return plan


def waits(plan: Plan, question: Question) -> bool:
    """Is it closed, and is there still something to settle?"""
    if question.is_open:
        return False
    if question.kind == "needs":
        return True
    return any(goal.id == question.goal and goal.state == "open" for goal in plan.goals)


def check_not_asked(plan: Plan, goal: str, entry: PlanEntry) -> None:
    """Raise QuestionOpen or NotSettled while a score of the goal is asked for here, or waits to be
    settled, or GoalScoredElsewhere."""
    held = plan.sitting(entry.workshop)
    if held and held.question and held.question.goal == goal:
        raise QuestionOpen() if held.question.is_open else NotSettled()
    _check_alone(plan, goal, entry)


def scored_elsewhere(plan: Plan, workshop: str, at: datetime) -> dict[str, Sitting]:
    """The other meetings that are scoring a goal, or have still to settle it, by the goal's id.
    What was left behind at a meeting that is over holds nobody up."""
    return {
        question.goal: held
        for held in plan.sittings
        if (question := held.question) and question.goal and held.workshop != workshop
        if at - question.opened_at < A_MEETING
    }


def _check_alone(plan: Plan, goal: str, entry: PlanEntry) -> None:
    """Raise GoalScoredElsewhere while another meeting scores the goal, or has still to settle
    it."""
    if held := scored_elsewhere(plan, entry.workshop, entry.at).get(goal):
        raise GoalScoredElsewhere(held=held.kind, on=held.day)


def the_question(plan: Plan, id: int, entry: PlanEntry) -> tuple[Sitting, Question]:
    """The meeting's question, if it has this id; raises NoSuchQuestion."""
    held = plan.sitting(entry.workshop)
    if held is None or held.question is None or held.question.id != id:
        raise NoSuchQuestion(why="settled" if 0 < id <= plan.asked else "never")
    return held, held.question
