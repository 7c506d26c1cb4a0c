"""Browsers and pages as the protocol describes them (docs/protocol.md), a thousand at a time."""

import gzip
import json
import re
from collections.abc import Callable, Iterator
from html import unescape
from typing import Any
from urllib.parse import urlencode

from lab.bench.frames import PING, PONG, SOCKET_IO, TEXT, Deflate, Reader, packed, upgrade
from lab.bench.loop import Loop, Running, Script, Trouble, Wire

AT_ONCE = 6  # connections that a browser opens to one host
FIRST_SEQUENCE = 10_000_000  # numbers of one length, so that every vote has as many bytes
_LINKED = re.compile(r'(?:href|src)="(/static/[^"]+(?<!\.png))"')


class Answer:
    """An HTTP answer."""

    def __init__(self, status: int, headers: list[tuple[str, str]], body: bytes) -> None:
        self.status = status
        self.headers = headers
        self.body = body

    def header(self, name: str) -> str:
        return next((value for key, value in self.headers if key == name), "")

    def json(self) -> Any:
        return json.loads(self.body)


class Browser:
    """Cookies, and the page token that goes with them."""

    def __init__(self, loop: Loop, port: int, address: str = "") -> None:
        self.loop = loop
        self.port = port
        self.address = address
        self.token = ""
        self.jar: dict[str, str] = {}

    def wire(self, news: Callable[[], None]) -> Wire:
        """A connection of its own."""
        return Wire(self.loop, self.port, news, self.address)

    @property
    def cookie(self) -> str:
        return "; ".join(f"{name}={value}" for name, value in self.jar.items())

    def ask(self, wire: Wire, path: str, body: bytes | None = None, kind: str = "") -> Script:
        """One request on a connection that is kept; gives the Answer."""
        lines = [
            f"{'GET' if body is None else 'POST'} {path} HTTP/1.1",
            f"Host: 127.0.0.1:{self.port}",
            "Accept-Encoding: gzip",
        ]
        if self.jar:
            lines.append(f"Cookie: {self.cookie}")
        if body is not None:
            lines += [f"Content-Type: {kind}", f"Content-Length: {len(body)}"]
            lines += [f"X-Cascade-Token: {self.token}"] if self.token else []
        wire.send(("\r\n".join(lines) + "\r\n\r\n").encode() + (body or b""))
        while (answer := _answer_in(wire)) is None:
            if wire.lost:
                raise Trouble(f"{path}: the connection was lost")
            yield
        for name, value in answer.headers:
            if name == "set-cookie":
                cookie, _, rest = value.partition("=")
                self.jar[cookie] = rest.partition(";")[0]
        if answer.status >= 400:
            raise Trouble(f"{path}: {answer.status}")
        return answer

    def post(self, wire: Wire, path: str, **fields: str) -> Script:
        """A program's request, in JSON."""
        body = json.dumps(fields).encode()
        answer = yield from self.ask(wire, path, body, "application/json")
        return answer.json()

    def hello(self, wire: Wire) -> Script:
        self.token = (yield from self.ask(wire, "/hello")).json()["token"]

    def fetch(self, paths: list[str], step: Callable[[], None]) -> Script:
        """Files of a page, over as many connections as a browser opens."""
        wires = [self.wire(step) for _ in range(min(AT_ONCE, len(paths)))]
        fetching = [self._fetch(wire, paths[i::AT_ONCE]) for i, wire in enumerate(wires)]
        while fetching:
            for one in list(fetching):
                try:
                    next(one)
                except StopIteration:
                    fetching.remove(one)
            if fetching:
                yield
        for wire in wires:
            wire.close()

    def _fetch(self, wire: Wire, paths: list[str]) -> Script:
        for path in paths:
            yield from self.ask(wire, path)


class Page:
    """An Engine.IO WebSocket with one Socket.IO connection on it."""

    def __init__(self, loop: Loop, port: int, address: str = "", *, deflate: bool = False) -> None:
        self.loop = loop
        self.port = port
        self.address = address
        self.sequence = FIRST_SEQUENCE
        self.heartbeats = 0  # bytes of pulses and pings, which come by the clock
        self.pulses = 0
        self.refused = 0
        self.acknowledged: Callable[[Page, bytes], None] = lambda page, payload: None
        self.heard: Callable[[Page, bytes], None] | None = None
        self._reader = Reader()
        self._deflate = Deflate() if deflate else None
        self.wire: Wire | None = None
        self._vote = ("", "")

    @property
    def read(self) -> int:
        """Bytes that have come so far."""
        assert self.wire
        return self.wire.read

    @property
    def lost(self) -> bool:
        return self.wire is None or self.wire.lost

    def open(self, step: Callable[[], None], cookie: str = "", auth: Any = None) -> Script:
        """Connect, as far as Socket.IO's own answer."""
        yield from self.shake(step, cookie)
        yield from self.wait(b"0")
        self.say(b"40" + (json.dumps(auth).encode() if auth else b""))
        yield from self.wait(b"40")
        self.listen()

    def shake(self, step: Callable[[], None], cookie: str = "", path: str = SOCKET_IO) -> Script:
        """Connect as far as a WebSocket, whatever is spoken on it."""
        self.wire = wire = Wire(self.loop, self.port, step, self.address)
        wire.send(upgrade(self.port, cookie, path=path, deflate=self._deflate is not None))
        while b"\r\n\r\n" not in wire.data:
            if wire.lost:
                raise Trouble("the socket was lost before it was open")
            yield
        head, _, wire.data = wire.data.partition(b"\r\n\r\n")
        if b" 101 " not in head[:20]:
            raise Trouble(f"no WebSocket: {head[:40].decode(errors='replace')}")
        if self._deflate and b"permessage-deflate" not in head:
            self._deflate = None  # the server declined

    def listen(self) -> None:
        """Hear from now on whatever comes."""
        assert self.wire
        self.wire.news = self._news

    def wait(self, beginning: bytes) -> Script:
        """The next message that begins like this."""
        assert self.wire
        while True:
            for payload in self._payloads():
                if payload.startswith(beginning):
                    return payload
                if payload.startswith(b"44"):
                    raise Trouble(f"refused: {payload[:200].decode()}")
            if self.wire.lost:
                raise Trouble("the socket was lost")
            yield

    def ask(self, event: str, payload: Any, step: Callable[[], None]) -> Script:
        """Send an event and give the server's answer; raises Trouble for a refusal."""
        assert self.wire
        self.wire.news = step
        self.say(f"429{json.dumps([event, payload])}".encode())
        answer = yield from self.wait(b"439[")
        self.listen()
        given = json.loads(answer[3:])[0]
        if not given.get("ok"):
            raise Trouble(f"{event}: {given}")
        return given

    def say(self, text: bytes) -> None:
        assert self.wire
        self.wire.send(self._deflate.pack(text) if self._deflate else packed(text))

    def ballot(self, round_id: int) -> None:
        """Make ready to vote in a round."""
        beginning = f'421["vote",{{"round":{round_id},"rating":2,"vote_id":"phone-vote-'
        self._vote = (beginning, '","sequence":')

    def vote(self) -> None:
        """Send a vote, newer than the last one."""
        self.sequence = n = self.sequence + 1
        self.say(f"{self._vote[0]}{n}{self._vote[1]}{n}}}]".encode())

    def moves(self, port: int) -> None:
        """Connect to another server from now on."""
        self.port = port
        self._reader = Reader()

    def close(self) -> None:
        if self.wire and not self.wire.lost:
            self.wire.close()

    def _news(self) -> None:
        for payload in self._payloads():
            if payload.startswith(b"431"):
                if b'"ok":false' in payload:
                    self.refused += 1
                self.acknowledged(self, payload)
            elif self.heard:
                self.heard(self, payload)

    def _payloads(self) -> Iterator[bytes]:
        """The messages that have come, without those that only keep the connection alive."""
        assert self.wire
        data, self.wire.data = self.wire.data, b""
        for frame in self._reader.feed(data):
            size = len(frame[1]) + 2
            opcode, payload = self._deflate.unpack(frame) if self._deflate else frame
            if payload == b"2":
                self.heartbeats += size
                self.say(b"3")
            elif opcode == PING:  # of the WebSocket, which some servers send besides
                self.heartbeats += size
                self.wire.send(packed(payload, PONG))
            elif payload.startswith(b'42["pulse"'):
                self.heartbeats += size
                self.pulses += 1
            elif opcode == TEXT:
                yield payload


class AppPage(Page):
    """A page of the app, in a browser of its own."""

    def __init__(self, loop: Loop, port: int, address: str = "") -> None:
        super().__init__(loop, port, address)
        self.browser = Browser(loop, port, address)
        self.workshop = ""

    def moves(self, port: int) -> None:
        super().moves(port)
        self.browser.port = port


class Phone(AppPage):
    """An attendee's page of the app."""

    def join(self, running: Running, code: str, name: str) -> Script:
        """As a program joins: an identity, no socket yet."""
        wire = self.browser.wire(running.step)
        yield from self.browser.hello(wire)
        made = yield from self.browser.post(wire, f"/j/{code}", name=name, sector="school")
        self.workshop = made["workshop"]
        wire.close()

    def arrive(self, running: Running, code: str, name: str) -> Script:
        """As a browser joins: page, files, form, page, files, socket, first state."""
        browser = self.browser
        wire = browser.wire(running.step)
        page = yield from browser.ask(wire, f"/j/{code}")
        cached = linked(page.body)
        yield from browser.fetch(cached, running.step)
        token = re.search(rb'name="token" value="([^"]+)"', page.body)
        browser.token = token[1].decode() if token else ""
        form = urlencode({"name": name, "sector": "school", "token": browser.token}).encode()
        joined = yield from browser.ask(
            wire, f"/j/{code}", form, "application/x-www-form-urlencoded"
        )
        to = joined.header("location")
        self.workshop = to.rpartition("/")[2]
        page = yield from browser.ask(wire, to)
        yield from browser.fetch(
            [file for file in linked(page.body) if file not in cached], running.step
        )
        wire.close()
        yield from self.enter(running)

    def enter(self, running: Running) -> Script:
        """Open the socket and ask for the first state."""
        auth = {"workshop": self.workshop, "audience": "attendee", "token": self.browser.token}
        yield from self.open(running.step, self.browser.cookie, auth)
        yield from self.ask("snapshot", {}, running.step)


class Console(AppPage):
    """A trainer's console: creates the workshop and gives its commands."""

    def __init__(self, loop: Loop, port: int, address: str = "") -> None:
        super().__init__(loop, port, address)
        self.code = ""
        self._commands = 0

    def create(self, running: Running) -> Script:
        """A new workshop, and the console's socket in it."""
        yield from self.make(running)
        yield from self.attend(running, "trainer")

    def make(self, running: Running) -> Script:
        """A new workshop, no socket yet."""
        wire = self.browser.wire(running.step)
        yield from self.browser.hello(wire)
        made = yield from self.browser.post(
            wire, "/workshops", area="Exampleshire", kind="workshop-1", date="2026-11-22"
        )
        self.workshop = made["workshop"]
        links = (yield from self.browser.ask(wire, f"/trainer/{self.workshop}/links")).json()
        self.code = links["join"].rpartition("/")[2]
        wire.close()

    def attend(self, running: Running, audience: str) -> Script:
        auth = {"workshop": self.workshop, "audience": audience, "token": self.browser.token}
        yield from self.open(running.step, self.browser.cookie, auth)
        yield from self.ask("snapshot", {}, running.step)

    def room_view(self) -> "Console":
        """The room view of the same workshop, in the same browser."""
        view = Console(self.loop, self.port, self.address)
        view.browser, view.workshop = self.browser, self.workshop
        return view

    def start_closing(self, round_id: int) -> None:
        """Close a round and wait for nothing."""
        self._commands += 1
        order = {"id": f"bench-{self._commands:08d}", "round": round_id}
        self.say(f"428{json.dumps(['close_round', order])}".encode())

    def give(self, running: Running, command: str, **arguments: Any) -> Script:
        self._commands += 1
        id = f"bench-{self._commands:08d}"
        yield from self.ask(command, {"id": id, **arguments}, running.step)


def linked(html: bytes) -> list[str]:
    """The files that a page names itself, but for icons that only home screens ask for."""
    return list(dict.fromkeys(unescape(found) for found in _LINKED.findall(html.decode())))


def _answer_in(wire: Wire) -> Answer | None:
    head, found, rest = wire.data.partition(b"\r\n\r\n")
    if not found:
        return None
    first, *lines = head.decode("latin-1").split("\r\n")
    headers = [(name.lower(), value) for name, _, value in (line.partition(": ") for line in lines)]
    length = int(next((value for name, value in headers if name == "content-length"), "0"))
    if len(rest) < length:
        return None
    wire.data = rest[length:]
    body = rest[:length]
    if ("content-encoding", "gzip") in headers:
        body = gzip.decompress(body)
    return Answer(int(first.split()[1]), headers, body)
