"""Accepts connections, for every concurrency library alike, and limits what they may hold.

Each connection takes an open file, and their number is limited. A connection that sends no request,
or half of one, is closed within seconds; one that does not read its response, after a minute. When
files run short, some are closed at once: the slowest readers first, then the longest idle. People
in a workshop stay connected, and some files are reserved for the store.
"""

import contextlib
import errno
import logging
import time
from collections.abc import Callable
from typing import Any

from voting.edges.connections.callers import TAKING, WAITING, Callers, first_to_go
from voting.edges.connections.requests import Wsgi, whole
from voting.edges.loops import repeat
from voting.words.languages import Languages

_log = logging.getLogger(__name__)

MOST_CONNECTIONS = 20_000

ASK_WITHIN = 6.0  # seconds for a new connection to send its first whole request
IDLE_WITHIN = 15.0  # seconds between two requests; browsers come back without a word
# A reverse proxy keeps connections for later, nginx for a minute: it ends them, not we.
IDLE_BEHIND_PROXY = 75.0
TAKE_WITHIN = 60.0  # seconds to take an answer, all of it
_RESERVED = 64  # files kept for the store's connections, logs and downloads
_AT_ONCE = 16  # idle connections ended when files are short
_SAY_EVERY = 60.0  # seconds between two lines on the same trouble

_PASSING = {errno.ECONNABORTED, errno.ECONNRESET, errno.EPERM, errno.EPROTO, errno.EINTR}
_NO_LISTENER = {errno.EBADF, errno.EINVAL, errno.ENOTSOCK}
_SHORT = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)


class Door:
    """``limit`` is how many files may be open, ``proxies`` how many reverse proxies of ours stand
    in front: their connections carry many people's requests."""

    def __init__(self, limit: int, proxies: int = 0) -> None:
        self._limit = limit
        self._proxies = proxies
        self._full_from = limit - min(_RESERVED, limit // 4)
        self._callers = Callers()
        self._said: dict[str, float] = {}  # when, by what it was about

    # --- coming in ---

    def serve(self, listener: Any, handle: Callable[[Any, Any], None]) -> None:
        """Accept for ever; ``handle(connection, address)`` starts to serve one and returns."""
        repeat("door", self._end_idle, every=1.0)
        while True:
            try:
                connection, address = listener.accept()
            except OSError as problem:
                self._could_not_accept(problem)
                continue
            try:
                self._let_in(connection, address, handle)
            except Exception:  # one connection's trouble is not the others'
                connection.close()
                if self._may_say("let in"):
                    _log.exception("a connection could not be let in")
            time.sleep(0)  # a storm of new connections must not starve the others

    def _let_in(self, connection: Any, address: Any, handle: Callable[[Any, Any], None]) -> None:
        if connection.fileno() >= self._full_from or len(self._callers) >= MOST_CONNECTIONS:
            self._say_full()
            if not self._make_room():
                with contextlib.suppress(OSError):
                    connection.send(_FULL)
                connection.close()
                return
        caller = self._callers.add(address[:2], connection)
        try:
            handle(connection, address)
        except (RuntimeError, OSError) as problem:  # no new thread can be started, say
            _log.warning("a connection could not be served: %s", problem)
            caller.hang_up()
            connection.close()

    def _could_not_accept(self, problem: OSError) -> None:
        if problem.errno in _PASSING:  # the other side has gone already
            return
        if problem.errno in _NO_LISTENER:
            raise problem
        if problem.errno in _SHORT:
            self._say_full()
            self._make_room()
        elif self._may_say("accept"):  # accept(2) reports network errors too
            _log.warning("a connection could not be accepted: %s", problem)
        time.sleep(0.05)

    def _make_room(self) -> bool:
        """Close some of the connections that can best be spared; returns whether there were any."""
        going = first_to_go(self._callers.all(), time.monotonic())[:_AT_ONCE]
        for caller in going:
            caller.hang_up()
        return bool(going)

    def _may_say(self, what: str) -> bool:
        """May this problem be logged again yet?"""
        now = time.monotonic()
        if now - self._said.get(what, -_SAY_EVERY) < _SAY_EVERY:
            return False
        self._said[what] = now
        return True

    def _say_full(self) -> None:
        if self._may_say("full"):
            _log.warning(
                "limit reached: %d connections are open, and this process may open %d files. Idle "
                "connections are closed, or new ones refused if there are none. Raise the limit "
                "(ulimit -n, or LimitNOFILE= in the service file).",
                len(self._callers),
                self._limit,
            )

    # --- going ---

    def _end_idle(self) -> None:
        now = time.monotonic()
        idle = IDLE_BEHIND_PROXY if self._proxies else IDLE_WITHIN
        self._callers.forget_those_over()
        for caller in self._callers.all():
            if caller.doing == WAITING:
                most = idle if caller.asked else ASK_WITHIN
            else:
                most = TAKE_WITHIN if caller.doing == TAKING else float("inf")
            if now - caller.since > most and (caller.doing != WAITING or caller.was_heard()):
                caller.hang_up()

    # --- requests ---

    def app(self, inner: Wsgi, languages: Languages) -> Wsgi:
        """``inner`` as this door's connections call it: see requests.py."""
        return whole(inner, self._callers, languages, paced=not self._proxies)
