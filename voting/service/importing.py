"""Workshops on paper become events and results of areas, each once.

Several documents are written, and no step writes two. Each step finds what the one before it has
left: an area of the same name, an event of the kind without a workshop, the workshop under an id
that follows from both. So what a process that died has begun is gone on with when it is sent again.
"""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256

from voting.core.actors import CLOCK, Actor
from voting.instruments.instrument import Instrument
from voting.programme.area import Area, Event
from voting.programme.commands import (
    CancelEvent,
    CreateArea,
    HoldEvent,
    PlaceWorkshop,
    PlanEvent,
    ReleaseWorkshop,
)
from voting.programme.imported import (
    OnPaper,
    free_event,
    held_as,
    is_imported,
    result_of,
)
from voting.programme.programme import Programme
from voting.programme.texts import plain_name
from voting.refusals.areas import AreaOvertaken, MeetingTaken
from voting.refusals.importing import HeldLive, NotImported
from voting.refusals.serving import Busy
from voting.service.base import ATTEMPTS
from voting.service.keeping import Keeping


class Importing(Keeping):
    def areas_named(self, programme: Programme, names: Iterable[str], by: Actor) -> list[Area]:
        """For each name the programme's area that has it, made if there is none; asked twice, also
        by two at once, there is one. Raises the refusal of a name, or TooManyOfArea."""
        there: dict[str, Area] = {}
        for area in self.store.areas_alone(programme.areas):
            if area.programme == programme.id:
                there.setdefault(plain_name(area.name), area)
        return [
            there.get(plain_name(name)) or self._made_for(programme, name, by) for name in names
        ]

    def _made_for(self, programme: Programme, name: str, by: Actor) -> Area:
        wanted = plain_name(name)
        command = CreateArea(
            name=name,
            template=programme.template,
            language=programme.language,
            programme=programme.id,
        )
        parts = ["import", programme.id, wanted]
        for _ in range(ATTEMPTS):
            request = sha256("|".join(parts).encode()).hexdigest()
            area = self.make_area(request, command, by)
            if area.programme == programme.id and plain_name(area.name) == wanted:
                return area
            parts.append(area.id)  # it has another name by now, or has left
        raise Busy()

    def import_workshop(
        self, area: str, by: Actor, on_paper: OnPaper, framework: Instrument
    ) -> Area:
        """Keep what a workshop on paper decided as one of the area, in the place of what was
        imported of its kind before. Raises UnknownArea, or HeldLive where a workshop of the kind is
        held with this software."""
        for _ in range(ATTEMPTS):
            before, results = self.store.area(area), self.store.results(area)
            event = held_as(on_paper, before, results) or free_event(on_paper, before)
            if event is None:
                planned = Event("", on_paper.kind, on_paper.date)
                with suppress(AreaOvertaken):  # by the same, perhaps: look again
                    self.act_on_area(area, by, PlanEvent(planned), step=before.step)
                continue
            if event.workshop and not is_imported(event, results):
                raise HeldLive(area=before.name, kind=on_paper.kind)
            workshop = event.workshop or _workshop_id(before, on_paper.kind)
            kept = results.get(workshop)
            result = result_of(on_paper, workshop, framework, self.clock(), kept, before.language)
            place = PlaceWorkshop(workshop, result.kind, on_paper.date, event=event.id)
            try:
                self._change(area, self._asked(CLOCK, place), results=[result])
            except MeetingTaken:
                continue
            return self.act_on_area(area, CLOCK, HoldEvent(event.id))
        raise Busy()

    def remove_imported(self, area: str, workshop: str, by: Actor) -> Area:
        """Take an imported workshop out of its area with all that was typed in; its event is
        cancelled. Raises UnknownArea, or NotImported."""
        event = self.store.area(area).event_of(workshop)
        if event is None or not is_imported(event, self.store.results(area)):
            raise NotImported()
        self._change(area, self._asked(CLOCK, ReleaseWorkshop(workshop)), without_result=workshop)
        after = self.act_on_area(area, by, CancelEvent(event.id))
        self.forget()
        return after


def _workshop_id(area: Area, kind: str) -> str:
    """The id of a workshop of this kind that is imported: always the same until it is taken, so
    that what is sent twice is there once. It is no secret, and opens nothing."""
    taken = set(area.workshops())
    tried = (
        sha256(f"imported|{area.id}|{kind}|{place}".encode()).hexdigest()[:16]
        for place in range(len(taken) + 1)
    )
    return next(id for id in tried if id not in taken)
