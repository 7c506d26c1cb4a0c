"""Which workshop is in which area, and what it settled there.

Two documents say so: the area's event holds the workshop's id, and a back link leads from the
workshop to its area. No step writes both. So a workshop is placed first, then the back link is set,
then it leaves the area it was in; where two areas have it in their events, the back link decides.
Whoever looks next puts right what a process that died in between has left.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress

from msgspec.structs import replace

from voting.core.actors import CLOCK, Actor, Role
from voting.core.state import Workshop
from voting.programme.area import Area
from voting.programme.commands import HoldEvent, PlaceWorkshop, ReleaseWorkshop
from voting.programme.entries import AreaEntry
from voting.programme.result import Result
from voting.refusals.areas import UnknownArea
from voting.refusals.joining import UnknownWorkshop
from voting.service.areas import Areas
from voting.store.areas import Place


class Placing(Areas):
    def area_of(self, workshop: str) -> str | None:
        """The id of the area that a workshop is one of; None if it is in none."""
        return self.store.area_of(workshop)

    def place(self, workshop: Workshop, area: str, by: Actor, *, event: str = "") -> Area:
        """Make a workshop one of an area, held at this event or at the one it fits; from another
        area it is taken out, and what it settled comes along. Asked again, it does what is missing.
        ``by`` asked for it, the server does it.

        Raises UnknownArea, UnknownWorkshop or the refusal of the event; it stays where it was then.
        """
        placing = self._placing(workshop, event)
        before = self.store.area_of(workshop.id)
        if before not in (None, area):
            self.check_may_move(workshop, by_people=by.role is not Role.CLOCK)
        moved = self._taken_along(before, workshop.id) if before and before != area else []
        self._change(area, placing, results=moved)
        self._lead_back(workshop.id, area)
        if not workshop.rehearsal:
            self.plan_comes_home(workshop.id, area)
        # Somebody may have looked before the back link was set, and put things back.
        return self._change(area, placing)

    def keep_result(self, result: Result) -> Area | None:
        """Keep what a workshop settled in its area, in one step with its event having been held if
        it is finished. A later version that is kept already stays. None, with nothing kept, if the
        workshop is in no area, or its area has let go of it."""
        area = self.store.area_of(result.workshop)
        if area is None:
            return None

        def held(at: Area) -> AreaEntry | None:
            event = at.event_of(result.workshop)
            if event is None:
                raise UnknownWorkshop(workshop=result.workshop)
            if not result.version or event.state != "planned":
                return None
            return AreaEntry(self.clock(), CLOCK, HoldEvent(event.id))

        try:
            return self._change(area, held, results=[result])
        except (UnknownArea, UnknownWorkshop):  # erased
            return None

    # --- the steps ---

    def _placing(self, workshop: Workshop, event: str) -> Callable[[Area], AreaEntry]:
        about = workshop.details
        command = PlaceWorkshop(
            workshop.id, about.kind, about.date, about.title, workshop.rehearsal, event
        )
        return self._asked(CLOCK, command)

    def _lead_back(self, workshop: str, area: str) -> None:
        """Let the back link lead to the area that holds the workshop now, and leave the area that
        it led to before. Raises UnknownWorkshop."""
        before = self.store.belong(workshop, area)
        if before is None:
            self._check_there(workshop, area)
        if before not in (None, "", area):
            self._leave(before, workshop, area)

    def _check_there(self, workshop: str, area: str) -> None:
        """Raise UnknownWorkshop if it was erased while it was placed, and take it out again."""
        try:
            self.store.check_there(workshop)
        except UnknownWorkshop:
            if not self._kept(area, workshop):
                self._release(area, workshop)
            raise

    def _leave(self, before: str, workshop: str, now: str) -> None:
        """Leave nothing of a workshop in an area it has left: neither its event nor what it
        settled, which may have been written a moment ago, nor what it agreed."""
        self.carry_plan(before, now, workshop)
        self._release(before, workshop)
        kept = self._taken_along(before, workshop)
        if kept:
            self._change(now, _nothing, results=kept)
            with suppress(UnknownArea):
                self._change(before, _nothing, without_result=workshop)

    def _release(self, area: str, workshop: str) -> None:
        with suppress(UnknownArea):  # erased
            self.act_on_area(area, CLOCK, ReleaseWorkshop(workshop))

    def _kept(self, area: str, workshop: str) -> list[Result]:
        kept = self.store.result(area, workshop)
        return [kept] if kept else []

    def _taken_along(self, area: str, workshop: str) -> list[Result]:
        """What a workshop that leaves an area has settled there, if anything is kept. Where
        movement was shown between it and others that stay, the results of both keep in mind of
        which domains: neither area could tell it from the results it has."""
        results = self.store.results(area)
        own = results.pop(workshop, None)
        if own is None:
            return []
        staying = []
        for one in results.values():
            if tied := ties_between(own, one):
                own, one = tied_elsewhere(own, tied), tied_elsewhere(one, tied)
                staying.append(one)
        if staying:
            with suppress(UnknownArea):
                self._change(area, _nothing, results=staying)
        return [own]

    # --- mending ---

    def mend_back_links(self, area: str, found: Iterable[Place]) -> bool:
        """Put right what a process that died has left: ``found`` are the workshops of the area's
        events that are in the store. Returns whether anything was. Raises UnknownArea."""
        strays = [at for at in found if at.area != area]
        for at in strays:
            if at.area and self._is_in(at.area, at.workshop):
                self._leave(area, at.workshop, at.area)
            else:
                with suppress(UnknownWorkshop):  # erased meanwhile
                    self._lead_back(at.workshop, area)
        return bool(strays)

    def _is_in(self, area: str, workshop: str) -> bool:
        with suppress(UnknownArea):
            return self.store.area(area).event_of(workshop) is not None
        return False

    def mend_place(self, workshop: Workshop, area: str) -> None:
        """Put a workshop back into the area that its back link leads to, where no event has it; if
        there is no such area, the back link goes. Raises UnknownWorkshop if it is being erased."""
        self.store.check_there(workshop.id)
        try:
            self._change(area, self._placing(workshop, ""))
            self._check_there(workshop.id, area)
        except UnknownArea:
            self.store.belong_nowhere([workshop.id], area)


def ties_between(one: Result, other: Result) -> set[str]:
    """The domains of which movement was shown from one of two workshops to the other."""
    return {
        domain
        for since, now in ((one, other), (other, one))
        if now.returning and now.returning.since == since.workshop
        for domain in now.returning.tied
    }


def tied_elsewhere(result: Result, domains: set[str]) -> Result:
    return replace(result, tied_elsewhere=tuple(sorted({*result.tied_elsewhere, *domains})))


def _nothing(area: Area) -> None:
    """Only what is beside the area changes."""
