"""Looks after everything stored, in the background: at the start and every hour.

Workshops that are in no area are taken into one. What finished workshops settled is kept, where a
process died before it was, and the details of workshops whose area says something else follow it.
Plans follow workshops that have moved, or are over. What has been kept for KEEP_DAYS is erased.
Every process does all of it, since each of these may be done twice.
"""

import logging
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime

from msgspec import Struct

from voting.core.erasing import keep_until
from voting.core.state import Workshop
from voting.edges.loops import repeat
from voting.refusals.areas import UnknownArea
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import StoreUnavailable
from voting.service import Service
from voting.store.areas import HeldArea, Place

SWEEP_EVERY = 3600.0  # seconds between two looks through the store
_FOR_EVER = datetime.max.replace(tzinfo=UTC)
_AT_ONCE = 100  # things asked for in one round trip
_AGAIN_AFTER = 30.0  # seconds until it begins again after the store did not answer
_SHARE = 4  # while it works, it leaves this process so many times as long to others

_log = logging.getLogger(__name__)


class Keep(Struct, frozen=True):
    """For how many days after their date workshops are kept, None for ever; and whether results
    outlive them."""

    days: int | None = None
    results: bool = True


def start(service: Service, keep: Keep, stopping: threading.Event) -> None:
    """Begin, and go on until ``stopping``."""
    sweep = Sweep(service, keep, stopping)
    repeat("retention", sweep.run, every=SWEEP_EVERY, stopping=stopping)


class Sweep:
    """One look through the store after another. ``_in_order`` is what was found to be so, and until
    when it stays so unless it changes."""

    def __init__(self, service: Service, keep: Keep, stopping: threading.Event) -> None:
        self._service = service
        self._keep = keep
        self._stopping = stopping
        self._in_order: dict[Place, datetime] = {}

    def run(self) -> None:
        """Look through all of it; while the store does not answer, begin again."""
        while not self._whole() and not self._stopping.wait(_AGAIN_AFTER):
            pass

    def _whole(self) -> bool:
        store = self._service.store
        try:
            places = [at for ids in _parts(store.workshops()) for at in store.places(ids)]
            self._take_in([at.workshop for at in places if at.mark[0] and not at.area])
            erased = [self._workshop(at) for at in self._changed(places)]
            erased += [
                self._area(held) for ids in _parts(store.areas()) for held in self._held(ids)
            ]
            erased += [self._plan(owner) for owner in store.plan_owners()]
        except StoreUnavailable as problem:
            _log.warning("store: not looked after yet: %s", problem.reason)
            return False
        if any(erased):
            self._service.forget()
        return True

    def _take_in(self, ids: Sequence[str]) -> None:
        """The earliest first, so that the events of an area come in order. Those that are to be
        erased come into one only if they leave a result."""
        found: list[tuple[str, datetime, str]] = []

        def note(w: Workshop) -> bool:
            if self._service.clock() <= self._until(w):
                found.append((w.details.date, w.created_at, w.id))
            return False

        for id in ids:
            self._with(id, note)
        there = self._service.in_events() if found else {}
        for _, _, id in sorted(found):
            self._with(id, lambda w: self._service.take_in(w, there=there) is None)

    def _changed(self, places: Sequence[Place]) -> list[Place]:
        now = self._service.clock()
        self._in_order = {
            at: until for at in places if (until := self._in_order.get(at)) and now <= until
        }
        return [at for at in places if at not in self._in_order]

    def _workshop(self, at: Place) -> bool:
        """Keep what a workshop settled, or erase it; returns whether it was erased."""
        days, keep_results = self._keep.days, self._keep.results

        def look_after(w: Workshop) -> bool:
            if days and self._service.erase_if_due(w.id, days, keep_results):
                return True
            if at.mark[0]:  # else somebody has begun to erase it
                self._follow_up(w)
            self._in_order[at] = self._until(w)
            return False

        return self._with(at.workshop, look_after)

    def _follow_up(self, w: Workshop) -> None:
        if self._service.is_unsettled(w):
            self._service.settle(w.id)
        if not self._service.agrees(w) and (area := self._service.area_of(w.id)):
            self._service.agree_soon(area, w.id)

    def _until(self, w: Workshop) -> datetime:
        return keep_until(w, self._keep.days) if self._keep.days else _FOR_EVER

    def _held(self, ids: Sequence[str]) -> list[HeldArea]:
        return self._service.store.held_areas(ids)

    def _area(self, held: HeldArea) -> bool:
        days, keep_results = self._keep.days, self._keep.results
        return self._guarded("an area", lambda: self._service.tidy_area(held, days, keep_results))

    def _plan(self, owner: str) -> bool:
        return self._guarded("a plan", lambda: self._service.tidy_plan(owner))

    def _with(self, id: str, work: Callable[[Workshop], bool]) -> bool:
        return self._guarded("a workshop", lambda: work(self._service.store.load(id)))

    def _guarded(self, what: str, work: Callable[[], bool]) -> bool:
        """Do this; a fault with one thing must not keep the others, nor the sweep the people who
        are rating meanwhile."""
        began = time.monotonic()
        try:
            return work()
        except (UnknownWorkshop, UnknownArea):  # another process was first
            return False
        except StoreUnavailable:
            raise
        except Exception:
            _log.exception("%s could not be checked and is kept", what)
            return False
        finally:
            self._stopping.wait(_SHARE * (time.monotonic() - began))


def _parts(ids: Sequence[str]) -> Iterator[Sequence[str]]:
    for start in range(0, len(ids), _AT_ONCE):
        yield ids[start : start + _AT_ONCE]
