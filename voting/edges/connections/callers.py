"""The open connections, and what each is doing."""

import contextlib
import fcntl
import socket
import struct
import termios
import threading
import time
from collections.abc import Iterable
from typing import Any

from voting.edges.connections.meter import Meter

TAKE_WHEN_FULL = 3.0  # seconds to take an answer while files are short, or to say who one is

# Requests of one connection. A page with all its files is some fifty, over several connections.
REQUESTS_A_SECOND = 25
_REQUESTS_AT_ONCE = 60  # each is served without a break, so more would make others wait

WAITING, BUSY, TAKING, ENDED = "waiting", "busy", "taking", "ended"

Peer = tuple[str, int]  # address and port


class Caller:
    """One connection: what it does, since when (monotonic), and whether we know whose it is."""

    __slots__ = ("asked", "doing", "known", "meter", "since", "socket")

    def __init__(self, connection: Any) -> None:
        self.socket = connection
        self.doing = WAITING
        self.since = time.monotonic()
        self.asked = False  # a whole request
        self.known = True  # False while it holds a session that has not said who it is
        self.meter = Meter(REQUESTS_A_SECOND, _REQUESTS_AT_ONCE)

    def begin(self, doing: str) -> None:
        if self.doing != ENDED:
            self.doing = doing
        self.since = time.monotonic()

    def is_over(self) -> bool:
        try:
            return bool(self.socket.fileno() < 0)
        except (OSError, ValueError):
            return True

    def was_heard(self) -> bool:
        """Has all that was sent been read? What has not been read is for us to answer: a server
        with much to do must not end who waits for it."""
        try:
            unread = fcntl.ioctl(self.socket.fileno(), termios.FIONREAD, struct.pack("i", 0))
        except (OSError, ValueError):
            return True
        return not any(unread)

    def hang_up(self) -> None:
        self.doing = ENDED
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
        if doing == TAKING and is_slow:
            going.append((0, since, caller))
        elif doing == BUSY and not caller.known:
            going.append((1 if is_slow else 3, since, caller))
        elif doing == WAITING:
            going.append((2, since, caller))
    going.sort(key=lambda one: one[:2])
    return [caller for _, _, caller in going]


class Callers:
    """The connections of this process, by where they come from. Any thread may use it."""

    def __init__(self) -> None:
        self._all: dict[Peer, Caller] = {}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        return len(self._all)

    def get(self, peer: Peer) -> Caller | None:
        return self._all.get(peer)

    def add(self, peer: Peer, connection: Any) -> Caller:
        caller = Caller(connection)
        with self._lock:
            self._all[peer] = caller
        return caller

    def all(self) -> list[Caller]:
        with self._lock:
            return list(self._all.values())

    def forget_those_over(self) -> None:
        with self._lock:
            for peer in [peer for peer, caller in self._all.items() if caller.is_over()]:
                del self._all[peer]
