"""Plans on the real store, through the service as the edges use it."""

from datetime import timedelta
from typing import Any

from tests.builders import FIRST_TRAINER, attendee
from voting.core import commands as c
from voting.core.actors import Actor
from voting.core.state import Workshop
from voting.goals import commands as p
from voting.goals.machine import fold
from voting.goals.plan import Goal, Plan, Wording
from voting.service import Service
from voting.store.redis_store import RedisStore
from voting.views.plan import OwnAnswer
from voting.views.plan_made import plan_for_trainers
from voting.wire.messages import PlanAnswer, SuggestionSent


class Meeting:
    """What one workshop does to the plan that it works on."""

    def __init__(self, service: Service, workshop: str, people: int = 0) -> None:
        self.service, self.id = service, workshop
        self.people = [f"person-{n}" for n in range(people)]
        for one in self.people:
            service.act(workshop, attendee(one), c.Join(f"Attendee {one}", "primary"))

    @property
    def store(self) -> RedisStore:
        return self.service.store

    @property
    def workshop(self) -> Workshop:
        return self.store.load(self.id)

    @property
    def owner(self) -> str:
        return self.service.plan_owner(self.workshop)

    @property
    def plan(self) -> Plan:
        return self.store.plan(self.owner)

    def due(self, days: int = 90) -> str:
        return (self.service.clock() + timedelta(days)).date().isoformat()

    def does(self, command: p.PlanCommand, by: Actor = FIRST_TRAINER, **said: Any) -> Plan:
        return self.service.act_on_plan(self.id, by, command, **said)

    def agrees(self, text: str = "A goal", **more: Any) -> str:
        """A goal is written and agreed; its id comes back."""
        wording = Wording(text, due=self.due(), **more)
        goal = self.does(p.AddGoal(wording)).goals[-1].id
        self.does(p.AgreeGoal(goal, wording))
        return goal

    def asks(self, goal: str = "") -> int:
        """A question is opened: a score of this goal, or the needs; its id comes back."""
        return self.does(p.AskScore(goal) if goal else p.AskNeeds()).asked

    def scores(self, device: str, question: int, score: Any, sequence: int = 1) -> OwnAnswer:
        id = f"{device}-{question}-{sequence}"
        sent = PlanAnswer(question, id, sequence, score=score)
        return self.service.answer_plan(self.id, device, sent)

    def chooses(self, device: str, question: int, *domains: str, sequence: int = 1) -> OwnAnswer:
        id = f"{device}-{question}-{sequence}"
        sent = PlanAnswer(question, id, sequence, domains=domains)
        return self.service.answer_plan(self.id, device, sent)

    def suggests(self, device: str, text: str = "A list", id: str = "suggestion-1") -> int:
        return self.service.suggest(self.id, device, SuggestionSent(id, text))

    def settles(self, goal: str, *scores: int | None) -> Plan:
        """The first people score a goal; what they gave is settled by the median."""
        question = self.asks(goal)
        for person, score in zip(self.people, scores, strict=False):
            self.scores(person, question, score)
        self.does(p.CloseQuestion(question))
        middle = self.looked().question.median
        return self.does(p.SettleScore(goal, question, "median", middle))

    def looked(self):
        """The plan as trainers see it."""
        return plan_for_trainers(self.service.situation(self.workshop))

    def tally(self):
        """What the question on the screens came to, None while it is open."""
        return self.service.situation(self.workshop).plan.tally

    def goal(self, id: str) -> Goal:
        return self.plan.goal(id)


def folds(store: RedisStore, owner: str) -> bool:
    """Does the log of a plan lead to what is stored?"""
    return fold(owner, store.plan_log(owner)) == store.plan(owner)
