"""The workshops that this process has sockets for, and whose sockets they are.

Several threads add, remove and iterate at once. So the tables of channels and of listeners are
never changed in place but replaced, under one lock: a reader keeps the table as it was.
"""

import threading
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TypeVar

from voting.core.actors import Role
from voting.core.state import Round, Workshop
from voting.disclosure.judged import Counted
from voting.edges.broadcast.listeners import Listener
from voting.edges.broadcast.lost_votes import KeptVotes
from voting.edges.broadcast.persons import Persons
from voting.edges.broadcast.views_made import ViewsMade
from voting.edges.clock import Countdown
from voting.views.situation import Situation

Value = TypeVar("Value")


class Channel:
    """What this process knows of one workshop. Whoever holds ``lock`` may change it, but for the
    listeners, which ``Channels`` keeps, and for what has a lock of its own (``kept``)."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self.listeners: Mapping[str, Listener] = {}  # by socket; never changed, but replaced
        self.lock = threading.Lock()
        self.loads_begun = 0
        self.last_good = 0
        self.last_failed = 0
        self.mark: tuple[bytes | None, ...] = ()
        self.situation: Situation | None = None
        self.views = ViewsMade()
        self.persons = Persons()
        self.countdown = Countdown(clock)
        self.kept = KeptVotes()
        self.newcomers = False  # sockets that were recognised on an older load, perhaps
        self.look_due = False
        self.sick = False  # the last look failed: its part of the store does not answer

    @property
    def workshop(self) -> Workshop | None:
        return self.situation.workshop if self.situation else None

    @property
    def plan_owner(self) -> str | None:
        """Whose plan its pages show; None where they show none now."""
        plan = self.situation.plan if self.situation else None
        return plan.plan.owner if plan else None

    def renew(self, mark: tuple[bytes | None, ...], situation: Situation) -> None:
        """This is the workshop's newest situation, loaded under ``mark``."""
        self.mark, self.situation = mark, situation
        self.countdown.follow(situation.workshop.timer)
        self.views.renew(situation)

    def counted_rounds(self) -> dict[tuple[Round, str], Counted]:
        """The rounds that are counted already, which never change."""
        at = self.situation
        return (
            {
                (r, cell): at.rounds[r.id, cell]
                for r in at.workshop.rounds
                if r.counts
                for cell in r.asks
            }
            if at
            else {}
        )

    def attendees(self) -> list[Listener]:
        return [one for one in self.listeners.values() if one.audience == Role.ATTENDEE]


class Channels:
    """All channels of this process, by workshop."""

    def __init__(self, clock: Callable[[], datetime]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._all: Mapping[str, Channel] = {}

    def get(self, workshop: str) -> Channel | None:
        return self._all.get(workshop)

    def all(self) -> Mapping[str, Channel]:
        return self._all

    def new(self) -> Channel:
        """A channel that is not kept: for a page that has no socket yet."""
        return Channel(self._clock)

    def add(self, listener: Listener) -> None:
        with self._lock:
            channel = self._all.get(listener.workshop)
            if channel is None:
                channel = self.new()
                self._all = {**self._all, listener.workshop: channel}
            channel.listeners = {**channel.listeners, listener.sid: listener}
            channel.newcomers = True

    def remove(self, listener: Listener) -> None:
        """Forget the socket, and its channel with the last one; does nothing if it has gone."""
        with self._lock:
            channel = self._all.get(listener.workshop)
            if channel is None or listener.sid not in channel.listeners:
                return
            channel.listeners = _without(channel.listeners, listener.sid)
            if not channel.listeners:
                self._all = _without(self._all, listener.workshop)


def _without(table: Mapping[str, Value], key: str) -> Mapping[str, Value]:
    return {each: value for each, value in table.items() if each != key}
