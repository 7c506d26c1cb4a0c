"""One epoll loop for every connection of the load, and scripts that run along it.

A script is a generator: ``yield`` waits until one of its connections has news.
"""

import select
import socket
import time
from collections.abc import Callable, Generator
from typing import Any

Script = Generator[None, None, Any]
WITHIN = 60.0  # seconds for anything that is waited for
# IP_BIND_ADDRESS_NO_PORT, which Python does not name: each address has all its ports for each
# server, not one for all servers together.
_PORT_LATER = 24


class Loop:
    """Calls each connection when something has come for it."""

    def __init__(self) -> None:
        self._poll = select.epoll()
        self._called: dict[int, Callable[[], None]] = {}

    def watch(self, sock: socket.socket, news: Callable[[], None], *, writable: bool) -> None:
        number = sock.fileno()
        wanted = select.EPOLLOUT if writable else select.EPOLLIN
        if number in self._called:
            self._poll.modify(number, wanted)
        else:
            self._poll.register(number, wanted)
        self._called[number] = news

    def forget(self, sock: socket.socket) -> None:
        if self._called.pop(sock.fileno(), None):
            self._poll.unregister(sock.fileno())

    def run(self, until: Callable[[], bool], within: float = WITHIN) -> bool:
        """Serve the connections until ``until()``; False if it was not true ``within`` seconds."""
        deadline = time.perf_counter() + within
        poll, called = self._poll.poll, self._called
        while not until():
            left = deadline - time.perf_counter()
            if left <= 0:
                return False
            for number, _ in poll(min(left, 0.05), 256):
                news = called.get(number)
                if news:
                    news()
        return True

    def rest(self, seconds: float) -> None:
        """Let time pass; connections go on answering pings."""
        self.run(lambda: False, seconds)


class Wire:
    """One TCP connection to a server on this machine; ``news()`` is called when bytes have come.
    ``address`` is one of this machine's own to come from, "" for the usual one."""

    def __init__(self, loop: Loop, port: int, news: Callable[[], None], address: str = "") -> None:
        self.data = b""
        self.news = news
        self.lost = False
        self.read = 0  # bytes
        self._loop = loop
        self._unsent = b""
        self.sock = socket.socket()
        self.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.sock.setblocking(False)
        if address:
            self.sock.setsockopt(socket.IPPROTO_IP, _PORT_LATER, 1)
            self.sock.bind((address, 0))
        self.sock.connect_ex(("127.0.0.1", port))
        loop.watch(self.sock, self._writable, writable=True)
        self._connecting = True

    def send(self, data: bytes) -> None:
        if self._connecting or self._unsent:
            self._unsent += data
            return
        try:
            sent = self.sock.send(data)
        except BlockingIOError:
            sent = 0
        except OSError:
            return  # what is read next says that it is lost
        if sent < len(data):
            self._unsent = data[sent:]
            self._loop.watch(self.sock, self._writable, writable=True)

    def close(self) -> None:
        self._loop.forget(self.sock)
        self.sock.close()

    def _writable(self) -> None:
        self._connecting = False
        data, self._unsent = self._unsent, b""
        self._loop.watch(self.sock, self._readable, writable=False)
        self.send(data)

    def _readable(self) -> None:
        try:
            data = self.sock.recv(65536)
        except BlockingIOError:
            return
        except OSError:
            data = b""
        if not data:
            self._lose()
            return
        self.read += len(data)
        self.data = self.data + data if self.data else data
        self.news()

    def _lose(self) -> None:
        if not self.lost:
            self.lost = True
            self.close()
            self.news()


class Running:
    """A script under way: ``step`` goes on with it, ``result`` and ``problem`` say how it ended."""

    def __init__(self) -> None:
        self.done = False
        self.result: Any = None
        self.problem: str | None = None
        self._script: Script | None = None

    def start(self, script: Script) -> None:
        self._script = script
        self.step()

    def step(self) -> None:
        if self.done or self._script is None:
            return
        try:
            next(self._script)
        except StopIteration as end:
            self.done, self.result = True, end.value
        except Trouble as problem:
            self.done, self.problem = True, str(problem)


class Trouble(Exception):
    """The server did not do what it should."""


def run_scripts(loop: Loop, scripts: list[Callable[[Running], Script]], within: float) -> list[Any]:
    """Run all at once; their results, or a Trouble in the place of one that failed."""
    running = [Running() for _ in scripts]
    for one, make in zip(running, scripts, strict=True):
        one.start(make(one))
    loop.run(lambda: all(one.done for one in running), within)
    return [
        one.result if one.done and not one.problem else Trouble(one.problem or "no answer in time")
        for one in running
    ]
