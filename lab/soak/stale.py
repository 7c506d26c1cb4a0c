"""The row about screens that are never silently out of date, read from real Chromium pages."""

import contextlib
import signal
import time
from collections.abc import Callable, Iterator
from typing import Any

from msgspec import Struct

from demo.room import DOMAINS
from lab.rig.clusters import Store
from lab.rig.proxy import Proxy, proxied
from lab.rig.server import Server
from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row
from lab.soak.pages import Watched, chromium, three_pages

SHOWN_WITHIN, GONE_WITHIN = 10.0, 5.0  # seconds: the promise
CALM = 3.0  # seconds after recovery in which no mark may come back


class Place(Struct):
    """Two processes on one store; pages reach the first by ``door``, the second the store by
    ``way``."""

    store: Store
    first: Server
    second: Server
    door: Proxy
    way: Proxy


class Outage(Struct):
    """What is done and undone, for how long; ``far`` pages are on the second process."""

    name: str
    seconds: float
    begin: Callable[[], Any]
    end: Callable[[], Any]
    far: bool = False

    @property
    def is_blip(self) -> bool:
        return self.seconds <= 2


class Finding(Struct):
    """Seconds until the slowest page was marked, and until the last was up to date again."""

    name: str
    marked: float = 0.0
    caught_up: float = 0.0
    problems: list[str] = []


@row(
    "never-stale",
    "Screens are never silently out of date",
    "store down 5, 40, 70 s, app or store stopped 30 s, one process cut off: marked within 10 s, "
    "caught up within 5 s of recovery, blips of 1 and 2 s silent",
)
def never_stale(scale: Scale) -> Figure:
    with _place() as place, chromium() as browser, stage.room(place.first.base, 3) as room:
        near = three_pages(browser, room, place.door.base)
        far = three_pages(browser, room, place.second.base)
        findings = []
        for number, outage in enumerate(_outages(place, scale)):
            pages, spared = (far, near) if outage.far else (near, [])
            domain = DOMAINS[number % len(DOMAINS)] if outage.far else ""
            findings.append(_endure(outage, pages, spared, room, domain))
        for page in (*near, *far):
            page.close()
    problems = [problem for finding in findings for problem in finding.problems]
    marked = max(finding.marked for finding in findings)
    caught_up = max(finding.caught_up for finding in findings)
    told = "; ".join(f"{f.name}: {f.marked:.1f} and {f.caught_up:.1f} s" for f in findings)
    return Figure(
        True,
        f"marked within {marked:.1f} s, caught up within {caught_up:.1f} s ({told})"
        + "".join(f"\n      {problem}" for problem in problems[:8]),
        in_time=not problems and marked <= SHOWN_WITHIN and caught_up <= GONE_WITHIN,
    )


@contextlib.contextmanager
def _place() -> Iterator[Place]:
    with stage.folder() as home, stage.own_store(home) as store, proxied(store.port) as way:
        near, far = home / "near", home / "far"
        near.mkdir()
        far.mkdir()
        way_url = f"redis://127.0.0.1:{way.port}"
        with (
            stage.servers(near, REDIS_URL=store.url) as [first],
            stage.servers(far, REDIS_URL=way_url) as [second],
            proxied(first.port) as door,
        ):
            yield Place(store, first, second, door, way)


def _outages(place: Place, scale: Scale) -> list[Outage]:
    store, first, way, door = place.store, place.first, place.way, place.door

    def to_app(number: signal.Signals) -> Callable[[], Any]:
        return lambda: first.process.send_signal(number)

    def to_store(number: signal.Signals) -> Callable[[], Any]:
        return lambda: store.signal(number)

    def cut_off() -> None:
        door.mode = "refuse"
        door.cut()

    def turn(proxy: Proxy, mode: str) -> Callable[[], None]:
        return lambda: setattr(proxy, "mode", mode)

    stop, go = signal.SIGSTOP, signal.SIGCONT
    swallowed = turn(way, "swallow"), turn(way, "pass")
    if not scale.is_full:
        return [
            Outage("blip, no network", 1, cut_off, turn(door, "pass")),
            Outage("one process cut off", 11, *swallowed, far=True),
        ]
    return [
        Outage("blip, app stands still", 1, to_app(stop), to_app(go)),
        Outage("blip, app stands still", 2, to_app(stop), to_app(go)),
        Outage("blip, store stands still", 2, to_store(stop), to_store(go)),
        Outage("blip, no network", 1, cut_off, turn(door, "pass")),
        Outage("blip, no network", 2, cut_off, turn(door, "pass")),
        *(Outage("store down", seconds, store.kill, store.start) for seconds in (5, 40, 70)),
        Outage("app stands still", 30, to_app(stop), to_app(go)),
        Outage("store stands still", 30, to_store(stop), to_store(go)),
        Outage("no network", 30, cut_off, turn(door, "pass")),
        Outage("one process cut off", 30, *swallowed, far=True),
        Outage("one process cut off", 70, *swallowed, far=True),
    ]


def _endure(
    outage: Outage, pages: list[Watched], spared: list[Watched], room: Room, domain: str
) -> Finding:
    """Go through an outage; what the pages showed and when. With ``domain`` a round is opened on
    it meanwhile, where the others are."""
    found = Finding(f"{outage.name} {outage.seconds:g} s")
    for page in (*pages, *spared):
        page.page.evaluate("window.marks.length = 0")
    began = time.time()
    outage.begin()
    if domain:
        room.opens(domain)
    _idle(pages, began + outage.seconds - time.time())
    outage.end()
    recovered = time.time()
    while time.time() < recovered + 20 and not all(_is_fresh(page, domain) for page in pages):
        _idle(pages, 0.05)
    late = time.time() - recovered
    _idle(pages, CALM)
    for page in pages:
        _judge(page, outage, began, recovered, found)
    if any(page.marks for page in spared):
        found.problems.append(f"{found.name}: pages that had lost nothing were marked")
    if domain:
        found.caught_up = late
        room.closes()
    return found


def _is_fresh(page: Watched, domain: str) -> bool:
    return not page.is_marked and (not domain or page.shows_open_round)


def _judge(page: Watched, outage: Outage, began: float, recovered: float, found: Finding) -> None:
    where = f"{found.name}, {page.audience}"
    marks = page.marks
    if outage.is_blip:
        if marks:
            found.problems.append(f"{where}: a mark for a blip")
        return
    shown = [mark["at"] for mark in marks if mark["shown"]]
    gone = [mark["at"] for mark in marks if not mark["shown"]]
    if not shown and outage.seconds > SHOWN_WITHIN:
        found.problems.append(f"{where}: never marked")
    if page.is_marked:
        found.problems.append(f"{where}: still marked {CALM:.0f} s later")
    if len(shown) > 1:
        found.problems.append(f"{where}: marked {len(shown)} times")
    if gone and gone[0] < recovered - 0.1 and outage.seconds > SHOWN_WITHIN:
        found.problems.append(f"{where}: unmarked {recovered - gone[0]:.1f} s before recovery")
    if shown:
        found.marked = max(found.marked, shown[0] - began)
    if gone:
        found.caught_up = max(found.caught_up, gone[-1] - recovered)


def _idle(pages: list[Watched], seconds: float) -> None:
    """Wait, and let the browser's news in."""
    pages[0].page.wait_for_timeout(max(0.0, seconds) * 1000)
