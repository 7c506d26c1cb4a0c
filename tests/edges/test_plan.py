"""From the last decision to goals, sessions and actions, over the wire."""

from datetime import date, timedelta

import pytest

from demo.client import Refused
from tests.days import today


def due(days: int = 90) -> str:
    return (date.fromisoformat(today()) + timedelta(days=days)).isoformat()


def asked(plan):
    return plan["question"] or {"answered": 0, "counts": None}


def plan_of(page, test=lambda plan: True):
    """The plan on a page, once it is like this."""
    state = page.wait_for(lambda s: s["view"]["plan"] and test(s["view"]["plan"]))
    return state["view"]["plan"]


WORDING = {
    "text": "Every school knows its link worker",
    "measure": "",
    "achievable": "",
    "domains": ["clarity"],
    "owner": "",
    "first_step": "",
}


@pytest.mark.other_servers
def test_a_meeting_from_needs_to_actions(room):
    trainer = room.trainer
    people = room.people(6)
    room.rates("clarity", 0, 0, 1, 0, 1, 0)
    room.rules("clarity", "majority", 0)
    trainer.plan("show_plan", part="needs")
    trainer.plan("ask_needs")
    for page in people:
        page.answer_plan(domains=["clarity", "contact"])
    question = plan_of(trainer, lambda p: asked(p)["answered"] == 6)["question"]
    trainer.plan("close_question", question=question["id"])
    closed = plan_of(people[0], lambda p: asked(p)["counts"])["question"]
    assert closed["counts"][:2] == [6, 6]
    plan_of(trainer, lambda p: asked(p)["counts"])
    trainer.plan("choose_needs", domains=["clarity"])
    needs = plan_of(trainer, lambda p: p["needs"])["needs"]
    assert (needs["how"], needs["domains"], needs["voters"]) == (
        "vote",
        [{"domain": "clarity", "votes": 6}],
        6,
    )

    trainer.plan("show_plan", part="goals")
    people[1].ask("suggest", id="suggestion-1", text="A list of link workers")
    assert plan_of(trainer, lambda p: p["suggestions"])["suggestions"][0]["text"]
    wording = {**WORDING, "due": due()}
    trainer.plan("add_goal", wording={"text": wording["text"], "domains": ["clarity"]})
    goal = plan_of(trainer, lambda p: p["goals"])["goals"][0]["id"]
    trainer.plan("write_goal", goal=goal, field="due", value=due(), edit=0)
    seen = plan_of(people[0], lambda p: p["goals"] and p["goals"][0]["draft"]["due"])
    assert seen["goals"][0]["draft"] == wording
    plan_of(trainer, lambda p: p["goals"][0]["draft"] == wording)
    trainer.plan("agree_goal", goal=goal, wording=wording)
    plan_of(trainer, lambda p: p["goals"][0]["state"] == "open")

    trainer.plan("ask_score", goal=goal)
    for page, score in zip(people, [0, 0, 2, 3, 4, None], strict=True):
        page.answer_plan(score=score)
    question = plan_of(trainer, lambda p: asked(p)["answered"] == 6)["question"]
    trainer.plan("close_question", question=question["id"])
    closed = plan_of(trainer, lambda p: asked(p)["counts"])["question"]
    assert (closed["median"], closed["cant_say"]) == (2, 1)
    trainer.plan("settle_score", goal=goal, question=question["id"], method="median", score=2)
    score = plan_of(trainer, lambda p: p["goals"][0]["scores"])["goals"][0]["scores"][0]
    assert (score["score"], score["scorers"], score["dots"][0]) == (2, 5, 2)
    trainer.plan("add_action", text="Send the list", due=due(7))
    assert plan_of(trainer, lambda p: p["actions"])["actions"][0]["owner"] == ""


def test_half_a_point_is_refused(room):
    [person] = room.people(1)
    trainer = room.trainer
    trainer.plan("add_goal", wording={"text": "A goal", "due": due()})
    goal = plan_of(trainer, lambda p: p["goals"])["goals"][0]
    trainer.plan("agree_goal", goal=goal["id"], wording=goal["draft"])
    plan_of(trainer, lambda p: p["goals"][0]["state"] == "open")
    trainer.plan("ask_score", goal=goal["id"])
    for score in (7.5, 11, -1):
        with pytest.raises(Refused) as refused:
            person.answer_plan(score=score)
        assert refused.value.code == "score-outside"
