"""The peers as servers, started and ended like the app: a process each, on the first core."""

import os
from pathlib import Path

from lab.bench.loop import Loop, Running, Script, Wire
from lab.bench.phones import Page
from lab.bench.servers import Place
from lab.peers.installed import NODE_FOLDER, PYTHON, found
from lab.rig.server import Process, free_port

HERE = Path(__file__).resolve().parent
_SUBSCRIBE, _PUBLISH = "/room", "/tell"
_NCHAN = """\
load_module {module};
daemon off;
master_process off;
{user}
pid {home}/nginx.pid;
error_log {home}/nginx.log;
worker_rlimit_nofile 20000;
events {{ worker_connections 16384; }}
http {{
  access_log off;
  client_body_temp_path {home}/body;
  proxy_temp_path {home}/proxy;
  fastcgi_temp_path {home}/fastcgi;
  uwsgi_temp_path {home}/uwsgi;
  scgi_temp_path {home}/scgi;
  client_max_body_size 1m;
  client_body_buffer_size 1m;
  server {{
    listen 127.0.0.1:{port} backlog=1024;
    location = {subscribe} {{
      nchan_subscriber websocket;
      nchan_channel_id everybody;
      nchan_subscriber_first_message newest;
    }}
    location = {publish} {{
      nchan_publisher http;
      nchan_channel_id everybody;
      nchan_store_messages off;
    }}
  }}
}}
"""


def on_uvicorn(place: Place) -> Process:
    return _start(place, str(PYTHON), str(HERE / "on_uvicorn.py"))


def on_node(place: Place) -> Process:
    # Node looks for packages above the script: so the script is a copy beside them.
    return _start(place, found("node"), str(NODE_FOLDER / "server.js"))


def on_nchan(place: Place) -> Process:
    port, home = free_port(), place.folder
    file = home / "nchan.conf"
    file.write_text(
        _NCHAN.format(
            module=found("nchan"),
            user="user root;" if os.geteuid() == 0 else "",
            home=home,
            port=port,
            subscribe=_SUBSCRIBE,
            publish=_PUBLISH,
        )
    )
    command = ["-c", str(file), "-p", str(home), "-e", f"{home}/nginx.log"]
    server = Process(command, port, home / "nchan.log", {})
    server.program = found("nginx")
    return place.start(server)


def _start(place: Place, program: str, script: str) -> Process:
    port = free_port()
    log = place.folder / f"{Path(script).stem}.log"
    server = Process([script, str(port)], port, log, {})
    server.program = program
    return place.start(server)


class Subscriber(Page):
    """A WebSocket that only listens, to everything that nchan hands out."""

    def opens(self, running: Running) -> Script:
        yield from self.shake(running.step, path=_SUBSCRIBE)
        self.listen()


def publish(loop: Loop, port: int, state: bytes) -> Wire:
    """Have nchan hand out a state, JSON as the app sent it, in the message that the app sends; the
    connection on which that goes out, and which nchan closes."""
    body = b'42["state",' + state + b"]"
    head = (
        f"POST {_PUBLISH} HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {len(body)}\r\n"
        "Connection: close\r\n\r\n"
    )
    wire = Wire(loop, port, lambda: None)
    wire.send(head.encode() + body)
    return wire
