"""Makes the message of a mail, from what its area, roster and meeting are at this moment."""

from collections.abc import Mapping
from email.message import EmailMessage
from email.utils import parseaddr
from zoneinfo import ZoneInfo

from msgspec import Struct

from voting.config import Settings
from voting.identity import Identity
from voting.programme.area import Area, Event
from voting.programme.series import due_on
from voting.programme.situation import USUAL_ZONE, Lead
from voting.registration.facts import EventFacts, RosterFacts
from voting.registration.mail import Mail
from voting.registration.roster import Invitee, Roster
from voting.registration.wanted import goes_to, wanted
from voting.reports.calendar import Meeting
from voting.reports.mail_message import BadAddress, Sender, address, message
from voting.reports.mail_said import Occasion, Said, said
from voting.service import Service
from voting.words import Words
from voting.words.languages import Languages
from voting.words.meetings import kind_said

_REGISTERED = ("attendees-registered", "second-registered")  # steps of a series


class Surroundings(Struct, frozen=True):
    """What a mail is made of, read at one moment."""

    area: Area
    roster: Roster
    facts: RosterFacts
    leads: tuple[Lead, ...]
    zone: str

    def event_facts(self, mail: Mail) -> EventFacts | None:
        events: Mapping[str, EventFacts] = self.facts.events
        return events.get(mail.event)

    def wants(self, mail: Mail) -> bool:
        return wanted(mail, self.roster, self.event_facts(mail), self.facts.day)


class Maker:
    def __init__(
        self, settings: Settings, service: Service, identity: Identity, languages: Languages
    ) -> None:
        self._service = service
        self._identity = identity
        self._languages = languages
        self._address = settings.address
        self._from_name, self.sender = parseaddr(settings.mail_from)
        self._reply_to = parseaddr(settings.mail_reply_to)[1]

    def surroundings(self, area: str, mail: Mail) -> Surroundings:
        """Raises UnknownArea."""
        service = self._service
        there = service.area(area)
        roster = service.roster(area)
        known = [mail.event] if any(event.id == mail.event for event in there.events) else []
        found = service.store.held_programmes([there.programme] if there.programme else [])
        return Surroundings(
            there,
            roster,
            service.roster_facts(there, roster, known),
            service.leads(area),
            found[0].timezone if found else USUAL_ZONE,
        )

    def make(self, mail: Mail, of: Surroundings) -> EmailMessage:
        """The message to a person who wants it; raises BadAddress."""
        words = self._languages[of.area.language]
        invitee = of.roster.invitee(mail.person)
        event = None if mail.kind == "link" else of.area.event(mail.event)
        replies = tuple(lead.email for lead in of.leads if _can_reply_to(lead.email))
        if not replies and self._reply_to:
            replies = (self._reply_to,)
        text = said(words, self._occasion(mail, of, invitee, event, answered=bool(replies)))
        sender = Sender(
            self.sender,
            self._from_name or words.say("mail.from", area=of.area.name),
            replies,
        )
        to = (text.name, goes_to(mail, invitee))
        entry = self._entry(mail, of, event, text, words, to[1]) if event else b""
        return message(mail, of.area.id, text, words.tag, sender, to, entry)

    def _occasion(
        self, mail: Mail, of: Surroundings, invitee: Invitee, event: Event | None, *, answered: bool
    ) -> Occasion:
        registration = of.roster.registration(mail.event)
        facts = of.event_facts(mail)
        ahead = (
            registration.ahead
            and event is not None
            and not event.rehearsal
            and facts is not None
            and facts.takes_ahead
            and invitee.id not in facts.rated
        )
        link = self._identity.personal_link(of.area.id, invitee.id, invitee.link)
        return Occasion(
            mail.kind,
            of.area,
            invitee,
            event,
            of.zone,
            f"{self._address}/p/{link}",
            f"{self._address}/privacy",
            tuple(lead.name for lead in of.leads if lead.name),
            answered,
            registration.text,
            day_to_reply(of.area, event, of.facts.day) if event else "",
            ahead,
        )

    def _entry(
        self, mail: Mail, of: Surroundings, event: Event, text: Said, words: Words, to: str
    ) -> bytes:
        """The calendar's file. It leads to the page by its plain address: calendars are shared, and
        the personal link is in nobody's but its owner's mail."""
        if not text.calendar:
            return b""
        from voting.reports.calendar_file import calendar_file  # takes long to load

        kind = kind_said(words, event.kind)
        name = words.say("mail.meeting", event=kind, area=of.area.name)
        return calendar_file(
            of.area.id,
            [Meeting(event, name, event.title, f"{self._address}/p/{of.area.id}")],
            zone=ZoneInfo(of.zone),
            now=mail.made_at,
            language=words.tag,
            method=text.calendar,
            organiser=self.sender,
            to=to,
        )


def _can_reply_to(email: str) -> bool:
    """What a lead has typed may be no address: that is no fault of those who are written to."""
    try:
        return bool(address("", email))
    except BadAddress:
        return False


def day_to_reply(area: Area, event: Event, today: str) -> str:
    """The day of the deadline to register for the event; "" if there is none, or it is past."""
    for deadline in area.deadlines:
        if deadline.event == event.id and deadline.what in _REGISTERED and not deadline.done_at:
            due = due_on(area, deadline)
            if due and due.isoformat() >= today:
                return due.isoformat()
    return ""
