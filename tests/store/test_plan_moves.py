"""Nothing acknowledged is lost while a plan moves or comes to its end, on the real store."""

import json
from datetime import timedelta
from functools import partial
from itertools import count

import pytest

from tests.builders import FIRST_TRAINER, attendee, details
from tests.store.areas import LEAD, StoredArea, a_service
from tests.store.plans import Meeting, folds
from tests.store.rooms import at, everything
from tests.store.test_plan_ends import finish, plan_keys, sweeps
from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.goals import commands as p
from voting.moments import now
from voting.programme.commands import CreateArea
from voting.refusals.goals import NoSuchQuestion, NotSettled, QuestionOpen
from voting.store import keys
from voting.store.archive import dump, load


@pytest.fixture
def area(store):
    """Its clock goes on with every look at it."""
    looks, began = count(), now()
    return StoredArea(store, clock=lambda: began + timedelta(milliseconds=next(looks)))


@pytest.fixture
def meeting(area):
    return Meeting(area.service, area.workshop().id, people=5)


def of_no_area(store, name: str = "workshop-one", people: int = 5) -> Meeting:
    service = a_service(store)
    return Meeting(
        service, service.create(name, "three-by-five", details(), FIRST_TRAINER).id, people
    )


def texts(plan) -> list[str]:
    return [goal.wording.text for goal in plan.goals]


# --- what people sent goes along ------------------------------------------------------------------


@pytest.mark.parametrize("closed", [False, True])
def test_answers_come_along_when_the_sweep_takes_a_workshop_into_an_area(redis, store, closed):
    meeting = of_no_area(store)
    goal = meeting.agrees()
    question = meeting.asks(goal)
    for person, score in zip(meeting.people, (0, 2, 3, 4, 9), strict=True):
        meeting.scores(person, question, score)
    if closed:
        meeting.does(p.CloseQuestion(question))
    sweeps(a_service(store, at(0.01)))
    assert meeting.owner != meeting.id
    assert plan_keys(redis, meeting.id) == []
    if not closed:
        meeting.scores("person-4", question, 10, sequence=2)  # the same question, on the same phone
        meeting.does(p.CloseQuestion(question))
    asked = meeting.plan.sitting(meeting.id).question
    assert (asked.id, meeting.goal(asked.goal).wording.text) == (question, "A goal")
    assert meeting.tally().people == 5
    (goal,) = meeting.plan.goals
    meeting.does(p.SettleScore(goal.id, question, "median", 3))
    assert meeting.goal(goal.id).last_score.scorers == 5
    assert not redis.exists(keys.plan_answers(meeting.owner))
    assert folds(store, meeting.owner)


def test_suggestions_come_along_too(redis, store):
    meeting = of_no_area(store)
    meeting.does(p.ShowPlan("goals"))
    assert meeting.suggests("person-0", "A list") == 2
    sweeps(a_service(store, at(0.01)))
    assert meeting.owner != meeting.id
    assert [one.text for one in meeting.looked().suggestions] == ["A list"]
    assert meeting.suggests("person-0", "A map", "suggestion-2") == 1  # it is on the screens still
    finish(meeting)
    assert not redis.exists(keys.suggestions(meeting.owner))


@pytest.mark.parametrize("step", range(1, 4))
def test_answers_are_there_however_far_a_move_came(store, step):
    """Left, brought, and forgotten where they were: a process dies before each."""
    meeting = of_no_area(store)
    question = meeting.asks()
    meeting.chooses("person-0", question, "trust")
    saved, left = store.save_plan, step

    def dies(*arguments, **options):
        nonlocal left
        left -= 1
        if not left:
            raise SystemExit
        return saved(*arguments, **options)

    home = meeting.service.make_area("form", CreateArea("Ambridge"), CLOCK).id
    store.save_plan = dies
    with pytest.raises(SystemExit):
        meeting.service.place(meeting.workshop, home, CLOCK)
    store.save_plan = saved
    sweeps(a_service(store, at(0.01)))
    assert meeting.owner == home
    assert meeting.chooses("person-1", question, "trust").domains == ("trust",)
    meeting.does(p.CloseQuestion(question))
    assert meeting.tally().counts == (2, 0, 0)
    assert store.plan_answers(meeting.id, question) == {}


def test_two_areas_become_one_while_people_answer(store, area, meeting):
    """What can come along does; else it waits, and nothing is done."""
    other = StoredArea(store, "Borchester")
    goal = meeting.agrees()
    second = Meeting(area.service, area.workshop("workshop-2", "2026-06-05").id, people=2)
    question = second.asks(goal)
    second.scores("person-0", question, 7)
    with pytest.raises(QuestionOpen):
        area.service.merge_areas(area.id, other.id)
    second.does(p.CloseQuestion(question))
    with pytest.raises(NotSettled):
        area.service.merge_areas(area.id, other.id)
    assert (meeting.owner, second.owner) == (area.id, area.id)
    second.does(p.CancelQuestion(question))
    question = meeting.asks()
    meeting.chooses("person-0", question, "trust")
    area.service.merge_areas(area.id, other.id)
    assert meeting.owner == other.id
    meeting.does(p.CloseQuestion(question))
    assert meeting.tally().counts == (1, 0, 0)


def test_nobody_moves_a_workshop_whose_scores_of_anothers_goal_wait(store, area, meeting):
    goal = meeting.agrees()
    second = Meeting(area.service, area.workshop("workshop-2", "2026-06-05").id, people=2)
    question = second.asks(goal)
    second.does(p.CloseQuestion(question))
    there = StoredArea(store, "Borchester")
    with pytest.raises(NotSettled):
        area.service.place(second.workshop, there.id, LEAD)
    assert second.plan.sitting(second.id).question.id == question


def test_a_command_on_its_own_plan_while_it_comes_home_is_kept(redis, store):
    """Between the last look at the workshop's own plan and its end."""
    meeting = of_no_area(store)
    meeting.agrees("Before")
    home = meeting.service.make_area("form", CreateArea("Ambridge"), CLOCK).id
    erase, came = store.erase_plan_at, []

    def held(owner, revision):
        if not came:
            came.append(owner)
            service = a_service(store)  # another process, which has not seen where it is yet
            service.plan_owner = lambda workshop: meeting.id
            Meeting(service, meeting.id).agrees("Meanwhile")
        return erase(owner, revision)

    store.erase_plan_at = held
    meeting.service.place(meeting.workshop, home, CLOCK)
    store.erase_plan_at = erase
    assert came == [meeting.id]
    assert texts(store.plan(home)) == ["Before", "Meanwhile"]
    assert plan_keys(redis, meeting.id) == []


def test_what_left_after_a_failover_arrives_too(redis, store, area, meeting):
    """The store has lost that something left, and counts its revisions once more."""
    there = StoredArea(store, "Borchester")
    meeting.does(p.ShowPlan("goals"))
    held = {key: redis.dump(key) for key in plan_keys(redis, area.id)}
    meeting.agrees("One")
    area.service.carry_plan(area.id, there.id)
    for key in plan_keys(redis, area.id):
        redis.delete(key)
    for key, data in held.items():
        redis.restore(key, 0, data)
    meeting.agrees("Another")
    area.service.carry_plan(area.id, there.id)
    assert texts(store.plan(there.id)) == ["One", "Another"]
    assert store.plan(area.id).leaving == ()


# --- suggestions go with the meeting --------------------------------------------------------------


def hidden(meeting: Meeting) -> None:
    meeting.does(p.ShowPlan("goals"))
    meeting.suggests("person-0", "A list of Zebulon's")
    meeting.does(p.HidePlan())


def finished(meeting: Meeting) -> None:
    finish(meeting)


def erased(meeting: Meeting) -> None:
    meeting.service.delete(meeting.workshop, "Ambridge")


def due(meeting: Meeting) -> None:
    assert a_service(meeting.store, at(900)).erase_if_due(meeting.id, 30)


def kept_short(meeting: Meeting) -> None:
    assert a_service(meeting.store, at(900)).erase_if_due(meeting.id, 30, False)


def unreadable(meeting: Meeting) -> None:
    meeting.store._redis.hset(keys.plan(meeting.owner), "document", b"{}")
    due(meeting)


def forgotten(meeting: Meeting) -> None:
    meeting.service.forget_in_plan(meeting.owner)


def forgotten_twice(meeting: Meeting) -> None:
    """Nothing was done to the plan since, and the suggestions are left by a process that died."""
    left = meeting.store._redis.dump(keys.suggestions(meeting.owner))
    meeting.service.forget_in_plan(meeting.owner)
    meeting.store._redis.restore(keys.suggestions(meeting.owner), 0, left)
    meeting.service.forget_in_plan(meeting.owner)


def tidied(meeting: Meeting) -> None:
    """A process died before it had taken them back."""
    left = meeting.store._redis.dump(keys.suggestions(meeting.owner))
    finish(meeting)
    meeting.store._redis.restore(keys.suggestions(meeting.owner), 0, left, replace=True)
    sweeps(meeting.service)


def looked_at(meeting: Meeting) -> None:
    left = meeting.store._redis.dump(keys.suggestions(meeting.owner))
    finish(meeting)
    meeting.store._redis.restore(keys.suggestions(meeting.owner), 0, left, replace=True)
    meeting.looked()


ENDS = (
    finished,
    erased,
    due,
    kept_short,
    unreadable,
    forgotten,
    forgotten_twice,
    tidied,
    looked_at,
)


@pytest.mark.parametrize("ends", ENDS)
def test_suggestions_go_with_the_meeting_also_after_the_plan_was_taken_off(
    redis, area, meeting, ends
):
    hidden(meeting)
    assert redis.exists(keys.suggestions(area.id))
    ends(meeting)
    assert not redis.exists(keys.suggestions(area.id))
    assert "Zebulon" not in everything(redis)


def test_those_of_a_meeting_that_goes_on_stay(redis, area, meeting):
    hidden(meeting)
    second = Meeting(area.service, area.workshop("workshop-2", "2026-06-05").id, people=1)
    second.does(p.ShowPlan("goals"))
    second.suggests("person-0", "A map")
    sweeps(area.service)
    assert len(redis.hkeys(keys.suggestions(area.id))) == 2
    finish(meeting)
    assert [one.text for one in second.looked().suggestions] == ["A map"]


# --- what is closed stays as it was counted -------------------------------------------------------


def test_who_is_merged_parted_or_removed_later_changes_no_count(store, meeting):
    goal = meeting.agrees()
    question = meeting.asks(goal)
    act = partial(meeting.service.act, meeting.id, FIRST_TRAINER)
    act(c.MergePeople("person-4", "person-3"))
    for person, score in zip(meeting.people[:3], (1, 2, 3), strict=True):
        meeting.scores(person, question, score)
    for device, score in (("person-3", 4), ("person-4", 9)):
        meeting.scores(device, question, score)  # two devices of one person: the newer counts
    meeting.does(p.CloseQuestion(question))
    shown = meeting.looked().question
    assert (shown.answered, shown.of) == (4, 4)
    told = meeting.tally()
    assert told.counts[:5] == (0, 1, 1, 1, 0)
    act(c.ReadmitPerson("person-4"))
    act(c.MergePeople("person-1", "person-0"))
    act(c.RemovePerson("person-2", with_ballot=True))
    meeting.service.act(meeting.id, attendee("person-9"), c.Join("Late", "primary"))
    assert meeting.tally() == told
    assert meeting.looked().question == shown
    settled = meeting.does(p.SettleScore(goal, question, "consensus", 2)).goals[0].last_score
    assert settled.scorers == 4


def test_who_was_removed_with_their_answers_before_the_close_is_not_counted(meeting):
    question = meeting.asks()
    for person in meeting.people:
        meeting.chooses(person, question, "trust")
    remove = c.RemovePerson("person-2", with_ballot=True)
    meeting.service.act(meeting.id, FIRST_TRAINER, remove)
    meeting.does(p.CloseQuestion(question))
    meeting.service.act(meeting.id, FIRST_TRAINER, c.ReadmitPerson("person-2"))
    assert meeting.tally().counts == (4, 0, 0)


# --- typing ---------------------------------------------------------------------------------------


def test_the_log_does_not_grow_with_every_pause_in_typing(redis, store, meeting):
    goal = meeting.does(p.AddGoal()).goals[0].id
    text = "Every school knows its link worker, and whom to ring. " * 8
    size = len(everything_logged(redis, meeting.owner))
    for n in range(1, 200):
        meeting.does(p.WriteGoal(goal, "measure", text[: 2 * n], n - 1))
        if n % 7 == 0:
            meeting.does(p.WriteGoal(goal, "owner", f"The council {n}", n // 7 - 1))
    assert len(everything_logged(redis, meeting.owner)) - size < 4_000
    assert folds(store, meeting.owner)
    assert (
        meeting.goal(goal).draft.measure == text[:398].strip()
    )  # after a crash, all that was typed
    meeting.does(p.AddAction("Send the list"))
    typed = [e.command for e in store.plan_log(meeting.owner) if isinstance(e.command, p.WriteGoal)]
    assert [one.field for one in typed] == ["measure", "owner"]
    meeting.does(p.WriteGoal(goal, "measure", "Anew", 199))
    assert len(store.plan_log(meeting.owner)) == 5
    assert folds(store, meeting.owner)


def test_a_backup_has_what_is_being_typed(redis, store, meeting):
    goal = meeting.does(p.AddGoal()).goals[0].id
    meeting.does(p.WriteGoal(goal, "text", "Every school", 0))
    log = store.plan_log(meeting.owner)
    archive = json.loads(json.dumps(dump(redis)))
    redis.flushall()
    load(redis, archive)
    assert json.loads(json.dumps(dump(redis))) == archive
    assert store.plan_log(meeting.owner) == log
    assert folds(store, meeting.owner)


def everything_logged(redis, owner: str) -> bytes:
    rows = redis.xrange(keys.plan_log(owner))
    lines = b"".join(fields[b"entry"] for _, fields in rows)
    return lines + (redis.hget(keys.plan(owner), "typed") or b"")


# --- questions of other plans ---------------------------------------------------------------------


def test_no_question_has_the_id_of_one_of_another_plan(store, area, meeting):
    """The workshop works on the area's plan, on its own once that is erased, and on another's."""
    asked = []
    for _ in range(3):
        question = meeting.asks()
        with pytest.raises(NoSuchQuestion):
            meeting.chooses("person-0", asked[-1] if asked else 1, "trust")
        asked.append(question)
        assert meeting.tally() is None
        meeting.does(p.CancelQuestion(question))
        area.service.erase_area(meeting.owner)
        sweeps(a_service(store, at(0.01)))
    assert len(set(asked)) == 3
