"""A programme on a running server, and results in its areas as finished workshops leave them."""

from datetime import UTC, datetime, timedelta

from msgspec.structs import replace

from demo.client import Browser
from lab.rig.server import Server
from tests.days import today
from tests.views.areas import FIRST_DAY, KINDS, result
from voting.core.actors import CLOCK, Actor, Role
from voting.frameworks import load_frameworks
from voting.programme.area import Deadline
from voting.programme.commands import AddDeadline, PlaceWorkshop
from voting.service import Service

APART = timedelta(days=49)
FRAMEWORKS = load_frameworks(None)


class Team:
    """Those who run a programme, in a browser of their own."""

    def __init__(self, server: Server, name: str = "Link Programme", **fields: str) -> None:
        self.server = server
        self.browser = Browser(server.base)
        made = self.browser.post("/programmes", name=name, **fields)
        self.id: str = made["programme"]
        self.links: dict[str, str] = made["links"]
        self.page = f"/programme/{self.id}"
        self._store = server.store()

    def does(self, command: str, **fields: str) -> list[dict[str, str]]:
        """The areas that it was about."""
        areas: list[dict[str, str]] = self.browser.post(f"{self.page}/{command}", **fields)["areas"]
        return areas

    def areas(self) -> list[dict[str, str]]:
        areas: list[dict[str, str]] = self.browser.get_json(f"{self.page}/links")["areas"]
        return areas

    def adds(self, *lines: str) -> list[dict[str, str]]:
        return self.does("add_areas", lines="\n".join(lines))

    def will(self, area: str, what: str) -> None:
        """Something is to be done by today in an area."""
        service = Service(self._store, FRAMEWORKS, lambda: datetime.now(UTC))
        due = today()
        lead = Actor(Role.AREA, "lead")
        service.act_on_area(area, lead, AddDeadline(Deadline("", text=what, due=due)))

    def settles(self, area: str, *workshops: tuple, framework=None) -> None:
        """A finished workshop for each tuple of ratings, seven weeks apart, as it is once the
        workshop itself has been erased."""
        service = Service(self._store, FRAMEWORKS, lambda: datetime.now(UTC))
        for place, ratings in enumerate(workshops):
            workshop = f"{area[:10]}{'abcdef'[place] * 6}"
            day = (FIRST_DAY + APART * place).isoformat()
            kind = KINDS[place]
            service.act_on_area(area, CLOCK, PlaceWorkshop(workshop, kind, day))
            settled = result(workshop, *ratings, framework=framework, date=day, kind=kind)
            service.store.belong(workshop, area)
            service._change(area, lambda at: None, results=[replace(settled, kind=kind)])
