"""Servers to measure, each a process of its own on a core of its own."""

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

from lab.bench import machine
from voting.store.embedded import EmbeddedStore

TOP = Path(__file__).resolve().parents[2]
SECRET = "a secret for measuring, of no other use"
_START_WITHIN = 20.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A server process that listens on ``port``."""

    def __init__(self, command: list[str], port: int, core: int, environ: dict[str, str]) -> None:
        self.port = port
        self._process = subprocess.Popen(
            [sys.executable, *command],
            cwd=TOP,
            env={"PATH": os.environ.get("PATH", ""), **environ},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        machine.pin(self.pid, core)
        deadline = time.monotonic() + _START_WITHIN
        while not self._listens():
            if self._process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"{command} did not start")
            time.sleep(0.05)

    @property
    def pid(self) -> int:
        return self._process.pid

    def stop(self) -> None:
        self._process.send_signal(signal.SIGKILL)
        self._process.wait()

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0


class Place:
    """Where a run happens: two cores, a store, and whatever servers it starts; all end with it."""

    def __init__(self, folder: Path) -> None:
        self.server_core, self.load_core = machine.all_cores()[0], machine.all_cores()[-1]
        machine.pin(os.getpid(), self.load_core)
        self._running: list[Server] = []
        self.store = EmbeddedStore(folder / "store")
        self.store.start()  # inherits the core of the load

    def app(self, core: int | None = None) -> Server:
        port = free_port()
        settings = {
            "PORT": str(port),
            "REDIS_URL": self.store.url,
            "SECRET_KEY": SECRET,
            "JOINS_A_MINUTE": "100000",  # a whole storm comes from one address
            "DATA_DIR": str(self.store.data_dir.parent / "app"),
        }
        return self._start(["app.py"], port, core, settings)

    def bare(self, kind: str) -> Server:
        port = free_port()
        return self._start(["-m", "lab.bench.bare", kind, str(port)], port, None, {})

    def ceiling(self) -> Server:
        port = free_port()
        return self._start(["-m", "lab.bench.ceiling", str(port)], port, None, {})

    def _start(
        self, command: list[str], port: int, core: int | None, environ: dict[str, str]
    ) -> Server:
        server = Server(command, port, self.server_core if core is None else core, environ)
        self._running.append(server)
        return server

    @property
    def store_pid(self) -> int:
        assert self.store.pid
        return self.store.pid

    def stop_servers(self) -> None:
        for server in self._running:
            server.stop()
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
