"""Browsers for people: new ones, or used ones that have been emptied and waited on a shelf.

A new browser's first page costs three times as much as another page of the same site in one that
is there: a process starts, fetches every script and compiles it. A browser that waits here has no
cookies, storage, permissions and history, is online and meddles with no request; what stays is what
it fetched and compiled. Its size, and what its person prefers, come with whoever takes it. Anything
else that a test does to one, as setting its clock, keeps it off the shelf. Once a process has died
all of them are replaced, see ``deaths.py``.
"""

from collections.abc import Callable, Collection
from typing import Any

from playwright.sync_api import Browser, BrowserContext, Error, Page

from tests.browser.deaths import DEATHS
from tests.browser.patience import AGAIN

MOST = 6  # wait at a time: each holds some 60 MB
PARK = "/static/icons/icon.svg"  # of the same site, and nothing happens in it
WITHIN = 3000  # ms for leaving a page; it takes longer only if the server is in trouble

SIZE = {"width": 1280, "height": 720}  # where a look says none
# What a page can be told at any time, and what it is where a look does not say.
PREFERS = {
    "color_scheme": "light",
    "contrast": "no-preference",
    "forced_colors": "none",
    "reduced_motion": "no-preference",
}

_LASTING = ("add_init_script", "close", "expose_binding", "expose_function", "grant_permissions")
_LASTING += ("new_cdp_session", "once", "route_from_har", "route_web_socket")
_LASTING += ("set_extra_http_headers", "set_geolocation")
_OF_CLOCK = ("fast_forward", "install", "pause_at", "run_for", "set_fixed_time", "set_system_time")

_EMPTY = """async () => {
  localStorage.clear();
  sessionStorage.clear();
  window.name = '';
  for (const { name } of await indexedDB.databases()) indexedDB.deleteDatabase(name);
  for (const name of await caches?.keys() ?? []) await caches.delete(name);
}"""


class Lent:
    """A browser, its first page, and whether something was done to them that lasts.

    A page that opens from another in it has the look that the browser was made with.
    """

    def __init__(self, context: BrowserContext, kind: dict[str, Any]) -> None:
        self.kind = kind
        self.context = context
        self.page: Page = context.new_page()
        self._session = self.context.new_cdp_session(self.page)
        self._another = self.context.new_page
        self.context.new_page = self._asked_for_a_page  # type: ignore[method-assign]
        self._notes(self.context, _LASTING)
        self._notes(self.page, (*_LASTING, "on"))
        self._notes(self.context.clock, _OF_CLOCK)
        self._notes(self.page.clock, _OF_CLOCK)
        self.is_marked = False

    def wears(self, look: dict[str, Any]) -> None:
        """Somebody takes it: as good as new, it is to look like that."""
        self.is_marked = False
        self._waits = True
        self._look = look
        self._dress(self.page)

    def _dress(self, page: Page) -> None:
        size = self._look.get("viewport", SIZE)
        if page.viewport_size != size:
            page.set_viewport_size(size)
        page.emulate_media(media="null", **(PREFERS | _part(self._look, PREFERS)))

    def _asked_for_a_page(self) -> Page:
        if self._waits:
            self._waits = False
            return self.page
        page = self._another()
        self._dress(page)
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
        if self.is_marked or self.page not in self.context.pages:
            return False
        if not self.page.url.startswith((f"{base}/", "about:blank")):
            return False
        try:
            for page in self.context.pages:
                if page is not self.page:
                    page.close()
            self.page.mouse.move(-1, -1)
            self.context.set_offline(False)
            self.context.unroute_all()
            self.page.unroute_all()
            self.page.goto(base + PARK, timeout=WITHIN)
            self.page.evaluate(_EMPTY)
            self._session.send("Page.resetNavigationHistory")
            self.context.clear_cookies()
            self.context.clear_permissions()
        except Error:
            return False
        return True


def _part(look: dict[str, Any], names: Collection[str]) -> dict[str, Any]:
    return {name: value for name, value in look.items() if name in names}


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
        kind = {name: look[name] for name in look.keys() - {"viewport", *PREFERS}}
        found = next((lent for lent in self._waiting if lent.kind == kind), None)
        if found:
            self._waiting.remove(found)
        else:
            context = self._browser.new_context(**look)
            context.add_init_script(AGAIN)
            DEATHS.over_pages(context)
            # What a service worker has fetched, and whose somebody is, is not for anybody else.
            if look["service_workers"] != "block" or "storage_state" in look:
                return context
            found = Lent(context, kind)
        found.wears(look)
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
