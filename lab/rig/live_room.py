"""A workshop on a running server, with the pages of the people in it."""

import contextlib
import socket
from typing import Any

import requests
from requests.adapters import HTTPAdapter
from socketio.exceptions import SocketIOError

from demo.client import Browser, Page
from demo.room import Room
from lab.rig.server import Server
from voting.core.machine import fold

DETAILS = Room.details | {"area": "Test area"}
SOCKETS_ONLY = ["websocket"]  # no polling before: pages open several times faster


class _FromAddress(HTTPAdapter):
    """Requests that leave from another of this machine's loopback addresses."""

    def __init__(self, address: str) -> None:
        self._address = address
        super().__init__()

    def init_poolmanager(self, *args, **options):
        super().init_poolmanager(*args, source_address=(self._address, 0), **options)


class SteadyPage(Page):
    """A page that is not upset when its server goes away while it asks for the newest state."""

    def refresh(self):
        try:
            return super().refresh()
        except SocketIOError:
            if not self.state:
                raise
            return self.state


class LiveRoom(Room):
    """One workshop and everybody's pages; ``close`` puts them all away."""

    details = DETAILS
    kind_of_page: type[Page] = SteadyPage

    def __init__(self, server: Server, **fields: Any) -> None:
        super().__init__(server.base, **fields)
        self.server = server
        self.pages: list[Page] = []
        self.attendees: list[Page] = []
        self.trainer = self.opened(Page(self.office, self.id, "trainer"))

    # --- browsers and pages ---

    def from_address(self, address: str) -> Browser:
        """A browser whose requests leave from another of this machine's loopback addresses."""
        http = requests.Session()
        http.mount("http://", _FromAddress(address))
        return self.browser(http=http)

    def opened(self, page: Page) -> Page:
        """The same page on a quick socket, open."""
        quick = self.kind_of_page(
            page.browser, page.workshop, page.audience, transports=SOCKETS_ONLY, reconnect=False
        )
        self.pages.append(quick)
        return quick.open()

    def page(self, audience: str) -> Page:
        """A new browser that enters by the link of ``audience``."""
        return self.opened(self.browser().enter(self.links[audience]))

    def joins(self, name: str = "", sector: str = "school", browser: Browser | None = None) -> Page:
        name = name or f"Attendee {len(self.attendees) + 1}"
        page = self.opened((browser or self.browser()).join(self.code, name, sector))
        self.attendees.append(page)
        return page

    def people(self, number: int, sector: str = "school") -> list[Page]:
        return [self.joins(sector=sector) for _ in range(number)]

    def reloaded(self, page: Page) -> Page:
        """The same browser opens the same page anew."""
        self.loses(page)
        fresh = self.opened(page)
        if page in self.attendees:
            self.attendees[self.attendees.index(page)] = fresh
        return fresh

    def close(self) -> None:
        for page in self.pages:
            self.loses(page)
            page.close()
        super().close()

    def loses(self, page: Page) -> None:
        """The page is gone without a goodbye, as a phone that is switched off."""
        connection = page.socket.eio.ws
        if connection is not None and connection.sock is not None:
            with contextlib.suppress(OSError):
                connection.sock.shutdown(socket.SHUT_RDWR)
            page.socket.eio.read_loop_task.join(5)
            connection.shutdown()

    # --- what happens in it ---

    def opens(self, domain: str) -> int:
        """A round is opened and every attendee's page shows it; its id."""
        self.trainer.command("open_round", domain=domain)
        round_id = self.trainer.view["round"]["id"]
        for page in self.attendees:
            page.wait_for(lambda state: (state["view"]["round"] or {}).get("id") == round_id)
        return round_id

    def votes(self, *ratings: int | None) -> None:
        """The first attendee gives the first rating, and so on."""
        for page, rating in zip(self.attendees, ratings, strict=False):
            page.vote(rating)

    def closes(self) -> list[int]:
        """The open round is closed; the counts that come out."""
        self.trainer.command("close_round", round=self.trainer.view["round"]["id"])
        return self.trainer.view["rounds"][-1]["counts"]

    def rates(self, domain: str, *ratings: int | None) -> list[int]:
        self.opens(domain)
        self.votes(*ratings)
        return self.closes()

    def leaves(self, page: Page) -> None:
        page.ask("leave", id=f"leaving-{page.sequence}")

    def rules(self, domain: str, method: str, rating: int | None = None, note: str = "") -> None:
        self.trainer.command(
            "record_ruling", domain=domain, method=method, rating=rating, note=note
        )

    # --- what can be known about it ---

    def stored(self):
        """The workshop as it is in the server's store."""
        return _behind(self.server, lambda store: store.load(self.id))

    def plan(self):
        """The plan that it works on, as it is in the server's store."""
        return _behind(self.server, lambda store: store.plan(store.area_of(self.id) or self.id))

    def folded(self):
        """The same as its log leads to it."""
        return fold(_behind(self.server, lambda store: store.log(self.id)))

    def ballots(self, round_id: int) -> dict[str, int | None]:
        held = _behind(self.server, lambda store: store.ballots(self.id, round_id))
        return {person: ballot.rating for person, ballot in held.items()}


def _behind(server: Server, ask):
    store = server.store()
    try:
        return ask(store)
    finally:
        store._redis.connection_pool.disconnect()
