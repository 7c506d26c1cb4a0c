"""What a roster does not know and deciding needs: looked up by the service, pure from here on."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from msgspec import Struct

from voting.core.actors import Actor
from voting.refusals.areas import NoSuchMeeting
from voting.registration import commands as c
from voting.registration.mail import Mail
from voting.registration.roster import Roster

CANCELLED = "cancelled"  # instead of a start, to those who know that it was
LEFT_OPEN = 7  # days after its day in which an unfinished workshop takes people by the open link


class EventFacts(Struct, frozen=True):
    """One event of the area. ``start``, ``capacity`` and ``state`` are the event's own, its state
    "held" as soon as its workshop is finished; ``sectors`` are the keys that may be chosen;
    ``details`` are a mark of what else people are told who come: where it is, and how long.

    Of its workshop, if it has one: who has ``rated`` ahead, who has ``joined`` it, both by the ids
    of invitees; whether its first round ``began``, which ends rating ahead; on which day it was
    ``set_up``; whether what it asks ``can_be_ahead``."""

    start: str = ""
    capacity: int = 0
    state: str = "planned"
    sectors: frozenset[str] = frozenset()
    rated: frozenset[str] = frozenset()
    joined: frozenset[str] = frozenset()
    began: bool = False
    workshop: str = ""
    details: str = ""
    set_up: str = ""
    can_be_ahead: bool = True

    @property
    def takes_ahead(self) -> bool:
        """May people rate ahead of its workshop, as far as that decides it?"""
        return bool(self.workshop) and self.can_be_ahead and not self.began

    @property
    def day(self) -> str:
        return self.start[:10]

    @property
    def said(self) -> str:
        """When it is, as people are told: its start, or "cancelled"."""
        return CANCELLED if self.state == "cancelled" else self.start

    def over(self, today: str) -> str:
        """Why nobody can register any more: "held", "cancelled"; "" if they can. One with a
        workshop is held when that is finished, whatever its date says."""
        if self.state != "planned":
            return self.state
        return "held" if self.is_past(today) and not self.workshop else ""

    def over_by_link(self, today: str) -> str:
        """The same for those who have nothing but its open link: some workshops are never finished,
        and links stay where they were put up."""
        last = max(self.day, self.set_up)
        late = last and (date.fromisoformat(last) + timedelta(LEFT_OPEN)).isoformat() < today
        return self.over(today) or ("held" if late else "")

    def is_past(self, today: str) -> bool:
        return bool(self.day) and self.day < today


class RosterFacts(Struct, frozen=True):
    """``events`` of the area by id; ``day`` is the date where the area is; ``ids`` are fresh, for
    people and mails, as many as ``ids_needed``; ``mails``: is there a mail server?"""

    events: Mapping[str, EventFacts] = {}
    day: str = ""
    ids: tuple[str, ...] = ()
    mails: bool = False

    def event(self, id: str) -> EventFacts:
        """Raises NoSuchMeeting."""
        try:
            return self.events[id]
        except KeyError:
            raise NoSuchMeeting() from None


class RosterEntry(Struct, frozen=True):
    """One command as it was given. ``id`` is the sender's own name for the request: a registration
    by the open link that is sent again is recognised by it."""

    at: datetime
    by: Actor
    command: c.AnyRosterCommand
    facts: RosterFacts = RosterFacts()
    id: str = ""


class Outcome(Struct, frozen=True):
    """The roster after a command, the same object if nothing changed; ``mails`` to be put into the
    outbox; ids of people ``erased``; the id of the ``person`` who has registered; and ids of mails
    that are ``replaced`` by those, where they wait still."""

    roster: Roster
    mails: tuple[Mail, ...] = ()
    erased: tuple[str, ...] = ()
    person: str = ""
    replaced: tuple[str, ...] = ()


def ids_needed(roster: Roster, command: c.AnyRosterCommand) -> int:
    """How many fresh ids a command may use up."""
    match command:
        case c.Invite(_, people):
            return 2 * len(people)
        case c.Remind() | c.FollowEvent():
            return 2 * len(roster.invitees)
        case c.Register() | c.CancelRegistration() | c.Decline() | c.EraseInvitee():
            waiting = sum(
                r.waiting for one in roster.invitees.values() for r in one.replies.values()
            )
            return 4 + waiting
    return 1


def event_of(command: c.AnyRosterCommand) -> str:
    """The id of the event that a command is about; "" for none."""
    return getattr(command, "event", "")


def events_asked(roster: Roster, command: c.AnyRosterCommand) -> set[str]:
    """The events of which a command is judged by what their workshops say too."""
    asked = {event_of(command)}
    if isinstance(command, c.CorrectInvitee) and command.person in roster.invitees:
        asked |= roster.invitees[command.person].replies.keys()
    return asked


def wants_rated(command: c.AnyRosterCommand) -> bool:
    """Is it judged by who has rated ahead?"""
    return isinstance(command, c.Remind)
