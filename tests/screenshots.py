"""A tour by pictures: every page in every phase, at four sizes, light and dark.

    python -m tests.screenshots [--only NAME] [--sizes phone,projector] [--into docs/screens]

Plays a whole workshop on a real server with simulated attendees and photographs what a person
would see. Run by ``make screenshots``.
"""

import argparse
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser as Chromium
from playwright.sync_api import sync_playwright

from demo.client import Browser, Page
from tests.chromium import launch
from tests.harness import Server

SIZES = {
    "small-phone": (320, 640),
    "phone": (390, 844),
    "laptop": (1280, 800),
    "projector": (1920, 1080),
}
SCHEMES = ("light", "dark")
SECTORS = ("school", "cypmhs", "local-authority", "commissioning", "voluntary")


class Room:
    """A workshop on a real server: a trainer, eighteen attendees, and pages to photograph."""

    def __init__(self, base: str) -> None:
        self.base = base
        self.office = Browser(base)
        self.trainer = self.office.create(
            area="Northshire", kind="workshop-1", date="2026-12-01", title=""
        ).open()
        links = self.office.get_json(f"/trainer/{self.id}/links")
        self.projector = Browser(base)
        self.projector.enter(links["room"])
        self.lead = Browser(base)
        self.lead.enter(links["lead"])
        self.attendees: list[Page] = []

    @property
    def id(self) -> str:
        return self.trainer.workshop

    def fill(self, people: int = 18) -> None:
        for number in range(1, people + 1):
            sector = SECTORS[number % len(SECTORS)]
            browser = Browser(self.base)
            page = browser.join(self.trainer.view["code"], f"Attendee {number}", sector)
            self.attendees.append(page.open())

    def open_round(self, domain: str) -> None:
        self.trainer.command("open_round", domain=domain)
        for attendee in self.attendees:
            attendee.wait_for_phase("open")

    def rate(self, ratings: list[int | None]) -> None:
        for attendee, rating in zip(self.attendees, ratings, strict=False):
            attendee.vote(rating)

    def explain(self, *reasons: tuple[int, str]) -> None:
        """Attendees say in a few words why they rated as they did in the open round."""
        opened = self.trainer.view["round"]["id"]
        for attendee, text in reasons:
            self.attendees[attendee].ask("reason", round=opened, text=text)

    def show(self, *parts: str) -> None:
        for part in parts:
            self.trainer.command("show_part", part=part)

    def show_reasons(self, many: int) -> None:
        given = self.trainer.wait_for(lambda state: len(state["view"]["reasons"]) >= many)
        for reason in given["view"]["reasons"][:many]:
            self.trainer.command("show_reason", reason=reason["id"])

    def close_round(self) -> None:
        self.trainer.command("close_round", round=self.trainer.view["round"]["id"])

    def rule(self, method: str, rating: int | None = None, note: str = "") -> None:
        domain = self.trainer.view["domain"]
        self.trainer.command(
            "record_ruling", domain=domain, method=method, rating=rating, note=note
        )

    def whole_domain(self, domain: str, ratings: list[int | None], *ruling: Any) -> None:
        self.open_round(domain)
        self.rate(ratings)
        self.close_round()
        self.rule(*ruling)


def spread(*counts: int) -> list[int | None]:
    """Ratings with so many 0s, 1s, 2s, ..."""
    return [rating for rating, many in enumerate(counts) for _ in range(many)]


def stages(room: Room) -> Iterator[tuple[str, list[str]]]:
    """Play the workshop; at each stop, its name and the pages worth a picture."""
    everywhere = ["attendee", "room", "trainer"]
    yield "0-welcome", ["home", "join", "details", "created", "not-found"]
    yield "1-empty", ["room", "trainer", "lead"]
    room.fill()
    yield "2-lobby", everywhere
    room.open_round("clarity")
    yield "3-open-nobody-rated", everywhere
    room.rate(spread(0, 9, 0, 4))
    room.trainer.command("set_timer", seconds=120, closes=False)
    opened = room.trainer.view["round"]["id"]
    room.trainer.command("nudge", round=opened)
    room.trainer.command("enter_hands", round=opened, counts=[2, 0, 0, 0], sector="school")
    room.explain(
        (0, "Everybody here knows whom to ring."),
        (1, "There is a map, and most schools don't know where to find it."),
        (10, "Since the link worker came we always know who does what."),
    )
    yield "4-open-some-rated", everywhere
    room.rate(spread(0, 12, 0, 5))
    room.attendees[-1].vote(None)
    room.close_round()
    yield "5-revealed", everywhere
    room.trainer.command("start_discussion", seconds=300)
    room.show("picture", "groups")
    room.show_reasons(2)
    yield "6-discussion", everywhere
    room.open_round("clarity")
    room.rate(spread(0, 13, 4))
    room.attendees[-1].vote(None)
    room.close_round()
    yield "7-second-round", everywhere
    room.show("picture", "movement", "groups")
    yield "7-second-round-shown", everywhere
    room.rule("majority", note="Heard from the schools without a link worker")
    yield "8-ruled", [*everywhere, "lead"]
    room.open_round("contact")
    room.rate(spread(9, 0, 9))
    room.close_round()
    yield "9-tied", everywhere
    room.rule("tie-break", 0, "The lower one, to be careful")
    room.whole_domain("structures", spread(0, 0, 18), "unanimous")
    room.whole_domain("outcomes", spread(8, 5, 4, 1), "unresolved", None, "Two views stand")
    yield "A-unresolved", ["room", "trainer", "lead"]
    room.whole_domain("learning", spread(0, 4, 12, 2), "majority")
    room.whole_domain("integration", spread(5, 10, 3), "consensus", 1)
    room.whole_domain("evidence", spread(0, 2, 6, 10), "consensus", 3)
    room.trainer.command("finish")
    yield "B-finished", [*everywhere, "lead"]


def address(room: Room, page: str) -> tuple[str, Browser]:
    """Where a page is and whose cookies open it."""
    code = room.trainer.view["code"]
    stranger = Browser(room.base)
    return {
        "home": ("/", stranger),
        "join": ("/join", stranger),
        "details": (f"/j/{code}", stranger),
        "not-found": ("/j/ZZZZZZ", stranger),
        "created": (f"/workshops/{room.id}/created", room.office),
        "trainer": (f"/trainer/{room.id}", room.office),
        "room": (f"/room/{room.id}", room.projector),
        "lead": (f"/lead/{room.id}", room.lead),
        "attendee": (f"/w/{room.id}", room.attendees[0].browser if room.attendees else stranger),
    }[page]


def photograph(
    chromium: Chromium, room: Room, page: str, size: str, scheme: str, file: Path
) -> None:
    path, browser = address(room, page)
    width, height = SIZES[size]
    context = chromium.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        reduced_motion="reduce",
    )
    context.add_cookies(
        [{"name": c.name, "value": c.value, "url": room.base} for c in browser.http.cookies]
    )
    shown = context.new_page()
    shown.goto(room.base + path)
    shown.wait_for_timeout(700)
    whole = size != "projector" or page in ("home", "lead", "created")
    shown.screenshot(path=file, full_page=whole)
    context.close()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--into", type=Path, default=Path("docs/screens"))
    parser.add_argument("--only", default="", help="stops whose name holds this text")
    parser.add_argument("--sizes", default=",".join(SIZES))
    parser.add_argument("--schemes", default=",".join(SCHEMES))
    parser.add_argument("--pages", default="", help="these pages only")
    wanted = parser.parse_args()
    wanted.into.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        server = Server(Path(folder) / "data").start()
        chromium = launch(playwright)
        try:
            room = Room(server.base)
            for stop, pages in stages(room):
                if wanted.only not in stop:
                    continue
                for page in pages:
                    if wanted.pages and page not in wanted.pages.split(","):
                        continue
                    for size in wanted.sizes.split(","):
                        for scheme in wanted.schemes.split(","):
                            file = wanted.into / f"{stop}-{page}-{size}-{scheme}.png"
                            photograph(chromium, room, page, size, scheme, file)
                print(stop, flush=True)
        finally:
            chromium.close()
            server.stop()


if __name__ == "__main__":
    main()
