"""Engine.IO sessions: how many there may be, and at what pace each may send.

A session costs memory and asks for nothing but a handshake, so one that does not say within seconds
who it is belongs to nobody and is dropped. Until then it may send little.
"""

import contextlib
import io
import ipaddress
import logging
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any
from urllib.parse import parse_qs

from engineio.packet import NOOP, Packet

from voting.edges.connections.door import refuse
from voting.edges.connections.meter import Meter, TooFast
from voting.refusals import Refusal, ServerFull, TooManyConnections, TooManyRequests

_log = logging.getLogger(__name__)

# Frames of one connection: whatever it sends, pings and empty pieces too, a KB of it as one more.
FRAMES_A_SECOND = 100
_FRAMES_AT_ONCE = 200
STRANGERS_A_SECOND = 20  # of one that has not been admitted: it needs five in all
_STRANGERS_AT_ONCE = 40

ADMITTED_WITHIN = 10.0  # seconds until a session that is nobody's is dropped
STRANGERS_OF_ADDRESS = 400  # sessions: the phones of a full hall, all joining in the same seconds
STRANGERS = 2000  # in all: some 10 MB
TABS = 16  # sessions of one browser; of more the oldest are told that this was it
OLD_POLL_WITHIN = 2.0  # seconds for a poll to end when another has come


class Session:
    """One Engine.IO session: from which address, since when (monotonic), and whose it is."""

    __slots__ = ("address", "caller", "meter", "next_poll", "polls", "sid", "since", "who")

    def __init__(self, sid: str, address: str) -> None:
        self.sid = sid
        self.address = address
        self.since = time.monotonic()
        self.who: str | None = None
        self.polls = 0
        self.next_poll = False  # does one wait for the end of the one before?
        self.caller: Any = None  # the connection of its WebSocket: see door.py
        self.meter = Meter(STRANGERS_A_SECOND, _STRANGERS_AT_ONCE)


class Sessions:
    """The sessions of one Socket.IO server. ``proxies`` is how many reverse proxies of ours stand
    in front of it, ``chance`` the seconds in which no other takes a session's place."""

    def __init__(self, server: Any, proxies: int = 0, chance: float = 2.0) -> None:
        self._eio = server.eio
        self._proxies = proxies
        self._chance = chance
        self._all: dict[str, Session] = {}
        # Both in order of their age.
        self._strangers: dict[str, Session] = {}
        self._of_address: defaultdict[str, dict[str, Session]] = defaultdict(dict)
        self._of_browser: defaultdict[str, dict[str, Session]] = defaultdict(dict)
        self._lock = threading.RLock()
        self._begun = False
        self._inner = self._eio.handle_request
        self._eio.handle_request = self._handle
        for event, work in (("connect", self._connect), ("disconnect", self._disconnect)):
            self._eio.handlers[event] = work(self._eio.handlers[event])

    def get(self, sid: str) -> Session | None:
        return self._all.get(sid)

    # --- who is known ---

    def admit(self, session: Session | None, who: str) -> list[Session]:
        """The session is that of browser ``who`` from now on; gives its oldest ones, for which
        there is no place any more."""
        if session is None:
            return []
        with self._lock:
            self._forget_stranger(session)
            session.who = who
            session.meter.rate, session.meter.burst = FRAMES_A_SECOND, _FRAMES_AT_ONCE
            if session.caller:
                session.caller.known = True
            tabs = self._of_browser[who]
            tabs[session.sid] = session
            return list(tabs.values())[:-TABS]

    def let_go(self, session: Session | None) -> None:
        """It has left its workshop, and is nobody's again."""
        if session is None or session.who is None or session.sid not in self._all:
            return
        with self._lock:
            self._forget_browser(session)
            session.meter.rate, session.meter.burst = STRANGERS_A_SECOND, _STRANGERS_AT_ONCE
            self._add_stranger(session)

    def wait_for(self, session: Session | None) -> None:
        """It said who it is and was told to try again: its time begins anew."""
        if session is not None and session.who is None and session.sid in self._all:
            with self._lock:
                self._forget_stranger(session)
                self._add_stranger(session)

    # --- coming and going ---

    def _connect(self, inner: Callable[[str, Any], Any]) -> Callable[[str, Any], Any]:
        def connect(sid: str, environ: dict[str, Any]) -> Any:
            session = Session(sid, self._address(environ))
            environ["cascade.session"] = session
            with self._lock:
                self._all[sid] = session
                self._add_stranger(session)
                if not self._begun:
                    self._begun = True
                    threading.Thread(target=self._watch, name="sessions", daemon=True).start()
            self._use(session, environ)
            return inner(sid, environ)

        return connect

    def _disconnect(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        def disconnect(sid: str, *why: Any) -> Any:
            self._remove(sid)
            return inner(sid, *why)

        return disconnect

    def _remove(self, sid: str) -> None:
        with self._lock:
            session = self._all.pop(sid, None)
            if session:
                self._forget_stranger(session)
                self._forget_browser(session)

    def _add_stranger(self, session: Session) -> None:
        session.since = time.monotonic()
        self._strangers[session.sid] = session
        self._of_address[session.address][session.sid] = session
        if session.caller:
            session.caller.known = False

    def _forget_stranger(self, session: Session) -> None:
        self._strangers.pop(session.sid, None)
        _take_out(self._of_address, session.address, session.sid)

    def _forget_browser(self, session: Session) -> None:
        if session.who is not None:
            _take_out(self._of_browser, session.who, session.sid)
            session.who = None

    def _drop(self, session: Session) -> None:
        """End it without waiting for anything."""
        socket = self._eio.sockets.pop(session.sid, None)
        self._remove(session.sid)
        if socket is None:
            return
        hang_up = getattr(socket.queue, "hang_up", None)
        if hang_up:
            hang_up()
        with contextlib.suppress(Exception):  # it may be ending by itself in this moment
            socket.close(wait=False, abort=True)
        self._eio.handlers["disconnect"](session.sid, "server disconnect")

    def _watch(self) -> None:
        while True:
            time.sleep(1.0)
            try:
                self._drop_nobodys(time.monotonic())
            except Exception:
                _log.exception("session error; continuing")

    def _drop_nobodys(self, now: float) -> None:
        for session in list(self._strangers.values()):
            if now - session.since <= ADMITTED_WITHIN:
                break
            self._drop(session)
        for sid in [sid for sid in list(self._all) if sid not in self._eio.sockets]:
            self._remove(sid)

    def _no_room(self, address: str) -> Refusal | None:
        """Why nobody from this address can come in now, unless a place can be made."""
        why: type[Refusal] | None
        with self._lock:
            own = self._of_address.get(address, {})
            if len(own) >= STRANGERS_OF_ADDRESS:
                oldest, why = _first(own), TooManyConnections
            elif len(self._strangers) >= STRANGERS:
                oldest, why = _first(self._strangers), ServerFull
                most = max(self._of_address.values(), key=len)
                if len(own) + 1 < len(most):  # whoever holds more has to share, and at once
                    oldest, why = _first(most), None
            else:
                return None
        if why and time.monotonic() - oldest.since < self._chance:
            return why()
        self._drop(oldest)
        return None

    # --- requests ---

    def _handle(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        sid = parse_qs(environ.get("QUERY_STRING", "")).get("sid", [""])[0]
        if not sid:
            no_room = self._no_room(self._address(environ))
            if no_room:
                return refuse(start_response, no_room)
            return self._inner(environ, start_response)  # type: ignore[no-any-return]
        session = self._all.get(sid)
        if session is None:
            return self._inner(environ, start_response)  # type: ignore[no-any-return]
        self._use(session, environ)
        is_poll = environ["REQUEST_METHOD"] == "GET" and not environ.get("HTTP_UPGRADE")
        try:
            session.meter.take(_cost(environ))
            if is_poll and session.polls:
                self._end_poll(session)
        except TooFast:
            self._drop(session)
            return refuse(start_response, TooManyRequests())
        session.polls += is_poll
        try:
            return self._inner(environ, start_response)  # type: ignore[no-any-return]
        finally:
            session.polls -= is_poll

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

    def _use(self, session: Session, environ: dict[str, Any]) -> None:
        """The connection of this request now stands for the session."""
        caller = environ.get("cascade.caller")
        if caller:
            caller.known = session.who is not None
            if environ.get("HTTP_UPGRADE"):
                session.caller = caller

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


def _cost(environ: dict[str, Any]) -> float:
    """Frames that a request counts for: itself, each packet that is posted, and each KB."""
    if environ["REQUEST_METHOD"] != "POST":
        return 1
    length = environ.get("CONTENT_LENGTH") or "0"
    body: bytes = environ["wsgi.input"].read(int(length) if length.isdigit() else 0)
    environ["wsgi.input"] = io.BytesIO(body)
    return 1 + body.count(b"\x1e") + len(body) / 1024


def _first(held: dict[str, Session]) -> Session:
    return next(iter(held.values()))


def _take_out(of: dict[str, dict[str, Session]], key: str, sid: str) -> None:
    held = of.get(key)
    if held is not None:
        held.pop(sid, None)
        if not held:
            of.pop(key, None)
