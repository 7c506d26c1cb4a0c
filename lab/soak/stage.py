"""Servers and stores for a row, in a folder of their own, and gone afterwards."""

import contextlib
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import redis

from lab.rig.clusters import DURABLE, until
from lab.rig.server import Server, free_port
from lab.soak.crowd import Room, Screen
from lab.soak.line import Line
from lab.soak.verdict import SUM, Verdict, judge
from voting.store.connection import connect
from voting.store.embedded import server_binary

KEY = {"SECRET_KEY": "a key for soaking, the same for every process"}


@contextlib.contextmanager
def folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="soak-", ignore_cleanup_errors=True) as name:
        yield Path(name)


@contextlib.contextmanager
def servers(home: Path, count: int = 1, **settings: str) -> Iterator[list[Server]]:
    """``count`` running processes of the app; several need REDIS_URL among the settings."""
    made = [Server(home / f"app{n}", **KEY, **settings) for n in range(count)]
    try:
        for one in made:
            one.launch()
        for one in made:
            until(one.is_well, 60)
        yield made
    except Exception:
        for one in made:
            well = "well" if one.is_well() else "not well"
            print(f"{one.base} is {well}; it said:\n{one.output()[-3000:]}", file=sys.stderr)
        raise
    finally:
        for one in made:
            wake(one.process.pid if one.process else None)
            one.end()


@contextlib.contextmanager
def room(
    bases: str | Iterable[str], people: int, lines: Iterable[type[Line]] = (Line,)
) -> Iterator[Room]:
    made = Room(bases, people, lines)
    try:
        yield made
    finally:
        made.close()


@contextlib.contextmanager
def workshop(people: int, **settings: str) -> Iterator[tuple[Server, Room]]:
    """One process on its embedded store, and a room on it."""
    with (
        folder() as home,
        servers(home, **settings) as [server],
        room(server.base, people) as made,
    ):
        yield server, made


def judged(held: Room, server: Server, *, into: Verdict = SUM) -> Verdict:
    """Settle, close what is open, judge by the raw keys of the server's store, and add it up."""
    held.settle()
    if held.trainer.open_round:
        held.closes()
    with contextlib.suppress(TimeoutError):  # whoever has not seen the last round by then is judged
        held.wait(
            lambda: held.trainer.shown and all(_is_up_to_date(s, held) for s in held.screens), 10
        )
    client = server.redis()
    try:
        verdict = judge(held, client)
        into.add(verdict)
        return verdict
    finally:
        release(client)


def _is_up_to_date(screen: Screen, held: Room) -> bool:
    """Has the page shown the last round that the console has?"""
    return max(held.trainer.shown) in screen.shown


def release(client: Any) -> None:
    client.close()
    if pool := getattr(client, "connection_pool", None):
        pool.disconnect()


def wake(pid: int | None) -> None:
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


class OwnStore:
    """A durable Valkey of the tests' own on TCP, to be killed, stopped and started again."""

    def __init__(self, home: Path) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self._home = home / f"store-{self.port}"
        self._home.mkdir()
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "OwnStore":
        command = [server_binary(), *DURABLE, "--port", str(self.port), "--dir", str(self._home)]
        self.process = subprocess.Popen(
            [*command, "--bind", "127.0.0.1", "--save", ""], stdout=subprocess.DEVNULL
        )
        client = redis.Redis(port=self.port, socket_timeout=2)
        until(client.ping)
        client.close()
        return self

    def signal(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()

    def client(self) -> Any:
        return connect(self.url)


@contextlib.contextmanager
def own_store(home: Path) -> Iterator[OwnStore]:
    store = OwnStore(home).start()
    try:
        yield store
    finally:
        store.kill()


@contextlib.contextmanager
def stopped(pid: int) -> Iterator[None]:
    """The process stands still for the while."""
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        wake(pid)
