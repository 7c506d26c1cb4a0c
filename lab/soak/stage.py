"""Servers and stores for a row, in a folder of their own, and gone afterwards."""

import contextlib
import os
import signal
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from lab.rig.clusters import DURABLE, Store, until
from lab.rig.server import Server
from lab.soak.crowd import Room, Screen
from lab.soak.line import Line
from lab.soak.verdict import SUM, Verdict, judge

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
    bases: str | Iterable[str],
    people: int,
    lines: Iterable[type[Line]] = (Line,),
    kind: type[Room] = Room,
) -> Iterator[Room]:
    made = kind(bases, people, lines)
    try:
        yield made
    finally:
        made.close()


@contextlib.contextmanager
def workshop(
    people: int, kind: type[Room] = Room, **settings: str
) -> Iterator[tuple[Server, Room]]:
    """One process on its embedded store, and a room on it."""
    with (
        folder() as home,
        servers(home, **settings) as [server],
        room(server.base, people, kind=kind) as made,
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
    with behind(server) as client:
        verdict = judge(held, client)
    into.add(verdict)
    return verdict


def _is_up_to_date(screen: Screen, held: Room) -> bool:
    """Has the page shown the last round that the console has?"""
    return max(held.trainer.shown) in screen.shown


@contextlib.contextmanager
def behind(server: Server) -> Iterator[Any]:
    """A client of its store, put away afterwards."""
    client = server.redis()
    try:
        yield client
    finally:
        client.close()
        if pool := getattr(client, "connection_pool", None):
            pool.disconnect()


def wake(pid: int | None) -> None:
    if pid:
        with contextlib.suppress(ProcessLookupError):
            os.kill(pid, signal.SIGCONT)


@contextlib.contextmanager
def own_store(home: Path) -> Iterator[Store]:
    """A durable Valkey of the row's own, on TCP."""
    store = Store(home, *DURABLE).start()
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
