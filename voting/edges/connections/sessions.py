"""Engine.IO sessions: whose each is, and how many there may be.

A session costs memory and asks for nothing but a handshake, so one that does not say within seconds
who it is belongs to nobody and is dropped. Until then it may send little.
"""

import threading
import time
from collections import defaultdict
from typing import Any

from voting.edges.connections.meter import Meter
from voting.refusals import Refusal
from voting.refusals.pace import ServerFull, TooManyConnections

# Frames of one connection: whatever it sends, pings and empty pieces too, a KB of it as one more.
FRAMES_A_SECOND = 100
_FRAMES_AT_ONCE = 200
STRANGERS_A_SECOND = 20  # of one that has not been admitted: it needs five in all
_STRANGERS_AT_ONCE = 40

ADMITTED_WITHIN = 10.0  # seconds until a session that is nobody's is dropped
STRANGERS_OF_ADDRESS = 400  # sessions: the phones of a full hall, all joining in the same seconds
STRANGERS = 2000  # in all: some 10 MB
TABS = 16  # sessions of one browser; of more the oldest are told that this was it


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
        self.caller: Any = None  # the connection of its WebSocket: see callers.py
        self.meter = Meter(STRANGERS_A_SECOND, _STRANGERS_AT_ONCE)


class Sessions:
    """The sessions of one server. Any thread may use it. ``chance`` are the seconds in which no
    other takes a session's place."""

    def __init__(self, chance: float = 2.0) -> None:
        self._chance = chance
        self._all: dict[str, Session] = {}
        # Both in order of their age.
        self._strangers: dict[str, Session] = {}
        self._of_address: defaultdict[str, dict[str, Session]] = defaultdict(dict)
        self._of_browser: defaultdict[str, dict[str, Session]] = defaultdict(dict)
        self._lock = threading.Lock()

    def get(self, sid: str) -> Session | None:
        return self._all.get(sid)

    def all(self) -> list[str]:
        with self._lock:
            return list(self._all)

    def add(self, session: Session) -> None:
        with self._lock:
            self._all[session.sid] = session
            self._add_stranger(session)

    def remove(self, sid: str) -> None:
        """It is over; not there any more is fine."""
        with self._lock:
            session = self._all.pop(sid, None)
            if session:
                self._forget_stranger(session)
                self._forget_browser(session)

    def admit(self, session: Session | None, who: str) -> list[Session]:
        """The session is that of browser ``who`` from now on; gives its oldest ones, for which
        there is no place any more."""
        with self._lock:
            if session is None or session.sid not in self._all:
                return []
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
        with self._lock:
            if session is None or session.who is None or session.sid not in self._all:
                return
            self._forget_browser(session)
            session.meter.rate, session.meter.burst = STRANGERS_A_SECOND, _STRANGERS_AT_ONCE
            self._add_stranger(session)

    def wait_for(self, session: Session | None) -> None:
        """It said who it is and was told to try again: its time begins anew."""
        with self._lock:
            if session is None or session.who is not None or session.sid not in self._all:
                return
            self._forget_stranger(session)
            self._add_stranger(session)

    def begin_poll(self, session: Session) -> None:
        with self._lock:
            session.polls += 1

    def end_poll(self, session: Session) -> None:
        with self._lock:
            session.polls -= 1

    # --- who has to go ---

    def overdue(self, now: float) -> list[Session]:
        """Those that have not said in time who they are."""
        with self._lock:
            return [one for one in self._strangers.values() if now - one.since > ADMITTED_WITHIN]

    def make_room(self, address: str) -> Session | Refusal | None:
        """For another session from this address: the one that has to go, or why none can come in
        now; None if there is room."""
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
        return oldest

    # --- with the lock held ---

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


def _first(held: dict[str, Session]) -> Session:
    return next(iter(held.values()))


def _take_out(of: dict[str, dict[str, Session]], key: str, sid: str) -> None:
    held = of.get(key)
    if held is not None:
        held.pop(sid, None)
        if not held:
            of.pop(key, None)
