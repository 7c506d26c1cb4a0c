"""Real stores past one machine, for tests: a cluster of three, and a pair that fails over.

Everything runs on this machine, from the same server binary as the embedded store.
"""

import contextlib
import signal
import subprocess
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import redis

from lab.rig.server import free_port
from voting.store.embedded import server_binary

SLOTS = 16_384


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


DURABLE = ("--appendonly", "yes", "--appendfsync", "always", "--maxmemory-policy", "noeviction")


class Store:
    """One server in a folder of its own, to be killed, stopped and started again."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.port = free_port()
        self.url = f"redis://127.0.0.1:{self.port}"
        self.home = folder / f"store-{self.port}"
        self.home.mkdir()
        self.command = [server_binary(), *options, "--port", str(self.port), "--save", ""]
        self.command += ["--dir", str(self.home), "--bind", "127.0.0.1"]
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> "Store":
        self.process = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        until(self.client().ping)
        return self

    def client(self) -> Any:
        return redis.Redis(port=self.port, socket_timeout=2, decode_responses=True)

    def signal(self, number: signal.Signals) -> None:
        assert self.process
        self.process.send_signal(number)

    def kill(self) -> None:
        if self.process:
            self.process.kill()
            self.process.wait()


class Servers:
    """Several, in a folder; ``stop`` ends them all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.stores: list[Store] = []

    def launch(self, *options: str) -> Store:
        self.stores.append(Store(self.folder, *options).start())
        return self.stores[-1]

    def stop(self) -> None:
        for store in self.stores:
            store.kill()


class Cluster(Servers):
    """Three nodes, each with a third of the slots."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        for _ in range(3):
            self.launch("--cluster-enabled", "yes", *DURABLE)
        first, *others = (store.client() for store in self.stores)
        share = SLOTS // 3
        bounds = [(0, share), (share + 1, 2 * share), (2 * share + 1, SLOTS - 1)]
        for node, (low, high) in zip((first, *others), bounds, strict=True):
            node.execute_command("CLUSTER ADDSLOTSRANGE", low, high)
        for store in self.stores[1:]:
            first.execute_command("CLUSTER MEET", "127.0.0.1", store.port)
        for node in (first, *others):
            until(lambda node=node: node.cluster("info")["cluster_state"] == "ok")
            until(lambda node=node: len(node.cluster("nodes")) == 3)

    @property
    def url(self) -> str:
        return ",".join(store.url for store in self.stores)


class Replicated(Servers):
    """A primary, a replica and three sentinels that agree on a new primary within seconds."""

    NAME = "cascade"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.primary = self.launch(*DURABLE)
        self.replica = self.launch(*DURABLE, "--replicaof", "127.0.0.1", str(self.primary.port))
        until(lambda: self.replica.client().info()["master_link_status"] == "up")
        self.sentinels = [self._sentinel() for _ in range(3)]
        for sentinel in self.sentinels:
            until(lambda sentinel=sentinel: self._sees_the_others(sentinel))

    def _sentinel(self) -> Store:
        made = Store(self.folder)
        settings = made.home / "sentinel.conf"
        settings.write_text(
            f"port {made.port}\nbind 127.0.0.1\ndir {made.home}\n"
            f"sentinel monitor {self.NAME} 127.0.0.1 {self.primary.port} 2\n"
            f"sentinel down-after-milliseconds {self.NAME} 1500\n"
            f"sentinel failover-timeout {self.NAME} 5000\n"
        )
        made.command = [server_binary(), str(settings), "--sentinel"]
        self.stores.append(made)
        return made.start()

    def _sees_the_others(self, sentinel: Store) -> bool:
        seen = sentinel.client().sentinel_master(self.NAME)
        return seen["num-other-sentinels"] == 2 and seen["num-slaves"] >= 1

    @property
    def url(self) -> str:
        hosts = ",".join(f"127.0.0.1:{one.port}" for one in self.sentinels)
        return f"redis+sentinel://{hosts}/{self.NAME}"
