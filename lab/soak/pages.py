"""Real Chromium pages in a workshop, watched from inside: when was the "out of date" mark there?"""

import contextlib
import os
import signal
from collections.abc import Iterator
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import Page, sync_playwright

from demo.client import Browser
from lab.rig.chromium import launch
from lab.soak.crowd import Room

# Twenty looks a second, so that a mark that comes and goes is not missed.
WATCH = """
window.marks = [];
setInterval(() => {
  const shown = document.querySelector('.banner') !== null;
  if (shown !== (window.marks.at(-1)?.shown ?? false)) marks.push({ at: Date.now() / 1000, shown });
}, 50);
"""
ADDRESSES = {"attendee": "/w/", "room": "/room/", "trainer": "/trainer/", "lead": "/lead/"}


class Watched:
    """One page in a browser of its own."""

    def __init__(self, chromium: Chromium, room: Room, browser: Browser, audience: str) -> None:
        self.audience = audience
        self.browser = browser
        self._room = room
        self._chromium = chromium
        self._process = 0
        self._context = chromium.new_context()
        self._context.add_init_script(WATCH)
        self._context.add_cookies(browser.cookies)
        self.page: Page = self._context.new_page()

    def open(self) -> "Watched":
        self.page.goto(self.browser.base + ADDRESSES[self.audience] + self._room.id)
        self.page.wait_for_selector(".page, .room-stage, .desk")
        return self

    def offline(self, away: bool) -> None:
        self._context.set_offline(away)

    def freeze(self, frozen: bool) -> None:
        """Stop the page's own process, or let it go on: nothing in it runs meanwhile."""
        self._process = self._process or self._find_process()
        os.kill(self._process, signal.SIGSTOP if frozen else signal.SIGCONT)

    def _find_process(self) -> int:
        """The renderer that becomes busy when this page is."""
        before = self._renderers()
        self.page.evaluate("() => { const t = Date.now(); while (Date.now() - t < 400); }")
        after = self._renderers()
        return max(after, key=lambda pid: after[pid] - before.get(pid, 0.0))

    def _renderers(self) -> dict[int, float]:
        session = self._chromium.new_browser_cdp_session()
        found = session.send("SystemInfo.getProcessInfo")["processInfo"]
        session.detach()
        return {one["id"]: one["cpuTime"] for one in found if one["type"] == "renderer"}

    @property
    def marks(self) -> list[dict[str, Any]]:
        """Each coming and going of the mark, with its time."""
        found: list[dict[str, Any]] = self.page.evaluate("window.marks")
        return found

    @property
    def is_marked(self) -> bool:
        return self.page.locator(".banner").count() > 0

    @property
    def shows_open_round(self) -> bool:
        marks = {"attendee": ".ballot", "room": ".open", "trainer": ".bar-turnout"}
        return self.page.locator(marks[self.audience]).count() > 0

    # --- on a phone ---

    def rate(self, rating: int | None) -> None:
        """Tap a card."""
        value = "cant-say" if rating is None else str(rating)
        self.page.locator(f".ballot label:has(input[value='{value}'])").click()

    @property
    def round_shown(self) -> int | None:
        """The id of the round that can be rated here."""
        found: str | None = self.page.evaluate(
            "document.querySelector('.ballot input')?.name.replace('rate-', '') ?? null"
        )
        return int(found) if found else None

    @property
    def text(self) -> str:
        return self.page.locator("body").inner_text()

    @property
    def chosen(self) -> str | None:
        """The value of the card that is chosen, if any."""
        found: str | None = self.page.evaluate(
            "document.querySelector('.ballot input:checked')?.value ?? null"
        )
        return found

    @property
    def save_state(self) -> str:
        """One of "none", "saving", "late", "saved", "elsewhere"; "" where there is no ballot."""
        names = self.page.evaluate("document.querySelector('.save-bar')?.className ?? ''").split()
        return next((n.removeprefix("save-") for n in names if n != "save-bar"), "")

    def close(self) -> None:
        self._context.close()


@contextlib.contextmanager
def chromium() -> Iterator[Chromium]:
    with sync_playwright() as playwright:
        browser = launch(playwright)
        try:
            yield browser
        finally:
            browser.close()


def three_pages(browser: Chromium, room: Room, base: str) -> list[Watched]:
    """A phone, the room view and a console, each at ``base``."""
    attendee, _ = room.takes_a_seat(len(room.browsers), base)
    made = {
        "attendee": attendee,
        "room": room.enters("room", base),
        "trainer": room.enters("trainer", base),
    }
    return [Watched(browser, room, one, audience).open() for audience, one in made.items()]
