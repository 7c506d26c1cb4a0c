"""Let Orca, a real screen reader, read the pages through a workshop, and print what it says.

    make hearing                        in Firefox, an attendee and then a trainer
    make hearing ARGS="trainer"         one of them

Everything is done by keys, as somebody would who sees nothing. Nothing is compared: it is for
people to read beside the script in docs/accessibility.md. What stands in brackets was cut
short by the next thing said or never begun.
"""

import os
import signal
import sys
import tempfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from demo.room import DOMAINS
from lab.hearing.listener import Listener
from lab.rig.live_room import LiveRoom
from lab.rig.server import Server
from lab.rig.words import said

MOST_PRESSES = 30


class Person:
    """Somebody at the keyboard; prints what they do and what they hear."""

    def __init__(self, room: LiveRoom, listener: Listener) -> None:
        self.room = room
        self.listener = listener

    def opens(self, address: str) -> None:
        tell("open the address", self.listener.opens(address))

    def hears(self, when: str, within: float = 1.5) -> None:
        tell(when, self.listener.hears(quiet=within))

    def goes_to(self, name: str, key: str = "Tab") -> None:
        """Press a key until something of this name is said."""
        heard: list[str] = []
        for presses in range(1, MOST_PRESSES + 1):
            heard = self.listener.press(key)
            if any(name in line for line in heard):
                tell(f"go to “{name}”: {key} × {presses}", heard)
                return
        tell(f"NOT FOUND: “{name}”, {key} × {MOST_PRESSES}", heard)

    def presses(self, *keys: str) -> None:
        for key in keys:
            tell(key, self.listener.press(key))

    def reads_on(self, lines: int) -> None:
        """From the top heading down."""
        self.listener.press("ctrl+Home")
        tell("read on from the heading", self.listener.press("h"))
        for _ in range(lines):
            tell("down", self.listener.press("Down"))

    def types(self, text: str) -> None:
        tell(f"type “{text}”", self.listener.types(text))


def attendee(room: LiveRoom, person: Person) -> None:
    person.opens("/join")
    person.goes_to(said("join.label"))
    person.types(room.code)
    person.presses("Return")
    person.goes_to(said("details.name"))
    person.types("Ann")
    person.goes_to(said("details.sector"))
    person.presses("s")
    person.goes_to("Join push button")
    person.presses("Return")
    room.people(3)
    room.opens("clarity")
    person.hears("wait: the trainer opens a round")
    person.reads_on(4)
    person.goes_to("0 Major challenge")
    person.presses("space")
    person.goes_to("2 Widespread", "r")
    person.presses("space")
    person.goes_to(said("attendee.reason.go"))
    person.presses("Return")
    person.types("We know whom to ring")
    person.goes_to("Send push button")
    person.presses("Return")
    person.goes_to(said("attendee.reason.take_back"))
    room.votes(1, 2, 1)
    room.closes()
    person.hears("wait: the trainer closes the round")
    person.reads_on(8)
    room.trainer.command("start_discussion", seconds=300)
    person.hears("wait: the discussion begins")
    room.trainer.command("show_part", part="picture")
    room.trainer.command("show_part", part="measures")
    person.hears("wait: the picture in words is shown")
    round_id = room.opens("clarity")
    person.hears("wait: a second round opens")
    room.trainer.command("nudge", round=round_id)
    person.hears("wait: a reminder")
    room.votes(2, 2, 2)
    room.closes()
    person.hears("wait: it closes")
    room.rules("clarity", "unanimous")
    person.hears("wait: the decision is recorded")
    person.reads_on(5)
    stops_and_comes_back(room, person)
    settle_the_rest(room)
    person.hears("wait: everything is settled", within=4)
    room.trainer.command("finish")
    person.hears("wait: the workshop is finished")
    person.reads_on(5)


def trainer(room: LiveRoom, person: Person) -> None:
    room.people(3)
    person.opens(room.links["trainer"])
    person.reads_on(6)
    person.goes_to(said("trainer.do.open_round", domain="Clarity on roles"))
    person.presses("Return")
    person.reads_on(1)
    for name in (
        said("trainer.do.close_round"),
        said("trainer.do.cancel_round"),
        said("trainer.ready.nudge"),
        said("trainer.hands.title"),
    ):
        person.goes_to(name)
    room.votes(0, 1, 1)
    person.hears("wait: the last one rates")
    person.goes_to(said("trainer.do.close_round"), "shift+Tab")
    person.presses("Return")
    person.goes_to(said("common.method_names.majority"), "r")
    person.presses("space")
    person.goes_to(said("trainer.ruling.note"))
    person.goes_to(said("trainer.ruling.submit"))
    person.presses("Return")
    room.trainer.refresh()
    settle_the_rest(room)
    person.hears("wait: another trainer settles the rest", within=4)
    stops_and_comes_back(room, person)
    person.reads_on(0)
    person.goes_to(said("trainer.do.finish"))
    person.presses("Return")
    person.goes_to(said("trainer.do.finish"))
    person.presses("Return")
    person.reads_on(4)


WALKS: dict[str, Callable[[LiveRoom, Person], None]] = {"attendee": attendee, "trainer": trainer}


def settle_the_rest(room: LiveRoom) -> None:
    for domain in DOMAINS[1:]:
        room.rates(domain)
        room.rules(domain, "unresolved", None, "Left for the next meeting")


def stops_and_comes_back(room: LiveRoom, person: Person) -> None:
    assert room.server.process
    os.kill(room.server.process.pid, signal.SIGSTOP)
    person.hears("wait: the connection is lost", within=14)
    os.kill(room.server.process.pid, signal.SIGCONT)
    person.hears("wait: it is back", within=6)
    room.trainer = room.opened(room.trainer)
    room.attendees.clear()


def tell(when: str, heard: list[str]) -> None:
    print(f"  {when}")
    for line in heard or ["(nothing)"]:
        print(f"      {line}")
    sys.stdout.flush()


def walk(name: str, work: Path) -> None:
    server = Server(work / "data").start()
    listener = Listener(work / "home", server.base)
    try:
        with closing(LiveRoom(server)) as room:
            room.trainer.command("introduce", name="A trainer")
            listener.start()
            print(f"\n{name}, {listener.versions()}")
            WALKS[name](room, Person(room, listener))
    finally:
        listener.close()
        server.stop()
        server.end()


def main() -> None:
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # what was started ends with us
    for name in sys.argv[1:] or WALKS:
        if name not in WALKS:
            sys.exit(f"hearing: “{name}” is none of {', '.join(WALKS)}")
        with tempfile.TemporaryDirectory(prefix="hearing-", ignore_cleanup_errors=True) as work:
            walk(name, Path(work))


if __name__ == "__main__":
    main()
