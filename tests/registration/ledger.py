"""A roster as tests give commands to it: pure, with a clock that goes on by itself."""

from datetime import UTC, datetime, timedelta
from itertools import count

from msgspec.structs import replace

from voting.core.actors import CLOCK, Actor, Role
from voting.registration import commands as c
from voting.registration.facts import EventFacts, Outcome, RosterEntry, RosterFacts, ids_needed
from voting.registration.machine import apply
from voting.registration.mail import Mail
from voting.registration.roster import About, Invitee, Reply, Roster

LEAD = Actor(Role.AREA, "lead-one")
TEAM = Actor(Role.PROGRAMME, "team-one")
OPEN_LINK = Actor(Role.INVITED)
SECTORS = frozenset({"primary", "camhs", "council"})
BEGAN = datetime(2026, 3, 1, 9, tzinfo=UTC)
E1 = EventFacts(start="2026-03-20T09:30", sectors=SECTORS, workshop="w1", details="Village Hall")
E2 = EventFacts(start="2026-06-20", sectors=SECTORS)


def about(name: str = "Jo Bloggs", email: str | None = None, **said) -> About:
    """Somebody of whom all is said that has to be; their address is made from their name."""
    address = f"{name.lower().replace(' ', '.')}@ambridge.test" if email is None else email
    return About(**{"name": name, "email": address, "sector": "primary", **said})


class RosterLedger:
    """``facts`` may be changed between commands, as things outside the roster do."""

    def __init__(self, *, mails: bool = True) -> None:
        self.roster = Roster()
        self.mails: list[Mail] = []
        self.erased: list[str] = []
        self.at = BEGAN
        self.facts = RosterFacts({"e1": E1, "e2": E2}, "2026-03-01", mails=mails)
        self._numbers = count(1)

    def event(self, id: str = "e1", **said) -> None:
        """What is true of an event from now on."""
        events = {**self.facts.events, id: replace(self.facts.events[id], **said)}
        self.facts = replace(self.facts, events=events)

    def does(self, command, by: Actor = LEAD, *, id: str = "") -> Outcome:
        self.at += timedelta(minutes=1)
        wanted = ids_needed(self.roster, command)
        facts = replace(self.facts, ids=tuple(f"id-{next(self._numbers)}" for _ in range(wanted)))
        done = apply(self.roster, RosterEntry(self.at, by, command, facts, id))
        self.roster = done.roster
        self.mails += done.mails
        self.mails = [mail for mail in self.mails if mail.person not in done.erased]
        self.erased += done.erased
        return done

    def registers(self, name: str = "Jo Bloggs", event: str = "e1", **said) -> str:
        """By the event's open link; returns who that is by now."""
        form = {key: said.pop(key) for key in ("id",) if key in said}
        command = c.Register(event, about(name, **said), agreed=True)
        return self.does(command, OPEN_LINK, **form).person

    def invites(self, *names: str, event: str = "e1", tell: bool = False) -> list[str]:
        people = tuple(about(name, sector="") for name in names)
        self.does(c.Invite(event, people, tell))
        return [self.named(name).id for name in names]

    def named(self, name: str) -> Invitee:
        [found] = [one for one in self.roster.invitees.values() if one.about.name == name]
        return found

    def reply(self, person: str, event: str = "e1") -> Reply:
        return self.roster.invitee(person).replies[event]

    def by(self, person: str) -> Actor:
        """Somebody by the personal link that is in force."""
        return Actor(Role.INVITED, person, self.roster.invitee(person).link)

    def kinds(self, person: str) -> list[str]:
        """What mails there are to somebody, in the order made."""
        return [mail.kind for mail in self.mails if mail.person == person]

    def clock(self, command) -> Outcome:
        return self.does(command, CLOCK)
