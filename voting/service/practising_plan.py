"""What practice attendees answer to a plan's question, sent as if by their phones."""

from typing import Any

from voting import identity as ids
from voting.core.actors import Actor
from voting.core.conditions import check, practising
from voting.goals import commands as c
from voting.goals import practice
from voting.goals.facts import lets_practise
from voting.goals.plan import Plan
from voting.service.area_plans import AreaPlans
from voting.wire.messages import PlanAnswer


class PractisingPlans(AreaPlans):
    def act_on_plan(
        self, workshop: str, by: Actor, command: c.AnyPlanCommand, **given: Any
    ) -> Plan:
        """As ``Plans``; raises NotARehearsal where practice attendees are asked and there are
        none."""
        if lets_practise(command):
            check(self.trainers_workshop(workshop, by), practising)
        plan = super().act_on_plan(workshop, by, command, **given)
        if lets_practise(command):
            self._practise_answers(workshop, plan)
        return plan

    def _practise_answers(self, workshop: str, plan: Plan) -> None:
        """Whoever has answered already is left alone, so a repeat changes nothing."""
        found, sitting = self.store.load(workshop), plan.sitting(workshop)
        question = sitting.question if sitting else None
        if question is None or not question.is_open:  # a repeat, and it was closed since
            return
        people = [person.id for person in found.practising()]
        held = self.store.plan_answers(plan.owner, question.id)
        said: dict[str, dict[str, Any]]
        if question.kind == "score":
            place, goal = next((k, g) for k, g in enumerate(plan.goals) if g.id == question.goal)
            scores = practice.scores(people, goal, place, question.round)
            said = {person: {"score": score} for person, score in scores.items()}
        else:
            proposed = [one.domain for one in self._proposed(found)]
            keys = [cell.key for cell in found.framework.domains]
            needs = practice.needs(people, proposed, keys)
            said = {person: {"domains": tuple(chosen)} for person, chosen in needs.items()}
        for person, answer in said.items():
            if person not in held:
                sent = PlanAnswer(question.id, ids.new_request(), 1, **answer)
                self.answer_plan(workshop, person, sent)
