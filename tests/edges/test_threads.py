"""What one thread walks while another changes it, as with ASYNC_MODE=threading: the moment is held
in the middle of the walk."""

import subprocess
import sys
import threading
from collections.abc import Callable

import pytest

from lab.rig.server import WITHIN
from tests.builders import FIRST_TRAINER, attendee
from tests.store.rooms import WORKSHOP, StoredRoom
from voting.config import Settings
from voting.core.actors import Role
from voting.edges.broadcast.broadcaster import Broadcaster
from voting.edges.broadcast.listeners import Listener
from voting.edges.broadcast.lost_votes import KeptVotes
from voting.edges.connections.callers import Callers
from voting.edges.connections.meter import Meter
from voting.edges.connections.sessions import TABS, Session, Sessions
from voting.web import create_app


class Moment:
    """The first thread that comes to ``hold`` waits there until ``goes_on``."""

    def __init__(self) -> None:
        self.is_there, self._goes_on = threading.Event(), threading.Event()

    def hold(self) -> None:
        if not self.is_there.is_set():
            self.is_there.set()
            assert self._goes_on.wait(WITHIN)

    def between(self, walk: Callable[[], object], change: Callable[[], object]) -> None:
        """Start ``walk``, and ``change`` in its midst; raises what either raised."""
        problems: list[Exception] = []

        def run(work: Callable[[], object]) -> None:
            try:
                work()
            except Exception as problem:
                problems.append(problem)

        walking, changing = (threading.Thread(target=run, args=(one,)) for one in (walk, change))
        walking.start()
        assert self.is_there.wait(WITHIN)
        changing.start()
        changing.join(0.2)  # it is done, or waits for the walk to end
        self._goes_on.set()
        for thread in (walking, changing):
            thread.join(WITHIN)
        assert problems == []


class HeldListener(Listener, frozen=True):
    """One at which whoever looks through the listeners is held."""

    moment: Moment | None = None

    def __getattribute__(self, name: str) -> object:
        if name == "audience":
            super().__getattribute__("moment").hold()
        return super().__getattribute__(name)


@pytest.fixture
def room(store):
    return StoredRoom(store, people=3)


def pages(number: int) -> list[Listener]:
    return [
        Listener(f"socket-{n}", WORKSHOP, "attendee", attendee(f"person-{n}"))
        for n in range(number)
    ]


@pytest.mark.parametrize("who", ["comes", "goes"])
def test_sockets_come_and_go_while_the_broadcaster_looks_through_them(room, who):
    broadcaster = Broadcaster(room.service, emit=lambda *what: None, drop=lambda sid: None)
    moment, (first, second, third) = Moment(), pages(3)
    here = [first, HeldListener("held", WORKSHOP, "room", FIRST_TRAINER, moment=moment), second]
    for listener in here:
        broadcaster.add(listener)
    channel = broadcaster._channels.get(WORKSHOP)
    moment.between(
        lambda: broadcaster._look(WORKSHOP, channel, pulse=True),
        lambda: broadcaster.add(third) if who == "comes" else broadcaster.remove(second),
    )
    there = {"comes": {"held", *(one.sid for one in pages(3))}, "goes": {"held", first.sid}}
    assert set(channel.listeners) == there[who]


def test_workshops_come_while_the_broadcaster_looks_through_them(room):
    broadcaster = Broadcaster(room.service, emit=lambda *what: None, drop=lambda sid: None)
    moment, (page, _, _) = Moment(), pages(3)
    broadcaster.add(page)
    channels = broadcaster._channels

    def walk() -> None:
        for _ in channels.all().items():
            moment.hold()

    other = Listener("elsewhere", "workshop-two", "attendee", attendee("person-0"))
    moment.between(walk, lambda: broadcaster.add(other))
    assert set(channels.all()) == {WORKSHOP, "workshop-two"}


class HeldWorkshop:
    """A workshop at which whoever asks for whom a device stands is held."""

    def __init__(self, workshop, moment: Moment) -> None:
        self._workshop, self._moment = workshop, moment

    def __getattr__(self, name: str) -> object:
        return getattr(self._workshop, name)

    def stands_for(self, device: str) -> str:
        self._moment.hold()
        return self._workshop.stands_for(device)


def test_a_vote_that_is_told_of_while_lost_ones_are_looked_for_is_not_forgotten(room):
    number, kept, moment = room.opens(), KeptVotes(), Moment()
    kept.told("person-0", number, 1)
    held = HeldWorkshop(room.workshop(), moment)
    moment.between(
        lambda: kept.lost(held, lambda number: {"person-0": 1}),
        lambda: (kept.told("person-1", number, 1), kept.told("person-0", number, 2)),
    )
    lost = kept.lost(room.workshop(), lambda number: {"person-0": 1})
    assert {who: (one.told, one.stored) for who, one in lost.items()} == {
        "person-0": (2, 1),
        "person-1": (1, 0),
    }
    kept.told("person-0", number, 3)
    kept.heard(lost)  # of the second one, while the third had come
    assert set(kept.lost(room.workshop(), lambda number: {"person-0": 2})) == {"person-0"}


class HeldConnection:
    def __init__(self, moment: Moment) -> None:
        self._moment = moment

    def fileno(self) -> int:
        self._moment.hold()
        return -1


def test_connections_come_while_those_that_are_over_are_forgotten():
    callers, moment = Callers(), Moment()
    for port in range(3):
        callers.add(("192.0.2.1", port), HeldConnection(moment))

    class Open:
        def fileno(self) -> int:
            return 7

    # The address of one that is over is used again at once.
    moment.between(
        callers.forget_those_over,
        lambda: [callers.add(("192.0.2.1", port), Open()) for port in (2, 3)],
    )
    assert callers.get(("192.0.2.1", 2))
    assert callers.get(("192.0.2.1", 3))
    assert len(callers) == 2


class EndsBefore:
    """A lock in front of which a session ends, in another thread."""

    def __init__(self, held: Sessions, sid: str) -> None:
        self._lock, self._held, self._sid = held._lock, held, sid

    def __enter__(self) -> None:
        self._held._lock = self._lock
        ends = threading.Thread(target=self._held.remove, args=(self._sid,))
        ends.start()
        ends.join()
        self._lock.acquire()

    def __exit__(self, *problem: object) -> None:
        self._lock.release()


@pytest.mark.parametrize("what", ["admit", "let_go", "wait_for"])
def test_a_session_that_ends_in_that_moment_stays_forgotten(what):
    held, session = Sessions(), Session("one", "192.0.2.1")
    held.add(session)
    if what == "let_go":
        held.admit(session, "browser")
    held._lock = EndsBefore(held, "one")
    said = ("browser",) if what == "admit" else ()
    getattr(held, what)(session, *said)
    assert held.overdue(session.since + 3600) == []
    later = [Session(f"tab-{n}", "192.0.2.1") for n in range(TABS)]
    for tab in later:
        held.add(tab)
        assert held.admit(tab, "browser") == []  # it takes the place of none


class TakenBack(Meter):
    """A meter whose other user is within their pace again, whenever it has been looked at."""

    reads = 0

    @property
    def _over_since(self) -> float | None:
        self.reads += 1
        return self.since if self.reads == 1 else None

    @_over_since.setter
    def _over_since(self, since: float | None) -> None:
        self.since = since


def test_two_threads_share_a_meter():
    meter = TakenBack(rate=1000, burst=1)
    meter.since = 1.0e12
    meter.take(20)
    assert meter.reads == 1


def test_a_socket_that_is_gone_before_it_is_known_is_not_kept(room, store):
    app = create_app(Settings(secret_key="k" * 32, async_mode="threading"), store)
    sockets, identity = app.sockets, app.identity
    me = attendee(identity.actor_id(Role.ATTENDEE, "browser", WORKSHOP))
    room.joins(me.id)
    sid = sockets._server.manager.connect("engine-socket", "/")
    cookies = {
        "cascade_browser": "browser",
        f"cascade_attendee_{WORKSHOP}": identity.sign(WORKSHOP, me),
    }
    environ = {"HTTP_COOKIE": "; ".join(f"{name}={value}" for name, value in cookies.items())}
    hello = {
        "workshop": WORKSHOP,
        "audience": "attendee",
        "token": identity.page_token("browser"),
    }
    add = sockets.broadcaster.add

    def gone_before(listener: Listener) -> None:
        ends = threading.Thread(target=sockets._disconnect, args=(sid,))
        ends.start()
        ends.join()
        add(listener)

    sockets.broadcaster.add = gone_before
    sockets._connect(sid, environ, hello)
    assert sockets.broadcaster._channels.all() == {}


# Run by itself: in this process the types have been used before.
_FIRST_USES = """
import sys
from voting import web
from voting.core.actors import Actor, Role
from voting.identity import Identity
from voting.wire import messages

held = Identity("k" * 32)
signed = held.sign("workshop", Actor(Role.TRAINER, "somebody"))
vote = {"round": 1, "rating": 1, "vote_id": "vote-one", "sequence": 1}
hello = {"workshop": "workshop", "audience": "room", "token": ""}
order = {"id": "order-one", "name": "A. B.", "sector": "school"}
found = []
sys.setprofile(lambda frame, *what: found.append(frame.f_code.co_filename))
held.read(signed)
messages.read_vote(vote)
messages.read_reason({"round": 1, "text": ""})
messages.read_hello(hello)
messages.read_order("join", order)
sys.setprofile(None)
assert not [name for name in found if "msgspec" in name], "a type is looked into when first used"
"""


def test_what_is_sent_is_read_without_looking_into_a_type_for_the_first_time():
    """msgspec crashes where two threads do so at once."""
    subprocess.run([sys.executable, "-c", _FIRST_USES], check=True)
