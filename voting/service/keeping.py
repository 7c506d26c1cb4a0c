"""What outlives a workshop: its result, kept in its area when it is finished or erased; and what
is kept no longer.

The workshop and its area are two documents, and no step writes both. So each is left in an order
that can be taken up again: what a workshop settled is kept before anything of it is erased, and
whatever a process that died has not kept, the next look or sweep keeps.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta

from voting.core.actors import CLOCK, Actor, Role
from voting.core.erasing import check_erasable, keep_until
from voting.core.state import Workshop
from voting.programme import machine
from voting.programme.area import Area
from voting.programme.commands import (
    ChangeEvent,
    ChangeLeads,
    ForgetTexts,
    HoldEvent,
    ReleaseWorkshop,
)
from voting.programme.entries import AreaEntry
from voting.programme.forgetting import without_texts
from voting.programme.keeping import is_but_a_name, is_over
from voting.programme.placing import as_corrected
from voting.programme.result import Result
from voting.refusals.areas import UnknownArea
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import Busy, StoreUnavailable
from voting.service.base import ATTEMPTS, PASSING
from voting.service.looking import Looking
from voting.store.areas import HeldArea
from voting.views.result import as_it_is_now

EMPTY_FOR = timedelta(days=1)  # a form may be under way that makes an area first

_log = logging.getLogger(__name__)


class Keeping(Looking):
    # --- while a workshop is there ---

    def settle(self, id: str) -> None:
        """Keep what a workshop has settled, if it is finished; and of what was kept before, no
        reason that was taken down since, and its kind, date and title as they are now.
        Done again, it changes nothing. Raises UnknownWorkshop."""
        for _ in range(ATTEMPTS):
            mark = self.store.mark(id)
            workshop = self.store.load(id)
            kept = self._kept_of(workshop)
            if _is_late(workshop, kept):
                self.take_in(workshop, new=True)
                self.keep_finished(workshop)
            elif kept and (after := as_it_is_now(kept, workshop)) != kept:
                self.keep_result(after)
            # What is kept now may be older than what somebody took down meanwhile.
            if self.store.mark(id) == mark:
                return
        raise Busy()

    def settle_soon(self, id: str) -> None:
        """The same after a command that is saved already: what can't be kept now is kept by the
        next look at the area, or the next sweep."""
        with afterwards("the result of the workshop %s is not kept yet", id):
            self.settle(id)

    def end_soon(self, workshop: Workshop) -> None:
        """Nothing is asked of a finished workshop's people any more, nor what they suggested
        kept."""
        if workshop.is_finished():
            with afterwards("what was asked at the workshop %s is not taken back yet", workshop.id):
                self.end_sitting(workshop)

    def replan_soon(self, workshop: Workshop, by: Actor) -> None:
        """Let the workshop's event follow its kind and date, which ``by`` has corrected: a change
        by people, so that a lead who is changing the same event meanwhile is told."""
        if by.role is Role.CLOCK:  # the details follow the event
            return
        with afterwards("the event of the workshop %s does not follow it", workshop.id):
            home = self.store.area_of(workshop.id)
            area = self.store.area(home) if home else None
            event = area.event_of(workshop.id) if area else None
            if area and event:
                about = workshop.details
                corrected = as_corrected(area, event, about.kind, about.date)
                if corrected != event:
                    somebody = Actor(Role.AREA, by.id)
                    self.act_on_area(area.id, somebody, ChangeEvent(corrected))

    def is_unsettled(self, workshop: Workshop) -> bool:
        """Did whoever changed it not come to keep what it settled, or to take a reason back?"""
        kept = self._kept_of(workshop)
        is_late = _is_late(workshop, kept)
        return is_late or (kept is not None and as_it_is_now(kept, workshop) != kept)

    def _kept_of(self, workshop: Workshop) -> Result | None:
        area = self.store.area_of(workshop.id)
        return self.store.result(area, workshop.id) if area else None

    # --- its end ---

    def delete(self, workshop: Workshop, area: str = "") -> None:
        """Erase a rehearsal, or a workshop set up by mistake, for good; raises NotErasable, or
        AreaNotTyped unless ``area`` is what was typed to confirm it. It leaves no result, and its
        event is free again."""
        check_erasable(workshop, area, self.clock())
        self.store.begin_to_erase(workshop.id)
        home = self.store.area_of(workshop.id)
        if home:
            self._let_go(home, workshop.id)
            self.take_out_of_plan(home, workshop.id)
        self.store.erase(workshop.id)
        self.forget()

    def erase_if_due(self, id: str, keep_days: int, keep_results: bool = True) -> bool:
        """Erase a workshop that has been kept for ``keep_days``; returns whether it was due. With
        ``keep_results`` what it decided stays in its area."""
        workshop = self.store.load(id)
        if self.clock() <= keep_until(workshop, keep_days):
            return False
        # If somebody has begun to erase it, they have kept before that what was to be kept.
        with suppress(UnknownWorkshop):
            try:
                self._part_with(workshop, keep_results)
            except PASSING:  # the store does not answer, or another process has to do it
                raise
            except Exception:
                # A fault is no reason to keep people's data.
                _log.exception("not all that the workshop %s settled can be kept", id)
                self._part_in_spite(workshop, keep_results)
        self.store.erase(id)
        return True

    def _part_in_spite(self, workshop: Workshop, keep_results: bool) -> None:
        """Keep of a workshop with a fault what can be read; what people suggested goes."""
        if home := self.store.area_of(workshop.id):
            self.store.unsuggest(home, [workshop.id], at_once=True)
        try:
            if keep_results and workshop.rulings and not workshop.rehearsal:
                area = self.keep_result(self.settled_as_far_as_readable(workshop))
                self._was_held(area, workshop.id)
        except PASSING:
            raise
        except Exception:
            _log.exception("nothing that the workshop %s settled can be kept", workshop.id)

    def _part_with(self, workshop: Workshop, keep_results: bool) -> None:
        if (home := self.store.area_of(workshop.id)) and not keep_results:
            self.take_out_of_plan(home, workshop.id)
        elif home:  # what was agreed stays the area's, as its decisions do
            self.end_sitting(workshop)
        if keep_results and self.is_unsettled(workshop):
            self.settle(workshop.id)
        decided = bool(workshop.rulings) and not workshop.rehearsal
        if decided and keep_results:
            self.take_in(workshop, new=True)
            self._keep_as_it_stands(workshop)
        elif home := self.store.area_of(workshop.id):
            kept = keep_results and self.store.result(home, workshop.id)
            if not kept:  # finished once, and opened again until nothing was decided
                # Its back link still leads home: nobody may put it back there meanwhile.
                self.store.begin_to_erase(workshop.id)
                self._let_go(home, workshop.id, held=decided)

    def _keep_as_it_stands(self, workshop: Workshop) -> None:
        if workshop.is_finished():
            self.settle(workshop.id)
            return
        self._was_held(self.keep_result(self.settled_by(workshop)), workshop.id)

    def _was_held(self, area: Area | None, workshop: str) -> None:
        event = area.event_of(workshop) if area else None
        if area and event and event.state == "planned":
            self.act_on_area(area.id, CLOCK, HoldEvent(event.id))

    def _let_go(self, area: str, workshop: str, *, held: bool = False) -> None:
        """Take a workshop out of its area with its result; its event may have been ``held`` all the
        same."""
        try:
            event = self.store.area(area).event_of(workshop)
            self._change(
                area,
                self._asked(CLOCK, ReleaseWorkshop(workshop)),
                without_result=workshop,
            )
            after = self.store.area(area)
            if held and event and any(one.id == event.id for one in after.events):
                self.act_on_area(area, CLOCK, HoldEvent(event.id))
            else:
                self._clear_away(after)
        except UnknownArea:  # erased
            pass

    def _clear_away(self, area: Area) -> bool:
        """Erase an area that is but a name: it was made with a workshop that is gone, and nobody
        has done anything to it since. Returns whether it was one."""
        if not is_but_a_name(area) or self.store.results(area.id) or self.store.leads(area.id):
            return False
        if self.store.roster_revision(area.id) or not self.store.plan(area.id).is_empty:
            return False
        return self.store.erase_area(area.id, area.revision)

    # --- areas ---

    def tidy_area(self, held: HeldArea, days: int | None, keep_results: bool) -> bool:
        """Let go of what is no longer kept of an area; ``days`` is how long things are kept, None
        for ever. Returns whether what may name somebody, or a result, was erased."""
        erased, area = False, held.area
        for id in self._gone(area):
            kept = held.results.get(id)
            if kept and (keep_results or not days or self._is_new_import(kept, days)):
                continue
            # Erased by a server of the release before, or its result goes with it.
            event = area.event_of(id)
            self._let_go(area.id, id, held=event is not None and event.state == "held")
            erased = erased or id in held.results
        if self.clock() - area.created_at > EMPTY_FOR and self._clear_away(
            self.store.area(area.id)
        ):
            return True
        if not days or not self._is_over(area, days):
            return erased
        if held.leads:
            self._change(area.id, self._asked(CLOCK, ChangeLeads(0)), leads=())
            erased = True
        after = self.store.area(area.id)
        if not keep_results and not after.workshops():
            return self.store.erase_area(after.id, after.revision) or erased
        erased = self.forget_in_plan(area.id) or erased
        return self._forget_texts(area.id) or erased

    def _is_new_import(self, kept: Result, days: int) -> bool:
        """Was it typed in less than so many days ago? There never was a workshop to erase."""
        if not kept.imported or kept.finished_at is None:
            return False
        return self.clock() <= kept.finished_at + timedelta(days)

    def _is_over(self, area: Area, days: int) -> bool:
        today = self.clock().date()
        if not is_over(area, today, days):
            return False
        return is_over(area, today, days, self.plan_changed_at(area.id))

    def _forget_texts(self, id: str) -> bool:
        """Erase what people wrote about the area's events and deadlines, in the log too; returns
        whether anything was written since that was done last."""
        entry = AreaEntry(self.clock(), CLOCK, ForgetTexts())
        for _ in range(ATTEMPTS):
            before = self.store.area(id)
            after = machine.apply(before, entry)
            if after is before:
                return False
            lines = self.store.area_lines(id)
            kept = without_texts([line for _, line in lines])
            leads_there = machine.fold([*kept, entry]) == after
            changed = [
                (number, new) for (number, old), new in zip(lines, kept, strict=True) if new != old
            ]
            if leads_there and self.store.save_area(before.revision, after, entry, lines=changed):
                return True
            if not leads_there and self.store.area(id).revision == before.revision:
                raise ValueError(f"the log of the area {id} does not lead to what is stored")
        raise Busy()

    def _gone(self, area: Area) -> list[str]:
        """Workshops of an area that are not in the store any more."""
        return [at.workshop for at in self.store.places(area.workshops()) if not at.mark[0]]


def _is_late(workshop: Workshop, kept: Result | None) -> bool:
    """Is a finished workshop's result still to be kept?"""
    if not workshop.is_finished() or workshop.rehearsal:
        return False
    return kept is None or kept.finished_at != workshop.finished_at


@contextmanager
def afterwards(fault: str, workshop: str) -> Iterator[None]:
    """Around what follows a command that is saved: no fault in it may look as if that had not
    been done. What was erased meanwhile needs nothing."""
    try:
        yield
    except (UnknownWorkshop, UnknownArea):
        pass
    except StoreUnavailable as problem:
        _log.warning(f"store: {fault}: %s", workshop, problem.reason)
    except Exception:
        _log.exception(fault, workshop)
