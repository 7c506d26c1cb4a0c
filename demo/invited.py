"""The week before a workshop, over the public protocol alone: a lead invites people, who register,
decline, cancel, rate ahead, and walk into the room as who they are.
"""

import csv
import html
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demo.client import WAIT, Browser, Refused

CANT_SAY = "cant-say"
FIRST_NAMES = (
    "Aisha", "Ben", "Chloë", "Dan", "Ewa", "Farah", "Gareth", "Hannah", "Imran", "Jo", "Kofi",
    "Lucy", "Marek", "Nia", "Owen", "Priya", "Rob", "Siân", "Tom", "Zoë",
)  # fmt: skip
LAST_NAMES = ("Ahmed", "Bell", "Clarke", "Davies", "Evans", "Okafor", "Nowak")
ROLES = {
    "school": "Head teacher",
    "cypmhs": "Clinical lead",
    "local-authority": "Inclusion manager",
    "commissioning": "Commissioner",
    "public-health": "Public health principal",
    "educational-psychology": "Educational psychologist",
    "voluntary": "Service manager",
}
_INSTRUMENT = re.compile(r'name="instrument" value="([^"]*)"')
_CARRIED = re.compile(r'name="people" value="([^"]*)"')
_EVENT_LINK = re.compile(r"/r/[a-z0-9]+\.[a-z0-9]+\.[a-z0-9]+")
_PERSONAL_LINK = re.compile(r"/p/[a-z0-9]+\.[a-z0-9]+\.[a-z0-9]+")

Ratings = Mapping[str, int | None]  # by domain; None: "Can't say"


@dataclass
class Guest:
    """Somebody who may be invited, with a browser. ``id`` is theirs on the area's list, ``link``
    the path of their personal link; both "" until they have them."""

    browser: Browser
    name: str
    email: str
    sector: str
    organisation: str = ""
    access: str = ""
    id: str = ""
    area: str = ""
    link: str = ""
    instrument: str = ""  # that of the form to rate ahead, once they have seen it

    @property
    def page(self) -> str:
        return f"/p/{self.area}"

    def opens(self, link: str) -> None:
        """Their personal link, as they find it in a mail."""
        self.link = _path(link)
        found = self.browser.get_json(self.link)
        self.id, self.area = found["you"], found["area"]

    def registers(self, link: str, **said: str) -> None:
        """By the event's open link."""
        found = self.browser.post(_path(link), **(self._about() | said))
        self.id, self.area = found["you"], found["area"]

    def finds_link(self) -> None:
        """Their own page shows it."""
        (self.link,) = _PERSONAL_LINK.findall(self.browser.get(self.page).text)[:1]

    def takes_up(self, event: str, **said: str) -> None:
        """By their personal link, which they have opened."""
        self.browser.post(f"{self.page}/register?event={event}", **(self._about() | said))

    def cannot_come(self, event: str) -> None:
        """They decline or, once they have registered, cancel."""
        _sent(self.browser, f"{self.page}/cancel", event=event)

    def rates_ahead(
        self, event: str, ratings: Ratings, reasons: Mapping[str, str] | None = None
    ) -> None:
        """What they rate, all at once."""
        address = f"{self.page}/ahead?event={event}"
        if not self.instrument:
            (found,) = _INSTRUMENT.findall(self.browser.get(address).text)
            self.instrument = html.unescape(found)
        typed = {
            f"rate-{domain}": CANT_SAY if rating is None else str(rating)
            for domain, rating in ratings.items()
        }
        typed |= {f"reason-{domain}": text for domain, text in (reasons or {}).items()}
        _sent(self.browser, address, event=event, instrument=self.instrument, **typed)

    def walks_in(self, event: str) -> str:
        """Into the workshop, as who they are; its id."""
        workshop: str = self.browser.post(f"{self.page}/enter", event=event)["workshop"]
        return workshop

    def _about(self) -> dict[str, str]:
        return {
            "name": self.name,
            "email": self.email,
            "organisation": self.organisation,
            "role": ROLES.get(self.sector, ""),
            "sector": self.sector,
            "access": self.access,
            "before": "no",
            "agreed": "yes",
        }


def named(number: int, browser: Browser, sector: str) -> Guest:
    """Somebody of this browser; equal numbers are the same person."""
    turn, place = divmod(number, len(FIRST_NAMES))
    name = f"{FIRST_NAMES[place]} {LAST_NAMES[(place + turn * 3) % len(LAST_NAMES)]}"
    organisation = f"{sector.replace('-', ' ').capitalize()} {number % 9 + 1}"
    return Guest(browser, name, f"person-{number}@example.org", sector, organisation)


def guests(base: str, sectors: Sequence[str], first: int = 0) -> list[Guest]:
    """Made-up people who work in these sectors; ``first`` have been made before."""
    return [named(first + place, Browser(base), sector) for place, sector in enumerate(sectors)]


class Office:
    """A lead's browser at the list of one event."""

    def __init__(self, browser: Browser, area: str, event: str) -> None:
        self.browser, self.area, self.event = browser, area, event
        self.path = f"/area/{area}/people"

    def sees(self) -> dict[str, Any]:
        """The list as it is now."""
        seen: dict[str, Any] = self.browser.get_json(f"{self.path}?event={self.event}")["people"]
        return seen

    def page(self, of: str = "") -> str:
        """What a page of it says."""
        path = f"{self.path}/{of}" if of else self.path
        answer = self.browser.get(f"{path}?event={self.event}")
        answer.raise_for_status()
        return html.unescape(answer.text)

    def does(self, command: str, **fields: str) -> None:
        self.browser.post(f"{self.path}/{command}", event=self.event, **fields)

    def invites(self, people: Iterable[Guest], *, tell: bool = False) -> None:
        """As a list of addresses that is pasted."""
        lines = "\n".join(f"{one.name} <{one.email}>" for one in people)
        self.does("invite", lines=lines, tell="yes" if tell else "no")

    def invites_by_file(self, data: bytes, *, tell: bool = False) -> str:
        """As a table: looked at, then those on it are invited. What was said of it."""
        fields = {"token": self.browser.token, "event": self.event}
        looked = self.browser.http.post(
            f"{self.browser.base}{self.path}/check",
            data=fields,
            files={"file": ("people.csv", data)},
            timeout=WAIT,
        )
        (people,) = _CARRIED.findall(looked.text)[:1]
        told = {"people": html.unescape(people), "tell": "yes" if tell else "no"}
        _sent(self.browser, f"{self.path}/invite", event=self.event, **told)
        return html.unescape(looked.text)

    def open_link(self) -> str:
        """The path of the event's link to register by."""
        return str(_EVENT_LINK.findall(self.page())[0])

    def personal_links(self) -> dict[str, str]:
        """Everybody's, by address: as for a mail merge."""
        address = f"{self.path}/files/merge.csv?event={self.event}"
        text = self.browser.get(address).content.decode("utf-8-sig")
        return {row["Email"]: row["Link"] for row in csv.DictReader(io.StringIO(text))}


def table_of(people: Iterable[Guest], sectors: Mapping[str, str]) -> str:
    """A table of people as somebody keeps it; ``sectors`` are names by key."""
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";")
    writer.writerow(("Full name", "E-mail address", "Organisation", "Sector"))
    for one in people:
        writer.writerow((one.name, one.email, one.organisation, sectors[one.sector]))
    return out.getvalue()


def _path(link: str) -> str:
    """A link without the address of its server."""
    return re.sub(r"^https?://[^/]+", "", link)


def _sent(browser: Browser, path: str, **fields: str) -> None:
    """A form; raises Refused."""
    answer = browser.http.post(
        browser.base + path,
        data={"token": browser.token} | fields,
        timeout=WAIT,
        allow_redirects=False,
    )
    if answer.status_code != 303:
        raise Refused({"code": str(answer.status_code), "sentence": f"{path}: {answer.reason}"})
