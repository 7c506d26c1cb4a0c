"""What a room agrees once all is decided: needs, goals and scores, a support session, actions."""

import random
from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from demo.client import Page
from demo.minds import needs_of, score_of
from demo.phone import Phone

# By when counts in days from today.
GOALS = (
    {
        "text": "Every school knows its link worker, and how to reach them",
        "measure": "Schools that can name theirs, asked each term",
        "achievable": "Every service has named someone already",
        "domains": ("contact", "clarity"),
        "due": 120,
        "owner": "Joint commissioning lead, the council",
        "first_step": "Send every school the list that we have",
    },
    {
        "text": "Schools and services plan training for staff together",
        "domains": ("evidence",),
        "due": 150,
        "owner": "Training lead, mental health support team",
    },
)
ACTIONS = (
    {"text": "Send every school the list of link workers", "owner": "The council", "due": 10},
    {"text": "Ask three heads what they would add to the map of services", "due": 21},
    {"text": "Find a date for the joint forum", "owner": "Clinical lead, CYPMHS", "due": 14},
)
DONE = 2  # the place of the action that is done by the next meeting


def agrees(trainer: Page, phones: Sequence[Phone], chance: random.Random, today: date) -> None:
    """Everything that can be agreed, by trainers and phones; raises Refused."""

    def day(days: int) -> str:
        return (today + timedelta(days=days)).isoformat()

    domains = [step["domain"] for step in trainer.view["progress"]]
    trainer.plan("ask_needs")
    asked = _asked(trainer)
    proposed = [one["domain"] for one in trainer.view["plan"]["proposed"]]
    for phone in phones:
        phone.answer(asked, domains=needs_of(proposed or domains, chance))
    counts = _closed(trainer, asked)["counts"]
    most = sorted(domains, key=dict(zip(domains, counts, strict=True)).__getitem__)
    trainer.plan("choose_needs", domains=most[-3:])
    for place, goal in enumerate(GOALS):
        trainer.plan("add_goal", wording={**goal, "due": day(int(str(goal["due"])))})
        made = trainer.view["plan"]["goals"][-1]
        trainer.plan("agree_goal", goal=made["id"], wording=made["draft"])
        trainer.plan("ask_score", goal=made["id"])
        asked = _asked(trainer)
        for phone in phones:
            phone.answer(asked, score=score_of(2 + place, chance))
        middle = _closed(trainer, asked)["median"]
        how = {"method": "consensus", "score": 2} if middle is None else {"score": middle}
        trainer.plan(
            "settle_score", goal=made["id"], question=asked, **({"method": "median"} | how)
        )
    trainer.plan("add_session", format="discussion", areas=["contact"], items=["contact-directory"])
    goal = trainer.view["plan"]["goals"][0]["id"]
    for one in ACTIONS:
        trainer.plan("add_action", **{**one, "due": day(int(str(one["due"]))), "goal": goal})
    done = next(a for a in trainer.view["plan"]["actions"] if a["text"] == ACTIONS[DONE]["text"])
    trainer.plan("mark_action", action=done["id"], state="done")


def agreeing(chance: random.Random, today: date) -> Callable[[Page, Sequence[Phone]], None]:
    """The same for a workshop that is held at once."""
    return lambda trainer, phones: agrees(trainer, phones, chance, today)


def _asked(trainer: Page) -> int:
    return int(trainer.view["plan"]["question"]["id"])


def _closed(trainer: Page, question: int) -> dict[str, Any]:
    """The question, closed and counted."""
    trainer.plan("close_question", question=question)
    found: dict[str, Any] = trainer.refresh()["view"]["plan"]["question"]
    return found
