"""The app as a real process: started with settings, stopped, killed, started again."""

import contextlib
import os
import resource
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import requests

from lab.rig.processes import alive, kill_all
from voting.core.machine import fold
from voting.goals.machine import fold as fold_plan
from voting.programme import machine, programme_machine
from voting.programme.programme import Programme
from voting.store.connection import connect
from voting.store.embedded import EmbeddedStore
from voting.store.redis_store import RedisStore

ROOT = Path(__file__).resolve().parents[2]
WITHIN = 60.0  # seconds for anything a process has to do; what is busy takes long
_PASSED_ON = ("PATH", "HOME", "LANG", "TMPDIR", "VIRTUAL_ENV")


# Below those that the system gives to whoever connects, or it might give one away before a server
# is on it, or while that is down. A node of a cluster takes the port 10,000 above as well.
_PORTS = range(15_000, 22_000)


def free_port() -> int:
    """A port of this machine that nobody uses."""
    while True:
        port = secrets.choice(_PORTS)
        with socket.socket() as probe, contextlib.suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def wait_until(true, within: float = WITHIN, every: float = 0.02):
    """The first true answer of ``true()``; TimeoutError if there is none."""
    deadline = time.monotonic() + within
    while time.monotonic() < deadline:
        answer = true()
        if answer:
            return answer
        time.sleep(every)
    raise TimeoutError(f"not within {within} s")


class Process:
    """A program that serves on ``port``, in Python if no other is named: started, pinned, stopped,
    killed, started again."""

    def __init__(self, command: list[str], port: int, log: Path, settings: dict[str, str]) -> None:
        self.program = sys.executable
        self.command = command
        self.port = port
        self.settings = settings
        self.home = ROOT  # the version of the app that runs
        self.most_files = 0  # how many it may open; 0 for what is usual here
        self.process: subprocess.Popen[bytes] | None = None
        self._log = log

    def launch(self):
        """Start it and do not wait for anything."""
        passed_on = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
        files = self.most_files

        def limit() -> None:
            resource.setrlimit(resource.RLIMIT_NOFILE, (files, files))

        with self._log.open("ab") as log:
            self.process = subprocess.Popen(
                [self.program, *self.command],
                cwd=self.home,
                env=passed_on | self.settings,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
                preexec_fn=limit if files else None,
            )
        return self

    def start(self):
        """Start it and wait until it is well."""
        self.launch()
        self.wait_until_well()
        return self

    def wait_until_well(self) -> None:
        wait_until(lambda: self.is_well() or self.has_ended())
        assert not self.has_ended(), f"it did not start:\n{self.output()}"

    def stop(self, by: signal.Signals = signal.SIGTERM) -> int:
        """Ask it to end as Ctrl-C or a supervisor does; returns its exit status."""
        assert self.process
        if self.process.poll() is None:
            self.process.send_signal(by)
        return self.process.wait(WITHIN)

    def kill(self) -> None:
        """Kill -9; what it started is on its own then."""
        assert self.process
        self.process.kill()
        self.process.wait(WITHIN)

    @property
    def pid(self) -> int:
        assert self.process
        return self.process.pid

    def has_ended(self) -> bool:
        return self.process is not None and self.process.poll() is not None

    def is_well(self) -> bool:
        """Does it listen?"""
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def output(self) -> str:
        """Everything it printed so far, over all its starts."""
        return self._log.read_text() if self._log.exists() else ""


class Server(Process):
    """One ``python app.py`` on a data directory, with settings given as in the environment."""

    def __init__(self, data_dir: Path, **settings: str) -> None:
        settings = {"DATA_DIR": str(data_dir), "PORT": str(free_port()), **settings}
        log = data_dir.parent / f"{data_dir.name}.{free_port()}.log"
        super().__init__(["app.py"], int(settings["PORT"]), log, settings)
        self.data_dir = data_dir
        self.base = f"http://127.0.0.1:{self.port}"

    def kill_store(self) -> None:
        """Kill -9 the store, and wait until it is dead; the app starts it again."""
        pid = self.store_pid
        os.kill(pid, signal.SIGKILL)
        wait_until(lambda: not alive(pid))

    @contextlib.contextmanager
    def frozen_store(self) -> Iterator[None]:
        """The store stands still for the while: nothing that needs it can succeed."""
        pid = self.store_pid
        os.kill(pid, signal.SIGSTOP)
        try:
            yield
        finally:
            os.kill(pid, signal.SIGCONT)

    def end(self) -> None:
        """Leave nothing of it behind, however the test went."""
        kill_all(self.data_dir)
        if self.process:
            self.process.wait(WITHIN)

    # --- what can be known about it ---

    def is_well(self) -> bool:
        try:
            return requests.get(f"{self.base}/healthz", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    @property
    def store_pid(self) -> int:
        return int((self.data_dir / "store.pid").read_text())

    def store(self) -> RedisStore:
        """Its store, read behind its back."""
        return RedisStore(self.redis())

    def redis(self):
        """A client of its store, to be closed by whoever asked."""
        return connect(self.settings.get("REDIS_URL") or EmbeddedStore(self.data_dir).url)


# The id and revision of each thing that has a key of this name, in one round trip for all of them.
_REVISIONS = """
local found = {}
for _, key in ipairs(redis.call('KEYS', 'cascade:{*}:' .. ARGV[1])) do
  local id = string.match(key, '{(.*)}')
  local revision = redis.call('HGET', 'cascade:{' .. id .. '}:' .. ARGV[2], 'revision')
  table.insert(found, id)
  table.insert(found, revision or '0')
end
return found
"""


def workshop_ids(client) -> list[str]:
    return [key.decode().split("{")[1].split("}")[0] for key in client.keys("cascade:*:document")]


def check_logs(client, known: dict[str, int] | None = None) -> None:
    """Every log folds to the workshop, area, programme or plan as it is stored; those of ``known``
    whose revision is still the same are checked already."""
    store, known = RedisStore(client), {} if known is None else known
    kinds = (
        ("document", "gate", lambda id: (fold(store.log(id)), store.load(id))),
        ("area-log", "area", lambda id: (machine.fold(store.area_log(id)), store.area(id))),
        ("programme-log", "programme", lambda id: _programme(store, id)),
        ("plan-log", "plan", lambda id: (fold_plan(id, store.plan_log(id)), store.plan(id))),
    )
    for name, beside, read in kinds:
        found = client.eval(_REVISIONS, 0, name, beside)
        for id, revision in zip(map(bytes.decode, found[::2]), map(int, found[1::2]), strict=True):
            if known.get(id) != revision:
                folded, stored = read(id)
                assert folded == stored
                known[id] = stored.revision


def _programme(store: RedisStore, id: str) -> tuple[Programme, Programme]:
    folded = programme_machine.fold_programme(store.programme_log(id))
    return folded, store.programme(id)
