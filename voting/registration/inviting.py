"""What a lead tells people: invitations, reminders, their links, and that an event moved."""

from collections.abc import Iterable
from datetime import timedelta

from msgspec.structs import replace

from voting.refusals.registration import NobodyToRemind, NoMailServer
from voting.refusals.sent import UnknownChoice
from voting.registration import commands as c
from voting.registration.about import said_by_lead
from voting.registration.draft import Draft
from voting.registration.reminding import KIND, to_remind, to_tell
from voting.registration.roster import CANCELLED, INVITED, REGISTERED, About, Invitee, Reply

AGAIN_AFTER = timedelta(minutes=10)  # what is asked for again sooner was a second press


def invite(d: Draft, command: c.Invite) -> None:
    facts = d.open_event(command.event)
    if command.tell:
        _check_mails(d)
    people = [said_by_lead(about, facts.sectors) for about in command.people]
    known = _Known(d.roster.invitees.values())
    for about in people:
        invitee = known.find(about)
        if invitee is None:
            invitee = d.add(about)
            known.note(invitee)
        else:
            d.change(invitee.id, about=_completed(d.roster.invitee(invitee.id).about, about))
        _invite_one(d, command.event, invitee.id, tell=command.tell)


def _invite_one(d: Draft, event: str, person: str, *, tell: bool) -> None:
    reply = d.reply(person, event)
    if reply is None:
        d.change_reply(person, event, invited_at=d.entry.at)
    if tell and (reply is None or _is_untold(reply)):
        d.mail(person, event, "invitation")


def _is_untold(reply: Reply) -> bool:
    return reply.state == INVITED and all(told.kind != "invitation" for told in reply.told)


class _Known:
    """Who is on the roster by address, and of those without one by all that is known of them."""

    def __init__(self, invitees: Iterable[Invitee]) -> None:
        self._by: dict[tuple[str, ...], list[Invitee]] = {}
        for invitee in sorted(invitees, key=lambda one: (one.made_at, one.id)):
            self.note(invitee)

    def note(self, invitee: Invitee) -> None:
        self._by.setdefault(_key(invitee.about), []).append(invitee)

    def find(self, about: About) -> Invitee | None:
        """Several people may share an address: then it is the one of this name, or the first."""
        found = self._by.get(_key(about), [])
        named = (one for one in found if one.about.name.casefold() == about.name.casefold())
        return next(named, found[0] if found else None)


def _key(about: About) -> tuple[str, ...]:
    if about.email:
        return (about.email.casefold(),)
    return ("", about.name.casefold(), about.organisation.casefold(), about.role.casefold())


def _completed(kept: About, given: About) -> About:
    """What is known already stays; what was not is filled in."""
    return replace(
        kept,
        name=kept.name or given.name,
        organisation=kept.organisation or given.organisation,
        role=kept.role or given.role,
        sector=kept.sector or given.sector,
        settings=kept.settings or given.settings,
    )


def mark_invited(d: Draft, command: c.MarkInvited) -> None:
    for person in _there(d, command.people):
        reply = d.reply(person, command.event)
        if reply is None or (reply.invited_at is None and reply.state == INVITED):
            d.change_reply(person, command.event, invited_at=d.entry.at)
        _note_by_hand(d, person, command.event, "invitation")


def remind(d: Draft, command: c.Remind) -> None:
    if command.what not in KIND:
        raise UnknownChoice("what")
    if not command.by_hand:
        _check_mails(d)
    d.facts(command.event)
    kind = KIND[command.what]
    entry = d.entry
    due = to_remind(d.roster, command.event, command.what, entry.facts, entry.at)
    chosen = [one.id for one in due if not command.people or one.id in command.people]
    if command.by_hand:
        for person in chosen:
            d.told_by_hand(person, command.event, kind)
    told = [person for person in chosen if command.by_hand or d.mail(person, command.event, kind)]
    if not told:
        raise NobodyToRemind()


def send_link(d: Draft, command: c.SendLink) -> None:
    """Once in a while at most: anybody who has the open link and knows the address may ask. It
    invites nobody: it is noted where they have a reply."""
    _check_mails(d)
    d.facts(command.event)
    replies = d.roster.invitee(command.person).replies
    lately = any(_told_lately(d, command.person, one, "link", by_hand=False) for one in replies)
    if replies and not lately:
        event = command.event if command.event in replies else next(iter(replies))
        d.mail(command.person, event, "link")


def follow_event(d: Draft, command: c.FollowEvent) -> None:
    facts = d.facts(command.event)
    d.fill_places(command.event)
    kind = "event_cancelled" if facts.state == "cancelled" else "event_moved"
    for invitee in to_tell(d.roster, command.event, d.entry.facts):
        d.mail(invitee.id, command.event, kind)


def tell_of_event(d: Draft, command: c.TellOfEvent) -> None:
    cancelled = d.facts(command.event).state == CANCELLED
    kind = "event_cancelled" if cancelled else "event_moved"
    for person in _there(d, command.people):
        reply = d.reply(person, command.event)
        if reply and reply.state == REGISTERED:
            _note_by_hand(d, person, command.event, kind)
            d.knows_event(person, command.event)  # also where it changed twice in a short time


def tell_of_place(d: Draft, command: c.TellOfPlace) -> None:
    d.facts(command.event)
    for person in _there(d, command.people):
        reply = d.reply(person, command.event)
        if reply and reply.moved_up:
            d.told_by_hand(person, command.event, "place")
            d.change_reply(person, command.event, moved_up=False)


def _check_mails(d: Draft) -> None:
    if not d.entry.facts.mails:
        raise NoMailServer()


def _there(d: Draft, people: Iterable[str]) -> list[str]:
    """Those who are on the roster still, each once."""
    there = d.roster.invitees
    return [person for person in dict.fromkeys(people) if person in there]


def _note_by_hand(d: Draft, person: str, event: str, kind: str) -> None:
    if not _told_lately(d, person, event, kind, by_hand=True):
        d.told_by_hand(person, event, kind)


def _told_lately(d: Draft, person: str, event: str, kind: str, *, by_hand: bool) -> bool:
    reply = d.reply(person, event)
    lately = [
        told
        for told in (reply.told if reply else ())
        if told.kind == kind and bool(told.mail) != by_hand
    ]
    return any(d.entry.at - told.at < AGAIN_AFTER for told in lately)
