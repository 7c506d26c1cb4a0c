"""A workshop that is created, and the browsers of everybody who comes to it.

Tests, laboratory, pictures and the demo have this in common; whoever extends it says how pages are
opened and what is done on them.
"""

from collections.abc import Iterable
from typing import Any, ClassVar

import requests

from demo.client import Browser

DOMAINS = ("clarity", "contact", "structures", "outcomes", "learning", "integration", "evidence")
SECTORS = ("school", "cypmhs", "local-authority", "commissioning", "voluntary")


class Room:
    """A new workshop; ``bases`` are the addresses of its servers, over which people spread. It is
    set up in the browser ``office``, for one of an area that this holds, or else in a new one. With
    ``workshop`` it is one that this browser has set up already."""

    details: ClassVar[dict[str, str]] = {
        "area": "Exampleshire",
        "kind": "workshop-1",
        "date": "2026-11-22",
        "title": "A try-out",
    }

    def __init__(
        self,
        bases: str | Iterable[str],
        *,
        office: Browser | None = None,
        workshop: str = "",
        **fields: str,
    ) -> None:
        self.bases = [bases] if isinstance(bases, str) else list(bases)
        self.browsers: list[Browser] = []
        self.office = office or self.browser()
        made: dict[str, Any] = {"workshop": workshop}
        if not workshop:
            made = self.office.post("/workshops", **(self.details | fields))
        self.id: str = made["workshop"]
        self.area: str = made.get("area", "")
        self.links: dict[str, str] = self.office.get_json(f"/trainer/{self.id}/links")

    @property
    def code(self) -> str:
        return self.links["join"].rpartition("/")[2]

    def browser(self, base: str = "", http: requests.Session | None = None) -> Browser:
        """Somebody's, who has not been here before."""
        base = base or self.bases[len(self.browsers) % len(self.bases)]
        self.browsers.append(Browser(base, http))
        return self.browsers[-1]

    def enters(self, audience: str, base: str = "") -> Browser:
        """A new browser that has come by the link of ``audience``."""
        browser = self.browser(base)
        browser.enter(self.links[audience])
        return browser

    def takes_a_seat(self, number: int, base: str = "") -> tuple[Browser, str]:
        """Attendee ``number`` joins by code; their browser, and the person they are."""
        browser = self.browser(base)
        made: dict[str, Any] = browser.post(
            f"/j/{self.code}", name=f"Attendee {number}", sector=SECTORS[number % len(SECTORS)]
        )
        return browser, made["you"]

    def close(self) -> None:
        for browser in self.browsers:
            browser.http.close()
