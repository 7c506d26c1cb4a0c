"""A person's own page as it is made: what each of their meetings offers them now."""

from collections.abc import Iterable
from contextlib import suppress
from urllib.parse import urlencode

from flask import make_response, render_template, request
from msgspec import Struct

from voting.core.actors import Role
from voting.core.ahead import why_not_ahead
from voting.edges.http.event_said import said_of
from voting.edges.http.invited import Invited
from voting.edges.http.sent import Answer
from voting.edges.http.site import site
from voting.edges.http.speaking import faults
from voting.edges.http.visitor import page_of
from voting.programme.area import Event
from voting.refusals import Refusal
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.registration import NotTheDay, UnreadableRegistration
from voting.registration.roster import REGISTERED, Reply
from voting.reports.mail_said import RATED
from voting.service.roster_looks import RegisteredFor

DONE = ("registered", "changed", "cancelled", "declined", "removed", "sent")


class Meeting(Struct, frozen=True):
    """One of a person's meetings. ``over`` is why nobody can register for it any more, "" if they
    can; ``can_enter``: its workshop runs, or is to run today; ``can_rate``: what they rate ahead
    would be taken, ``has_rated`` if they have rated everything, ``has_begun`` if a part of it;
    ``registered`` counts everybody with a place."""

    event: Event
    reply: Reply
    over: str
    can_enter: bool
    can_rate: bool
    has_rated: bool
    has_begun: bool
    registered: int
    sector: str
    is_rated: bool

    @property
    def state(self) -> str:
        """What to say of it: a state of the reply, or "waiting"."""
        return "waiting" if self.reply.waiting else self.reply.state


def person_page(
    me: Invited,
    problem: Refusal | None = None,
    event: str = "",
    workshop: str = "",
    was: str = "",
) -> Answer:
    """``event`` is the one at which something was refused; ``workshop`` one that they are in as
    somebody else still, since both have rated in the open round; ``was`` is the name of who joined
    the event's workshop on this device before, and may be somebody else."""
    meetings = meetings_of(me)
    done, about = request.args.get("done", ""), request.args.get("event", "")
    html = render_template(
        "person.html",
        area=me.area,
        me=me.invitee,
        link=me.link,
        sector=next((one.sector for one in meetings if one.sector), ""),
        workshops=" ".join([me.area.id, *(one.event.workshop for one in meetings)]).strip(),
        say=said_of(me.area),
        coming=[one for one in meetings if not one.over],
        past=[one for one in meetings if one.over],
        done=done if done in DONE else "",
        done_of=next((one for one in meetings if one.event.id == about), None),
        refused_at=event,
        was=was,
        stays=page_of(Role.ATTENDEE, workshop) if workshop else "",
        another=_another(me, request.args.get("here", "")),
        mails=site().service.mails,
        errors=faults(problem),
    )
    return make_response(html, problem.status if problem else 409 if was else 200)


def _another(me: Invited, event: str) -> str:
    """Where somebody else registers on this device, if its person came by the event's link."""
    if event not in me.invitee.replies:
        return ""
    count = site().service.registered_for(me.area.id, event).registration.link
    return f"/r/{site().identity.event_link(me.area.id, event, count)}?another=yes"


def meetings_of(me: Invited) -> list[Meeting]:
    """All that they have a reply to, in the order of the series."""
    mine = [event.id for event in me.area.series() if event.id in me.invitee.replies]
    return _meetings(me, mine)


def meeting_of(me: Invited, event: str) -> Meeting:
    """Raises NoSuchMeeting or UnreadableRegistration."""
    for meeting in _meetings(me, [event]):
        return meeting
    raise UnreadableRegistration()


def _meetings(me: Invited, events: Iterable[str]) -> list[Meeting]:
    found = site().service.registered_of(me.area.id, me.invitee.id, events)
    return [_meeting(me, at) for at in found]


def _meeting(me: Invited, at: RegisteredFor) -> Meeting:
    id, facts, event = me.invitee.id, at.facts, at.event.id
    reply = me.invitee.replies.get(event, Reply())
    over = facts.over(at.today)
    rates = can_rate(at, reply)
    runs = facts.began or facts.day <= at.today or id in facts.joined
    return Meeting(
        event=at.event,
        reply=reply,
        over=over,
        can_enter=bool(at.event.workshop) and not over and not at.event.rehearsal and runs,
        can_rate=rates,
        has_rated=id in facts.rated,
        has_begun=rates and id not in facts.rated and has_answers(me, at.event.workshop),
        registered=at.roster.places_taken(event),
        sector=at.sectors.get(me.invitee.about.sector, ""),
        is_rated=bool(at.event.workshop) or at.event.kind in RATED,
    )


def has_answers(me: Invited, workshop: str) -> bool:
    """Is there anything that they rated ahead, to be taken back?"""
    person = site().identity.invited_as(me.invitee.id, workshop)
    with suppress(UnknownWorkshop):  # erased since
        return bool(workshop and site().service.own_ahead(workshop, person).answers)
    return False


def can_rate(at: RegisteredFor, reply: Reply | None) -> bool:
    """Would it be taken what somebody with this reply rates ahead?"""
    return not why_not_rate(at, reply)


def why_not_rate(at: RegisteredFor, reply: Reply | None) -> str:
    """Why not, as AheadClosed has it; "" if it would."""
    if at.workshop is None or at.facts.over(at.today):
        return "begun"
    if why := why_not_ahead(at.workshop):
        return why
    if reply is None or reply.state != REGISTERED:
        return "out"
    return "" if at.registration.ahead else "off"


def check_can_enter(me: Invited, event: str) -> None:
    """Raises NotTheDay where somebody can't walk into the event's workshop yet, or any more."""
    meeting = meeting_of(me, event)
    if not meeting.can_enter:
        raise NotTheDay(why=_why_not_enter(meeting))


def _why_not_enter(meeting: Meeting) -> str:
    if meeting.over or not meeting.event.workshop:
        return meeting.over or "none"
    return "rehearsal" if meeting.event.rehearsal else "early"


def first_without_sector(me: Invited, event: Event) -> str:
    """Where somebody goes before they walk in who has not registered, or has not said where they
    work; "" for nowhere."""
    at = site().service.registered_for(me.area.id, event.id, rated_of="")
    reply = me.invitee.replies.get(event.id)
    if reply and reply.state == REGISTERED and me.invitee.about.sector in at.facts.sectors:
        return ""
    return f"{page_of(Role.INVITED, me.area.id)}/register?{urlencode({'event': event.id})}"
