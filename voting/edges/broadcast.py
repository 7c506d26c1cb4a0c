"""Brings every change to this process's sockets: hints say where to look, snapshots are the truth.

A hint names a workshop and a revision. Whoever hears it loads that workshop once and sends one
view per audience to the sockets of this process. A slow tick looks without a hint, so that a lost
one heals by itself, and sends a pulse with the revision, so that a page can tell silence from calm.
"""

import logging
import threading
import time
from collections.abc import Callable
from typing import Any

from msgspec import Struct

from voting import wire
from voting.core.actors import Actor, Role
from voting.core.admission import admit
from voting.core.rounds import everybody_rated, may_close_itself, stands_alone
from voting.core.state import Person, Round, Timer, Workshop
from voting.disclosure.judged import Counted
from voting.refusals import Refusal, StoreUnavailable, UnknownWorkshop
from voting.service import Service
from voting.views.audiences import VIEWS, you_view

TURNOUT_EVERY = 0.2  # seconds: five turnouts a second at most
TICK_EVERY = 1.0  # seconds between looks without a hint
PULSE_EVERY = 3.0  # seconds between pulses
SWEEP_EVERY = 3600.0  # seconds between looks for workshops that have been kept long enough

_SKEW = 30.0  # seconds by which the clocks of several processes may differ

_log = logging.getLogger(__name__)


class Listener(Struct):
    """One socket of this process: who it belongs to and which view it gets. ``session`` is what it
    came over: see sessions."""

    sid: str
    workshop: str
    audience: str
    actor: Actor
    session: Any = None

    @property
    def room(self) -> str:
        return audience_room(self.workshop, self.audience)


def audience_room(workshop: str, audience: str) -> str:
    return f"{workshop}/{audience}"


def _standing(workshop: Workshop, id: str) -> tuple[str, Person | None]:
    """Who a device belongs to, and how they stand."""
    person = workshop.stands_for(id)
    return person, workshop.people.get(person)


class _Channel:
    """What this process knows of one workshop that it has sockets for."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.loads_begun = 0
        self.last_good = 0
        self.last_failed = 0
        self.mark: tuple[bytes | None, ...] = ()
        self.workshop: Workshop | None = None
        self.told: Workshop | None = None  # as of when each person here was told where they stand
        self.rounds: dict[Round, Counted] = {}
        self.views: dict[str, dict[str, Any]] = {}
        self.since: dict[str, int] = {}  # the revision at which each of them last changed
        self.is_complete = False
        self.alone = False  # would a close show whose rating it is?
        self.timer: Timer | None = None
        self.timer_known = False  # has this process looked before, and so seen it being set?
        self.timer_ends = 0.0  # on this process's monotonic clock, which no clock change moves
        self.listeners: dict[str, Listener] = {}
        self.stored: dict[str, Any] = {}  # by socket: what devices of one person were told of it
        self.kept: dict[str, tuple[int, int]] = {}  # by device: the newest vote it was told is kept
        self.newcomers = False  # sockets that were recognised on an older load, perhaps
        self.turnout_due = False
        self.sick = False  # the last look failed: its part of the store does not answer


class Watcher:
    """One per process. ``emit(event, data, room)`` sends to this process's sockets in a room,
    ``drop(sid)`` disconnects one. ``keep_days`` is how long a workshop is kept, None for ever."""

    def __init__(
        self,
        service: Service,
        emit: Callable[[str, Any, str], None],
        drop: Callable[[str], None],
        keep_days: int | None = None,
    ) -> None:
        self._service = service
        self._emit = emit
        self._drop = drop
        self._keep_days = keep_days
        self._channels: dict[str, _Channel] = {}
        self._coming_and_going = threading.Lock()
        self._stopping = threading.Event()

    # --- sockets come and go ---

    def add(self, listener: Listener) -> None:
        with self._coming_and_going:
            channel = self._channels.setdefault(listener.workshop, _Channel())
            channel.listeners[listener.sid] = listener
            channel.newcomers = True

    def remove(self, listener: Listener) -> None:
        with self._coming_and_going:
            channel = self._channels.get(listener.workshop)
            if channel is None:
                return
            channel.listeners.pop(listener.sid, None)
            channel.stored.pop(listener.sid, None)
            if not channel.listeners:
                self._channels.pop(listener.workshop, None)

    def snapshot(self, listener: Listener) -> dict[str, Any]:
        """The newest state for one socket, and its own person's part for an attendee."""
        # A page asks before it has a socket: what is loaded for it alone is not kept.
        channel = self._channels.get(listener.workshop) or _Channel()
        self._refresh(listener.workshop, channel)
        with channel.lock:  # no newer state may be sent between here and the answer's making
            workshop = channel.workshop
            assert workshop
            admit(workshop, listener.actor)
            state = self._envelope(channel, listener.audience)
        if listener.audience == Role.ATTENDEE:  # of the same moment, whatever has come since
            state["you"] = self._you(workshop, listener.actor.id)
            if ballot := state["you"]["ballot"]:
                self.vote_kept(listener, ballot["round"], ballot["sequence"])
        return state

    def vote_kept(self, listener: Listener, round_id: int, sequence: int) -> None:
        """An attendee's page was told that their vote is kept: should it get lost, it hears so."""
        channel = self._channels.get(listener.workshop)
        if channel is not None:
            kept = channel.kept.get(listener.actor.id, (0, 0))
            channel.kept[listener.actor.id] = max(kept, (round_id, sequence))

    def first_state(self, workshop: str, audience: str, actor: Actor) -> dict[str, Any]:
        """The state that a page is delivered with, before it has a socket."""
        return self.snapshot(Listener("", workshop, audience, actor))

    # --- running ---

    def start(self) -> None:
        for work in (self._hear, self._tick, *([self._sweep] if self._keep_days else [])):
            threading.Thread(target=self._forever, args=(work,), daemon=True).start()

    def stop(self) -> None:
        self._stopping.set()

    def _forever(self, work: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            try:
                work()
            except StoreUnavailable as problem:
                if self._stopping.is_set():
                    return
                _log.warning("store: %s", problem.details.get("why", problem))
                self._stopping.wait(0.5)
            except Exception:
                _log.exception("watcher error; continuing")
                self._stopping.wait(0.5)

    def _hear(self) -> None:
        self._service.store.listen(self._hint, self._stopping.is_set)

    def _hint(self, workshop: str, what: str) -> None:
        channel = self._channels.get(workshop)
        if channel is None:
            return
        if what == "votes":
            channel.turnout_due = True
        else:
            self._refresh_or_end(workshop, channel)

    def _tick(self) -> None:
        next_look = next_pulse = 0.0
        while not self._stopping.wait(TURNOUT_EVERY):
            now = time.monotonic()
            look = now >= next_look
            pulse = look and now >= next_pulse
            if look:
                next_look = now + TICK_EVERY
            if pulse:
                next_pulse = now + PULSE_EVERY
            due = [
                (id, channel)
                for id, channel in self._channels.items()
                if channel.turnout_due or look
            ]
            self._look_at_all(due, pulse=pulse)

    def _look_at_all(self, due: list[tuple[str, _Channel]], *, pulse: bool) -> None:
        """A fault with one workshop must not end the watch over the others: they may be on another
        node of the store. Where it does not answer, one look at a time shows when it does again."""
        due.sort(key=lambda one: one[1].sick)
        problem: StoreUnavailable | None = None
        for id, channel in due:
            if channel.sick and problem:
                continue
            channel.turnout_due = False
            try:
                self._look(id, channel, pulse=pulse)
                channel.sick = False
            except StoreUnavailable as failed:
                channel.sick, problem = True, failed
            except Exception:
                _log.exception("watcher error in one workshop; continuing")
        if problem:
            raise problem

    def _look(self, id: str, channel: _Channel, *, pulse: bool) -> None:
        """Refresh, close what may close itself, say that we live and who is here."""
        if pulse:
            people = [
                (one.actor.id, sid)
                for sid, one in channel.listeners.items()
                if one.audience == Role.ATTENDEE
            ]
            self._service.store.seen(id, people, wire.milliseconds(self._service.clock()))
        if not self._refresh_or_end(id, channel):
            return
        if pulse:
            self._tell_of_lost_votes(id, channel)
        self._close_if_due(id, channel)
        if pulse and channel.workshop:
            # Only ever sent when the store has just been read: a pulse means "this is the truth".
            for audience in VIEWS:
                self._emit(
                    "pulse",
                    {"revision": channel.workshop.revision, "since": channel.since[audience]},
                    audience_room(id, audience),
                )

    # --- what has been kept long enough ---

    def _sweep(self) -> None:
        """Every process does this; a workshop erased twice is erased."""
        erased = False
        try:
            for id in self._service.store.workshops():
                erased = self._erase_if_due(id) or erased
        except StoreUnavailable as problem:
            _log.warning("store: not erased yet: %s", problem.details.get("why", problem))
        if erased:
            self._service.forget()
        self._stopping.wait(SWEEP_EVERY)

    def _erase_if_due(self, id: str) -> bool:
        """A fault with one workshop must not keep the others."""
        assert self._keep_days
        try:
            return self._service.erase_if_due(id, self._keep_days)
        except UnknownWorkshop:  # another process was first
            return False
        except StoreUnavailable:
            raise
        except Exception:
            _log.exception("a workshop could not be looked at and is kept")
            return False

    # --- loading and sending ---

    def _refresh_or_end(self, id: str, channel: _Channel) -> bool:
        """Refresh, or let every socket go if the workshop is there no more; is it?"""
        try:
            self._refresh(id, channel)
        except UnknownWorkshop:
            self._end_all(channel, UnknownWorkshop(workshop=id))
            return False
        return True

    def _refresh(self, id: str, channel: _Channel) -> None:
        """Load the newest snapshot and send what changed. Callers who asked before a load began
        share it and how it ended; one that had begun already might be too old for them."""
        ticket, asked = channel.loads_begun, time.monotonic()
        with channel.lock:
            self._service.store.check_answered(asked)
            if channel.last_good > ticket:
                return
            if channel.last_failed > ticket:
                raise StoreUnavailable(why="another look at the same moment failed")
            channel.loads_begun += 1
            try:
                self._load_and_send(id, channel)
                channel.last_good = channel.loads_begun
            except StoreUnavailable:
                channel.last_failed = channel.loads_begun
                raise

    def _load_and_send(self, id: str, channel: _Channel) -> None:
        workshop = channel.workshop
        mark = self._service.store.mark(id)
        # Without a mark it is being erased, its document last: nothing known is good enough.
        if workshop is None or mark != channel.mark or None in mark:
            workshop = self._service.store.load(id)
        if workshop is not channel.workshop or channel.newcomers:
            self._let_go(workshop, channel)
        situation = self._service.situation(workshop, channel.rounds)
        channel.rounds = {r: situation.rounds[r.id] for r in workshop.rounds if r.counts}
        channel.mark, channel.workshop = mark, workshop
        channel.alone = stands_alone(workshop, situation.voted)
        channel.is_complete = everybody_rated(workshop, situation.voted) and not channel.alone
        self._set_timer(channel)
        for role, view in VIEWS.items():
            fresh = view(situation)
            if channel.views.get(role.value) != fresh:
                channel.views[role.value] = fresh
                channel.since[role.value] = workshop.revision
                if any(one.audience == role for one in channel.listeners.values()):
                    self._emit(
                        "state",
                        self._envelope(channel, role.value),
                        audience_room(id, role.value),
                    )
        if channel.told is not workshop:
            self._tell_persons(channel.told, workshop, channel)
            channel.told = workshop
        self._tell_devices(workshop, channel)

    def _set_timer(self, channel: _Channel) -> None:
        assert channel.workshop
        before, timer = channel.timer, channel.workshop.timer
        looked_before, channel.timer_known = channel.timer_known, True
        if timer is None or timer == before:
            channel.timer = timer
            return
        channel.timer = timer
        if looked_before and before and before.started_at == timer.started_at:
            channel.timer_ends += timer.seconds - before.seconds
        elif looked_before:  # set a moment ago: no wall clock is asked, which may have jumped
            channel.timer_ends = time.monotonic() + timer.seconds
        else:
            channel.timer_ends = time.monotonic() + self._left_by_the_clock(timer)

    def _left_by_the_clock(self, timer: Timer) -> float:
        """Seconds left on a timer that this process did not see being set."""
        spent = (self._service.clock() - timer.started_at).total_seconds()
        if not -_SKEW <= spent <= timer.seconds + _SKEW:
            # Nobody closed it then, so the wall clock has jumped: better late than wrong.
            spent = 0.0
        return min(max(timer.seconds - spent, 0.0), float(timer.seconds))

    def _envelope(self, channel: _Channel, audience: str) -> dict[str, Any]:
        assert channel.workshop
        left = None
        if channel.timer is not None:
            left = max(0, int((channel.timer_ends - time.monotonic()) * 1000))
        return {
            "workshop": channel.workshop.id,
            "revision": channel.workshop.revision,
            "view": channel.views[audience],
            "timer_left_ms": left,
            "break_left_ms": self._break_left(channel.workshop),
        }

    def _break_left(self, workshop: Workshop) -> int | None:
        """By the wall clock, unlike a timer: nothing closes at the end of a break."""
        pause = workshop.pause
        if pause is None:
            return None
        spent = (self._service.clock() - pause.started_at).total_seconds()
        return int(1000 * min(max(pause.seconds - spent, 0.0), float(pause.seconds)))

    def _you(self, workshop: Workshop, person: str) -> dict[str, Any]:
        opened = workshop.open_round
        reason = self._service.own_reason(workshop, person)
        ballot, hidden = self._service.own_ballot(workshop, person)
        number = opened.id if opened else None
        return you_view(workshop, person, number, ballot, reason, hidden=hidden)

    def _let_go(self, workshop: Workshop, channel: _Channel) -> None:
        """Sockets that no longer belong hear why, and nothing more."""
        channel.newcomers = False
        for listener in list(channel.listeners.values()):
            try:
                admit(workshop, listener.actor)
            except Refusal as problem:
                self._end(channel, listener, problem)

    def _tell_persons(self, before: Workshop | None, after: Workshop, channel: _Channel) -> None:
        """Attendees whose standing changed are told. Who came since has asked for themselves."""
        for listener in list(channel.listeners.values()):
            id = listener.actor.id
            if before is None or listener.audience != Role.ATTENDEE:
                continue
            # Whose reason was taken down is known to nobody here: everybody looks.
            withdrawn = before.withdrawn != after.withdrawn
            then, now = _standing(before, id), _standing(after, id)
            if then[0] != now[0]:  # another ballot is theirs now, which only a snapshot brings
                state = self._envelope(channel, Role.ATTENDEE.value)
                self._emit("state", state | {"you": self._you(after, id)}, listener.sid)
            elif withdrawn or then != now:
                self._emit("you", self._you(after, id), listener.sid)

    def _tell_devices(self, workshop: Workshop, channel: _Channel) -> None:
        """Who takes part with several devices sees on each of them what the other one stored, and
        who did, that it went when they were parted."""
        devices = {p.id for p in workshop.people.values() if p.shared or p.merged_into}
        if not devices:
            channel.stored.clear()
            return
        devices |= {workshop.stands_for(id) for id in devices}
        for listener in list(channel.listeners.values()):
            if listener.audience != Role.ATTENDEE or listener.actor.id not in devices:
                continue
            you = self._you(workshop, listener.actor.id)
            if channel.stored.get(listener.sid) != you:
                channel.stored[listener.sid] = you
                state = self._envelope(channel, Role.ATTENDEE.value)
                self._emit("state", state | {"you": you}, listener.sid)

    def _tell_of_lost_votes(self, id: str, channel: _Channel) -> None:
        """Whose vote was kept and is no more, after a failover or a restore, is told: their page
        still has it and sends it again."""
        with channel.lock:
            workshop = channel.workshop
            if workshop is None or workshop.open_round is None:
                channel.kept.clear()
                return
            number = workshop.open_round.id
            here = {person.id for person in workshop.taking_part()}
            kept: dict[str, int] = {}
            for device, (round_id, sequence) in list(channel.kept.items()):
                # With somebody who is removed their vote may go as well: that is not lost.
                if round_id == number and workshop.stands_for(device) in here:
                    kept[device] = sequence
                else:
                    del channel.kept[device]
            if not kept:
                return
            held = self._service.store.sequences(id, number)
            stored = {device: held.get(workshop.stands_for(device), 0) for device in kept}
            lost = [device for device in kept if stored[device] < kept[device]]
            if not lost:
                return
            state = self._envelope(channel, Role.ATTENDEE.value)
            told = [
                (state | {"you": self._you(workshop, one.actor.id)}, one.sid)
                for one in list(channel.listeners.values())
                if one.audience == Role.ATTENDEE and one.actor.id in lost
            ]
            # Nor is what was taken out with a change of this moment, which the next look will know.
            if self._service.store.mark(id) != channel.mark:
                return
            for device in lost:
                channel.kept[device] = (number, stored[device])
            for message, sid in told:
                self._emit("state", message, sid)

    def _end_all(self, channel: _Channel, problem: Refusal) -> None:
        for listener in list(channel.listeners.values()):
            self._end(channel, listener, problem)

    def _end(self, channel: _Channel, listener: Listener, problem: Refusal) -> None:
        self._emit("ended", wire.refusal(problem)["error"], listener.sid)
        channel.listeners.pop(listener.sid, None)
        self._drop(listener.sid)

    def _close_if_due(self, id: str, channel: _Channel) -> None:
        workshop = channel.workshop
        if workshop is None or workshop.open_round is None or not may_close_itself(workshop):
            return
        timer = workshop.timer
        ran_out = timer is not None and timer.closes and time.monotonic() >= channel.timer_ends
        if (ran_out and not channel.alone) or (workshop.auto_close and channel.is_complete):
            self._service.close_by_clock(workshop, workshop.open_round.id)
