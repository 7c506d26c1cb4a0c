"""A browser whose own process dies says nothing of our pages: its test is run once more.

Chromium now and then ends the process of a page by a fault of its own. What such a test says, good
or bad, counts for nothing: it is run again from the beginning, in a new browser, and that counts.
If a process ends in the second run too, the test fails. Nothing else leads to a second run. Each is
told behind all tests.
"""

import pytest
from _pytest.runner import runtestprotocol
from playwright.sync_api import Browser, BrowserContext, Page

NOTE = "ran again, as the browser died"  # and what of it
TWICE = "The browser died, and died again in the second run of this test."


class Deaths:
    """Processes of a browser that ended while they were wanted."""

    def __init__(self) -> None:
        self.seen: list[str] = []

    def over(self, browser: Browser) -> None:
        browser.on("disconnected", self._of_browser)

    def leaves(self, browser: Browser) -> None:
        """It is about to be closed on purpose."""
        browser.remove_listener("disconnected", self._of_browser)

    def over_pages(self, context: BrowserContext) -> None:
        """All that will be opened in it."""
        context.on("page", lambda page: page.on("crash", self._of_page))

    def _of_page(self, page: Page) -> None:
        self.seen.append(f"the process of {page.url}")

    def _of_browser(self, _: Browser) -> None:
        self.seen.append("all of it")


DEATHS = Deaths()


def reports_of(item: pytest.Item, nextitem: pytest.Item | None) -> list[pytest.TestReport]:
    """Run a test, and once more if a process died meanwhile; the reports of the run that counts."""
    before = len(DEATHS.seen)
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    died = DEATHS.seen[before:]
    if not died:
        return reports
    reports = runtestprotocol(item, log=False, nextitem=nextitem)
    call = next((report for report in reports if report.when == "call"), reports[0])
    call.user_properties.append((NOTE, ", ".join(died)))
    if len(DEATHS.seen) > before + len(died):
        call.outcome, call.longrepr = "failed", TWICE
    return reports
