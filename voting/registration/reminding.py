"""Who is to be told something, and who is not any more: reminders, and events that moved."""

from datetime import datetime, timedelta

from voting.registration.facts import CANCELLED, EventFacts, RosterFacts
from voting.registration.roster import (
    INVITED,
    MOST_REMINDERS,
    REGISTERED,
    Invitee,
    Reply,
    Roster,
)

KIND = {"register": "remind_register", "ahead": "remind_ahead"}
REMIND_AGAIN = timedelta(hours=24)  # a button pressed twice is no second reminder


def to_remind(
    roster: Roster, event: str, what: str, facts: RosterFacts, at: datetime
) -> list[Invitee]:
    """Those who may be reminded now of what they have not done ("register" or "ahead"): reminded
    fewer than MOST_REMINDERS times, and not in the last day."""
    kind = KIND[what]
    return [
        invitee
        for invitee, reply in roster.of_event(event)
        if is_undone(roster, invitee, event, what, facts) and _may_hear_again(reply, kind, at)
    ]


def is_undone(roster: Roster, invitee: Invitee, event: str, what: str, facts: RosterFacts) -> bool:
    """Has this person still to register, or to rate ahead, and can they?"""
    reply = invitee.replies.get(event)
    about = facts.events.get(event)
    if reply is None or about is None or about.over(facts.day) or about.is_past(facts.day):
        return False
    if what == "register":
        return reply.state == INVITED and not reply.attended and invitee.id not in about.joined
    return (
        reply.has_place
        and roster.registration(event).ahead
        and about.takes_ahead
        and invitee.id not in about.rated
    )


def reminders(reply: Reply, kind: str) -> int:
    """How often somebody was reminded, by mail or by hand."""
    return sum(told.kind == kind for told in reply.told)


def _may_hear_again(reply: Reply, kind: str, at: datetime) -> bool:
    when = [told.at for told in reply.told if told.kind == kind]
    return len(when) < MOST_REMINDERS and all(at - each >= REMIND_AGAIN for each in when)


def to_tell(roster: Roster, event: str, facts: RosterFacts) -> list[Invitee]:
    """Those who registered for an event that has been moved or cancelled since they were last told
    of it, or takes place elsewhere or for longer. One whose day is over needs nobody told."""
    about = facts.events.get(event)
    if about is None or about.state == "held" or about.is_past(facts.day):
        return []
    return [
        invitee
        for invitee, reply in roster.of_event(event)
        if reply.state == REGISTERED and not _knows(reply, about)
    ]


def _knows(reply: Reply, about: EventFacts) -> bool:
    """Was somebody last told what is true? Where and how long doesn't matter of one cancelled."""
    if reply.knows != about.said:
        return False
    return about.state == CANCELLED or reply.details in ("", about.details)
