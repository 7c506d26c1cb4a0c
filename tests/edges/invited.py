"""People on an area's roster: their browsers, which fill in pages as people do."""

import html
import re
from typing import Any

import requests

from demo.client import WAIT, Browser
from tests.days import IN_A_WEEK
from tests.edges.areas import LiveArea
from voting.core.actors import Actor, Role
from voting.programme.area import Event
from voting.programme.commands import PlanEvent
from voting.registration.commands import Invite
from voting.registration.roster import About, Invitee

_INPUT = re.compile(r"<(?:input|textarea|button)\b[^>]*>", re.DOTALL)
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_AREA = re.compile(r"<textarea\b[^>]*\bname=\"(\w+)\"[^>]*>([^<]*)</textarea>", re.DOTALL)

LEAD = Actor(Role.AREA, "lead")
ZOE = {
    "name": "Zoë Smith",
    "email": "zoe.smith@school.example.org",
    "organisation": "Ambridge Primary",
    "role": "Head",
    "sector": "school",
    "settings": "primary",
    "before": "no",
    "access": "Step-free access",
    "agreed": "yes",
}


def fields_of(page: str) -> dict[str, str]:
    """What the page's last form would send by itself: hidden fields, what is typed and chosen."""
    form = page.rpartition("<form ")[2] if "data-forgets" not in page else page
    for part in page.split("<form ")[1:]:
        if 'name="at"' in part:
            form = part
    form = form.partition("</form>")[0]
    found = {}
    for tag in _INPUT.findall(form):
        said = dict(_ATTRIBUTE.findall(tag))
        if "name" not in said or tag.startswith("<button"):
            continue
        if said.get("type") in ("radio", "checkbox") and " checked" not in tag:
            continue
        found[said["name"]] = html.unescape(said.get("value", ""))
    found |= {name: html.unescape(text).removeprefix("\n") for name, text in _AREA.findall(form)}
    return found


class Person:
    """Somebody with a browser that runs no script."""

    def __init__(self, base: str) -> None:
        self.browser = Browser(base)
        self.answer: requests.Response | None = None

    @property
    def text(self) -> str:
        assert self.answer is not None
        return html.unescape(self.answer.text)

    @property
    def path(self) -> str:
        assert self.answer is not None
        return self.answer.url.removeprefix(self.browser.base)

    def opens(self, path: str, status: int = 200) -> "Person":
        address = path if path.startswith("http") else self.browser.base + path
        self.answer = self.browser.http.get(address, timeout=WAIT)
        assert self.answer.status_code == status, self.answer.text[:3000]
        return self

    def sends(self, path: str, status: int = 200, **fields: str) -> "Person":
        sent = {"token": self.browser.token} | fields
        self.answer = self.browser.http.post(self.browser.base + path, data=sent, timeout=WAIT)
        assert self.answer.status_code == status, self.answer.text[:3000]
        return self

    def presses(self, go: str, status: int = 200, **typed: str) -> "Person":
        """A button of the form that is shown, with these fields filled in."""
        to = self.path.partition("?")[0] if self.path.startswith("/r/") else self.path
        return self.sends(to, status, **(fields_of(self.answer.text) | typed | {"go": go}))

    def registers(self, link: str, **said: str) -> "Person":
        """All pages of the form, as somebody goes through them."""
        typed = ZOE | said
        self.opens(link)
        first = {name: typed[name] for name in ("name", "email", "organisation", "role")}
        second = {
            name: typed[name]
            for name in ("sector", "settings", "before", "access", "agreed")
            if typed[name]
        }
        return self.presses("next", **first).presses("next", **second).presses("send")


class LiveRoster(LiveArea):
    """An area with one meeting that people register for."""

    def __init__(self, server: Any, **event: Any) -> None:
        super().__init__(server)
        told = {"kind": "workshop-1", "start": f"{IN_A_WEEK}T09:30", "minutes": 180} | event
        area = self.service.act_on_area(self.id, LEAD, PlanEvent(Event(id="", **told)))
        self.event = area.events[-1].id

    @property
    def register_link(self) -> str:
        count = self.service.roster(self.id).registration(self.event).link
        return f"/r/{self.identity.event_link(self.id, self.event, count)}"

    def invitee(self, name: str = "Zoë Smith") -> Invitee:
        [found] = [i for i in self.invitees() if i.about.name == name]
        return found

    def invitees(self) -> list[Invitee]:
        return list(self.service.roster(self.id).invitees.values())

    def personal_link(self, name: str = "Zoë Smith") -> str:
        one = self.invitee(name)
        return f"/p/{self.identity.personal_link(self.id, one.id, one.link)}"

    def person(self) -> Person:
        return Person(self.server.base)

    def registered(self, **said: str) -> Person:
        return self.person().registers(self.register_link, **said)

    def invites(self, *people: About) -> None:
        self.service.act_on_roster(self.id, LEAD, Invite(self.event, people))
