"""A phone that joins and rates and draws nothing: a bare WebSocket, so that one program can be
hundreds of people. The protocol is docs/protocol.md's; the frames are Socket.IO's.
"""

import json
import secrets
from typing import Any

import websocket

from demo.client import WAIT, Browser, Refused, came

_PING, _PONG = "2", "3"
_CONNECTED, _REFUSED = "40", "44"


class Phone:
    """Somebody's phone on the attendee's page of a workshop they have joined."""

    def __init__(self, browser: Browser, workshop: str) -> None:
        self._sequence = self._asked = 0
        self._socket = websocket.create_connection(
            browser.base.replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket",
            cookie=browser.cookie,
            suppress_origin=True,
            timeout=WAIT,
        )
        self._socket.send(_CONNECTED + json.dumps(browser.auth(workshop, "attendee")))
        answer = self._heard(_CONNECTED, _REFUSED)
        if answer.startswith(_REFUSED):
            raise Refused(json.loads(answer[len(_REFUSED) :])["data"])

    def rate(self, round_id: int, rating: int | None) -> None:
        """Rate (None: "Can't say"), and wait until that is stored; raises Refused."""
        self._sequence += 1
        ballot = {
            "round": round_id,
            "rating": rating,
            "vote_id": secrets.token_hex(16),
            "sequence": self._sequence,
        }
        self._ask("vote", ballot)

    def answer(self, question: int, **said: Any) -> None:
        """Answer a question of the plan, by ``score`` or ``domains``; raises Refused."""
        self._sequence += 1
        sent = {"question": question, "vote_id": secrets.token_hex(16)}
        self._ask("answer_plan", {**sent, "sequence": self._sequence, **said})

    def _ask(self, event: str, payload: dict[str, Any]) -> None:
        self._asked += 1
        self._socket.send(f"42{self._asked}" + json.dumps([event, payload]))
        start = f"43{self._asked}"
        answer: dict[str, Any] = json.loads(self._heard(start).removeprefix(start))[0]
        came("answer", event, "attendee", answer)
        if not answer["ok"]:
            raise Refused(answer["error"])

    def close(self) -> None:
        self._socket.close()

    def _heard(self, *starts: str) -> str:
        """The next frame that starts like one of these; what else comes is passed over."""
        while True:
            frame = self._socket.recv()
            if isinstance(frame, bytes):
                frame = frame.decode()
            if frame == _PING:
                self._socket.send(_PONG)
            elif frame.startswith(starts):
                return frame
