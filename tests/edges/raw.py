"""A socket by hand: what is sent is what was written, and every frame that comes is kept."""

import contextlib
import json
import socket
import threading
import time
from typing import Any

import websocket

from demo.client import Browser

_PING, _PONG = "2", "3"


class RawSocket:
    """One Engine.IO websocket of ``browser``, without any client library's good manners."""

    def __init__(
        self, browser: Browser, *, origin: str = "", cookies: bool = True, others: str = ""
    ) -> None:
        own = browser.cookie if cookies else None
        jar = f"{others}; {own}" if others else own
        self.browser = browser
        self.frames: list[str] = []
        self._ack = 0
        self._listener: threading.Thread | None = None
        self._socket = websocket.create_connection(
            browser.base.replace("http", "ws") + "/socket.io/?EIO=4&transport=websocket",
            cookie=jar,
            origin=origin or None,
            suppress_origin=not origin,
            timeout=20,
        )
        self.hear("0")

    def hello(self, workshop: str, audience: str, token: str | None = None) -> dict[str, Any]:
        """Say who this is; the refusal that comes back, or {}."""
        token = self.browser.token if token is None else token
        self.say("40" + json.dumps(self.browser.auth(workshop, audience) | {"token": token}))
        answer = self.hear("40", "44")
        assert answer, "the server never answered who this is"
        if answer.startswith("40"):
            return {}
        refused = json.loads(answer[2:])
        return refused["data"] if isinstance(refused, dict) else {"code": refused}

    def say(self, frame: str | bytes) -> None:
        if isinstance(frame, bytes):
            self._socket.send_binary(frame)
        else:
            self._socket.send(frame)

    def hear(self, *beginnings: str, within: float = 20.0) -> str:
        """The next frame that begins like this; "" if none comes or the server has hung up."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            self._socket.settimeout(deadline - time.monotonic())
            try:
                frame = self._socket.recv()
            except (websocket.WebSocketException, OSError):
                return ""
            if isinstance(frame, bytes):
                frame = frame.decode()
            if frame == _PING:
                with contextlib.suppress(OSError, websocket.WebSocketException):
                    self.say(_PONG)  # the server may have hung up by now
            elif frame:
                self.frames.append(frame)
            if not self._socket.connected:
                return ""
            if frame.startswith(beginnings):
                return frame
        return ""

    def ask(self, event: Any, *payload: Any, within: float = 20.0) -> dict[str, Any]:
        """Send an event that wants an answer, and wait for it."""
        self._ack += 1
        self.say(f"42{self._ack}" + json.dumps([event, *payload]))
        answer = self.hear(f"43{self._ack}[", within=within)
        given = json.loads(answer.removeprefix(f"43{self._ack}") or "[]")
        return given[0] if given else {}

    def answers_while_unknown(self, event: str, payload: Any) -> list[str]:
        """Send an event from a socket that nobody knows; every answer up to the next refusal."""
        before = len(self.frames)
        with contextlib.suppress(OSError, websocket.WebSocketException):  # hung up on by now
            self.say("4299" + json.dumps([event, payload]))
            self.say("40{}")
        self.hear("44")
        return [frame for frame in self.frames[before:] if frame.startswith("43")]

    def listen(self) -> "RawSocket":
        """Go on keeping frames in the background until it is closed."""
        self._listener = threading.Thread(
            target=self.hear, args=("nothing begins like this",), kwargs={"within": 60}
        )
        self._listener.start()
        return self

    def close(self) -> None:
        """Gone without a goodbye, as a phone that is switched off."""
        if self._socket.sock is not None:
            with contextlib.suppress(OSError):
                self._socket.sock.shutdown(socket.SHUT_RDWR)
        if self._listener is not None:
            self._listener.join(5)
        self._socket.shutdown()
