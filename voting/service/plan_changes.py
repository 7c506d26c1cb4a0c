"""A trainer's commands to a plan, with the facts they are judged on."""

from contextlib import suppress

from voting.core.actors import Actor, Role
from voting.core.admission import admit
from voting.core.commands import ShowOverview
from voting.core.state import Workshop
from voting.goals import commands as c
from voting.goals.answers import counted
from voting.goals.entries import Answered, PlanEntry, PlanFacts
from voting.goals.facts import closes, needed, records_middle, takes_screens
from voting.goals.machine import overtaken_by
from voting.goals.needs import proposed
from voting.goals.overtaking import changes_since, is_of_a_form, overtaking
from voting.goals.plan import LastChange, Plan, Proposal
from voting.goals.reach import check_now
from voting.goals.scoring import median
from voting.programme.area import Area
from voting.refusals import Refusal
from voting.refusals.areas import UnknownArea
from voting.refusals.asking import NotAllowed
from voting.refusals.goals import PlanOvertaken
from voting.refusals.serving import Busy
from voting.service.answering import by_person, closing, could_answer
from voting.service.plans import Around, Plans, keys_of
from voting.views.plan_made import standings_of


class PlanChanges(Plans):
    def act_on_plan(
        self,
        workshop: str,
        by: Actor,
        command: c.AnyPlanCommand,
        *,
        id: str = "",
        step: int | None = None,
    ) -> Plan:
        """Carry out a trainer's command to the plan that the workshop works on; one that puts
        something on the screens takes the domain off them. Raises the machine's refusals,
        PlanNotNow, StoreUnavailable, or Busy after many lost races."""
        found = self.trainers_workshop(workshop, by)
        check_now(found)
        owner = self.plan_owner(found)

        def entry(plan: Plan) -> PlanEntry:
            facts = self._plan_facts(plan, command, found)
            seen = self._seen(plan, command, step, workshop) if is_of_a_form(command) else step
            return PlanEntry(self.clock(), by, command, facts, id, seen, workshop)

        try:
            after = self._change_plan(owner, entry, closing(found, closes(command)))
        except PlanOvertaken as refused:
            if not is_of_a_form(command):
                raise
            raise self._overtaken(owner, by, command, step, workshop) from refused
        except UnknownArea:  # erased meanwhile, or the workshop is
            self.store.check_there(workshop)
            raise Busy() from None
        if (now := self.plan_owner(found)) != owner:  # it has moved meanwhile
            self.carry_plan(owner, now, workshop)
        if takes_screens(command) and found.domain is not None:
            with suppress(Refusal):  # somebody was faster: then that is on the screens
                self.act(workshop, by, ShowOverview())
        return after

    def trainers_workshop(self, workshop: str, by: Actor) -> Workshop:
        """The workshop, where ``by`` is one of its trainers; raises NotAllowed or OldLink."""
        found = self.store.load(workshop)
        if by.role is not Role.TRAINER:
            raise NotAllowed()
        admit(found, by)
        return found

    # --- who was first ---

    def _seen(
        self, plan: Plan, command: c.AnyPlanCommand, step: int | None, workshop: str = ""
    ) -> int | None:
        """The step of a form, if what was done since it was filled in is about the same; else
        None, as a change that came first and is about something else overtakes nobody."""
        overtaken = step != plan.step and self._overtaking(plan.owner, command, step, workshop)
        return step if overtaken else None

    def _overtaking(
        self, owner: str, command: c.AnyPlanCommand, step: int | None, workshop: str
    ) -> list[PlanEntry]:
        if step is None:
            return []
        return overtaking(command, changes_since(self.store.plan_log(owner), step), workshop)

    def _overtaken(
        self, owner: str, by: Actor, command: c.AnyPlanCommand, step: int | None, workshop: str = ""
    ) -> PlanOvertaken:
        """What the second of two is told: who was first, and when."""
        found = self._overtaking(owner, command, step, workshop)
        last = LastChange(found[-1].by, "", found[-1].at) if found else None
        return overtaken_by(last, by, self.clock())

    # --- facts ---

    def _plan_facts(
        self, plan: Plan, command: c.AnyPlanCommand, workshop: Workshop | None
    ) -> PlanFacts:
        needs = needed(command)
        around = self._around_plan(plan, workshop)
        area = around.area if around.area and around.area.id == plan.owner else None
        event = area.event_of(workshop.id) if area and workshop else None
        answered, middle = self._answered(plan, workshop) if needs.answered else (None, None)
        domains = keys_of(workshop) if workshop else self._domains_of(area)
        is_told = answered is not None and bool(answered.counts)
        is_middle = records_middle(command)
        returned, present = self._returned(plan, needs.returned, workshop)
        if needs.present and workshop:
            present = self._present(plan, workshop)
        return PlanFacts(
            today=self._today(around.zone).isoformat(),
            kind=event.kind if event else workshop.details.kind if workshop else "",
            day=workshop.details.date if workshop else "",
            domains=domains if needs.domains else (),
            sessions=around.sessions if needs.sessions else Around().sessions,
            answered=answered,
            median=middle if is_told or is_middle else None,
            returned=returned,
            proposed=self._proposed(workshop) if needs.proposed and workshop else (),
            events=tuple(m.event for m in around.meetings) if needs.sessions else (),
            items=self.catalogue.items if needs.sessions else (),
            present=present,
        )

    def _around_plan(self, plan: Plan, workshop: Workshop | None) -> Around:
        """A rehearsal's plan has the days of its area, and none of its meetings."""
        if workshop is None or plan.owner != workshop.id:
            return self._around_now(plan.owner)
        found = self._around_now(self.store.area_of(workshop.id) or "")
        return Around(zone=found.zone)

    def _answered(
        self, plan: Plan, workshop: Workshop | None
    ) -> tuple[Answered | None, int | None]:
        """What the closed question came to, as far as it may be kept, and its middle score."""
        sitting = plan.sitting(workshop.id) if workshop else None
        question = sitting.question if sitting else None
        if workshop is None or question is None or question.is_open:
            return None, None
        held = self.store.plan_answers(plan.owner, question.id)
        tally = counted(question, held, keys_of(workshop))
        middle = median(tally.counts) if question.kind == "score" else None
        if not tally.may_be_kept:
            tally = Answered((), tally.people, tally.cant_say, tally.by_hand)
        return tally, middle

    def _present(self, plan: Plan, workshop: Workshop) -> int:
        """How many could answer its question by phone, with those who did and have gone."""
        sitting = plan.sitting(workshop.id)
        question = sitting.question if sitting else None
        held = self.store.plan_answers(plan.owner, question.id) if question else {}
        return could_answer(workshop, by_person(workshop, held))

    def _proposed(self, workshop: Workshop) -> tuple[Proposal, ...]:
        return tuple(proposed(standings_of(self.by_itself(workshop))))

    def _returned(self, plan: Plan, goal: str, workshop: Workshop | None) -> tuple[int, int]:
        """How many of those here were at least at the meeting that made this goal, and of how many;
        both 0 at that meeting, and where it was made at none."""
        held = next((one for one in plan.goals if one.id == goal), None)
        made = held.versions[0].workshop if held and held.versions else ""
        if not made or workshop is None or made == workshop.id:
            return 0, 0
        here = {person.id for person in workshop.taking_part()}
        then = set(self.store.known(made).values())
        now = {who for id, who in self.store.known(workshop.id).items() if id in here}
        return len(then & now), len(here)

    def _domains_of(self, area: Area | None) -> tuple[str, ...]:
        held = self._held_areas([area.id]) if area else []
        for workshop in reversed(area.workshops() if area else []):
            result = held[0].results.get(workshop) if held else None
            if result and result.framework.is_framework:
                return tuple(cell.key for cell in result.framework.domains)
        return ()
