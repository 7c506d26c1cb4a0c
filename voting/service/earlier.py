"""A workshop beside the earlier ones of its area: what they settled, and what it settles itself."""

import logging
import threading
import time
from collections.abc import Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from voting.core.commands import Finish
from voting.core.state import Round, Workshop
from voting.disclosure.judged import Counted
from voting.programme.changes import nearest
from voting.programme.result import DomainSettled, Result, Returning
from voting.refusals.goals import PlanUnread
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import StoreUnavailable
from voting.service.base import PASSING
from voting.service.caching import remember_some
from voting.service.glancing import Glancing
from voting.service.recognising import movement_was_shown
from voting.store.plans import BesidePlan
from voting.views.result import result_of
from voting.views.situation import Situation

_BEFORE_KEPT = 5.0  # seconds for which a process takes earlier workshops' results as they were
_MOST_BEFORE = 500  # workshops whose earlier results are cached
_LOCKS = 64
_RENEWED_WITHIN = 2.0  # seconds to wait for whoever renews what there is no older one of

_log = logging.getLogger(__name__)


class Before(Struct, frozen=True):
    """The results of earlier workshops as cached until then, on the monotonic clock; ``area`` is
    the one that the workshop is in, "" for none."""

    until: float
    area: str = ""
    results: tuple[Result, ...] = ()
    returning: Returning | None = None


class Earlier(Glancing):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._before: dict[str, Before] = {}
        self._renewing = tuple(threading.Lock() for _ in range(_LOCKS))

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
        kept = self.store.result(home, workshop.id) if home else None
        if kept is None:
            return result
        returning = result.returning or kept.returning
        return replace(result, returning=returning, tied_elsewhere=kept.tied_elsewhere)

    def settled_as_far_as_readable(self, workshop: Workshop) -> Result:
        """The same where something of it, or of an earlier workshop, can't be read: a domain is
        left with its decision alone then, or as it was kept before. The log says why."""
        at = self.as_far_as_readable(workshop)
        home = self.store.area_of(workshop.id)
        kept = self.store.result(home, workshop.id) if home else None
        returning = kept.returning if kept else None
        try:
            found = self._before_in(workshop, home) if home else Before(0.0)
            returning = found.returning or returning
        except PASSING:
            raise
        except Exception:
            _log.exception("the earlier workshops of %s can't be read", workshop.id)
        version = max(kept.version if kept else 0, int(workshop.is_finished()))
        made = replace(result_of(at, version), returning=returning)
        there = {r.domain for r in at.workshop.rounds}
        domains = (
            d if d.domain in there else _as_kept(d, kept.domain(d.domain) if kept else None)
            for d in made.domains
        )
        return replace(made, domains=tuple(domains))

    def _situation_now(self, workshop: Workshop) -> Situation:
        """The same as ``situation``, of this moment; a fault in an earlier workshop is raised."""
        area = self.store.area_of(workshop.id)
        found = self._before_in(workshop, area) if area else Before(0.0)
        return self._beside(workshop, found)

    def situation(
        self,
        workshop: Workshop,
        known: Mapping[tuple[Round, str], Counted] | None = None,
        plan: BesidePlan | None = None,
    ) -> Situation:
        """The workshop with its counted rounds, turnout, presence and reasons, what earlier
        workshops of its area settled, and its plan. Counted rounds never change, so those ``known``
        are not read again, nor is what is beside the ``plan`` if that has just been read. Raises
        UnknownWorkshop."""
        return self._beside(workshop, self._before_lately(workshop), known, plan)

    def _beside(
        self,
        workshop: Workshop,
        found: Before,
        known: Mapping[tuple[Round, str], Counted] | None = None,
        beside: BesidePlan | None = None,
    ) -> Situation:
        at = self.by_itself(workshop, known)
        at = replace(at, before=found.results, returning=found.returning)
        try:
            return replace(at, plan=self.plan_at(workshop, beside))
        except PlanUnread:
            return replace(at, plan_unread=True)

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

    def movement_was_shown(self, workshop: str, domains: Sequence[str]) -> bool:
        """Was movement between this workshop and another ever shown for one of these domains?"""
        area = self.store.area_of(workshop)
        held = self._held_areas([area]) if area else []
        return any(
            movement_was_shown(one.results, workshop, domain) for one in held for domain in domains
        )

    def _before_lately(self, workshop: Workshop) -> Before:
        """As cached; when that is too old, the first who looks renews it, and others take the old
        one until then."""
        cached = self._before.get(workshop.id)
        if cached and time.monotonic() <= cached.until:
            return cached
        renewing = self._renewing[hash(workshop.id) % _LOCKS]
        is_first = renewing.acquire(timeout=0.0 if cached else _RENEWED_WITHIN)
        try:
            if not is_first and cached:
                return cached
            now = self._before.get(workshop.id)
            if now and now is not cached and time.monotonic() <= now.until:
                return now  # renewed while this one waited
            now = self._before_now(workshop)
            remember_some(self._before, workshop.id, now, _MOST_BEFORE)
            return now
        finally:
            if is_first:
                renewing.release()

    def _before_now(self, workshop: Workshop) -> Before:
        until = time.monotonic() + _BEFORE_KEPT
        try:
            area = self.store.area_of(workshop.id)
            if area is None:  # until the next sweep
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


def _as_kept(domain: DomainSettled, kept: DomainSettled | None) -> DomainSettled:
    """A domain whose rounds can't be read, with those that were kept if it was decided so then."""
    return kept if kept and kept.decision == domain.decision else domain
