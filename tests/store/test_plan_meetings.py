"""Several meetings of one area work on one plan: each scores alone, and shows what it agreed."""

import json
from datetime import timedelta
from functools import partial

import pytest

from tests.builders import FIRST_TRAINER
from tests.store.areas import StoredArea, a_service
from tests.store.plans import Meeting, folds
from tests.store.rooms import everything, race
from tests.store.test_plan_ends import finish
from voting.core import commands as c
from voting.goals import commands as p
from voting.goals.plan import Wording
from voting.refusals.goals import GoalScoredElsewhere
from voting.reports.goals.told import plan_told
from voting.store import keys
from voting.store.archive import dump
from voting.views.plan_made import plan_for_lead
from voting.views.plan_shown import plan_on_screens
from voting.words import load

DAY = "2026-03-05"


@pytest.fixture
def area(store):
    return StoredArea(store)


@pytest.fixture
def first(area):
    return Meeting(area.service, area.workshop().id, people=5)


@pytest.fixture
def second(area, first):
    return Meeting(area.service, area.workshop("workshop-2", DAY).id, people=5)


def on_screens(meeting: Meeting, **said):
    return plan_on_screens(meeting.service.situation(meeting.workshop), **said)


# --- one goal, two rooms --------------------------------------------------------------------------


def test_one_goal_is_scored_in_one_room_at_a_time(store, first, second):
    goal = first.agrees()
    for _ in range(5):
        asked = race(partial(first.does, p.AskScore(goal)), partial(second.does, p.AskScore(goal)))
        (refused,) = [one for one in asked if isinstance(one, GoalScoredElsewhere)]
        here, other = (second, first) if asked[0] is refused else (first, second)
        kind = {first: "Workshop I", second: "Workshop II"}[here]
        assert f"another meeting: {kind}, 5 March 2026" in load().refusal(refused)
        question = here.plan.sitting(here.id).question.id
        told = [(one.goal, one.kind) for one in other.looked().elsewhere]
        assert told == [(goal, "workshop-1" if here is first else "workshop-2")]
        assert here.looked().elsewhere == ()
        for command in (p.AskScore(goal), p.CloseGoal(goal, "reached")):
            with pytest.raises(GoalScoredElsewhere):  # also until it is settled
                other.does(command)
        here.does(p.CloseQuestion(question))
        with pytest.raises(GoalScoredElsewhere):
            other.does(p.AskScore(goal))
        here.does(p.CancelQuestion(question))
        assert other.looked().elsewhere == ()
    first.settles(goal, 1, 2, 3)
    second.settles(goal, 4, 5, 6)
    assert [one.score for one in first.goal(goal).scores] == [2, 5]
    assert folds(store, first.owner)


def test_two_rooms_choose_their_needs_at_once(first, second):
    questions = [one.asks() for one in (first, second)]
    for one, question in zip((first, second), questions, strict=True):
        one.chooses("person-0", question, "trust")
        one.does(p.CloseQuestion(question))
        assert one.tally().counts == (1, 0, 0)


# --- fewer than five ------------------------------------------------------------------------------


@pytest.mark.parametrize(("phones", "hands"), [(4, 0), (0, 4), (4, 3), (5, 3)])
def test_what_fewer_than_five_gave_is_shown_and_kept_nowhere(redis, store, first, phones, hands):
    """Phones are judged alone, and what was entered by hand is in no log once it is settled."""
    goal = first.agrees()
    question = first.asks(goal)
    for person in first.people[:phones]:
        first.scores(person, question, 7)
    counts = [0] * 11
    counts[2] = hands
    if hands:
        first.does(p.EnterAnswers(question, tuple(counts), 1))
    counts[7] = phones
    first.does(p.CloseQuestion(question))
    at = first.service.situation(first.workshop)
    is_kept = phones >= 5
    views = [first.looked(), on_screens(first), on_screens(first, for_room=True)]
    views.append(plan_for_lead(at))
    for view in views:
        assert view.question.counts == (tuple(counts) if is_kept else None)
        assert view.question.median == (2 if hands > phones else 7)
    first.does(p.SettleScore(goal, question, "consensus", 4))
    score = first.goal(goal).last_score
    assert (score.scorers, score.dots) == (phones + hands, tuple(counts) if is_kept else None)
    log = b"".join(fields[b"entry"] for _, fields in redis.xrange(keys.plan_log(first.owner)))
    backup = json.dumps(dump(redis), separators=(",", ":"))
    by_hand = json.dumps([0, 0, hands, *[0] * 8], separators=(",", ":"))
    both = json.dumps(counts, separators=(",", ":"))
    for kept in (log.decode(), backup, everything(redis)):
        assert not hands or by_hand not in kept
        assert (both in kept) == is_kept
    told = plan_told_of(first)
    assert told["goals"][0]["scores"][0]["dots"] == (counts if is_kept else None)
    assert folds(store, first.owner)


def plan_told_of(meeting: Meeting):
    at = meeting.service.situation(meeting.workshop)
    return plan_told(at.plan, {}, load())


# --- what a finished meeting shows ----------------------------------------------------------------


def test_a_finished_workshop_shows_what_was_agreed_by_its_end(store, area, first, second):
    goal = first.agrees("Fewer waits")
    first.settles(goal, 1, 2, 3)
    first.does(p.AddSession("workshop"))
    first.does(p.AddAction("Send the list", goal=goal))
    done = first.does(p.AddAction("Book the hall")).actions[-1].id
    first.does(p.MarkAction(done, "done"))
    first.does(p.ShowPlan("closing"))
    finish(first)
    then = on_screens(first)
    assert [(one.text, one.state) for one in then.actions] == [
        ("Send the list", "open"),
        ("Book the hall", "done"),  # that day
    ]
    second.settles(goal, 6, 7, 8)
    second.does(p.RewordGoal(goal))
    wording = Wording("No waits", due=second.due())
    second.does(p.WriteGoal(goal, "text", "No waits", 0))
    second.does(p.AgreeGoal(goal, wording))
    later = second.agrees("Of the later meeting")
    second.does(p.AddAction("Of the later meeting", goal=later))
    second.does(p.AddSession("discussion"))
    second.does(p.MarkAction(then.actions[0].id, "done"))
    second.does(p.CloseGoal(goal, "reached"))
    now = on_screens(first)
    assert (now.goals, now.actions, now.sessions) == (then.goals, then.actions, then.sessions)
    for view in (now, on_screens(first, for_room=True)):
        assert "later meeting" not in repr(view)
        assert "No waits" not in repr(view)
    there = StoredArea(store, "Borchester")
    area.service.merge_areas(area.id, there.id)
    first = Meeting(a_service(store), first.id)
    assert on_screens(first).actions[0].text == "Send the list"
    (shown,) = on_screens(first).goals
    assert (shown.wording.text, shown.scores[-1].score) == ("Fewer waits", 2)
    first.service.act(first.id, FIRST_TRAINER, c.ReopenWorkshop())
    first.does(p.AddAction("Once more"))
    first.service.act(first.id, FIRST_TRAINER, c.Finish())
    assert "Once more" in [one.text for one in on_screens(first).actions]


def test_a_workshop_that_was_finished_before_ends_were_noted_shows_what_it_agreed(first, second):
    goal = first.agrees("Fewer waits")
    first.settles(goal, 1, 2, 3)
    first.does(p.AddAction("Send the list"))
    first.service._end_in(first.owner, first.id)  # as the server did then
    finish_without_end(first)
    second.settles(goal, 6, 7, 8)
    second.does(p.AddAction("Of the later meeting"))
    shown = on_screens(first)
    assert [one.text for one in shown.actions] == ["Send the list"]
    assert [one.score for one in shown.goals[0].scores] == [2]


def finish_without_end(meeting: Meeting) -> None:
    end = meeting.service.end_sitting
    meeting.service.end_sitting = lambda workshop: None
    finish(meeting)
    meeting.service.end_sitting = end


# --- what is known of others' meetings ------------------------------------------------------------


def test_two_meetings_of_a_day_have_a_note_each(first, second):
    goal = first.agrees()
    first.does(p.NoteGoal(goal, "Staff change", ""))
    second.does(p.NoteGoal(goal, "The list is old", ""))
    for one, own in ((first, "Staff change"), (second, "The list is old")):
        notes = one.looked().goals[0].notes
        assert [note.workshop for note in notes] == [first.id, second.id]
        assert len({note.day for note in notes}) == 1
        assert [note.hinders for note in notes if note.here] == [own]


def test_a_score_says_how_many_were_at_least_at_the_meeting_before(redis, first, second):
    goal = first.agrees()
    first.settles(goal, 1, 2, 3)
    own = first.goal(goal).last_score
    assert (own.returned, own.present) == (0, 0)
    second.settles(goal, 4, 5, 6)
    score = second.looked().goals[0].scores[-1]
    assert (score.returned, score.present) == (0, 5)  # nobody that is known of: others may be
    for one, known in ((first, ("a", "b", "c")), (second, ("c", "d", "a"))):
        redis.hset(keys.known(one.id), mapping=dict(zip(one.people, known, strict=False)))
    second.settles(goal, 4, 5, 6)
    score = second.looked().goals[0].scores[-1]
    assert (score.returned, score.present) == (2, 5)
    second.service.act(second.id, FIRST_TRAINER, c.RemovePerson("person-0"))
    question = second.asks(goal)
    second.does(p.CloseQuestion(question))
    second.does(p.SettleScore(goal, question, "consensus", 4))
    score = second.looked().goals[0].scores[-1]
    assert (score.returned, score.present) == (1, 4)


def test_a_review_held_before_its_day_is_none_of_those_to_come(area, first):
    planned = (first.service.clock() + timedelta(days=9)).date().isoformat()
    later = (first.service.clock() + timedelta(days=99)).date().isoformat()
    review = Meeting(area.service, area.workshop("review", planned).id, people=5)
    area.workshop("review", later)
    assert first.looked().reviews == (planned, later)
    assert review.looked().reviews == (later,)
