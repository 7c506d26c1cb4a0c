"""Engine.IO's requests: who gets a session, and at what pace each may send and poll."""

import contextlib
import io
import ipaddress
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from engineio.packet import NOOP, Packet

from voting.edges.connections.meter import TooFast
from voting.edges.connections.refused import refuse
from voting.edges.connections.sessions import Session, Sessions
from voting.edges.loops import repeat
from voting.refusals import Refusal
from voting.refusals.pace import TooManyRequests
from voting.words.languages import Languages

OLD_POLL_WITHIN = 2.0  # seconds for a poll to end when another has come


class Handshakes:
    """Stands before the requests of one Socket.IO server, and keeps ``sessions``. ``proxies`` is
    how many reverse proxies of ours stand in front of it."""

    def __init__(
        self, server: Any, sessions: Sessions, languages: Languages, proxies: int = 0
    ) -> None:
        self._eio = server.eio
        self._sessions = sessions
        self._languages = languages
        self._proxies = proxies
        self._sweeping = threading.Lock()  # held from the first session on
        self._inner = self._eio.handle_request
        self._eio.handle_request = self._handle
        for event, work in (("connect", self._connect), ("disconnect", self._disconnect)):
            self._eio.handlers[event] = work(self._eio.handlers[event])

    # --- coming and going ---

    def _connect(self, inner: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
        def connect(sid: str, environ: dict[str, Any]) -> Any:
            session = Session(sid, self._address(environ))
            environ["cascade.session"] = session
            self._sessions.add(session)
            if self._sweeping.acquire(blocking=False):
                repeat("sessions", self._drop_nobodys, every=1.0)
            _use(session, environ)
            return inner(sid, environ)

        return connect

    def _disconnect(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def disconnect(sid: str, *why: Any) -> Any:
            self._sessions.remove(sid)
            return inner(sid, *why)

        return disconnect

    def _drop(self, session: Session) -> None:
        """End it without waiting for anything."""
        socket = self._eio.sockets.pop(session.sid, None)
        self._sessions.remove(session.sid)
        if socket is None:
            return
        hang_up = getattr(socket.queue, "hang_up", None)
        if hang_up:
            hang_up()
        with contextlib.suppress(Exception):  # it may be ending by itself in this moment
            socket.close(wait=False, abort=True)
        self._eio.handlers["disconnect"](session.sid, "server disconnect")

    def _drop_nobodys(self) -> None:
        for session in self._sessions.overdue(time.monotonic()):
            self._drop(session)
        for sid in self._sessions.all():
            if sid not in self._eio.sockets:
                self._sessions.remove(sid)

    # --- requests ---

    def _handle(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        sid = parse_qs(environ.get("QUERY_STRING", "")).get("sid", [""])[0]
        if not sid:
            in_the_way = self._sessions.make_room(self._address(environ))
            if isinstance(in_the_way, Refusal):
                return refuse(environ, start_response, in_the_way, self._languages)
            if in_the_way:
                self._drop(in_the_way)
            return self._inner(environ, start_response)  # type: ignore[no-any-return]
        session = self._sessions.get(sid)
        if session is None:
            return self._inner(environ, start_response)  # type: ignore[no-any-return]
        _use(session, environ)
        is_poll = environ["REQUEST_METHOD"] == "GET" and not environ.get("HTTP_UPGRADE")
        try:
            session.meter.take(_cost(environ))
            if is_poll and session.polls:
                self._end_poll(session)
        except TooFast:
            self._drop(session)
            return refuse(environ, start_response, TooManyRequests(), self._languages)
        if not is_poll:
            return self._inner(environ, start_response)  # type: ignore[no-any-return]
        self._sessions.begin_poll(session)
        try:
            return self._inner(environ, start_response)  # type: ignore[no-any-return]
        finally:
            self._sessions.end_poll(session)

    def _end_poll(self, session: Session) -> None:
        """End the session's poll, for another that has come: browsers repeat one by themselves when
        its connection broke. Raises TooFast if it doesn't end, or if there is a third."""
        socket = self._eio.sockets.get(session.sid)
        if session.next_poll or socket is None:
            raise TooFast("one poll at a time")
        session.next_poll = True
        try:
            socket.queue.put(Packet(NOOP))
            until = time.monotonic() + OLD_POLL_WITHIN
            while session.polls:
                if time.monotonic() > until:
                    raise TooFast("the poll before it does not end")
                time.sleep(0.01)
        finally:
            session.next_poll = False

    def _address(self, environ: dict[str, Any]) -> str:
        """Where a request comes from; of an IPv6 address the network, which is one household's."""
        address: str = environ.get("REMOTE_ADDR", "")
        if self._proxies:
            forwarded = environ.get("HTTP_X_FORWARDED_FOR", "").split(",")
            if len(forwarded) >= self._proxies:
                address = forwarded[-self._proxies].strip()
        with contextlib.suppress(ValueError):
            if ipaddress.ip_address(address).version == 6:
                return str(ipaddress.ip_network(f"{address}/64", strict=False))
        return address


def _use(session: Session, environ: dict[str, Any]) -> None:
    """The connection of this request now stands for the session."""
    caller = environ.get("cascade.caller")
    if caller:
        caller.known = session.who is not None
        if environ.get("HTTP_UPGRADE"):
            session.caller = caller


def _cost(environ: dict[str, Any]) -> float:
    """Frames that a request counts for: itself, each packet that is posted, and each KB."""
    if environ["REQUEST_METHOD"] != "POST":
        return 1
    length = environ.get("CONTENT_LENGTH") or "0"
    body: bytes = environ["wsgi.input"].read(int(length) if length.isdigit() else 0)
    environ["wsgi.input"] = io.BytesIO(body)
    return 1 + body.count(b"\x1e") + len(body) / 1024
