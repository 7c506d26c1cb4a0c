"""An area whose people are written to: the service on a real store, a clock that tests move, and as
many senders as there would be processes."""

import threading
from datetime import UTC, datetime, timedelta

from tests.builders import three_by_five
from tests.store.areas import LEAD
from voting.config import read_settings
from voting.core.actors import CLOCK, Actor, Role
from voting.edges.mailing import Mailing
from voting.identity import Identity
from voting.programme.area import Event
from voting.programme.commands import CreateArea, PlanEvent
from voting.programme.situation import Lead
from voting.registration import commands as c
from voting.registration.mail import Mail
from voting.registration.roster import About
from voting.service import Service
from voting.words.languages import Languages

SECRET = "k" * 40
START = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
URL = "https://cascade.example.org"


class Clock:
    """Stands still until it is moved."""

    def __init__(self, at: datetime = START) -> None:
        self.at = at

    def __call__(self) -> datetime:
        return self.at

    def goes_on(self, **by: float) -> None:
        self.at += timedelta(**by)


def about(number: int, **said) -> About:
    return About(f"Person {number}", f"person-{number}@example.org", sector="primary", **said)


class Post:
    def __init__(
        self, store, mail_server, name="Ambridge", clock=None, start="2026-12-05T09:30", **settings
    ) -> None:
        self.store = store
        self.clock = clock or Clock()
        given = {"PUBLIC_URL": URL, "MAILS_A_MINUTE": "6000", "SECRET_KEY": SECRET}
        self.settings = read_settings(mail_server.settings_of_app | given | settings)
        self.identity = Identity(SECRET)
        self.service = Service(
            store,
            {"three-by-five": three_by_five()},
            self.clock,
            invited_as=self.identity.invited_as,
            mails=True,
        )
        self.area = self.service.make_area(f"form-{name}", CreateArea(name), CLOCK).id
        self.service.change_leads(self.area, LEAD, [Lead("Alex Lead", "lead@example.org")])
        event = Event("", "consultation", start, 180, "Town Hall")
        self.event = self.service.act_on_area(self.area, LEAD, PlanEvent(event)).events[0].id

    def sender(self) -> Mailing:
        """Another process that sends."""
        return Mailing(self.settings, self.service, self.identity, Languages(), threading.Event())

    def does(self, command, by: Actor = LEAD):
        return self.service.act_on_roster(self.area, by, command)

    def invites(self, many: int, first: int = 0, tell: bool = True) -> list[str]:
        """So many people; returns their ids."""
        people = tuple(about(number) for number in range(first, first + many))
        self.does(c.Invite(self.event, people, tell))
        by_email = {one.about.email: one.id for one in self.roster.invitees.values()}
        return [by_email[one.email] for one in people]

    def registers(self, person: str):
        said = self.roster.invitee(person).about
        by = Actor(Role.INVITED, person, self.roster.invitee(person).link)
        return self.does(c.Register(self.event, said, agreed=True, person=person), by)

    @property
    def roster(self):
        return self.service.roster(self.area)

    def mails(self, kind: str = "") -> list[Mail]:
        found = self.store.outbox(self.area).values()
        return [mail for mail in found if kind in ("", mail.kind)]

    def states(self, kind: str = "") -> list[str]:
        return sorted(mail.state for mail in self.mails(kind))
