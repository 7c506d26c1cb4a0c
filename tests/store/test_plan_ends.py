"""What becomes of a plan when its meeting is over, moves or is erased, on the real store."""

import json
from functools import partial
from threading import Event

import pytest

from tests.builders import FIRST_TRAINER, details
from tests.store.areas import LEAD, StoredArea, a_service
from tests.store.plans import Meeting, folds
from tests.store.rooms import at, everything
from voting.core import commands as c
from voting.core.actors import CLOCK
from voting.core.ruling import Method
from voting.edges.retention import Keep, Sweep
from voting.goals import commands as p
from voting.goals.plan import LedPart, Wording
from voting.programme.commands import CreateArea
from voting.refusals.goals import NoSuchQuestion, QuestionOpen, TooManyGoals
from voting.service import Service
from voting.store import keys
from voting.store.archive import dump, load

PLANTED = "Zebulon Quillfeather"


@pytest.fixture
def area(store):
    return StoredArea(store)


@pytest.fixture
def meeting(area):
    return Meeting(area.service, area.workshop().id, people=5)


def a_used_plan(meeting: Meeting) -> str:
    """Planted words in everything that people can write; the goal's id comes back."""
    meeting.does(p.ShowPlan("goals"))
    meeting.suggests("person-0", f"{PLANTED} suggests")
    goal = meeting.agrees(f"{PLANTED} agrees", owner=PLANTED)
    meeting.does(p.NoteGoal(goal, f"{PLANTED} hinders", f"{PLANTED} helps"))
    meeting.does(p.AddGoal(Wording(f"{PLANTED} drafts")))
    meeting.does(p.AddSession("workshop", led=(LedPart("How we do it", PLANTED),)))
    meeting.does(p.AddAction(f"{PLANTED} acts", owner=PLANTED))
    return goal


def finish(meeting: Meeting) -> None:
    act = partial(meeting.service.act, meeting.id, FIRST_TRAINER)
    for domain in meeting.workshop.unruled():
        opened = act(c.OpenRound(domain)).rounds[-1].id
        act(c.CloseRound(opened))
        act(c.RecordRuling(domain, Method.UNRESOLVED, note="Left open"))
    act(c.Finish())


def sweeps(service: Service, days: int | None = None, *, results: bool = True) -> None:
    Sweep(service, Keep(days, results), Event()).run()


def plan_keys(redis, owner: str) -> list[bytes]:
    return [key for of in keys.OF_A_PLAN if redis.exists(key := of(owner))]


# --- a meeting that is over -----------------------------------------------------------------------


def test_a_finished_workshop_asks_nothing_and_keeps_no_answers_nor_suggestions(redis, meeting):
    goal = a_used_plan(meeting)
    finish(meeting)
    meeting.service.act(meeting.id, FIRST_TRAINER, c.ReopenWorkshop())
    question = meeting.asks(goal)
    meeting.scores("person-0", question, 7)
    meeting.service.act(meeting.id, FIRST_TRAINER, c.Finish())
    assert meeting.plan.questions() == {}
    assert not redis.exists(keys.plan_answers(meeting.owner), keys.suggestions(meeting.owner))
    with pytest.raises(NoSuchQuestion):
        meeting.scores("person-0", question, 7)
    meeting.service.act(meeting.id, FIRST_TRAINER, c.ReopenWorkshop())
    meeting.settles(goal, 1, 2, 3)
    assert meeting.goal(goal).last_score.score == 2


def test_what_a_process_that_died_has_left_open_is_ended_by_the_next_sweep(redis, meeting):
    goal = meeting.agrees()
    meeting.scores("person-0", meeting.asks(goal), 7)
    before = {key: redis.dump(key) for key in plan_keys(redis, meeting.owner)}
    finish(meeting)
    for key, data in before.items():
        redis.restore(key, 0, data, replace=True)
    assert meeting.plan.questions()
    sweeps(meeting.service)
    assert meeting.plan.questions() == {}
    assert not redis.exists(keys.plan_answers(meeting.owner))


# --- moves ----------------------------------------------------------------------------------------


def test_what_a_workshop_agreed_goes_with_it_into_another_area(redis, store, meeting):
    goal = a_used_plan(meeting)
    meeting.settles(goal, 1, 2, 3)
    there = StoredArea(store, "Borchester")
    was = meeting.owner
    meeting.service.place(meeting.workshop, there.id, LEAD)
    assert meeting.owner == there.id
    assert [one.wording.text for one in meeting.plan.goals] == [
        f"{PLANTED} agrees",
        f"{PLANTED} drafts",
    ]
    assert meeting.plan.goals[0].scores[0].score == 2
    assert [one.text for one in meeting.plan.actions] == [f"{PLANTED} acts"]
    left = store.plan(was)
    assert (left.goals, left.actions, left.leaving) == ((), (), ())
    assert len(left.sessions) == 1  # the area's
    assert f"{PLANTED} agrees" not in repr(store.plan_log(was))
    assert folds(store, was)
    assert folds(store, there.id)
    meeting.service.place(meeting.workshop, there.id, LEAD)  # asked again
    assert len(meeting.plan.goals) == 2


def test_nobody_moves_a_workshop_while_people_answer(store, meeting):
    question = meeting.asks()
    there = StoredArea(store, "Borchester")
    with pytest.raises(QuestionOpen):
        meeting.service.place(meeting.workshop, there.id, LEAD)
    meeting.chooses("person-0", question, "trust")
    meeting.does(p.CloseQuestion(question))
    assert meeting.tally().people == 1
    meeting.service.place(meeting.workshop, there.id, LEAD)
    assert meeting.owner == there.id


def test_a_plan_of_a_workshop_in_no_area_comes_home(redis, store):
    service = a_service(store)
    made = service.create("workshop-one", "three-by-five", details(), FIRST_TRAINER)
    meeting = Meeting(service, made.id)
    meeting.agrees("Of its own")
    assert meeting.owner == made.id
    area = service.make_area("form", CreateArea("Ambridge"), CLOCK).id
    service.place(made, area, CLOCK)
    assert [one.wording.text for one in meeting.plan.goals] == ["Of its own"]
    assert meeting.owner == area
    assert plan_keys(redis, made.id) == []


def test_a_rehearsal_keeps_a_plan_of_its_own_and_takes_it_with_it(redis, area):
    rehearsal = Meeting(area.service, area.workshop(rehearsal=True).id)
    a_used_plan_here = rehearsal.agrees(f"{PLANTED} agrees")
    assert rehearsal.owner == rehearsal.id
    assert area.store.plan(area.id).is_empty
    sweeps(area.service)
    assert rehearsal.goal(a_used_plan_here)
    area.service.delete(rehearsal.workshop, "")
    assert PLANTED not in everything(redis)


@pytest.mark.parametrize("step", range(1, 5))
def test_a_move_that_was_cut_short_is_finished_by_the_next_sweep(store, meeting, step):
    """However far it came: left, brought, and forgotten where it was."""
    meeting.agrees("On its way")
    was, there = meeting.owner, StoredArea(store, "Borchester").id
    service = meeting.service
    saved = store.save_plan
    left = step

    def dies(*arguments, **options):
        nonlocal left
        left -= 1
        if not left:
            raise SystemExit
        return saved(*arguments, **options)

    store.save_plan = dies
    try:
        service.place(meeting.workshop, there, LEAD)
    except SystemExit:
        pass
    finally:
        store.save_plan = saved
    service.look_at_area(service.area(was))  # whose events still have it, if it came so far
    sweeps(service)
    texts = {id: [g.wording.text for g in store.plan(id).goals] for id in (was, there)}
    assert texts == {was: [], there: ["On its way"]}
    assert store.plan(was).leaving == ()


def test_two_areas_become_one_with_all_that_they_agreed(redis, store, area, meeting):
    other = StoredArea(store, "Borchester")
    theirs = Meeting(other.service, other.workshop("workshop-2", "2026-09-05").id, people=5)
    for one in (meeting, theirs):
        goals = [one.agrees(f"{one.owner} {n}") for n in range(2)]
        one.settles(goals[0], 1, 2, 3)
        one.does(p.AddAction(f"Of {one.owner}", goal=goals[1]))
    other.service.act_on_plan_of(other.id, LEAD, p.AddGoal(Wording("The lead's")))
    there = store.plan(area.id)
    other.service.merge_areas(other.id, area.id)
    plan = store.plan(area.id)
    assert plan.goals[:2] == there.goals
    assert [goal.wording.text for goal in plan.goals[2:]] == [
        f"{other.id} 0",
        f"{other.id} 1",
        "The lead's",
    ]
    assert [one.text for one in plan.actions] == [f"Of {area.id}", f"Of {other.id}"]
    assert plan.goal(plan.actions[1].goal).wording.text == f"{other.id} 1"
    with pytest.raises(TooManyGoals):
        meeting.does(p.AddGoal())
    assert plan_keys(redis, other.id) == []
    assert folds(store, area.id)


# --- the end --------------------------------------------------------------------------------------


def test_an_area_that_is_erased_leaves_nothing_of_its_plan(redis, store, meeting):
    goal = a_used_plan(meeting)
    meeting.scores("person-0", meeting.asks(goal), 7)
    assert len(plan_keys(redis, meeting.owner)) == 4
    owner = meeting.owner
    meeting.service.erase_area(owner)
    assert plan_keys(redis, owner) == []
    assert PLANTED not in everything(redis)
    meeting.agrees("Afterwards")  # in a plan of its own, until it is in an area again
    sweeps(a_service(store, at(0.01)))
    assert meeting.owner not in (owner, meeting.id)
    assert meeting.plan.goals[0].wording.text == "Afterwards"


def test_a_workshop_set_up_by_mistake_leaves_nothing_in_the_plan_of_its_area(redis, meeting):
    a_used_plan(meeting)
    owner = meeting.owner
    meeting.service.act_on_plan_of(owner, LEAD, p.RemoveSession(meeting.plan.sessions[0].id))
    meeting.service.act_on_plan_of(owner, LEAD, p.AddAction("The lead's own"))
    meeting.service.delete(meeting.workshop, "Ambridge")
    assert PLANTED not in everything(redis)
    plan = meeting.store.plan(owner)
    assert [one.text for one in plan.actions] == ["The lead's own"]


@pytest.mark.parametrize("results", [True, False])
def test_what_was_agreed_outlives_a_workshop_as_its_decisions_do(redis, store, results):
    area = StoredArea(store, clock=at(-40))
    date = at(-40)().date().isoformat()
    meeting = Meeting(area.service, area.workshop(date=date).id, people=5)
    goal = a_used_plan(meeting)
    meeting.settles(goal, 1, 2, 3)
    meeting.does(p.ShowPlan("goals"))
    meeting.scores("person-1", meeting.asks(goal), 4)
    area.decides(meeting.id)
    service = a_service(store)
    assert service.erase_if_due(meeting.id, 30, results)
    left = everything(redis)
    assert "suggests" not in left
    assert "person-" not in left
    assert not redis.exists(keys.plan_answers(area.id), keys.suggestions(area.id))
    assert (f"{PLANTED} agrees" in left) is results
    assert [one.scores[0].score for one in store.plan(area.id).goals if one.scores] == [2] * results


def test_what_may_name_somebody_is_forgotten_with_the_area_and_what_was_agreed_stays(redis, store):
    area = StoredArea(store, clock=at(-500))
    date = at(-500)().date().isoformat()
    meeting = Meeting(area.service, area.workshop(date=date).id, people=5)
    goal = meeting.agrees("A goal that stays", owner=PLANTED)
    meeting.settles(goal, 1, 2, 3)
    finish(meeting)
    meeting.service.act(meeting.id, FIRST_TRAINER, c.ReopenWorkshop())
    a_used_plan(meeting)
    meeting.does(p.CloseGoal(meeting.plan.goals[1].id, "dropped"))
    meeting.service.act(meeting.id, FIRST_TRAINER, c.Finish())
    service = a_service(store)
    sweeps(service, 400)
    sweeps(service, 400)
    left = everything(redis)
    for words in ("hinders", "helps", "drafts", "acts", "suggests"):
        assert f"{PLANTED} {words}" not in left, words
    assert "How we do it" not in left
    plan = store.plan(area.id)
    assert plan.goals[0].wording.text == "A goal that stays"
    assert (plan.goals[0].wording.owner, plan.goals[0].scores[0].score) == ("", 2)
    assert folds(store, area.id)
    assert len(store.plan_log(area.id)) == 1
    service.act_on_plan_of(area.id, LEAD, p.AddAction("Once more"))
    sweeps(service, 400)  # somebody works with it: it is kept
    assert store.plan(area.id).actions[0].text == "Once more"


def test_an_area_that_is_but_a_name_stays_while_its_plan_says_something(store):
    area = StoredArea(store, clock=at(-3))
    area.service.act_on_plan_of(area.id, LEAD, p.AddAction("Book the hall"))
    sweeps(a_service(store))
    assert store.areas() == [area.id]


def test_a_plan_whose_owner_a_server_of_the_release_before_has_erased_goes(redis, store, meeting):
    a_used_plan(meeting)
    owner = meeting.owner
    redis.delete(keys.area(owner), keys.area_log(owner), keys.area_of(meeting.id))
    sweeps(meeting.service)
    assert plan_keys(redis, owner) == []


# --- backups --------------------------------------------------------------------------------------


def test_a_backup_has_every_plan_with_all_that_is_beside_it(redis, store, meeting, area):
    goal = a_used_plan(meeting)
    meeting.scores("person-0", meeting.asks(goal), 7)
    rehearsal = Meeting(area.service, area.workshop(rehearsal=True).id)
    rehearsal.agrees("Tried out")
    before = everything_of_plans(redis)
    archive = json.loads(json.dumps(dump(redis)))
    redis.flushall()
    load(redis, archive)
    assert everything_of_plans(redis) == before
    assert json.loads(json.dumps(dump(redis))) == archive
    assert folds(store, area.id)
    question = meeting.plan.asked
    again = Meeting(a_service(store), meeting.id)
    assert again.scores("person-1", question, 3).score == 3  # it is open still
    again.does(p.CloseQuestion(question))
    assert again.tally().people == 2
    assert Meeting(a_service(store), rehearsal.id).plan.goals[0].wording.text == "Tried out"


def test_a_backup_without_plans_is_read_as_before(redis, store, meeting):
    archive = dump(redis)
    for one in (*archive["workshops"], *archive["areas"]):
        del one["plan"]
    redis.flushall()
    load(redis, archive)
    assert meeting.plan.is_empty


def everything_of_plans(redis) -> dict[bytes, object]:
    read = {b"hash": redis.hgetall, b"stream": redis.xrange}
    kinds = ("plan", "plan-log", "plan-answers", "suggestions")
    found = [key for kind in kinds for key in redis.scan_iter(match=f"cascade:*}}:{kind}")]
    return {key: read[redis.type(key)](key) for key in sorted(found)}
