"""The door: one loop that accepts for every concurrency library, and what a connection may hold.

Each connection takes an open file, and their number is limited. A connection that asks for nothing
or sends half a request is ended within seconds, one that does not take its answer after a minute.
When files grow short, some are ended at once: who takes an answer slowly, then who is idle longest.
Who is in a workshop stays in, and some files are left for the store.
"""

import contextlib
import errno
import io
import logging
import resource
import socket
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from voting import wire
from voting.edges.connections.meter import Meter, TooFast
from voting.refusals import LengthRequired, Malformed, Refusal, TooLarge, TooManyRequests

_log = logging.getLogger(__name__)

MOST_FILES = 65_536  # what is asked of the system, where it would give any number
MOST_CONNECTIONS = 20_000
BACKLOG = 1024  # a room that joins at the same moment; beyond it the system drops some

ASK_WITHIN = 6.0  # seconds for a new connection to send its first whole request
IDLE_WITHIN = 15.0  # seconds between two requests; browsers come back without a word
# A reverse proxy keeps connections for later, nginx for a minute: it ends them, not we.
IDLE_BEHIND_PROXY = 75.0
TAKE_WITHIN = 60.0  # seconds to take an answer, all of it
TAKE_WHEN_FULL = 3.0  # the same while files are short, and to say whose a session is

# Requests of one connection. A page with all its files is some fifty, over several connections.
REQUESTS_A_SECOND = 25
_REQUESTS_AT_ONCE = 60  # more would make others wait: each is served in one go

_RESERVED = 64  # files kept for the store's connections, logs and downloads
_AT_ONCE = 16  # idle connections ended when files are short
_SAY_EVERY = 60.0  # seconds between two lines on the same trouble

_WAITING, _BUSY, _TAKING, _ENDED = "waiting", "busy", "taking", "ended"
_PASSING = {errno.ECONNABORTED, errno.ECONNRESET, errno.EPERM, errno.EPROTO, errno.EINTR}
_NO_LISTENER = {errno.EBADF, errno.EINVAL, errno.ENOTSOCK}
_SHORT = {errno.EMFILE, errno.ENFILE, errno.ENOBUFS, errno.ENOMEM}
_FULL = (
    b"HTTP/1.1 503 Service Unavailable\r\nRetry-After: 2\r\n"
    b"Content-Length: 0\r\nConnection: close\r\n\r\n"
)

Wsgi = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]


def raise_limit() -> int:
    """Let this process, and those it starts, open as many files as the system allows; how many."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for wanted in (MOST_FILES, 10_240):  # the second is what some systems give at most
        wanted = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
        if soft == resource.RLIM_INFINITY or soft >= wanted:
            break
        with contextlib.suppress(OSError, ValueError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            return wanted
    return MOST_FILES if soft == resource.RLIM_INFINITY else soft


def listen(host: str, port: int) -> socket.socket:
    """A socket that listens there; raises OSError."""
    family, kind, protocol, _, address = socket.getaddrinfo(
        host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(BACKLOG)
    except OSError:
        listener.close()
        raise
    return listener


def take_some(connection: Any) -> None:
    """Take a little of what nobody wants from a connection that is about to be closed: with unread
    data the system would take back the answer as well."""
    with contextlib.suppress(OSError):
        connection.settimeout(0.2)
        for _ in range(8):
            if not connection.recv(16_384):
                return


class Caller:
    """One connection: what it does, since when (monotonic), and whether we know whose it is."""

    __slots__ = ("asked", "doing", "known", "meter", "since", "socket")

    def __init__(self, connection: Any) -> None:
        self.socket = connection
        self.doing = _WAITING
        self.since = time.monotonic()
        self.asked = False  # a whole request
        self.known = True  # False while it holds a session that has not said who it is
        self.meter = Meter(REQUESTS_A_SECOND, _REQUESTS_AT_ONCE)

    def turn(self, doing: str) -> None:
        if self.doing != _ENDED:
            self.doing = doing
        self.since = time.monotonic()

    def is_over(self) -> bool:
        try:
            return bool(self.socket.fileno() < 0)
        except (OSError, ValueError):
            return True

    def hang_up(self) -> None:
        self.doing = _ENDED
        # As if the other side had ended it: gevent's own shutdown makes an error of it.
        below = getattr(self.socket, "_sock", self.socket)
        with contextlib.suppress(OSError, ValueError, AttributeError):
            below.shutdown(socket.SHUT_RDWR)


def first_to_go(callers: Iterable[Caller], now: float) -> list[Caller]:
    """Who may be ended when files are short: who is slow to take an answer or to say whose a
    session is, then who asks for nothing or is in the middle of it, then sessions that may yet say
    whose they are; the longest first. Whoever is in a workshop is not among them."""
    going = []
    for caller in callers:
        doing, since = caller.doing, caller.since
        is_slow = now - since > TAKE_WHEN_FULL
        if doing == _TAKING and is_slow:
            going.append((0, since, caller))
        elif doing == _BUSY and not caller.known:
            going.append((1 if is_slow else 3, since, caller))
        elif doing == _WAITING:
            going.append((2, since, caller))
    going.sort(key=lambda one: one[:2])
    return [caller for _, _, caller in going]


class Door:
    """``limit`` is how many files may be open, ``proxies`` how many reverse proxies of ours stand
    in front: their connections carry many people's requests."""

    def __init__(self, limit: int, proxies: int = 0) -> None:
        self._limit = limit
        self._proxies = proxies
        self._full_from = limit - min(_RESERVED, limit // 4)
        self._callers: dict[tuple[str, int], Caller] = {}
        self._said: dict[str, float] = {}  # when, by what it was about

    # --- coming in ---

    def serve(self, listener: Any, handle: Callable[[Any, Any], None]) -> None:
        """Accept for ever; ``handle(connection, address)`` starts to serve one and returns."""
        threading.Thread(target=self._watch, name="door", daemon=True).start()
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
            time.sleep(0)  # a storm of new connections must not keep from those who are in

    def _let_in(self, connection: Any, address: Any, handle: Callable[[Any, Any], None]) -> None:
        if connection.fileno() >= self._full_from or len(self._callers) >= MOST_CONNECTIONS:
            self._say_full()
            if not self._make_room():
                with contextlib.suppress(OSError):
                    connection.send(_FULL)
                connection.close()
                return
        caller = self._callers[address[:2]] = Caller(connection)
        try:
            handle(connection, address)
        except (RuntimeError, OSError) as problem:  # no new thread can be started, say
            _log.warning("a connection could not be served: %s", problem)
            caller.hang_up()
            connection.close()

    def _could_not_accept(self, problem: OSError) -> None:
        if problem.errno in _PASSING:  # it had gone again
            return
        if problem.errno in _NO_LISTENER:
            raise problem
        if problem.errno in _SHORT:
            self._say_full()
            self._make_room()
        elif self._may_say("accept"):  # accept(2) passes on what the network has to say
            _log.warning("a connection could not be accepted: %s", problem)
        time.sleep(0.05)

    def _make_room(self) -> bool:
        """End some of the connections that can best be spared; were there any?"""
        going = first_to_go(list(self._callers.values()), time.monotonic())[:_AT_ONCE]
        for caller in going:
            caller.hang_up()
        return bool(going)

    def _may_say(self, what: str) -> bool:
        """Is it time again for a line on that trouble?"""
        now = time.monotonic()
        if now - self._said.get(what, -_SAY_EVERY) < _SAY_EVERY:
            return False
        self._said[what] = now
        return True

    def _say_full(self) -> None:
        if self._may_say("full"):
            _log.warning(
                "%d connections are open, as many as fit: this process may open %d files. "
                "Idle ones are ended, and new ones turned away if there are none. Raise the limit "
                "(ulimit -n, or LimitNOFILE= in the service file).",
                len(self._callers),
                self._limit,
            )

    # --- going ---

    def _watch(self) -> None:
        while True:
            time.sleep(1.0)
            try:
                self._end_idle(time.monotonic())
            except Exception:
                _log.exception("door error; continuing")

    def _end_idle(self, now: float) -> None:
        idle = IDLE_BEHIND_PROXY if self._proxies else IDLE_WITHIN
        for who, caller in list(self._callers.items()):
            if caller.doing == _WAITING:
                most = idle if caller.asked else ASK_WITHIN
            else:
                most = TAKE_WITHIN if caller.doing == _TAKING else float("inf")
            if caller.is_over():
                if self._callers.get(who) is caller:
                    del self._callers[who]
            elif now - caller.since > most:
                caller.hang_up()

    # --- requests ---

    def app(self, inner: Wsgi) -> Wsgi:
        """``inner``, with whole requests of limited size, each connection at its pace."""

        def app(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
            who = (environ.get("REMOTE_ADDR", ""), int(environ.get("REMOTE_PORT") or 0))
            caller = self._callers.get(who)
            if caller is None:
                return inner(environ, start_response)
            if caller.doing == _ENDED:  # what had come of a request that was cut off
                return refuse(start_response, Malformed(problem="it broke off"))
            caller.known, caller.asked = True, False
            caller.turn(_WAITING)  # for the rest of the request
            environ["cascade.caller"] = caller
            time.sleep(0)  # requests that come without a pause: the others first
            try:
                if not self._proxies:
                    caller.meter.take()
                _read_body(environ)
            except Refusal as problem:
                return refuse(start_response, problem)
            except TooFast:
                caller.hang_up()
                return refuse(start_response, TooManyRequests())
            except (OSError, ValueError):  # broken, or ended while it was sending
                return refuse(start_response, Malformed(problem="its body broke off"))
            caller.asked = True
            caller.turn(_BUSY)
            try:
                answer = inner(environ, start_response)
            except BaseException:
                caller.turn(_WAITING)
                raise
            caller.turn(_TAKING)
            return _List(answer, caller) if isinstance(answer, list) else _Pieces(answer, caller)

        return app


def _read_body(environ: dict[str, Any]) -> None:
    """Read what is sent with a request, so that nobody waits in the middle of one; raises a Refusal
    or OSError. A WebSocket's connection is left as it is."""
    if environ["REQUEST_METHOD"] == "GET" and environ.get("HTTP_UPGRADE"):
        return
    if "HTTP_TRANSFER_ENCODING" in environ:  # any number of chunks, each of a byte
        raise LengthRequired()
    length = environ.get("CONTENT_LENGTH") or "0"
    if not length.isdigit() or int(length) > wire.MOST_BYTES:
        raise TooLarge(limit=wire.MOST_BYTES)
    if int(length):
        body = environ["wsgi.input"].read(int(length))
        if len(body) < int(length):
            raise Malformed(problem="its body broke off")
        environ["wsgi.input"] = io.BytesIO(body)


def refuse(start_response: Callable[..., Any], why: Refusal) -> list[bytes]:
    """Answer a request with a refusal in JSON, and end its connection."""
    body, status = wire.encode(wire.refusal(why)), why.status
    reasons = {
        400: "Bad Request",
        411: "Length Required",
        413: "Content Too Large",
        429: "Too Many Requests",
    }
    headers = [
        ("Content-Type", "application/json"),
        ("Content-Length", str(len(body))),
        ("Connection", "close"),
        *([("Retry-After", "2")] if status in (429, 503) else []),
    ]
    start_response(f"{status} {reasons.get(status, 'Service Unavailable')}", headers)
    return [body]


class _List(list[bytes]):
    """An answer in one piece; ``close`` is called when it has been taken."""

    def __init__(self, answer: list[bytes], caller: Caller) -> None:
        super().__init__(answer)
        self._caller = caller

    def close(self) -> None:
        self._caller.turn(_WAITING)


class _Pieces:
    """The same in pieces."""

    def __init__(self, answer: Iterable[bytes], caller: Caller) -> None:
        self._answer = answer
        self._caller = caller

    def __iter__(self) -> Iterator[bytes]:
        return iter(self._answer)

    def close(self) -> None:
        self._caller.turn(_WAITING)
        if hasattr(self._answer, "close"):
            self._answer.close()
