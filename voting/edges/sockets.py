"""Socket.IO events to service calls and back. Nothing is decided here.

Handlers are registered on the Socket.IO server that Flask-SocketIO drives, without Flask's request
context: a vote needs none, and opening one for every event costs half the throughput.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from socketio.exceptions import ConnectionRefusedError
from werkzeug.http import parse_cookie

from voting.core.actors import Actor, Role
from voting.core.commands import COMMANDS, Create
from voting.edges.broadcast.broadcaster import Broadcaster
from voting.edges.broadcast.listeners import Listener
from voting.edges.browsers import Browser
from voting.edges.connections import messages as transport
from voting.edges.connections.sessions import TABS, Session
from voting.edges.language import words_for
from voting.goals.machine import allowed
from voting.identity import PAGES, Identity
from voting.refusals import Refusal
from voting.refusals.asking import NotAllowed
from voting.refusals.pace import TooManyPages
from voting.refusals.sent import Malformed, UnknownEvent
from voting.refusals.serving import Restarting, StoreUnavailable, Unexpected
from voting.service import Service
from voting.views.you import stored_ballot
from voting.wire.answers import (
    CommandDone,
    Done,
    KeptReason,
    PlanAnswerStored,
    ReasonStored,
    Refused,
    Snapshot,
    SuggestionGone,
    SuggestionKept,
    VoteStored,
    error,
    refused,
    refused_connection,
)
from voting.wire.answers import Restarting as ServerRestarts
from voting.wire.messages import (
    Hello,
    read_dropped,
    read_hello,
    read_order,
    read_plan_answer,
    read_plan_order,
    read_reason,
    read_suggestion,
    read_vote,
)
from voting.words import Words
from voting.words.languages import Languages

_log = logging.getLogger(__name__)

# Create is an HTTP form: there is no workshop yet whose socket could carry it.
COMMAND_EVENTS = sorted(event for event, kind in COMMANDS.items() if kind is not Create)
PLAN_EVENTS = sorted(allowed(Role.TRAINER))
OWN_EVENTS = ["vote", "reason", "answer_plan", "suggest", "drop_suggestion", "snapshot"]
EVENTS = [*OWN_EVENTS, *COMMAND_EVENTS, *PLAN_EVENTS]


class Sockets:
    """The sockets of this process and the events they may send. ``version`` names the scripts and
    words of this server."""

    def __init__(
        self,
        server: Any,
        service: Service,
        identity: Identity,
        version: str,
        languages: Languages,
        proxies: int = 0,
    ) -> None:
        self._sessions = transport.tame(server, languages, proxies)
        _keep_reserved(server)
        self._server = server
        self._service = service
        self._identity = identity
        self._version = version
        self._languages = languages
        self._listeners: dict[str, Listener] = {}
        self._under_way = 0
        self._lock = threading.Lock()  # held to change these two, and to walk the first
        self._closing = False
        self.stopping = threading.Event()
        self.broadcaster = Broadcaster(service, emit=self._emit, drop=server.disconnect)
        server.on("connect", self._connect)
        server.on("disconnect", self._disconnect)
        server.on("vote", self._answering("vote", self._vote))
        server.on("reason", self._answering("reason", self._reason))
        server.on("snapshot", self._answering("snapshot", self._snapshot))
        for event in COMMAND_EVENTS:
            server.on(event, self._answering(event, self._command(event)))
        for event in PLAN_EVENTS:
            server.on(event, self._answering(event, self._plan_command(event)))
        server.on("answer_plan", self._answering("answer_plan", self._answer_plan))
        server.on("suggest", self._answering("suggest", self._suggest))
        server.on("drop_suggestion", self._answering("drop_suggestion", self._drop_suggestion))
        server.on("*", self._unknown)

    def _emit(self, event: str, data: Any, room: str) -> None:
        self._server.emit(event, data, room=room)
        time.sleep(0)  # it goes out now, before the next view is made: phones come first

    # --- coming and going ---

    def _connect(self, sid: str, environ: dict[str, Any], auth: Any = None) -> None:
        try:
            if self._closing:
                raise Restarting()
            listener, browser = self._recognise(sid, environ, read_hello(auth))
        except Refusal as problem:
            if problem.again:
                self._sessions.wait_for(environ.get("cascade.session"))
            why = refused_connection(problem, self._words_for(environ))
            raise ConnectionRefusedError(problem.code, why) from None
        with self._lock:
            self._listeners[sid] = listener
        self._let_go_of(self._sessions.admit(listener.session, browser))
        self._server.enter_room(sid, listener.room)
        self.broadcaster.add(listener)
        if sid not in self._listeners:  # gone again, in another thread, before it was added
            self.broadcaster.remove(listener)
        elif listener.audience == Role.ATTENDEE:
            self._sign_of_life(listener)

    def _let_go_of(self, surplus: list[Session]) -> None:
        """Tell pages for good, or they would come back and take one another's place without end."""
        for session in surplus:
            with self._lock:
                theirs = [one for one in self._listeners.values() if one.session is session]
            for listener in theirs:
                why = error(TooManyPages(n=TABS), listener.words)
                self._server.emit("ended", why, room=listener.sid)
                self._server.disconnect(listener.sid)
            self._sessions.let_go(session)  # and hung up on soon, whatever it makes of that

    def _recognise(self, sid: str, environ: dict[str, Any], hello: Hello) -> tuple[Listener, str]:
        """Who connects, by cookie and page token, and their browser's name."""
        if hello.audience not in PAGES:
            raise NotAllowed()
        browser = Browser(self._identity, parse_cookie(environ))
        name = self._identity.check_token(browser.name, hello.token)
        asked = (hello.workshop, hello.audience)
        by_links = browser.by_links(*asked)
        found, actor = self._service.admitted(
            hello.workshop, browser.actors(*asked), browser.by_name(*asked), by_links
        )
        session = environ.get("cascade.session")
        words = self._words_for(environ, found.language)
        me = found.stands_for(actor.id) if actor.role is Role.ATTENDEE else ""
        link = next((one for one in by_links if found.stands_for(one.person) == me), None)
        return Listener(sid, hello.workshop, hello.audience, actor, session, words, link), name

    def _words_for(self, environ: dict[str, Any], workshop: str | None = None) -> Words:
        accept = environ.get("HTTP_ACCEPT_LANGUAGE", "")
        return words_for(self._languages, parse_cookie(environ), accept, workshop)

    def _sign_of_life(self, listener: Listener) -> None:
        try:
            self.broadcaster.signs_of_life(listener.workshop, [listener])
        except StoreUnavailable:
            _log.warning("presence not recorded: the store does not answer")

    def _disconnect(self, sid: str, reason: str = "") -> None:
        with self._lock:
            listener = self._listeners.pop(sid, None)
        if listener is None:
            return
        self._sessions.let_go(listener.session)
        self.broadcaster.remove(listener)
        if listener.audience == Role.ATTENDEE:
            try:
                self._service.store.socket_gone(listener.workshop, listener.actor.id, sid)
            except StoreUnavailable:
                _log.warning("presence not recorded: the store does not answer")

    def close(self, within: float) -> None:
        """Say that the server restarts, finish what is under way, and let every socket go.

        Takes ``within`` seconds at most. Clients reconnect by themselves, here or elsewhere.
        """
        self._closing = True
        self._server.emit("restarting", ServerRestarts())
        deadline = time.monotonic() + within
        while self._under_way and time.monotonic() < deadline:
            time.sleep(0.02)
        self.stopping.set()
        # Letting go waits for a slow reader; the end of the server does not.
        letting_go = threading.Thread(target=self._let_go, daemon=True)
        letting_go.start()
        letting_go.join(1.0)

    def _let_go(self) -> None:
        for eio_sid in list(self._server.eio.sockets):
            self._server.eio.disconnect(eio_sid)

    # --- events ---

    def _vote(self, listener: Listener, payload: Any) -> VoteStored:
        if listener.audience != Role.ATTENDEE:
            raise NotAllowed()
        vote = read_vote(payload)
        ballot, hidden = self._service.cast_for_device(listener.workshop, listener.actor.id, vote)
        self.broadcaster.vote_kept(listener, vote.round, ballot.sequence)
        return VoteStored(ballot=stored_ballot(ballot, hidden))

    def _reason(self, listener: Listener, payload: Any) -> ReasonStored:
        if listener.audience != Role.ATTENDEE:
            raise NotAllowed()
        given = read_reason(payload)
        held = self._service.give_reason(listener.workshop, listener.actor.id, given)
        return ReasonStored(reason=None if held is None else KeptReason(held.text, shown=False))

    def _snapshot(self, listener: Listener, payload: Any) -> Snapshot:
        return Snapshot(state=self.broadcaster.snapshot(listener), version=self._version)

    def _command(self, event: str) -> Callable[[Listener, Any], CommandDone]:
        def give(listener: Listener, payload: Any) -> CommandDone:
            order = read_order(event, payload)
            after = self._service.act(
                listener.workshop,
                _speaker(listener),
                order.command,
                id=order.id,
                step=order.step,
            )
            return CommandDone(revision=after.revision)

        return give

    def _plan_command(self, event: str) -> Callable[[Listener, Any], CommandDone]:
        def give(listener: Listener, payload: Any) -> CommandDone:
            order = read_plan_order(event, payload)
            after = self._service.act_on_plan(
                listener.workshop, _speaker(listener), order.command, id=order.id, step=order.step
            )
            return CommandDone(revision=after.revision)

        return give

    def _answer_plan(self, listener: Listener, payload: Any) -> PlanAnswerStored:
        if listener.audience != Role.ATTENDEE:
            raise NotAllowed()
        sent = read_plan_answer(payload)
        return PlanAnswerStored(
            answer=self._service.answer_plan(listener.workshop, listener.actor.id, sent)
        )

    def _suggest(self, listener: Listener, payload: Any) -> SuggestionKept:
        if listener.audience != Role.ATTENDEE:
            raise NotAllowed()
        sent = read_suggestion(payload)
        return SuggestionKept(
            left=self._service.suggest(listener.workshop, listener.actor.id, sent)
        )

    def _drop_suggestion(self, listener: Listener, payload: Any) -> SuggestionGone:
        dropped = read_dropped(payload)
        self._service.drop_suggestion(listener.workshop, _speaker(listener), dropped.suggestion)
        return SuggestionGone()

    def _answering(
        self, event: str, work: Callable[[Listener, Any], Done]
    ) -> Callable[..., Done | Refused]:
        """Wrap an event's work so that every message gets an answer: done, or why not."""

        def answer(sid: str, payload: Any = None, *more: Any) -> Done | Refused:
            listener = self._listeners.get(sid)
            words = self._words_of(sid)
            with self._lock:
                self._under_way += 1
            try:
                if listener is None:
                    raise NotAllowed()
                return work(listener, payload)
            except Refusal as problem:
                return refused(problem, words)
            except Exception:
                # Logged by its event alone: a payload may hold what a person wrote.
                _log.exception("event %s failed", event)
                return refused(Unexpected(), words)
            finally:
                with self._lock:
                    self._under_way -= 1

        return answer

    def _words_of(self, sid: Any) -> Words:
        # An event called "*" comes with its payload in the place of the socket.
        listener = self._listeners.get(sid) if isinstance(sid, str) else None
        return listener.words if listener else self._languages[""]

    def _unknown(self, event: str, sid: str, *payload: Any) -> Refused:
        words = self._words_of(sid)
        if isinstance(event, transport.Unreadable):
            return refused(Malformed(why="event"), words)
        return refused(UnknownEvent(event=str(event)[:40]), words)


def _keep_reserved(server: Any) -> None:
    """Let nobody call our own connect and disconnect handlers by sending events of those names.

    python-socketio looks a client's event up among all handlers, these two included.
    """
    handle = server._handle_event_internal

    def handle_event(of: Any, sid: str, eio: str, data: list[Any], *rest: Any) -> None:
        if data and data[0] in server.reserved_events:
            data = [f"client {data[0]}", *data[1:]]
        handle(of, sid, eio, data, *rest)

    server._handle_event_internal = handle_event


def _speaker(listener: Listener) -> Actor:
    """In whose name a socket gives commands: a trainer who looks at the room view gives none."""
    if listener.audience == listener.actor.role:
        return listener.actor
    return Actor(Role(listener.audience))
