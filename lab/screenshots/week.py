"""The week before a workshop and how it begins: people are invited, register and rate ahead."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page as Tab

from demo.client import Browser, Page
from demo.invited import Guest, Office, guests
from demo.room import DOMAINS
from lab.rig.server import Server
from lab.screenshots.plays import Room

NOW = datetime.now(UTC)
TODAY, IN_A_WEEK = (f"{NOW + timedelta(days=days):%Y-%m-%d}" for days in (0, 7))
INVITED = (
    ["school"] * 10 + ["cypmhs"] * 6 + ["local-authority"] * 3 + ["commissioning"] * 2
    + ["educational-psychology"] * 2 + ["voluntary"] * 3
)  # fmt: skip
COMING, AHEAD = 17, 12
# Where the form to register stops, and what is typed on its pages by then.
FORM = ("register", "register-more", "register-check", "registered")
TYPED = {
    "name": "Samira Khan",
    "email": "samira.khan@example.org",
    "organisation": "Hill Road Primary School",
    "role": "Head teacher",
    "settings": "Primary",
}


class Week(Room):
    """``lead`` is at the list of people; ``guests`` are all whom they invite."""

    def __init__(self, server: Server, **more: Any) -> None:
        super().__init__(server, date=IN_A_WEEK, area="Westshire", **more)
        (event,) = self.office.get_json(f"/area/{self.area}")["area"]["events"]
        self.event: str = event["id"]
        self.list = Office(self.office, self.area, self.event)
        self.happens(IN_A_WEEK)
        self.guests: list[Guest] = guests(server.base, _in_turn(INVITED))
        self.browsers += [one.browser for one in self.guests]

    def happens(self, day: str) -> None:
        told = {"kind": "workshop-1", "date": day, "time": "09:30", "minutes": "180"}
        told |= {"place": "Council Offices, High Street", "capacity": "30"}
        self.office.post(f"/area/{self.area}/change_event", event=self.event, **told)

    def invite(self) -> None:
        self.list.invites(self.guests)
        links = self.list.personal_links()
        for one in self.guests:
            one.opens(links[one.email])

    def comes(self, guest: Guest) -> None:
        """Into the room, by their own link."""
        guest.walks_in(self.event)
        self.attendees.append(self.opened(Page(guest.browser, self.id, "attendee")))

    def where(self, page: str) -> tuple[str, Browser] | None:
        """Where a page of the week is and whose cookies open it; None if it is another page."""
        people, guest = f"/area/{self.area}/people", self.guests[0]
        at = f"?event={self.event}"
        return {
            "people": (people + at, self.office),
            "invite": (f"{people}/invite{at}", self.office),
            "send": (f"{people}/send{at}&what=invitation", self.office),
            "person": (guest.page, guest.browser),
            "ahead": (f"{guest.page}/ahead{at}", guest.browser),
            **dict.fromkeys(FORM, (self.list.open_link(), self.browser())),
        }.get(page)


def _in_turn(sectors: list[str]) -> list[str]:
    """The same, no longer in order."""
    return [sectors[place * 7 % len(sectors)] for place in range(len(sectors))]


def rated_ahead(number: int) -> dict[str, int | None]:
    """Clarity: two views; contact: spread; the rest nearly alike."""
    alike = dict.fromkeys(DOMAINS, 1 + (number == 1))
    return alike | {"clarity": 0 if number % 2 else 3, "contact": number % 4}


def week_before(room: Week) -> Iterator[tuple[str, list[str]]]:
    yield "O-invite", ["invite"]
    room.invite()
    yield "P-invited", ["send"]
    yield "Q-register", list(FORM)
    people = " ".join(one.id for one in room.guests)
    room.office.post(f"{room.list.path}/sent", event=room.event, what="invitation", people=people)
    coming, declining = room.guests[:COMING], room.guests[COMING : COMING + 2]
    for number, one in enumerate(coming):
        one.takes_up(room.event, access="" if number != 3 else "Step-free access")
    for one in declining:
        one.cannot_come(room.event)
    yield "R-registered", ["person"]
    for number, one in enumerate(coming[:AHEAD]):
        reasons = {"clarity": "Every school has a named link worker."} if not number else {}
        one.rates_ahead(room.event, rated_ahead(number), reasons)
    yield "S-rated-ahead", ["ahead", "people", "trainer"]
    room.happens(TODAY)
    for one in coming:
        room.comes(one)
    room.trainer.command("reveal_ahead", domain="clarity")
    yield "T-rated-ahead-shown", ["attendee", "room", "trainer"]
    room.opens("clarity")
    yield "U-as-said-before", ["attendee"]
    room.votes(*[0 if number % 3 else 2 for number in range(COMING)])
    room.closes()
    room.show("picture", "movement")
    yield "V-after-rated-ahead", ["room"]


def fill_in(tab: Tab, page: str) -> None:
    """The form to register, up to this page of it."""
    for step in FORM[1 : FORM.index(page) + 1]:
        for name, text in TYPED.items():
            if tab.locator(f"input[name={name}]:visible").count():
                tab.locator(f"input[name={name}]").fill(text)
        if step == "register-check":
            tab.locator("input[name=sector]").first.check()
            tab.locator("input[name=agreed]").check()
        tab.locator("button.button-big").click()
        tab.wait_for_load_state("networkidle")
