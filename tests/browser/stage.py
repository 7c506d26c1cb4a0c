"""A workshop at the phase that a test needs, and real pages of the people in it.

The trainer and the quiet attendees act over the protocol; whoever a test is about has a page in
Chromium, opened with the cookies that the same person's browser would hold.
"""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from playwright.sync_api import BrowserContext
from playwright.sync_api import Page as Tab

from demo.client import Browser
from demo.room import DOMAINS
from lab.rig.live_room import LiveRoom, SteadyPage
from lab.rig.server import Server, wait_until
from tests.browser.pages import Console, Phone, Results, RoomView

MOBILE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
LAPTOP = {"viewport": {"width": 1280, "height": 800}}
PROJECTOR = {"viewport": {"width": 1920, "height": 1080}}
Contexts = Callable[..., BrowserContext]


class FreshPage(SteadyPage):
    """A page that looks again before it is read or acts: the real pages beside it act too, and
    what they are told may still be on its way here."""

    @property
    def view(self) -> dict[str, Any]:
        return self.refresh()["view"]

    def vote(self, rating: int | None, *, round: int | None = None) -> dict[str, Any]:
        self.refresh()
        return super().vote(rating, round=round)


class Stage(LiveRoom):
    """``contexts`` makes a browser of its own for a person."""

    kind_of_page = FreshPage

    def __init__(self, server: Server, contexts: Contexts, **fields: Any) -> None:
        super().__init__(server, **fields)
        self.trainer.command("introduce", name="A trainer")
        self.contexts = contexts

    def follows(self, **fields: str) -> "Stage":
        """The next workshop of the same area; whoever asks for it closes it."""
        fields = {"kind": "workshop-2", "date": "2027-01-22", "area_id": self.area} | fields
        return type(self)(self.server, self.contexts, office=self.office, **fields)

    # --- pages in Chromium ---

    def tab(self, path: str, browser: Browser, **look: Any) -> Tab:
        """A page as somebody with the cookies of ``browser`` sees it."""
        context = self.contexts(**look)
        context.add_cookies(browser.cookies)
        tab = context.new_page()
        tab.goto(self.server.base + path)
        return tab

    def phone(self, name: str = "Attendee A", sector: str = "school", **look: Any) -> Phone:
        browser = self.browser()
        browser.join(self.code, name, sector)
        return Phone(self.tab(f"/w/{self.id}", browser, **(MOBILE | look)))

    def console(self, **look: Any) -> Console:
        """The console of the trainer who set the workshop up."""
        return Console(self.tab(f"/trainer/{self.id}", self.trainer.browser, **(LAPTOP | look)))

    def second_console(self, **look: Any) -> Console:
        """The console of another trainer, who has come by the trainers' link."""
        return Console(self._by_link("trainer", **(LAPTOP | look)))

    def room_view(self, **look: Any) -> RoomView:
        return RoomView(self._by_link("room", **(PROJECTOR | look)))

    def results(self, **look: Any) -> Results:
        return Results(self._by_link("lead", **(LAPTOP | look)))

    def _by_link(self, audience: str, **look: Any) -> Tab:
        return self.tab(f"/{audience}/{self.id}", self.enters(audience), **look)

    # --- what happens ---

    def person(self, name: str) -> str:
        """The id of the person of this name."""
        return next(p["id"] for p in self.trainer.refresh()["view"]["persons"] if p["name"] == name)

    def settles(self, *domains: str) -> None:
        """Each domain gets a round and a ruling, whatever was rated in it."""
        for domain in domains:
            self.rates(domain)
            self.rules(domain, "unresolved", None, "Left for the next meeting")

    def course(self, *ratings: int | None) -> Iterator[str]:
        """Play a workshop from the lobby to its end; yields the phase at each stop."""
        give = self.trainer.command
        yield "lobby"
        for last in ("discussion", "ruled"):
            self.opens("clarity")
            self.votes(*ratings)
            yield "open"
            self.closes()
            yield "revealed"
            if last == "discussion":
                give("start_discussion", seconds=300)
            else:
                self.rules("clarity", "consensus", 1, "Agreed aloud")
            yield last
        give("show_overview")
        yield "lobby"
        self.settles(*DOMAINS[1:])
        yield "ruled"
        give("finish")
        yield "finished"

    @contextmanager
    def frozen(self) -> Iterator[None]:
        """The server stands still, and goes on afterwards as if nothing had been."""
        assert self.server.process
        os.kill(self.server.process.pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(self.server.process.pid, signal.SIGCONT)
            # What it was waiting for in that time it takes for a store that hangs, for a moment.
            wait_until(self.server.is_well)
