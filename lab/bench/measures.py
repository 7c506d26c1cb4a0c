"""Every figure, each against the bare stack in the same run.

Runs take turns (bare echo, raw echo, app, and again), and a ratio is the median of the ratios of
runs that stood next to each other, so that a machine that is slower for a while slows both sides.
"""

import contextlib
import json
import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from statistics import median
from typing import Any

from msgspec import Struct

from lab.bench import load, machine
from lab.bench.loop import Loop
from lab.bench.phones import Page
from lab.bench.rooms import REVEALED, BareRoom, Room, state_in
from lab.bench.servers import Place, place
from lab.rig.processes import cpu_seconds

Figures = dict[str, Any]
Say = Callable[[str], None]


class Size(Struct, frozen=True):
    """How much is measured."""

    phones: int = 500  # that vote without a pause
    rooms: tuple[int, ...] = (20, 70, 300, 1000)  # that vote all at once
    storms: tuple[int, ...] = (300, 1000)  # that join all at once
    seconds: float = 3.0  # of voting without a pause
    turns: int = 5
    workshops: int = 25  # at once in one process
    pause: float = 0.5  # seconds for what was sent before to arrive

    @property
    def largest(self) -> int:
        return max(self.rooms)


FULL = Size()
QUICK = Size(phones=40, rooms=(4, 8, 16, 24), storms=(8, 24), seconds=0.5, turns=2, workshops=2)
TINY = Size(phones=10, rooms=(4, 8), storms=(8,), seconds=0.2, turns=1, workshops=2, pause=0.1)


class Bench:
    """One run: ``figures`` by the names of docs/performance.md, ``details`` behind them."""

    def __init__(self, here: Place, size: Size, say: Say) -> None:
        self.here = here
        self.size = size
        self.say = say
        self.loop = Loop()
        self.figures: Figures = {}
        self.details: Figures = {}

    def run(self) -> None:
        for measure in (
            self.ceiling,
            self.throughput,
            self.two_processes,
            self.workshops,
            self.rooms,
            self.compression,
        ):
            began = time.monotonic()
            self.say(measure.__name__.replace("_", " "))
            with self._servers():
                measure()
            self.details[f"{measure.__name__}_took_s"] = round(time.monotonic() - began)

    @contextlib.contextmanager
    def _servers(self) -> Iterator[None]:
        """Servers of one measure end with it."""
        try:
            yield
        finally:
            self.here.stop_servers()

    # --- what the load itself can do ---

    def ceiling(self) -> None:
        room = BareRoom(self.loop, self.here.ceiling(), self.size.phones)
        rate = load.without_pause(self.loop, room.phones, self.size.seconds)
        room.leave()
        self.figures["generator_ceiling"] = round(rate.per_second)

    # --- acknowledged votes ---

    def throughput(self) -> None:
        size, here = self.size, self.here
        app = Room(self.loop, here.app()).fill(size.phones)
        app.opens()
        echo = BareRoom(self.loop, here.bare("echo"), size.phones)
        raw = BareRoom(self.loop, here.bare("raw"), size.phones)
        runs: dict[str, list[_Run]] = {"echo": [], "raw": [], "app": []}
        for _ in range(size.turns):
            for name, room in (("echo", echo), ("raw", raw), ("app", app)):
                runs[name].append(self._vote(room.server, room.phones))
        self.figures["ack_throughput_vs_bare_echo"] = _ratio(runs["app"], runs["echo"])
        self.figures["ack_throughput_vs_raw_echo"] = _ratio(runs["app"], runs["raw"])
        self.details["acks_per_second"] = {name: _middle(of) for name, of in runs.items()}
        self.details["cpu_us_per_ack"] = {
            name: round(median(run.cpu_us for run in of), 1) for name, of in runs.items()
        }
        self.details["store_cpu_us_per_ack"] = round(median(r.store_us for r in runs["app"]), 1)
        # The same with the store on the app's own core: what a machine with one core does.
        machine.pin(here.store_pid, here.server_core)
        both: list[tuple[_Run, _Run]] = []
        for _ in range(max(2, size.turns // 2)):
            both.append((self._vote(app.server, app.phones), self._vote(echo.server, echo.phones)))
        machine.pin(here.store_pid, here.load_core)
        self.figures["ack_throughput_store_on_same_core_vs_bare_echo"] = _ratio(
            [one for one, _ in both], [other for _, other in both]
        )
        for room in (app, echo, raw):
            room.leave()

    def _vote(self, *servers_and_phones: Any) -> "_Run":
        """One run of voting without a pause; servers come first, the phones last."""
        *servers, phones = servers_and_phones
        cpu = sum(cpu_seconds(server.pid) for server in servers)
        store = cpu_seconds(self.here.store_pid)
        cast = sum(phone.sequence for phone in phones)
        began = time.perf_counter()
        rate = load.without_pause(self.loop, phones, self.size.seconds)
        if rate.refused:
            raise RuntimeError(f"{rate.refused} votes were refused")
        cast = sum(phone.sequence for phone in phones) - cast
        cpu = sum(cpu_seconds(server.pid) for server in servers) - cpu
        store = cpu_seconds(self.here.store_pid) - store
        busy = cpu / (time.perf_counter() - began)
        return _Run(rate.per_second, cpu / cast * 1e6, store / cast * 1e6, busy)

    # --- several processes, several workshops ---

    def two_processes(self) -> None:
        size, here = self.size, self.here
        enough = len(machine.all_cores()) >= 4
        first = here.app()
        second = here.app(machine.all_cores()[1] if enough else here.server_core)
        one = Room(self.loop, first).fill(size.phones)
        one.opens()
        two = Room(self.loop, first).fill(size.phones // 2)
        two.fill(size.phones // 2, server=second)
        two.opens()
        runs: list[tuple[_Run, _Run]] = []
        for _ in range(size.turns):
            runs.append((self._vote(first, one.phones), self._vote(first, second, two.phones)))
        ones, twos = [a for a, _ in runs], [b for _, b in runs]
        if enough:
            ratio = _ratio(twos, ones)
            how = "each process on a core of its own"
        else:
            # Two cores are too few for two processes, a store and the load. Both processes take
            # turns on one core, and what counts is how many votes a second of that core brings.
            ratio = round(2 * median(a.cpu_us / b.cpu_us for a, b in runs), 2)
            how = "both processes on one core; votes per second of its time, twice"
        self.figures["two_processes_vs_one"] = ratio
        self.details["two_processes"] = {
            "how": how,
            "acks_per_second": {"one": _middle(ones), "two": _middle(twos)},
            "cpu_us_per_ack": {
                "one": round(median(r.cpu_us for r in ones), 1),
                "two": round(median(r.cpu_us for r in twos), 1),
            },
            "store_cpu_us_per_ack": round(median(r.store_us for r in twos), 1),
        }
        if not enough:  # and as it is, with the load and the store beside the second process
            machine.pin(second.pid, here.load_core)
            runs = [
                (self._vote(first, one.phones), self._vote(first, second, two.phones))
                for _ in range(max(2, size.turns // 2))
            ]
            self.details["two_processes"]["second_beside_load_and_store"] = _ratio(
                [b for _, b in runs], [a for a, _ in runs]
            )
        one.leave()
        two.leave()

    def workshops(self) -> None:
        """The same phones in one workshop or in many."""
        size = self.size
        app = self.here.app()
        each = size.phones // size.workshops
        rooms = [Room(self.loop, app).fill(each) for _ in range(size.workshops)]
        one = Room(self.loop, app).fill(each * size.workshops)
        for room in (*rooms, one):
            room.opens()
        phones = [phone for room in rooms for phone in room.phones]
        runs = [
            (self._vote(app, phones), self._vote(app, one.phones))
            for _ in range(max(2, size.turns // 2))
        ]
        self.figures["many_workshops_vs_one"] = _ratio([a for a, _ in runs], [b for _, b in runs])
        self.details["many_workshops"] = {
            "workshops": size.workshops,
            "phones_each": each,
            "acks_per_second": _middle([a for a, _ in runs]),
            "store_cpu_us_per_ack": round(median(a.store_us for a, _ in runs), 1),
        }
        for room in (*rooms, one):
            room.leave()

    # --- rooms of every size ---

    def rooms(self) -> None:
        p95: dict[str, float] = {}
        bytes_each: dict[str, float] = {}
        beats: list[float] = []
        app = self.here.app()
        for people in self.size.rooms:
            self.say(f"  {people} phones")
            room = Room(self.loop, app)
            if people not in self.size.storms:
                room.fill(people)
            elif not self._storm(room, people):
                room.leave()
                room = Room(self.loop, app).fill(people)
            p95[str(people)] = self._at_once(room)
            bytes_each[str(people)], beat = self._others_vote(room)
            beats.append(beat)
            if people == self.size.largest:
                self._reveal(room)
                self._memory(room)
            room.leave()
        self.figures["ack_p95_ms"] = p95
        self.figures["bytes_per_phone_per_other_vote"] = bytes_each
        self.details["heartbeat_bytes_per_phone_per_second"] = round(max(beats), 1)

    def _storm(self, room: Room, people: int) -> bool:
        """People join at once, as browsers do; are all there?"""
        began = time.perf_counter()
        problems = room.storm(people, within=120)
        self.details[f"join_{people}_seconds"] = round(time.perf_counter() - began, 1)
        self.figures[f"join_{people}_errors"] = len(problems)
        if problems:
            self.details[f"join_{people}_problems"] = Counter(problems).most_common(5)
        return not problems

    def _at_once(self, room: Room) -> float:
        """p95 in milliseconds from the moment when all vote, over several rounds."""
        took: list[float] = []
        for _ in range(self.size.turns):
            room.opens()
            self.loop.rest(self.size.pause)
            took += load.all_at_once(self.loop, room.phones)
            room.closes()
        return round(load.percentile(took, 0.95) * 1000, 1)

    def _others_vote(self, room: Room) -> tuple[float, float]:
        """Bytes that a phone which does not vote gets for each vote of the others, and bytes a
        second of what comes by the clock, votes or none."""
        room.opens()
        self.loop.rest(self.size.pause)
        half = len(room.phones) // 2
        quiet, others = room.phones[:half], room.phones[half:]
        before = [(phone.read, phone.heartbeats) for phone in quiet]
        began = time.perf_counter()
        for _ in range(3):
            load.all_at_once(self.loop, others)
            self.loop.rest(self.size.pause)
        self.loop.rest(4 * self.size.pause)
        took = time.perf_counter() - began
        read = sum(phone.read - read for phone, (read, _) in zip(quiet, before, strict=True))
        beats = sum(phone.heartbeats - beat for phone, (_, beat) in zip(quiet, before, strict=True))
        room.closes()
        return (
            round((read - beats) / len(quiet) / (3 * len(others)), 3),
            beats / len(quiet) / took,
        )

    # --- the reveal ---

    def _reveal(self, room: Room) -> None:
        bare = BareRoom(self.loop, self.here.bare("echo"), len(room.phones))
        pairs: list[tuple[float, float]] = []
        state = b""
        for _ in range(2 * self.size.turns):
            room.opens()
            self.loop.rest(self.size.pause)
            load.all_at_once(self.loop, room.phones)
            self.loop.rest(self.size.pause)
            ours, state = self._until_all_have(
                room.phones, REVEALED, lambda: room.console.start_closing(room.round)
            )
            self.loop.rest(self.size.pause)
            theirs, _ = self._until_all_have(bare.phones, REVEALED, partial(bare.reveal, state))
            pairs.append((ours, theirs))
        bare.leave()
        self.figures["reveal_vs_bare_emit"] = round(median(a / b for a, b in pairs), 2)
        self.details["reveal_ms"] = {
            "app": round(median(a for a, _ in pairs) * 1000, 1),
            "bare_emit": round(median(b for _, b in pairs) * 1000, 1),
            "bytes": len(state),
        }

    def _until_all_have(
        self, phones: Sequence[Page], sign: bytes, begin: Callable[[], None]
    ) -> tuple[float, bytes]:
        """Seconds from ``begin`` until the last phone has a state with ``sign``; and that state."""
        seen = load.Seen(phones, sign)
        begin()
        took = max(seen.all(self.loop))
        return took, json.dumps(state_in(seen.state), separators=(",", ":")).encode()

    # --- memory ---

    def _memory(self, room: Room) -> None:
        """Of a fresh process, by connection, beyond the first tenth of them."""
        phones = room.phones
        for phone in phones:
            phone.close()
        tenth = len(phones) // 10
        app, bare = self.here.app(), self.here.bare("echo")
        for phone in phones:
            phone.moves(app.port)
        room.connect(phones[:tenth])
        other = BareRoom(self.loop, bare, tenth)
        self.loop.rest(2 * self.size.pause)
        before = machine.memory(app.pid), machine.memory(bare.pid)
        room.connect(phones[tenth:])
        other.fill(len(phones) - tenth)
        self.loop.rest(2 * self.size.pause)
        after = machine.memory(app.pid), machine.memory(bare.pid)
        each = [(b - a) / (len(phones) - tenth) for a, b in zip(before, after, strict=True)]
        self.figures["memory_per_phone_vs_bare"] = round(each[0] / each[1], 2)
        self.details["memory_per_phone_kb"] = {
            "app": round(each[0] / 1024, 1), "bare": round(each[1] / 1024, 1)
        }  # fmt: skip
        other.leave()

    # --- compression ---

    def compression(self) -> None:
        """What permessage-deflate, as browsers offer it, does to the same traffic on the bare
        stack: time, bytes and memory. The app declines it."""
        size, people = self.size, self.size.phones
        server = self.here.bare("raw")
        rooms: dict[str, BareRoom] = {}
        memory = {}
        for name, deflate in (("plain", False), ("deflate", True)):
            before = machine.memory(server.pid)
            rooms[name] = BareRoom(self.loop, server, people, deflate=deflate)
            for phone in rooms[name].phones:  # contexts are made when first used
                phone.vote()
            self.loop.rest(2 * self.size.pause)
            memory[name] = round((machine.memory(server.pid) - before) / people / 1024, 1)
        runs: dict[str, list[_Run]] = {"plain": [], "deflate": []}
        sizes: dict[str, float] = {}
        for _ in range(max(2, size.turns // 2)):
            for name, room in rooms.items():
                read = sum(phone.read for phone in room.phones)
                cast = sum(phone.sequence for phone in room.phones)
                runs[name].append(self._vote(server, room.phones))
                cast = sum(phone.sequence for phone in room.phones) - cast
                sizes[name] = round((sum(phone.read for phone in room.phones) - read) / cast, 1)
        self.details["compression"] = {
            name: {
                "acks_per_second": _middle(of),
                "cpu_us_per_ack": round(median(run.cpu_us for run in of), 1),
                "bytes_per_ack": sizes[name],
                "memory_per_phone_kb": memory[name],
            }
            for name, of in runs.items()
        }
        for room in rooms.values():
            room.leave()


class _Run(Struct, frozen=True):
    """One run: acknowledgements a second, microseconds of server and store for each, and how busy
    the servers were (1 is one core all the time)."""

    per_second: float
    cpu_us: float
    store_us: float
    busy: float


def _ratio(ours: Sequence[_Run], theirs: Sequence[_Run]) -> float:
    return round(median(a.per_second / b.per_second for a, b in zip(ours, theirs, strict=True)), 2)


def _middle(runs: Sequence[_Run]) -> int:
    return round(median(run.per_second for run in runs))


def measure(folder: Path, size: Size, say: Say) -> tuple[Figures, Figures]:
    """Run everything that needs no browser; figures and details."""
    affinity = os.sched_getaffinity(0)
    try:
        with place(folder) as here:
            bench = Bench(here, size, say)
            bench.run()
            return bench.figures, bench.details
    finally:
        os.sched_setaffinity(0, affinity)
