"""The row about a wall clock that jumps while a round is open, with a shim under real processes."""

import time

from demo.room import DOMAINS
from lab.rig.shim import WallClock
from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row

HOUR = 3600
LATE = 4.0  # seconds that a round may close after its countdown's end


@row(
    "clock-jumps",
    "A wrong wall clock closes nothing",
    "the wall clock jumps an hour forward or back in mid-round: no wrong close",
)
def clock_jumps(scale: Scale) -> Figure:
    seconds, times = scale.pick(30, 6), scale.pick(3, 1)
    wrong: list[str] = []
    with stage.folder() as home:
        clock = WallClock(home)
        with (
            stage.own_store(home) as store,
            stage.servers(home, 2, REDIS_URL=store.url, **clock.settings) as [first, second],
            stage.room(first.base, 6) as room,
        ):
            room.vote(True)
            for number in range(2 * times):
                # Forward, then back to where it was: an hour forward and an hour back.
                jump = 0 if number % 2 else HOUR
                room.opens(DOMAINS[number % len(DOMAINS)])
                room.everybody_is_answered()
                clock.is_off(jump)
                time.sleep(scale.pick(5, 2))
                if room.trainer.open_round is None:
                    wrong.append("a round without a countdown was closed")
                    continue
                clock.is_off(HOUR - jump)
                wrong += _countdown(room, clock, jump, seconds, second.base)
            verdict = stage.judged(room, first)
    return Figure(
        verdict.clean and not wrong,
        f"{len(wrong)} wrong closes in {4 * times} jumps, half of them in the middle of a "
        f"countdown of {seconds} s that closes the round; {verdict.say()}"
        + "".join(f"\n      {problem}" for problem in wrong[:4]),
    )


def _countdown(room: Room, clock: WallClock, jump: int, seconds: int, elsewhere: str) -> list[str]:
    """Start a countdown, let the clock jump, and let a process join that never saw it start."""
    opened = room.trainer.open_round
    began = time.monotonic()
    room.command("set_timer", seconds=seconds, closes=True)
    time.sleep(seconds / 4)
    clock.is_off(jump)
    newcomer = room.screen("room", elsewhere)
    room.wait(lambda: newcomer.connected)
    room.wait(lambda: room.trainer.open_round != opened, seconds + 60)
    spent = time.monotonic() - began
    where = f"the clock {'forward' if jump else 'back'} an hour"
    if spent < seconds - 0.5:
        return [f"{where}: closed {seconds - spent:.1f} s too early"]
    if spent > seconds + LATE:
        return [f"{where}: closed {spent - seconds:.1f} s too late"]
    return []
