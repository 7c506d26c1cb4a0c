"""A roster while one command is carried out: what changes is noted here, and nowhere else."""

from datetime import timedelta
from typing import Any

from msgspec.structs import replace

from voting.core.actors import Role
from voting.refusals.registration import RegistrationOver, RosterFull
from voting.registration.facts import EventFacts, Outcome, RosterEntry
from voting.registration.mail import KINDS, OWN, Mail
from voting.registration.roster import (
    About,
    Invitee,
    Reply,
    Roster,
    Told,
)

MOST_INVITEES = 3000
MOST_TOLD = 40  # of one person about one event; of more, the oldest goes that may come often
# What people bring about themselves is mail to an address that anybody may have typed: so many to
# one person in a day, and in an hour to those who came by one event's open link. What they do is
# done all the same.
MOST_OWN = 8
MOST_BY_LINK = 500
OFTEN = tuple(kind for kind in KINDS if not kind.startswith("remind_"))


class Draft:
    def __init__(self, roster: Roster, entry: RosterEntry) -> None:
        self.entry = entry
        self.person = ""
        self._before = roster
        self._invitees = dict(roster.invitees)
        self._registrations = dict(roster.registrations)
        self._mails: list[Mail] = []
        self._replaced: list[str] = []
        self._erased: list[str] = []
        self._ids = iter(entry.facts.ids)

    # --- reading ---

    @property
    def roster(self) -> Roster:
        """The roster as it stands, at the revision it had."""
        return replace(self._before, invitees=self._invitees, registrations=self._registrations)

    @property
    def by_person(self) -> bool:
        """Does an invitee give the command, or somebody who has the event's link?"""
        return self.entry.by.role is Role.INVITED

    def facts(self, event: str) -> EventFacts:
        """Raises NoSuchMeeting."""
        return self.entry.facts.event(event)

    def open_event(self, event: str) -> EventFacts:
        """The same of one that can be registered for; raises RegistrationOver."""
        facts = self.facts(event)
        if why := facts.over(self.entry.facts.day):
            raise RegistrationOver(why=why)
        return facts

    def reply(self, person: str, event: str) -> Reply | None:
        return self.roster.invitee(person).replies.get(event)

    # --- changing ---

    def add(self, about: About) -> Invitee:
        """Somebody new on the roster; raises RosterFull."""
        if len(self._invitees) >= MOST_INVITEES:
            raise RosterFull(n=MOST_INVITEES)
        invitee = Invitee(next(self._ids), about, self.entry.at)
        self._invitees[invitee.id] = invitee
        return invitee

    def change(self, person: str, **said: Any) -> None:
        """Replace these parts of an invitee."""
        before = self.roster.invitee(person)
        after = replace(before, **said)
        if after != before:
            self._invitees[person] = after

    def change_reply(self, person: str, event: str, **said: Any) -> None:
        """Replace these parts of how somebody stands to an event; they may have had no reply."""
        invitee = self.roster.invitee(person)
        after = replace(invitee.replies.get(event, Reply()), **said)
        self.change(person, replies={**invitee.replies, event: after})

    def change_registration(self, event: str, **said: Any) -> None:
        before = self.roster.registration(event)
        after = replace(before, **said)
        if after != before:
            self._registrations[event] = after

    def next_number(self, event: str) -> int:
        """The number of one more who registers for the event; none is given twice."""
        number = self.roster.registration(event).numbers + 1
        self.change_registration(event, numbers=number)
        return number

    def erase(self, person: str) -> None:
        self.roster.invitee(person)
        del self._invitees[person]
        self._erased.append(person)
        self._mails = [mail for mail in self._mails if mail.person != person]

    def forget_texts(self) -> None:
        """What leads have added to invitations goes."""
        self._registrations = {
            event: replace(one, text="") for event, one in self._registrations.items()
        }

    # --- telling ---

    def can_mail(self, person: str) -> bool:
        return self.entry.facts.mails and bool(self.roster.invitee(person).about.email)

    def mail(self, person: str, event: str, kind: str) -> bool:
        """Put a mail into the outbox and note it, where there is a mail server and an address."""
        if not self.can_mail(person):
            return False
        is_own = kind in OWN and kind != "address_changed"
        if self.by_person and is_own and not self._may_have(person, event):
            return False
        reply = self.reply(person, event)
        same = (told.mail for told in (reply.told if reply else ()) if told.kind == kind)
        self._replaced += filter(None, same)
        mail = Mail(next(self._ids), person, event, kind, self.entry.at)
        self._mails.append(mail)
        self._note(person, event, Told(kind, self.entry.at, mail.id))
        return True

    def _may_have(self, person: str, event: str) -> bool:
        """May they have one more mail of what they do themselves?"""
        if len(self.told_lately(person, OWN, timedelta(days=1))) >= MOST_OWN:
            return False
        reply = self.reply(person, event)
        if reply is None or reply.invited_at is not None:
            return True
        since = self.entry.at - timedelta(hours=1)
        replies = (one.replies.get(event) for one in self._invitees.values())
        new = (r for r in replies if r and r.registered_at and r.invited_at is None)
        return sum(r.registered_at > since for r in new if r.registered_at) <= MOST_BY_LINK

    def told_lately(self, person: str, kinds: tuple[str, ...], within: timedelta) -> list[Told]:
        """Mails of these kinds that were made for somebody, about any event."""
        replies = self.roster.invitee(person).replies.values()
        told = (one for reply in replies for one in reply.told if one.mail and one.kind in kinds)
        return [one for one in told if self.entry.at - one.at < within]

    def told_by_hand(self, person: str, event: str, kind: str) -> None:
        """Note that the lead has told them."""
        self._note(person, event, Told(kind, self.entry.at))

    def _note(self, person: str, event: str, told: Told) -> None:
        before = self.reply(person, event)
        notes = [*(before.told if before else ()), told]
        if len(notes) > MOST_TOLD:
            notes.pop(next(n for n, one in enumerate(notes) if one.kind in OFTEN))
        self.change_reply(person, event, told=tuple(notes))
        if told.kind != "link":  # which says nothing of the event
            self.knows_event(person, event)

    def knows_event(self, person: str, event: str) -> None:
        """They have been told, or see before them, when and where it is."""
        facts = self.facts(event)
        self.change_reply(person, event, knows=facts.said, details=facts.details)

    # --- places ---

    def fill_places(self, event: str) -> None:
        """Free places go to those who wait longest, who are told."""
        facts = self.facts(event)
        if facts.over(self.entry.facts.day):
            return
        free = facts.capacity - self.roster.places_taken(event)
        waiting = self.roster.waiting(event)
        for invitee, _ in waiting if not facts.capacity else waiting[: max(0, free)]:
            told = self.mail(invitee.id, event, "place")
            self.change_reply(invitee.id, event, waiting=False, moved_up=not told)

    def is_full(self, event: str) -> bool:
        """Is every place taken? Fill those that are free first."""
        capacity = self.facts(event).capacity
        return bool(capacity) and self.roster.places_taken(event) >= capacity

    # --- the end ---

    def outcome(self) -> Outcome:
        before = self._before
        roster = self.roster
        if roster == before and not self._mails:
            return Outcome(before, person=self.person)
        after = replace(roster, revision=before.revision + 1)
        mails, erased = tuple(self._mails), tuple(self._erased)
        return Outcome(after, mails, erased, self.person, tuple(self._replaced))
