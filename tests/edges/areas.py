"""An area on a running server: its leads' browsers, and the workshops held in it."""

import html
from collections.abc import Sequence
from typing import Any

import requests

from demo.client import WAIT, Browser, came
from lab.rig.live_room import LiveRoom
from lab.rig.server import Server
from tests.builders import FIRST_TRAINER, attendee, cascade, details
from voting.core import commands as c
from voting.core.actors import CLOCK, Role
from voting.core.ruling import Method
from voting.identity import Identity, new_request
from voting.moments import now
from voting.programme.area import Area
from voting.programme.commands import CreateArea
from voting.service import Service
from voting.wire.messages import Vote


class LiveArea:
    """An area that was made behind the server's back, with one lead's browser."""

    def __init__(self, server: Server, name: str = "Ambridge", **said: Any) -> None:
        self.server = server
        self.store = server.store()
        self.service = Service(self.store, {"cascade": cascade()}, now)
        self.identity = Identity((server.data_dir / "secret.key").read_text().strip())
        self.id = self.service.make_area(new_request(), CreateArea(name, **said), CLOCK).id
        self.path = f"/area/{self.id}"
        self.lead = self.enters()

    def close(self) -> None:
        self.store._redis.connection_pool.disconnect()

    @property
    def area(self) -> Area:
        return self.store.area(self.id)

    @property
    def link(self) -> str:
        secret = self.identity.link(Role.AREA, self.id, self.area.links["area"])
        return f"{self.server.base}/enter#{secret}"

    def enters(self) -> Browser:
        """A lead's browser that comes by the area's link."""
        browser = Browser(self.server.base)
        browser.post("/enter", link=self.link)
        return browser

    def page(self, path: str = "", by: Browser | None = None) -> str:
        """What a page of the area says."""
        answer = (by or self.lead).get(self.path + path)
        assert answer.status_code == 200, answer.text[:500]
        return html.unescape(answer.text)

    def view(self) -> dict[str, Any]:
        """The area as programs get it."""
        headers = {"Accept": "application/json"}
        answer = self.lead.http.get(self.server.base + self.path, headers=headers, timeout=WAIT)
        return came("http", f"GET {self.path}", "", answer.json())["area"]

    def sends(self, command: str, by: Browser | None = None, **fields: Any) -> requests.Response:
        """A lead sends a form, as their page had it."""
        lead = by or self.lead
        told = {"token": lead.token, "request_id": new_request()} | fields
        told.setdefault("step", str(self.area.step))
        return lead.http.post(
            f"{lead.base}{self.path}/{command}", data=told, timeout=WAIT, allow_redirects=False
        )

    def does(self, command: str, **fields: Any) -> Area:
        """The same, and it is done."""
        answer = self.sends(command, **fields)
        assert answer.status_code == 303, answer.text[:2000]
        return self.area

    def asks(self, command: str, by: Browser | None = None, **fields: Any) -> dict[str, Any]:
        """A program's command; raises Refused."""
        return (by or self.lead).post(f"{self.path}/{command}", **fields)

    def decided(self, kind: str, date: str, ratings: Sequence[int | None], people: int = 6) -> str:
        """A workshop was held in it, behind the server's back: each domain of the framework in
        turn has a decision, unresolved where there is no rating; its id."""
        service, sectors = self.service, cascade().sectors
        told = details(kind=kind, date=date, area=self.area.name, title="")
        made = service.set_up(new_request(), "cascade", told, lambda id: FIRST_TRAINER)
        service.place(made, self.id, CLOCK)
        for number in range(people):
            sector = sectors[number % len(sectors)].key
            service.act(made.id, attendee(f"p{number}"), c.Join(f"P. {number}", sector))
        for domain, rating in zip(cascade().domains, ratings, strict=False):
            opened = service.act(made.id, FIRST_TRAINER, c.OpenRound(domain.key)).rounds[-1].id
            for number in range(people):
                vote = Vote(opened, f"vote-{opened}-{number}", 1, rating or number % 2)
                service.cast(made.id, f"p{number}", vote)
            service.act(made.id, FIRST_TRAINER, c.CloseRound(opened))
            method = Method.UNRESOLVED if rating is None else Method.CONSENSUS
            ruling = c.RecordRuling(domain.key, method, rating, "As it was said")
            service.act(made.id, FIRST_TRAINER, ruling)
        if len(ratings) == len(cascade().domains):
            service.keep_finished(service.act(made.id, FIRST_TRAINER, c.Finish()))
        return made.id

    def holds(self, room: LiveRoom, event: str = "") -> str:
        """The room's workshop is one of the area from now on; its event's id."""
        area = self.service.place(self.store.load(room.id), self.id, CLOCK, event=event)
        found = area.event_of(room.id)
        assert found
        return found.id
