"""Rows with several processes or several stores: nginx in front, a cluster, a failover behind."""

import contextlib
import os
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from demo.room import DOMAINS
from lab.rig.clusters import Cluster, Replicated
from lab.rig.server import ROOT, Server, free_port, wait_until
from lab.soak import stage
from lab.soak.crowd import Room
from lab.soak.figures import Figure, NotHere, Scale, row
from lab.soak.killing import kill_while_voting
from lab.soak.line import Line, PollingLine
from lab.soak.verdict import Verdict
from scripts.tools import find

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
            _nginx(home, address, processes),
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


@contextlib.contextmanager
def _nginx(home: Path, address: str, processes: list[Server]) -> Iterator[None]:
    """The real nginx with deploy/nginx.conf, of which only places and ports are changed."""
    program = find("nginx")
    if program is None:
        raise NotHere("no nginx")
    certificate, key = _certificate(home)
    conf = (ROOT / "deploy" / "nginx.conf").read_text()
    plain = free_port()
    for said, here in {
        "listen 443 ssl": f"listen {address.removeprefix('https://')} ssl",
        "listen 80": f"listen 127.0.0.1:{plain}",
        "/etc/ssl/certs/cascade.pem": str(certificate),
        "/etc/ssl/private/cascade.key": str(key),
        "127.0.0.1:5001": f"127.0.0.1:{processes[0].settings['PORT']}",
        "127.0.0.1:5002": f"127.0.0.1:{processes[1].settings['PORT']}",
    }.items():
        assert said in conf, f"deploy/nginx.conf has no {said!r} any more"
        conf = conf.replace(said, here)
    temporary = "".join(
        f"{kind}_temp_path {home}/nginx-{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    file = home / "nginx.conf"
    file.write_text(
        f"daemon off;\nuser root;\npid {home}/nginx.pid;\nerror_log {home}/nginx.log;\n"
        f"events {{ worker_connections 4096; }}\n"
        f"http {{\naccess_log off;\n{temporary}{conf}\n}}\n"
    )
    if os.geteuid() != 0:
        file.write_text(file.read_text().replace("user root;\n", ""))
    command = [program, "-c", str(file), "-p", str(home), "-e", f"{home}/nginx.log"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    before = os.environ.get("REQUESTS_CA_BUNDLE")
    os.environ["REQUESTS_CA_BUNDLE"] = str(certificate)
    try:
        wait_until((home / "nginx.pid").exists)
        yield
    finally:
        if before is None:
            del os.environ["REQUESTS_CA_BUNDLE"]
        else:
            os.environ["REQUESTS_CA_BUNDLE"] = before
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _certificate(home: Path) -> tuple[Path, Path]:
    if not shutil.which("openssl"):
        raise NotHere("no openssl to make a certificate with")
    certificate, key = home / "here.pem", home / "here.key"
    names = ["-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1"]
    files = ["-keyout", str(key), "-out", str(certificate)]
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    subprocess.run([*command, *names, *files], check=True, capture_output=True)
    return certificate, key


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
