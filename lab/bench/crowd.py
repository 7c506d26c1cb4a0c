"""Thousands of phones in hundreds of workshops, on one process and on two.

What is measured of each: memory, what pulses cost, the votes of a tenth of the workshops, cast at
one moment, their reveals, and connections that were dropped.
"""

import contextlib
import os
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from itertools import chain
from pathlib import Path
from typing import Any

from msgspec import Struct

from lab.bench import load, machine
from lab.bench.halls import Hall, lost_of, phones_of
from lab.bench.loop import Loop, Running, Script, Trouble
from lab.bench.phones import Phone
from lab.bench.rooms import REVEALED, in_turns
from lab.bench.servers import Place, place
from lab.rig.processes import cpu_seconds
from lab.rig.server import Process

Figures = dict[str, Any]
Say = Callable[[str], None]
_WITHIN, _AGAIN_AFTER = 30.0, 0.5  # seconds to close a round at all, and to try that again
_LAST = 2000  # characters of what servers said, where something goes wrong
_AT_ONCE = 50  # that make, join or connect at the same moment: that is not what is measured


class Size(Struct, frozen=True):
    """How much is measured."""

    phones: int = 10_000
    workshops: int = 500
    share: int = 10  # one workshop in so many votes at a time
    turns: int = 5
    rest: float = 12.0  # seconds in which nobody does anything: four pulses
    pause: float = 2.0  # seconds for what was sent before to arrive

    @property
    def files(self) -> int:
        """What the load has open, and one process of the app at most, with some to spare."""
        return self.phones + 2 * self.workshops + 500


FULL = Size()
TINY = Size(phones=20, workshops=4, share=2, turns=1, rest=0.2, pause=0.1)


class _Used(Struct):
    """Seconds of a core, in so many seconds."""

    cpu: float = 0.0
    took: float = 0.0


class _Turns(Struct):
    """Seconds to each acknowledgement from the moment when all of a tenth vote, and to each
    phone's reveal from the moment when all their consoles close the round; and what that used."""

    acks: list[float] = []
    reveals: list[float] = []
    votes_used: list[_Used] = []
    reveals_used: list[_Used] = []


class Crowd:
    """One run: ``figures`` by name, ``details`` behind them."""

    def __init__(self, here: Place, size: Size, say: Say) -> None:
        self.here = here
        self.size = size
        self.say = say
        self.loop = Loop()
        people = size.phones // size.workshops
        self.halls = [Hall(self.loop, 0, number, people) for number in range(size.workshops)]
        self.phones = phones_of(self.halls)
        self.figures: Figures = {}
        self.details: Figures = {}
        self.closes_refused = 0

    def run(self) -> None:
        self._set_up()
        cores = machine.all_cores()
        enough = len(cores) >= 4
        self._measure("one", [self.here.server_core])
        second = cores[1] if enough else self.here.load_core
        self._measure("two", [self.here.server_core, second])
        self.details["closes_refused"] = self.closes_refused
        self.details["two_processes"] = (
            "each process on a core of its own"
            if enough
            else "the second process beside the load and the store, on one core"
        )

    # --- before anything is measured ---

    def _set_up(self) -> None:
        """Workshops and people, by a process that ends before the first is measured."""
        began = time.perf_counter()
        self.say(f"{len(self.halls):,} workshops")
        self._arrive([self.here.app()])
        self._do([hall.make for hall in self.halls])
        self.say(f"{len(self.phones):,} people join")
        # Next to each other people of different workshops: none has to wait for another's.
        self._do(list(chain(*zip(*(hall.joins() for hall in self.halls), strict=True))))
        self.here.stop_servers()
        self.details["set_up_s"] = round(time.perf_counter() - began, 1)

    def _arrive(self, servers: Sequence[Process]) -> None:
        """Every workshop is on one of these from now on, in turns; nobody is connected yet."""
        for number, hall in enumerate(self.halls):
            hall.moves(servers[number % len(servers)].port)

    def _do(self, scripts: Sequence[Callable[[Running], Script]]) -> None:
        in_turns(self.loop, scripts, _AT_ONCE)

    # --- one process, or two ---

    def _measure(self, name: str, cores: Sequence[int]) -> None:
        self.say(f"{name} process{'es' if len(cores) > 1 else ''}")
        servers = [self.here.app(core) for core in cores]
        self._arrive(servers)
        found: Figures = {}
        self._connect(servers, found)
        if len(servers) == 1:  # on the second core is the load as well
            found["load_core_busy"] = self._busy(self.here.store_pid, os.getpid())
        self.say("  votes and reveals")
        turns = self._turns(servers)
        found["ack_p95_ms"] = _ms(load.percentile(turns.acks, 0.95))
        found["ack_last_ms"] = _ms(max(turns.acks))
        found["vote_us"] = _each_us(turns.votes_used, found["busy_at_rest"], len(turns.acks))
        found["reveal_p95_ms"] = _ms(load.percentile(turns.reveals, 0.95))
        found["reveal_last_ms"] = _ms(max(turns.reveals))
        found["reveal_us"] = _each_us(turns.reveals_used, found["busy_at_rest"], len(turns.reveals))
        found["dropped"] = lost_of(self.halls)
        found["refused"] = sum(phone.refused for phone in self.phones)
        self.figures |= {f"{key}_{name}": value for key, value in found.items()}
        self._arrive(servers)
        self.here.stop_servers()

    def _connect(self, servers: Sequence[Process], found: Figures) -> None:
        """Consoles and room views first, then the phones: what do these cost at rest?"""
        self._do([show for hall in self.halls for show in hall.shows()])
        self.loop.rest(self.size.pause)
        screens, _ = self._at_rest(servers)
        tenth = len(self.phones) // 10
        began = time.perf_counter()
        self._do([phone.enter for phone in self.phones[:tenth]])
        self.loop.rest(self.size.pause)
        before = sum(machine.memory(server.pid) for server in servers)
        self._do([phone.enter for phone in self.phones[tenth:]])
        found["connect_s"] = round(time.perf_counter() - began - self.size.pause, 1)
        self.loop.rest(self.size.pause)
        after = sum(machine.memory(server.pid) for server in servers)
        each = (after - before) / (len(self.phones) - tenth)
        found["memory_per_phone_kb"] = round(each / 1024, 1)
        cpu, pulses = self._at_rest(servers)
        found["busy_at_rest"] = round(cpu, 3)
        found["busy_at_rest_without_phones"] = round(screens, 3)
        found["pulses_a_second"] = round(pulses)
        found["pulse_us"] = round((cpu - screens) / pulses * 1e6, 1) if pulses else None

    def _at_rest(self, servers: Sequence[Process]) -> tuple[float, float]:
        """Seconds of a core that the servers use in a second, and pulses that phones get in it."""
        pulses = sum(phone.pulses for phone in self.phones)
        with self._used(servers) as used:
            self.loop.rest(self.size.rest)
        pulses = sum(phone.pulses for phone in self.phones) - pulses
        return used.cpu / used.took, pulses / used.took

    def _busy(self, *pids: int) -> float:
        """How busy these are at rest: 1 is a core all the time."""
        before, began = sum(map(cpu_seconds, pids)), time.perf_counter()
        self.loop.rest(self.size.rest / 2)
        used = sum(map(cpu_seconds, pids)) - before
        return round(used / (time.perf_counter() - began), 3)

    # --- a tenth of them votes, and is shown its ratings ---

    def _turns(self, servers: Sequence[Process]) -> _Turns:
        found = _Turns()
        for turn in range(self.size.turns):
            due = self.halls[turn % self.size.share :: self.size.share]
            voting = [hall for hall in due if not hall.console.lost]  # others count as dropped
            self._do([hall.opens for hall in voting])
            self.loop.rest(self.size.pause)
            with self._used(servers) as votes:
                found.acks += load.all_at_once(self.loop, _there(voting))
                self.loop.rest(self.size.pause)
            with self._used(servers) as reveals:
                found.reveals += self._reveals(voting)
                self.loop.rest(self.size.pause)
            found.votes_used.append(votes)
            found.reveals_used.append(reveals)
        return found

    @contextlib.contextmanager
    def _used(self, servers: Sequence[Process]) -> Iterator[_Used]:
        """What the servers use in the block."""
        used, began = _Used(), time.perf_counter()
        cpu = sum(cpu_seconds(server.pid) for server in servers)
        yield used
        used.cpu = sum(cpu_seconds(server.pid) for server in servers) - cpu
        used.took = time.perf_counter() - began

    def _reveals(self, voting: Sequence[Hall]) -> list[float]:
        refused: list[Hall] = []
        seen = load.Seen(_there(voting), REVEALED)
        for hall in voting:
            hall.closes(partial(refused.append, hall))
        until = time.monotonic() + _WITHIN
        while not self.loop.run(seen.by_all, _AGAIN_AFTER) and time.monotonic() < until:
            again, refused[:] = list(refused), []
            self.closes_refused += len(again)
            for hall in again:  # as pages do
                hall.closes(partial(refused.append, hall))
        return seen.all(self.loop, 0)


def _each_us(used: Sequence[_Used], at_rest: float, number: int) -> float:
    """Microseconds of a core for each of ``number``, beyond what is used ``at_rest``."""
    return round(sum(one.cpu - at_rest * one.took for one in used) / number * 1e6, 1)


def _there(halls: Sequence[Hall]) -> list[Phone]:
    return [phone for phone in phones_of(halls) if not phone.lost]


def _ms(seconds: float) -> float:
    return round(seconds * 1000, 1)


def measure(folder: Path, size: Size, say: Say) -> tuple[Figures, Figures]:
    """Run it; figures and details."""
    affinity = os.sched_getaffinity(0)
    try:
        with place(folder) as here:
            crowd = Crowd(here, size, say)
            try:
                crowd.run()
            except (Trouble, RuntimeError):
                say(f"{lost_of(crowd.halls):,} pages are not connected; the servers said:")
                say(here.told()[-_LAST:])
                raise
            return crowd.figures, crowd.details
    finally:
        os.sched_setaffinity(0, affinity)
