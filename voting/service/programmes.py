"""Programmes: made and changed, and which areas are in which.

An area says whose programme it is in, and that decides; the programme's list follows. No step
writes both, so each look puts right what a process that died has left.
"""

import time
from contextlib import suppress
from random import uniform

from voting import identity as ids
from voting.core.actors import CLOCK, Actor
from voting.programme.area import Area
from voting.programme.commands import (
    AddArea,
    AnyAreaCommand,
    AnyProgrammeCommand,
    CreateArea,
    CreateProgramme,
    EnterProgramme,
    RemoveArea,
)
from voting.programme.entries import ProgrammeEntry
from voting.programme.programme import Programme
from voting.programme.programme_machine import apply_programme, create_programme
from voting.refusals.areas import UnknownArea, UnknownProgramme
from voting.refusals.serving import Busy
from voting.service.base import ATTEMPTS
from voting.service.placing import Placing


class Programmes(Placing):
    def make_programme(self, request: str, command: CreateProgramme, by: Actor) -> Programme:
        """Set up the programme that a form asks for; a form sent twice sets up one. Raises the
        refusal of ``command``."""
        create_programme(self._first(request, command, by))
        id = self.store.claim_request(f"programme-{request}", ids.new_workshop())
        with suppress(UnknownProgramme):
            return self.store.programme(id)
        entry = self._first(id, command, by)
        self.store.save_programme(0, create_programme(entry), entry)
        return self.store.programme(id)

    def check_new_programme(self, command: CreateProgramme, by: Actor) -> None:
        """Raises what ``make_programme`` would refuse."""
        create_programme(self._first("", command, by))

    def _first(self, id: str, command: CreateProgramme, by: Actor) -> ProgrammeEntry:
        return ProgrammeEntry(self.clock(), by, command, programme=id)

    def programme(self, id: str) -> Programme:
        """The programme as last saved; raises UnknownProgramme."""
        return self.store.programme(id)

    def act_on_programme(
        self,
        id: str,
        by: Actor,
        command: AnyProgrammeCommand,
        *,
        id_of_request: str = "",
        step: int | None = None,
    ) -> Programme:
        """Carry out a command, as ``act_on_area`` does for areas. An area that is added enters the
        programme, one that is removed leaves it. Raises the refusals of either, UnknownProgramme,
        UnknownArea, StoreUnavailable or Busy."""
        entry = ProgrammeEntry(self.clock(), by, command, id_of_request, step)
        match command:
            case AddArea(area):
                # Judge first: it must not enter what will not have it.
                apply_programme(self.store.programme(id), entry)
                super().act_on_area(area, by, EnterProgramme(id))
            case RemoveArea(area):
                apply_programme(self.store.programme(id), entry)
                self._leave_programme(area, id)
        return self._change_programme(id, entry)

    def _change_programme(self, id: str, entry: ProgrammeEntry) -> Programme:
        began = time.monotonic()
        with self._lock(id):
            self.store.check_answered(began)
            for attempt in range(ATTEMPTS):
                before = self.store.programme(id)
                after = apply_programme(before, entry)
                if after is before or self.store.save_programme(before.revision, after, entry):
                    return after
                time.sleep(uniform(0, 0.004 * (attempt + 1)))
        raise Busy()

    def _leave_programme(self, area: str, programme: str) -> None:
        with suppress(UnknownArea):  # erased
            if self.store.area(area).programme == programme:
                super().act_on_area(area, CLOCK, EnterProgramme(""))

    # --- areas' own side of it ---

    def make_area(self, request: str, command: CreateArea, by: Actor) -> Area:
        if command.programme:  # judge first here too
            wanted = self.store.programme(command.programme)
            apply_programme(wanted, self._by_server(AddArea("another")))
        area = super().make_area(request, command, by)
        self.list_in_programme(area)
        return area

    def act_on_area(
        self,
        id: str,
        by: Actor,
        command: AnyAreaCommand,
        *,
        id_of_request: str = "",
        step: int | None = None,
    ) -> Area:
        enters = isinstance(command, EnterProgramme)
        before = self.store.area(id).programme if enters else ""
        after = super().act_on_area(id, by, command, id_of_request=id_of_request, step=step)
        if before and before != after.programme:
            self._take_off_list(before, id)
        if enters:
            self.list_in_programme(after)
        return after

    def erase_area(self, id: str, by: Actor | None = None) -> None:
        programme = self.store.area(id).programme
        super().erase_area(id, by)
        self._take_off_list(programme, id)

    def list_in_programme(self, area: Area) -> None:
        """Let the programme that an area says it is in have it on its list."""
        with suppress(UnknownProgramme):
            if area.programme:
                self._change_programme(area.programme, self._by_server(AddArea(area.id)))

    def mend_list(self, programme: Programme, found: list[Area]) -> Programme:
        """Take areas that say they are in no programme, or in another, off its list."""
        for area in found:
            if area.programme != programme.id:
                programme = self._take_off_list(programme.id, area.id) or programme
        return programme

    def _take_off_list(self, programme: str, area: str) -> Programme | None:
        with suppress(UnknownProgramme):
            return self._change_programme(programme, self._by_server(RemoveArea(area)))
        return None

    def _by_server(self, command: AnyProgrammeCommand) -> ProgrammeEntry:
        return ProgrammeEntry(self.clock(), CLOCK, command)
