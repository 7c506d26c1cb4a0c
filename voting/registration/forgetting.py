"""What of people on a roster is kept for how long: access needs go first, sectors stay.

Access needs go the day after each event that they were said for, and are said anew for the next;
addresses a month after the area's last event that has a date; names with all else that people said
when the area has been kept for long enough.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from msgspec.structs import replace

from voting.registration import commands as c
from voting.registration.draft import Draft
from voting.registration.facts import EventFacts
from voting.registration.roster import INVITED, REGISTERED, About, Invitee, Roster

ADDRESSES_KEPT = timedelta(days=30)  # after the area's last event


def due(
    roster: Roster, events: Mapping[str, EventFacts], today: date, *, names: bool
) -> c.ForgetPeople | None:
    """What is to be forgotten by now; None if nothing is. ``names``: has the area been kept for as
    long as things are kept?"""
    days = [date.fromisoformat(e.day) for e in events.values() if e.day and e.state != "cancelled"]
    # Who was invited to one without a date, which may never be held, is kept for as long again.
    last = max([*days, *(one.made_at.date() for one in roster.invitees.values())], default=today)
    over = today > last + ADDRESSES_KEPT
    command = c.ForgetPeople(today.isoformat(), addresses=over or names, names=names)
    left = forgotten(roster, events, command)
    return command if left != roster else None


def forget_people(d: Draft, command: c.ForgetPeople) -> None:
    after = forgotten(d.roster, d.entry.facts.events, command)
    for person, invitee in after.invitees.items():
        d.change(person, about=invitee.about, link=invitee.link, failed=invitee.failed)
        d.change(person, replies=invitee.replies, former=invitee.former)
    if command.names:
        d.forget_texts()


def forgotten(roster: Roster, events: Mapping[str, EventFacts], command: c.ForgetPeople) -> Roster:
    """The roster without what ``command`` says; the same if that has gone."""
    invitees = {id: _forgotten(invitee, events, command) for id, invitee in roster.invitees.items()}
    registrations = roster.registrations
    if command.names:
        registrations = {event: replace(one, text="") for event, one in registrations.items()}
    return replace(roster, invitees=invitees, registrations=registrations)


def _forgotten(
    invitee: Invitee, events: Mapping[str, EventFacts], command: c.ForgetPeople
) -> Invitee:
    about = invitee.about
    if command.names:
        bare = About(sector=about.sector, before=about.before)
        replies = {e: replace(r, told=(), request="") for e, r in invitee.replies.items()}
        known = about != bare
        # Their page would show nothing any more: its link ends.
        link = invitee.link + known
        return replace(invitee, about=bare, replies=replies, link=link, failed="", former="")
    if command.addresses:
        bare = replace(about, email="", access="")
        return replace(invitee, about=bare, failed="", former="")
    if command.access and about.access and _needed_no_more(invitee, events, command.access):
        return replace(invitee, about=replace(about, access=""))
    return invitee


def _needed_no_more(invitee: Invitee, events: Mapping[str, EventFacts], day: str) -> bool:
    """Was an event before this day that they said it for, or is there none to which they come?"""
    since = (invitee.access_at or invitee.made_at).date().isoformat()
    days = (
        events[event].day
        for event, reply in invitee.replies.items()
        if event in events
        and events[event].state != "cancelled"
        and (reply.state == REGISTERED or reply.attended)
    )
    return any(since <= held < day for held in days) or not _comes(invitee, events, day)


def _comes(invitee: Invitee, events: Mapping[str, EventFacts], day: str) -> bool:
    """Is there an event on this day or later, or of no day yet, to which they may still come?"""
    return any(
        events[event].state != "cancelled" and (events[event].day or day) >= day
        for event in _open(invitee)
        if event in events
    )


def _open(invitee: Invitee) -> Iterable[str]:
    return (e for e, reply in invitee.replies.items() if reply.state in (INVITED, REGISTERED))
