"""What people reply: they register, change that, decline, cancel; and who was there."""

from datetime import timedelta

from voting.core.actors import Role
from voting.refusals.registration import (
    AddressRegistered,
    NotRegistered,
    RegistrationClosed,
    RegistrationOver,
    SectorStays,
    TooManyAddresses,
)
from voting.registration import commands as c
from voting.registration.about import said_by_lead, said_by_person
from voting.registration.addresses import by_address, same_address
from voting.registration.draft import Draft
from voting.registration.names import same_name
from voting.registration.roster import CANCELLED, DECLINED, INVITED, REGISTERED, About, Invitee

MOST_ADDRESSES = 3  # that somebody may change to in a day, where there is mail


def register(d: Draft, command: c.Register) -> None:
    event = command.event
    facts = d.open_event(event)
    known = d.roster.invitee(command.person) if command.person else _sent_before(d, command)
    reply = known.replies.get(event) if known else None
    by_link = d.by_person and reply is None
    if by_link and (why := facts.over_by_link(d.entry.facts.day)):
        raise RegistrationOver(why=why)
    if by_link and not d.roster.registration(event).open:
        raise RegistrationClosed()
    agreed = command.agreed or bool(reply and reply.agreed_at)
    if d.by_person:
        about = said_by_person(command.about, facts.sectors, agreed=agreed)
    else:
        about = said_by_lead(command.about, facts.sectors)
    if known is None:
        known = _taken_up(d, _same_person(d, event, about, shared=command.shared)) or d.add(about)
    check_sector(d, known, about)
    d.person = known.id
    changed = about != known.about
    address_changed = known.about.email != about.email
    if address_changed and d.by_person:
        _keep_former(d, known)
    d.change(known.id, about=about)
    if address_changed:
        d.change(known.id, failed="")
    if about.access and (changed or reply is None or reply.state != REGISTERED):
        d.change(known.id, access_at=d.entry.at)
    if reply is None or reply.state != REGISTERED:
        _take_place(d, event, known.id, agreed=agreed)
    elif changed:
        d.mail(known.id, event, "changed")
    if address_changed and d.by_person and known.about.email:
        d.mail(known.id, event, "address_changed")


def _keep_former(d: Draft, known: Invitee) -> None:
    """Whoever had the address is told that it is not theirs any more: their link may have been used
    by somebody else. The first of a day stays, or a second change would hide it from them. Raises
    TooManyAddresses, since mail goes to each of them."""
    lately = d.told_lately(known.id, ("address_changed",), timedelta(days=1))
    if len(lately) >= MOST_ADDRESSES:
        raise TooManyAddresses(n=MOST_ADDRESSES)
    if not (known.former and lately):
        d.change(known.id, former=known.about.email)


def _take_place(d: Draft, event: str, person: str, *, agreed: bool) -> None:
    """Register somebody who is not, with a place or, if there is none, on the waiting list."""
    d.fill_places(event)
    waiting = d.is_full(event)
    at = d.entry.at
    d.change_reply(
        person,
        event,
        state=REGISTERED,
        number=d.next_number(event),
        waiting=waiting,
        moved_up=False,
        agreed_at=at if agreed else None,
        registered_at=at,
        ended_at=None,
        request=d.entry.id,
    )
    d.knows_event(person, event)
    d.mail(person, event, "waiting" if waiting else "registered")


def _sent_before(d: Draft, command: c.Register) -> Invitee | None:
    """Whom this very form has registered already: the answer to it was lost. A form may also be
    gone back to, and filled in for somebody else."""
    for one in by_address(d.roster, command.about.email) if d.entry.id else ():
        reply = one.replies.get(command.event)
        if reply and reply.request == d.entry.id and _same_name(one, command.about):
            return one
    return None


def _same_person(d: Draft, event: str, about: About, *, shared: bool) -> Invitee | None:
    """Whose invitation somebody takes up who registers by the open link: that of their address and
    name, as long as it holds nothing but what a lead has written. Anybody may know an address, and
    mistype one. Raises AddressRegistered: what somebody else has said of themselves is behind their
    personal link."""
    same = [one for one in d.roster.invitees.values() if _same_address(one, about)]
    fresh = [one for one in same if all(not r.number for r in one.replies.values())]
    named = [one for one in fresh if _same_name(one, about)]
    if not named and not shared and len(fresh) < len(same):
        raise AddressRegistered()
    named.sort(key=lambda one: (event not in one.replies, one.made_at))
    return named[0] if named else None


def _taken_up(d: Draft, invited: Invitee | None) -> Invitee | None:
    """Whoever takes up an invitation by the open link has a personal link of their own from then
    on: the one that was sent with it is for nobody but its owner."""
    if invited and d.by_person:
        d.change(invited.id, link=invited.link + 1)
    return invited


def _same_address(one: Invitee, about: About) -> bool:
    return same_address(one.about.email, about.email)


def _same_name(one: Invitee, about: About) -> bool:
    return same_name(one.about.name, about.name)


def check_sector(d: Draft, invitee: Invitee, about: About) -> None:
    """Raises SectorStays if the sector of somebody is to change who has joined a workshop."""
    before = invitee.about.sector
    if before and about.sector != before and has_joined(d, invitee.id):
        raise SectorStays()


def has_joined(d: Draft, person: str) -> bool:
    replies = d.roster.invitee(person).replies.values()
    joined = any(person in event.joined for event in d.entry.facts.events.values())
    return joined or any(reply.attended for reply in replies)


def decline(d: Draft, command: c.Decline) -> None:
    reply = d.reply(command.person, command.event)
    if reply and reply.state == REGISTERED:
        _cancel(d, command.event, command.person)
        return
    d.open_event(command.event)
    if reply is None:
        raise NotRegistered()
    if reply.state == INVITED:
        at = d.entry.at
        d.change_reply(command.person, command.event, state=DECLINED, ended_at=at)


def cancel_registration(d: Draft, command: c.CancelRegistration) -> None:
    reply = d.reply(command.person, command.event)
    if reply and reply.state in (CANCELLED, DECLINED):
        return
    if reply is None or reply.state != REGISTERED:
        raise NotRegistered()
    _cancel(d, command.event, command.person)


def _cancel(d: Draft, event: str, person: str) -> None:
    d.open_event(event)
    d.change_reply(
        person, event, state=CANCELLED, waiting=False, moved_up=False, ended_at=d.entry.at
    )
    d.mail(person, event, "cancelled")
    d.fill_places(event)


def mark_attended(d: Draft, command: c.MarkAttended) -> None:
    """What the room says holds until the lead says otherwise."""
    d.facts(command.event)
    by_hand = d.entry.by.role is not Role.CLOCK
    for person in command.people:
        invitee = d.roster.invitees.get(person)
        if invitee is None:  # erased meanwhile
            continue
        reply = invitee.replies.get(command.event)
        before = reply.attended if reply else False
        if before == command.attended or (reply and reply.by_hand and not by_hand):
            continue
        d.change_reply(person, command.event, attended=command.attended, by_hand=by_hand)
