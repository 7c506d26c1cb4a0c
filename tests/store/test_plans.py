"""Plans on the real store: who was first, and every answer once."""

from datetime import timedelta
from functools import partial
from itertools import count

import pytest
from msgspec.structs import replace

from tests.builders import FIRST_TRAINER, SECOND_TRAINER, attendee
from tests.store.areas import LEAD, StoredArea, a_service
from tests.store.plans import Meeting, folds
from tests.store.rooms import CountingClient, race
from voting.core import commands as c
from voting.core.ruling import Method
from voting.goals import commands as p
from voting.goals.plan import LedPart, Wording
from voting.moments import now
from voting.refusals.goals import (
    GoalChanged,
    NoSuchQuestion,
    PlanNotNow,
    PlanOvertaken,
    QuestionClosed,
    SuggestionsClosed,
    TooManyGoals,
    TooManySuggestions,
)
from voting.refusals.people import PersonRemoved
from voting.store import keys
from voting.store.redis_store import RedisStore
from voting.views.lead import lead_view
from voting.views.trainer import trainer_view
from voting.wire.messages import PlanAnswer


@pytest.fixture
def area(store):
    """Its clock goes on with every look at it."""
    looks, began = count(), now()
    return StoredArea(store, clock=lambda: began + timedelta(milliseconds=next(looks)))


@pytest.fixture
def meeting(area):
    made = area.workshop().id
    area.service.act(made, SECOND_TRAINER, c.Introduce("C. D."), link=0)
    return Meeting(area.service, made, people=6)


def another(meeting: Meeting) -> Meeting:
    """The same, in another process as far as the store can tell."""
    return Meeting(a_service(meeting.store), meeting.id)


# --- two writers ----------------------------------------------------------------------------------


def test_of_two_who_write_the_same_field_at_once_nothing_is_lost(store, meeting):
    goal = meeting.does(p.AddGoal()).goals[0].id
    texts = [f"Text {n}" for n in range(2)]
    for edit in range(8):
        two = [meeting, another(meeting)]
        race(*(
            partial(one.does, p.WriteGoal(goal, "text", f"{text} {edit}", edit), by)
            for one, text, by in zip(two, texts, (FIRST_TRAINER, SECOND_TRAINER), strict=True)
        ))  # fmt: skip
        held = meeting.goal(goal)
        (rival,) = held.rivals
        assert {held.draft.text, rival.value} == {f"{text} {edit}" for text in texts}
        assert rival.by in (FIRST_TRAINER.id, SECOND_TRAINER.id)
        meeting.does(p.ChooseText(goal, rival.id, use=False))
    assert folds(store, meeting.owner)


def test_a_form_of_two_trainers_is_never_overwritten_unseen(area, store, meeting):
    goal, other = meeting.agrees(), meeting.agrees("Another goal")
    action = meeting.does(p.AddAction("Send the list")).actions[0].id
    session = meeting.does(p.AddSession("workshop", areas=("clarity",))).sessions[0].id
    question = meeting.asks(other)
    forms = {
        "note": lambda text: p.NoteGoal(goal, text, ""),
        "action": lambda text: p.ChangeAction(action, text, goal=goal),
        "session": lambda text: p.ChangeSession(session, "workshop", led=(LedPart(text),)),
        "by hand": lambda text: p.EnterAnswers(question, (len(text), *[0] * 10)),
    }
    for name, asked in forms.items():
        filled_in = meeting.plan.step
        for another_thing, ask in forms.items():
            if another_thing != name:
                meeting.does(ask("Something else"), SECOND_TRAINER)
        area.service.act_on_plan_of(area.id, LEAD, p.NoteGoal(goal, f"The lead, {name}", ""))
        meeting.does(asked("First"), step=filled_in)
        before = meeting.plan
        with pytest.raises(PlanOvertaken) as refused:
            meeting.does(asked("Second"), SECOND_TRAINER, step=filled_in)
        assert refused.value.values["why"] == "trainer", name
        assert meeting.plan == before
        meeting.does(asked("Second"), SECOND_TRAINER, step=before.step)
        assert meeting.plan != before
    assert folds(store, meeting.owner)


def test_what_rests_on_the_whole_screen_is_overtaken_by_any_step(meeting):
    goal = meeting.agrees()
    seen = meeting.plan.step
    meeting.does(p.NoteGoal(goal, "In the way", ""))
    with pytest.raises(PlanOvertaken):
        meeting.does(p.ChooseNeeds(("clarity",)), SECOND_TRAINER, step=seen)


def test_there_is_never_a_fourth_goal(store, meeting):
    two = [meeting, another(meeting)]
    answers = race(*(partial(two[n % 2].does, p.AddGoal(Wording(f"Goal {n}"))) for n in range(8)))
    assert len(meeting.plan.goals) == 3
    assert sum(isinstance(one, TooManyGoals) for one in answers) == 5
    assert len({goal.id for goal in meeting.plan.goals}) == 3
    assert folds(store, meeting.owner)


def test_what_is_agreed_is_what_was_on_the_screen(store, meeting):
    for _ in range(5):
        wording = Wording("A goal", due=meeting.due())
        goal = meeting.does(p.AddGoal(wording)).goals[-1].id
        answers = race(
            partial(meeting.does, p.AgreeGoal(goal, wording)),
            partial(another(meeting).does, p.WriteGoal(goal, "owner", "The council", 0)),
        )
        held = meeting.goal(goal)
        if isinstance(answers[0], GoalChanged):
            assert held.draft.owner == "The council"
            assert not held.versions
        else:
            assert held.version.wording == wording
        meeting.does(p.DropDraft(goal) if held.draft else p.CloseGoal(goal, "dropped"))
    assert folds(store, meeting.owner)


def test_a_score_is_settled_once(store, meeting):
    goal = meeting.agrees()
    question = meeting.asks(goal)
    for person, score in zip(meeting.people, (1, 2, 3, 4, 5, 6), strict=True):
        meeting.scores(person, question, score)
    meeting.does(p.CloseQuestion(question))
    answers = race(*(
        partial(one.does, p.SettleScore(goal, question, "consensus", score))
        for one, score in ((meeting, 3), (another(meeting), 4))
    ))  # fmt: skip
    assert sum(isinstance(one, NoSuchQuestion) for one in answers) == 1
    (score,) = meeting.goal(goal).scores
    assert (score.scorers, sum(score.dots)) == (6, 6)
    assert store.plan_answers(meeting.owner, question) == {}


def test_the_lead_and_the_trainers_change_one_plan(area, meeting):
    goal = meeting.agrees()
    area.service.act_on_plan_of(area.id, LEAD, p.AddAction("By the lead", goal=goal))
    meeting.does(p.AddAction("By the trainers"))
    assert [one.text for one in meeting.looked().actions] == ["By the lead", "By the trainers"]
    assert meeting.owner == area.id


# --- answers, exactly once ------------------------------------------------------------------------


def test_repeats_and_older_answers_change_nothing(meeting):
    question = meeting.asks()
    first = meeting.chooses("person-0", question, "trust", sequence=2)
    for _ in range(3):  # its acknowledgement was lost
        assert meeting.chooses("person-0", question, "trust", sequence=2) == first
    late = meeting.chooses("person-0", question, "time", sequence=1)
    assert (late.sequence, late.domains) == (2, ("trust",))
    newer = meeting.chooses("person-0", question, "tools", sequence=3)
    assert newer.domains == ("tools",)
    meeting.does(p.CloseQuestion(question))
    assert meeting.tally().counts == (0, 0, 1)
    assert meeting.chooses("person-0", question, "tools", sequence=3) == newer


def test_everybody_counts_once_however_often_and_wherever_they_answer(meeting):
    goal = meeting.agrees()
    question = meeting.asks(goal)
    two = [meeting, another(meeting)]
    race(*(
        partial(two[sequence % 2].scores, person, question, sequence, sequence)
        for person in meeting.people
        for sequence in (1, 2, 3)
    ))  # fmt: skip
    meeting.does(p.CloseQuestion(question))
    tally = meeting.tally()
    assert (tally.people, tally.counts[3]) == (6, 6)


def test_nothing_is_taken_after_a_question_was_closed(meeting):
    """Each answer is either refused or in the tally, whenever it came."""
    goal = meeting.agrees()
    for _ in range(5):
        question = meeting.asks(goal)
        answers = race(
            *(partial(meeting.scores, one, question, 5) for one in meeting.people[:3]),
            partial(another(meeting).does, p.CloseQuestion(question)),
            *(partial(another(meeting).scores, one, question, 5) for one in meeting.people[3:]),
        )
        refused = sum(isinstance(one, QuestionClosed) for one in answers)
        assert meeting.tally().people == 6 - refused
        with pytest.raises(QuestionClosed):
            meeting.scores("person-0", question, 1, sequence=9)
        assert meeting.tally().people == 6 - refused
        meeting.does(p.CancelQuestion(question))
        with pytest.raises(NoSuchQuestion):
            meeting.scores("person-0", question, 5)


def test_a_question_that_a_failover_has_lost_is_no_other_one(redis, meeting):
    """The store counts what it asks anew, and a phone still has its answer to what was lost."""
    goal = meeting.agrees()
    held = {key: redis.dump(key) for key in redis.scan_iter(match=f"*{meeting.owner}}}:plan*")}
    question = meeting.asks(goal)
    meeting.scores("person-0", question, 5)
    redis.delete(*redis.scan_iter(match=f"*{meeting.owner}}}:plan*"))
    for key, data in held.items():
        redis.restore(key, 0, data)
    now = another(meeting).asks(goal)  # by another process
    with pytest.raises(NoSuchQuestion):
        meeting.scores("person-0", question, 5)
    assert meeting.looked().question.answered == 0
    assert meeting.scores("person-0", now, 4).score == 4


def test_an_answer_to_another_question_of_the_same_number_is_refused(meeting):
    question = meeting.asks()
    [device, *_] = meeting.people
    opened = meeting.looked().question.opened
    sent = PlanAnswer(question, "answer-1", 1, domains=("trust",), opened=opened)
    for elsewhere in (opened - 1, opened + 1):
        with pytest.raises(NoSuchQuestion):
            meeting.service.answer_plan(meeting.id, device, replace(sent, opened=elsewhere))
    assert meeting.store.plan_answers(meeting.owner, question) == {}
    held = meeting.service.answer_plan(meeting.id, device, sent)
    assert (held.question, held.opened, held.kind) == (question, opened, "needs")


def test_two_devices_of_one_person_count_once_and_each_is_told_its_own(meeting):
    goal = meeting.agrees()
    question = meeting.asks(goal)
    for one, score in (("person-0", 1), ("person-1", 9), ("person-2", 4)):
        meeting.scores(one, question, score)
    service, act = meeting.service, partial(meeting.service.act, meeting.id, FIRST_TRAINER)

    def own(device):
        at = service.situation(meeting.workshop)
        return service.own_plan(at.workshop, device, at.plan).answer

    act(c.MergePeople("person-1", "person-0"))
    assert meeting.looked().question.answered == 2
    assert (own("person-1").score, own("person-1").hidden) == (9, False)
    assert (own("person-0").score, own("person-0").hidden) == (None, True)
    meeting.scores("person-0", question, 2, sequence=2)  # the newer counts
    assert (own("person-0").score, own("person-1").hidden) == (2, True)
    act(c.ReadmitPerson("person-1"))  # each keeps what was sent from it
    assert [own(one).score for one in ("person-0", "person-1")] == [2, 9]
    act(c.MergePeople("person-1", "person-0"))
    act(c.RemovePerson("person-2", with_ballot=True))
    meeting.does(p.CloseQuestion(question))
    tally = meeting.tally()
    assert (tally.people, tally.counts[2]) == (1, 1)


def test_who_was_removed_or_left_answers_no_more_and_stays_counted(meeting):
    question = meeting.asks()
    for one in ("person-0", "person-1"):
        meeting.chooses(one, question, "trust")
    meeting.service.act(meeting.id, FIRST_TRAINER, c.RemovePerson("person-0"))
    meeting.service.act(meeting.id, attendee("person-1"), c.Leave())
    with pytest.raises(PersonRemoved):
        meeting.chooses("person-0", question, "time", sequence=2)
    asked = meeting.looked().question
    assert (asked.answered, asked.of) == (2, 6)
    meeting.does(p.CloseQuestion(question))
    assert meeting.tally().counts == (2, 0, 0)


def test_what_was_answered_is_in_no_view_before_the_close(meeting):
    question = meeting.asks()
    meeting.chooses("person-0", question, "trust")
    seen = meeting.looked()
    assert (seen.question.answered, seen.question.counts) == (1, None)
    assert seen.answered == ("person-0",)


# --- suggestions ----------------------------------------------------------------------------------


def test_three_suggestions_of_each_and_no_more_also_after_one_was_dropped(meeting):
    meeting.does(p.ShowPlan("needs"))
    left = [meeting.suggests("person-0", f"Text {n}", f"suggestion-{n}") for n in range(3)]
    assert left == [2, 1, 0]
    assert meeting.suggests("person-0", "Text 2", "suggestion-2") == 0  # sent again
    meeting.service.drop_suggestion(meeting.id, FIRST_TRAINER, "suggestion-1")
    assert [one.text for one in meeting.looked().suggestions] == ["Text 0", "Text 2"]
    assert meeting.suggests("person-0", "Text 1", "suggestion-1") == 0  # it does not come back
    assert len(meeting.looked().suggestions) == 2
    with pytest.raises(TooManySuggestions):
        meeting.suggests("person-0", "Text 3", "suggestion-3")
    race(*(
        partial(meeting.suggests, "person-1", f"Text {n}", f"of-another-{n}") for n in range(8)
    ))  # fmt: skip
    assert len(meeting.looked().suggestions) == 5


def test_suggestions_are_closed_once_something_else_is_on_the_screens(meeting):
    with pytest.raises(SuggestionsClosed):
        meeting.suggests("person-0")
    meeting.does(p.ShowPlan("goals"))
    meeting.suggests("person-0")
    meeting.does(p.ShowPlan("sessions"))
    with pytest.raises(SuggestionsClosed):
        meeting.suggests("person-1", id="suggestion-2")
    assert meeting.suggests("person-0") == 2  # the same, its acknowledgement lost


# --- when, and how dear ---------------------------------------------------------------------------


def test_while_a_round_is_open_the_plan_is_out_of_reach(meeting):
    opened = meeting.service.act(meeting.id, FIRST_TRAINER, c.OpenRound("trust")).rounds[-1].id
    with pytest.raises(PlanNotNow):
        meeting.does(p.ShowPlan("needs"))
    assert meeting.service.situation(meeting.workshop).plan is None
    meeting.service.act(meeting.id, FIRST_TRAINER, c.CloseRound(opened))
    meeting.service.act(
        meeting.id, FIRST_TRAINER, c.RecordRuling("trust", Method.UNRESOLVED, note="No")
    )
    meeting.does(p.ShowPlan("needs"))  # takes the domain off the screens
    assert meeting.workshop.domain is None


def test_a_look_takes_no_round_trip_more_for_its_plan(valkey, meeting):
    client = CountingClient.from_url(valkey.url)
    service = a_service(RedisStore(client))
    goal = meeting.agrees()
    meeting.asks(goal)
    store, owner = service.store, meeting.owner

    def looks(beside: bool) -> int:
        before = client.trips
        if beside:
            _, plan = store.mark_and_plan(meeting.id, owner)
            at = service.situation(workshop, {}, plan)
            assert at.plan.plan == meeting.plan
        else:
            store.mark(meeting.id)
            service.by_itself(workshop)
        return client.trips - before

    workshop = store.load(meeting.id)
    looks(beside=True)
    assert looks(beside=True) == looks(beside=False)
    client.connection_pool.disconnect()


def test_an_answer_takes_two_round_trips(valkey, meeting):
    client = CountingClient.from_url(valkey.url)
    phones = Meeting(a_service(RedisStore(client)), meeting.id)
    question = meeting.asks()
    phones.chooses("person-0", question, "trust")
    before = client.trips
    phones.chooses("person-1", question, "trust")
    assert client.trips - before == 2
    client.connection_pool.disconnect()


def test_another_fault_beside_a_plan_is_not_taken_for_that(meeting):
    meeting.agrees()
    service = another(meeting).service
    service._around_lately = lambda area: 1 / 0
    with pytest.raises(ZeroDivisionError):
        service.situation(meeting.workshop)


def test_a_plan_that_cant_be_read_leaves_the_workshop_as_it_is(redis, meeting, caplog):
    meeting.agrees()
    whole = redis.hget(keys.plan(meeting.owner), "document")
    redis.hset(keys.plan(meeting.owner), mapping={"document": "{", "seal": "another"})
    at = another(meeting).service.situation(meeting.workshop)
    assert at.plan is None
    for view in (trainer_view(at), lead_view(at)):
        assert (view.plan, view.plan_unread) == (None, True)
    assert "can't be read" in caplog.text
    redis.hset(keys.plan(meeting.owner), "document", whole)
