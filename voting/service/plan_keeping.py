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

from msgspec.structs import replace

from voting import identity as ids
from voting.core.actors import CLOCK, Role
from voting.core.state import Workshop
from voting.goals import carrying
from voting.goals import commands as c
from voting.goals.asking import waits
from voting.goals.entries import PlanEntry, PlanFacts
from voting.goals.facts import begins_with, ends_sitting
from voting.goals.forgetting import forgotten
from voting.goals.machine import apply
from voting.goals.plan import Plan
from voting.goals.typing import MOST_TYPED, is_typing, typed_on
from voting.refusals.areas import UnknownArea
from voting.refusals.goals import NotSettled, QuestionOpen
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import Busy
from voting.service.base import ATTEMPTS
from voting.service.erasing import Erasing
from voting.store.along import ALONE, Along

_NOTHING = c.EndSitting()  # at no workshop


def finished_at(workshop: Workshop) -> str:
    """When a workshop was finished, "" if it is not."""
    at = workshop.finished_at if workshop.is_finished() else None
    return at.isoformat() if at else ""


def _at(plan: Plan) -> set[str]:
    return {one.workshop for one in plan.at_meetings()}


class PlanKeeping(Erasing):
    def plan_owner(self, workshop: Workshop) -> str:
        """Whose plan a workshop works on: its area's; a rehearsal on its own, and one in no
        area."""
        if workshop.rehearsal:
            return workshop.id
        return self.store.area_of(workshop.id) or workshop.id

    def _change_plan(
        self, owner: str, entry_for: Callable[[Plan], PlanEntry], along: Along = ALONE
    ) -> Plan:
        """Judge the entry for the newest plan and save what comes of it, or start again, with what
        is to be saved ``along`` with it. Raises UnknownArea where the owner is erased."""
        began = time.monotonic()
        # One at a time within this process; races with other processes remain.
        with self._lock(f"plan {owner}"):
            self.store.check_answered(began)
            for attempt in range(ATTEMPTS):
                before, typed = self.store.plan_to_change(owner)
                entry = entry_for(before)
                after = apply(before, entry)
                if after is before or self._save_plan(before, after, entry, typed, along):
                    return after
                # Others were first. Wait a little longer each time, at random.
                time.sleep(uniform(0, 0.004 * (attempt + 1)))
        raise Busy()

    def _save_plan(
        self, before: Plan, after: Plan, entry: PlanEntry, typed: list[PlanEntry], along: Along
    ) -> bool:
        """``typed`` is what waits for the next line of the log."""
        if is_typing(entry) and len(now := typed_on(typed, before, entry)) <= MOST_TYPED:
            return self.store.save_plan(before, after, (), replace(along, typed=now))
        left = _at(before) - _at(after)
        if ends_sitting(entry.command):
            left.add(entry.workshop)
        entries = (entry,) if along.anew else (*typed, entry)
        return self.store.save_plan(before, after, entries, replace(along, unsuggested=left))

    # --- a meeting that is over ---

    def end_sitting(self, workshop: Workshop) -> None:
        """Nothing is asked at a workshop that is over, and what was suggested there goes. Done
        again, it changes nothing."""
        self._end_in(self.plan_owner(workshop), workshop.id, finished_at(workshop))

    def _end_in(self, owner: str, workshop: str, finished: str = "") -> None:
        try:
            with suppress(UnknownArea):  # erased
                self._change_plan(owner, self._by_clock(c.EndSitting(finished), workshop))
        finally:  # where the plan was off the screens already, nothing of it has changed
            self.store.unsuggest(owner, [workshop])

    # --- from one plan to another ---

    def check_may_move(self, workshop: Workshop, *, by_people: bool = True) -> None:
        """Raise QuestionOpen while people answer a question, or NotSettled while what they answered
        waits to be settled, where it could not come along. ``by_people``: no open one is carried,
        as its answers would be refused for a moment."""
        plan = self.store.plan(self.plan_owner(workshop))
        sitting = plan.sitting(workshop.id)
        question = sitting.question if sitting else None
        if question is None or workshop.is_finished():
            return
        if question.is_open and (by_people or not carrying.goes_along(plan, workshop.id)):
            raise QuestionOpen()
        if waits(plan, question) and not carrying.goes_along(plan, workshop.id):
            raise NotSettled()

    def check_may_merge(self, area: str) -> None:
        """Raise QuestionOpen or NotSettled as long as a workshop of the area asks something that
        could not come along with it."""
        for sitting in self.store.plan(area).sittings:
            if sitting.question:
                with suppress(UnknownWorkshop):  # erased
                    self.check_may_move(self.store.load(sitting.workshop), by_people=False)

    def carry_plan(
        self, source: str, to: str, workshop: str = "", events: dict[str, str] | None = None
    ) -> None:
        """Bring what a workshop made, or all (""), from one plan to another; ``events`` are what
        the area's meetings are called there. Done again, it does what is missing."""
        if source == to or not self._there(source):
            return
        # A failover may lose what left, and with it the number that another gets.
        leave = c.LeavePlan(to, workshop, tuple((events or {}).items()), ids.new_request())
        with suppress(UnknownArea):  # erased
            self._hand_over(self._change_plan(source, self._by_clock(leave)))
        if workshop:
            self._end_in(source, workshop)

    def plan_comes_home(self, workshop: str, area: str) -> None:
        """A workshop that was in no area may have made a plan of its own: it becomes part of that
        of its area, also what somebody does to it meanwhile. Raises UnknownWorkshop if it is being
        erased, or Busy."""
        for _ in range(ATTEMPTS):
            if not self._there(workshop):
                return
            self.store.check_there(workshop)
            self.carry_plan(workshop, area)
            left = self.store.plan(workshop)
            is_left = left.leaving or not carrying.all_of(left).is_empty
            if not is_left and self.store.erase_plan_at(workshop, left.revision):
                return
        raise Busy()

    def _hand_over(self, plan: Plan) -> None:
        """Finish what is on its way to other plans."""
        for leaving in plan.leaving:
            sittings = leaving.parts.sittings
            asked = {one.question.id for one in sittings if one.question}
            sent = self.store.sent_to_plan(plan.owner, asked, {one.workshop for one in sittings})
            with suppress(UnknownArea):  # erased: then there is nobody whose it could be
                bring = c.BringPlan(leaving.id, leaving.parts)
                self._change_plan(leaving.to, self._by_clock(bring), Along(carried=sent))
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
        erased = self._start_anew(owner, forgotten)
        return self.store.unsuggest(owner, self.store.suggested_at(owner)) or erased

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
            return self._change_plan(owner, entry, Along(anew=True)).revision != before.revision
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
        used = {one.workshop for one in plan.sittings if one.part or one.question}
        for workshop in sorted(used | self.store.suggested_at(owner)):
            self._end_if_over(owner, workshop)
        return False

    def _end_if_over(self, owner: str, workshop: str) -> None:
        """A workshop is finished, gone, or works on another plan by now."""
        try:
            found = self.store.load(workshop)
            finished = finished_at(found)
            over = bool(finished) or self.plan_owner(found) != owner
        except UnknownWorkshop:
            over, finished = True, ""
        if over:
            self._end_in(owner, workshop, finished)

    def _by_clock(
        self, command: c.AnyPlanCommand, workshop: str = ""
    ) -> Callable[[Plan], PlanEntry]:
        facts = PlanFacts(today="")
        return lambda plan: PlanEntry(self.clock(), CLOCK, command, facts, workshop=workshop)
