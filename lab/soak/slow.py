"""The row about slow networks: real TCP over a link that delays and loses packets."""

import contextlib
import time
from collections.abc import Iterator

from msgspec import Struct

from demo.room import DOMAINS
from lab.rig.lacking import NotHere
from lab.rig.proxy import Proxy, proxied
from lab.rig.server import Server, wait_until
from lab.soak import network, stage
from lab.soak.figures import Figure, Scale, row
from lab.soak.pages import Watched, chromium

DELAY, LOSS = 0.2, 0.05  # seconds each way, 400 ms there and back; share of packets each way
P95_WITHIN = 2.0  # seconds


class Path(Struct):
    """How phones reach the server: well while they come, badly from then on."""

    base: str
    about: str
    link: network.SlowLink | Proxy

    def worsen(self) -> None:
        self.link.delay, self.link.loss = DELAY, LOSS


@row(
    "slow-network",
    "Slow networks are good enough",
    "400 ms delay and 5% loss: 95% of votes acknowledged within 2 s, no error shown",
)
def slow_network(scale: Scale) -> Figure:
    # One lost packet holds up a few votes of one phone: with fewer of them chance would decide.
    people, seconds = scale.pick(70, 24), scale.pick(120, 16)
    with _far_server() as (server, path), stage.room(path.base, people) as room, chromium() as own:
        owner, _ = room.takes_a_seat(people)
        phone = Watched(own, room, owner, "attendee").open()
        path.worsen()
        room.opens(DOMAINS[0])
        for voter in room.voters:
            voter.pace = 1.5
        room.vote(True)
        until = time.monotonic() + seconds
        seen: set[str] = set()
        while time.monotonic() < until:
            if phone.save_state in ("none", "saved"):
                phone.rate((int(phone.chosen or 0) + 1) % 4)
            phone.page.wait_for_timeout(200)
            seen |= {"out of date"} if phone.marks else set()
            seen |= {"an error"} if phone.page.locator(".notice-warn").count() else set()
        phone.close()
        room.settle()
        drops = sum(voter.reconnects for voter in room.voters)
        verdict = stage.judged(room, server)
        took = sorted(v.took for voter in room.voters for v in voter.diary if v.outcome == "ok")
        p95 = took[int(0.95 * len(took))]
    return Figure(
        verdict.clean,
        f"p95 {p95:.2f} s, median {took[len(took) // 2]:.2f} s, slowest {took[-1]:.2f} s of "
        f"{len(took)} acknowledgements to {people} clients; shown on a real page: "
        f"{', '.join(seen) or 'nothing wrong'}; {drops} connections renewed; {path.about}; "
        f"{verdict.say()}",
        in_time=p95 < P95_WITHIN and not seen,
    )


@contextlib.contextmanager
def _far_server() -> Iterator[tuple[Server, Path]]:
    """A server behind a bad network: a lossy link if the machine allows, else a slow proxy."""
    with stage.folder() as home, contextlib.ExitStack() as stack:
        server = Server(home / "app0", **stage.KEY)
        stack.callback(server.end)
        try:
            link = stack.enter_context(network.slow_link())
        except NotHere as lacking:
            server.start()
            door = stack.enter_context(proxied(server.port))
            yield server, Path(door.base, f"{lacking}: a proxy that stalls stood in for it", door)
            return
        server.settings["HOST"] = network.SERVER
        server.base = f"http://{network.SERVER}:{server.port}"
        with network.inside(link.far):
            server.launch()
            wait_until(server.is_well, 60)
        with network.inside(link.near):
            about = f"real packets, {DELAY:g} s each way, {LOSS:.0%} lost"
            yield server, Path(server.base, about, link)
