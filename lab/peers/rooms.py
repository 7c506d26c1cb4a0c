"""The same phones on the app and on each peer: they vote where one can, and all are told."""

import json
from collections.abc import Callable, Sequence

from lab.bench import load, machine
from lab.bench.loop import Loop, Wire
from lab.bench.phones import Page
from lab.bench.rooms import REVEALED, BareRoom, Room, in_turns, state_in
from lab.bench.servers import Place
from lab.peers import servers
from lab.rig.server import Process


class PeerRoom:
    """Phones on one server."""

    votes = True  # can phones send anything?
    server: Process

    def __init__(self, loop: Loop) -> None:
        self.loop = loop

    @property
    def phones(self) -> Sequence[Page]:
        raise NotImplementedError

    def fill(self, people: int, pause: float) -> float:
        """Connect so many phones; KB of the server's memory for each beyond the first tenth."""
        raise NotImplementedError

    def opens(self) -> None:
        """Make ready to vote."""

    def begins(self, state: bytes) -> None:
        """Have the server tell everybody."""
        raise NotImplementedError

    def tells(self, state: bytes) -> tuple[float, bytes]:
        """Tell everybody ``state``, JSON as the app sent it, or what the app itself has to tell;
        seconds until the last phone has it, and what it was."""
        seen = load.Seen(self.phones, REVEALED)
        self.begins(state)
        took = max(seen.all(self.loop))
        return took, json.dumps(state_in(seen.state), separators=(",", ":")).encode()

    def leave(self) -> None:
        raise NotImplementedError

    def _grown(self, connect: Callable[[int], None], people: int, pause: float) -> float:
        """What ``fill`` gives; ``connect(n)`` connects n phones more."""
        tenth = people // 10
        connect(tenth)
        self.loop.rest(2 * pause)
        before = machine.memory(self.server.pid)
        connect(people - tenth)
        self.loop.rest(2 * pause)
        return round((machine.memory(self.server.pid) - before) / (people - tenth) / 1024, 1)


class AppRoom(PeerRoom):
    """A workshop on the app."""

    def __init__(self, loop: Loop, here: Place) -> None:
        super().__init__(loop)
        self._here = here
        self._room = Room(loop, here.app())
        self._is_open = False  # a round

    @property
    def phones(self) -> Sequence[Page]:
        return self._room.phones

    def fill(self, people: int, pause: float) -> float:
        """People join by one process and stay on a new one, whose memory no join has used."""
        room = self._room.fill(people)
        room.leave()
        room.server.kill()
        self.server = self._here.app()
        for page in (room.console, room.view, *room.phones):
            page.moves(self.server.port)
        in_turns(
            self.loop,
            [
                lambda running: room.console.attend(running, "trainer"),
                lambda running: room.view.attend(running, "room"),
            ],
        )
        left = iter(room.phones)
        return self._grown(lambda n: room.connect([next(left) for _ in range(n)]), people, pause)

    def opens(self) -> None:
        if self._is_open:
            self._room.closes()
        self._room.opens()
        self._is_open = True

    def begins(self, state: bytes) -> None:
        self._room.console.start_closing(self._room.round)
        self._is_open = False

    def leave(self) -> None:
        self._room.leave()


class TalkingRoom(PeerRoom):
    """Phones on a server that speaks Socket.IO and stores nothing."""

    def __init__(self, loop: Loop, server: Process) -> None:
        super().__init__(loop)
        self.server = server
        self._room = BareRoom(loop, server, 0)

    @property
    def phones(self) -> Sequence[Page]:
        return self._room.phones

    def fill(self, people: int, pause: float) -> float:
        return self._grown(self._room.fill, people, pause)

    def begins(self, state: bytes) -> None:
        self._room.reveal(state)

    def leave(self) -> None:
        self._room.leave()


class NchanRoom(PeerRoom):
    """Subscribers of nginx's nchan."""

    votes = False

    def __init__(self, loop: Loop, server: Process) -> None:
        super().__init__(loop)
        self.server = server
        self._phones: list[servers.Subscriber] = []
        self._published: list[Wire] = []

    @property
    def phones(self) -> Sequence[Page]:
        return self._phones

    def fill(self, people: int, pause: float) -> float:
        return self._grown(self._connect, people, pause)

    def _connect(self, people: int) -> None:
        new = [servers.Subscriber(self.loop, self.server.port) for _ in range(people)]
        self._phones += new
        in_turns(self.loop, [one.opens for one in new])

    def begins(self, state: bytes) -> None:
        wire = servers.publish(self.loop, self.server.port, state)
        self._published.append(wire)

    def leave(self) -> None:
        for phone in self._phones:
            phone.close()
        for wire in self._published:
            if not wire.lost:
                wire.close()
