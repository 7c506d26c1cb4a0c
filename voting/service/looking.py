"""Areas and programmes with all that their pages show."""

import logging
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, tzinfo
from functools import cache
from hashlib import sha1
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from voting.core.actors import CLOCK
from voting.core.commands import Details
from voting.programme.agreeing import agree
from voting.programme.area import Area
from voting.programme.commands import HoldEvent
from voting.programme.programme import Programme
from voting.programme.result import Result
from voting.programme.situation import USUAL_ZONE, AreaSituation
from voting.refusals.areas import UnknownArea
from voting.service.caching import remember_some
from voting.service.earlier import Earlier
from voting.service.glancing import Glance
from voting.store.areas import HeldArea, Mark, Place

_MOST_DIFFERING = 3000  # workshops remembered to say something else than their area, for a reason

_log = logging.getLogger(__name__)


class Looking(Earlier):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._differing: dict[tuple[str, Mark | int, int], None] = {}

    def look_at_area(self, area: Area) -> AreaSituation:
        """The area as it is now, with what surrounds it; what a process that died has left undone
        is done. Raises UnknownArea."""
        held = self._held_areas([area.id])
        if not held:
            raise UnknownArea(area=area.id)
        looked = self._look(held)
        if not looked:  # erased meanwhile
            raise UnknownArea(area=area.id)
        return looked[0]

    def look_at_areas(self, areas: Iterable[str]) -> list[AreaSituation]:
        """The same of many at once, in a few round trips for all. Those there are not any more, or
        that can't be read, are left out; the log says of what can't be read."""
        return self._look(self._held_areas(list(areas)))

    def look_at_programme(self, programme: Programme) -> list[AreaSituation]:
        """The areas of a programme, in the order they were added."""
        found = self.look_at_areas(programme.areas)
        self.mend_list(programme, [one.area for one in found])
        return [one for one in found if one.area.programme == programme.id]

    def _look(self, held: Sequence[HeldArea]) -> list[AreaSituation]:
        workshops = list(dict.fromkeys(id for one in held for id in one.area.workshops()))
        places = self.store.places(workshops)
        found = {place.workshop: place for place in places if place.mark[0]}
        glances = self._glances_at(found)
        named = {one.area.programme for one in held if one.area.programme}
        programmes = {each.id: each for each in self.store.held_programmes(sorted(named))}
        looked = []
        for one in held:
            programme = programmes.get(one.area.programme)
            if programme and one.area.id not in programme.areas:
                self.list_in_programme(one.area)
            zone = programme.timezone if programme else USUAL_ZONE
            with suppress(UnknownArea):  # erased meanwhile
                looked.append(self._surrounded(one, found, glances, zone))
        return looked

    def _surrounded(
        self,
        held: HeldArea,
        found: Mapping[str, Place],
        glances: Mapping[str, Glance],
        zone: str,
    ) -> AreaSituation:
        here = [found[id] for id in held.area.workshops() if id in found]
        if self.mend_back_links(held.area.id, here):
            held = self._again(held)
        own = [at for at in here if held.area.event_of(at.workshop)]
        if [self._late(at) for at in own if _is_late(held, glances.get(at.workshop))]:
            held = self._again(held)
        if self._hold_finished(held, glances):
            held = self._again(held)
        if self._disagreeing(held, own, glances):
            held = self._again(held)
        ids = held.area.workshops()
        results = {id: result for id, result in held.results.items() if id in ids}
        for at in own:
            glance = glances.get(at.workshop)
            if glance and at.workshop not in results:
                standing = self._standing_of(at, glance)
                results |= {at.workshop: standing} if standing else {}
        goes_on = {id: glances[id].running for id in ids if id in glances}
        today = self._today(zone)
        return AreaSituation(held.area, results, goes_on, today, held.leads, zone)

    def _hold_finished(self, held: HeldArea, glances: Mapping[str, Glance]) -> bool:
        """Events of finished workshops were held, also one that was cancelled when its workshop was
        finished, or that took it from another area since. Returns whether any was not so yet."""
        left = [
            event
            for event in held.area.events
            if event.state == "planned" and _is_finished(held, glances, event.workshop)
        ]
        for event in left:
            self.act_on_area(held.area.id, CLOCK, HoldEvent(event.id))
        return bool(left)

    def _disagreeing(
        self, held: HeldArea, own: Iterable[Place], glances: Mapping[str, Glance]
    ) -> bool:
        """Let those that say something else than the area follow, or it follow them, unless that
        was looked into since. Returns whether there were any."""
        area = held.area
        said: dict[tuple[str, Mark | int, int], Details] = {
            (at.workshop, at.mark, area.revision): glances[at.workshop].details
            for at in own
            if at.workshop in glances
        }
        here = {at.workshop for at in own}
        for id, kept in held.results.items():
            if id not in here:  # only its result is left
                details = Details(area.name, kept.kind, kept.date, kept.title)
                said[id, kept.version, area.revision] = details
        found = False
        for key, details in said.items():
            event = area.event_of(key[0])
            if event and key not in self._differing and not agree(area, event, details):
                found = True
                if self.agree_soon(area.id, key[0]):
                    remember_some(self._differing, key, None, _MOST_DIFFERING)
        return found

    def _again(self, held: HeldArea) -> HeldArea:
        found = self._held_areas([held.area.id])
        if not found:
            raise UnknownArea(area=held.area.id)
        return found[0]

    def _today(self, zone: str) -> date:
        return self.clock().astimezone(zone_named(zone)).date()

    def today_in(self, area: Area) -> date:
        """The date where the area's programme is, or where areas without one are."""
        return self._today(self.zone_in(area))

    def zone_in(self, area: Area) -> str:
        """The time zone of the area's programme, or of areas without one."""
        found = self.store.held_programmes([area.programme] if area.programme else [])
        return found[0].timezone if found else USUAL_ZONE

    def _late(self, at: Place) -> Result | None:
        """Keep what a finished workshop settled now: whoever finished it may have died before."""
        return self._made(at.workshop, self.keep_finished)

    def mark_of_area(self, id: str) -> str:
        """What tells one state of an area's pages from another: changes with the area, its results
        and leads, each of its workshops, its plan, and who registers. Raises UnknownArea."""
        area, seals = self.store.area_and_seals(id)
        marks = self.store.marks_of(area.workshops())
        own = (self.store.plan_marks([id]), self.store.roster_revision(id))
        return sha1(repr((seals, marks, own)).encode()).hexdigest()[:20]

    def mark_of_programme(self, programme: Programme) -> str:
        """The same of a programme's page, in three round trips however many areas it has; of an
        area that has not changed, only its seals are read."""
        found = self._held_with_seals(programme.areas)
        workshops = [id for held, _ in found for id in held.area.workshops()]
        marks = self.store.marks_of(workshops)
        plans = self.store.plan_marks(programme.areas)
        today = self._today(programme.timezone)  # from which on more may be overdue
        told = (programme.revision, [seals for _, seals in found], marks, plans, today)
        return sha1(repr(told).encode()).hexdigest()[:20]


@cache
def zone_named(name: str) -> tzinfo:
    """The time zone of this name; UTC where this machine does not know it."""
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        _log.warning("this machine knows no time zone %s: its days are those of UTC", name)
        return UTC


def _is_finished(held: HeldArea, glances: Mapping[str, Glance], workshop: str) -> bool:
    kept = held.results.get(workshop)
    if kept is None:  # none at all, or a rehearsal
        return False
    glance = glances.get(workshop)  # opened again since, perhaps
    return (glance.finished_at if glance else kept.finished_at) is not None


def _is_late(held: HeldArea, glance: Glance | None) -> bool:
    """Is a workshop finished, and what it settled not kept yet?"""
    if glance is None or glance.finished_at is None or glance.running.rehearsal:
        return False
    kept = held.results.get(glance.running.workshop)
    return kept is None or kept.finished_at != glance.finished_at
