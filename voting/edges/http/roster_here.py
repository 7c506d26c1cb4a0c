"""The list of an event's people as one of its area's leads, or of its programme's team, has it."""

from msgspec import Struct

from voting.core.actors import Actor, Role
from voting.edges.http.area_said import Said
from voting.edges.http.roster_said import SaidOfPeople
from voting.edges.http.site import site
from voting.edges.http.speaking import words_here
from voting.edges.http.visitor import admitted_to_area
from voting.programme.area import Area, Event
from voting.programme.series import next_event
from voting.programme.situation import AreaSituation
from voting.refusals.areas import NoSuchMeeting
from voting.refusals.registration import InviteeGone
from voting.registration.facts import RosterFacts
from voting.registration.roster import Invitee
from voting.views.area import AreaView, EventOfArea, area_view
from voting.views.invited import Guests, InvitedPerson, InvitedView, invited_view


class Here(Struct, frozen=True):
    """``at`` is the area and what surrounds it; ``guests`` the event and its people; ``area`` and
    ``view`` are what pages show of both."""

    by: Actor
    at: AreaSituation
    guests: Guests
    area: AreaView
    view: InvitedView

    @property
    def is_lead(self) -> bool:
        return self.by.role is Role.AREA

    @property
    def event(self) -> EventOfArea:
        return next(one for one in self.area.events if one.id == self.view.event)

    def say(self) -> Said:
        return Said(words_here(), self.area)

    def people(self) -> SaidOfPeople:
        return SaidOfPeople(words_here(), self.say(), self.view, self.guests.sectors)

    def invitee(self, id: str) -> Invitee:
        """Raises InviteeGone."""
        found = self.guests.roster.invitees.get(id)
        if found is None:
            raise InviteeGone()
        return found

    def person(self, id: str) -> InvitedPerson | None:
        """Somebody with a reply to the event."""
        return next((one for one in self.view.people if one.id == id), None)


def look(id: str, event: str) -> Here:
    """The list of an event of this area; of the one that comes next where ``event`` is "". Raises
    UnknownArea, OldLink, NotAllowed, or NoSuchMeeting."""
    area, by = admitted_to_area(id)
    return here(area, by, _meant(area, event).id)


def here(area: Area, by: Actor, event: str) -> Here:
    service = site().service
    at = service.look_at_area(area)
    found = service.registered_for(area.id, event)
    view = area_view(at)
    shown = next(one for one in view.events if one.id == event)
    running = at.running.get(found.event.workshop)
    guests = Guests(
        event=found.event,
        roster=found.roster,
        facts=RosterFacts({event: found.facts}, found.today, mails=service.mails),
        at=service.clock(),
        sectors=found.sectors,
        mails=service.store.outbox(area.id),
        joined=running.joined if running else 0,
        days=shown.days,
        private=by.role is Role.AREA,
    )
    return Here(by, at, guests, view, invited_view(guests))


def _meant(area: Area, event: str) -> Event:
    if event:
        return area.event(event)
    planned = [one for one in area.series() if one.counts]
    coming = next_event(area)
    found = next((one for one in planned if one.id == coming.id), None)
    if found is None and planned:
        found = planned[-1]
    if found is None:
        raise NoSuchMeeting()
    return found
