"""Rooms full of phones: on the app, in a workshop of its own, or on the bare stack."""

import json
from collections.abc import Callable, Sequence
from typing import Any

from lab.bench.loop import Loop, Running, Script, Trouble, run_scripts
from lab.bench.phones import Console, Page, Phone
from lab.rig.server import Process

DOMAIN = "clarity"
REVEALED = b'"phase":"revealed"'  # in a state whose round has closed
_GENTLY = 20  # joining at the same moment, where joining is not what is measured


class Room:
    """A workshop on the app with a console, a room view and phones."""

    def __init__(self, loop: Loop, server: Process) -> None:
        self.loop = loop
        self.server = server
        self.phones: list[Phone] = []
        self.console = Console(loop, server.port)
        self.round = 0
        self._do(self.console.create)
        self.view = self.console.room_view()
        self._do(lambda running: self.view.attend(running, "room"))

    # --- filling it ---

    def fill(self, people: int, server: Process | None = None) -> "Room":
        """People join as programs do, not all at once; on another process if one is named."""
        phones = self._new_phones(people, server or self.server)
        code = self.console.code
        in_turns(
            self.loop,
            [
                lambda running, one=one, n=n: one.join(running, code, f"P{n}")
                for n, one in enumerate(phones)
            ],
        )
        self.connect(phones)
        return self

    def connect(self, phones: Sequence[Phone]) -> None:
        in_turns(self.loop, [phone.enter for phone in phones])

    def storm(self, people: int, within: float) -> list[str]:
        """People open the app in a browser at the same moment; what went wrong."""
        code = self.console.code
        phones = self._new_phones(people, self.server)
        ended = run_scripts(
            self.loop,
            [
                lambda running, one=one, n=n: one.arrive(running, code, f"P{n}")
                for n, one in enumerate(phones)
            ],
            within,
        )
        return [str(end) for end in ended if isinstance(end, Trouble)]

    def _new_phones(self, people: int, server: Process) -> list[Phone]:
        made = [Phone(self.loop, server.port) for _ in range(people)]
        self.phones += made
        return made

    # --- what happens in it ---

    def opens(self) -> None:
        """A new round, and every phone ready to vote in it."""
        self.gives("open_round", domain=DOMAIN)
        self.round += 1
        for phone in self.phones:
            phone.ballot(self.round)

    def closes(self) -> None:
        self.gives("close_round", round=self.round)

    def gives(self, command: str, **arguments: Any) -> None:
        self._do(lambda running: self.console.give(running, command, **arguments))

    def _do(self, script: Callable[[Running], Script]) -> None:
        (end,) = run_scripts(self.loop, [script], 60)
        if isinstance(end, Trouble):
            raise end

    def leave(self) -> None:
        for page in (*self.phones, self.view, self.console):
            page.close()


class BareRoom:
    """Phones on the bare stack: the same frames, and nothing to join."""

    def __init__(self, loop: Loop, server: Process, people: int, *, deflate: bool = False) -> None:
        self.loop = loop
        self.server = server
        self.phones: list[Page] = []
        self.fill(people, deflate=deflate)

    def fill(self, people: int, *, deflate: bool = False) -> None:
        phones = [Page(self.loop, self.server.port, deflate=deflate) for _ in range(people)]
        self.phones += phones
        in_turns(self.loop, [lambda running, one=one: one.open(running.step) for one in phones])
        for phone in phones:
            phone.ballot(1)

    def reveal(self, state: bytes) -> None:
        """Have the server emit ``state``, JSON as the app sent it, to everybody."""
        self.phones[0].say(b'42["reveal",' + state + b"]")

    def leave(self) -> None:
        for page in self.phones:
            page.close()


def in_turns(
    loop: Loop, scripts: Sequence[Callable[[Running], Script]], at_once: int = _GENTLY
) -> None:
    """Run all, a few at a time; raises the first Trouble."""
    for start in range(0, len(scripts), at_once):
        for end in run_scripts(loop, list(scripts[start : start + at_once]), 60):
            if isinstance(end, Trouble):
                raise end


def state_in(payload: bytes) -> Any:
    """The state in a ``state`` message; None for any other."""
    if not payload.startswith(b'42["state"'):
        return None
    return json.loads(payload[2:])[1]
