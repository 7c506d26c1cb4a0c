"""The example exchange of docs/protocol.md, played against a running app.

A step is a fenced block of the document::

    ```exchange
    trainer POST /workshops
    -> {"area": "Exampleshire", ...}
    <- {"ok": true, ...}
    ```

Who acts comes first, then what they do: GET or POST a path, ``connect`` a socket, ``send`` an
event; or it ``hears`` one. "->" is what they send, "<-" what comes back. In an answer, a key or a
last entry "…" stands for more that is left out. This client knows nothing but that document.
"""

import json
import re
import threading
from collections.abc import Callable
from typing import Any

import requests
import socketio
from msgspec import Struct

BASE = "http://127.0.0.1:5000"  # as the document has it
MORE = "…"
WAIT = 10.0

_BLOCK = re.compile(r"```exchange\n(.*?)```", re.DOTALL)
_HEAD = re.compile(r"^(\w+) (GET|POST|connect|send|hears)(?: (\S+))?$")
# What no two runs have in common, each by its looks.
_OWN_TO_A_RUN = [
    re.compile(looks)
    for looks in (
        r"[a-z2-7]{16}",  # an id
        r"[0-9a-f]{40}",  # a page token
        r"[0-9A-HJKMNP-TV-Z]{6}",  # a join code
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
        r"https?://\S+",
        r"/\w+/[a-z2-7]{16}(/\w+)?",  # a path with an id
    )
]


class Step(Struct):
    """One block: who, what they do, on what, what they send, what comes back."""

    who: str
    does: str
    what: str
    sends: Any
    answer: Any


def steps(text: str) -> list[Step]:
    return [_step(block) for block in _BLOCK.findall(text)]


def _step(block: str) -> Step:
    head, _, rest = block.partition("\n")
    found = _HEAD.match(head)
    assert found, f"the exchange has a step that nobody can read: {head}"
    sent, _, answer = rest.partition("<- ")
    sent = sent.removeprefix("-> ").strip()
    return Step(
        *(found[1], found[2], found[3] or ""),
        sends=json.loads(sent) if sent else None,
        answer=json.loads(answer) if answer.strip() else None,
    )


# --- people -------------------------------------------------------------------------------------


class Client:
    """Somebody of the exchange: a cookie jar, a page token, a socket."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._http = requests.Session()
        self._token = ""
        self._heard: list[tuple[str, Any]] = []
        self._news = threading.Condition()
        self.socket = socketio.Client(reconnection=False, http_session=self._http)
        self.socket.on("*", self._hear)
        self.socket.on("connect_error", lambda why: self._hear("connect_error", why))

    def get(self, path: str) -> Any:
        answer = self._http.get(self._base + path, timeout=WAIT).json()
        self._token = answer.get("token", self._token)
        return answer

    def post(self, path: str, fields: Any) -> Any:
        headers = {"X-Cascade-Token": self._token}
        return self._http.post(self._base + path, json=fields, headers=headers, timeout=WAIT).json()

    def connect(self, auth: Any) -> Any:
        """None when connected, else what the refusal carries."""
        try:
            self.socket.connect(self._base, auth=auth, wait_timeout=WAIT)
        except socketio.exceptions.ConnectionError:
            return self.hears("connect_error", lambda _: True)["data"]
        return None

    def send(self, event: str, payload: Any) -> Any:
        return self.socket.call(event, payload, timeout=WAIT)

    def hears(self, event: str, is_it: Callable[[Any], bool]) -> Any:
        """The first payload of ``event`` that is what was waited for."""

        def found() -> list[Any]:
            return [data for name, data in self._heard if name == event and is_it(data)]

        with self._news:
            assert self._news.wait_for(found, WAIT), f"{event} was not heard: {self._heard}"
            return found()[0]

    def _hear(self, event: str, data: Any = None) -> None:
        with self._news:
            self._heard.append((event, data))
            self._news.notify_all()


# --- playing ------------------------------------------------------------------------------------


class Play:
    """One performance of the exchange at ``base``. What the document says of ids, codes and tokens
    is taken for what they are in this run."""

    def __init__(self, base: str) -> None:
        self._base = base
        self._people: dict[str, Client] = {}
        self._now: dict[str, str] = {BASE: base}

    def perform(self, step: Step) -> tuple[Any, Any]:
        """What was sent and what came back, as they are in this run."""
        person = self._people.setdefault(step.who, Client(self._base))
        what, sends = self.translated(step.what), self.translated(step.sends)
        match step.does:
            case "GET":
                return sends, person.get(what)
            case "POST":
                return sends, person.post(what, sends)
            case "connect":
                return sends, person.connect(sends)
            case "send":
                return sends, person.send(what, sends)
            case _:
                return sends, person.hears(what, lambda data: _same_moment(step.answer, data))

    def learn(self, said: Any, came: Any) -> None:
        """Remember what the document's own ids are in this run."""
        if isinstance(said, dict) and isinstance(came, dict):
            for key in said.keys() & came.keys():
                self.learn(said[key], came[key])
        elif isinstance(said, list) and isinstance(came, list):
            for one, other in zip(said, came, strict=False):
                self.learn(one, other)
        elif isinstance(said, str) and isinstance(came, str) and self.translated(said) != came:
            self._now[said] = came

    def translated(self, said: Any) -> Any:
        if isinstance(said, dict):
            return {key: self.translated(value) for key, value in said.items()}
        if isinstance(said, list):
            return [self.translated(value) for value in said]
        if isinstance(said, str):
            for then in sorted(self._now, key=len, reverse=True):
                said = said.replace(then, self._now[then])
        return said

    def close(self) -> None:
        for person in self._people.values():
            person.socket.disconnect()


def _same_moment(said: Any, came: Any) -> bool:
    """Is a state that is heard the one that the document shows?"""
    if "view" not in said:
        return True
    return came["revision"] == said["revision"] and came["view"]["phase"] == said["view"]["phase"]


def differences(said: Any, came: Any, where: str = "") -> list[str]:
    """Where an answer is not as documented. ``said`` is already in the words of this run."""
    if isinstance(said, dict) and isinstance(came, dict):
        more = MORE in said
        found = [f"{where}.{key} is missing" for key in said if key not in (*came, MORE)]
        if not more:
            found += [f"{where}.{key} is not documented" for key in came if key not in said]
        return found + [
            problem
            for key in said.keys() & came.keys()
            for problem in differences(said[key], came[key], f"{where}.{key}")
        ]
    if isinstance(said, list) and isinstance(came, list):
        more = said[-1:] == [MORE]
        shown = said[:-1] if more else said
        if len(came) < len(shown) or (len(came) != len(shown) and not more):
            return [f"{where} has {len(came)} entries"]
        return [
            problem
            for place, one in enumerate(shown)
            for problem in differences(one, came[place], f"{where}[{place}]")
        ]
    return [] if said == came or _alike(said, came) else [f"{where} is {came!r}, not {said!r}"]


def _alike(said: Any, came: Any) -> bool:
    if not isinstance(said, str) or not isinstance(came, str):
        return False
    return any(looks.fullmatch(said) and looks.fullmatch(came) for looks in _OWN_TO_A_RUN)


# --- recording ----------------------------------------------------------------------------------


def recorded(text: str) -> str:
    """The document with what was sent and answered in a run of the app that this starts."""
    import tempfile
    from pathlib import Path

    from lab.rig.server import Server

    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "data").start()
        play = Play(server.base)
        try:
            return _BLOCK.sub(
                lambda block: _record(play, block[1]).replace(server.base, BASE), text
            )
        finally:
            play.close()
            server.end()


def _record(play: Play, block: str) -> str:
    step = _step(block)
    what = play.translated(step.what)
    sent, came = play.perform(step)
    play.learn(step.answer, came)
    lines = [" ".join(filter(None, (step.who, step.does, what)))]
    if sent is not None:
        lines.append("-> " + shown(sent))
    if came is not None:
        lines.append("<- " + shown(_as_much(step.answer, came)))
    return "```exchange\n" + "\n".join(lines) + "\n```"


def _as_much(said: Any, came: Any) -> Any:
    """As much of an answer as the document shows."""
    if isinstance(said, dict) and isinstance(came, dict) and MORE in said:
        kept = {key: _as_much(said[key], came[key]) for key in came if key in said}
        return kept | {MORE: MORE}
    if isinstance(said, dict) and isinstance(came, dict):
        return {key: _as_much(said.get(key), value) for key, value in came.items()}
    if isinstance(said, list) and isinstance(came, list) and said[-1:] == [MORE]:
        return [*(_as_much(*pair) for pair in zip(said[:-1], came, strict=False)), MORE]
    if isinstance(said, list) and isinstance(came, list) and len(said) == len(came):
        return [_as_much(*pair) for pair in zip(said, came, strict=True)]
    return came


def shown(value: Any, indent: int = 3, width: int = 96) -> str:
    """JSON on one line where it fits, else one entry a line."""
    line = json.dumps(value, ensure_ascii=False)
    if indent + len(line) <= width or not isinstance(value, dict | list) or not value:
        return line
    pad = " " * (indent + 2)
    if isinstance(value, dict):
        parts = [
            f"{pad}{json.dumps(key, ensure_ascii=False)}: {shown(part, indent + 2, width)}"
            for key, part in value.items()
        ]
        return "{\n" + ",\n".join(parts) + "\n" + " " * indent + "}"
    parts = [pad + shown(part, indent + 2, width) for part in value]
    return "[\n" + ",\n".join(parts) + "\n" + " " * indent + "]"
