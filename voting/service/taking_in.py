"""Workshops that are in no area yet are taken into one: those that were set up before there were
areas, or by a process of the release before, or whose form was cut short.

Every process does it in the background, and whoever finishes or erases one. Each finds the same
area, so it does not matter how many do it at once. A look does not: it would have to look through
all areas for one that has the workshop in its events.
"""

from collections.abc import Mapping
from datetime import timedelta
from hashlib import sha256
from itertools import count

from voting.core.actors import CLOCK
from voting.core.state import Workshop
from voting.programme.commands import CreateArea
from voting.programme.texts import name_for, plain_name
from voting.refusals.areas import TooManyOfArea
from voting.service.placing import Placing

SETTLING_IN = timedelta(minutes=1)  # in which whoever sets a workshop up says which area it is of


class TakingIn(Placing):
    def in_events(self) -> dict[str, str]:
        """The area that has each workshop in its events, by the workshop's id."""
        store = self.store
        return {id: area.id for area in store.areas_naming("") for id in area.workshops()}

    def take_in(
        self, workshop: Workshop, *, new: bool = False, there: Mapping[str, str] | None = None
    ) -> str | None:
        """The area of a workshop, into which it is taken if it is in none yet; None for one so new
        that it is about to be placed, unless ``new`` says to take that too. ``there``
        is what ``in_events`` has said, for whoever takes in many. Raises UnknownWorkshop if it is
        being erased."""
        found = self.store.area_of(workshop.id)
        if found:
            return found
        if not new and self.clock() - workshop.created_at < SETTLING_IN:
            return None
        self.store.check_there(workshop.id)  # an area made for one that is erased would be empty
        home = there.get(workshop.id) if there is not None else self._in_events_of(workshop.id)
        if home:  # only the back link is missing
            return self.place(workshop, home, CLOCK).id
        name = name_for(workshop.details.area, workshop.id)
        command = CreateArea(name, language=workshop.language)
        for number in count(1):
            made = self.make_area(self._request(workshop, number), command, CLOCK)
            try:
                return self.place(workshop, made.id, CLOCK).id
            except TooManyOfArea:  # what all trainers call “Test”, for instance
                continue
        return None

    def _in_events_of(self, workshop: str) -> str | None:
        found = self.store.areas_naming(workshop)
        return next((area.id for area in found if area.event_of(workshop)), None)

    def _request(self, workshop: Workshop, number: int) -> str:
        """What the workshop's area is asked for by: where all trainers are of one organisation, one
        for all workshops with this name and framework; elsewhere one for each, since any name may
        be another place."""
        if not self.one_organisation:
            return f"adopted-{workshop.id}-{number}"
        name = f"{workshop.framework.key}|{plain_name(workshop.details.area)}"
        return f"adopted-{sha256(name.encode()).hexdigest()[:32]}-{number}"
