"""A small client of the public protocol (docs/protocol.md), written from that document alone.

It shares no code with the server. The demo's attendees, the live tests and the laboratory use it;
``Seen`` is what any page knows, whatever its connection is made of.
"""

import queue
import secrets
import threading
from collections.abc import Callable, Mapping
from typing import Any

import engineio
import requests
import socketio

WAIT = 20.0  # seconds for any answer

# Told of everything that comes: by which way ("http", "event" or "answer"), what it is or answers
# ("POST /join", "state", "vote"), the audience of a page, and the data.
onlookers: list[Callable[[str, str, str, Any], None]] = []


def came(way: str, what: str, audience: str, data: Any) -> Any:
    for look in onlookers:
        look(way, what, audience, data)
    return data


class Refused(Exception):
    """The server said no; ``code`` and ``sentence`` say why, ``again`` whether to send it again."""

    def __init__(self, error: dict[str, Any]) -> None:
        super().__init__(error.get("sentence", ""))
        self.code = error.get("code", "")
        self.sentence = error.get("sentence", "")
        self.again = error.get("again", False)
        self.field = error.get("field")


class Browser:
    """What a browser is to the server: cookies and the page token that goes with them."""

    def __init__(self, base: str, http: requests.Session | None = None) -> None:
        self.base = base.rstrip("/")
        self.http = http or requests.Session()
        self.token = self.get_json("/hello")["token"]

    @property
    def cookies(self) -> list[dict[str, str]]:
        """Each with the name, value and address that it has in any browser."""
        held = self.http.cookies
        return [{"name": c.name, "value": c.value or "", "url": self.base} for c in held]

    def saved(self) -> list[dict[str, str]]:
        """Its cookies, for ``reopened``."""
        parts = ("name", "value", "domain", "path")
        return [{part: getattr(one, part) or "" for part in parts} for one in self.http.cookies]

    @classmethod
    def reopened(cls, base: str, saved: list[dict[str, str]]) -> "Browser":
        """The same browser in another program, or on another day."""
        http = requests.Session()
        for one in saved:
            http.cookies.set(**one)
        return cls(base, http)

    @property
    def cookie(self) -> str:
        """All of them as the header has them."""
        return "; ".join(f"{one['name']}={one['value']}" for one in self.cookies)

    def auth(self, workshop: str, audience: str) -> dict[str, str]:
        """What a socket has to say when it connects."""
        return {"workshop": workshop, "audience": audience, "token": self.token}

    def get(self, path: str, accept: str = "*/*") -> requests.Response:
        asks = {"Accept": accept}
        return self.http.get(self.base + path, headers=asks, timeout=WAIT, allow_redirects=False)

    def get_json(self, path: str) -> dict[str, Any]:
        return _unwrap(f"GET {path}", self.get(path, "application/json"))

    def post(self, path: str, **fields: str) -> dict[str, Any]:
        answer = self.http.post(
            self.base + path,
            json=fields,
            headers={"X-Cascade-Token": self.token},
            timeout=WAIT,
        )
        return _unwrap(f"POST {path}", answer)

    def create(self, **fields: str) -> "Page":
        """Create a workshop and open its console."""
        made = self.post("/workshops", **fields)
        return Page(self, made["workshop"], "trainer")

    def join(self, code: str, name: str, sector: str, as_invited: str = "") -> "Page":
        """Join by code and open the attendee page; with ``as_invited`` as who they are on the
        area's list, if they are on it."""
        made = self.post(f"/j/{code}", name=name, sector=sector, as_invited=as_invited)
        return Page(self, made["workshop"], "attendee")

    def enter(self, link: str) -> "Page":
        """Open the page that a secret link leads to."""
        fragment = link.partition("#")[2]
        made = self.post("/enter", link=fragment)
        return Page(self, made["workshop"], fragment.partition(".")[0])


class Seen:
    """What a page knows: where it is, the newest state, and who it belongs to."""

    def __init__(self, browser: Browser, workshop: str, audience: str) -> None:
        self.browser = browser
        self.workshop = workshop
        self.audience = audience
        self.state: dict[str, Any] = {}
        self.you: dict[str, Any] | None = None
        self.sequence = 0  # of the last vote

    @property
    def view(self) -> dict[str, Any]:
        view: dict[str, Any] = self.state["view"]
        return view

    @property
    def auth(self) -> dict[str, str]:
        return self.browser.auth(self.workshop, self.audience)

    def take(self, state: dict[str, Any]) -> None:
        self.state = {**self.state, **state}
        if state.get("you"):
            self.told_you(state["you"])

    def told_you(self, you: dict[str, Any]) -> None:
        self.you = you
        if you["ballot"]:
            self.sequence = max(self.sequence, you["ballot"]["sequence"])

    def is_behind(self, state: dict[str, Any]) -> bool:
        """Is a state that comes older than the one here? Only a snapshot tells which one holds."""
        return bool(self.state) and state["revision"] < self.state["revision"]

    def missed(self, pulse: dict[str, int]) -> bool:
        """Was something missed, by what a pulse says?"""
        return bool(self.state) and not (
            pulse["since"] <= self.state["revision"] <= pulse["revision"]
        )

    def order(self, **arguments: Any) -> dict[str, Any]:
        """A command's payload: with an id and, as a trainer, the step on screen."""
        step = {"step": self.view["step"]} if self.audience == "trainer" else {}
        return {"id": secrets.token_hex(16), **step, **arguments}

    def ballot(self, round: int, rating: int | None) -> dict[str, Any]:
        """The next vote's payload."""
        self.sequence += 1
        return {
            "round": round,
            "rating": rating,
            "vote_id": secrets.token_hex(16),
            "sequence": self.sequence,
        }


class _InOrder(engineio.Client):  # type: ignore[misc]
    """Takes everything in the order it comes in, as browsers do, and not each in a thread of its
    own: of two states of one revision, only that tells which is the newer."""

    def _trigger_event(self, event: str, *args: Any, **kwargs: Any) -> Any:
        if event == "message":
            return self._coming.put(args)
        if event == "connect":
            self._coming: queue.SimpleQueue[tuple[Any, ...] | None] = queue.SimpleQueue()
            self.start_background_task(self._take_all, self._coming)
        elif event == "disconnect":
            self._coming.put(None)
        return super()._trigger_event(event, *args, **kwargs)

    def _take_all(self, coming: "queue.SimpleQueue[tuple[Any, ...] | None]") -> None:
        while (message := coming.get()) is not None:
            super()._trigger_event("message", *message)


class _Socket(socketio.Client):  # type: ignore[misc]
    def _engineio_client_class(self) -> type[engineio.Client]:
        return _InOrder


class Page(Seen):
    """One live page: a socket that keeps the newest state and asks things."""

    def __init__(
        self,
        browser: Browser,
        workshop: str,
        audience: str,
        *,
        transports: list[str] | None = None,
        reconnect: bool = True,
    ) -> None:
        super().__init__(browser, workshop, audience)
        self.ended: dict[str, str] | None = None
        self.heard: list[Callable[[dict[str, Any]], None]] = []
        self._transports = transports
        self._changed = threading.Condition()
        self.socket = _Socket(
            reconnection=reconnect,
            reconnection_delay=0.3,
            reconnection_delay_max=1,
            http_session=browser.http,
        )
        self.socket.on("connect", self._connected)
        self._on("state", self._take)
        self._on("pulse", self._pulse)
        self._on("you", self.told_you)
        self._on("ended", self._told_ended)
        self._on("restarting", lambda _: None)

    def _on(self, event: str, take: Callable[[Any], None]) -> None:
        self.socket.on(event, lambda data: take(came("event", event, self.audience, data)))

    def open(self) -> "Page":
        self.socket.connect(
            self.browser.base, auth=self.auth, transports=self._transports, wait_timeout=WAIT
        )
        self.refresh()
        return self

    def close(self) -> None:
        """Go for good, also while it tries to come back."""
        self.socket.shutdown()

    def ask(self, event: str, /, **payload: Any) -> dict[str, Any]:
        """Send an event as it is and give the server's answer; raises Refused."""
        return self._answered(event, self.socket.call(event, payload, timeout=WAIT))

    def _answered(self, event: str, answer: dict[str, Any]) -> dict[str, Any]:
        came("answer", event, self.audience, answer)
        if not answer.get("ok"):
            raise Refused(answer["error"])
        return answer

    def command(self, name: str, /, **arguments: Any) -> int:
        """Give a command; returns the revision once this page shows it."""
        revision = int(self.ask(name, **self.order(**arguments))["revision"])
        self.wait_for(lambda state: state["revision"] >= revision)
        return revision

    def plan(self, name: str, /, **arguments: Any) -> int:
        """Give a command to the plan; returns the plan's revision once this page shows it."""
        sent = {"id": secrets.token_hex(16), "step": self.view["plan"]["step"], **arguments}
        revision = int(self.ask(name, **sent)["revision"])
        self.wait_for(lambda state: _revision_of_plan(state) >= revision)
        return revision

    def answer_plan(self, **said: Any) -> dict[str, Any]:
        """Answer the question of the plan on screen, by ``score`` or ``domains``; returns what the
        server now holds."""
        asked = self.wait_for(_is_asked)["view"]["plan"]["question"]
        self.sequence += 1
        sent = {"question": asked["id"], "opened": asked["opened"]}
        sent |= {"vote_id": secrets.token_hex(16), "sequence": self.sequence}
        held: dict[str, Any] = self.ask("answer_plan", **sent, **said)["answer"]
        return held

    def vote(self, rating: int | None, *, round: int | None = None) -> dict[str, Any]:
        """Rate in the round on screen; returns the ballot that the server now holds."""
        if round is None:  # the news of an open round may still be on its way
            round = self.wait_for(lambda state: state["view"]["round"])["view"]["round"]["id"]
        return self._voted(self.ballot(round, rating))

    def answer(self, answers: Mapping[str, Any], *, done: bool = True) -> dict[str, Any]:
        """Answer in the open round of several cells; returns the ballot that the server holds."""
        round = self.wait_for(lambda state: state["view"]["round"])["view"]["round"]["id"]
        ballot = self.ballot(round, None)
        del ballot["rating"]
        return self._voted({**ballot, "answers": answers, "done": done})

    def _voted(self, ballot: dict[str, Any]) -> dict[str, Any]:
        held: dict[str, Any] = self.ask("vote", **ballot)["ballot"]
        return held

    def refresh(self) -> dict[str, Any]:
        """Ask for the newest state, show it and give it; raises Refused."""
        answers: queue.SimpleQueue[dict[str, Any]] = queue.SimpleQueue()
        known = self.state

        def take(answer: dict[str, Any]) -> None:
            if answer.get("ok"):  # here, so that nothing that comes after it is there before
                if self.state is not known and self.is_behind(answer["state"]):
                    self.socket.emit("snapshot", {}, callback=take)  # a newer state overtook it
                    return
                self._take(answer["state"], whatever=True)
            answers.put(answer)

        self.socket.emit("snapshot", {}, callback=take)
        try:
            answer = answers.get(timeout=WAIT)
        except queue.Empty:
            raise socketio.exceptions.TimeoutError from None
        state: dict[str, Any] = self._answered("snapshot", answer)["state"]
        return state

    def wait_for(
        self, wanted: Callable[[dict[str, Any]], Any], timeout: float = WAIT
    ) -> dict[str, Any]:
        """Wait until the newest state is as ``wanted``; raises TimeoutError."""
        with self._changed:
            if not self._changed.wait_for(lambda: self.state and wanted(self.state), timeout):
                raise TimeoutError(f"the {self.audience} page never showed it: {self.state}")
            return self.state

    def wait_for_phase(self, phase: str) -> dict[str, Any]:
        return self.wait_for(lambda state: state["view"]["phase"] == phase)

    def _connected(self) -> None:
        if self.state:  # a reconnection: what was missed comes with a fresh snapshot
            self.socket.start_background_task(self._catch_up)

    def _catch_up(self) -> None:
        """Refresh beside what else is done. An answer that went down with its connection is not
        missed: the next connection begins with a snapshot, and a page that was closed needs none.
        """
        asked_by = self.socket.get_sid()
        try:
            self.refresh()
        except socketio.exceptions.SocketIOError:
            if self.socket.connected and self.socket.get_sid() == asked_by:
                raise

    def _take(self, state: dict[str, Any], *, whatever: bool = False) -> None:
        with self._changed:
            if not whatever and self.is_behind(state):
                self.socket.start_background_task(self._catch_up)
                return
            self.take(state)
            self._changed.notify_all()
        for listener in self.heard:
            listener(self.state)

    def _pulse(self, pulse: dict[str, int]) -> None:
        if self.missed(pulse):
            self.socket.start_background_task(self._catch_up)

    def _told_ended(self, why: dict[str, str]) -> None:
        self.ended = why


def _revision_of_plan(state: dict[str, Any]) -> int:
    return int((state["view"]["plan"] or {}).get("revision", -1))


def _is_asked(state: dict[str, Any]) -> bool:
    """Is there an open question of the plan on screen?"""
    plan = state["view"].get("plan")
    return bool(plan and plan["question"] and plan["question"]["open"])


def _unwrap(asked: str, answer: requests.Response) -> dict[str, Any]:
    data: dict[str, Any] = came("http", asked, "", answer.json())
    if not data.get("ok"):
        raise Refused(data["error"])
    return data
