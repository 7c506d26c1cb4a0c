"""Rows with several processes or several stores: nginx in front, a cluster, a failover behind."""

import contextlib
import time
from collections.abc import Iterator
from typing import Any

from demo.room import DOMAINS
from lab.rig.clusters import Cluster, Replicated
from lab.rig.nginx import nginx
from lab.rig.server import free_port
from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, Scale, row
from lab.soak.killing import kill_while_voting
from lab.soak.line import Line, PollingLine
from lab.soak.verdict import Verdict

MIXED = (Line, Line, PollingLine)  # every third phone is on a network that blocks WebSockets


@row(
    "many-processes",
    "Any process serves any phone",
    "two processes behind nginx under https, one killed in mid-round: everyone votes on, every "
    "screen agrees",
)
def many_processes(scale: Scale) -> Figure:
    people, kills = scale.pick(70, 12), scale.pick(10, 2)
    with stage.folder() as home, stage.own_store(home) as store:
        address = f"https://127.0.0.1:{free_port()}"
        behind = {"REDIS_URL": store.url, "PUBLIC_URL": address, "PROXIES": "1"}
        with (
            stage.servers(home, 2, **behind) as processes,
            nginx(home, address, [one.settings["PORT"] for one in processes]),
            stage.room(address, people, MIXED) as room,
        ):
            victims = iter(processes * kills)

            def kill() -> None:
                victim = next(victims)
                victim.kill()
                room.everybody_is_answered()  # by the other one
                victim.start()

            kill_while_voting(room, kills, kill, race_closes=False)
            verdict = stage.judged(room, processes[0])
            polling = sum(n % len(MIXED) == 2 for n in range(people))
    return Figure(
        verdict.clean and verdict.acknowledged > 0,
        f"{people} clients ({polling} by long-polling only), {kills} kills, after each of them "
        f"everybody voted on the other process; {verdict.say()}",
    )


@row(
    "cluster",
    "A Redis Cluster of three serves a whole workshop",
    "two processes on a cluster, one killed in mid-round: 0 lost, every screen agrees",
)
def cluster(scale: Scale) -> Figure:
    people, kills = scale.pick(70, 12), scale.pick(6, 1)
    with (
        stage.folder() as home,
        _all(Cluster(home)) as nodes,
        stage.servers(home, 2, REDIS_URL=nodes.url) as processes,
        stage.room([one.base for one in processes], people) as room,
    ):
        victims = iter(processes * kills)

        def kill() -> None:
            victim = next(victims)
            victim.kill()
            victim.start()

        kill_while_voting(room, kills, kill)
        verdict = stage.judged(room, processes[0])
        _workshop_to_its_end(room)
    return Figure(
        verdict.clean and verdict.acknowledged > 0,
        f"{people} clients, {kills} kills, then rulings to the end; {verdict.say()}",
    )


@row(
    "failover",
    "The workshop goes on after a failover",
    "the primary of a replicated store is killed in mid-round: voting goes on on the other; votes "
    "that replication had not yet carried are counted, not hidden",
)
def failover(scale: Scale) -> Figure:
    people, times = scale.pick(70, 12), scale.pick(5, 1)
    total, longest = Verdict(), 0.0
    for _ in range(times):
        with (
            stage.folder() as home,
            _all(Replicated(home)) as pair,
            stage.servers(home, REDIS_URL=pair.url) as [server],
            stage.room(server.base, people) as room,
        ):
            room.opens(DOMAINS[0])
            room.vote(True)
            room.everybody_is_answered()
            room.sleep(0, 2)
            pair.primary.kill()
            began = time.monotonic()
            room.everybody_is_answered()
            longest = max(longest, time.monotonic() - began)
            room.settle()
            room.closes()
            room.opens(DOMAINS[1])
            room.vote(True)
            room.everybody_is_answered()
            stage.judged(room, server, into=total)
    # What went with the primary a phone may also have missed in a snapshot.
    problems = total.doubled + [one for one in total.different if "forgot" not in one]
    return Figure(
        not problems and total.acknowledged > 0,
        f"{times} failovers, voting again everywhere after at most {longest:.1f} s; "
        f"{len(total.lost)} of {total.acknowledged} acknowledged votes lost with the primary"
        + "".join(f"\n      {problem}" for problem in problems[:3]),
    )


@contextlib.contextmanager
def _all(stores: Any) -> Iterator[Any]:
    try:
        yield stores
    finally:
        stores.stop()


def _workshop_to_its_end(room: Room) -> None:
    """Rate and rule what is left, and finish."""
    for domain in DOMAINS:
        if next(d for d in room.trainer.view["domains"] if d["domain"] == domain)["ruling"]:
            continue
        room.opens(domain)
        room.vote(True)
        room.everybody_is_answered()
        room.settle()
        room.closes()
        room.rules("consensus", 2)
    room.command("finish")
    room.wait(lambda: all(screen.view["phase"] == "finished" for screen in room.screens))
