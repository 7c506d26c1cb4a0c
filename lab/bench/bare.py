"""The bare stack, which the app is held against: a server that acknowledges and stores nothing.

    python -m lab.bench.bare echo PORT   a Flask-SocketIO handler, everything as it comes
    python -m lab.bench.bare raw PORT    the same on the python-socketio server below, without a
                                         Flask context and without a green thread for each event

Both put every phone into one room, and emit what ``reveal`` brings to it: the bare emit.
"""

import sys
import warnings

warnings.filterwarnings("ignore", message=r"\s*Eventlet is deprecated")
import eventlet  # noqa: E402

eventlet.monkey_patch()

from typing import Any  # noqa: E402

from flask import Flask  # noqa: E402
from flask_socketio import SocketIO, emit, join_room  # noqa: E402

MOST_CONNECTIONS = 20_000  # eventlet's server stops at 1,024 unless it is told


def main(kind: str, port: int) -> None:
    flask = Flask("bare")
    socketio = SocketIO(flask, async_mode="eventlet", async_handlers=kind == "echo")
    {"echo": _echo, "raw": _raw}[kind](socketio)
    socketio.run(flask, port=port, max_size=MOST_CONNECTIONS, log_output=False)


def _echo(socketio: SocketIO) -> None:
    @socketio.on("connect")
    def connect() -> None:
        join_room("everybody")

    @socketio.on("vote")
    def vote(payload: Any) -> Any:
        return payload

    @socketio.on("reveal")
    def reveal(state: Any) -> None:
        emit("state", state, room="everybody")


def _raw(socketio: SocketIO) -> None:
    server = socketio.server

    def connect(sid: str, environ: Any, auth: Any = None) -> None:
        server.enter_room(sid, "everybody")

    server.on("connect", connect)
    server.on("vote", lambda sid, payload: payload)
    server.on("reveal", lambda sid, state: server.emit("state", state, room="everybody"))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
