"""A TCP proxy that does to connections what networks do: delay, stall, cut, swallow, move.

It runs in a thread of its own. ``mode`` may be changed at any moment:

    "pass"       everything goes through, after ``delay`` seconds each way
    "swallow"    connections stay open and nothing comes through (a black hole)
    "refuse"     whoever connects is turned away at once

``sockets`` is what becomes of WebSockets alone, once so many pieces of data have passed that way
after their handshake: ("up", 0) swallows all that a page sends, ("down", 1) all but the first that
it hears. The connection stays open, and plain HTTP passes.

``cut`` ends every connection there is. ``loss`` is the share of pieces that arrive a
retransmission late, with everything behind them, as after a lost packet. ``source`` is the address
that new connections come from: 127.0.0.2 is another phone's address to the server.
"""

import asyncio
import contextlib
import random
from collections.abc import Callable, Iterator

from lab.rig.server import free_port
from lab.rig.thread import Thread

PIECE = 16_384
RESENT_AFTER = 0.6  # seconds: a usual retransmission time-out at 400 ms there and back


class Proxy:
    """127.0.0.1:``port`` leads to 127.0.0.1:``target``."""

    def __init__(self, target: int, delay: float = 0.0, loss: float = 0.0) -> None:
        self.port = free_port()
        self.base = f"http://127.0.0.1:{self.port}"
        self.mode = "pass"
        self.sockets: tuple[str, int] | None = None
        self.delay = delay
        self.loss = loss
        self.source = "127.0.0.1"
        self._target = target
        self._writers: set[asyncio.StreamWriter] = set()
        self._thread = Thread()
        self._server = self._thread.run(self._listen())

    def cut(self) -> None:
        """End every connection, as a router does that forgets them."""
        self._thread.loop.call_soon_threadsafe(self._cut)

    def close(self) -> None:
        self._thread.loop.call_soon_threadsafe(self._server.close)
        self.cut()
        self._thread.stop()

    # --- connections ---

    async def _listen(self) -> asyncio.Server:
        return await asyncio.start_server(self._serve, "127.0.0.1", self.port, backlog=512)

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self._writers.add(writer)
        try:
            if self.mode == "refuse":
                return
            while self.mode == "swallow":
                await asyncio.sleep(0.05)
            near = (self.source, 0)
            theirs, ours = await asyncio.open_connection("127.0.0.1", self._target, local_addr=near)
            self._writers.add(ours)
            passed = {"up": 0, "down": 0}
            is_socket = False

            def goes(data: bytes) -> bytes:
                nonlocal is_socket
                self._goes(data)
                if b"upgrade: websocket" in data.lower():
                    is_socket = True
                    return data
                return self._unless_swallowed("up", data, passed) if is_socket else data

            def comes(data: bytes) -> bytes:
                self._comes(data)
                if not is_socket or data.startswith(b"HTTP/1.1 101"):
                    return data
                return self._unless_swallowed("down", data, passed)

            try:
                await asyncio.gather(
                    self._carry(reader, ours, goes), self._carry(theirs, writer, comes)
                )
            finally:
                self._drop(ours)
        except (OSError, asyncio.CancelledError):
            pass  # asyncio would complain of a connection that ends with the proxy
        finally:
            self._drop(writer)

    async def _carry(
        self,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        seen: Callable[[bytes], bytes],
    ) -> None:
        """Carry one direction: read at once, deliver later, always in order."""
        loop = asyncio.get_running_loop()
        pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue(1000)

        async def deliver() -> None:
            while True:
                at, data = await pieces.get()
                await asyncio.sleep(max(0.0, at - loop.time()))
                while self.mode == "swallow":
                    await asyncio.sleep(0.05)
                if not data:
                    self._drop(writer)
                    return
                writer.write(data)
                await writer.drain()

        delivering = asyncio.create_task(deliver())
        at = 0.0
        try:
            while True:
                data = await reader.read(PIECE)
                kept = seen(data)
                if data and not kept:
                    continue
                late = RESENT_AFTER if random.random() < self.loss else 0.0
                at = max(at, loop.time() + self.delay + late)
                await pieces.put((at, data))
                if not data:
                    await delivering
                    return
        finally:
            delivering.cancel()

    def _unless_swallowed(self, way: str, data: bytes, passed: dict[str, int]) -> bytes:
        passed[way] += bool(data)
        which, after = self.sockets or ("", 0)
        return b"" if which == way and passed[way] > after else data

    def _goes(self, data: bytes) -> None:
        """For whoever wants to see what passes on its way to the target."""

    def _comes(self, data: bytes) -> None:
        """The same on its way back."""

    def _drop(self, writer: asyncio.StreamWriter) -> None:
        self._writers.discard(writer)
        writer.transport.abort()

    def _cut(self) -> None:
        for writer in list(self._writers):
            self._drop(writer)


@contextlib.contextmanager
def proxied(target: int, delay: float = 0.0, loss: float = 0.0) -> Iterator[Proxy]:
    proxy = Proxy(target, delay, loss)
    try:
        yield proxy
    finally:
        proxy.close()
