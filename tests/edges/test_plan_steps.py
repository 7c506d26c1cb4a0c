"""A rehearsal from its last decision to the close, by nothing but the steps that are offered."""

from datetime import UTC, datetime, timedelta

import pytest

from demo.client import Refused
from demo.room import DOMAINS
from lab.rig.live_room import LiveRoom

pytestmark = pytest.mark.live

PEOPLE = 9
MOST = 30  # steps
DUE = (datetime.now(UTC) + timedelta(days=90)).date().isoformat()


@pytest.fixture
def rehearsal(server):
    room = LiveRoom(server, rehearsal="1")
    room.trainer.command("add_practice", count=PEOPLE)
    yield room
    room.close()


def decides_all(trainer):
    for domain in DOMAINS:
        trainer.command("open_round", domain=domain)
        number = trainer.view["round"]["id"]
        trainer.command("practice_rate", round=number, picture="strong-agreement")
        trainer.command("close_round", round=number)
        trainer.command("record_ruling", domain=domain, method="majority")


def practised(trainer, kind, **about):
    """The room is asked, and the practice attendees answer."""
    trainer.plan(kind, **about)
    question = trainer.view["plan"]["question"]["id"]
    trainer.plan("practice_answer", question=question)
    trainer.wait_for(lambda s: s["view"]["plan"]["question"]["answered"] == PEOPLE)
    trainer.plan("practice_answer", question=question)  # again: nobody answers twice
    return trainer.refresh()["view"]["plan"]["question"]


def takes(trainer, step):
    plan = trainer.view["plan"]
    goals = {goal["id"]: goal for goal in plan["goals"]}
    match step["kind"]:
        case "ask_needs":
            assert practised(trainer, "ask_needs")["answered"] == PEOPLE
        case "ask_score":
            assert practised(trainer, "ask_score", goal=step["goal"])["answered"] == PEOPLE
        case "close_question":
            trainer.plan("close_question", question=step["question"])
        case "choose_needs":
            chosen = dict(zip(DOMAINS, plan["question"]["counts"], strict=True))
            assert len({*chosen.values()}) > 2
            most = sorted(chosen, key=chosen.get, reverse=True)
            trainer.plan("choose_needs", domains=most[:3])
        case "add_goal":
            trainer.plan("add_goal", wording={"text": "Fewer waits", "due": DUE})
        case "agree_goal":
            trainer.plan("agree_goal", goal=step["goal"], wording=goals[step["goal"]]["draft"])
        case "settle_score":
            question = plan["question"]
            middle = {"method": "median", "score": question["median"]}
            trainer.plan("settle_score", goal=step["goal"], question=question["id"], **middle)
        case "finish":
            trainer.command("finish")
        case kind:
            trainer.plan("show_plan", part=kind.removeprefix("show_"))


def test_the_steps_offered_lead_from_the_last_decision_to_the_close(rehearsal):
    trainer = rehearsal.trainer
    assert trainer.view["plan"]["leads"] is False
    decides_all(trainer)
    taken = []
    while trainer.view["phase"] != "finished":
        assert len(taken) < MOST
        plan = trainer.refresh()["view"]["plan"]
        assert plan["leads"]
        taken.append(plan["next"][0]["kind"])
        takes(trainer, plan["next"][0])
    assert taken == [
        "show_needs", "ask_needs", "close_question", "choose_needs",
        "show_goals", "add_goal", "agree_goal",
        "show_scores", "ask_score", "close_question", "settle_score",
        "show_sessions", "show_actions", "show_closing", "finish",
    ]  # fmt: skip
    plan = trainer.refresh()["view"]["plan"]
    assert (plan["leads"], plan["next"], plan["allowed"]) == (False, [], [])
    assert plan["needs"]["voters"] == PEOPLE
    assert plan["goals"][0]["scores"][0]["scorers"] == PEOPLE - 1  # one can't say
    assert sum(plan["goals"][0]["scores"][0]["dots"]) == PEOPLE - 1


def test_practice_attendees_answer_at_rehearsals_only(room):
    room.trainer.plan("ask_needs")
    assert "practice_answer" not in room.trainer.view["plan"]["allowed"]
    with pytest.raises(Refused) as refused:
        room.trainer.plan("practice_answer", question=room.trainer.view["plan"]["question"]["id"])
    assert refused.value.code == "not-a-rehearsal"
