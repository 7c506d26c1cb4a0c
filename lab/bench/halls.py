"""Hundreds of workshops at a time, each in a hall with an address of its own.

A room shares one address in life, too: so what a server allows of one address holds here as it
does there, and no limit is lifted.
"""

from collections.abc import Callable, Iterable, Sequence

from lab.bench.loop import Loop, Running, Script
from lab.bench.phones import Console, Phone
from lab.bench.rooms import DOMAIN

_ADDRESSES = 250  # of each 127.0.x.0


def address(number: int) -> str:
    """The address of a hall, one of this machine's own."""
    block, within = divmod(number, _ADDRESSES)
    return f"127.0.{block + 1}.{within + 1}"


class Hall:
    """One workshop: a console, a room view and phones, none of them connected at first."""

    def __init__(self, loop: Loop, port: int, number: int, people: int) -> None:
        where = address(number)
        self.console = Console(loop, port, where)
        self.view = Console(loop, port, where)
        self.phones = [Phone(loop, port, where) for _ in range(people)]
        self.round = 0

    @property
    def screens(self) -> tuple[Console, Console]:
        return self.console, self.view

    def make(self, running: Running) -> Script:
        """A new workshop, as a program makes one."""
        yield from self.console.make(running)
        self.view = self.console.room_view()

    def joins(self) -> list[Callable[[Running], Script]]:
        """One script for each person."""
        code = self.console.code
        return [
            lambda running, one=one, n=n: one.join(running, code, f"P{n}")
            for n, one in enumerate(self.phones)
        ]

    def shows(self) -> list[Callable[[Running], Script]]:
        """The scripts that open the console's and the room view's sockets."""
        return [
            lambda running: self.console.attend(running, "trainer"),
            lambda running: self.view.attend(running, "room"),
        ]

    def opens(self, running: Running) -> Script:
        """A new round, and every phone ready to vote in it."""
        yield from self.console.give(running, "open_round", domain=DOMAIN)
        self.round += 1
        for phone in self.phones:
            phone.ballot(self.round)

    def closes(self, refused: Callable[[], None]) -> None:
        """Have the console close the round, and wait for nothing; ``refused()`` is called if the
        server answers that it does not do so now."""

        def heard(page: object, payload: bytes) -> None:
            if payload.startswith(b"438") and b'"ok":false' in payload:
                refused()

        self.console.heard = heard
        self.console.start_closing(self.round)

    def moves(self, port: int) -> None:
        """Everybody leaves, and comes to another server next time."""
        for page in (*self.screens, *self.phones):
            page.close()
            page.moves(port)


def phones_of(halls: Iterable[Hall]) -> list[Phone]:
    return [phone for hall in halls for phone in hall.phones]


def lost_of(halls: Sequence[Hall]) -> int:
    """How many phones, consoles and room views have lost their connection."""
    return sum(page.lost for hall in halls for page in (*hall.screens, *hall.phones))
