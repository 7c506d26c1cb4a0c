"""Sends every change to this process's sockets: hints say where to look, snapshots are the truth.

A hint names a workshop and a revision. Each process that receives it loads the workshop once and
sends one view per audience to its own sockets. A slow tick looks without a hint, so that a lost one
does no harm, and sends a pulse with the revision, so that a page can tell a quiet workshop from a
dead connection. A hint of an area concerns each of its workshops, which show what earlier ones
settled.
"""

import logging
import threading
import time
from collections.abc import Callable, Container, Sequence
from typing import Any

from msgspec.structs import replace

from voting.core.actors import Actor, Role
from voting.core.admission import admit
from voting.core.state import Workshop
from voting.edges.broadcast.channels import Channel, Channels
from voting.edges.broadcast.listeners import Listener, audience_room
from voting.edges.broadcast.views_made import AUDIENCES
from voting.edges.clock import break_left_ms, round_to_close
from voting.edges.loops import repeat
from voting.moments import milliseconds
from voting.refusals import Refusal
from voting.refusals.asking import OldLink
from voting.refusals.joining import UnknownWorkshop
from voting.refusals.serving import StoreUnavailable
from voting.service import Service
from voting.views.situation import Situation
from voting.views.you import You, you_view
from voting.wire.answers import Pulse, State, error

TURNOUT_EVERY = 0.2  # seconds: five turnouts a second at most
TICK_EVERY = 1.0  # seconds between looks without a hint
PULSE_EVERY = 3.0  # seconds between pulses
LINKS_EVERY = 30.0  # seconds between looks at personal links without a hint

_log = logging.getLogger(__name__)


class Broadcaster:
    """One per process. ``emit(event, data, room)`` sends to this process's sockets in a room,
    ``drop(sid)`` disconnects one."""

    def __init__(
        self,
        service: Service,
        emit: Callable[[str, Any, str], None],
        drop: Callable[[str], None],
    ) -> None:
        self._service = service
        self._emit = emit
        self._drop = drop
        self._channels = Channels(service.clock)
        self._next_look = self._next_pulse = self._next_links = 0.0
        self._links_due: set[str] = set()  # areas whose personal links may have been replaced

    # --- sockets come and go ---

    def add(self, listener: Listener) -> None:
        self._channels.add(listener)

    def remove(self, listener: Listener) -> None:
        self._channels.remove(listener)

    def snapshot(self, listener: Listener) -> State:
        """The newest state for one socket, and its own person's part for an attendee."""
        channel = self._channels.get(listener.workshop) or self._channels.new()
        self._refresh(listener.workshop, channel)
        return self._snapshot_of(channel, listener)

    def first_state(self, loaded: Workshop, audience: str, actor: Actor) -> State:
        """The state that a page is delivered with, before it has a socket; ``loaded`` is the
        workshop as its request has just loaded it."""
        listener = Listener("", loaded.id, audience, actor)
        if self._channels.get(loaded.id):
            return self.snapshot(listener)
        channel = self._channels.new()  # for this page alone, and not kept
        channel.renew((), self._service.situation(loaded))
        return self._snapshot_of(channel, listener)

    def _snapshot_of(self, channel: Channel, listener: Listener) -> State:
        with channel.lock:  # no newer state may be sent between here and the answer's making
            at = channel.situation
            assert at
            admit(at.workshop, listener.actor)
            state = self._envelope(channel, listener.audience)
        if listener.audience == Role.ATTENDEE:  # of the same moment, whatever has come since
            you = self._you(at, listener.actor.id)
            state = replace(state, you=you)
            if you.ballot:
                self.vote_kept(listener, you.ballot.round, you.ballot.sequence)
        return state

    def vote_kept(self, listener: Listener, round_id: int, sequence: int) -> None:
        """Note that an attendee's page was told its vote is stored, to tell it if that is lost."""
        channel = self._channels.get(listener.workshop)
        if channel is not None:
            channel.kept.told(listener.actor.id, round_id, sequence)

    # --- running ---

    def start(self, stopping: threading.Event) -> None:
        repeat("hints", lambda: self._hear(stopping), stopping=stopping)
        repeat("broadcast", self._tick, every=TURNOUT_EVERY, stopping=stopping)

    def _hear(self, stopping: threading.Event) -> None:
        self._service.store.listen(self._hint, stopping.is_set)

    def _hint(self, id: str, what: str) -> None:
        """``id`` is a workshop's or, where ``what`` changed is an area or its plan, the area's."""
        if what == "area":
            self._links_due.add(id)
            for workshop in self._service.area_changed(id):
                if channel := self._channels.get(workshop):
                    channel.look_due = True
            return
        if what == "plan":  # an area's, or a workshop's own
            for channel in self._channels.all().values():
                if channel.plan_owner == id:
                    channel.look_due = True
            return
        channel = self._channels.get(id)
        if channel is None:
            return
        if what == "votes":
            channel.look_due = True
        else:
            self._refresh_or_end(id, channel)

    def _tick(self) -> None:
        now = time.monotonic()
        look = now >= self._next_look
        pulse = look and now >= self._next_pulse
        if look:
            self._next_look = now + TICK_EVERY
        if pulse:
            self._next_pulse = now + PULSE_EVERY
        channels = self._channels.all().items()
        try:
            self._look_at_all([one for one in channels if look or one[1].look_due], pulse=pulse)
        except StoreUnavailable:
            self._next_look = self._next_pulse = 0.0  # at everything, as soon as it answers
            raise
        everywhere = now >= self._next_links
        if everywhere or self._links_due:
            self._look_at_links(everywhere=everywhere)
        if everywhere:
            self._next_links = now + LINKS_EVERY

    def _look_at_all(self, due: Sequence[tuple[str, Channel]], *, pulse: bool) -> None:
        """A fault with one workshop must not end the watch over the others: they may be on another
        node of the store. Where it does not answer, one look at a time shows when it does again."""
        problem: StoreUnavailable | None = None
        for id, channel in sorted(due, key=lambda one: one[1].sick):
            if channel.sick and problem:
                continue
            channel.look_due = False
            try:
                self._look(id, channel, pulse=pulse)
                channel.sick = False
            except StoreUnavailable as failed:
                channel.sick, problem = True, failed
            except Exception:
                _log.exception("broadcast error in one workshop; continuing")
        if problem:
            raise problem

    def _look(self, id: str, channel: Channel, *, pulse: bool) -> None:
        """Refresh, close a round that may close itself, and with ``pulse`` send the pulses."""
        if pulse:
            self.signs_of_life(id, channel.attendees())
        if not self._refresh_or_end(id, channel):
            return
        if pulse:
            self._tell_of_lost_votes(id, channel)
        self._close_if_due(channel)
        if pulse:
            self._pulse(id, channel)

    def signs_of_life(self, id: str, attendees: Sequence[Listener]) -> None:
        """Record that these sockets are alive. One that closes meanwhile may have been taken out of
        the store before this put it in, so it is taken out again. Raises StoreUnavailable."""
        store = self._service.store
        people = [(one.actor.id, one.sid) for one in attendees]
        store.seen(id, people, milliseconds(self._service.clock()))
        channel = self._channels.get(id)
        here = channel.listeners if channel else {}
        for person, sid in people:
            if sid not in here:
                store.socket_gone(id, person, sid)

    def _pulse(self, id: str, channel: Channel) -> None:
        """Only ever sent when the store has just been read: it means "this is the truth"."""
        for audience in _watched(channel):
            with channel.lock:
                workshop, since = channel.workshop, channel.views.since(audience)
                assert workshop
                pulse = Pulse(workshop.revision, since)
            self._emit("pulse", pulse, audience_room(id, audience))

    def _close_if_due(self, channel: Channel) -> None:
        with channel.lock:
            at = channel.situation
            assert at
            due = round_to_close(at.workshop, at.ballots_in, channel.countdown)
        if due is not None:
            self._service.close_by_clock(at.workshop, due)

    # --- loading and sending ---

    def _refresh_or_end(self, id: str, channel: Channel) -> bool:
        """Refresh; if the workshop is gone, disconnect every socket. Returns whether it exists."""
        try:
            self._refresh(id, channel)
        except UnknownWorkshop:
            for listener in channel.listeners.values():
                self._end(listener, UnknownWorkshop(workshop=id))
            return False
        return True

    def _refresh(self, id: str, channel: Channel) -> None:
        """Load the newest snapshot and send what changed. Callers who asked before a load began
        share it and how it ended; one that had begun already might be too old for them."""
        ticket, asked = channel.loads_begun, time.monotonic()
        with channel.lock:
            self._service.store.check_answered(asked)
            if channel.last_good > ticket:
                return
            if channel.last_failed > ticket:
                raise StoreUnavailable(reason="another look at the same moment failed")
            channel.loads_begun += 1
            try:
                self._load_and_send(id, channel)
                channel.last_good = channel.loads_begun
            except StoreUnavailable:
                channel.last_failed = channel.loads_begun
                raise

    def _load_and_send(self, id: str, channel: Channel) -> None:
        workshop = channel.workshop
        store, owner = self._service.store, channel.plan_owner
        mark, beside = store.mark_and_plan(id, owner) if owner else (store.mark(id), None)
        # Without a mark it is being erased, its document last: nothing known is good enough.
        if workshop is None or mark != channel.mark or None in mark:
            workshop = store.load(id)
        if workshop is not channel.workshop or channel.newcomers:
            self._let_go(workshop, channel)
        situation = self._service.situation(workshop, channel.counted_rounds(), beside)
        channel.renew(mark, situation)
        for audience in _watched(channel):
            if channel.views.make(audience):
                state = self._envelope(channel, audience)
                self._emit("state", state, audience_room(id, audience))
        self._tell_persons(situation, channel)

    def _tell_persons(self, at: Situation, channel: Channel) -> None:
        workshop = at.workshop

        def you(device: str) -> You:
            return self._you(at, device)

        def rated_ahead(domain: str) -> Container[str]:
            return self._service.who_rated_ahead(workshop.id, domain)

        news = channel.persons.news(workshop, channel.attendees(), you, rated_ahead)
        for sid, own, whole in news:
            if whole:
                state = self._envelope(channel, Role.ATTENDEE.value)
                self._emit("state", replace(state, you=own), sid)
            else:
                self._emit("you", own, sid)

    def _tell_of_lost_votes(self, id: str, channel: Channel) -> None:
        """Tell people whose stored vote is lost, after a failover or a restore: their page still
        has it and sends it again."""
        store = self._service.store
        with channel.lock:
            at = channel.situation
            assert at
            lost = channel.kept.lost(at.workshop, lambda number: store.sequences(id, number))
            if not lost:
                return
            state = self._envelope(channel, Role.ATTENDEE.value)
            told = [
                (replace(state, you=self._you(at, one.actor.id)), one.sid)
                for one in channel.attendees()
                if one.actor.id in lost
            ]
            # Nor is what was taken out with a change of this moment, which the next look will know.
            if store.mark(id) != channel.mark:
                return
            channel.kept.heard(lost)
            for message, sid in told:
                self._emit("state", message, sid)

    def _envelope(self, channel: Channel, audience: str) -> State:
        workshop = channel.workshop
        assert workshop
        return State(
            workshop=workshop.id,
            revision=workshop.revision,
            view=channel.views.of(audience),
            timer_left_ms=channel.countdown.left_ms(),
            break_left_ms=break_left_ms(workshop, self._service.clock()),
        )

    def _you(self, at: Situation, person: str) -> You:
        workshop = at.workshop
        opened = workshop.open_round
        reasons = self._service.own_reasons(workshop, person)
        ballot, hidden, ahead = self._service.own_ballot(workshop, person)
        number = opened.id if opened else None
        plan = self._service.own_plan(workshop, person, at.plan)
        return you_view(
            workshop, person, number, ballot, reasons, hidden=hidden, ahead=ahead, plan=plan
        )

    # --- letting go ---

    def _look_at_links(self, *, everywhere: bool) -> None:
        """Disconnect whoever is here by a personal link that was replaced, or is on no roster any
        more; where the hint of a change came from, or ``everywhere``."""
        due, self._links_due = self._links_due, set()
        here: dict[str, list[Listener]] = {}
        for channel in self._channels.all().values():
            for one in channel.listeners.values():
                if one.link and (everywhere or one.link.area in due):
                    here.setdefault(one.link.area, []).append(one)
        try:
            for area, listeners in here.items():
                links = {one.link for one in listeners if one.link}
                gone = self._service.no_more_in_force(area, links)
                for one in listeners:
                    if one.link in gone:
                        self._end(one, OldLink())
        except StoreUnavailable:
            self._links_due |= due
            raise

    def _let_go(self, workshop: Workshop, channel: Channel) -> None:
        """Disconnect sockets that no longer belong, with the reason."""
        channel.newcomers = False
        for listener in channel.listeners.values():
            try:
                admit(workshop, listener.actor)
            except Refusal as problem:
                self._end(listener, problem)

    def _end(self, listener: Listener, problem: Refusal) -> None:
        self._emit("ended", error(problem, listener.words), listener.sid)
        self._channels.remove(listener)
        self._drop(listener.sid)


def _watched(channel: Channel) -> list[str]:
    """The audiences that this process has sockets for, phones first."""
    here = {one.audience for one in channel.listeners.values()}
    return [audience for audience in AUDIENCES if audience in here]
