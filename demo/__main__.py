"""The app with a workshop open and simulated attendees in it: make demo.

    python -m demo [--people 18] [--pace 1]

Starts the server as it is (HOST, PORT, REDIS_URL and the other settings count; DATA_DIR is
data/demo when unset) and lets an area hold workshop I. Then it sets up workshop II, and starts its
attendees as a program of their own that knows nothing but the address, the join code, and the
cookies of those who come back. Ctrl-C ends all three.
"""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from types import FrameType
from typing import NoReturn

import requests

from demo.before import office_of, week_before
from demo.client import Refused
from demo.past import NAME, Past, a_past
from demo.room import DOMAINS, Room

ROOT = Path(__file__).resolve().parent.parent
UP_WITHIN = 60.0  # seconds for the server to answer
STOPS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
END_WITHIN = 20.0  # seconds for a program to end by itself


class Failed(Exception):
    """Why there is no demo."""


def settings() -> dict[str, str]:
    """The environment of the server: as given, with a data directory of the demo's own."""
    environ = dict(os.environ)
    if not environ.get("DATA_DIR", "").strip():
        environ["DATA_DIR"] = str(ROOT / "data" / "demo")
    return environ


def local_address(environ: dict[str, str]) -> str:
    """Where this machine reaches the server, whatever address people use from outside."""
    host = environ.get("HOST", "").strip() or "127.0.0.1"
    host = {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
    port = environ.get("PORT", "").strip() or "5000"
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def start(*command: str, environ: dict[str, str]) -> subprocess.Popen[bytes]:
    # A session of its own: Ctrl-C is for this program, which then ends the others in order.
    return subprocess.Popen(
        [sys.executable, *command], cwd=ROOT, env=environ, start_new_session=True
    )


def end(program: subprocess.Popen[bytes] | None) -> None:
    if program is None or program.poll() is not None:
        return
    program.terminate()
    try:
        program.wait(END_WITHIN)
    except subprocess.TimeoutExpired:
        program.kill()
        program.wait()


def answers(base: str) -> bool:
    """Is there a server at ``base``, and its store with it?"""
    try:
        return requests.get(f"{base}/healthz", timeout=2).ok
    except requests.RequestException:
        return False


def wait_until_up(base: str, server: subprocess.Popen[bytes]) -> None:
    """Until the server answers; raises Failed if it ends or stays silent."""
    give_up = time.monotonic() + UP_WITHIN
    while time.monotonic() < give_up:
        if server.poll() is not None:
            raise Failed("the server ended, see above.")
        if answers(base):
            return
        time.sleep(0.1)
    raise Failed(f"the server did not answer at {base} within {UP_WITHIN:.0f} seconds.")


def welcome(links: dict[str, str], code: str, people: int, past: Past) -> None:
    lines = [
        "",
        f"Workshop II of {NAME} is ready, and {people} simulated attendees are joining it.",
        f"{len(past.returning)} of them were at workshop I, which is done, and have registered;",
        f"{past.ahead} have rated ahead. The area’s page has the list of people.",
        "Open the trainers' link, open a round on any domain and watch the room view.",
        "",
        f"  Trainers:   {links['trainer']}",
        f"  Room view:  {links['room']}",
        f"  Lead:       {links['lead']}",
        f"  Join:       {links['join']}  (code {code[:3]}-{code[3:]})",
        f"  Area:       {past.area_link}",
        f"  Programme:  {past.programme}",
        "",
        "Press Ctrl-C to stop. The workshop stays in the data directory.",
        "",
    ]
    print("\n".join(lines), flush=True)


class Demo:
    """The two programs that make a demo, and their end."""

    def __init__(self, people: int, pace: float) -> None:
        self._people, self._pace = people, pace
        self._environ = settings()
        self._base = local_address(self._environ)
        self._server: subprocess.Popen[bytes] | None = None
        self._attendees: subprocess.Popen[bytes] | None = None

    def run(self) -> NoReturn:
        """Until interrupted; raises Failed or Refused if there can be no demo."""
        try:
            self._start_server()
            with tempfile.NamedTemporaryFile("w", suffix=".json") as cookies:
                room, past = self._rooms()
                json.dump([one.browser.saved() for one in past.returning], cookies)
                cookies.flush()
                welcome(room.links, room.code, self._people, past)
                self._attendees = start(
                    *("-m", "demo.attendees", self._base, room.code),
                    *("--people", str(self._people), "--pace", str(self._pace)),
                    *("--returning", cookies.name),
                    environ=self._environ,
                )
                self._watch(self._attendees)
        finally:
            for number in STOPS:  # a second Ctrl-C must not leave one of the two behind
                signal.signal(number, signal.SIG_IGN)
            end(self._attendees)
            end(self._server)

    def _rooms(self) -> tuple[Room, Past]:
        """The workshop that is to come, in an area that has held one."""
        passphrase = self._environ.get("CREATE_PASSPHRASE", "").strip()
        today = date.today()  # noqa: DTZ011  (the date on the wall here)
        past = a_past(self._base, self._people, passphrase, today)
        room = Room(
            self._base,
            office=past.team,
            area=NAME,
            area_id=past.area,
            kind="workshop-2",
            date=today.isoformat(),
            title="Demo with simulated attendees",
            passphrase=passphrase,
        )
        office = office_of(past.lead, past.area, room.id)
        past.ahead = week_before(office, past.returning, self._people, list(DOMAINS))
        return room, past

    def _start_server(self) -> None:
        if answers(self._base):
            raise Failed(
                f"{self._base} is in use. Stop whatever is using it, or set PORT to another number."
            )
        self._server = start("app.py", environ=self._environ)
        wait_until_up(self._base, self._server)

    def _watch(self, attendees: subprocess.Popen[bytes]) -> NoReturn:
        while True:
            time.sleep(0.3)
            if attendees.poll() is not None:
                raise Failed("the attendees' program ended.")
            if self._server and self._server.poll() is not None:
                # Somebody tries what a crash does: the workshop is all there when it is back.
                print("The server stopped. Starting it again.", flush=True)
                self._start_server()


def _stop(number: int, frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt


def main(arguments: list[str]) -> int:
    asked = argparse.ArgumentParser(prog="python -m demo", description=__doc__)
    asked.add_argument("--people", type=int, default=18)
    asked.add_argument(
        "--pace", type=float, default=1.0, help="how long they think: 0.5 is half the time"
    )
    given = asked.parse_args(arguments)
    for number in STOPS:
        signal.signal(number, _stop)
    try:
        Demo(given.people, given.pace).run()
    except KeyboardInterrupt:
        return 0
    except Refused as problem:
        print(f"The demo can't run: {problem.sentence}", file=sys.stderr)
    except Failed as problem:
        print(f"The demo can't run: {problem}", file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
