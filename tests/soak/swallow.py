"""The row about networks that let a WebSocket open and then lose what goes through it."""

import contextlib
import time

from tests.soak import stage
from tests.soak.crowd import DOMAINS
from tests.soak.figures import Figure, Scale, row
from tests.soak.pages import Watched, chromium
from tests.soak.proxy import proxied

SAVED_WITHIN = 25.0  # seconds, from loading the page or from the first vote that is swallowed
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
    "either way, from the start, after a frame or later: a real phone votes within 25 s",
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
            door = s.enter_context(proxied(int(server.settings["PORT"])))
            door.sockets = ALWAYS.get(name)
            owner, _ = room.joins(number, door.base)
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
        for phone, _ in phones.values():
            phone.close()
        verdict = stage.judged(room, server)
    late = [name for name in names if saved.get(name, 99) > SAVED_WITHIN]
    told = ", ".join(f"{name} {saved[name]:.0f} s" for name in names if name in saved)
    return Figure(
        verdict.clean and not late,
        f"saved after: {told}; not in time: {', '.join(late) or 'none'}; {verdict.say()}",
    )
