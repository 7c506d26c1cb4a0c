"""Browsers for people: new ones, or used ones that have been emptied and waited on a shelf.

A new browser's first page costs three times as much as another page of the same site in one that
is there: a process starts, fetches every script and compiles it. A browser that waits here has no
cookies, storage, permissions and history and its first size; what stays is what it fetched and
compiled. Anything else that a test does to one, as taking it offline or answering its requests,
keeps it off the shelf. Once a process has died all of them are replaced, see ``deaths.py``.
"""

from collections.abc import Callable
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.browser.deaths import DEATHS
from tests.browser.patience import AGAIN

MOST = 6  # wait at a time: each holds some 60 MB
PARK = "/static/icons/icon.svg"  # of the same site, and nothing happens in it
WITHIN = 3000  # ms for leaving a page; it takes longer only if the server is in trouble

_LASTING = ("add_init_script", "close", "emulate_media", "expose_binding", "expose_function")
_LASTING += ("grant_permissions", "new_cdp_session", "once", "route", "route_from_har")
_LASTING += ("route_web_socket", "set_extra_http_headers", "set_geolocation", "set_offline")
_OF_CLOCK = ("fast_forward", "install", "pause_at", "run_for", "set_fixed_time", "set_system_time")

_EMPTY = """async () => {
  localStorage.clear();
  sessionStorage.clear();
  window.name = '';
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  for (const name of await caches?.keys() ?? []) await caches.delete(name);
}"""


class Lent:
    """A browser, its first page, and whether something was done to them that lasts."""

    def __init__(self, context: BrowserContext, look: dict[str, Any]) -> None:
        self.look = look
        self.context = context
        self.page: Page = context.new_page()
        self._session = self.context.new_cdp_session(self.page)
        self._size = self.page.viewport_size
        self._another = self.context.new_page
        self.context.new_page = self._asked_for_a_page  # type: ignore[method-assign]
        self._notes(self.context, _LASTING)
        self._notes(self.page, (*_LASTING, "on"))
        self._notes(self.context.clock, _OF_CLOCK)
        self._notes(self.page.clock, _OF_CLOCK)
        self.is_new()

    def is_new(self) -> None:
        self.is_marked = False
        self._waits = True

    def _asked_for_a_page(self) -> Page:
        page = self.page if self._waits else self._another()
        self._waits = False
        return page

    def _notes(self, owner: Any, names: tuple[str, ...]) -> None:
        for name in names:
            if done := getattr(owner, name, None):
                setattr(owner, name, self._marking(done))

    def _marking(self, done: Callable[..., Any]) -> Callable[..., Any]:
        def marks(*args: Any, **options: Any) -> Any:
            self.is_marked = True
            return done(*args, **options)

        return marks

    def is_emptied(self, base: str) -> bool:
        """Whether it is as good as new again, at a site of which nothing else is in it."""
        if self.is_marked or self.context.pages != [self.page]:
            return False
        if not self.page.url.startswith((f"{base}/", "about:blank")):
            return False
        try:
            self.page.mouse.move(-1, -1)
            self.page.goto(base + PARK, timeout=WITHIN)
            self.page.evaluate(_EMPTY)
            self._session.send("Page.resetNavigationHistory")
            if self.page.viewport_size != self._size:
                self.page.set_viewport_size(self._size)
            self.context.clear_cookies()
            self.context.clear_permissions()
        except Error:
            return False
        self.is_new()
        return True


class Shelf:
    """Where browsers wait that belong to the site at ``base``; ``launch`` starts Chromium."""

    def __init__(self, launch: Callable[[], Browser], base: str) -> None:
        self._launch = launch
        self._base = base
        self._begin()

    def _begin(self) -> None:
        self._browser = self._launch()
        DEATHS.over(self._browser)
        self._deaths = len(DEATHS.seen)
        self._waiting: list[Lent] = []
        self._lent: list[Lent] = []

    def close(self) -> None:
        DEATHS.leaves(self._browser)
        self._browser.close()

    def mend(self) -> None:
        """Another Chromium if a process of this one has died; between two tests."""
        if len(DEATHS.seen) > self._deaths:
            self.close()
            self._begin()

    def take(self, look: dict[str, Any]) -> BrowserContext:
        found = next((lent for lent in self._waiting if lent.look == look), None)
        if found:
            self._waiting.remove(found)
        else:
            context = self._browser.new_context(**look)
            context.add_init_script(AGAIN)
            DEATHS.over_pages(context)
            if look["service_workers"] != "block":
                return context
            found = Lent(context, look)
        self._lent.append(found)
        return found.context

    def put_back(self, context: BrowserContext) -> None:
        """Empty it for somebody else, or close it where that is not to be had."""
        lent = next((lent for lent in self._lent if lent.context is context), None)
        if lent:
            self._lent.remove(lent)
        if lent is None or not lent.is_emptied(self._base):
            context.close()
            return
        self._waiting.append(lent)
        if len(self._waiting) > MOST:
            self._waiting.pop(0).context.close()
