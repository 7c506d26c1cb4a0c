"""The life of one server process, from its settings to its last acknowledged write."""

import contextlib
import errno
import logging
import os
import secrets
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import redis
from msgspec.structs import replace

from voting import logs
from voting.config import SHORTEST_KEY, BadSetting, Settings, doubts, read_settings
from voting.edges.connections.door import Door
from voting.edges.connections.files import listen, raise_limit
from voting.refusals.serving import StoreUnavailable
from voting.store.connection import connect
from voting.store.embedded import EmbeddedStore, EmbeddedStoreError
from voting.store.redis_store import RedisStore
from voting.web import Application, create_app


class CannotStart(Exception):
    """Why the server can't start, in one line that says what to do."""


# ``engine(listener, app)`` returns ``handle(socket, address)``, which serves one connection.
Engine = Callable[[socket.socket, Any], Callable[[Any, Any], None]]


def main(environ: Mapping[str, str], engine: Engine | None) -> int:
    """Run until stopped; returns the exit status, 2 when it could not start."""
    logs.begin()
    try:
        _run(read_settings(environ), engine)
    except (BadSetting, CannotStart, EmbeddedStoreError) as problem:
        print(f"CASCADE Live can't start: {problem}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        pass
    return 0


def _run(settings: Settings, engine: Engine | None) -> None:
    _check_port(settings)
    door = Door(raise_limit(), settings.proxies)  # also for the store, its child
    embedded = None if settings.redis_url else EmbeddedStore(settings.data_dir)
    ending = _Ending(embedded)
    ending.watch()
    try:
        if embedded:
            embedded.start()
        settings = replace(settings, secret_key=settings.secret_key or _kept_secret(settings))
        store = _store(embedded.url if embedded else settings.redis_url)
        weaknesses = _check_store(store)
        application = create_app(settings, store, weaknesses=weaknesses)
        application.start()
        ending.application = application
        _say_hello(settings, embedded, weaknesses)
        _serve(application, settings, door, engine)
    finally:
        if embedded:
            embedded.stop()


def _serve(application: Application, settings: Settings, door: Door, engine: Engine | None) -> None:
    assert engine
    try:
        listener = listen(settings.host, settings.port)
    except OSError as problem:
        raise CannotStart(_why_no_port(problem, settings)) from None
    app = door.app(application.flask, application.service.languages)
    door.serve(listener, engine(listener, app))


class _Ending:
    """Turns SIGTERM and Ctrl-C into an orderly end within ten seconds.

    A signal handler may run anywhere, so it only sets a flag; a thread polls the flag and does the
    work: first the sockets, with what they have under way, then a mail, then the store, then the
    process, without waiting for idle connections. A second signal ends at once.
    """

    def __init__(self, embedded: EmbeddedStore | None) -> None:
        self.application: Application | None = None
        self._embedded = embedded
        self._asked = False

    def watch(self) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, self._ask)
        threading.Thread(target=self._wait, name="ending", daemon=True).start()

    def _ask(self, number: int, frame: object) -> None:
        if self._asked:
            raise KeyboardInterrupt
        self._asked = True

    def _wait(self) -> None:
        while not self._asked:
            time.sleep(0.1)
        if self.application:
            self.application.sockets.close(within=4.0)
            if self.application.mailing:
                self.application.mailing.finish(within=2.0)
        if self._embedded:
            self._embedded.stop()
        logging.shutdown()
        sys.stdout.flush()
        os._exit(0)


def _check_port(settings: Settings) -> None:
    """Fail before anything is started if the port is taken."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((settings.host, settings.port))
    except OSError as problem:
        raise CannotStart(_why_no_port(problem, settings)) from None


def _why_no_port(problem: OSError, settings: Settings) -> str:
    where = f"{settings.host}:{settings.port}"
    if problem.errno == errno.EADDRINUSE:
        return f"{where} is in use. Stop whatever is using it, or set PORT to another number."
    return f"it can't listen on {where} ({problem.strerror}). Set HOST and PORT."


def _store(url: str) -> RedisStore:
    try:
        return RedisStore(connect(url))
    except (redis.RedisError, OSError) as problem:
        raise CannotStart(f"the store does not answer ({problem}). Check REDIS_URL.") from None


def _check_store(store: RedisStore) -> list[str]:
    try:
        store.check()
        return store.weaknesses()
    except StoreUnavailable as problem:
        raise CannotStart(
            f"the store does not answer ({problem.reason}). Check REDIS_URL."
        ) from None


def _kept_secret(settings: Settings) -> str:
    """The key made at the first start and kept in the data directory ever since."""
    path: Path = settings.data_dir / "secret.key"
    try:
        settings.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not path.exists():
            _write_secret(path)
        kept = path.read_text().strip()
    except OSError as problem:
        raise CannotStart(
            f"{path} can't be written ({problem.strerror}). Set DATA_DIR to a folder that this "
            "user may write to, or set SECRET_KEY."
        ) from None
    if len(kept) < SHORTEST_KEY:
        raise CannotStart(f"{path} contains no key. Restore it, or delete it to make new links.")
    return kept


def _write_secret(path: Path) -> None:
    """Write to a temporary file, then link it, so that the key is there whole or not at all. If
    several processes start at once, the first one's key is used."""
    part = path.with_name(f"secret.key.{secrets.token_hex(8)}.part")
    try:
        with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(secrets.token_urlsafe(48) + "\n")
            file.flush()
            os.fsync(file.fileno())
        with contextlib.suppress(FileExistsError):
            os.link(part, path)
    finally:
        part.unlink(missing_ok=True)


def _say_hello(settings: Settings, embedded: EmbeddedStore | None, weaknesses: list[str]) -> None:
    print(f"CASCADE Live is at {settings.address}")
    if embedded:
        print(f"Its data is in {embedded.data_dir}")
    else:
        print("Its data is in the Redis server given by REDIS_URL.")
    for doubt in doubts(settings):
        print(f"Warning: {doubt}")
    for weakness in weaknesses:
        print(f"Warning: this store can lose acknowledged votes. {weakness}")
    print("Press Ctrl-C to stop it.", flush=True)
