"""python-socketio on uvicorn, with uvloop and websockets: acknowledges what it gets, stores
nothing, emits to everybody. It runs in an environment of its own (requirements.txt), not the app's.

    python on_uvicorn.py PORT
"""

import sys

import socketio
import uvicorn

EVERYBODY = "everybody"
server = socketio.AsyncServer(async_mode="asgi", http_compression=False)


@server.on("connect")
async def connect(sid, environ, auth=None):
    await server.enter_room(sid, EVERYBODY)


@server.on("vote")
async def vote(sid, payload):
    return payload


@server.on("reveal")
async def reveal(sid, state):
    await server.emit("state", state, room=EVERYBODY)


def main(port: int) -> None:
    uvicorn.run(
        socketio.ASGIApp(server),
        port=port,
        loop="uvloop",
        ws="websockets",
        ws_per_message_deflate=False,
        backlog=1024,
        log_level="warning",
    )


if __name__ == "__main__":
    main(int(sys.argv[1]))
