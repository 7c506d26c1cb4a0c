"""Servers to measure, each a process of its own on a core of its own."""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from lab.bench import machine
from lab.rig.server import Process, Server, free_port
from voting.store.embedded import EmbeddedStore

SECRET = "a secret for measuring, of no other use"


class Place:
    """Where a run happens: two cores, a store, and whatever servers it starts; all end with it."""

    def __init__(self, folder: Path) -> None:
        self.server_core, self.load_core = machine.all_cores()[0], machine.all_cores()[-1]
        machine.pin(os.getpid(), self.load_core)
        self._running: list[Process] = []
        self.folder = folder
        self.store = EmbeddedStore(folder / "store")
        self.store.start()  # inherits the core of the load

    def app(self, core: int | None = None) -> Process:
        return self.start(
            Server(
                self.folder / "app",
                REDIS_URL=self.store.url,
                SECRET_KEY=SECRET,
                JOINS_A_MINUTE="100000",  # a whole storm comes from one address
            ),
            core,
        )

    def bare(self, kind: str) -> Process:
        return self._program("lab.bench.bare", kind)

    def ceiling(self) -> Process:
        return self._program("lab.bench.ceiling")

    def _program(self, module: str, *more: str) -> Process:
        port = free_port()
        log = self.folder / f"{module}.log"
        return self.start(Process(["-m", module, *more, str(port)], port, log, {}))

    def start(self, server: Process, core: int | None = None) -> Process:
        """On the first core, if no other is named; it ends with this."""
        server.launch()
        self._running.append(server)
        machine.pin(server.pid, self.server_core if core is None else core)
        server.wait_until_well()
        return server

    @property
    def store_pid(self) -> int:
        assert self.store.pid
        return self.store.pid

    def told(self) -> str:
        """What the servers that run have printed so far."""
        return "".join(server.output() for server in self._running)

    def stop_servers(self) -> None:
        for server in self._running:
            server.kill()
        self._running.clear()

    def end(self) -> None:
        self.stop_servers()
        self.store.stop()


@contextlib.contextmanager
def place(folder: Path) -> Iterator[Place]:
    here = Place(folder)
    try:
        yield here
    finally:
        here.end()
