"""Each peer beside the app, in turns: what it can be asked of what a room needs."""

import os
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

from msgspec import Struct, structs

from lab.bench import load
from lab.bench.loop import Loop
from lab.bench.servers import Place, place
from lab.peers import disk, installed, postgres, servers
from lab.peers.rooms import AppRoom, NchanRoom, PeerRoom, TalkingRoom

Say = Callable[[str], None]
Row = dict[str, Any]


class Size(Struct, frozen=True):
    """How much is measured."""

    phones: int = 1000  # that vote all at once, and are told all at once
    voting: int = 500  # of them vote without a pause
    seconds: float = 3.0
    turns: int = 5
    pause: float = 0.5  # seconds for what was sent before to arrive


FULL = Size()
TINY = Size(phones=20, voting=10, seconds=0.2, turns=1, pause=0.1)


class Peers:
    """One run: a row of figures for the app, for bare echo and for each peer; ``absent`` says
    which peers are not here, and why."""

    def __init__(self, here: Place, size: Size, say: Say) -> None:
        self.here = here
        self.size = size
        self.say = say
        self.loop = Loop()
        self.rooms: dict[str, PeerRoom] = {}
        self.rows: dict[str, Row] = {}
        self.absent: dict[str, str] = {}

    def run(self) -> None:
        """Servers of phones first; when these have ended, what only stores."""
        self._fill_rooms()
        self._without_pause()
        self._at_once()
        for room in self.rooms.values():
            room.leave()
        self.here.stop_servers()
        self._durable()

    # --- who is here ---

    def _fill_rooms(self) -> None:
        here, loop = self.here, self.loop
        makers: dict[str, Callable[[], PeerRoom]] = {
            "app": lambda: AppRoom(loop, here),
            "echo": lambda: TalkingRoom(loop, here.bare("echo")),
            "uvicorn": lambda: TalkingRoom(loop, servers.on_uvicorn(here)),
            "node": lambda: TalkingRoom(loop, servers.on_node(here)),
            "nchan": lambda: NchanRoom(loop, servers.on_nchan(here)),
        }
        for name, make in makers.items():
            if name in installed.PEERS and not self._is_here(name):
                continue
            self.say(f"{self.size.phones:,} phones to {name}")
            self.rooms[name] = room = make()
            version = installed.version(name) if name in installed.PEERS else ""
            memory = room.fill(self.size.phones, self.size.pause)
            self.rows[name] = {"version": version, "memory_per_phone_kb": memory}

    def _is_here(self, name: str) -> bool:
        if why := installed.missing(name):
            self.absent[name] = why
            self.say(f"{name} is left out: {why}")
        return not why

    # --- phones ---

    def _without_pause(self) -> None:
        self.say("votes without a pause")
        rates: defaultdict[str, list[float]] = defaultdict(list)
        for room in self.rooms.values():
            room.opens()
        for _ in range(self.size.turns):
            for name, room in self.rooms.items():
                if not room.votes:
                    continue
                voting = room.phones[: self.size.voting]
                rate = load.without_pause(self.loop, voting, self.size.seconds)
                lost = sum(phone.lost for phone in voting)
                if rate.refused or lost:
                    raise RuntimeError(f"{name}: {rate.refused} votes refused, {lost} phones lost")
                rates[name].append(rate.per_second)
        for name, of in rates.items():
            ratios = [ours / theirs for ours, theirs in zip(rates["app"], of, strict=True)]
            self.rows[name]["votes_per_second"] = round(median(of))
            if name != "app":
                self.rows[name]["app_against_it"] = round(median(ratios), 2)

    def _at_once(self) -> None:
        """Everybody votes at one moment; then everybody is told what came of it."""
        self.say("votes all at once, and the reveal")
        acks: defaultdict[str, list[float]] = defaultdict(list)
        told: defaultdict[str, list[float]] = defaultdict(list)
        state = b""
        for _ in range(self.size.turns):
            for name, room in self.rooms.items():
                if room.votes:
                    room.opens()
                    self.loop.rest(self.size.pause)
                    acks[name] += load.all_at_once(self.loop, room.phones)
                    self.loop.rest(self.size.pause)
                took, state = room.tells(state)  # the app is first, and says what is told
                told[name].append(took)
                self.loop.rest(self.size.pause)
        for name, of in acks.items():
            self.rows[name]["ack_p95_ms"] = round(load.percentile(of, 0.95) * 1000, 1)
        for name, of in told.items():
            self.rows[name]["reveal_last_ms"] = round(median(of) * 1000, 1)

    # --- what only stores ---

    def _durable(self) -> None:
        here, seconds = self.here, self.size.seconds
        if self._is_here("postgres"):
            self.say("upserts in Postgres")
            found = postgres.measure(seconds, here.server_core, here.load_core)
            best = max(found, key=lambda one: one.per_second)
            self._stores("postgres", best.per_second)
            self.rows["postgres"]["by_clients"] = [structs.asdict(one) for one in found]
        if self._is_here("disk"):
            self.say("the disk")
            syncs = disk.measure(here.folder, seconds, here.server_core)
            self._stores("disk", syncs.per_second)
            self.rows["disk"] |= structs.asdict(syncs)

    def _stores(self, name: str, per_second: float) -> None:
        ours = self.rows["app"]["votes_per_second"]
        self.rows[name] = {
            "version": installed.version(name),
            "votes_per_second": round(per_second),
            "app_against_it": round(ours / per_second, 2),
        }


def measure(folder: Path, size: Size, say: Say) -> tuple[dict[str, Row], dict[str, str]]:
    """Run it; the rows, and which peers are absent for what reason."""
    affinity = os.sched_getaffinity(0)
    try:
        with place(folder) as here:
            peers = Peers(here, size, say)
            peers.run()
            return peers.rows, peers.absent
    finally:
        os.sched_setaffinity(0, affinity)
