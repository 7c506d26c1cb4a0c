"""What a stranger could pour into a server, as fast as it takes it, and how long others wait then.

On loopback only, for as many seconds and from as many sockets as are asked for.
"""

import contextlib
import json
import socket
import threading
import time
from collections.abc import Callable, Iterator

import requests

STRANGERS = 10
_AT_ONCE = 64 * 1024  # bytes of one kind, sent again and again


def frame(opcode: int, data: bytes = b"", *, last: bool = True) -> bytes:
    """A WebSocket frame of a client, short, with a mask of zeros."""
    size = bytes([0x80 | len(data)]) if len(data) < 126 else b"\xfe" + len(data).to_bytes(2, "big")
    return bytes([(0x80 if last else 0) | opcode]) + size + b"\0\0\0\0" + data


def many(piece: bytes) -> bytes:
    return piece * (_AT_ONCE // len(piece) + 1)


def request(method: str, path: str, body: bytes = b"") -> bytes:
    head = f"{method} {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


# By name, what goes into a WebSocket that has not said whose it is.
FRAMES = {
    "pings": many(frame(9)),
    "no-ops": many(frame(1, b"6")),
    "events of nobody": many(frame(1, b'42["vote",{"round":1}]')),
    "large events": many(frame(1, b'421["vote",{"round":"' + b"x" * 16_000 + b'"}]')),
    "empty pieces": frame(1, last=False) + many(frame(0, last=False)),
}


def _websocket(port: int) -> socket.socket:
    connection = socket.create_connection(("127.0.0.1", port), timeout=5)
    try:
        connection.sendall(
            b"GET /socket.io/?EIO=4&transport=websocket HTTP/1.1\r\nHost: 127.0.0.1\r\n"
            b"Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            b"Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        )
        connection.recv(4096)
    except OSError:
        connection.close()
        raise
    return connection


def _pour(connection: socket.socket, data: bytes, flood: "Flood") -> None:
    connection.settimeout(0.2)
    with contextlib.closing(connection):
        while time.monotonic() < flood.until:
            with contextlib.suppress(TimeoutError):
                connection.sendall(data)


def _framed(name: str) -> Callable[["Flood"], None]:
    return lambda flood: _pour(_websocket(flood.port), FRAMES[name], flood)


def _posted(flood: "Flood") -> None:
    base = "/socket.io/?EIO=4&transport=polling"
    opened = requests.get(f"http://127.0.0.1:{flood.port}{base}", timeout=5)
    sid = json.loads(opened.text[1:])["sid"]
    piece = request("POST", f"{base}&sid={sid}", b"\x1e".join([b'42["vote",{}]'] * 16))
    _pour(socket.create_connection(("127.0.0.1", flood.port), timeout=5), many(piece), flood)


def _asked(path: str) -> Callable[["Flood"], None]:
    """Requests one after the other on one connection, without waiting for an answer."""
    data = many(request("GET", path))

    def ask(flood: "Flood") -> None:
        connection = socket.create_connection(("127.0.0.1", flood.port), timeout=5)
        connection.settimeout(0.2)
        with contextlib.closing(connection):
            while time.monotonic() < flood.until:
                with contextlib.suppress(TimeoutError):
                    connection.sendall(data)
                with contextlib.suppress(TimeoutError):
                    while connection.recv(1 << 20) and time.monotonic() < flood.until:
                        pass

    return ask


def _endless(head: str, piece: bytes) -> Callable[["Flood"], None]:
    """A request whose body never ends."""

    def send(flood: "Flood") -> None:
        connection = socket.create_connection(("127.0.0.1", flood.port), timeout=5)
        start = f"POST /enter HTTP/1.1\r\nHost: 127.0.0.1\r\n{head}\r\n\r\n".encode()
        with contextlib.suppress(TimeoutError):
            connection.sendall(start)
        _pour(connection, many(piece), flood)

    return send


def _storm(flood: "Flood") -> None:
    while time.monotonic() < flood.until:
        with contextlib.suppress(OSError):
            socket.create_connection(("127.0.0.1", flood.port), timeout=1).close()


FLOODS: dict[str, Callable[["Flood"], None]] = {
    **{name: _framed(name) for name in FRAMES},
    "posts": _posted,
    "handshakes": _asked("/socket.io/?EIO=4&transport=polling"),
    "pages": _asked("/"),
    "chunks": _endless("Transfer-Encoding: chunked", b"1\r\nx\r\n"),
    "a body without an end": _endless("Content-Length: 99999999999", b"x" * 1024),
    "connections": _storm,
}


class Flood:
    """Strangers at work until ``until``, and how often one of them was hung up on."""

    def __init__(self, port: int, until: float) -> None:
        self.port = port
        self.until = until
        self.hung_up = 0

    def stranger(self, name: str) -> None:
        while time.monotonic() < self.until:  # who was hung up on comes again
            try:
                FLOODS[name](self)
            except OSError:
                self.hung_up += 1
            time.sleep(0.05)


@contextlib.contextmanager
def flooded(port: int, names: list[str], seconds: float) -> Iterator[Flood]:
    """Strangers pour in what ``names`` say, one each, until the end of the block, for ``seconds``
    at most."""
    flood = Flood(port, time.monotonic() + seconds)

    threads = [threading.Thread(target=flood.stranger, args=(name,), daemon=True) for name in names]
    for thread in threads:
        thread.start()
    try:
        yield flood
    finally:
        flood.until = 0.0
        for thread in threads:
            thread.join(seconds + 10)


def p99(took: list[float]) -> float:
    """What all but one in a hundred took, of times in order."""
    return took[int(0.99 * len(took))]


def waits(ask: Callable[[], object], seconds: float, every: float = 0.05) -> list[float]:
    """How long each ``ask()`` took, over so many seconds; sorted."""
    found: list[float] = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        began = time.monotonic()
        ask()
        found.append(time.monotonic() - began)
        time.sleep(every)
    return sorted(found)
