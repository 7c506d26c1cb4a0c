"""Plans of areas on their own pages, beside no workshop.

``plan_of_area(area)`` is what the pages are made of, ``plans_of(areas)`` the same of many at once;
``act_on_plan_of`` carries out a command, and ``plan_as_asked`` only says what it would make.
"""

from collections.abc import Iterable, Sequence

from voting.core.actors import Actor, Role
from voting.goals import commands as c
from voting.goals.entries import PlanEntry
from voting.goals.machine import apply
from voting.goals.plan import Plan
from voting.goals.situation import PlanSituation
from voting.programme.area import Area
from voting.refusals import Refusal
from voting.refusals.asking import OldLink
from voting.refusals.goals import PlanOvertaken, PlanUnread
from voting.service.caching import remember_some
from voting.service.plan_answers import PlanAnswers
from voting.service.plans import MOST_PLANS


class AreaPlans(PlanAnswers):
    # --- reading ---

    def plan_of_area(self, area: Area) -> PlanSituation:
        """The plan of an area on its own pages, beside no workshop; an empty one that is ``unread``
        where it can't be read."""
        around = self._around_area(area)
        today = self._today(around.zone).isoformat()
        try:
            plan, is_unread = self.plan(area.id), False
        except PlanUnread:
            plan, is_unread = Plan(area.id), True
        return PlanSituation(
            plan=plan,
            workshop="",
            today=today,
            catalogue=self.catalogue,
            sessions=around.sessions,
            meetings=around.meetings,
            reviews=self._reviews(area),
            coming=self._to_come(area, today),
            unread=is_unread,
        )

    def plans_of(self, areas: Sequence[str]) -> dict[str, Plan]:
        """The plans of these areas, by their ids, in two round trips at most. One that can't be
        read is left out, and the log says so."""
        marks = dict(zip(areas, self.store.plan_marks(areas), strict=True))
        found = {id: Plan(id) for id, mark in marks.items() if mark[0] is None}
        found |= {id: h[1] for id in areas if (h := self._plans.get(id)) and h[0] == marks[id]}
        for mark, plan in self.store.plans([id for id in marks if id not in found]):
            remember_some(self._plans, plan.owner, (mark, plan), MOST_PLANS)
            found[plan.owner] = plan
        return found

    # --- changing ---

    def act_on_plan_of(
        self,
        area: str,
        by: Actor,
        command: c.AnyPlanCommand,
        *,
        id_of_request: str = "",
        step: int | None = None,
    ) -> Plan:
        """Carry out a command of people who have the area's link. A change that came first and is
        about something else overtakes nobody. Raises UnknownArea, OldLink, the machine's refusals,
        StoreUnavailable, or Busy after many lost races."""
        there = self.store.area(area)
        if by.role is Role.AREA and by.link not in (None, there.links["area"]):
            raise OldLink()

        def entry(plan: Plan) -> PlanEntry:
            facts = self._plan_facts(plan, command, None)
            seen = self._seen(plan, command, step)
            return PlanEntry(self.clock(), by, command, facts, id_of_request, seen)

        try:
            return self._change_plan(area, entry)
        except PlanOvertaken:
            raise self._overtaken(area, by, command, step) from None

    def plan_as_asked(self, area: str, by: Actor, commands: Iterable[c.AnyPlanCommand]) -> Plan:
        """What these commands of people with the area's link would make of its plan, one after the
        other; nothing is saved. Raises all that is wrong with them."""
        plan, faults = self.plan(area), list[Refusal]()
        for command in commands:
            entry = PlanEntry(self.clock(), by, command, self._plan_facts(plan, command, None))
            try:
                plan = apply(plan, entry)
            except Refusal as fault:
                faults += [fault, *fault.also]
                if not fault.field:  # no fault of a form
                    break
        if faults:
            raise faults[0].beside(*faults[1:])
        return plan
