"""Rosters as they are kept, and what is true of their events.

``roster(area)``, ``invitee(area, id)``: what is kept.
``registered_for(area, event)``: everything that pages about an event's people are made of.
``roster_facts(area, roster, events)``: what commands and mails are judged on.
"""

import hashlib
from collections.abc import Container, Iterable, Mapping
from contextlib import suppress
from functools import lru_cache
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from voting.core.ahead import can_be_ahead
from voting.core.state import Workshop
from voting.programme.area import Area, Event
from voting.refusals.areas import UnknownArea
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.registration import UnknownInvitee
from voting.registration.facts import EventFacts, RosterFacts
from voting.registration.roster import REGISTERED, Invitee, Registration, Reply, Roster
from voting.service.keeping import Keeping

_MOST_KNOWN = 50_000  # who people are in workshops, remembered
USUAL_FRAMEWORK = "cascade"  # where an event has no workshop yet, and its area no programme


class RegisteredFor(Struct, frozen=True):
    """The people of one event at one moment. ``sectors`` are the keys and names to choose from, in
    their order; ``joined`` and ``rated`` are in ``facts``, by the ids of invitees; ``workshop`` is
    the event's, None if it has none."""

    area: Area
    event: Event
    roster: Roster
    registration: Registration
    facts: EventFacts
    sectors: Mapping[str, str]
    today: str
    workshop: Workshop | None = None

    @property
    def people(self) -> list[tuple[Invitee, Reply]]:
        """All who have a reply to it."""
        return self.roster.of_event(self.event.id)


class RosterLooks(Keeping):
    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        # Asked of everybody on a roster with each look at it.
        self._invited_as = lru_cache(_MOST_KNOWN)(self.invited_as)

    # --- what is kept ---

    def roster(self, area: str) -> Roster:
        """An area's roster; raises UnknownArea."""
        found = self.store.roster(area)
        if not found.revision:
            self.store.area(area)
        return found

    def invitee(self, area: str, id: str) -> Invitee:
        """Somebody on an area's roster; raises UnknownArea or UnknownInvitee."""
        found = self.store.invitee(area, id)
        if found is None:
            self.store.area(area)
            raise UnknownInvitee()
        return found

    def is_invited(self, area: str, workshop: str, person: str) -> bool:
        """Is this person of a workshop somebody on the area's roster?"""
        roster = self.store.roster(area)
        return any(self._invited_as(id, workshop) == person for id in roster.invitees)

    def registered_for(
        self, area: str, event: str, *, rated_of: str | None = None
    ) -> RegisteredFor:
        """Raises UnknownArea or NoSuchMeeting. With ``rated_of`` it is only looked up whether this
        invitee has rated ahead, "" for nobody: for pages that many open at once."""
        there = self.store.area(area)
        return self._registered_for(there, there.event(event), self.store.roster(area), rated_of)

    def registered_of(self, area: str, invitee: str, events: Iterable[str]) -> list[RegisteredFor]:
        """The same of several events for one invitee, whose page it is: who else has joined or
        rated is not looked up, and one whose registration can't be read takes no other with it.
        Raises UnknownInvitee, too."""
        there, roster = self.store.area(area), self.store.roster(area)
        mine = replace(roster, invitees={invitee: roster.invitee(invitee)})
        return [
            replace(self._registered_for(there, there.event(event), mine, invitee), roster=roster)
            for event in events
            if event not in roster.unreadable
        ]

    def _registered_for(
        self, there: Area, found: Event, roster: Roster, rated_of: str | None
    ) -> RegisteredFor:
        workshop = self._workshop_at(found)
        return RegisteredFor(
            there,
            found,
            roster,
            roster.registration(found.id),
            self._event_facts(there, found, roster, workshop, rated_of),
            self._sectors(there, workshop),
            self.today_in(there).isoformat(),
            workshop,
        )

    # --- the facts ---

    def roster_facts(
        self,
        area: Area,
        roster: Roster,
        events: Iterable[str] = (),
        *,
        rated_of: str | None = None,
    ) -> RosterFacts:
        """What the roster does not know of an area's events, of these with what their workshops
        say; ``rated_of`` as in ``registered_for``."""
        deep = set(events)
        found = {
            event.id: self._event_facts(
                area,
                event,
                roster,
                self._workshop_at(event) if event.id in deep else None,
                rated_of,
            )
            for event in area.events
        }
        return RosterFacts(found, self.today_in(area).isoformat(), mails=self.mails)

    def _event_facts(
        self,
        area: Area,
        event: Event,
        roster: Roster,
        workshop: Workshop | None,
        rated_of: str | None,
    ) -> EventFacts:
        facts = EventFacts(
            event.start,
            event.capacity,
            event.state,
            frozenset(self._sectors(area, workshop)),
            workshop=event.workshop,
            details=_details(event),
        )
        if workshop is None:
            return facts
        held = workshop.is_finished() and event.state == "planned"
        return replace(
            facts,
            state="held" if held else event.state,
            rated=self._rated(workshop, roster, rated_of),
            joined=frozenset(self._those_in(workshop.id, roster, workshop.people)),
            began=bool(workshop.rounds),
            set_up=workshop.created_at.date().isoformat(),
            can_be_ahead=can_be_ahead(workshop.framework),
        )

    def _rated(self, workshop: Workshop, roster: Roster, of: str | None) -> frozenset[str]:
        if of is None:
            return self._those_in(workshop.id, roster, self.rated_ahead(workshop.id))
        if not of:
            return frozenset()
        answers = self.own_ahead(workshop.id, self._invited_as(of, workshop.id)).answers
        domains = {domain.key for domain in workshop.framework.domains}
        return frozenset({of} if domains and domains <= answers.keys() else ())

    def _those_in(self, workshop: str, roster: Roster, people: Container[str]) -> frozenset[str]:
        """The invitees who are among these people of a workshop."""
        return frozenset(id for id in roster.invitees if self._invited_as(id, workshop) in people)

    def _workshop_at(self, event: Event) -> Workshop | None:
        if event.workshop:
            with suppress(UnknownWorkshop):  # erased since
                return self.store.load(event.workshop)
        return None

    def _sectors(self, area: Area, workshop: Workshop | None) -> dict[str, str]:
        """What people may choose from: the sectors of the workshop's framework, else of that which
        the area's programme uses."""
        framework = workshop.framework if workshop else None
        if framework is None:
            usual = self.frameworks.get(USUAL_FRAMEWORK, next(iter(self.frameworks.values())))
            homes = self.store.held_programmes([area.programme] if area.programme else [])
            framework = self.frameworks.get(homes[0].framework, usual) if homes else usual
        return {sector.key: sector.name for sector in framework.sectors}

    def registered_people(
        self, workshop: str, *, ever: bool = False
    ) -> Mapping[str, tuple[str, str]]:
        """Name and sector of everybody registered for the workshop's event, by who they are in the
        workshop: of those on the waiting list too, who may rate ahead as they may get a place, and
        with ``ever`` of those who have cancelled since."""
        home = self.store.area_of(workshop)
        if home is None:
            return {}
        with suppress(UnknownArea):
            event = self.store.area(home).event_of(workshop)
            people = self.store.roster(home).of_event(event.id) if event else []
            return {
                self._invited_as(invitee.id, workshop): (invitee.about.name, invitee.about.sector)
                for invitee, reply in people
                if reply.state == REGISTERED or (ever and reply.number)
            }
        return {}


def _details(event: Event) -> str:
    """A short mark of where an event is and how long: another for each that is different."""
    told = f"{event.minutes}\n{event.place}\n{event.link}"
    return hashlib.sha256(told.encode()).hexdigest()[:12]
