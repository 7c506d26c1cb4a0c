"""Rows in which a process is killed, or told to end, while people vote."""

import os
import random
import signal
import threading
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from demo.room import DOMAINS
from lab.rig import shim
from lab.rig.processes import alive, open_files, others, told_of
from lab.rig.server import Server, wait_until
from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row
from lab.soak.verdict import Verdict

EVERY = 5  # kills from one round to the next


def kill_while_voting(
    room: Room, kills: int, kill: Callable[[], None], *, race_closes: bool = True
) -> None:
    """Let everybody vote and call ``kill`` again and again, at moments nobody knows.

    Every few kills the round changes; with ``race_closes`` it is closed at the moment of the kill,
    so that the close may be done and never answered.
    """
    room.opens(DOMAINS[0])
    room.vote(True)
    for number in range(1, kills + 1):
        room.everybody_is_answered(share=0.9)
        room.sleep(0, 2)
        changes = number % EVERY == 0
        closing = None
        if changes and race_closes:
            closing = room.begin(room.trainer.close_round())
            room.sleep(0, 0.05)
        kill()
        if changes:
            if closing:
                closing.result(60)
            else:
                room.closes()
            room.opens(DOMAINS[number // EVERY % len(DOMAINS)])


def figure(verdict: Verdict, did: str) -> Figure:
    return Figure(verdict.clean and verdict.acknowledged > 0, f"{verdict.say()}; {did}")


@row(
    "app-killed",
    "No acknowledged vote is lost when the app is killed",
    "70 clients voting, kill -9 at random moments, 50 times: 0 lost, 0 doubled",
)
def app_killed(scale: Scale) -> Figure:
    people, kills = scale.pick(70, 12), scale.pick(50, 2)
    with stage.workshop(people) as (server, room):
        kill_while_voting(room, kills, partial(kill_app, room, server))
        verdict = stage.judged(room, server)
    return figure(verdict, f"{people} clients, {kills} kills of the app")


@row(
    "store-killed",
    "No acknowledged vote is lost when the store is killed",
    "the same with the store, half the runs on a slow disk: 0 lost, 0 doubled",
)
def store_killed(scale: Scale) -> Figure:
    people, kills = scale.pick(70, 12), scale.pick(25, 1)
    total = Verdict()
    with stage.folder() as home:
        disk = Disk(home)
        for slow in (0, 60_000):
            with stage.workshop(people, **disk.settings(slow)) as (server, room):
                kill_while_voting(room, kills, partial(disk.power_cut, server))
                total.add(stage.judged(room, server))
    return figure(
        total,
        f"{people} clients, {kills} kills on the disk as it is and {kills} with every fsync 60 ms "
        f"slower, {disk.torn} bytes that no fsync covered torn off the log",
    )


class Disk:
    """The disk of a server whose store loses power; ``torn`` counts the bytes that were lost."""

    def __init__(self, home: Path) -> None:
        self._synced = home / "synced"
        self._shim = shim.build(home)
        self.torn = 0

    def settings(self, slow: int = 0) -> dict[str, str]:
        """For a server on it; every fsync takes ``slow`` microseconds longer."""
        said = {"LD_PRELOAD": self._shim, "SOAK_SYNCED": str(self._synced)}
        return said | {"SOAK_SLOW": str(slow)}

    def power_cut(self, server: Server) -> None:
        """Kill the store and take away what was written but not synced, before it is started
        again."""
        pid = server.store_pid
        with stage.stopped(server.pid):
            os.kill(pid, signal.SIGKILL)
            wait_until(lambda: not alive(pid))
            self.torn += shim.tear_off(self._synced)
        wait_until(lambda: _another_store(server, pid))


def kill_while_answering(
    room: Room, server: Server, disk: Disk, kills: int, *, store_first: bool
) -> None:
    """Kill app and store in turn while everybody answers what is open, until nearly all are
    answered again."""
    for number in range(kills):
        room.everybody_is_answered(share=0.9)
        room.sleep(0, 2)
        if (number % 2 == 0) == store_first:
            disk.power_cut(server)
        else:
            kill_app(room, server)
    room.everybody_is_answered(share=0.9)


def kill_app(room: Room, server: Server) -> None:
    """Kill it and start it again a moment later."""
    server.kill()
    room.sleep(0, 0.3)
    server.start()


def _another_store(server: Server, before: int) -> bool:
    try:
        return server.store_pid != before and alive(server.store_pid)
    except (OSError, ValueError):
        return False


@row(
    "restart",
    "Restarting is safe",
    "app killed 20 times on the embedded store: never two servers on one data directory",
)
def restart(scale: Scale) -> Figure:
    kills = scale.pick(20, 4)
    with stage.folder() as home, stage.servers(home) as [server]:
        watch = Stores(server.data_dir)
        pair = [server, Server(server.data_dir, **stage.KEY)]
        let_in = 0
        for number in range(kills):
            _kill_and_start(pair, number)
            wait_until(lambda: any(one.has_ended() for one in pair), 60)
            let_in += all(not one.has_ended() for one in pair)
            pair.sort(key=Server.has_ended)  # whoever runs is killed next
            wait_until(pair[0].is_well, 60)
        most, looks = watch.stop()
        for one in pair:
            one.end()
    return Figure(
        most <= 1 and let_in == 0,
        f"{kills} kills, at most {most} store at once in {looks} looks, "
        f"{let_in} of {kills} rival servers let in",
    )


def _kill_and_start(pair: list[Server], number: int) -> None:
    """Kill the one that runs; start it again, and its rival: later, or at the same moment."""
    first, rival = pair
    first.kill()
    if number % 4 == 3:  # killed again while it starts
        first.launch()
        time.sleep(random.uniform(0.3, 1.5))
        first.kill()
    if number % 4 == 1:  # whoever is second has to give way
        rival.launch()
        first.launch()
    else:
        first.launch()
        wait_until(first.is_well, 60)
        rival.launch()


class Stores(threading.Thread):
    """Counts, again and again, the running stores that have files of a data directory open."""

    def __init__(self, data_dir: Path) -> None:
        super().__init__(daemon=True)
        self._files = str(data_dir / "appendonlydir")
        self._most = self._looks = 0
        self._stopping = threading.Event()
        self.start()

    def run(self) -> None:
        while not self._stopping.wait(0.01):
            stores = [pid for pid in others() if b"-server" in told_of(pid, "comm")]
            self._most = max(self._most, sum(map(self._writes, stores)))
            self._looks += 1

    def _writes(self, pid: int) -> bool:
        return any(file.startswith(self._files) for file in open_files(pid))

    def stop(self) -> tuple[int, int]:
        self._stopping.set()
        self.join()
        return self._most, self._looks


@row(
    "graceful-stop",
    "A stop is graceful",
    "SIGTERM under load: ends within 10 s, nothing acknowledged is lost",
)
def graceful_stop(scale: Scale) -> Figure:
    people, stops = scale.pick(70, 12), scale.pick(10, 1)
    longest = 0.0
    with stage.workshop(people) as (server, room):

        def stop() -> None:
            nonlocal longest
            began = time.monotonic()
            assert server.stop() == 0
            longest = max(longest, time.monotonic() - began)
            server.start()

        kill_while_voting(room, stops, stop)
        verdict = stage.judged(room, server)
    found = figure(verdict, f"{people} clients, {stops} stops, the longest took {longest:.1f} s")
    return Figure(found.right, found.reached, in_time=longest < 10)
