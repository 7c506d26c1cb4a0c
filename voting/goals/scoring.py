"""Scores of goals: settled from what the room gave in private, and what the talk came to."""

from collections.abc import Sequence

from msgspec.structs import replace

from voting.goals import commands as c
from voting.goals.asking import the_question
from voting.goals.checking import one_of, said
from voting.goals.entries import PlanEntry
from voting.goals.meeting import in_place, with_sitting
from voting.goals.plan import TOP, Goal, Note, Plan, Score
from voting.refusals.goals import (
    GoalClosed,
    GoalNotAgreed,
    NoScores,
    NoSuchQuestion,
    NotTheMiddle,
    QuestionOpen,
    ScoreOutside,
)
from voting.refusals.together import all_of

METHODS = ("median", "consensus")
NOTE_LIMIT = 500
RELIABLE = 3  # points: NHS England's published code counts change of so many per goal


def median(counts: Sequence[int]) -> int | None:
    """The middle score, the lower of two; None without any. ``counts[s]`` gave the score s."""
    n, seen = sum(counts), 0
    for score, count in enumerate(counts):
        seen += count
        if n and seen * 2 >= n:
            return score
    return None


def checked_score(score: object) -> int:
    """A whole number from 0 to TOP; raises ScoreOutside."""
    if isinstance(score, bool) or not isinstance(score, int) or not 0 <= score <= TOP:
        raise ScoreOutside(n=TOP)
    return score


def settle_score(plan: Plan, command: c.SettleScore, entry: PlanEntry) -> Plan:
    """What is kept of the answers is as in ``Score``; settled again at the same meeting, the newer
    takes the place of the older."""
    held, question = the_question(plan, command.question, entry)
    if question.is_open:
        raise QuestionOpen()
    if question.kind != "score" or question.goal != command.goal:
        raise NoSuchQuestion(why="settled")
    goal = plan.goal(command.goal)
    if goal.state != "open":
        raise GoalClosed()
    score, answered = checked_score(command.score), entry.facts.answered
    one_of(command.method, METHODS, "method")
    middle = entry.facts.median
    if command.method == "median":
        if middle is None:
            raise NoScores()
        if score != middle:
            raise NotTheMiddle(n=middle)
    people = answered.people if answered else 0
    settled = Score(
        workshop=entry.workshop,
        kind=held.kind,
        day=held.day,
        version=question.version,
        score=score,
        method=command.method,
        scorers=people,
        cant_say=answered.cant_say if answered else 0,
        by_hand=answered.by_hand if answered else 0,
        rounds=question.round,
        dots=answered.counts if answered and answered.may_be_kept else None,
        returned=entry.facts.returned,
        present=entry.facts.present,
    )
    scores = in_place(goal.scores, settled, lambda one: (one.workshop, one.version))
    after = with_goal(plan, replace(goal, scores=scores))
    return with_sitting(after, replace(held, question=None))


def note_goal(plan: Plan, command: c.NoteGoal, entry: PlanEntry) -> Plan:
    """One note for each meeting; that of people at no meeting is by its day."""
    goal = plan.goal(command.goal)
    if not goal.versions:
        raise GoalNotAgreed()
    day = entry.facts.day or entry.facts.today
    hinders, helps = all_of(
        lambda: said(command.hinders, "hinders", "hinders", NOTE_LIMIT, paragraphs=True),
        lambda: said(command.helps, "helps", "helps", NOTE_LIMIT, paragraphs=True),
    )
    note = Note(entry.workshop, day, hinders, helps)
    notes = in_place(goal.notes, note, lambda one: one.workshop or one.day)
    kept = tuple(one for one in notes if one.hinders or one.helps)
    return plan if kept == goal.notes else with_goal(plan, replace(goal, notes=kept))


def change_since(goal: Goal) -> int | None:
    """How far the score has moved since the first of the version in force; None with fewer than two
    scores of it."""
    version = goal.version
    scores = [s.score for s in goal.scores if version and s.version == version.number]
    return scores[-1] - scores[0] if len(scores) > 1 else None


def with_goal(plan: Plan, goal: Goal) -> Plan:
    return replace(plan, goals=tuple(goal if one.id == goal.id else one for one in plan.goals))
