"""Real stores past one machine, for tests: a cluster of three, and a pair that fails over.

Everything runs on this machine, from the same server binary as the embedded store.
"""

import contextlib
import socket
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import redis

from voting.store.embedded import server_binary

SLOTS = 16_384


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    # A cluster node also takes the port 10,000 above its own.
    return port if port < 55_000 else free_port()


def until(wanted: Callable[[], Any], within: float = 60.0) -> Any:
    """Wait for ``wanted()`` to give something true, errors of a server not yet up included."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        with contextlib.suppress(redis.RedisError):
            found = wanted()
            if found:
                return found
        time.sleep(0.05)
    raise TimeoutError(f"not within {within} s")


class Servers:
    """Servers on ports of their own in folders of their own; ``stop`` ends them all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.processes: dict[int, subprocess.Popen[bytes]] = {}

    def launch(self, *options: str) -> int:
        port = free_port()
        home = self.folder / str(port)
        home.mkdir()
        command = [server_binary(), *options, "--port", str(port), "--dir", str(home)]
        command += ["--bind", "127.0.0.1", "--save", ""]
        self.processes[port] = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until(self.client(port).ping)
        return port

    def client(self, port: int) -> Any:
        return redis.Redis(port=port, socket_timeout=2, decode_responses=True)

    def stop(self) -> None:
        for process in self.processes.values():
            process.kill()
        for process in self.processes.values():
            process.wait()


DURABLE = ("--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction")


class Cluster(Servers):
    """Three nodes, each with a third of the slots."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for _ in range(3):
            self.launch("--cluster-enabled", "yes", *DURABLE)
        first, *others = (self.client(port) for port in self.processes)
        share = SLOTS // 3
        bounds = [(0, share), (share + 1, 2 * share), (2 * share + 1, SLOTS - 1)]
        for node, (low, high) in zip((first, *others), bounds, strict=True):
            node.execute_command("CLUSTER ADDSLOTSRANGE", low, high)
        for port in list(self.processes)[1:]:
            first.execute_command("CLUSTER MEET", "127.0.0.1", port)
        for node in (first, *others):
            until(lambda node=node: node.cluster("info")["cluster_state"] == "ok")
            until(lambda node=node: len(node.cluster("nodes")) == 3)

    @property
    def url(self) -> str:
        return ",".join(f"redis://127.0.0.1:{port}" for port in self.processes)


class Replicated(Servers):
    """A primary, a replica and three sentinels that agree on a new primary within seconds."""

    NAME = "cascade"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.primary = self.launch(*DURABLE)
        self.replica = self.launch(*DURABLE, "--replicaof", "127.0.0.1", str(self.primary))
        until(lambda: self.client(self.replica).info()["master_link_status"] == "up")
        self.sentinels = [self._sentinel() for _ in range(3)]
        for port in self.sentinels:
            until(lambda port=port: self._sees_the_others(port))

    def _sentinel(self) -> int:
        port = free_port()
        home = self.folder / f"sentinel-{port}"
        home.mkdir()
        settings = home / "sentinel.conf"
        settings.write_text(
            f"port {port}\nbind 127.0.0.1\ndir {home}\n"
            f"sentinel monitor {self.NAME} 127.0.0.1 {self.primary} 2\n"
            f"sentinel down-after-milliseconds {self.NAME} 1500\n"
            f"sentinel failover-timeout {self.NAME} 5000\n"
        )
        command = [server_binary(), str(settings), "--sentinel"]
        self.processes[port] = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        until(self.client(port).ping)
        return port

    def _sees_the_others(self, port: int) -> bool:
        seen = self.client(port).sentinel_master(self.NAME)
        return seen["num-other-sentinels"] == 2 and seen["num-slaves"] >= 1

    @property
    def url(self) -> str:
        hosts = ",".join(f"127.0.0.1:{port}" for port in self.sentinels)
        return f"redis+sentinel://{hosts}/{self.NAME}"
