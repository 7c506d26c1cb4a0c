"""What each audience is told of a plan, and what none of them may tell of anybody."""

import msgspec
import pytest
from msgspec.structs import replace

from tests.builders import SECOND_TRAINER
from tests.goals.planned import GOAL, LATER, MEETING, Planned, a_plan
from voting.core import commands as core
from voting.goals import commands as c
from voting.goals.plan import Wording
from voting.views.audiences import VIEWS

SUGGESTED, RIVAL, DRAFTED = "A list of link workers", "By asking", "By counting"
PUBLIC = ("attendee", "room")


def told(meeting: Planned, audience: str) -> dict:
    return msgspec.to_builtins(VIEWS[audience](meeting.situation()))


def plan_of(meeting: Planned, audience: str = "attendee") -> dict:
    return told(meeting, audience)["plan"]


def written(meeting: Planned, audience: str) -> str:
    return msgspec.json.encode(VIEWS[audience](meeting.situation())).decode()


# --- no more than is shown --------------------------------------------------------------------

SHOWN = {
    "needs": {"needs"},
    "goals": {"needs", "goals"},
    "scores": {"goals"},
    "sessions": {"sessions"},
    "actions": {"actions"},
    "closing": {"goals", "sessions", "actions"},
}


@pytest.mark.parametrize("part", SHOWN)
@pytest.mark.parametrize("audience", PUBLIC)
def test_screens_get_no_more_than_they_show(audience, part):
    meeting = a_plan()
    meeting.does(c.ShowPlan(part))
    plan = plan_of(meeting, audience)
    assert {key for key in ("needs", "goals", "sessions", "actions") if plan[key]} == SHOWN[part]
    for goal in plan["goals"]:
        assert [score["dots"] for score in goal["scores"]] in ([], [None])
        assert goal["draft"] is None or part == "goals"
        assert bool(goal["notes"]) == (audience == "room" and part == "scores")
    whole = a_plan()
    whole.does(c.ShowPlan(part))
    assert plan_of(whole, "trainer")["goals"][0]["scores"][0]["dots"]


def test_nothing_is_on_screens_until_a_part_is_and_while_a_domain_is():
    meeting = a_plan()
    meeting.room.does(core.ShowDomain("contact"))
    assert [plan_of(meeting, audience) for audience in PUBLIC] == [None, None]
    meeting.room.does(core.ShowOverview())
    assert plan_of(meeting)["on_screen"]
    meeting.does(c.HidePlan())
    assert [plan_of(meeting, audience) for audience in PUBLIC] == [None, None]
    assert Planned().situation().plan.plan.is_empty
    assert plan_of(Planned(), "lead") is None


def test_suggestions_and_second_texts_are_for_trainers_alone():
    meeting = a_plan()
    for part in SHOWN:
        meeting.does(c.ShowPlan(part))
        for audience in (*PUBLIC, "lead"):
            said = written(meeting, audience)
            assert not [text for text in (SUGGESTED, RIVAL) if text in said]
    assert SUGGESTED in written(meeting, "trainer")
    assert RIVAL in written(meeting, "trainer")
    meeting.does(c.ShowPlan("goals"))
    assert DRAFTED in written(meeting, "attendee")


# --- nobody singled out -----------------------------------------------------------------------


def asked_for(kind: str, people: int) -> Planned:
    meeting = Planned()
    meeting.room.rates("clarity", *[n % 2 for n in range(people)])
    meeting.room.rules("clarity", "consensus", 0)
    meeting.room.does(core.ShowOverview())
    if kind == "score":
        meeting.does(c.AskScore(meeting.agrees()))
    else:
        meeting.does(c.AskNeeds())
    return meeting


def answers(meeting: Planned, said: list, kind: str) -> None:
    meeting.scores(*said) if kind == "score" else meeting.chooses(*said)


def settles(meeting: Planned, kind: str) -> None:
    if kind == "score":
        goal = meeting.plan.goals[0].id
        meeting.does(c.SettleScore(goal, meeting.question, "consensus", 3))
    else:
        meeting.does(c.ChooseNeeds(("contact", "clarity")))


SAID = {
    "score": [0, 3, None, 9, 3, 10],
    "needs": [("clarity",), ("contact", "clarity"), (), ("contact",), ("learning",), ("clarity",)],
}


@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("people", [2, 4, 6])
def test_whose_an_answer_is_cannot_be_told_from_anything(kind, people):
    """Two people's answers are exchanged: everybody is told the same, at every moment."""
    said = SAID[kind][:people]
    other = [said[1], said[0], *said[2:]]
    seen = []
    for given in (said, other):
        meeting = asked_for(kind, people)
        moments = []
        for number in range(1, people + 1):
            answers(meeting, given[:number], kind)
            moments += [written(meeting, audience) for audience in VIEWS]
        meeting.does(c.CloseQuestion(meeting.question))
        moments += [written(meeting, audience) for audience in VIEWS]
        settles(meeting, kind)
        moments += [written(meeting, audience) for audience in VIEWS]
        seen.append((moments, msgspec.json.encode(meeting.plan)))
    assert seen[0] == seen[1]


@pytest.mark.parametrize("kind", SAID)
def test_while_people_answer_only_how_many_have_is_told(kind):
    meeting = asked_for(kind, 6)
    answers(meeting, SAID[kind][:3], kind)
    for audience in ("attendee", "room", "trainer"):
        question = plan_of(meeting, audience)["question"]
        # Nothing comes to phones because somebody else has answered.
        told = (0, 0) if audience == "attendee" else (3, 6)
        assert (question["answered"], question["of"]) == told
        assert (question["counts"], question["cant_say"], question["median"]) == (None, None, None)
    assert plan_of(meeting, "trainer")["answered"] == ("1", "2", "3")
    assert "answered" not in plan_of(meeting)
    meeting.does(c.CloseQuestion(meeting.question))
    assert plan_of(meeting, "trainer")["answered"] == ()


@pytest.mark.parametrize("kind", SAID)
@pytest.mark.parametrize("people", [4, 6])
def test_below_five_no_count_outlives_what_was_settled(kind, people):
    """The room sees a vote as in every round, and scores from five people on; then only what was
    settled stays."""
    meeting = asked_for(kind, people)
    said = [one for one in SAID[kind] if one not in (None, ())][:people]
    answers(meeting, said, kind)
    meeting.does(c.CloseQuestion(meeting.question))
    question = plan_of(meeting)["question"]
    if kind == "score" and len(said) < 5:
        assert (question["counts"], question["median"] is None) == (None, False)
    else:
        assert sum(question["counts"]) >= len(said)
    settles(meeting, kind)
    plan = meeting.plan
    told_now = [
        *(score.dots for goal in plan.goals for score in goal.scores),
        *(one.votes for needs in plan.needs for one in needs.domains),
    ]
    assert told_now
    assert all((one is not None) == (len(said) >= 5) for one in told_now)
    facts = meeting.entries[-1].facts.answered
    assert bool(facts.counts) == (len(said) >= 5)
    assert plan_of(meeting)["question"] is None


def test_a_closed_goal_stays_with_its_last_score():
    meeting = a_plan()
    goal = meeting.plan.goals[0].id
    meeting.does(c.AddGoal(Wording("In its place", due=LATER), replaces=goal))
    meeting.does(c.ShowPlan("closing"))
    (held,) = plan_of(meeting)["goals"]
    assert (held["state"], held["wording"]["text"]) == ("changed", GOAL.text)
    assert held["scores"][-1]["score"] == 2
    assert held["replaced_by"] == meeting.plan.goals[-1].id


@pytest.mark.parametrize(("today", "comes"), [(MEETING.day, True), ("2027-01-13", False)])
def test_at_the_close_no_session_is_to_come_whose_day_has_passed(today, comes):
    meeting = a_plan()
    for part, shown in (("closing", comes), ("sessions", True)):
        meeting.does(c.ShowPlan(part))
        meeting.today = today
        for audience in PUBLIC:
            assert bool(plan_of(meeting, audience)["sessions"]) == shown


def test_a_draft_shows_both_trainers_both_texts():
    meeting = a_plan()
    (rival,) = plan_of(meeting, "trainer")["rivals"]
    assert (rival["value"], rival["by"]) == (RIVAL, SECOND_TRAINER.id)


def test_a_trainer_is_told_when_the_workshop_works_on_another_plan_and_not_whose():
    here, there = a_plan().situation(), a_plan().situation()
    key = VIEWS["trainer"](here).plan.key
    assert VIEWS["trainer"](there).plan.key == key
    moved = replace(there.plan.plan, owner="another-area")
    at = replace(there, plan=replace(there.plan, plan=moved))
    assert VIEWS["trainer"](at).plan.key not in (key, "another-area")
