"""The row about strangers who pour in what they can: each kind alone, under every library."""

import time

from lab.rig.floods import FLOODS, STRANGERS, flooded, p99, waits
from lab.rig.live_room import LiveRoom
from lab.soak import stage
from lab.soak.figures import Figure, Scale, row
from voting.config import ASYNC_MODES

P99_WITHIN = 1.0  # seconds


@row(
    "strangers-flood",
    "Strangers' sockets hold up nobody",
    "ten strangers send each kind of flood as fast as it is taken: p99 of a vote under 1 s",
)
def strangers_flood(scale: Scale) -> Figure:
    modes = ASYNC_MODES if scale.is_full else ("threading",)
    floods = list(FLOODS) if scale.is_full else ["pings", "pages"]
    slowest: dict[str, float] = {}
    for mode in modes:
        with stage.folder() as home, stage.servers(home, ASYNC_MODE=mode) as [server]:
            room = LiveRoom(server)  # before any flood: what one leaves behind may fill the door
            try:
                room.people(1)
                room.opens("clarity")
                for name in floods:
                    slowest[f"{name} ({mode})"] = _p99(room, name, scale.pick(8, 3))
            finally:
                room.close()
    worst = max(slowest, key=lambda name: slowest[name])
    return Figure(
        True,
        f"p99 at most {slowest[worst]:.2f} s, with {worst}; {len(slowest)} floods of {STRANGERS}",
        in_time=slowest[worst] < P99_WITHIN,
    )


def _p99(room: LiveRoom, name: str, seconds: float) -> float:
    vote = iter(range(1_000_000))
    with flooded(room.server.port, [name] * STRANGERS, 2 * seconds + 10):
        time.sleep(0.5)
        took = waits(lambda: room.attendees[0].vote(next(vote) % 4), seconds)
    return p99(took)
