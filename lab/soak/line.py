"""One Socket.IO connection, small enough for a hundred in one thread: WebSocket or long-polling.

It does as a browser's library does and keeps no state of its own; who uses it decides what to do
when it is lost. ``lost`` is set once nothing more will come.
"""

import asyncio
import contextlib
import itertools
import json
import os
import ssl
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

import requests
from wsproto import ConnectionType, WSConnection
from wsproto.events import AcceptConnection, Ping, Request, TextMessage
from wsproto.utilities import ProtocolError

OPENED, PING, PONG, MESSAGE = "0", "2", "3", "4"
CONNECTED, EVENT, ANSWER, REFUSED = "40", "42", "43", "44"
PATH = "/socket.io/?EIO=4&transport="
OPEN_WITHIN = 8.0  # seconds
SEPARATOR = "\x1e"  # between the packets of one long-polling answer


class Lost(Exception):
    """The connection could not be made or has ended, or no answer came in time."""


class TurnedAway(Exception):
    """The server knows this page and does not want it; asking again changes nothing."""


class Line:
    """A connection to ``base`` with ``cookies``; ``hear(event, data)`` gets what is sent to it."""

    def __init__(self, base: str, cookies: str, hear: Callable[[str, Any], None]) -> None:
        self.base = base
        self.cookies = cookies
        self.lost = asyncio.Event()
        self._hear = hear
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[Any]] = {}
        self._greeted: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._tasks: list[asyncio.Task[None]] = []

    async def open(self, auth: dict[str, str]) -> "Line":
        """Connect and say who this is; raises Lost or TurnedAway."""
        try:
            async with asyncio.timeout(OPEN_WITHIN):
                await self._connect()
                self._tasks.append(asyncio.create_task(self._listen()))
                self._say(CONNECTED + json.dumps(auth))
                await self._greeted
        except (OSError, TimeoutError, ValueError) as problem:
            self.close()
            raise Lost(str(problem)) from None
        except (Lost, TurnedAway):
            self.close()
            raise
        return self

    def send(self, event: str, payload: Any) -> asyncio.Future[Any]:
        """Send an event; the future gives the answer, or raises Lost."""
        number = next(self._numbers)
        answer = asyncio.get_running_loop().create_future()
        if self.lost.is_set():
            answer.set_exception(Lost())
            return answer
        self._answers[number] = answer
        self._say(f"{EVENT}{number}" + json.dumps([event, payload]))
        return answer

    async def ask(self, event: str, payload: Any, within: float) -> dict[str, Any]:
        try:
            async with asyncio.timeout(within):
                given: dict[str, Any] = await self.send(event, payload)
                return given
        except TimeoutError:
            raise Lost("no answer in time") from None

    def close(self) -> None:
        """Gone without a goodbye, as a phone that is switched off."""
        self.lost.set()
        for task in self._tasks:
            task.cancel()
        self._hang_up()
        for future in [self._greeted, *self._answers.values()]:
            if not future.done():
                future.set_exception(Lost("the connection ended"))
                future.exception()  # nobody may be waiting any more
        self._answers.clear()

    # --- what comes ---

    async def _listen(self) -> None:
        try:
            while True:
                for packet in await self._receive():
                    self._take(packet)
        except (Lost, OSError, EOFError, ValueError, ProtocolError):
            pass
        finally:
            self.close()

    def _take(self, packet: str) -> None:
        if packet == PING:
            self._say(PONG)
        elif packet.startswith(CONNECTED) and not self._greeted.done():
            self._greeted.set_result(None)
        elif packet.startswith(REFUSED) and not self._greeted.done():
            why = json.loads(packet[2:]).get("data") or {}
            final = isinstance(why, dict) and why.get("final")
            self._greeted.set_exception((TurnedAway if final else Lost)(str(why)))
        elif packet.startswith(EVENT):
            event, *data = json.loads(packet[packet.index("[") :])
            self._hear(event, data[0] if data else None)
        elif packet.startswith(ANSWER):
            number, _, data = packet[2:].partition("[")
            waiting = self._answers.pop(int(number), None)
            if waiting and not waiting.done():
                waiting.set_result(json.loads("[" + data)[0])
        elif packet.startswith(("1", "41")):
            raise Lost("the server closed the connection")

    # --- how it travels: a WebSocket, unless a subclass says otherwise ---

    async def _connect(self) -> None:
        parts = urlsplit(self.base)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        context = trusted(self.base)
        self._reader, self._writer = await asyncio.open_connection(
            parts.hostname, port, ssl=context
        )
        self._protocol = WSConnection(ConnectionType.CLIENT)
        headers = [(b"Cookie", self.cookies.encode())]
        path = PATH + "websocket"
        self._write(Request(host=parts.netloc, target=path, extra_headers=headers))
        self._text = ""
        self._early: list[str] = []
        while True:  # whatever comes right behind the acceptance is kept
            self._early += await self._read_once()
            if self._accepted:
                return

    _accepted = False

    async def _receive(self) -> list[str]:
        early, self._early = self._early, []
        return early or await self._read_once()

    async def _read_once(self) -> list[str]:
        data = await self._reader.read(65_536)
        if not data:
            raise Lost("the server hung up")
        self._protocol.receive_data(data)
        packets = []
        for event in self._protocol.events():
            if isinstance(event, AcceptConnection):
                self._accepted = True
            elif isinstance(event, TextMessage):
                self._text += event.data
                if event.message_finished:
                    packets.append(self._text)
                    self._text = ""
            elif isinstance(event, Ping):
                self._write(event.response())
            else:
                raise Lost(type(event).__name__)
        return packets

    def _say(self, packet: str) -> None:
        self._write(TextMessage(data=packet))

    def _write(self, event: Any) -> None:
        self._writer.write(self._protocol.send(event))

    def _hang_up(self) -> None:
        if writer := getattr(self, "_writer", None):
            writer.transport.abort()


class PollingLine(Line):
    """The same by long-polling alone, for networks that block WebSockets."""

    async def _connect(self) -> None:
        self._http = requests.Session()
        self._address = self.base + PATH + "polling"
        self._early = await self._receive()
        opened = json.loads(self._early.pop(0).removeprefix(OPENED))
        self._address += f"&sid={opened['sid']}"
        self._outgoing: asyncio.Queue[str] = asyncio.Queue()
        self._tasks.append(asyncio.create_task(self._send_all()))

    async def _receive(self) -> list[str]:
        answer = await asyncio.to_thread(self._request, "GET", None)
        return answer.split(SEPARATOR)

    async def _send_all(self) -> None:
        try:
            while True:
                await asyncio.to_thread(self._request, "POST", await self._outgoing.get())
        except Lost:
            self.close()

    def _request(self, method: str, body: str | None) -> str:
        try:
            answer = self._http.request(
                method, self._address, data=body, headers={"Cookie": self.cookies}, timeout=30
            )
        except requests.RequestException as problem:
            raise Lost(type(problem).__name__) from None
        if answer.status_code != 200:
            raise Lost(f"status {answer.status_code}")
        return answer.text

    def _say(self, packet: str) -> None:
        self._outgoing.put_nowait(packet)

    def _hang_up(self) -> None:
        if http := getattr(self, "_http", None):
            with contextlib.suppress(OSError):
                http.close()


def trusted(base: str) -> ssl.SSLContext | None:
    """For https, the certificates that requests trusts as well (REQUESTS_CA_BUNDLE)."""
    if not base.startswith("https:"):
        return None
    return ssl.create_default_context(cafile=os.environ.get("REQUESTS_CA_BUNDLE"))
