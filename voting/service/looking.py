"""Areas with all that their pages show, and what a workshop's own pages show of earlier ones."""

import logging
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime, tzinfo
from functools import cache
from hashlib import sha1
from typing import Any, TypeVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct
from msgspec.structs import replace

from voting.core.commands import Finish
from voting.core.state import Round, Workshop
from voting.disclosure.judged import Counted
from voting.instruments.framework import Framework
from voting.programme.area import Area
from voting.programme.changes import nearest
from voting.programme.programme import Programme
from voting.programme.result import Result, Returning
from voting.programme.situation import AreaSituation, Running
from voting.refusals.areas import UnknownArea
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import StoreUnavailable
from voting.service.programmes import Programmes
from voting.service.recognising import Recognising, movement_was_shown
from voting.service.taking_in import TakingIn
from voting.store.areas import HeldArea, Mark, Place
from voting.views.result import result_of
from voting.views.running import running
from voting.views.situation import Situation

Key = TypeVar("Key")
Thing = TypeVar("Thing")

USUAL_ZONE = "Europe/London"  # of an area that is in no programme
_BEFORE_KEPT = 5.0  # seconds for which a process takes earlier workshops' results as they were
_MOST_BEFORE = 500  # workshops whose earlier results are cached
_AT_ONCE = 50  # things that are read and decoded in one go
_MOST_AREAS = 1000  # areas that are cached with their results
_MOST_GLANCES = 3000  # workshops whose state of a revision is cached

_log = logging.getLogger(__name__)


class Glance(Struct, frozen=True):
    """A workshop at one revision, as an area's page shows it."""

    running: Running
    finished_at: datetime | None


class Before(Struct, frozen=True):
    """The results of earlier workshops as cached until then, on the monotonic clock; ``area`` is
    the one that the workshop is in, "" for none."""

    until: float
    area: str = ""
    results: tuple[Result, ...] = ()
    returning: Returning | None = None


class Looking(TakingIn, Programmes, Recognising):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._areas_held: dict[str, tuple[Mark, HeldArea]] = {}
        self._frameworks: dict[tuple[str, str], Framework] = {}
        self._glances: dict[tuple[str, Mark], Glance] = {}
        self._standing: dict[tuple[str, Mark], Result | None] = {}
        self._before: dict[str, Before] = {}

    def look_at_area(self, area: Area) -> AreaSituation:
        """The area as it is now, with what surrounds it; what a process that died has left undone
        is done. Raises UnknownArea."""
        held = self._held_areas([area.id])
        if not held:
            raise UnknownArea(area=area.id)
        return self._look(held)[0]

    def look_at_areas(self, areas: Iterable[str]) -> list[AreaSituation]:
        """The same of many at once, in a few round trips for all. Those there are not any more, or
        that can't be read, are left out; the log says of what can't be read."""
        return self._look(self._held_areas(list(areas)))

    def look_at_programme(self, programme: Programme) -> list[AreaSituation]:
        """The areas of a programme, in the order they were added."""
        found = self.look_at_areas(programme.areas)
        self.mend_list(programme, [one.area for one in found])
        return [one for one in found if one.area.programme == programme.id]

    def _held_areas(self, areas: Sequence[str]) -> list[HeldArea]:
        """As ``store.held_areas``; only what has changed since a look of this process is read."""
        # The seals are read first: whatever is read after them is as new, or newer and read again.
        seals = dict(zip(areas, self.store.seals_of_areas(areas), strict=True))
        known = {id: self._areas_held[id][1] for id in seals if self._is_held(id, seals[id])}
        wanted = [id for id, seal in seals.items() if id not in known and seal[0]]
        for held in _in_parts(wanted, self.store.held_areas):
            id = held.area.id
            known[id] = self._sharing(held)
            _cache(self._areas_held, id, (seals[id], known[id]), _MOST_AREAS)
        return [known[id] for id in seals if id in known]

    def _is_held(self, area: str, seals: Mark) -> bool:
        held = self._areas_held.get(area)
        return held is not None and held[0] == seals

    def _sharing(self, held: HeldArea) -> HeldArea:
        """The same, of results that share one framework in memory where theirs are equal."""
        return replace(held, results={id: self._shared(r) for id, r in held.results.items()})

    def _shared(self, result: Result) -> Result:
        own = result.framework
        shared = self._frameworks.setdefault((own.key, own.version), own)
        return replace(result, framework=shared) if shared == own else result

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
            today = self._today(programme.timezone if programme else USUAL_ZONE)
            with suppress(UnknownArea):  # erased meanwhile
                looked.append(self._surrounded(one, found, glances, today))
        return looked

    def _surrounded(
        self,
        held: HeldArea,
        found: Mapping[str, Place],
        glances: Mapping[str, Glance],
        today: date,
    ) -> AreaSituation:
        here = [found[id] for id in held.area.workshops() if id in found]
        if self.mend_back_links(held.area.id, here):
            held = self._again(held)
        own = [at for at in here if held.area.event_of(at.workshop)]
        if [self._late(at) for at in own if _is_late(held, glances.get(at.workshop))]:
            held = self._again(held)
        ids = held.area.workshops()
        results = {id: result for id, result in held.results.items() if id in ids}
        for at in own:
            glance = glances.get(at.workshop)
            if glance and at.workshop not in results:
                standing = self._standing_of(at, glance)
                results |= {at.workshop: standing} if standing else {}
        goes_on = {id: glances[id].running for id in ids if id in glances}
        return AreaSituation(held.area, results, goes_on, today, held.leads)

    def _again(self, held: HeldArea) -> HeldArea:
        found = self._held_areas([held.area.id])
        if not found:
            raise UnknownArea(area=held.area.id)
        return found[0]

    def _today(self, zone: str) -> date:
        return self.clock().astimezone(_zone(zone)).date()

    # --- workshops of areas ---

    def _glances_at(self, found: Mapping[str, Place]) -> dict[str, Glance]:
        """What an area's page shows of each workshop; one that can't be read is left out."""
        unknown = [id for id, at in found.items() if (id, at.mark) not in self._glances]
        for workshop in _in_parts(unknown, self.store.load_all):
            key = (workshop.id, found[workshop.id].mark)
            _cache(
                self._glances, key, Glance(running(workshop), workshop.finished_at), _MOST_GLANCES
            )
        keys = {id: (id, at.mark) for id, at in found.items()}
        return {id: self._glances[key] for id, key in keys.items() if key in self._glances}

    def _standing_of(self, at: Place, glance: Glance) -> Result | None:
        """What a workshop has settled so far that nothing is kept of."""
        if glance.running.rehearsal or not glance.running.decided:
            return None
        key = (at.workshop, at.mark)
        if key not in self._standing:
            made = self._made(at.workshop, lambda w: result_of(self.by_itself(w)))
            _cache(self._standing, key, made, _MOST_GLANCES)
        return self._standing[key]

    def _late(self, at: Place) -> Result | None:
        """Keep what a finished workshop settled now: whoever finished it may have died before."""
        return self._made(at.workshop, self.keep_finished)

    def _made(self, workshop: str, make: Callable[[Workshop], Result | None]) -> Result | None:
        """What is made of a workshop; None, with a line in the log, where there is a fault with it:
        that must not take all of a page with it."""
        try:
            return make(self.store.load(workshop))
        except UnknownWorkshop:
            return None
        except StoreUnavailable:
            raise
        except Exception:
            _log.exception("the result of the workshop %s can't be made and is left out", workshop)
            return None

    def keep_finished(self, workshop: Workshop) -> Result | None:
        """Keep what a finished workshop settled: the version counts how often it was finished, so
        doing it again changes nothing. A rehearsal leaves nothing."""
        while workshop.finished_at and not workshop.rehearsal:
            result = self.settled_by(workshop)
            self.keep_result(result)
            now = self.store.load(workshop.id)
            if now.revision == workshop.revision:
                return result
            workshop = now  # a reason may have been taken down meanwhile: it must not be kept
        return None

    def settled_by(self, workshop: Workshop) -> Result:
        """What a workshop has settled by now. How many of its people were at the one before stays
        as it was found first: that one may have been erased since."""
        finished = sum(isinstance(entry.command, Finish) for entry in self.store.log(workshop.id))
        result = result_of(self._situation_now(workshop), finished)
        home = self.store.area_of(workshop.id)
        kept = self.store.result(home, workshop.id) if home and not result.returning else None
        return replace(result, returning=kept.returning) if kept else result

    def _situation_now(self, workshop: Workshop) -> Situation:
        """The same as ``situation``, of this moment; a fault in an earlier workshop is raised."""
        area = self.take_in(workshop)
        found = self._before_in(workshop, area) if area else Before(0.0)
        return self._beside(workshop, found)

    # --- earlier workshops ---

    def situation(
        self, workshop: Workshop, known: Mapping[Round, Counted] | None = None
    ) -> Situation:
        """The workshop with its counted rounds, turnout, presence and reasons, and what earlier
        workshops of its area settled. Counted rounds never change, so those ``known`` are not read
        again. Raises UnknownWorkshop."""
        return self._beside(workshop, self._before_lately(workshop), known)

    def _beside(
        self,
        workshop: Workshop,
        found: Before,
        known: Mapping[Round, Counted] | None = None,
    ) -> Situation:
        at = self.by_itself(workshop, known)
        return replace(at, before=found.results, returning=found.returning)

    def before(self, workshop: Workshop) -> tuple[Result, ...]:
        """What earlier workshops of the same area settled, oldest first: no rehearsals, nothing
        cancelled; of one that is not finished, what it has decided so far. It may be a few seconds
        old."""
        return self._before_lately(workshop).results

    def returning(self, workshop: Workshop) -> Returning | None:
        """Who was at the last of these workshops already, as its area knows them; once both are
        finished, also how their own ratings moved, where it may be shown. None if that is not
        known, or of too few. It may be as old."""
        return self._before_lately(workshop).returning

    def movement_was_shown(self, workshop: str, domain: str) -> bool:
        """Was movement between this workshop and another ever shown for the domain?"""
        area = self.store.area_of(workshop)
        held = self._held_areas([area]) if area else []
        return any(movement_was_shown(one.results, workshop, domain) for one in held)

    def _before_lately(self, workshop: Workshop) -> Before:
        cached = self._before.get(workshop.id)
        if cached is None or cached.until < time.monotonic():
            cached = self._before_now(workshop)
            _cache(self._before, workshop.id, cached, _MOST_BEFORE)
        return cached

    def _before_now(self, workshop: Workshop) -> Before:
        until = time.monotonic() + _BEFORE_KEPT
        try:
            area = self.take_in(workshop)
            if area is None:
                return Before(until)
            return self._before_in(workshop, area, until)
        except StoreUnavailable:
            raise
        except UnknownWorkshop:  # erased meanwhile
            return Before(until)
        except Exception:
            # The workshop goes on without.
            _log.exception("the earlier workshops of %s can't be read", workshop.id)
            return Before(until)

    def _before_in(self, workshop: Workshop, area: str, until: float = 0.0) -> Before:
        earlier = self._earlier(workshop, area)
        returning = self._returning(workshop, area, earlier) if earlier else None
        return Before(until, area, earlier, returning)

    def _returning(
        self, workshop: Workshop, area: str, earlier: Sequence[Result]
    ) -> Returning | None:
        results = {} if workshop.rehearsal else self._held_areas([area])[0].results
        kept = results.get(workshop.id)
        if kept and kept.version and kept.finished_at == workshop.finished_at:
            return kept.returning  # what was told when it was finished
        if workshop.rehearsal:
            return None
        same = nearest([one.framework.key for one in earlier], workshop.framework.key)
        since = earlier[-1 if same is None else same]
        return self.recognised(workshop, since.workshop, results)

    def _earlier(self, workshop: Workshop, id: str) -> tuple[Result, ...]:
        held = self._held_areas([id])
        if not held or held[0].area.event_of(workshop.id) is None:
            self.mend_place(workshop, id)
            held = self._held_areas([id])
        if not held:
            return ()
        area, kept = held[0].area, held[0].results
        series = area.series()
        own = area.event_of(workshop.id)
        earlier = series[: series.index(own)] if own else []
        wanted = [e.workshop for e in earlier if e.workshop and e.counts]
        missing = [one for one in wanted if one not in kept]
        places = {at.workshop: at for at in self.store.places(missing) if at.mark[0]}
        glances = self._glances_at(places)
        standing = {one: self._standing_of(places[one], glances[one]) for one in glances}
        found = [kept.get(one) or standing.get(one) for one in wanted]
        return tuple(result for result in found if result is not None)

    def area_changed(self, area: str) -> list[str]:
        """Somebody changed an area or what its workshops settled: the next look at its workshops is
        a fresh one. Returns those that were looked at here."""
        self._areas_held.pop(area, None)
        there = [id for id, cached in list(self._before.items()) if cached.area == area]
        for id in there:
            self._before.pop(id, None)
        return there

    # --- freshness ---

    def mark_of_area(self, id: str) -> str:
        """What tells one state of an area's page from another: changes with the area, its results
        and leads, and each of its workshops. Raises UnknownArea."""
        area, seals = self.store.area_and_seals(id)
        workshops = area.workshops()
        marks = [at.mark for at in self.store.places(workshops)]
        return sha1(repr((seals, marks)).encode()).hexdigest()[:20]

    def mark_of_programme(self, programme: Programme) -> str:
        """The same of a programme's page, in two round trips however many areas it has."""
        found = self.store.areas_and_seals(programme.areas)
        workshops = [id for area, _ in found for id in area.workshops()]
        marks = [at.mark for at in self.store.places(workshops)]
        today = self._today(programme.timezone)  # from which on more may be overdue
        told = (programme.revision, [seals for _, seals in found], marks, today)
        return sha1(repr(told).encode()).hexdigest()[:20]


@cache
def _zone(name: str) -> tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        _log.warning("this machine knows no time zone %s: its days are those of UTC", name)
        return UTC


def _in_parts(ids: Sequence[str], read: Callable[[Sequence[str]], list[Thing]]) -> Iterator[Thing]:
    """All that is read of these, so many at once that votes do not have to wait for the rest."""
    for start in range(0, len(ids), _AT_ONCE):
        yield from read(ids[start : start + _AT_ONCE])


def _is_late(held: HeldArea, glance: Glance | None) -> bool:
    """Is a workshop finished, and what it settled not kept yet?"""
    if glance is None or glance.finished_at is None or glance.running.rehearsal:
        return False
    kept = held.results.get(glance.running.workshop)
    return kept is None or kept.finished_at != glance.finished_at


def _cache(cache: dict[Key, Thing], key: Key, held: Thing, most: int) -> None:
    """Put something into a cache of at most so many things; the oldest go first."""
    cache.pop(key, None)
    cache[key] = held
    for old in list(cache)[: max(0, len(cache) - most)]:
        cache.pop(old, None)
