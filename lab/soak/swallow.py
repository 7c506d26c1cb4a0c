"""The row about networks that let a WebSocket open and then lose what goes through it."""

import contextlib
import time
from collections.abc import Iterator

from playwright.sync_api import Page

from demo.room import DOMAINS
from lab.rig.proxy import proxied
from lab.soak import stage
from lab.soak.figures import Figure, Scale, row
from lab.soak.pages import Watched, chromium

SAVED_WITHIN = 25.0  # seconds, from loading the page or from the first vote that is swallowed
BACK_WITHIN = 30.0  # seconds, once the time of polling is over
# How long the page polls from now on, in minutes; 0 if it does not keep to polling.
POLLS_FOR = (
    "() => Math.max(0, (Number(sessionStorage['cascade.polling'] ?? 0) - Date.now()) / 60000)"
)
POLLED_ENOUGH = "() => (sessionStorage['cascade.polling'] = Date.now())"
ALWAYS = {
    "all that is sent": ("up", 0),
    "all that comes": ("down", 0),
    "all but the first that is sent": ("up", 1),
    "all but the first that comes": ("down", 1),
}
LATER = {"what is sent, later": ("up", 0), "what comes, later": ("down", 0)}


@row(
    "swallowed-frames",
    "A network that swallows WebSockets' frames is got round",
    "either way, from the start, after a frame or later: a real phone votes within 25 s; one that "
    "polls tries again, unseen: polls on while frames are swallowed, else is back in 30 s",
)
def swallowed_frames(scale: Scale) -> Figure:
    names = [*ALWAYS, *LATER]
    saved: dict[str, float] = {}
    with (
        stage.workshop(len(names)) as (server, room),
        chromium() as own,
        contextlib.ExitStack() as s,
    ):
        room.opens(DOMAINS[0])
        phones = {}
        for number, name in enumerate(names):
            door = s.enter_context(proxied(server.port))
            door.sockets = ALWAYS.get(name)
            owner, _ = room.takes_a_seat(number, door.base)
            phones[name] = (Watched(own, room, owner, "attendee"), door)
        for name in LATER:
            phone, door = phones[name]
            phone.open()
            phone.rate(0)
            phone.page.wait_for_selector(".save-saved")
            door.sockets = LATER[name]
        began = {}
        for name in (*LATER, *ALWAYS):
            began[name] = time.monotonic()
            if name in ALWAYS:
                phones[name][0].open()
            phones[name][0].rate(2)
        until = time.monotonic() + SAVED_WITHIN
        while len(saved) < len(names) and time.monotonic() < until:
            for name, (phone, _) in phones.items():
                if name not in saved and phone.save_state == "saved":
                    saved[name] = time.monotonic() - began[name]
            phones[names[0]][0].page.wait_for_timeout(100)
        polling = [name for name in names if phones[name][0].page.evaluate(POLLS_FOR) > 0]
        for name in polling:
            phones[name][0].page.wait_for_selector(".banner", state="detached")
        marks = {name: len(phones[name][0].marks) for name in polling}
        sockets = {name: frames(phones[name][0].page) for name in polling}
        astray = dict.fromkeys(polling, "did not poll on")
        for name in polling:
            phones[name][0].page.evaluate(POLLED_ENOUGH)
        for _ in looks(BACK_WITHIN, phones[names[0]][0].page):
            astray = {
                name: said for name, said in astray.items() if not polls_on(phones[name][0].page)
            }
            if not astray:
                break
        for name in polling:
            if len(phones[name][0].marks) > marks[name]:
                astray[name] = "was out of date"
            phones[name][1].sockets = None
            sockets[name].clear()
            phones[name][0].page.evaluate(POLLED_ENOUGH)
        for _ in looks(BACK_WITHIN, phones[names[0]][0].page):
            if all(len(sockets[name]) > 2 for name in polling):
                break
        astray |= {name: "did not come back" for name in polling if len(sockets[name]) <= 2}
        for phone, _ in phones.values():
            phone.close()
        verdict = stage.judged(room, server)
    late = [name for name in names if saved.get(name, 99) > SAVED_WITHIN]
    told = ", ".join(f"{name} {saved[name]:.0f} s" for name in names if name in saved)
    lost = "; ".join(f"{name} {said}" for name, said in astray.items()) or "none"
    return Figure(
        verdict.clean and bool(polling),
        f"saved after: {told}; not in time: {', '.join(late) or 'none'}; of {len(polling)} that "
        f"polled only, astray: {lost}; {verdict.say()}",
        in_time=not late and not astray,
    )


def looks(seconds: float, page: Page) -> Iterator[None]:
    """Ten a second; a page must be let run for any to be heard."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        page.wait_for_timeout(100)
        yield


def polls_on(page: Page) -> bool:
    """Has it tried since, and polls for longer than the first five minutes?"""
    return float(page.evaluate(POLLS_FOR)) > 5


def frames(page: Page) -> list[str]:
    """What comes through the page's WebSockets from now on."""
    came: list[str] = []
    page.on("websocket", lambda one: one.on("framereceived", lambda _: came.append(one.url)))
    return came
