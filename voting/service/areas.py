"""Areas: made, changed, and erased."""

import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from random import uniform

from voting import identity as ids
from voting.core.actors import Actor
from voting.programme import machine
from voting.programme.area import Area
from voting.programme.commands import AnyAreaCommand, ChangeLeads, CreateArea
from voting.programme.entries import AreaEntry, AreaFacts
from voting.programme.facts import needed
from voting.programme.imported import held_live
from voting.programme.result import Result
from voting.programme.situation import Lead
from voting.refusals.areas import AreaHasWorkshops, UnknownArea
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import Busy
from voting.service.base import ATTEMPTS
from voting.service.plan_keeping import PlanKeeping

EntryFor = Callable[[Area], AreaEntry | None]


class Areas(PlanKeeping):
    def make_area(self, request: str, command: CreateArea, by: Actor) -> Area:
        """Make the area that a form asks for. A form sent twice (the same ``request``) makes one;
        sent again after that was erased, it makes another. Raises the refusal of ``command``."""
        # Judge first: nothing is stored for what is refused.
        machine.create(self._first_entry("", command, by))
        name = f"area-{request}"
        for _ in range(ATTEMPTS):
            id = self.store.claim_request(name, ids.new_workshop())
            with suppress(UnknownArea):
                return self.store.area(id)
            entry = self._first_entry(id, command, by)
            is_new = self.store.save_area(0, machine.create(entry), entry)
            if is_new and self.store.workshop_of_request(name) != id:
                # An earlier area of this id was erased a moment ago, and must stay erased.
                self.store.erase_area(id)
        raise Busy()

    def area_made_by(self, request: str) -> str | None:
        """The id of the area that this form has made, if it has."""
        return self.store.workshop_of_request(f"area-{request}")

    def _first_entry(self, id: str, command: CreateArea, by: Actor) -> AreaEntry:
        return AreaEntry(self.clock(), by, command, area=id)

    def area(self, id: str) -> Area:
        """The area as last saved; raises UnknownArea."""
        return self.store.area(id)

    def leads(self, id: str) -> tuple[Lead, ...]:
        return self.store.leads(id)

    def act_on_area(
        self,
        id: str,
        by: Actor,
        command: AnyAreaCommand,
        *,
        id_of_request: str = "",
        step: int | None = None,
    ) -> Area:
        """Carry out a command: judge it on the newest revision and save it on that, or judge it
        again. A repeat (same ``id_of_request``) succeeds and changes nothing.

        Raises the machine's refusals, AreaOvertaken among them if ``step`` is given and is not the
        area's, UnknownArea, StoreUnavailable, or Busy after many lost races."""
        return self._change(id, self._asked(by, command, id_of_request, step))

    def change_leads(
        self,
        id: str,
        by: Actor,
        leads: Sequence[Lead],
        step: int | None = None,
        *,
        id_of_request: str = "",
    ) -> Area:
        """These are the area's leads from now on; whoever is none any more is erased."""
        asked = self._asked(by, ChangeLeads(len(leads)), id_of_request, step)
        before = self.store.leads(id)
        after = self._change(id, asked, leads=leads)
        if set(before) - set(leads):
            self.forget()
        return after

    def erase_area(self, id: str, by: Actor | None = None) -> None:
        """Erase an area with its results and leads: the server (``by`` None) any, its workshops
        staying as they are, others one without workshops but imported ones, which are erased with
        it. Raises AreaHasWorkshops."""
        for _ in range(ATTEMPTS):
            area = self.store.area(id)
            if by is not None and (many := len(held_live(area, self.store.results(id)))):
                raise AreaHasWorkshops(n=many)
            if self.store.erase_area(id, area.revision):
                self.store.belong_nowhere(area.workshops(), id)
                self.forget()
                return
        raise Busy()

    # --- how a change is made ---

    def _asked(
        self, by: Actor, command: AnyAreaCommand, id: str = "", step: int | None = None
    ) -> Callable[[Area], AreaEntry]:
        def entry(area: Area) -> AreaEntry:
            facts = self._facts(area, command)
            return AreaEntry(self.clock(), by, command, id, step, facts=facts)

        return entry

    def _facts(self, area: Area, command: AnyAreaCommand) -> AreaFacts:
        needs = needed(area, command)
        joined = 0
        if needs.joined:
            with suppress(UnknownWorkshop):  # erased since
                joined = len(self.store.load(needs.joined).joined())
        sessions = AreaFacts().most_sessions
        if area.programme:
            for programme in self.store.held_programmes([area.programme]):
                sessions = programme.most_sessions
        return AreaFacts(self.series.get(needs.series), sessions, joined)

    def _change(
        self,
        id: str,
        entry_for: EntryFor,
        *,
        results: Sequence[Result] = (),
        without_result: str = "",
        leads: Sequence[Lead] | None = None,
    ) -> Area:
        """Judge the entry for the newest area (None: the area itself need not change) and save
        what comes of it, in one step with what is beside the area; or start again."""
        began = time.monotonic()
        # One at a time within this process; races with other processes remain.
        with self._lock(id):
            self.store.check_answered(began)
            for attempt in range(ATTEMPTS):
                before = self.store.area(id)
                entry = entry_for(before)
                after = machine.apply(before, entry) if entry else before
                changes = after is not before
                if not changes and not results and not without_result:
                    return after
                saved = self.store.save_area(
                    before.revision,
                    after,
                    entry if changes else None,
                    results=results,
                    without_result=without_result,
                    leads=leads if changes else None,
                )
                if saved:
                    return after
                # Others were first. Wait a little longer each time, at random.
                time.sleep(uniform(0, 0.004 * (attempt + 1)))
        raise Busy()
