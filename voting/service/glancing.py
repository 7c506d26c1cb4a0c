"""Areas and workshops as they stand, read once for as long as nothing about them changes."""

import logging
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from voting.core.commands import Details
from voting.core.state import Workshop
from voting.instruments.instrument import Instrument
from voting.programme.result import Result
from voting.programme.situation import Running
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import StoreUnavailable
from voting.service.caching import remember_some
from voting.service.programmes import Programmes
from voting.service.recognising import Recognising
from voting.service.taking_in import TakingIn
from voting.store.areas import HeldArea, Mark, Place
from voting.views.result import result_of
from voting.views.running import running

Thing = TypeVar("Thing")

_AT_ONCE = 50  # things that are read and decoded in one go
_MOST_AREAS = 1000  # areas that are cached with their results
_MOST_GLANCES = 3000  # workshops whose state of a revision is cached

_log = logging.getLogger(__name__)


class Glance(Struct, frozen=True):
    """A workshop at one revision, as an area's page shows it."""

    running: Running
    finished_at: datetime | None
    details: Details


class Glancing(TakingIn, Programmes, Recognising):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._areas_held: dict[str, tuple[Mark, HeldArea]] = {}
        self._frameworks: dict[tuple[str, str], Instrument] = {}
        self._glances: dict[tuple[str, Mark], Glance] = {}
        self._standing: dict[tuple[str, Mark], Result | None] = {}

    def _held_areas(self, areas: Sequence[str]) -> list[HeldArea]:
        """As ``store.held_areas``; only what has changed since a look of this process is read."""
        return [held for held, _ in self._held_with_seals(areas)]

    def _held_with_seals(self, areas: Sequence[str]) -> list[tuple[HeldArea, Mark]]:
        """The same with what tells one state of each from another."""
        # The seals are read first: whatever is read after them is as new, or newer and read again.
        seals = dict(zip(areas, self.store.seals_of_areas(areas), strict=True))
        known = {id: self._areas_held[id][1] for id in seals if self._is_held(id, seals[id])}
        wanted = [id for id, seal in seals.items() if id not in known and seal[0]]
        for held in _in_parts(wanted, self.store.held_areas):
            id = held.area.id
            known[id] = self._sharing(held)
            remember_some(self._areas_held, id, (seals[id], known[id]), _MOST_AREAS)
        return [(known[id], seals[id]) for id in seals if id in known]

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

    def _glances_at(self, found: Mapping[str, Place]) -> dict[str, Glance]:
        """What an area's page shows of each workshop; one that can't be read is left out."""
        unknown = [id for id, at in found.items() if (id, at.mark) not in self._glances]
        for workshop in _in_parts(unknown, self.store.load_all):
            key = (workshop.id, found[workshop.id].mark)
            glance = Glance(running(workshop), workshop.finished_at, workshop.details)
            remember_some(self._glances, key, glance, _MOST_GLANCES)
        keys = {id: (id, at.mark) for id, at in found.items()}
        return {id: self._glances[key] for id, key in keys.items() if key in self._glances}

    def _standing_of(self, at: Place, glance: Glance) -> Result | None:
        """What a workshop has settled so far that nothing is kept of."""
        if glance.running.rehearsal or not glance.running.decided:
            return None
        key = (at.workshop, at.mark)
        if key not in self._standing:
            made = self._made(at.workshop, lambda w: result_of(self.by_itself(w)))
            remember_some(self._standing, key, made, _MOST_GLANCES)
        return self._standing[key]

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


def _in_parts(ids: Sequence[str], read: Callable[[Sequence[str]], list[Thing]]) -> Iterator[Thing]:
    """All that is read of these, so many at once that votes do not have to wait for the rest."""
    for start in range(0, len(ids), _AT_ONCE):
        yield from read(ids[start : start + _AT_ONCE])
