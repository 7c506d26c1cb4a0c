"""Who on an area's roster is asking, by the personal link that was opened in their browser."""

from datetime import datetime, timedelta

from flask import g
from msgspec import Struct

from voting.core.actors import Actor, Role
from voting.edges.http.site import site
from voting.edges.http.speaking import speak_in
from voting.programme.area import Area
from voting.refusals.asking import OldLink
from voting.refusals.registration import NoPersonalLink
from voting.registration.roster import Invitee

_PAUSE = timedelta(minutes=10)


class Invited(Struct, frozen=True):
    """Somebody on an area's roster, and what they act as."""

    area: Area
    invitee: Invitee
    by: Actor

    @property
    def link(self) -> str:
        """Their personal link."""
        here = site()
        made = here.identity.personal_link(self.area.id, self.invitee.id, self.invitee.link)
        return f"{here.base()}/p/{made}"


def admitted_person(area: str) -> Invited:
    """Whoever's personal link was opened here last. Raises UnknownArea, NoPersonalLink,
    UnknownInvitee, OldLink."""
    found = site().service.area(area)
    speak_in(found)
    held = g.holds.invited_in(area)
    if held is None:
        raise NoPersonalLink()
    invitee = site().service.invitee(area, held.id)
    if held.link != invitee.link:
        raise OldLink()
    return Invited(found, invitee, Actor(Role.INVITED, held.id, held.link))


def person_here(area: str) -> Invitee | None:
    """The same where nobody needs to be; None also for a link that is in force no more."""
    held = g.holds.invited_in(area)
    if held is None:
        return None
    invitee = site().service.store.invitee(area, held.id)
    return invitee if invitee and invitee.link == held.link else None


def just_sent(invitee: Invitee, now: datetime) -> bool:
    """Was their link sent to them a moment ago? Nobody's mailbox is filled by asking."""
    told = [one for reply in invitee.replies.values() for one in reply.told if one.kind == "link"]
    return any(now - one.at < _PAUSE for one in told)
