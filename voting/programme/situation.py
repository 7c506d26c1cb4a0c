"""An area with what surrounds it at one moment: what its pages are made of."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from voting.programme.area import Area
from voting.programme.result import Result

USUAL_ZONE = "Europe/London"  # of an area that is in no programme


class Lead(Struct, frozen=True):
    """Somebody who leads an area, kept beside it (``cascade:{<area>}:leads``) and erased alone."""

    name: str
    email: str = ""


class Running(Struct, frozen=True):
    """A workshop that is in the store: how many have joined, how many of its ``domains`` have a
    decision, and its ``phase``."""

    workshop: str
    joined: int
    decided: int
    domains: int
    phase: str
    rehearsal: bool = False
    trainers: tuple[str, ...] = ()


class AreaSituation(Struct, frozen=True):
    """``results`` by workshop's id: as kept, or of one that goes on as it stands (version 0);
    ``running`` are the workshops that are in the store, by id; ``today`` is the date in
    ``zone``, the time zone of its programme."""

    area: Area
    results: Mapping[str, Result]
    running: Mapping[str, Running]
    today: date
    leads: tuple[Lead, ...] = ()
    zone: str = USUAL_ZONE

    def settled(self) -> list[Result]:
        """The results of the series that count, in its order: no rehearsal, nothing cancelled."""
        counted = [
            e.workshop
            for e in self.area.series()
            if e.workshop and not e.rehearsal and e.state != "cancelled"
        ]
        return [self.results[id] for id in counted if id in self.results]
