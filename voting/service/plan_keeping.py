"""How plans are saved, and what the server does to them by itself: it ends meetings that are over,
brings what was agreed along with a workshop that moves, and forgets and erases.

A plan and a workshop, and two plans, are two documents each, and no step writes both. Whatever a
process that died has left undone, the next sweep does (``tidy_plan``).
"""

import time
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from functools import partial
from random import uniform

from voting.core.actors import CLOCK, Role
from voting.core.state import Workshop
from voting.goals import carrying
from voting.goals import commands as c
from voting.goals.entries import PlanEntry, PlanFacts
from voting.goals.facts import begins_with, ends_sitting
from voting.goals.forgetting import forgotten
from voting.goals.machine import apply
from voting.goals.plan import Plan
from voting.refusals.areas import UnknownArea
from voting.refusals.goals import QuestionOpen
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import Busy
from voting.service.base import ATTEMPTS
from voting.service.erasing import Erasing

_NOTHING = c.EndSitting()  # at no workshop


class PlanKeeping(Erasing):
    def plan_owner(self, workshop: Workshop) -> str:
        """Whose plan a workshop works on: its area's; a rehearsal on its own, and one in no
        area."""
        if workshop.rehearsal:
            return workshop.id
        return self.store.area_of(workshop.id) or workshop.id

    def _change_plan(
        self, owner: str, entry_for: Callable[[Plan], PlanEntry], *, anew: bool = False
    ) -> Plan:
        """Judge the entry for the newest plan and save what comes of it, or start again; ``anew``
        as in the store. Raises UnknownArea where the owner is erased."""
        began = time.monotonic()
        # One at a time within this process; races with other processes remain.
        with self._lock(f"plan {owner}"):
            self.store.check_answered(began)
            for attempt in range(ATTEMPTS):
                before = self.store.plan(owner)
                entry = entry_for(before)
                after = apply(before, entry)
                if after is before or self._save_plan(before, after, entry, anew):
                    return after
                # Others were first. Wait a little longer each time, at random.
                time.sleep(uniform(0, 0.004 * (attempt + 1)))
        raise Busy()

    def _save_plan(self, before: Plan, after: Plan, entry: PlanEntry, anew: bool) -> bool:
        left = {one.workshop for one in before.sittings} - {one.workshop for one in after.sittings}
        if ends_sitting(entry.command):
            left.add(entry.workshop)
        return self.store.save_plan(before, after, entry, unsuggested=left, anew=anew)

    # --- a meeting that is over ---

    def end_sitting(self, workshop: Workshop) -> None:
        """Nothing is asked at a workshop that is over, and what was suggested there goes. Done
        again, it changes nothing."""
        self._end_in(self.plan_owner(workshop), workshop.id)

    def _end_in(self, owner: str, workshop: str) -> None:
        with suppress(UnknownArea):  # erased
            self._change_plan(owner, self._by_clock(c.EndSitting(), workshop))

    # --- from one plan to another ---

    def check_may_move(self, workshop: Workshop) -> None:
        """Raise QuestionOpen while people answer a question: their answers would be lost."""
        sitting = self.store.plan(self.plan_owner(workshop)).sitting(workshop.id)
        if sitting and sitting.question and sitting.question.is_open:
            raise QuestionOpen()

    def carry_plan(
        self, source: str, to: str, workshop: str = "", events: dict[str, str] | None = None
    ) -> None:
        """Bring what a workshop made, or all (""), from one plan to another; ``events`` are what
        the area's meetings are called there. Done again, it does what is missing."""
        if source == to or not self._there(source):
            return
        leave = c.LeavePlan(to, workshop, tuple((events or {}).items()))
        with suppress(UnknownArea):  # erased
            self._hand_over(self._change_plan(source, self._by_clock(leave)))
        if workshop:
            self._end_in(source, workshop)

    def plan_comes_home(self, workshop: str, area: str) -> None:
        """A workshop that was in no area may have made a plan of its own: it becomes part of that
        of its area."""
        if self._there(workshop):
            self.carry_plan(workshop, area)
            if not self.store.plan(workshop).leaving:
                self.store.erase_plan(workshop)

    def _hand_over(self, plan: Plan) -> None:
        """Finish what is on its way to other plans."""
        for leaving in plan.leaving:
            with suppress(UnknownArea):  # erased: then there is nobody whose it could be
                bring = c.BringPlan(leaving.id, leaving.parts)
                self._change_plan(leaving.to, self._by_clock(bring))
            # What has left is in no line of its log either.
            self._start_anew(plan.owner, partial(carrying.arrived, id=leaving.id))

    def _there(self, owner: str) -> bool:
        return self.store.plan_marks([owner])[0][0] is not None

    # --- forgetting and erasing ---

    def take_out_of_plan(self, area: str, workshop: str) -> None:
        """A workshop leaves nothing: what it made goes from the plan, and from its log."""
        self._end_in(area, workshop)
        self._start_anew(area, lambda now: carrying.without_workshop(now, workshop))

    def forget_in_plan(self, owner: str) -> bool:
        """Erase what people wrote and may name somebody, in the log too; returns whether anything
        was done since that was done last."""
        return self._start_anew(owner, forgotten)

    def plan_changed_at(self, owner: str) -> datetime | None:
        """When people last changed a plan, as far as its log and what that began with go back."""
        log = self.store.plan_log(owner)
        found = [one.at for one in log if one.by.role is not Role.CLOCK]
        for one in log:
            began = begins_with(one.command)
            if began and began.last_change:
                found.append(began.last_change.at)
        return max(found, default=None)

    def _start_anew(self, owner: str, change: Callable[[Plan], Plan | None]) -> bool:
        """Let the log of a plan begin with what ``change`` makes of it; None: with nothing
        changed."""

        def entry(now: Plan) -> PlanEntry:
            after = change(now)
            command = _NOTHING if after is None else c.StartPlan(after)
            return PlanEntry(self.clock(), CLOCK, command, PlanFacts(today=""))

        before = self.store.plan(owner)
        with suppress(UnknownArea):
            return self._change_plan(owner, entry, anew=True).revision != before.revision
        return False

    def tidy_plan(self, owner: str) -> bool:
        """Do to a plan what was left undone; returns whether it was erased with its owner."""
        plan = self.store.plan(owner)
        self._hand_over(plan)
        if not self.store.seals_of_areas([owner])[0][0]:
            (place,) = self.store.places([owner])
            if place.mark[0] is None:
                self.store.erase_plan(owner)
                return True
            if place.area and not self.store.load(owner).rehearsal:
                self.plan_comes_home(owner, place.area)
        for sitting in plan.sittings:
            if sitting.part or sitting.question:
                self._end_if_over(owner, sitting.workshop)
        return False

    def _end_if_over(self, owner: str, workshop: str) -> None:
        """A workshop is finished, gone, or works on another plan by now."""
        try:
            found = self.store.load(workshop)
            over = found.is_finished() or self.plan_owner(found) != owner
        except UnknownWorkshop:
            over = True
        if over:
            self._end_in(owner, workshop)

    def _by_clock(
        self, command: c.AnyPlanCommand, workshop: str = ""
    ) -> Callable[[Plan], PlanEntry]:
        facts = PlanFacts(today="")
        return lambda plan: PlanEntry(self.clock(), CLOCK, command, facts, workshop=workshop)
