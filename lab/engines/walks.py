"""What people do in a workshop, done in one browser: each walk is one person's.

The others act over the protocol. A walk ends with an AssertionError where the page does not show
what it should, and hands on what the page complained of.
"""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from demo.room import DOMAINS
from lab.engines.browsers import ELEMENT, Browser, BrowserError
from lab.rig.live_room import LiveRoom
from lab.rig.server import wait_until
from lab.rig.words import opening, said
from tests.browser.access import LOST
from tests.browser.words import DOMAIN_NAMES, LEVELS, SIGHTS

PHONE, SMALL, LAPTOP = (390, 844), (320, 568), (1280, 800)
PROJECTORS = ((1920, 1080), (1280, 720))
RESTS = 0.6  # seconds in which what moves has arrived
REASON = "Nobody answers the phone"
# An older engine lacks what the measuring asks for.
_SEEN = """Element.prototype.checkVisibility ??= function () {
  return this.getClientRects().length > 0 && getComputedStyle(this).visibility === 'visible';
};
"""
_DEEP = """const { scrollWidth, scrollHeight } = document.documentElement;
return [scrollWidth > innerWidth, scrollHeight > innerHeight];"""


class Walk:
    """A person with a browser, in a room with others."""

    def __init__(self, browser: Browser, room: LiveRoom, pictures: Path | None) -> None:
        self.browser, self.room, self.pictures = browser, room, pictures
        self.taken = 0

    # --- what one sees and does ---

    def sees(self, *sentences: str) -> None:
        for sentence in sentences:
            self.until(lambda s=sentence: s in self.text(), f"it never showed “{sentence}”")

    def text(self) -> str:
        """What stands on the page; one that has just come is told the habits too."""
        shown = self.browser.run(self.browser.habits + "return document.body?.innerText ?? ''")
        return " ".join((shown or "").split())  # Firefox answers null between two pages

    def until(self, true: Callable[[], Any], otherwise: str) -> Any:
        """Between two pages there is none to be asked."""

        def asked() -> Any:
            try:
                return true()
            except BrowserError:
                return None

        try:
            return wait_until(asked, every=0.1)
        except TimeoutError:
            raise AssertionError(f"{otherwise}; there was: {self.text()[:600]}") from None

    def press(self, name: str, within: str = "") -> None:
        """Press a button or follow a link."""
        named = f"[normalize-space()='{name}']"
        self.click(f"{within}//button{named} | {within}//a{named}")

    def click(self, xpath: str) -> None:
        element = self.until(lambda: self.browser.find(xpath), f"there is no {xpath}")
        self.browser.run("arguments[0].scrollIntoView({ block: 'center' })", _reference(element))
        self.browser.click(element)

    def fill(self, id: str, text: str) -> None:
        self.browser.type(self.until(lambda: self.browser.find(f"//*[@id='{id}']"), id), text)

    def looks(self, name: str, *sizes: tuple[int, int], whole: bool = False) -> None:
        """Nothing is cut off, runs into something else, or has to be scrolled sideways; ``whole``
        says that nothing has to be scrolled at all."""
        for width, height in sizes:
            self.browser.resize(width, height)
            time.sleep(RESTS)
            if self.pictures:
                self.taken += 1
                file = f"{self.browser.name}-{self.taken:02}-{name}-{width}x{height}.png"
                self.browser.picture(self.pictures / file)
            lost = self.browser.run(f"{_SEEN}return ({LOST})()")
            sideways, down = self.browser.run(_DEEP)
            assert not lost, f"{name}, {width} x {height}: {lost}"
            assert not sideways, f"{name}, {width} x {height}: it scrolls sideways"
            assert not (whole and down), f"{name}, {width} x {height}: it does not fit"


def phone(walk: Walk) -> None:
    """From the start page to the end of the workshop, with a reload in mid-vote."""
    browser, room = walk.browser, walk.room
    give = room.trainer.command
    browser.open(room.server.base)
    walk.looks("home", PHONE, SMALL)
    walk.fill("code", room.code.lower())
    walk.press(said("details.button"))
    walk.sees(said("details.sector"))
    walk.looks("details", PHONE, SMALL)
    walk.fill("name", "Attendee A")
    walk.click("//option[.='School or college']")
    walk.press(said("details.button"))
    walk.sees(said("attendee.lobby.heading.start", name="Attendee A"))
    walk.looks("lobby", PHONE, SMALL)
    round_id = room.opens("clarity")
    walk.sees(DOMAIN_NAMES["clarity"])
    _rates(walk, round_id, 2)
    walk.looks("saved", PHONE, SMALL)
    _rates(walk, round_id, 1)
    walk.fill("reason-text", REASON)
    walk.press(said("attendee.reason.send"))
    walk.sees(said("attendee.reason.sent"))
    walk.click(_card(3))
    browser.reload()  # whether it has been sent by now or not
    _has_rated(walk, round_id, 3)
    walk.sees(said("attendee.reason.send_change"))
    assert browser.run("return document.getElementById('reason-text').value") == REASON
    room.votes(0, 0, 3)
    room.closes()
    walk.sees(said("attendee.revealed.heading"), said("common.you"))
    walk.looks("revealed", PHONE, SMALL)
    give("show_part", part="picture")
    give("show_part", part="measures")
    walk.sees(said("common.measures.title"))
    give("start_discussion", seconds=300)
    walk.sees(said("attendee.discussion.heading"), said("common.time_left"))
    walk.looks("discussion", PHONE, SMALL)
    round_id = room.opens("clarity")
    walk.sees(said("attendee.open.again"))
    _rates(walk, round_id, None)
    room.votes(1, 1, 1)
    room.closes()
    room.rules("clarity", "consensus", 1)
    walk.sees(said("attendee.ruled.heading"), LEVELS[1], said("common.methods.consensus"))
    walk.looks("ruled", PHONE, SMALL)
    give("show_overview")
    walk.sees(said("attendee.lobby.heading.between"))
    _settle_the_rest(room)
    give("finish")
    walk.sees(said("attendee.finished.heading", name="Attendee A"))
    walk.looks("finished", PHONE, SMALL)


def _rates(walk: Walk, round_id: int, rating: int | None) -> None:
    walk.click(_card(rating))
    _has_rated(walk, round_id, rating)


def _has_rated(walk: Walk, round_id: int, rating: int | None) -> None:
    """The page says so, and the server holds it."""
    chosen = f"{_card(rating)}//input"
    checked = "return arguments[0].checked"
    walk.until(
        lambda: walk.browser.run(checked, _reference(walk.browser.find(chosen))),
        f"{rating} was never chosen",
    )
    walk.sees("Saved.")
    people = walk.room.trainer.refresh()["view"]["persons"]
    person = next(each["id"] for each in people if each["name"] == "Attendee A")
    assert walk.room.ballots(round_id)[person] == rating


def _card(rating: int | None) -> str:
    value = "cant-say" if rating is None else rating
    return f"//label[input[@value='{value}']]"


def console(walk: Walk) -> None:
    """Two domains by clicks and by keys, and the end."""
    browser, room = walk.browser, walk.room
    browser.open(room.links["trainer"])
    walk.sees(said("trainer.phase.start"), said("trainer.connected"))
    walk.looks("console", LAPTOP, PHONE, SMALL)
    browser.resize(*LAPTOP)
    walk.click(f"//button[@role='tab'][contains(., '{said('trainer.side.settings')}')]")
    walk.click(f"//summary[contains(., '{said('trainer.keys.title')}')]")
    walk.click(f"//label[normalize-space()='{said('trainer.keys.use')}']")
    browser.press("o")
    walk.sees(said("trainer.phase.open"))
    room.votes(0, 1, 1)
    walk.sees(said("trainer.round.turnout", rated=3, of=3))
    walk.looks("console-open", LAPTOP, SMALL)
    browser.resize(*LAPTOP)
    _settles()
    walk.press(said("trainer.do.close_round"))
    walk.sees(said("trainer.phase.revealed"))
    _settles()
    walk.click(f"//label[normalize-space()='{said('trainer.shown.title')}']")
    wait_until(lambda: room.trainer.refresh()["view"]["shown"]["picture"])
    _settles()
    walk.press(said("trainer.do.start_discussion"))
    walk.sees(said("common.time_left"), said("trainer.do.end_discussion"))
    walk.looks("console-discussion", LAPTOP, SMALL)
    browser.resize(*LAPTOP)
    browser.press("d")
    walk.sees(said("trainer.phase.revealed"))
    _settles()
    browser.press("a")
    walk.sees(said("trainer.phase.open"), said("trainer.round.turnout", rated=0, of=3))
    room.votes(1, 1, 1)
    walk.sees(said("trainer.round.turnout", rated=3, of=3))
    _settles()
    browser.press("c")
    walk.sees(said("trainer.phase.revealed"))
    _settles()
    walk.click("//label[starts-with(normalize-space(), 'Unanimous')]")
    walk.looks("console-ruling", LAPTOP, SMALL)
    browser.resize(*LAPTOP)
    walk.press(said("trainer.ruling.submit"), within="//form")
    walk.sees(said("trainer.phase.ruled"))
    _settle_the_rest(room)
    _settles()
    walk.press(said("trainer.do.finish"))
    walk.sees(said("trainer.confirm.finish.title"))
    walk.looks("console-dialog", LAPTOP, SMALL)
    walk.press(said("trainer.do.finish"), within="//dialog")
    walk.sees(said("trainer.phase.finished"))
    wait_until(lambda: room.trainer.refresh()["view"]["allowed"].count("reopen_workshop"))
    walk.looks("console-finished", LAPTOP, SMALL)


def _settles() -> None:
    """New buttons take no press in the moment in which they come."""
    time.sleep(RESTS)


def projector(walk: Walk) -> None:
    """The room view in each phase."""
    browser, room = walk.browser, walk.room
    browser.open(room.links["room"])
    give = room.trainer.command

    def shows(phase: str, *more: str) -> None:
        walk.sees(SIGHTS["room_view"][phase], *more)
        walk.looks(f"room-{phase}", *PROJECTORS, whole=browser.name != "wpe")

    shows("lobby")
    room.opens("clarity")
    room.votes(0, 1, 1)
    shows("open", said("trainer.round.turnout", rated=3, of=3))
    room.closes()
    shows("revealed")
    give("start_discussion", seconds=300)
    for part in ("picture", "groups"):
        give("show_part", part=part)
    shows("discussion")
    room.rules("clarity", "majority")
    shows("ruled", said("common.methods.majority", votes=2, ratings=3))
    _settle_the_rest(room)
    give("finish")
    shows("finished")


def results(walk: Walk) -> None:
    """The lead's page, while the workshop runs and after it."""
    browser, room = walk.browser, walk.room
    browser.open(room.links["lead"])
    walk.sees(said("lead.live"))
    room.rates("clarity", 0, 1, 1)
    room.rules("clarity", "majority", note="Heard from everybody")
    walk.sees(said("common.methods.majority", votes=2, ratings=3), "Heard from everybody")
    _settle_the_rest(room)
    room.trainer.command("finish")
    walk.sees(opening("lead.finished"))
    walk.looks("results", LAPTOP, PHONE, SMALL)


def _settle_the_rest(room: LiveRoom) -> None:
    for domain in DOMAINS[1:]:
        room.rates(domain)
        room.rules(domain, "unresolved", None, "Left for the next meeting")


def _reference(element: str) -> dict[str, str]:
    return {ELEMENT: element}


WALKS: dict[str, Callable[[Walk], None]] = {
    "phone": phone,
    "console": console,
    "room view": projector,
    "results": results,
}
