"""A workshop's details follow its area: the day and kind of the event it is held at, and the area's
name. (The event follows the details in ``keeping``.)

This holds for finished workshops and kept results too: a results page is read for months, by people
who know the area by the name it has now and find the workshop in its series by that day. The record
says what was changed, when, and that it came from the area.
"""

from contextlib import suppress

from msgspec.structs import replace

from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.core.state import Workshop
from voting.programme import commands as p
from voting.programme.agreeing import (
    agree,
    as_area_says,
    as_workshop_says,
    said_of_area,
    said_of_workshop,
)
from voting.programme.area import Area
from voting.programme.texts import name_for, same_name
from voting.refusals.areas import AreaOvertaken
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import Busy
from voting.service.base import ATTEMPTS
from voting.service.commands import Commands
from voting.service.keeping import afterwards


class Agreeing(Commands):
    def act_on_area(
        self,
        id: str,
        by: Actor,
        command: p.AnyAreaCommand,
        *,
        id_of_request: str = "",
        step: int | None = None,
    ) -> Area:
        area = super().act_on_area(id, by, command, id_of_request=id_of_request, step=step)
        if isinstance(command, p.EditArea):
            for workshop in area.workshops():
                self.agree_soon(id, workshop)
        if isinstance(command, p.ChangeEvent):
            event = next((e for e in area.events if e.id == command.event.id), None)
            if event and event.workshop:
                self.agree_soon(id, event.workshop)
        return area

    def place(self, workshop: Workshop, area: str, by: Actor, *, event: str = "") -> Area:
        there = super().place(workshop, area, by, event=event)
        if not same_name(name_for(workshop.details.area, workshop.id), there.name):
            self.agree_soon(area, workshop.id)
        return there

    def agree_soon(self, area: str, workshop: str) -> bool:
        """Let a workshop say what its area says of it, or its event what the workshop says, by
        which of the two people changed last. What can't be done now, the next look does.
        Returns whether it could be."""
        done = False
        with afterwards("the workshop %s does not follow its area", workshop):
            self._agree(area, workshop)
            done = True
        return done

    def agrees(self, workshop: Workshop) -> bool:
        """Does a workshop say the same as the area it is in?"""
        home = self.store.area_of(workshop.id)
        area = self.store.area(home) if home else None
        event = area.event_of(workshop.id) if area else None
        return not area or not event or agree(area, event, workshop.details)

    def _agree(self, id: str, workshop: str) -> None:
        for _ in range(ATTEMPTS):
            area = self.store.area(id)
            event = area.event_of(workshop)
            if event is None:  # moved meanwhile
                return
            try:
                found = self.store.load(workshop)
            except UnknownWorkshop:
                self._agree_in_result(area, workshop)
                return
            if agree(area, event, found.details):
                break
            theirs = said_of_area(self.store.area_log(id), workshop)
            own = said_of_workshop(self.store.log(workshop))
            wanted = as_area_says(area, event, found.details, theirs, own)
            if wanted != found.details:
                # Only at this revision: a trainer may be correcting it too.
                self.act(workshop, CLOCK, c.EditDetails(wanted), only_at=found.revision)
                continue
            corrected, said_by = as_workshop_says(area, event, found.details, theirs, own)
            if corrected == event:
                break
            by = Actor(Role.AREA, said_by)
            with suppress(AreaOvertaken):  # then it is judged again
                self._change(id, self._asked(by, p.ChangeEvent(corrected), step=area.step))
        else:
            raise Busy()
        self.settle(workshop)

    def _agree_in_result(self, area: Area, workshop: str) -> None:
        """The same where only the result is left."""
        kept, event = self.store.result(area.id, workshop), area.event_of(workshop)
        if kept is None or event is None:
            return
        said = c.Details(area.name, kept.kind, kept.date, kept.title)
        if agree(area, event, said):
            return
        theirs = said_of_area(self.store.area_log(area.id), workshop)
        wanted = as_area_says(area, event, said, theirs, {})
        after = replace(kept, kind=wanted.kind, date=wanted.date)
        if after != kept:
            self._change(area.id, lambda at: None, results=[after])
