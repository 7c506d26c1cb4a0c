"""What one connection may cost: lean WebSockets, whole messages of limited size, bounded queues.

python-engineio finds the parts of its concurrency library in one table, ``eio._async``. ``tame``
puts its own WebSocket and queue into that table, each a thin layer over what was there, so that
it names no library and holds for all of them.
"""

import contextlib
import socket
import struct
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from socketio.packet import BINARY_ACK, BINARY_EVENT, EVENT, Packet

from voting.edges.connections.handshakes import Handshakes
from voting.edges.connections.meter import Meter, TooFast
from voting.edges.connections.sessions import Sessions
from voting.words.languages import Languages

# Messages waiting for one client: about ten seconds of a console's turnouts. Whoever is further
# behind has stopped reading; a fresh connection starts from a snapshot, so nothing is lost.
MOST_WAITING = 64
# Bytes that the system may hold for one client besides; left alone it holds several megabytes.
MOST_ON_THE_WAY = 128 * 1024
_FORGET = struct.pack("ii", 1, 0)  # when the socket is closed, throw away what was not taken


def tame(server: Any, languages: Languages, proxies: int = 0) -> Sessions:
    """Make the Socket.IO server's connections lean and bounded; returns its sessions."""
    server.packet_class = TextPacket
    eio = server.eio
    sessions = Sessions()
    Handshakes(server, sessions, languages, proxies)
    eio._async = {
        **eio._async,
        "websocket": _lean(eio._async["websocket"], sessions),
        "queue": _bounded(eio._async["queue"], eio._async["queue_empty"]),
    }
    return sessions


class Unreadable(str):
    """Stands for an event that could not be read, and says why: whoever asked gets an answer."""


class TextPacket(Packet):  # type: ignore[misc]
    """A packet without attachments: nothing here sends bytes, and whoever announces some could
    have any number of them kept while waiting for the last one."""

    uses_binary_events = False
    packet_type: int
    data: Any

    def decode(self, encoded_packet: Any) -> Any:
        if not isinstance(encoded_packet, str):
            raise ValueError("bytes are not read here")
        try:
            count = super().decode(encoded_packet)
            if self.packet_type in (BINARY_EVENT, BINARY_ACK):
                raise ValueError("attachments are not read here")
            if self.id is not None and self.packet_type == EVENT and not _is_event(self.data):
                raise ValueError("an event begins with its name")
            return count
        except (ValueError, RecursionError) as problem:
            if self.id is None or self.packet_type not in (EVENT, BINARY_EVENT):
                raise
            self.packet_type = EVENT
            self.data = [Unreadable(problem)]
            return 0


def _is_event(data: Any) -> bool:
    return isinstance(data, list) and bool(data) and isinstance(data[0], str)


def _lean(kind: Any, sessions: Sessions) -> Callable[[Any, Any], Any]:
    """``kind``, without compression, with messages of at most ``max_http_buffer_size`` bytes, and
    with frames at its session's pace."""

    def make(handler: Any, eio: Any) -> Any:
        def handle(websocket: Any) -> Any:
            outgoing = handler.__self__.queue
            session = sessions.get(handler.__self__.sid)
            meter = session.meter if session else None
            outgoing.hang_up = _limit(websocket, eio.max_http_buffer_size, meter)
            try:
                return handler(websocket)
            finally:  # nothing of ours keeps alive what is over
                outgoing.hang_up = None
                vars(websocket).pop("_recv_frame", None)
                if hasattr(websocket, "ws"):
                    vars(websocket.ws.ws).pop("events", None)
                vars(websocket).pop("close", None)

        inner = kind(handle, eio)

        def run(environ: dict[str, Any], start_response: Any) -> Any:
            # Votes and states are too small for compression to pay: docs/performance.md.
            environ.pop("HTTP_SEC_WEBSOCKET_EXTENSIONS", None)
            return inner(environ, start_response)

        return run

    return make


def _limit(websocket: Any, most: int, meter: Meter | None) -> Callable[[], None]:
    """Limit a WebSocket both ways; returns a function that drops the connection immediately."""
    below: Any

    def hang_up() -> None:
        if hasattr(websocket, "ws"):  # what has come and waits is not looked at any more
            websocket.ws.connected = False
            websocket.ws.input_buffer.clear()
        with contextlib.suppress(OSError):
            below.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _FORGET)
            below.shutdown(socket.SHUT_RDWR)

    def count(size: int) -> None:
        """Count a frame, of whatever kind, and wait for its turn."""
        try:
            if meter:
                meter.take(1 + size / 1024)
        except TooFast:
            hang_up()
            raise

    if hasattr(websocket, "_recv_frame"):  # eventlet's
        below = websocket.socket = _Buffered(websocket.socket)
        websocket._apply_mask = _unmasked
        websocket._recv_frame = _limited(websocket._recv_frame, most, count)
    else:  # simple-websocket's, which limits messages when told to
        below = websocket.ws.sock
        websocket.ws.max_message_size = most
        websocket.ws.ws.events = _metered(websocket.ws.ws.events, count)
        early, websocket.ws.input_buffer = websocket.ws.input_buffer, _Unread(websocket.ws)
        websocket.ws.input_buffer[:0] = early
        websocket.close = _quietly(websocket.close)
    below.setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, MOST_ON_THE_WAY)
    return hang_up


def _limited(
    receive: Callable[..., Any], most: int, count: Callable[[int], None]
) -> Callable[..., Any]:
    """eventlet limits each frame, but puts any number of them together to one message."""
    size = pieces = 0

    def receive_frame(message: Any = None) -> Any:
        nonlocal size, pieces
        if message is None:
            size = pieces = 0
        received = receive(message)
        if received.opcode & 8:  # control frames may come in between and are short
            count(0)
            return received
        came = sum(len(piece) for piece in received.data[pieces:])
        count(came)
        size += came
        pieces = len(received.data)
        # Empty pieces take memory too.
        if size > most or pieces > most:
            raise ValueError("message is too large")
        return received

    return receive_frame


def _metered(
    events: Callable[[], Iterator[Any]], count: Callable[[int], None]
) -> Callable[[], Iterator[Any]]:
    """The events of simple-websocket's protocol, a frame or a piece of one each."""

    def metered() -> Iterator[Any]:
        for event in events():
            try:
                count(len(getattr(event, "data", b"")))
            except TooFast:
                return
            yield event

    return metered


def _quietly(close: Callable[[], None]) -> Callable[[], None]:
    """Ignore errors on closing a connection that has gone: anybody could fill the log with them."""

    def closed() -> None:
        with contextlib.suppress(OSError):
            close()

    return closed


class _Unread(list[Any]):
    """What simple-websocket has read and nobody has asked for yet: when it is much, no more is read
    until some is taken, so that the rest waits at the sender's."""

    def __init__(self, ws: Any) -> None:
        self._ws = ws

    def append(self, message: Any) -> None:
        while len(self) >= MOST_WAITING and self._ws.connected:
            time.sleep(0.002)
        if self._ws.connected:
            super().append(message)


class _Buffered:
    """A socket that reads what there is and hands out what is asked for: a frame is one system
    call instead of three."""

    def __init__(self, below: Any) -> None:
        self._below = below
        self._held = b""
        self._over = False
        self.sendall = below.sendall

    def recv(self, most: int) -> bytes:
        if self._over:
            return b""
        held = self._held or self._below.recv(4096)
        self._held = held[most:]
        return held[:most]

    def shutdown(self, how: int) -> None:
        self._over = how != socket.SHUT_WR  # nor is what has come already looked at
        with contextlib.suppress(OSError):  # eventlet logs a line for each that is gone already
            self._below.shutdown(how)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._below, name)


def _unmasked(data: bytes, mask: Iterable[int], length: int = 0, offset: int = 0) -> bytes:
    """``data`` without its mask, in one step: eventlet does it byte by byte."""
    length = len(data)
    twice = bytes(mask) * 2
    key = twice[offset % 4 : offset % 4 + 4] * (length // 4 + 1)
    plain = int.from_bytes(data, "little") ^ int.from_bytes(key[:length], "little")
    return plain.to_bytes(length, "little")


def _bounded(kind: Any, empty: type[Exception]) -> type:
    """``kind`` of queue, which hangs up on a client that does not take what waits for it. One that
    polls is told at its next poll, by the exception that ends a connection, and comes back."""

    class Outgoing(kind):  # type: ignore[misc]
        hang_up: Callable[[], None] | None = None  # long-polling has nothing to hang up
        overrun = False

        def put(self, item: Any, *how: Any, **else_how: Any) -> None:
            if item is not None and self.qsize() >= MOST_WAITING:  # None: no more will come
                time.sleep(0)  # many at once are no fault of the client: let the writer run
                if self.qsize() >= MOST_WAITING:
                    self.overrun = True
                    if self.hang_up:
                        self.hang_up()
                    return
            super().put(item, *how, **else_how)

        def get(self, block: bool = True, timeout: float | None = None) -> Any:
            if self.overrun:
                raise empty
            # Pings end a dead connection; a timer for each message is a tenth of its cost.
            return super().get(block, None if self.hang_up else timeout)

    return Outgoing
