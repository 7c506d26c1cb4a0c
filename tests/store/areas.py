"""Areas and their workshops on the real store, without a server in front."""

from tests.builders import FIRST_TRAINER, attendee, details, three_by_five
from voting.core import commands as c
from voting.core.actors import CLOCK, Actor, Role
from voting.core.ruling import Method
from voting.core.state import Workshop
from voting.moments import now
from voting.programme.area import Area
from voting.programme.commands import CreateArea
from voting.service import Service
from voting.wire.messages import Vote

LEAD = Actor(Role.AREA, "lead-one")
OTHER_LEAD = Actor(Role.AREA, "lead-two")
TEAM = Actor(Role.PROGRAMME, "team-one")


def a_service(store, clock=now, **options) -> Service:
    """One process, as far as the store can tell."""
    return Service(store, {"three-by-five": three_by_five()}, clock, **options)


class StoredArea:
    """An area with the workshops that a test holds in it, through the service as edges use it."""

    def __init__(self, store, name: str = "Ambridge", *, clock=now, **said) -> None:
        self.store = store
        self.name = name
        self.service = a_service(store, clock)
        self.id = self.service.make_area(f"form-{name}", CreateArea(name, **said), CLOCK).id

    def area(self) -> Area:
        return self.store.area(self.id)

    def does(self, command, by: Actor = LEAD, **said) -> Area:
        return self.service.act_on_area(self.id, by, command, **said)

    def workshop(
        self, kind: str = "workshop-1", date: str = "2026-03-05", *, rehearsal=False, **said
    ) -> Workshop:
        """A new workshop in it; the text of a kind and a date is its form."""
        made = self.service.set_up(
            f"{self.name}-{kind}-{date}-{rehearsal}",
            "three-by-five",
            details(kind=kind, date=date, **{"area": self.name, **said}),
            lambda id: FIRST_TRAINER,
            rehearsal=rehearsal,
        )
        self.service.place(made, self.id, CLOCK)
        return made

    def decides(self, workshop: str, domain: str = "trust", rating: int = 1, people: int = 6):
        """A round of a domain by so many people, and the decision."""
        service = self.service
        for number in range(people):
            service.act(workshop, attendee(f"p{number}"), c.Join(f"P {number}", "primary"))
        opened = service.act(workshop, FIRST_TRAINER, c.OpenRound(domain)).rounds[-1].id
        for number in range(people):
            vote = Vote(opened, f"vote-{opened}-{number}", 1, rating)
            service.cast(workshop, f"p{number}", vote)
        service.act(workshop, FIRST_TRAINER, c.CloseRound(opened))
        return service.act(workshop, FIRST_TRAINER, c.RecordRuling(domain, Method.MAJORITY, rating))

    def finishes(self, workshop: str, rating: int = 1) -> Workshop:
        for domain in self.store.load(workshop).unruled():
            self.decides(workshop, domain, rating)
        return self.service.act(workshop, FIRST_TRAINER, c.Finish())
