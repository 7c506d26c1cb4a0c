"""Which workshop is in which area, and what it settled there.

Two documents say so: the area's event holds the workshop's id, and a back link leads from the
workshop to its area. No step writes both, so each order of steps is one that a look can mend. While
a workshop is moved it is in no area's events; the back link leads to the one it comes from.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress

from voting.core.actors import CLOCK, Actor
from voting.core.state import Workshop
from voting.programme import machine
from voting.programme.area import Area
from voting.programme.commands import HoldEvent, PlaceWorkshop, ReleaseWorkshop
from voting.programme.entries import AreaEntry
from voting.programme.result import Result
from voting.refusals.areas import UnknownArea
from voting.refusals.joining import UnknownWorkshop
from voting.service.areas import Areas


class Placing(Areas):
    def area_of(self, workshop: str) -> str | None:
        """The id of the area that a workshop is one of; None if it is in none."""
        return self.store.area_of(workshop)

    def place(self, workshop: Workshop, area: str, by: Actor, *, event: str = "") -> Area:
        """Make a workshop one of an area, held at this event or at the one it fits. From another
        area it is released first, and what it settled comes along. Asked again, it does what is
        missing: a process may die between any two steps. ``by`` asked for it, the server does it.

        Raises UnknownArea, UnknownWorkshop or the refusal of the event; it stays where it was then.
        """
        placing = self._placing(workshop, event)
        before = self.store.area_of(workshop.id)
        if before and before != area:
            # Judge first: it must not leave the one before the other takes it.
            there = self.store.area(area)
            machine.apply(there, placing(there))
            self._release(before, workshop.id)
            after = self._change(area, placing, results=self._kept(before, workshop.id))
        else:
            after = self._change(area, placing)
        return self._lead_back(workshop.id, after)

    def release(self, workshop: str) -> None:
        """Take a workshop out of the area that it is one of, if any."""
        area = self.store.area_of(workshop)
        if area:
            self._release(area, workshop)
            self.store.belong_nowhere([workshop], area)

    def keep_result(self, result: Result) -> Area | None:
        """Keep what a workshop settled in its area, in one step with its event having been held if
        it is finished. A later version that is kept already stays. None, with nothing kept, if the
        workshop is in no area."""
        area = self.store.area_of(result.workshop)
        if area is None:
            return None

        def held(at: Area) -> AreaEntry | None:
            event = at.event_of(result.workshop)
            if event is None or not result.version or event.state != "planned":
                return None
            return AreaEntry(self.clock(), CLOCK, HoldEvent(event.id))

        try:
            return self._change(area, held, results=[result])
        except UnknownArea:  # erased
            return None

    # --- the steps ---

    def _placing(self, workshop: Workshop, event: str) -> Callable[[Area], AreaEntry]:
        about = workshop.details
        command = PlaceWorkshop(
            workshop.id, about.kind, about.date, about.title, workshop.rehearsal, event
        )
        return self._asked(CLOCK, command)

    def _lead_back(self, workshop: str, area: Area) -> Area:
        """Let the back link lead to the area that holds the workshop now."""
        before = self.store.belong(workshop, area.id)
        if before is None:  # erased meanwhile
            if workshop not in self.store.results(area.id):
                area = self._release(area.id, workshop) or area
            raise UnknownWorkshop(workshop=workshop)
        if before not in ("", area.id):
            self._leave(before, workshop, area.id)
        return area

    def _leave(self, before: str, workshop: str, now: str) -> None:
        """Leave nothing of a workshop in an area it has left: neither its event, if it was moved
        twice at once, nor its result, which may have been written a moment ago."""
        self._release(before, workshop)
        kept = self._kept(before, workshop)
        if kept:
            self._change(now, _nothing, results=kept)
            with suppress(UnknownArea):
                self._change(before, _nothing, without_result=workshop)

    def _release(self, area: str, workshop: str) -> Area | None:
        with suppress(UnknownArea):  # erased
            return self.act_on_area(area, CLOCK, ReleaseWorkshop(workshop))
        return None

    def _kept(self, area: str, workshop: str) -> list[Result]:
        kept = self.store.result(area, workshop)
        return [kept] if kept else []

    # --- mending ---

    def mend_back_links(self, area: Area, found: Sequence[tuple[str, str | None]]) -> Area:
        """Put right what a process that died has left: ``found`` are the workshops of the area's
        events that are in the store, with the area that their back link leads to."""
        for workshop, leads_to in found:
            if leads_to == area.id:
                continue
            if leads_to and self._is_in(leads_to, workshop):
                # Moved twice at once: the back link was written last, and decides.
                area = self._release(area.id, workshop) or area
            else:
                with suppress(UnknownWorkshop):  # erased meanwhile
                    self._lead_back(workshop, area)
        return area

    def _is_in(self, area: str, workshop: str) -> bool:
        with suppress(UnknownArea):
            return self.store.area(area).event_of(workshop) is not None
        return False

    def mend_place(self, workshop: Workshop, area: str) -> Area | None:
        """Put a workshop back into the area that its back link leads to, where no event has it: a
        move was cut short. None if there is no such area."""
        with suppress(UnknownArea):
            return self._change(area, self._placing(workshop, ""))
        self.store.belong_nowhere([workshop.id], area)
        return None


def _nothing(area: Area) -> None:
    """Only what is beside the area changes."""
